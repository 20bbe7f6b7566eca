"""Real threads, each with its own connection, that try the same thing at the same moment."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import text

from idp.platform.database import Database

Answer = TypeVar("Answer")
_MEANWHILE = 0.3
"""Seconds the second verb gets to come as far as it can."""


def meanwhile(
    database: Database, first: Callable[[], object], second: Callable[[], Answer]
) -> Answer:
    """The result of `second`, on its own connection, before `first` commits."""
    with ThreadPoolExecutor(1) as threads:
        with database.transaction():
            first()
            answer = threads.submit(second)
            time.sleep(_MEANWHILE)
        return answer.result(timeout=120)


def wait_for_waiters(database: Database, count: int) -> None:
    """Until so many wait for a lock in this PostgreSQL database; fails when they never do."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    until = time.monotonic() + 60
    with database.engine.connect() as connection:
        while connection.execute(waiting).scalar_one() < count:
            connection.rollback()
            assert time.monotonic() < until, "no connection waits for a lock"
            time.sleep(0.02)


@contextlib.contextmanager
def held_elsewhere(database: Database, act: Callable[[], Answer]) -> Iterator[Answer]:
    """The result of `act` on its own connection, whose transaction stays open inside.

    Raises what `act` raises, before anything inside runs.
    """
    acted, over = threading.Event(), threading.Event()
    answers: list[Answer] = []

    def hold() -> None:
        try:
            with database.transaction():
                answers.append(act())
                acted.set()
                over.wait()
        finally:
            acted.set()

    with ThreadPoolExecutor(1) as threads:
        holding = threads.submit(hold)
        acted.wait()
        try:
            if not answers:
                holding.result(timeout=120)
            yield answers[0]
        finally:
            over.set()
        holding.result(timeout=120)


def race(attempt: Callable[[], Answer], *, times: int) -> list[Answer]:
    """Every answer of `times` simultaneous attempts; an attempt that raises fails the race."""
    start = threading.Barrier(times)

    def run() -> Answer:
        start.wait(timeout=60)
        return attempt()

    with ThreadPoolExecutor(times) as threads:
        return [each.result(timeout=120) for each in [threads.submit(run) for _ in range(times)]]
