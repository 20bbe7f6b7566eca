"""CSRF tokens: a form comes from a page of ours, in this browser, made for this person.

A token is two keyed digests: of the browser's cookie, which another site can neither read nor set,
and of the person for whom the page was made. Nothing is stored; both are computed again and
compared. Which person a form is bound to stands in `web.route_access`.
"""

import base64
import functools
from typing import Final

from flask import request

from idp.kernel.ids import Id
from idp.platform.keyring import Keyring
from idp.platform.secrets import constant_time_equal, keyed_digest
from idp.web.current import services, settings
from idp.web.pages import cookies

FIELD: Final = "csrf"
HEADER: Final = "X-CSRF"


@functools.lru_cache(maxsize=4)
def _key(keyring: Keyring) -> bytes:
    return keyring.derive("csrf")


def token_for(browser: str, whom: Id | None = None) -> str:
    """The CSRF token for the forms of a page: twice 43 characters of base64url and a dot.

    `whom`: the person the page is about, None while the person is unknown.
    """
    return f"{_made(browser)}.{_made(_whose(browser, whom))}"


def made_for(whom: Id | None) -> bool:
    """Whether the page of this form was made for this person, in this browser."""
    browser, shown = cookies.browser_seen(), _presented_tokens()
    if browser is None or len(shown) != 1:
        return False
    return _is(shown[0].partition(".")[2], _made(_whose(browser, whom)))


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
    browser = cookies.browser_seen()
    shown = _presented_tokens()
    if browser is None or len(shown) != 1:
        return False
    return _is(shown[0].partition(".")[0], _made(browser))


def _made(text: str) -> str:
    made = keyed_digest(_key(services().keyring), text)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _whose(browser: str, whom: Id | None) -> str:
    return f"{browser} {whom or ''}"


def _is(shown: str, made: str) -> bool:
    return constant_time_equal(shown.encode("utf-8", "surrogatepass"), made.encode())


def _presented_tokens() -> list[str]:
    in_header = request.headers.getlist(HEADER)
    return in_header or request.form.getlist(FIELD)


@functools.lru_cache(maxsize=4)
def _origin(issuer: str) -> str:
    scheme, _, rest = issuer.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
