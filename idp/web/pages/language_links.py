"""The language link after a form: the page shows the same message without the form being resent.

The link carries the message's parameters and a keyed digest (HMAC-SHA-256) of them, of the page's
path and of the browser's cookie. So a forged link cannot make a page show a message, and nothing is
stored.
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
LASTS_WHEN_DONE: Final = timedelta(hours=1)
"""For a message that stays true, such as the number of a case."""
_LONGEST: Final = 512


@functools.lru_cache(maxsize=4)
def _key(keyring: Keyring) -> bytes:
    return keyring.derive("told again")


def address(path: str, said: Sequence[str | int | None]) -> str:
    """The address at which this page shows the message again, in this browser, for a while."""
    now = int(services().clock.now().timestamp())
    text = encode(json.dumps([now, *said]).encode())
    return f"{path}?{FIELD}={text}.{_made(cookies.browser(), path, text)}"


def parameters(*, lasts: timedelta = LASTS) -> list[Any] | None:
    """The message's parameters in the link that opened this page; None without a valid link."""
    if request.method == "POST" or FIELD.encode() not in request.query_string:
        return None  # asked at each authorization request, of which few were refused before
    browser, shown = cookies.browser_seen(), request.args.get(FIELD, "")[:_LONGEST]
    text, _, made = shown.partition(".")
    if browser is None or not _is(made, _made(browser, request.path, text)):
        return None
    told_at, *said = json.loads(decode(text) or b"")
    age = services().clock.now().timestamp() - told_at
    return said if age <= lasts.total_seconds() else None


def _made(browser: str, path: str, text: str) -> str:
    return encode(keyed_digest(_key(services().keyring), json.dumps([browser, path, text])))


def _is(shown: str, made: str) -> bool:
    return constant_time_equal(shown.encode("utf-8", "surrogatepass"), made.encode())
