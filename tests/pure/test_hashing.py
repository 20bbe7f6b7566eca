"""The pool gives results, turns away what it has no place for, and stays out of others' way."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

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
        waiting = [callers.submit(pool.run, gate.wait, 10) for _ in range(3)]
        _until_full(pool)
        begun = time.perf_counter()
        with pytest.raises(Busy):
            pool.run(int, "1")
        assert time.perf_counter() - begun < 1
        gate.set()
        assert all(each.result() for each in waiting)
    assert pool.run(int, "1") == 1


def _until_full(pool: HashingPool) -> None:
    deadline = time.perf_counter() + 5
    while pool._places._value and time.perf_counter() < deadline:  # noqa: SLF001 - wait for callers
        time.sleep(0.005)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a nice value per thread")
def test_hashing_threads_yield_to_all_others(pool: HashingPool) -> None:
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    theirs = pool.run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert theirs == min(own + 10, 19)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == own
