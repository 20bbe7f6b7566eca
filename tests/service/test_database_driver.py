"""Repeated statements are prepared, for all values and after all events."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
)

from idp.kernel.ids import new_id
from idp.platform.database import Database, Document, Instant, Prepared, Unavailable
from idp.platform.database.driver import OnPostgresql, driver_of

START = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC)
TABLE = Table(
    "anything",
    MetaData(),
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("words", Text),
    Column("number", Integer),
    Column("sealed", LargeBinary),
    Column("facts", Document),
    Column("at", Instant),
)


class Anything(NamedTuple):
    id: str
    words: str | None
    number: int | None
    sealed: bytes | None
    facts: object
    at: datetime | None


class Which(NamedTuple):
    id: str


class Counted(NamedTuple):
    rows: int


ADD = Prepared(insert(TABLE))
FIND = Prepared(select(TABLE).where(TABLE.c.id == bindparam("which")), Anything)
LIKE = Prepared(
    select(TABLE.c.id).where(TABLE.c.words.like("%cent"), TABLE.c.words == bindparam("words")),
    Which,
)
LOCK = Prepared(select(TABLE.c.id).where(TABLE.c.id == bindparam("which")).with_for_update(), Which)
COUNT = Prepared(select(func.count().label("rows")).select_from(TABLE), Counted)
CLEAR = Prepared(delete(TABLE))
ROWS: list[dict[str, Any]] = [
    {"words": None, "number": None, "sealed": None, "facts": None, "at": None},
    {
        "words": "a per cent",
        "number": 7,
        "sealed": b"\x00%s",
        "facts": {"a": ["%(b)s"]},
        "at": START,
    },
    {"words": "", "number": 2**31 - 1, "sealed": b"", "facts": [], "at": START},
    {"words": "đ$1", "number": -(2**15) - 1, "sealed": b"\xff" * 9, "facts": "s", "at": START},
]


@pytest.fixture
def anything(database: Database) -> Iterator[Database]:
    TABLE.create(database.engine)
    yield database
    TABLE.drop(database.engine)


def add(database: Database, row: dict[str, Any]) -> Anything:
    whole = Anything(id=new_id(), **row)
    with database.transaction():
        assert database.execute(ADD, **whole._asdict()) == 1
    return whole


def test_values_of_every_kind_come_back_however_often(anything: Database) -> None:
    for _ in range(4):
        for row in ROWS:
            whole = add(anything, row)
            assert anything.one(FIND, which=whole.id) == whole
            with anything.transaction():
                assert anything.all(FIND, which=whole.id) == [whole]


def test_a_per_cent_sign_in_a_statement_is_one(anything: Database) -> None:
    whole = add(anything, ROWS[1])
    for _ in range(8):
        assert anything.all(LIKE, words="a per cent") == [Which(whole.id)]


def test_a_unit_of_work_that_fails_leaves_what_was_prepared(anything: Database) -> None:
    whole = add(anything, ROWS[1])

    def clear_and_add_twice() -> None:
        with anything.transaction():
            anything.execute(CLEAR)
            anything.execute(ADD, **whole._asdict())
            anything.execute(ADD, **whole._asdict())

    for _ in range(12):
        with pytest.raises((sqlite3.IntegrityError, UniqueViolation), match=r"(?i)unique"):
            clear_and_add_twice()
        assert anything.one(FIND, which=whole.id) == whole


def test_rows_are_counted_that_were_changed(anything: Database) -> None:
    for row in ROWS:
        add(anything, row)
    with anything.transaction():
        assert anything.execute(CLEAR) == len(ROWS)
        assert anything.execute(CLEAR) == 0


def test_statements_beside_it_on_the_same_connection_disturb_nothing(anything: Database) -> None:
    for row in ROWS * 3:
        with anything.transaction() as work:
            whole = Anything(id=new_id(), **row)
            anything.execute(ADD, **whole._asdict())
            assert work.execute(text("SELECT count(*) FROM anything")).scalar_one() > 0
            assert anything.one(FIND, which=whole.id) == whole


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_comes_again_is_prepared_on_its_connection(anything: Database) -> None:
    with anything.transaction() as work:
        for _ in range(8):
            anything.one(FIND, which=new_id())
        driver = driver_of(work.execute(text("SELECT 1")).connection.connection)
        assert isinstance(driver, OnPostgresql)
        names = work.execute(text("SELECT name FROM pg_prepared_statements")).scalars().all()
        assert [name for name in names if name.startswith("hot_")]


def _altered(database: Database, words: str) -> None:
    """The tables change on another connection, while others hold what they prepared."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql(words)
        connection.commit()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_column_of_another_type_costs_one_unit_of_work(anything: Database) -> None:
    whole = add(anything, ROWS[1])
    for _ in range(8):
        assert anything.one(FIND, which=whole.id) == whole
        with anything.transaction():
            assert anything.one(FIND, which=whole.id) == whole
    _altered(anything, "ALTER TABLE anything ALTER COLUMN number TYPE bigint")
    assert anything.one(FIND, which=whole.id) == whole
    with pytest.raises(Unavailable), anything.transaction():
        anything.one(FIND, which=whole.id)
    for _ in range(8):
        with anything.transaction():
            assert anything.one(FIND, which=whole.id) == whole
    assert anything.last_absence() is None


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_somebody_between_forgot_is_prepared_again(anything: Database) -> None:
    whole = add(anything, ROWS[1])
    for _ in range(3):
        for _ in range(8):
            assert anything.one(FIND, which=whole.id) == whole
        readers = anything._readers  # noqa: SLF001 - those in autocommit
        connection = readers.take()
        connection.raw.execute("DEALLOCATE ALL")
        readers.give_back(connection)


def test_a_failure_that_is_passed_over_commits_nothing_in_silence(anything: Database) -> None:
    whole = add(anything, ROWS[1])

    def pass_over() -> None:
        with anything.transaction():
            anything.execute(ADD, **whole._replace(id=new_id())._asdict())
            with contextlib.suppress(UniqueViolation, sqlite3.IntegrityError):
                anything.execute(ADD, **whole._asdict())

    if anything.engine.dialect.name == "postgresql":
        with pytest.raises(RuntimeError, match="failed"):
            pass_over()
        assert anything.one(COUNT) == Counted(1)
    else:
        pass_over()
        assert anything.one(COUNT) == Counted(2)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_waiting_for_one_another_is_no_absence(anything: Database) -> None:
    """A client that can provoke it could turn a replay into a retry (`tokens.refresh_reuse`)."""
    rows = [add(anything, ROWS[1]) for _ in range(2)]
    both = threading.Barrier(2)

    def lock(first: int, second: int) -> bool:
        try:
            with anything.transaction():
                anything.one(LOCK, which=rows[first].id)
                both.wait(timeout=60)
                anything.one(LOCK, which=rows[second].id)
        except Unavailable:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        ended = [threads.submit(lock, 0, 1), threads.submit(lock, 1, 0)]
        assert sorted(each.result(timeout=120) for each in ended) == [False, True]
    assert anything.last_absence() is None


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_begin_and_commit_travel_with_the_statements_beside_them(
    anything: Database, tmp_path: Path
) -> None:
    """Each message Sync or Query of the protocol is one wait for the server."""
    whole = add(anything, ROWS[1])

    def unit() -> None:
        with anything.transaction():
            assert anything.one(FIND, which=whole.id) == whole
            anything.enqueue(ADD, **whole._replace(id=new_id())._asdict())
            assert anything.one(FIND, which=whole.id) == whole
            anything.enqueue(ADD, **whole._replace(id=new_id())._asdict())

    for _ in range(8):
        unit()
    writers = anything._writers  # noqa: SLF001 - the connections of units of work
    lent, heard = writers.take(), tmp_path / "messages"
    with heard.open("wb") as file:
        lent.raw.pgconn.trace(file.fileno())
        writers.give_back(lent)
        unit()
        lent.raw.pgconn.untrace()
    sent = [line.split("\t")[3] for line in heard.read_text().splitlines() if "\tF\t" in line]
    assert sent.count("Sync") + sent.count("Query") == 3, sent
    assert anything.one(COUNT) == Counted(1 + 2 * 9)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_error_of_what_travels_together_is_that_of_the_first_that_failed(
    anything: Database,
) -> None:
    whole = add(anything, ROWS[1])

    def add_again_and_read() -> None:
        with anything.transaction():
            anything.enqueue(ADD, **whole._asdict())
            anything.all(LIKE, words="a per cent")

    def add_and_add_again() -> None:
        with anything.transaction():
            anything.all(LIKE, words="a per cent")
            anything.enqueue(ADD, **whole._replace(id=new_id())._asdict())
            anything.enqueue(ADD, **whole._asdict())

    for _ in range(8):
        for fails in (add_again_and_read, add_and_add_again):
            with pytest.raises(UniqueViolation):
                fails()
            assert anything.one(COUNT) == Counted(1)
    writers = anything._writers  # noqa: SLF001 - the connections of units of work
    assert len(writers._idle) == 1, "one connection served all of them"  # noqa: SLF001


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_first_statement_that_failed_is_not_passed_over_either(anything: Database) -> None:
    whole = add(anything, ROWS[1])

    def pass_over() -> None:
        with anything.transaction():
            with contextlib.suppress(UniqueViolation):
                anything.execute(ADD, **whole._asdict())
            anything.enqueue(ADD, **whole._replace(id=new_id())._asdict())

    for _ in range(8):
        with pytest.raises(RuntimeError, match="failed"):
            pass_over()
        assert anything.one(COUNT) == Counted(1)
