"""Password hashing in few low-priority threads behind a short, fair queue.

A storm of sign-ins must not delay the token endpoint. The threads yield to all others (nice +10).
When the queue is full, the source with most places gets "busy" at once (see `fair_queue`), so that
one source of wrong passwords does not lock out the others.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from typing import Any, Final, Generic, ParamSpec, TypeVar

from idp.platform.fair_queue import UNKNOWN, FairQueue, Share

P = ParamSpec("P")
T = TypeVar("T")

_NICER_BY: Final = 10
_NICEST: Final = 19


class Busy(Exception):
    """Every place is taken; try again a little later."""


class _Task(Generic[T]):
    """A function to run, and a lock that is held until its outcome is there.

    A future of the standard library runs a dozen calls between the end of the hash and the
    waiting request. A thread of low priority that is displaced there holds the interpreter lock,
    and every request of the process waits for it.
    """

    __slots__ = ("_error", "_function", "_pending", "_value")

    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._error: BaseException | None = None
        self._pending = threading.Lock()
        self._pending.acquire()

    def carry_out(self) -> None:
        """Run the function and let its caller go on."""
        try:
            self._value = self._function()
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
            self._error = error
        self._pending.release()

    def turn_away(self) -> None:
        """Let the caller go on with Busy."""
        self._error = Busy()
        self._pending.release()

    def result(self) -> T:
        """Wait for the outcome: the value, or the exception raised."""
        self._pending.acquire()
        if self._error is None:
            return self._value
        try:
            raise self._error
        finally:
            self._error = None  # its traceback holds this frame, which holds the task


class HashingPool:
    """Runs functions on `threads` low-priority threads; `queue` more may wait."""

    def __init__(self, threads: int, queue: int) -> None:
        self._queue: FairQueue[_Task[Any]] = FairQueue(queue)
        self._changed = threading.Condition()
        self._idle = threads
        self._open = True
        self._given: list[_Task[Any]] = []
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
        task: _Task[T] = _Task(lambda: function(*args, **kwargs))
        self._enter(task, share)
        return task.result()

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

    def _enter(self, task: _Task[Any], share: Share) -> None:
        with self._changed:
            self._start()
            if self._idle > len(self._given):
                self._given.append(task)
                turned_away = None
            else:
                turned_away = self._queue.put(task, share)
            self._changed.notify()
        if turned_away is not None:
            turned_away.turn_away()

    def _start(self) -> None:
        """Threads start at the first use: those begun before a fork would be missing after it."""
        if not self._started:
            self._started = True
            for thread in self._threads:
                thread.start()

    def _work(self) -> None:
        _yield_to_others()
        task = self._next()
        while task is not None:
            task.carry_out()
            task = self._next(after_one=True)

    def _next(self, *, after_one: bool = False) -> _Task[Any] | None:
        """Wait for the next task; None when the pool is closed.

        `after_one`: this thread has just run one.
        """
        with self._changed:
            self._idle += after_one
            while not (self._given or len(self._queue)):
                if not self._open:
                    return None
                self._changed.wait()
            self._idle -= 1
            return self._given.pop() if self._given else self._queue.take()


def _yield_to_others() -> None:
    """Linux has a nice value per thread; elsewhere only the pool's size limits the load."""
    thread = threading.get_native_id()
    with contextlib.suppress(OSError, AttributeError):
        nice = os.getpriority(os.PRIO_PROCESS, thread)
        os.setpriority(os.PRIO_PROCESS, thread, min(nice + _NICER_BY, _NICEST))
