"""A page in the other language says again what it said: nothing that was sent is repeated for it.

The language link carries what was said and a keyed digest (HMAC-SHA-256) of it, of the page's path
and of the browser's cookie. So no link of anybody else makes a page say what was not said in this
browser, and nothing is stored.
"""

import functools
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from flask import request

from idp.platform.jose import decode, encode
from idp.platform.keyring import Keyring
from idp.platform.secrets import constant_time_equal, keyed_digest
from idp.web.current import services
from idp.web.pages import cookies

FIELD: Final = "told"
LASTS: Final = timedelta(minutes=5)
_LONGEST: Final = 512


@functools.lru_cache(maxsize=4)
def _key(keyring: Keyring) -> bytes:
    return keyring.derive("told again")


def address(path: str, said: Sequence[str | int | None]) -> str:
    """The address at which the page of this path says it again, in this browser, for a while."""
    now = int(services().clock.now().timestamp())
    text = encode(json.dumps([now, *said]).encode())
    return f"{path}?{FIELD}={text}.{_made(cookies.browser(), path, text)}"


def told_before() -> list[Any] | None:
    """What the page that is opened now said in this browser; None where nothing, or long ago."""
    if request.method == "POST" or FIELD.encode() not in request.query_string:
        return None  # asked at each authorization request, of which few were refused before
    browser, shown = cookies.browser_seen(), request.args.get(FIELD, "")[:_LONGEST]
    text, _, made = shown.partition(".")
    if browser is None or not _is(made, _made(browser, request.path, text)):
        return None
    told_at, *said = json.loads(decode(text) or b"")
    age = services().clock.now().timestamp() - told_at
    return said if age <= LASTS.total_seconds() else None


def _made(browser: str, path: str, text: str) -> str:
    return encode(keyed_digest(_key(services().keyring), json.dumps([browser, path, text])))


def _is(shown: str, made: str) -> bool:
    return constant_time_equal(shown.encode("utf-8", "surrogatepass"), made.encode())
