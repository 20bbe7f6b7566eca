"""How a worker drives its requests: places, the line for them, and futures that were done early."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from idp.cli.loop import LARGE, MOST_LARGE_BYTES, MOST_WAITING, MayBlock, Within, WorkerLoop


class Done:
    """A future of the server whose body was there before anybody waited for it."""

    def __init__(self, loop: WorkerLoop) -> None:
        self._loop = loop
        self._asked = False

    def __await__(self) -> Iterator[Any]:
        return self

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> "Done":
        if self._asked:
            raise StopIteration(b"body")
        self._asked = True
        return self

    def add_done_callback(self, callback: Callable[[object], None]) -> None:
        self._loop.call_soon(callback, self)


class Never(Done):
    """A future whose body does not come."""

    def __init__(self) -> None:
        self._asked = False

    def add_done_callback(self, callback: Callable[[object], None]) -> None:
        """It is never done."""

    def cancel(self) -> None:
        """Nothing is under way."""


@pytest.fixture
def loop() -> Iterator[WorkerLoop]:
    loop = WorkerLoop()
    yield loop
    loop.close()


def test_a_body_that_came_before_it_was_waited_for_is_answered_at_once(loop: WorkerLoop) -> None:
    """It would otherwise lie until the watch calls it late."""
    told: list[bytes] = []

    async def request() -> None:
        told.append(await Within(Done(loop), until=float("inf"), size=4))

    loop.requests.start(1)
    loop.call_soon_threadsafe(print, request())
    assert told == [b"body"]


def test_a_request_without_a_place_is_answered_by_the_thread_that_frees_one(
    loop: WorkerLoop,
) -> None:
    told: list[tuple[str, int]] = []
    begun, free = threading.Event(), threading.Event()

    async def blocks() -> None:
        await MayBlock()
        begun.set()
        free.wait(60)
        told.append(("first", threading.get_ident()))

    async def follows() -> None:
        await MayBlock()
        told.append(("second", threading.get_ident()))

    loop.requests.start(1)
    thread = threading.Thread(target=loop.call_soon_threadsafe, args=(print, blocks()))
    thread.start()
    assert begun.wait(60)
    loop.call_soon_threadsafe(print, follows())
    assert not told
    free.set()
    thread.join()
    assert told == [("first", thread.ident), ("second", thread.ident)]


def test_without_a_place_what_never_blocks_is_still_answered(loop: WorkerLoop) -> None:
    told: list[str] = []

    async def blocks() -> None:
        await MayBlock()
        told.append("blocking")

    async def never_blocks() -> None:
        told.append("at once")

    loop.call_soon_threadsafe(print, blocks())
    loop.call_soon_threadsafe(print, never_blocks())
    assert told == ["at once"]
    loop.requests.start(1)
    loop.call_soon_threadsafe(print, blocks())
    assert told == ["at once", "blocking", "blocking"]


async def _whole(loop: WorkerLoop, size: int) -> None:
    """Its body is there; it waits in line for a place."""
    await Within(Done(loop), until=float("inf"), size=size)
    await MayBlock()


async def _on_its_way(size: int, ended: list[int]) -> None:
    try:
        await Within(Never(), until=float("inf"), size=size)
    except asyncio.CancelledError:
        ended.append(size)


@pytest.mark.parametrize(("sizes", "more"), [([1] * MOST_WAITING, 1), ([MOST_LARGE_BYTES], 70_000)])
def test_a_body_that_waits_in_line_counts_among_those_that_are_held(
    loop: WorkerLoop, sizes: list[int], more: int
) -> None:
    """Else whole bodies could come without end while the database hangs."""
    ended: list[int] = []
    for size in sizes:
        loop.call_soon_threadsafe(print, _whole(loop, size))
    loop.call_soon_threadsafe(print, _on_its_way(more, ended))
    loop.requests.end_late()
    assert ended == [more]


def test_large_bodies_crowd_out_the_first_of_them_and_no_other(loop: WorkerLoop) -> None:
    ended: list[int] = []
    half = MOST_LARGE_BYTES // 2
    for size in (LARGE, half, half + 1, half + 2):
        loop.call_soon_threadsafe(print, _on_its_way(size, ended))
    loop.requests.end_late()
    assert ended == [half, half + 1]
    loop.requests.end_late()
    assert ended == [half, half + 1]


def test_a_body_that_grows_is_counted_once_and_not_any_more_when_it_is_over(
    loop: WorkerLoop,
) -> None:
    ended: list[int] = []

    async def grows() -> None:
        for size in range(0, MOST_LARGE_BYTES, 10_000_000):
            await Within(Done(loop), until=float("inf"), size=size)

    for _ in range(3):
        loop.call_soon_threadsafe(print, grows())
    loop.call_soon_threadsafe(print, _on_its_way(MOST_LARGE_BYTES, ended))
    loop.requests.end_late()
    assert ended == []
