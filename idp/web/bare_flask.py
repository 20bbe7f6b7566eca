"""Flask without the work that no request here needs.

It has no sessions of Flask's, no routing by host and no WebSockets, and its answers are short texts
with ASCII headers. Whatever is not so goes the way of Flask and werkzeug.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Map, MapAdapter
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property
from werkzeug.wsgi import get_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_IS_URI: Final = re.compile(
    r"(?:https?://[a-z0-9.-]+(?::[1-9][0-9]{0,4})?(?=/)|(?=/(?!/)))"
    r"[A-Za-z0-9/%!$&'()*+,:;=@._~-]*(?:\?[A-Za-z0-9/%!$&'()*+,:;=?@._~-]+)?"
)
"""An address that werkzeug would send as it is: nothing in it is to be quoted (RFC 3986)."""
_ADDRESSES: Final = frozenset({"location", "content-location"})
_HAS_LENGTH: Final = "content-length"
_EMPTY: Final = frozenset({204, 304})
_FIRST_WITH_BODY: Final = 200
_NO_ROUTES: Final = Map()
"""Not an application's own: a cache would keep that, with all its routes."""


class ShortRequest(Request):
    """A request whose cookies are read from its one header, and not found among all of them."""

    @cached_property
    def cookies(self) -> "ImmutableMultiDict[str, str]":
        """As werkzeug's."""
        sent = self.environ.get("HTTP_COOKIE", "")
        return cast("ImmutableMultiDict[str, str]", parse_cookie(sent, cls=ImmutableMultiDict))


class ShortResponse(Response):
    """A response that sends a text in memory without werkzeug's wrappers."""

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        parts, status = self.response, self.status_code
        if (
            not isinstance(parts, list)
            or self._on_close
            or status < _FIRST_WITH_BODY
            or status in _EMPTY
            or environ["REQUEST_METHOD"] == "HEAD"
        ):
            return super().__call__(environ, start_response)
        headers, has_length = self.headers.to_wsgi_list(), False
        for name, value in headers:
            lower = name.lower()
            if lower in _ADDRESSES and not _IS_URI.fullmatch(value):
                return super().__call__(environ, start_response)
            has_length = has_length or lower == _HAS_LENGTH
        content = list(self.iter_encoded())
        if not has_length:
            headers.append(("Content-Length", str(sum(map(len, content)))))
        start_response(self.status, headers)
        return content


class _NoSessions(SessionInterface):
    """Sessions of people are rows (`idp.sessions`); Flask's are none."""

    _none: Final = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:  # noqa: ARG002
        """One for all requests: it refuses every write."""
        return self._none


class BareFlask(Flask):
    """Flask for routes that depend on the path alone."""

    request_class = ShortRequest
    response_class = ShortResponse
    session_interface = _NoSessions()

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """As Flask's: bound to the host of the request, which may be any (`get_host`)."""
        if request is None or "HTTP_UPGRADE" in request.environ:
            return super().create_url_adapter(request)
        environ: Mapping[str, Any] = request.environ
        scheme = environ["wsgi.url_scheme"]
        host = environ.get("HTTP_HOST")
        server = environ["SERVER_NAME"], environ["SERVER_PORT"]
        request.host, server_name = _hosts(scheme, host, *server)
        return MapAdapter(
            self.url_map,
            server_name,
            _text(environ["SCRIPT_NAME"]),
            "",
            scheme,
            _text(environ["PATH_INFO"]),
            environ["REQUEST_METHOD"],
            _text(environ["QUERY_STRING"]),
        )


@lru_cache(maxsize=256)
def _hosts(scheme: str, host: str | None, name: str, port: str) -> tuple[str, str]:
    """The host as the request names it, and as routes are bound to it, which depends on no route.

    Raises what werkzeug raises for a host that is none.
    """
    environ = {"wsgi.url_scheme": scheme, "SERVER_NAME": name, "SERVER_PORT": port}
    if host is not None:
        environ["HTTP_HOST"] = host
    found = get_host(environ)
    return found, _NO_ROUTES.bind(found.lower(), subdomain="").server_name


def _text(raw: str) -> str:
    """Text of PEP 3333: bytes of UTF-8, each as one character."""
    return raw if raw.isascii() else raw.encode("latin-1").decode(errors="replace")
