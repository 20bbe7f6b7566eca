"""Prometheus metrics of all worker processes, served by the parent on a separate port.

Requests are counted by the first part of the path where it is one of ours: a label never carries a
visitor's input. Nothing here is imported unless metrics are on.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from prometheus_client import CollectorRegistry, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

_BUCKETS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
_OTHER: Final = "other"
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})

_DURATION: Final = Histogram(
    "idp_request_seconds",
    "Time from when a worker has the whole request to when its answer is there.",
    ["surface", "method", "status"],
    buckets=_BUCKETS,
    registry=None,
)


Count = Callable[[str, str, int, float], None]
"""Called with path, method, status and seconds of each answer."""


def counting(*, surfaces: Collection[str]) -> Count:
    """The function that counts and times an answer."""
    known = frozenset(surfaces)

    def count(path: str, method: str, status: int, seconds: float) -> None:
        told = method if method in _METHODS else _OTHER
        _DURATION.labels(_surface(path, known), told, str(status)).observe(seconds)

    return count


class Gauge(NamedTuple):
    """A value that is asked for when metrics are read."""

    name: str
    about: str
    value: float


class _Asked(Collector):
    """The gauges that a function returns at each reading; none when it fails."""

    def __init__(self, ask: Callable[[], Iterable[Gauge]]) -> None:
        self._ask = ask

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for each in self._ask():
            yield GaugeMetricFamily(each.name, each.about, value=each.value)


def serve(
    folder: Path, *, host: str, port: int, ask: Callable[[], Iterable[Gauge]]
) -> Callable[[], None]:
    """Serve /metrics, the sum over all processes writing to `folder`; returns the stop function.

    `ask` returns what is measured at each reading.
    """
    registry = CollectorRegistry()
    registry.register(_Asked(ask))
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
