"""From the server's requests to the WSGI application: first a bounded body, then a place.

A request takes one of the worker's `threads` places only when its body is complete, so slow senders
hold none. Requests that never block (discovery, JWK Set, liveness) need no place.
"""

import json
import re
import sys
import time
from asyncio import CancelledError
from collections.abc import Callable, Collection
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from granian.rsgi import ProtocolClosed, ProtocolError  # type: ignore[attr-defined]

from idp.cli.loop import LARGE, MayBlock, Within, WorkerLoop
from idp.platform.logs import logger

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
Answer = tuple[int, Headers, bytes]

BODY_SECONDS: Final = 10.0
"""Seconds for the body of a form, from the end of the headers on."""
SLOWEST_BYTES_A_SECOND: Final = 32_768
"""A longer body gets a further second for so many bytes; telephones are faster."""

_CLOSE: Final = ("Connection", "close")
"""Sent also after a chunked body: the server does not tell whether there was a Content-Length, by
which a proxy may have counted otherwise (RFC 9112 section 6.1)."""
_REFUSING: Final[Headers] = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Access-Control-Allow-Origin", "*"),
    _CLOSE,
]
"""The answer says nothing of the request, so a page of any origin may read it (Fetch, CORS)."""
_OUR_FAULT: Final = 500
_BROKEN_OFF: Final = "The body ended early."
_TOO_MUCH: Final = "More was sent than is taken here."
_LENGTH: Final = re.compile(r"[0-9]{1,15}")
_NO_BODY: Final = b""
_NEEDS_HOST: Final = "1.1"
_MUST_BE_READ: Final = ("authorization", "forwarded", "x-forwarded-for", "x-forwarded-proto")
_LOG: Final = logger("idp.gateway")


class _Unfit(Exception):
    """The request is refused before the application sees it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Gateway:
    """The entry of a worker, as the server wants it (RSGI).

    `at_once`: paths whose answers never block. `longest`: the most bytes that the body of a request
    to a path may have. `count` is called with path, method, status and seconds of each answer, also
    of those that the gateway itself makes.
    """

    def __init__(
        self,
        application: "WSGIApplication",
        *,
        threads: int,
        at_once: Collection[str],
        longest: Callable[[str], int],
        count: Callable[[str, str, int, float], None] | None = None,
    ) -> None:
        self._application = application
        self._threads = threads
        self._at_once = frozenset(at_once)
        self._longest = longest
        self._count = count

    def __rsgi_init__(self, loop: WorkerLoop) -> None:
        """Start serving, in the worker."""
        loop.requests.start(self._threads)

    async def __rsgi__(self, scope: Any, proto: Any) -> None:  # noqa: ANN401 - the server's types
        """Answer one request.

        Its time begins when it is complete, or its body is late.
        """
        begun, body = time.perf_counter(), _NO_BODY
        try:
            _refuse_two_meanings(scope)
            if _has_body(scope.headers):
                try:
                    body = await self._body(scope, proto)
                finally:
                    begun = time.perf_counter()
            if scope.path not in self._at_once:
                await MayBlock()
            status, headers, content = _answered(self._application, _environment(scope, body))
        except _Unfit as unfit:
            status, headers, content = _refusal(scope, unfit)
        except CancelledError:
            status, headers, content = _refusal(scope, _Unfit(408, "The body took too long."))
        if "transfer-encoding" in scope.headers:
            headers = [*headers, _CLOSE]
        if self._count is not None:
            self._count(scope.path, scope.method, status, time.perf_counter() - begun)
        proto.response_bytes(status, headers, content)

    async def _body(self, scope: Any, proto: Any) -> bytes:  # noqa: ANN401
        """The whole body. Raises CancelledError when it is late, _Unfit."""
        most, declared = self._longest(scope.path), scope.headers.get("content-length")
        if declared is None:
            body, empty = await _in_parts(proto, most)
            if empty != 1:
                raise _Unfit(400, _BROKEN_OFF)
            return body
        if not _LENGTH.fullmatch(declared):
            raise _Unfit(400, "A content length that is none.")
        length = int(declared)
        if length > most:
            raise _Unfit(413, _TOO_MUCH)
        body = await (_small(proto, length) if length <= LARGE else _large(proto, length))
        if len(body) != length:
            raise _Unfit(400, _BROKEN_OFF)
        return body


async def _small(proto: Any, length: int) -> bytes:  # noqa: ANN401
    """A body up to the size of a form."""
    until = time.monotonic() + _seconds_for(length)
    try:
        body: bytes = await Within(proto(), until=until, size=length)
    except (ProtocolClosed, ProtocolError) as error:
        raise _Unfit(400, _BROKEN_OFF) from error
    return body


async def _large(proto: Any, length: int) -> bytes:  # noqa: ANN401
    """A body above the usual bound: the bytes received count, not the announced length."""
    body, _ = await _in_parts(proto, length)
    return body


async def _in_parts(proto: Any, most: int) -> tuple[bytes, int]:  # noqa: ANN401
    """A body up to its limit, and how many of its parts were empty.

    The server ends an aborted chunked body (RFC 9112 section 7.1) like a complete one: with an
    empty part, after one more empty part in place of the error. Trailers look the same; forms have
    none.
    """
    until, parts, body, empty = time.monotonic() + _seconds_for(most), aiter(proto), bytearray(), 0
    while True:
        try:
            part: bytes = await Within(anext(parts), until=until, size=len(body))
        except StopAsyncIteration:
            break
        body += part
        empty += not part
        if len(body) > most:
            raise _Unfit(413, _TOO_MUCH)
    return bytes(body), empty


def _seconds_for(length: int) -> float:
    return BODY_SECONDS + length / SLOWEST_BYTES_A_SECOND


def _refuse_two_meanings(scope: Any) -> None:  # noqa: ANN401
    """Refuse what a proxy in front could read differently (RFC 9112 sections 3.2 and 6.1).

    Also a body with a content coding (RFC 9110 section 8.4), which is never decoded here.
    """
    headers = scope.headers
    hosts = len(headers.get_all("host"))
    if hosts > 1 or (hosts == 0 and scope.http_version == _NEEDS_HOST):
        raise _Unfit(400, "One host has to be named.")
    if not _is_only(headers, "transfer-encoding", "chunked"):
        raise _Unfit(400, "A body comes as it is, or in chunks.")
    if not _is_only(headers, "content-encoding", "identity"):
        raise _Unfit(415, "Bodies are taken as they are, not compressed.")


def _is_only(headers: Any, name: str, value: str) -> bool:  # noqa: ANN401
    return name not in headers or [each.lower() for each in headers.get_all(name)] == [value]


def _has_body(headers: Any) -> bool:  # noqa: ANN401
    return "content-length" in headers or "transfer-encoding" in headers


def _environment(scope: Any, body: bytes) -> "WSGIEnvironment":  # noqa: ANN401
    """The environ of PEP 3333, without the machine's environment.

    Header names with an underscore are left out: `X_Forwarded_For` would be the same key as the
    proxy's `X-Forwarded-For`.
    """
    host, _, port = scope.server.rpartition(":")
    environment: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" not in name:
            variable = _variable(name)
            known = environment.get(variable)
            joint = "; " if name == "cookie" else ","
            environment[variable] = value if known is None else f"{known}{joint}{value}"
    _refuse_unreadable(scope.headers)
    environment.pop("HTTP_TRANSFER_ENCODING", None)
    if environment.pop("HTTP_CONTENT_LENGTH", None) is not None or body:
        environment["CONTENT_LENGTH"] = str(len(body))
    if "HTTP_CONTENT_TYPE" in environment:
        environment["CONTENT_TYPE"] = environment.pop("HTTP_CONTENT_TYPE")
    return environment


@lru_cache(maxsize=256)
def _variable(name: str) -> str:
    return "HTTP_" + name.replace("-", "_").upper()


def _refuse_unreadable(headers: Any) -> None:  # noqa: ANN401
    """Refuse header values that are not text, which the server leaves out.

    No proxy header may be missing, and without the Authorization header a request with two
    credentials would look like one with one (RFC 6749 section 2.3).
    """
    for name in _MUST_BE_READ:
        if name in headers and not headers.get_all(name):
            raise _Unfit(400, "A header that cannot be read.")


def _answered(application: "WSGIApplication", environment: "WSGIEnvironment") -> Answer:
    """The application's answer, collected. Raises _Unfit for an exception, which is in the log."""
    begun: list[Any] = []

    def start(status: str, headers: Headers, _: object = None) -> Callable[[bytes], object]:
        begun[:] = int(status[:3]), headers
        return begun.append

    try:
        parts = application(environment, start)
        try:
            content = b"".join(parts)
        finally:
            if not isinstance(parts, list) and hasattr(parts, "close"):
                parts.close()
        status, headers = begun
    except Exception:  # noqa: BLE001 - a worker must outlive every fault of one answer
        _LOG.exception("an answer failed")
        raise _Unfit(_OUR_FAULT, "Something failed on our side.") from None
    return status, headers, content


def _refusal(scope: Any, unfit: _Unfit) -> Answer:  # noqa: ANN401
    """A sentence for a person, the wire form of RFC 6749 section 5.2 for a client."""
    if "text/html" in (scope.headers.get("accept") or ""):
        return unfit.status, [("Content-Type", "text/plain"), *_REFUSING], f"{unfit}\n".encode()
    error = "server_error" if unfit.status == _OUR_FAULT else "invalid_request"
    told = json.dumps({"error": error, "error_description": str(unfit)}, separators=(",", ":"))
    return unfit.status, [("Content-Type", "application/json"), *_REFUSING], told.encode()
