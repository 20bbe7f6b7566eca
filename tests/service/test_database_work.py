"""The unit of work runs its statements in order, on both databases."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

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
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import psycopg

from idp.platform.database import (
    Database,
    Prepared,
    Unavailable,
    WriteRefused,
    insert_new,
    open_database,
    prefixed,
)
from idp.platform.database.prepared import Write, statements_of
from idp.schema.models import models
from tests.support.counting import counted
from tests.support.health_checks import BY_CHANCE

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


class Tally(NamedTuple):
    key: int
    n: int


ALL = Prepared(select(TABLE).order_by(TABLE.c.key), Tally)
Step = tuple[str, int, int]


class _Counted(NamedTuple):
    n: int


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
    suppress_health_check=[*BY_CHANCE, HealthCheck.function_scoped_fixture],
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


def postgresql(prepared: Prepared[Any]) -> Any:  # noqa: ANN401 - a compiled statement
    return prepared.on(DIALECT())


def test_only_plain_inserts_travel_together() -> None:
    table = TABLE
    looking: list[Prepared[Any]] = [
        COUNT,
        REMOVE,
        COPY,
        ADD_NEW,
        Prepared(insert(table).returning(*table.c), Tally),
        Prepared(insert(table).values(n=select(literal(1)).scalar_subquery())),
        Prepared(select(table), Tally),
    ]
    for prepared in looking:
        parts: list[Write] = [
            (postgresql(each), {}) for each in (ADD, ADD, prepared, prepared, ADD)
        ]
        assert [len(each) for each in statements_of(parts)] == [2, 1, 1, 1]


def test_an_insert_into_any_table_is_a_plain_one() -> None:
    for table in models().tables.values():
        assert postgresql(Prepared(insert(table))).only_adds, table.name


class Other(NamedTuple):
    n: int
    key: int


@pytest.mark.parametrize(
    "statement", [select(TABLE), delete(TABLE).returning(*TABLE.c), insert(TABLE)]
)
def test_the_fields_of_a_row_are_the_columns_of_its_statement(statement: Any) -> None:  # noqa: ANN401
    with pytest.raises(TypeError, match="Other"):
        Prepared(statement, Other)


def test_what_returns_rows_names_them() -> None:
    for statement in (select(TABLE), delete(TABLE).returning(TABLE.c.n)):
        with pytest.raises(TypeError, match="no row of"):
            Prepared(statement)


def test_what_waits_is_there_for_whatever_comes_next(tallying: Database) -> None:
    """Read or written, prepared or not: it is as if it had been made at once."""
    core = select(TABLE).order_by(TABLE.c.key)
    more = update(TABLE).values(n=TABLE.c.n + 1)
    with tallying.transaction() as work:
        write(tallying, ("add", 0, 1))
        assert tallying.all(ALL) == [Tally(0, 1)]
        write(tallying, ("add", 1, 1))
        assert tallying.one(ALL) == Tally(0, 1)
        assert tallying.execute(COUNT, which=1, more=1) == 1
        write(tallying, ("count", 0, 4))
        assert [tuple(row) for row in tallying.all(core)] == [(0, 5), (1, 2)]
        write(tallying, ("add", 2, 2))
        assert tallying.execute(more) == 3
        write(tallying, ("remove", 0, 0))
        first = tallying.one(core)
        assert first is not None
        assert (first.key, first.n) == (1, 3)
        write(tallying, ("add", 3, 3))
        tallying.execute_many(insert(TABLE), [{"key": 4, "n": 4}, {"key": 5, "n": 5}])
        write(tallying, ("remove", 4, 0))
        assert work.execute(select(func.count()).select_from(TABLE)).scalar_one() == 4
    assert stored(tallying) == {1: 3, 2: 3, 3: 3, 5: 5}


READ = Prepared(select(TABLE).where(TABLE.c.key == bindparam("which")), Tally)
LOCK = Prepared(select(TABLE).where(TABLE.c.key == bindparam("which")).with_for_update(), Tally)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_read_ahead_is_sent_with_the_next_and_answers_its_own(
    tallying: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in range(3):
        with tallying.transaction():
            write(tallying, ("add", key, 10 * key))
    with counted(tallying, monkeypatch) as cost, tallying.transaction():
        tallying.read_ahead(READ, which=1)
        tallying.read_ahead(READ, which=2)
        assert cost.statements == []
        assert tallying.one(READ, which=0) == Tally(0, 0)
        assert len(cost.statements) == 1 + 3
        assert tallying.all(READ, which=2) == [Tally(2, 20)]
        assert tallying.one(READ, which=1) == Tally(1, 10)
        assert len(cost.statements) == 1 + 3
        assert tallying.one(READ, which=1) == Tally(1, 10)
        assert len(cost.statements) == 1 + 4
    tallying.read_ahead(READ, which=1)
    assert tallying.one(READ, which=1) == Tally(1, 10)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_where_nothing_is_waited_for_nothing_is_read_ahead(
    tallying: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(tallying, monkeypatch) as cost, tallying.transaction():
        tallying.read_ahead(READ, which=1)
        assert tallying.one(READ, which=0) is None
        assert tallying.one(READ, which=1) is None
    assert len(cost.statements) == 1 + 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("locks", [True, False])
def test_a_read_ahead_sees_the_lock_or_write_that_it_is_sent_with(
    tallying: Database, monkeypatch: pytest.MonkeyPatch, *, locks: bool
) -> None:
    """Another connection changes the row after the read was asked for, before the lock is had."""
    with tallying.transaction():
        write(tallying, ("add", 1, 10))
    with counted(tallying, monkeypatch) as cost, tallying.transaction():
        tallying.read_ahead(READ, which=1)
        with ThreadPoolExecutor(1) as other:
            other.submit(_count_alone, tallying).result(timeout=60)
        if locks:
            assert tallying.one(LOCK, which=1) == Tally(1, 11)
        else:
            assert tallying.execute(COUNT, which=1, more=0) == 1
        sent = len(cost.statements)
        assert tallying.one(READ, which=1) == Tally(1, 11)
        assert len(cost.statements) == sent
        tallying.execute(COUNT, which=1, more=5)
        assert tallying.one(READ, which=1) == Tally(1, 16)


CHANGES: Sequence[Callable[[Database], object]] = (
    lambda database: write(database, ("count", 1, 5)),
    lambda database: database.execute(COUNT, which=1, more=5),
    lambda database: database.execute(update(TABLE).values(n=TABLE.c.n + 5)),
)


@pytest.mark.parametrize("change", CHANGES, ids=["enqueued", "prepared", "core"])
@pytest.mark.parametrize("read_between", [True, False])
def test_a_write_makes_what_was_read_ahead_be_read_again(
    tallying: Database, change: Callable[[Database], object], *, read_between: bool
) -> None:
    with tallying.transaction():
        write(tallying, ("add", 1, 10))
    with tallying.transaction():
        tallying.read_ahead(READ, which=1)
        if read_between:
            assert tallying.one(READ, which=0) is None
        change(tallying)
        assert tallying.one(READ, which=1) == Tally(1, 15)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("read_between", [True, False])
def test_a_lock_makes_what_was_read_ahead_be_read_again(
    tallying: Database, *, named: bool, read_between: bool
) -> None:
    """Another connection changes the row before the lock is had: only a later read shows it."""
    for key in range(2):
        with tallying.transaction():
            write(tallying, ("add", key, 10))
    with tallying.transaction():
        tallying.read_ahead(READ, which=1)
        if read_between:
            assert tallying.one(READ, which=5) is None
        with ThreadPoolExecutor(1) as other:
            other.submit(_count_alone, tallying).result(timeout=60)
        if named:
            tallying.advisory_lock("tally")
        else:
            assert tallying.one(LOCK, which=0) == Tally(0, 10)
        assert tallying.one(READ, which=1) == Tally(1, 11)


def _count_alone(database: Database) -> None:
    with database.transaction():
        write(database, ("count", 1, 1))


def test_core_statements_say_how_many_rows_they_touched(tallying: Database) -> None:
    with tallying.transaction():
        assert tallying.execute(insert(TABLE), key=0, n=1) == 1
        assert tallying.execute(insert(TABLE).values(key=1, n=1)) == 1
        assert tallying.execute(insert_new(TABLE), key=0, n=9) == 0
        assert tallying.execute(insert_new(TABLE), key=2, n=9) == 1
        assert tallying.execute(update(TABLE).values(n=2)) == 3
        assert (
            tallying.execute(delete(TABLE).where(TABLE.c.key == bindparam("which")), which=7) == 0
        )
        row = tallying.one(delete(TABLE).where(TABLE.c.key == 2).returning(TABLE.c.n))
        assert row is not None
        assert row.n == 2
    assert stored(tallying) == {0: 2, 1: 2}


def test_core_reads_join_the_unit_of_work_or_see_what_is_committed(tallying: Database) -> None:
    found = select(TABLE).where(TABLE.c.key == bindparam("which"))
    assert tallying.one(found, which=0) is None
    assert tallying.all(found, which=0) == []
    with contextlib.suppress(KeyError), tallying.transaction():
        tallying.execute(insert(TABLE), key=0, n=1)
        assert tallying.one(found, which=0) is not None
        raise KeyError
    assert tallying.one(found, which=0) is None


def test_a_write_belongs_inside_a_unit_of_work(tallying: Database) -> None:
    writes: list[Callable[[], object]] = [
        lambda: tallying.execute(ADD, key=0, n=1),
        lambda: tallying.enqueue(ADD, key=0, n=1),
        lambda: tallying.execute(insert(TABLE), key=0, n=1),
        lambda: tallying.one(insert(TABLE).returning(TABLE.c.n), key=0, n=1),
        lambda: tallying.execute_many(insert(TABLE), [{"key": 0, "n": 1}]),
    ]
    for each in writes:
        with pytest.raises(RuntimeError, match="transaction"):
            each()
    assert stored(tallying) == {}


class Pair(NamedTuple):
    """A row and the one with the next key, if there is one."""

    one: Tally
    next: Tally | None
    sum: int | None


NEXT = TABLE.alias("next")
PAIRS = Prepared(
    select(*prefixed(TABLE, "one_"), *prefixed(NEXT, "next_"), (TABLE.c.n + NEXT.c.n).label("sum"))
    .select_from(TABLE)
    .outerjoin(NEXT, NEXT.c.key == TABLE.c.key + 1)
    .order_by(TABLE.c.key),
    Pair,
)


def test_a_joined_relation_is_a_part_of_the_row(tallying: Database) -> None:
    with tallying.transaction():
        tallying.execute_many(insert(TABLE), [{"key": 0, "n": 5}, {"key": 1, "n": 6}])
        expected = [Pair(Tally(0, 5), Tally(1, 6), 11), Pair(Tally(1, 6), None, None)]
        assert tallying.all(PAIRS) == expected
    assert tallying.one(PAIRS) == expected[0]


def test_a_part_has_the_columns_of_its_own_name() -> None:
    with pytest.raises(TypeError, match="Pair"):
        Prepared(select(*prefixed(TABLE, "one_"), *TABLE.c, literal(1).label("sum")), Pair)


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """The same database, from another process's connections."""
    database = open_database(database_url, pool_size=1)
    yield database
    database.close()


def test_a_write_that_could_not_be_sent_is_not_passed_over(tallying: Database) -> None:
    """A fault of the client's own, that somebody swallowed; the server knows nothing of it."""

    def pass_over() -> None:
        with tallying.transaction():
            tallying.enqueue(ADD, key=1, n=1)
            tallying.enqueue(ADD, key="\0", n=1)
            with contextlib.suppress(Exception):
                tallying.all(select(TABLE))
            tallying.enqueue(ADD, key=2, n=1)

    with pytest.raises(RuntimeError, match="failed"):
        pass_over()
    assert tallying.all(select(TABLE)) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_transaction_that_sqlite_rolled_back_is_not_taken_for_committed(
    tallying: Database,
) -> None:
    """As it does where the disk is full; what is written afterwards would be committed alone."""

    def roll_back() -> None:
        with tallying.transaction() as work:
            tallying.execute(ADD, key=1, n=1)
            with contextlib.suppress(Exception):
                work.exec_driver_sql("INSERT OR ROLLBACK INTO tally (key, n) VALUES (1, 2)")

    with pytest.raises(RuntimeError, match="failed"):
        roll_back()
    assert tallying.all(select(TABLE)) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_write_alone_is_not_repeated_when_its_answer_is_lost(
    tallying: Database, other: Database
) -> None:
    add = Prepared(insert(TABLE).returning(TABLE.c.n), _Counted)
    lock = text("LOCK TABLE tally IN ACCESS EXCLUSIVE MODE")
    waiting = text(
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%tally%'"
    )
    with ThreadPoolExecutor(1) as pool:
        with other.transaction() as work:
            work.execute(lock)
            answer = pool.submit(tallying.one, add, key=1, n=1)
            while not (found := tallying.all(waiting)):
                assert not answer.done()
            work.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": found[0].pid})
            with pytest.raises(Unavailable):
                answer.result(timeout=60)
        assert tallying.all(select(TABLE)) == []


COUNTED = update(TABLE).values(n=TABLE.c.n + 1).returning(TABLE.c.key, TABLE.c.n)
WRITES: dict[str, Callable[[Database], object]] = {
    "execute": lambda database: database.execute(COUNT, which=1, more=1),
    "execute, Core": lambda database: database.execute(update(TABLE).values(n=7)),
    "execute_many": lambda database: database.execute_many(insert(TABLE), [{"key": 2, "n": 2}]),
    "enqueue": lambda database: database.enqueue(ADD, key=2, n=2),
    "RETURNING": lambda database: database.one(Prepared(COUNTED, Tally)),
    "RETURNING, Core": lambda database: database.all(COUNTED),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_request_that_must_change_nothing_writes_nothing(
    tallying: Database, write: Callable[[Database], object]
) -> None:
    with tallying.transaction():
        tallying.execute(ADD, key=1, n=1)
    with tallying.refusing_writes(), tallying.transaction():
        assert tallying.all(ALL) == [Tally(1, 1)]
        with pytest.raises(WriteRefused):
            write(tallying)
    assert tallying.all(ALL) == [Tally(1, 1)]
    with tallying.transaction():
        write(tallying)
    assert tallying.all(ALL) != [Tally(1, 1)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_change_within_a_read_is_a_write(tallying: Database) -> None:
    made = COUNTED.cte("made")
    changing = Prepared(select(made.c.key, made.c.n), Tally)
    with tallying.transaction():
        tallying.execute(ADD, key=1, n=1)
    with tallying.refusing_writes(), pytest.raises(WriteRefused):
        tallying.one(changing)
    assert tallying.one(changing) == Tally(1, 2)
