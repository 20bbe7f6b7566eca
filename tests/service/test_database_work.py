"""The unit of work does what its statements say one after the other, on both databases."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import UniqueViolation
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Table,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import psycopg

from idp.platform.database import Database, Prepared, insert_new
from idp.platform.database.prepared import Write, statements_of
from idp.schema.models import models

TABLE = Table("tally", MetaData(), Column("key", Integer, primary_key=True), Column("n", Integer))
ADD = Prepared(insert(TABLE))
ADD_NEW = Prepared(insert_new(TABLE))
COUNT = Prepared(
    update(TABLE).where(TABLE.c.key == bindparam("which")).values(n=TABLE.c.n + bindparam("more"))
)
REMOVE = Prepared(delete(TABLE).where(TABLE.c.key == bindparam("which")))
COPY = Prepared(
    insert(TABLE).from_select(
        ["key", "n"],
        select(bindparam("into", type_=Integer()), TABLE.c.n).where(
            TABLE.c.key == bindparam("which")
        ),
    )
)
Step = tuple[str, int, int]


@pytest.fixture
def tallying(database: Database) -> Iterator[Database]:
    """A database with a table for these tests alone."""
    TABLE.create(database.engine)
    yield database
    TABLE.drop(database.engine)


class Model:
    """The same rows as a dictionary that changes one step at a time."""

    def __init__(self) -> None:
        self.rows: dict[int, int] = {}

    def can(self, step: Step) -> bool:
        verb, key, other = step
        if verb == "add":
            return key not in self.rows
        return verb != "copy" or (other not in self.rows and key in self.rows)

    def make(self, step: Step) -> None:
        verb, key, other = step
        if verb == "add":
            self.rows[key] = other
        elif verb == "add new":
            self.rows.setdefault(key, other)
        elif verb == "count" and key in self.rows:
            self.rows[key] += other
        elif verb == "remove":
            self.rows.pop(key, None)
        elif verb == "copy":
            self.rows[other] = self.rows[key]


def write(database: Database, step: Step) -> None:
    verb, key, other = step
    if verb == "add":
        database.enqueue(ADD, key=key, n=other)
    elif verb == "add new":
        database.enqueue(ADD_NEW, key=key, n=other)
    elif verb == "count":
        database.enqueue(COUNT, which=key, more=other)
    elif verb == "remove":
        database.enqueue(REMOVE, which=key)
    else:
        database.enqueue(COPY, which=key, into=other)


def stored(database: Database) -> dict[int, int]:
    with database.transaction() as work:
        return {row.key: row.n for row in work.execute(select(TABLE))}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add new", "count", "remove", "copy"]),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    min_size=2,
    max_size=8,
)


@given(steps=STEPS)
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_writes_of_one_unit_of_work_are_made_in_their_order(
    tallying: Database, steps: Sequence[Step]
) -> None:
    with tallying.transaction() as work:
        work.execute(delete(TABLE))
    model = Model()
    with tallying.transaction():
        for step in steps:
            if model.can(step):
                model.make(step)
                write(tallying, step)
    assert stored(tallying) == model.rows


def test_one_row_changed_twice_is_changed_twice(tallying: Database) -> None:
    with tallying.transaction():
        write(tallying, ("add", 0, 1))
        write(tallying, ("count", 0, 1))
        write(tallying, ("count", 0, 1))
    assert stored(tallying) == {0: 3}


def test_writes_that_fail_in_the_middle_leave_nothing(tallying: Database) -> None:
    def add_count_and_add_again() -> None:
        with tallying.transaction():
            write(tallying, ("add", 0, 1))
            write(tallying, ("count", 0, 1))
            write(tallying, ("add", 0, 1))

    with pytest.raises((sqlite3.IntegrityError, UniqueViolation), match=r"(?i)unique"):
        add_count_and_add_again()
    assert stored(tallying) == {}


DIALECT: Any = psycopg.dialect


def postgresql(prepared: Prepared) -> Any:  # noqa: ANN401 - a compiled statement
    return prepared.on(DIALECT())


def test_only_plain_inserts_travel_together() -> None:
    table = TABLE
    looking = [
        COUNT,
        REMOVE,
        COPY,
        ADD_NEW,
        Prepared(insert(table).returning(table.c.n)),
        Prepared(insert(table).values(n=select(literal(1)).scalar_subquery())),
        Prepared(select(table)),
    ]
    for prepared in looking:
        parts: list[Write] = [
            (postgresql(each), {}) for each in (ADD, ADD, prepared, prepared, ADD)
        ]
        assert [len(each) for each in statements_of(parts)] == [2, 1, 1, 1]


def test_an_insert_into_any_table_is_a_plain_one() -> None:
    for table in models().tables.values():
        assert postgresql(Prepared(insert(table))).only_adds, table.name
