"""Calls to a service that may hang: few at once, each with a deadline (bulkhead pattern).

Otherwise a hanging service would block every thread of the server. A place is free again only when
its call has ended, so that abandoned calls cannot pile up.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Final, TypeVar

from idp.platform.hashing import Busy

__all__ = ["Bulkhead", "Busy", "TookTooLong"]

T = TypeVar("T")
_NAME: Final = "bulkhead"


class TookTooLong(Exception):
    """The deadline has passed; a later result of the call is dropped."""


class Bulkhead:
    """At most `places` concurrent calls, each on a daemon thread."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)

    def run(self, call: Callable[[], T], *, seconds: float) -> T:
        """The call's result or exception, within so many seconds.

        Raises Busy, without waiting, when every place is taken, and TookTooLong.
        """
        if not self._places.acquire(blocking=False):
            raise Busy
        future: Future[T] = Future()
        threading.Thread(target=self._call, args=(call, future), name=_NAME, daemon=True).start()
        if not wait((future,), seconds).done:
            raise TookTooLong
        return future.result()

    def _call(self, call: Callable[[], T], future: Future[T]) -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
            future.set_exception(error)
        finally:
            self._places.release()
