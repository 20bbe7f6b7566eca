"""Let real threads, each with a connection of its own, try the same thing at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def race(attempt: Callable[[], Answer], *, times: int) -> list[Answer]:
    """Every answer of `times` simultaneous attempts; an attempt that raises fails the race."""
    start = threading.Barrier(times)

    def run() -> Answer:
        start.wait(timeout=10)
        return attempt()

    with ThreadPoolExecutor(times) as threads:
        return [each.result(timeout=30) for each in [threads.submit(run) for _ in range(times)]]
