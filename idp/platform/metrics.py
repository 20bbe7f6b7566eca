"""Prometheus metrics of all worker processes, served by the parent on a port of its own.

Requests are counted by surface, which is the first part of the path where it is one of ours: a
label never carries anything a visitor typed. Nothing here is imported unless metrics are on.
"""

import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import CollectorRegistry, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_BUCKETS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
_OTHER: Final = "other"
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})

_DURATION: Final = Histogram(
    "idp_request_seconds",
    "Time from the request's arrival at a worker to the start of its answer.",
    ["surface", "method", "status"],
    buckets=_BUCKETS,
    registry=None,
)


def measured(application: "WSGIApplication", *, surfaces: Collection[str]) -> "WSGIApplication":
    """The same application, each of its answers counted and timed."""
    known = frozenset(surfaces)

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        begun = time.perf_counter()
        surface = _surface(environ["PATH_INFO"], known)
        method = environ["REQUEST_METHOD"]

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401
            told = method if method in _METHODS else _OTHER
            _DURATION.labels(surface, told, status[:3]).observe(time.perf_counter() - begun)
            return start_response(status, headers, *more)

        return application(environ, started)

    return answer


def serve(folder: Path, *, host: str, port: int) -> Callable[[], None]:
    """Answer /metrics with the sum over every process that writes to `folder`; returns the end."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]
    server, thread = start_http_server(port, host, registry)

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return stop


def _surface(path: str, known: frozenset[str]) -> str:
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in known else _OTHER
