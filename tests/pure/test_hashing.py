"""The pool gives results, turns away what it has no place for, and stays out of others' way."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from idp.platform.fair_queue import Share
from idp.platform.hashing import Busy, HashingPool


@pytest.fixture
def pool() -> Iterator[HashingPool]:
    made = HashingPool(threads=1, queue=2)
    yield made
    made.close()


def test_the_result_comes_back(pool: HashingPool) -> None:
    assert pool.run(int, "7", base=8) == 7


def test_an_exception_comes_back_and_frees_the_place(pool: HashingPool) -> None:
    for _ in range(5):
        with pytest.raises(ValueError, match="invalid literal"):
            pool.run(int, "x")


def test_a_full_queue_turns_the_next_away_at_once(pool: HashingPool) -> None:
    gate = threading.Event()
    with ThreadPoolExecutor(8) as callers:
        waiting = [callers.submit(pool.run, gate.wait, 120) for _ in range(3)]
        _until_full(pool)
        begun = time.perf_counter()
        with pytest.raises(Busy):
            pool.run(int, "1")
        assert time.perf_counter() - begun < 30
        gate.set()
        assert all(each.result() for each in waiting)
    assert pool.run(int, "1") == 1


def _until_full(pool: HashingPool, waiting: int = 2) -> None:
    until = time.monotonic() + 60
    while pool.waiting < waiting:
        assert time.monotonic() < until, "the queue does not fill"
        time.sleep(0.005)


def test_one_source_does_not_shut_out_another(pool: HashingPool) -> None:
    gate = threading.Event()
    with ThreadPoolExecutor(8) as callers:
        noisy = Share(source="192.0.2.1")
        crowd = [callers.submit(pool.run_for, noisy, gate.wait, 120) for _ in range(3)]
        _until_full(pool)
        honest = callers.submit(pool.run_for, Share(source="198.51.100.7"), int, "7")
        turned_away = [each for each in crowd if _is_busy(each)]
        gate.set()
        assert honest.result(60) == 7
        assert len(turned_away) == 1


def _is_busy(future: Future[bool]) -> bool:
    try:
        return isinstance(future.exception(0.5), Busy)
    except TimeoutError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a nice value per thread")
def test_hashing_threads_yield_to_all_others(pool: HashingPool) -> None:
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    theirs = pool.run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert theirs == min(own + 10, 19)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == own
