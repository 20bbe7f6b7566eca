"""Public documents answered as bytes ahead of Flask, because they are read all the time.

Each has an ETag. Its text is a function that usually returns the same bytes object; only when that
changes (after a key rotation) the headers are made again. Pages of any origin may read them.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

_READABLE = ("Access-Control-Allow-Origin", "*")
_PREFLIGHT: Headers = [
    _READABLE,
    ("Access-Control-Allow-Methods", "GET, HEAD"),
    ("Access-Control-Allow-Headers", "*"),
    ("Access-Control-Max-Age", "86400"),
]
_REFUSAL = b'{"error":"invalid_request","error_description":"Only GET and HEAD are answered."}'
_REFUSAL_HEADERS: Headers = [
    ("Content-Type", "application/json"),
    ("Content-Length", str(len(_REFUSAL))),
    ("Allow", "GET, HEAD"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]


class _Document:
    """One text with the headers of its three answers."""

    __slots__ = ("etag", "full", "text", "unchanged")

    def __init__(self, text: bytes, max_age: int) -> None:
        self.text = text
        self.etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
        self.unchanged: Headers = [
            ("ETag", self.etag),
            ("Cache-Control", f"public, max-age={max_age}"),
            _READABLE,
        ]
        self.full: Headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(text))),
            ("X-Content-Type-Options", "nosniff"),
            *self.unchanged,
        ]


class StaticDocuments:
    """WSGI: answers the paths of `documents` itself and passes everything else on.

    `max_age` is in seconds; keys are published for longer than that before they sign.
    """

    def __init__(
        self,
        application: "WSGIApplication",
        documents: Mapping[str, Callable[[], bytes]],
        *,
        max_age: int = 300,
    ) -> None:
        self._application = application
        self._texts = dict(documents)
        self._max_age = max_age
        self._made = {path: _Document(text(), max_age) for path, text in documents.items()}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path: Any = environ["PATH_INFO"]
        document = self._made.get(path)
        if document is None:
            return self._application(environ, start_response)
        text = self._texts[path]()
        if text is not document.text and text != document.text:
            document = self._made[path] = _Document(text, self._max_age)
        return _answer(document, environ, start_response)


def _answer(
    document: _Document, environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    method = environ["REQUEST_METHOD"]
    if method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
        start_response("204 No Content", _PREFLIGHT)
        return []
    if method not in {"GET", "HEAD"}:
        start_response("405 Method Not Allowed", _REFUSAL_HEADERS)
        return [_REFUSAL]
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if document.etag in known or known.strip() == "*":
        start_response("304 Not Modified", document.unchanged)
        return []
    start_response("200 OK", document.full)
    return [document.text] if method == "GET" else []
