"""Password hashing in few low-priority threads behind a short, fair queue.

A storm of sign-ins must not delay the token endpoint. The threads yield to all others (nice +10).
When the queue is full, the source with most places gets "busy" at once (see `fair_queue`), so that
one source of wrong passwords does not lock out the others.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, ParamSpec, TypeVar

from idp.platform.fair_queue import UNKNOWN, FairQueue, Share

P = ParamSpec("P")
T = TypeVar("T")
_Task = tuple[Future[Any], Callable[[], Any]]

_NICER_BY: Final = 10
_NICEST: Final = 19


class Busy(Exception):
    """Every place is taken; try again a little later."""


class HashingPool:
    """Runs functions on `threads` low-priority threads; `queue` more may wait."""

    def __init__(self, threads: int, queue: int) -> None:
        self._queue: FairQueue[_Task] = FairQueue(queue)
        self._changed = threading.Condition()
        self._idle = threads
        self._open = True
        self._given: list[_Task] = []
        self._threads = [
            threading.Thread(target=self._work, name=f"hashing-{number}", daemon=True)
            for number in range(threads)
        ]
        self._started = False

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result or exception, for an unknown caller. Raises Busy."""
        return self.run_for(UNKNOWN, function, *args, **kwargs)

    def run_for(
        self, share: Share, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The function's result or exception.

        Raises Busy at once when all places are taken and no source has a larger share; or later,
        when a caller with a smaller share got the place.
        """
        future: Future[T] = Future()
        self._enter((future, lambda: function(*args, **kwargs)), share)
        return future.result()

    @property
    def waiting(self) -> int:
        """How many wait for a thread now."""
        with self._changed:
            return len(self._queue)

    def close(self) -> None:
        """Finish what runs and end the threads."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _enter(self, task: _Task, share: Share) -> None:
        with self._changed:
            self._start()
            if self._idle > len(self._given):
                self._given.append(task)
                turned_away = None
            else:
                turned_away = self._queue.put(task, share)
            self._changed.notify()
        if turned_away is not None:
            turned_away[0].set_exception(Busy())

    def _start(self) -> None:
        """Threads start at the first use: those begun before a fork would be missing after it."""
        if not self._started:
            self._started = True
            for thread in self._threads:
                thread.start()

    def _work(self) -> None:
        _yield_to_others()
        while True:
            with self._changed:
                while not (self._given or len(self._queue)):
                    if not self._open:
                        return
                    self._changed.wait()
                task = self._given.pop() if self._given else self._queue.take()
                self._idle -= 1
            self._carry_out(task)
            with self._changed:
                self._idle += 1

    def _carry_out(self, task: _Task) -> None:
        future, function = task
        try:
            future.set_result(function())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
            future.set_exception(error)


def _yield_to_others() -> None:
    """Linux has a nice value per thread; elsewhere only the pool's size limits the load."""
    thread = threading.get_native_id()
    with contextlib.suppress(OSError, AttributeError):
        nice = os.getpriority(os.PRIO_PROCESS, thread)
        os.setpriority(os.PRIO_PROCESS, thread, min(nice + _NICER_BY, _NICEST))
