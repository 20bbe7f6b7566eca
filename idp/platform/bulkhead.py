"""Calls to a service that may hang: few at once, and nobody waits longer than agreed.

Without it a service that stops answering would collect every thread of the server. A
place is free again only when its call has really ended, so that calls nobody waits for any more
cannot pile up either.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Final, TypeVar

from idp.platform.hashing import Busy

__all__ = ["Bulkhead", "Busy", "TookTooLong"]

T = TypeVar("T")
_NAME: Final = "bulkhead"


class TookTooLong(Exception):
    """The time is over; whatever the call still says is not heard."""


class Bulkhead:
    """At most `places` calls at once."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._threads = ThreadPoolExecutor(places, _NAME)

    def run(self, call: Callable[[], T], *, seconds: float) -> T:
        """The call's result or exception, within so many seconds.

        Raises Busy, without waiting, when every place is taken, and TookTooLong.
        """
        if not self._places.acquire(blocking=False):
            raise Busy
        future = self._threads.submit(call)
        future.add_done_callback(lambda _: self._places.release())
        if not wait((future,), seconds).done:
            raise TookTooLong
        return future.result()
