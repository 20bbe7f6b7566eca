"""The cookies: browser id, session, session of the desk, chosen language, recognised browser.

All are host-only, HttpOnly and SameSite=Lax. Sessions and language end with the browser. The
browser id stays for as long as the browser is known after a sign-in (`authorization.new_browsers`),
the recognised browser for half a year: where a credential was verified before, guessers elsewhere
cannot lock its owner out (`factors.callers`). Under an https issuer they carry the `__Host-`
prefix, so that a sibling host cannot plant one (RFC 6265bis 4.1.3).
"""

from datetime import timedelta
from typing import Final

from flask import Response, request
from werkzeug.http import dump_cookie

from idp.authorization.new_browsers import KNOWN_FOR
from idp.platform.secrets import digest, random_token
from idp.web.current import settings
from idp.web.pages.headers import forget_pages

_BROWSER: Final = "md_browser"
_SESSION: Final = "md_session"
_DESK: Final = "md_desk"
_LANGUAGE: Final = "md_language"
_MARKS: Final = "md_known"
_MARKS_FOR: Final = timedelta(days=180)
_LONGEST_MARKS: Final = 640
_GIVEN: Final = "md.browser_given"
"""The browser id to send with the answer: a new one, or the same with a new lifetime."""
_LONGEST: Final = 128


def _secure() -> bool:
    return settings().issuer.startswith("https://")


def _name(name: str) -> str:
    return f"__Host-{name}" if _secure() else name


def _read(name: str) -> str | None:
    value = request.cookies.get(_name(name))
    return value if value and len(value) <= _LONGEST and value.isascii() else None


def _write(response: Response, name: str, value: str, *, lasts: timedelta | None = None) -> None:
    """`Max-Age` alone: it comes before `Expires` wherever both are known (RFC 6265 section 5.3)."""
    secure = _secure()
    cookie = dump_cookie(
        f"__Host-{name}" if secure else name,
        value,
        max_age=lasts,
        path="/",
        secure=secure,
        httponly=True,
        samesite="Lax",
        sync_expires=False,
    )
    response.headers.add("Set-Cookie", cookie)


def browser_seen() -> str | None:
    """The browser id in the request's cookie."""
    return _read(_BROWSER)


def browser() -> str:
    """The browser id; without a cookie a new one, which is sent with the answer."""
    seen = browser_seen()
    if seen is not None:
        return seen
    fresh: str = request.environ.setdefault(_GIVEN, random_token())
    return fresh


def audience() -> str:
    """The digest that binds a handle to this browser; the browser's token itself is not stored."""
    return digest(browser()).hex()


def session() -> str | None:
    """The session token in the request's cookie."""
    return _read(_SESSION)


def keep_session(response: Response, token: str) -> None:
    """Set the cookie of the new session; its token changes at every sign-in.

    The lifetime of the browser id starts anew.
    """
    request.environ.setdefault(_GIVEN, browser())
    _write(response, _SESSION, token)


def drop_session(response: Response) -> None:
    """Delete the session's cookie, and the CSRF tokens made for its person with it."""
    forget_pages(response)
    response.delete_cookie(
        _name(_SESSION), path="/", secure=_secure(), httponly=True, samesite="Lax"
    )


def desk() -> str | None:
    """The token of the session of the officers' desk in the request's cookie."""
    return _read(_DESK)


def keep_desk(response: Response, token: str) -> None:
    """Set the cookie of the session of the officers' desk."""
    _write(response, _DESK, token)


def drop_desk(response: Response) -> None:
    """Delete the cookie of the desk's session, and this browser's stored pages of ours."""
    forget_pages(response)
    response.delete_cookie(_name(_DESK), path="/", secure=_secure(), httponly=True, samesite="Lax")


def marks() -> str:
    """The marks of credentials proven in this browser, for `factors.callers`."""
    value = request.cookies.get(_name(_MARKS), "")
    return value if len(value) <= _LONGEST_MARKS and value.isascii() else ""


def keep_marks(response: Response, value: str) -> None:
    _write(response, _MARKS, value, lasts=_MARKS_FOR)


def language() -> str | None:
    """The chosen language in the request's cookie."""
    return _read(_LANGUAGE)


def keep_language(response: Response, lang: str) -> None:
    _write(response, _LANGUAGE, lang)


def remember_browser(response: Response) -> Response:
    """After each request: set the browser id's cookie, if it is new or to be prolonged."""
    given = request.environ.get(_GIVEN)
    if given is not None:
        _write(response, _BROWSER, given, lasts=KNOWN_FOR)
    return response
