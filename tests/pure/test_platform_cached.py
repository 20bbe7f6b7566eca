"""A cached value is never older than its maximum age, and never from before a change made here."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from idp.platform.cached import Cached

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass
class _Clock:
    instant: datetime = START

    def now(self) -> datetime:
        return self.instant


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def cached(clock: _Clock) -> Cached[str, int | None]:
    return Cached(clock, kept_for=5 * SECOND, most=3)


def _counting() -> Callable[[], int]:
    answers = iter(range(1_000_000))
    return lambda: next(answers)


def test_a_value_is_read_once_until_its_time_is_over(
    cached: Cached[str, int | None], clock: _Clock
) -> None:
    read = _counting()
    assert [cached.get("a", read) for _ in range(3)] == [0, 0, 0]
    clock.instant += 5 * SECOND - timedelta(microseconds=1)
    assert cached.get("a", read) == 0
    clock.instant = START + 5 * SECOND
    assert [cached.get("a", read) for _ in range(2)] == [1, 1]


def test_a_clock_that_was_set_back_makes_nothing_younger(
    cached: Cached[str, int | None], clock: _Clock
) -> None:
    read = _counting()
    cached.get("a", read)
    clock.instant -= SECOND
    assert cached.get("a", read) == 1


def test_each_key_has_its_own_value_and_false_is_one(clock: _Clock) -> None:
    cached = Cached[str, bool](clock, kept_for=SECOND)
    assert cached.get("a", lambda: False) is False
    assert cached.get("b", lambda: True) is True
    assert cached.get("a", lambda: True) is False


def test_nothing_found_is_not_remembered(cached: Cached[str, int | None]) -> None:
    assert cached.get("a", lambda: None) is None
    assert cached.get("a", lambda: 1) == 1


def test_an_old_value_is_gone_when_nothing_is_found_any_more(
    cached: Cached[str, int | None], clock: _Clock
) -> None:
    cached.get("a", lambda: 1)
    clock.instant += 5 * SECOND
    assert cached.get("a", lambda: None) is None
    clock.instant = START
    assert cached.get("a", lambda: 2) == 2


def test_what_failed_is_not_remembered(cached: Cached[str, int | None]) -> None:
    with pytest.raises(ZeroDivisionError):
        cached.get("a", lambda: 1 // 0)
    assert cached.get("a", lambda: 1) == 1


def test_no_more_are_kept_than_said_and_the_oldest_go_first(
    cached: Cached[str, int | None],
) -> None:
    for key in "abc":
        cached.get(key, lambda: 1)
    cached.get("d", lambda: 1)
    assert cached.get("b", lambda: 2) == 1
    assert cached.get("a", lambda: 2) == 2


def test_what_is_forgotten_is_read_anew(cached: Cached[str, int | None]) -> None:
    cached.get("a", lambda: 1)
    cached.get("b", lambda: 1)
    cached.forget("a")
    cached.forget("never kept")
    assert cached.get("a", lambda: 2) == 2
    assert cached.get("b", lambda: 2) == 1
    cached.clear()
    assert cached.get("b", lambda: 3) == 3


@pytest.mark.parametrize("change", ["forget", "clear"])
def test_what_was_read_before_a_change_is_not_kept_after_it(
    cached: Cached[str, int | None], change: str
) -> None:
    reading, changed = threading.Event(), threading.Event()

    def read() -> int:
        reading.set()
        assert changed.wait(60)
        return 1

    with ThreadPoolExecutor(1) as threads:
        before = threads.submit(cached.get, "a", read)
        assert reading.wait(60)
        cached.forget("a") if change == "forget" else cached.clear()
        changed.set()
        assert before.result(10) == 1
    assert cached.get("a", lambda: 2) == 2


def test_many_threads_that_change_and_forget_never_see_what_was_before_their_change(
    clock: _Clock,
) -> None:
    cached = Cached[int, int | None](clock, kept_for=SECOND, most=6)
    stored, writing = [0] * 8, threading.Lock()
    keys = random.Random(7).choices(range(8), k=5_000)  # noqa: S311 - an order, no secret

    def use(turn: int) -> bool:
        """The number stored under a key only grows; a turn in seven makes it grow."""
        key = keys[turn]
        if turn % 7:
            return cached.get(key, lambda: stored[key]) is not None
        with writing:
            stored[key] += 1
            mine = stored[key]
        cached.forget(key)
        seen = cached.get(key, lambda: stored[key])
        return seen is not None and seen >= mine

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(use, range(5_000)))
