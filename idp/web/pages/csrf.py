"""The value that proves a form came from a page of ours in this very browser.

It is a keyed digest of the browser's cookie: nothing is stored, and another site can neither
read it nor make it.
"""

import base64
import functools
from typing import Final

from flask import request

from idp.platform.keyring import Keyring
from idp.platform.secrets import keyed_digest, same
from idp.web.current import services, settings
from idp.web.pages import cookies

FIELD: Final = "csrf"
HEADER: Final = "X-CSRF"


@functools.lru_cache(maxsize=4)
def _key(keyring: Keyring) -> bytes:
    return keyring.derive("csrf")


def token_for(browser: str) -> str:
    """The value that forms of this browser carry; 43 characters of base64url."""
    made = keyed_digest(_key(services().keyring), browser)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def from_our_page() -> bool:
    """Whether the request being answered was made by a page of ours in the browser it names.

    Browsers tell where a request comes from (`Sec-Fetch-Site`, `Origin`): what they say is
    believed when it is a no. What decides is the token, in the form or in the header.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != _origin(settings().issuer):
        return False
    browser = cookies.browser_seen()
    shown = _shown()
    if browser is None or len(shown) != 1:
        return False
    return same(shown[0].encode("utf-8", "surrogatepass"), token_for(browser).encode())


def _shown() -> list[str]:
    in_header = request.headers.getlist(HEADER)
    return in_header or request.form.getlist(FIELD)


@functools.lru_cache(maxsize=4)
def _origin(issuer: str) -> str:
    scheme, _, rest = issuer.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
