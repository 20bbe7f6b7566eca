"""Expensive hashing apart from everything else: few slow threads and a short queue.

A storm of sign-ins must not delay the token endpoint. The threads yield to all others (nice +10),
and when every place in the queue is taken the caller hears "busy" at once instead of waiting.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_NICER_BY: Final = 10
_NICEST: Final = 19


class Busy(Exception):
    """Every place is taken; trying again a little later is the cure."""


class HashingPool:
    """Runs functions on `threads` low-priority threads; `queue` more may wait."""

    def __init__(self, threads: int, queue: int) -> None:
        self._places = threading.BoundedSemaphore(threads + queue)
        self._threads = ThreadPoolExecutor(threads, "hashing", initializer=_yield_to_others)

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result or exception. Raises Busy, without waiting, when all is taken."""
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            return self._threads.submit(function, *args, **kwargs).result()
        finally:
            self._places.release()

    def close(self) -> None:
        """Finish what runs and end the threads."""
        self._threads.shutdown()


def _yield_to_others() -> None:
    """Linux knows a nice value per thread; elsewhere the pool's size alone has to do."""
    thread = threading.get_native_id()
    with contextlib.suppress(OSError, AttributeError):
        nice = os.getpriority(os.PRIO_PROCESS, thread)
        os.setpriority(os.PRIO_PROCESS, thread, min(nice + _NICER_BY, _NICEST))
