"""Rows that wait for a worker: each is taken once, and one that fails delays no other."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from structlog.testing import capture_logs

from idp.factors.tables import GUESSED_NAME
from idp.platform.database import Database, Queue, Row, Unavailable
from tests.support.frozen_clock import FrozenClock
from tests.support.races import race

QUEUE = Queue(GUESSED_NAME, GUESSED_NAME.c.username_key, GUESSED_NAME.c.since)


@pytest.fixture
def keys(database: Database, clock: FrozenClock) -> list[bytes]:
    keys = [bytes([number]) * 32 for number in range(3)]
    with database.transaction():
        for number, key in enumerate(keys):
            since = clock.now() + timedelta(seconds=number)
            database.execute(insert(GUESSED_NAME), username_key=key, since=since)
    return keys


def left(database: Database) -> list[bytes]:
    rows = database.all(select(GUESSED_NAME.c.username_key).order_by(GUESSED_NAME.c.since))
    return [bytes(row.username_key) for row in rows]


def test_a_row_that_fails_is_logged_and_gone_and_delays_no_other(
    database: Database, keys: list[bytes]
) -> None:
    seen = []

    def act(row: Row) -> bool:
        seen.append(bytes(row.username_key))
        if seen == keys[:1]:
            raise RuntimeError("a bad row")
        return True

    with capture_logs() as lines:
        assert QUEUE.each(database, act) == 2
    assert seen == keys
    assert left(database) == []
    told = [(each["event"], each["kind"]) for each in lines]
    assert told == [("row of a queue failed", "guessed_name")]


def test_where_the_database_is_away_the_row_stays(database: Database, keys: list[bytes]) -> None:
    def act(_: Row) -> bool:
        raise Unavailable

    with pytest.raises(Unavailable):
        QUEUE.each(database, act)
    assert left(database) == keys


def test_each_row_is_acted_on_by_one_worker(database: Database, keys: list[bytes]) -> None:
    assert sum(race(lambda: QUEUE.each(database, lambda _: True), times=4)) == len(keys)
