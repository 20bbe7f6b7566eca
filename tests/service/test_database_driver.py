"""What comes again is prepared: whatever its values are, and whatever happened in between."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

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
    insert,
    select,
    text,
)

from idp.kernel.ids import new_id
from idp.platform.database import Database, Document, Instant, Prepared
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
ADD = Prepared(insert(TABLE))
FIND = Prepared(select(TABLE).where(TABLE.c.id == bindparam("which")))
LIKE = Prepared(
    select(TABLE.c.id).where(TABLE.c.words.like("%cent"), TABLE.c.words == bindparam("words"))
)
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


def add(database: Database, row: dict[str, Any]) -> dict[str, Any]:
    whole = {"id": new_id(), **row}
    with database.transaction():
        assert database.change(ADD, **whole) == 1
    return whole


def test_values_of_every_kind_come_back_however_often(anything: Database) -> None:
    for _ in range(4):
        for row in ROWS:
            whole = add(anything, row)
            assert anything.one(FIND, which=whole["id"]) == whole
            with anything.transaction():
                assert anything.all(FIND, which=whole["id"]) == [whole]


def test_a_per_cent_sign_in_a_statement_is_one(anything: Database) -> None:
    whole = add(anything, ROWS[1])
    for _ in range(8):
        assert anything.all(LIKE, words="a per cent") == [{"id": whole["id"]}]


def test_a_unit_of_work_that_fails_leaves_what_was_prepared(anything: Database) -> None:
    whole = add(anything, ROWS[1])

    def clear_and_add_twice() -> None:
        with anything.transaction():
            anything.change(CLEAR)
            anything.change(ADD, **whole)
            anything.change(ADD, **whole)

    for _ in range(12):
        with pytest.raises((sqlite3.IntegrityError, UniqueViolation), match=r"(?i)unique"):
            clear_and_add_twice()
        assert anything.one(FIND, which=whole["id"]) == whole


def test_rows_are_counted_that_were_changed(anything: Database) -> None:
    for row in ROWS:
        add(anything, row)
    with anything.transaction():
        assert anything.change(CLEAR) == len(ROWS)
        assert anything.change(CLEAR) == 0


def test_statements_beside_it_on_the_same_connection_disturb_nothing(anything: Database) -> None:
    for row in ROWS * 3:
        with anything.transaction() as work:
            whole = {"id": new_id(), **row}
            anything.change(ADD, **whole)
            assert work.execute(text("SELECT count(*) FROM anything")).scalar_one() > 0
            assert anything.one(FIND, which=whole["id"]) == whole


def test_what_comes_again_is_prepared_on_its_connection(anything: Database) -> None:
    if anything.engine.dialect.name != "postgresql":
        pytest.skip("SQLite keeps the statements of a connection by itself")
    with anything.transaction() as work:
        for _ in range(8):
            anything.one(FIND, which=new_id())
        driver = driver_of(work.execute(text("SELECT 1")).connection.connection)
        assert isinstance(driver, OnPostgresql)
        names = work.execute(text("SELECT name FROM pg_prepared_statements")).scalars().all()
        assert [name for name in names if name.startswith("hot_")]
