"""CSRF tokens: a form comes from a page of ours, in this browser, made for this person.

A token is a salt of the page and two digests keyed by it: of the browser's cookie, which another
site can neither read nor set, and of the person for whom the page was made. Nothing is stored; both
are computed again and compared. Which person a form is bound to stands in `web.route_access`.
"""

import functools
from typing import Final, NamedTuple, cast

from flask import request

from idp.kernel.ids import Id
from idp.platform.jose import encode
from idp.platform.keyring import Keyring
from idp.platform.secrets import constant_time_equal, keyed_digest, random_token
from idp.web.current import services, settings
from idp.web.pages import cookies

FIELD: Final = "csrf"
HEADER: Final = "X-CSRF"
_PRESENTED: Final = "md.csrf_presented"


@functools.lru_cache(maxsize=4)
def _key(keyring: Keyring) -> bytes:
    return keyring.derive("csrf")


def token_for(browser: str, whom: Id | None = None) -> str:
    """The CSRF token for the forms of a page: salt and digests, 43 characters of base64url each.

    `whom`: the person the page is about, None while the person is unknown. The salt is
    random, so the form of one page can be told from that of another (`page_salt`).
    """
    salt = random_token()
    return f"{salt}.{_made(salt, browser)}.{_made(salt, _whose(browser, whom))}"


def made_for(whom: Id | None) -> bool:
    """Whether the page of this form was made for this person, in this browser."""
    browser, token = cookies.browser_seen(), _presented()
    return (
        browser is not None
        and token is not None
        and _is(token.whom, _made(token.salt, _whose(browser, whom)))
    )


def page_salt() -> str | None:
    """The salt of the page that the form of this request belongs to; None without one.

    A token in a header belongs to no form, and pages of earlier versions have no salt. Only for
    requests that `from_our_page` has accepted.
    """
    token = None if request.headers.get(HEADER) is not None else _presented()
    return None if token is None else token.salt or None


def from_our_page() -> bool:
    """Whether the current request was made by a page of ours in the browser it names.

    `Sec-Fetch-Site` and `Origin` can only refuse a request; accepting takes the token, in the form
    or in the header.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != _origin(settings().issuer):
        return False
    browser, token = cookies.browser_seen(), _presented()
    return (
        browser is not None and token is not None and _is(token.browser, _made(token.salt, browser))
    )


class _Token(NamedTuple):
    """The parts of a token that was presented; `salt` is empty in those of earlier versions."""

    salt: str
    browser: str
    whom: str


def _made(salt: str, text: str) -> str:
    return encode(keyed_digest(_key(services().keyring), f"{salt} {text}" if salt else text))


def _whose(browser: str, whom: Id | None) -> str:
    return f"{browser} {whom or ''}"


def _is(shown: str, made: str) -> bool:
    return constant_time_equal(shown.encode("utf-8", "surrogatepass"), made.encode())


def _presented() -> _Token | None:
    """The one token of the request, in a header or in the form; looked for once."""
    environ = request.environ
    if _PRESENTED not in environ:
        environ[_PRESENTED] = _find()
    return cast("_Token | None", environ[_PRESENTED])


def _find() -> _Token | None:
    header = request.headers.get(HEADER)  # several would be one here, joined (PEP 3333)
    shown = request.form.getlist(FIELD) if header is None else [header]
    parts = shown[0].split(".") if len(shown) == 1 else []
    match len(parts):
        case 2:
            return _Token("", *parts)
        case 3 if parts[0]:
            return _Token(*parts)
        case _:
            return None


@functools.lru_cache(maxsize=4)
def _origin(issuer: str) -> str:
    scheme, _, rest = issuer.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
