"""HTTP of the endpoints that clients call directly.

RFC 6749 sections 3.2 and 5, RFC 6750, RFC 7009, RFC 7662, RFC 9126, CIBA Core 7. These endpoints
have no pages, cookies and languages, so they are answered ahead of Flask, whose routing and context
would cost as much as the endpoints themselves. `request_parsing` reads requests of browsers.
"""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from idp.platform.database import Unavailable
from idp.platform.logs import logger
from idp.web.oidc.errors import (
    TOO_MUCH,
    ErrorCode,
    ProtocolError,
    ProtocolResponse,
    as_json,
    malformed,
    of_absence,
    of_http,
    repeated,
    wrong_method,
)
from idp.web.oidc.parameters import MAX_BYTES, Malformed, Parameters, Rules, is_form, parse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_STATUS_LINES: Final = {each.value: f"{each.value} {each.phrase}" for each in HTTPStatus}
_LOG: Final = logger(__name__)


class ProtocolRequest:
    """One raw request; `authorization` and `origin` are headers, None where not sent."""

    __slots__ = ("_body", "_environ", "authorization", "content_type", "method", "origin", "query")

    def __init__(self, environ: "WSGIEnvironment") -> None:
        self._environ = environ
        self._body: bytes | None = None
        self.method: str = environ["REQUEST_METHOD"]
        self.query: bytes = environ.get("QUERY_STRING", "").encode("latin-1")
        self.content_type: str | None = environ.get("CONTENT_TYPE")
        self.authorization: str | None = environ.get("HTTP_AUTHORIZATION")
        self.origin: str | None = environ.get("HTTP_ORIGIN")

    @property
    def remote_address(self) -> str | None:
        """The address the request came from, behind as many proxies as the settings name."""
        address: str | None = self._environ.get("REMOTE_ADDR")
        return address

    @property
    def is_preflight(self) -> bool:
        """Whether it is a CORS preflight (Fetch)."""
        return self.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in self._environ

    def body(self) -> bytes:
        """At most `MAX_BYTES`; raises werkzeug's 413 beyond."""
        if self._body is None:
            self._body = _read(self._environ)
        return self._body


def _read(environ: "WSGIEnvironment") -> bytes:
    """The body; a server that ends its stream with it needs none of werkzeug's wrappers."""
    if not environ.get("wsgi.input_terminated"):
        return get_input_stream(environ, max_content_length=MAX_BYTES).read()
    body: bytes = environ["wsgi.input"].read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise RequestEntityTooLarge
    return body


Endpoint = Callable[[ProtocolRequest], ProtocolResponse]


def parse_form(request: ProtocolRequest, rules: Rules) -> Parameters:
    """The form of a POST, body only: a known name in the query is a request sent twice (R06).

    Raises `ProtocolError` for another method, another content type, or any broken parameter.
    """
    if request.method != "POST":
        raise wrong_method("POST")
    if not is_form(request.content_type):
        raise ProtocolError(ErrorCode.INVALID_REQUEST, "The body has to be a form.")
    try:
        form = parse(rules, request.body())
        query = parse(rules, request.query) if request.query else None
    except Malformed:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, TOO_MUCH) from None
    if query and (query.values or not query.sound):
        raise ProtocolError(
            ErrorCode.INVALID_REQUEST, "Parameters belong in the body, not the query."
        )
    if not form.sound:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, parameter_fault(form))
    return form


def parameter_fault(asked: Parameters) -> str:
    """The error for parameters that are malformed, by name."""
    return repeated(asked.repeated) if asked.repeated else malformed(asked.bad)


def answered(endpoint: Endpoint, request: ProtocolRequest) -> ProtocolResponse:
    """The answer of an endpoint, or the error it raised. Raises `Unavailable`."""
    try:
        return endpoint(request)
    except ProtocolError as fault:
        return as_json(fault)
    except HTTPException as fault:
        return of_http(fault)


class ProtocolEndpoints:
    """WSGI: answers the paths of `endpoints` itself and passes everything else on.

    An endpoint sees every method, so that a wrong one is answered in JSON too.
    """

    def __init__(self, application: "WSGIApplication", endpoints: Mapping[str, Endpoint]) -> None:
        self._application = application
        self._endpoints = dict(endpoints)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path: Any = environ["PATH_INFO"]
        endpoint = self._endpoints.get(path)
        if endpoint is None:
            return self._application(environ, start_response)
        answer = _answer(endpoint, ProtocolRequest(environ))
        headers = list(answer.headers)
        if answer.status != HTTPStatus.NO_CONTENT:  # has no length either (RFC 9110 section 8.6)
            headers.append(("Content-Length", str(len(answer.body))))
        start_response(_STATUS_LINES[answer.status], headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def _answer(endpoint: Endpoint, request: ProtocolRequest) -> ProtocolResponse:
    try:
        return answered(endpoint, request)
    except Unavailable:
        _LOG.error("database unavailable")
        return of_absence()
    except Exception:  # noqa: BLE001 - the last handler before the server; the failure is logged
        _LOG.exception("an endpoint failed")
        return as_json(ProtocolError(ErrorCode.SERVER_ERROR, status=500))
