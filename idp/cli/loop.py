"""The event loop of a worker: a request that waits for bytes holds no thread.

The server starts each request as a coroutine on a thread of its pool. The request waits for its
body in a register with deadlines (`Bodies`), and continues on the server's thread that brought the
last byte. An asyncio loop, or a separate pool, would move each request across more threads, and
each wake-up costs as much as many of our answers.

The number of requests that compute or wait for the database is limited; the others queue. The
server has `SPARE_THREADS` more, so one is always free to read bodies, to end late ones, and to
answer requests that never block.

The server does not document this behaviour, so its version is pinned exactly
(requirements/runtime.in). `tests/service/test_how_the_server_drives_us.py` tests each assumption of
this module and of `gateway`.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import suppress
from dataclasses import dataclass, field
from inspect import iscoroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

MOST_WAITING: Final = 4_096
"""The most bodies under way to one worker; beyond, those that began first are ended."""
LARGE: Final = 65_536
"""Bytes of a body up to which it is counted by number only."""
MOST_LARGE_BYTES: Final = 134_217_728
"""The sum of larger bodies in bytes; above it, those that began first are ended first."""
SPARE_THREADS: Final = 2
"""Threads of the server beyond those that may block."""
_LOOK_EVERY_SECONDS: Final = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Pause:
    """A future of the server, its deadline, and the bytes that the body holds."""

    future: Any
    until: float
    size: int


class Within(Awaitable[T]):
    """Wait for a future of the server; raises CancelledError in the coroutine when it is late.

    `until` is on the monotonic clock, `size` the bytes held meanwhile: those received, or the limit
    where that is no more than `LARGE`.
    """

    def __init__(self, awaited: Any, *, until: float, size: int) -> None:  # noqa: ANN401 - untyped
        self._awaited = awaited
        self._until = until
        self._size = size

    def __await__(self) -> Generator[Any, Any, T]:
        waiting = self._awaited.__await__()
        while True:
            try:
                future = next(waiting)
            except StopIteration as done:
                value: T = done.value
                return value
            yield Pause(future, self._until, self._size)


class MayBlock(Awaitable[None]):
    """Wait for a place: the following code may block, and such requests are limited."""

    def __await__(self) -> Generator[Any, Any, None]:
        yield None


@dataclass(slots=True, eq=False)
class Request:
    """One request under way. Its pause is taken by the server or the watch, which continues it."""

    run: Coroutine[Any, Any, None]
    pause: Pause | None = None


@dataclass(slots=True)
class Bodies:
    """The requests that wait for their bodies, in the order in which the wait began.

    Large ones have a limit of their own, so announced uploads never displace forms.
    """

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _sizes: dict[Request, int] = field(default_factory=dict)
    _large: int = 0

    def wait(self, request: Request, pause: Pause) -> None:
        """Register a request that waits for its body, or for the next part of it."""
        with self._lock:
            if pause.size > LARGE:
                self._large += pause.size - _counted(self._sizes.get(request, 0))
            self._sizes[request] = pause.size
            request.pause = pause

    def take(self, request: Request, pause: Pause) -> bool:
        """Whether the caller may continue the request after this pause."""
        with self._lock:
            mine = request.pause is pause
            if mine:
                request.pause = None
            return mine

    def forget(self, request: Request) -> None:
        """The request does not wait any more."""
        with self._lock:
            self._large -= _counted(self._sizes.pop(request, 0))

    def over(self, now: float) -> list[tuple[Request, Pause]]:
        """The late requests, and the oldest ones where too many or too large ones wait."""
        with self._lock:
            count, large, ended = len(self._sizes), self._large, []
            for request, size in self._sizes.items():
                crowded = count > MOST_WAITING or (size > LARGE and large > MOST_LARGE_BYTES)
                pause = request.pause
                if pause is not None and (crowded or pause.until <= now):
                    ended.append((request, pause))
                    count, large = count - 1, large - _counted(size)
        return ended


def _counted(size: int) -> int:
    return size if size > LARGE else 0


class Places:
    """The requests that may block at a time, and the queue of others."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = 0
        self._line: deque[Request] = deque()

    def open(self, count: int) -> None:
        """Allow so many more to block."""
        with self._lock:
            self._free += count

    def take(self, request: Request) -> bool:
        """Whether the request may block now; otherwise it is queued."""
        with self._lock:
            if self._free == 0:
                self._line.append(request)
                return False
            self._free -= 1
            return True

    def give_back(self) -> Request | None:
        """The next in the queue, which has the place now; None when the queue is empty."""
        with self._lock:
            if self._line:
                return self._line.popleft()
            self._free += 1
            return None


class Requests:
    """Runs the requests of one worker, on any thread of the server."""

    def __init__(self) -> None:
        self._bodies = Bodies()
        self._places = Places()
        self._here = threading.local()

    def start(self, threads: int) -> None:
        """Start serving, with so many places; after the fork."""
        self._places.open(threads)
        threading.Thread(target=self._watch, name="late-bodies", daemon=True).start()

    def begin(self, run: Coroutine[Any, Any, None]) -> None:
        """Run a new request until it waits or ends."""
        self._go_on(Request(run))

    def resume(self, request: Request, pause: Pause) -> None:
        """Continue after a pause, unless the watch has ended it."""
        if self._bodies.take(request, pause):
            self._go_on(request)

    def _go_on(self, request: Request) -> None:
        """Continue a request; those that become ready meanwhile on this thread run afterwards.

        Otherwise each part of a body that has arrived already would deepen the stack.
        """
        line: deque[Request] | None = getattr(self._here, "line", None)
        if line is not None:
            line.append(request)
            return
        self._here.line = line = deque((request,))
        try:
            while line:
                self._step(line.popleft())
        finally:
            self._here.line = None

    def _step(self, request: Request) -> None:
        try:
            pause = request.run.send(None)
        except StopIteration:
            self._bodies.forget(request)
            return
        if pause is None:
            self._answer(request)
            return
        self._bodies.wait(request, pause)
        pause.future._asyncio_future_blocking = False  # noqa: SLF001 - as every task does
        pause.future.add_done_callback(Resumption(self, request, pause))

    def _answer(self, request: Request) -> None:
        """Run the request to its end when it has a place, then queued ones.

        Until then its body counts as held. The server wraps every coroutine, so that none yields
        anything else.
        """
        ready: Request | None = request if self._places.take(request) else None
        while ready is not None:
            self._bodies.forget(ready)
            with suppress(StopIteration):
                ready.run.send(None)
            ready = self._places.give_back()

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOK_EVERY_SECONDS)
            self.end_late()

    def end_late(self) -> None:
        """End the requests whose bodies are late, and the oldest ones above the limits."""
        for request, pause in self._bodies.over(time.monotonic()):
            if self._bodies.take(request, pause):
                self._end(request, pause)

    def _end(self, request: Request, pause: Pause) -> None:
        """The coroutine answers that it is too late, and the server closes the connection."""
        self._bodies.forget(request)
        pause.future.cancel()
        try:
            request.run.throw(asyncio.CancelledError())
        except StopIteration:
            return
        request.run.close()


@dataclass(frozen=True, slots=True, eq=False)
class Resumption:
    """The callback of a future that is done, called through the loop or at once."""

    requests: Requests
    request: Request
    pause: Pause

    def __call__(self, _: object = None) -> None:
        self.requests.resume(self.request, self.pause)


class WorkerLoop(asyncio.SelectorEventLoop):
    """An asyncio loop that passes requests to `Requests` and runs the rest itself."""

    def __init__(self) -> None:
        super().__init__()
        self.requests = Requests()

    def call_soon(  # type: ignore[override] # as below
        self,
        callback: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - as asyncio has it
        context: Any = None,  # noqa: ANN401
    ) -> asyncio.Handle | None:
        """Called for a future of the server that was done before the wait."""
        if isinstance(callback, Resumption):
            callback()
            return None
        return super().call_soon(callback, *args, context=context)

    def call_soon_threadsafe(  # type: ignore[override] # a request has no handle
        self,
        callback: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - as asyncio has it
        context: Any = None,  # noqa: ANN401
    ) -> asyncio.Handle | None:
        """Called by the server with each new request, and for each part of a body."""
        if isinstance(callback, Resumption):
            callback()
        elif args and iscoroutine(args[0]):
            self.requests.begin(args[0])
        else:
            return super().call_soon_threadsafe(callback, *args, context=context)
        return None
