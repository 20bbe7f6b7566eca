"""The unit of work, and reads outside of one.

A public service method opens `Database.transaction()`; a nested call joins the open unit of work,
and only the outermost one commits. The transaction begins with the first statement that needs an
answer: enqueued writes wait, and on PostgreSQL the inserts among them are sent as one statement, so
that a method that only records costs one round trip instead of one for each row, one to begin and
one to commit.
"""

import contextlib
import contextvars
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple, TypeVar, overload

import sqlalchemy
from sqlalchemy import Engine, Executable, Text, bindparam, func, select
from sqlalchemy.engine import Connection, CursorResult

from idp.platform.database.availability import Gate, Unavailable, absence, translated_errors
from idp.platform.database.connections import Connections, Lent
from idp.platform.database.driver import Driver, Ran
from idp.platform.database.health import Health
from idp.platform.database.prepared import (
    Compiled,
    NoRow,
    Prepared,
    RowT,
    Write,
    combine,
    statements_of,
)

T = TypeVar("T")
Parameters = Mapping[str, Any]
"""The values of a statement, by the names of its parameters."""
Row = sqlalchemy.Row[*tuple[Any, ...]]
"""A row of a statement of SQLAlchemy Core: its columns are attributes."""
_COUNTED: Final = {"preserve_rowcount": True}
"""Without it SQLAlchemy does not return the row count of every insert."""


class _Locked(NamedTuple):
    """The result of a lock function; only that of the non-blocking one is used."""

    held: Any


_NAMED: Final = func.hashtextextended(bindparam("held", type_=Text), 0)
_HOLD_NAME: Final = Prepared(select(func.pg_advisory_xact_lock(_NAMED).label("held")), _Locked)
_SHARE_NAME: Final = Prepared(
    select(func.pg_advisory_xact_lock_shared(_NAMED).label("held")), _Locked
)
_TRY_NAME: Final = Prepared(select(func.pg_try_advisory_xact_lock(_NAMED).label("held")), _Locked)


Asked = tuple[Compiled[Any], Parameters]
"""A prepared statement with its values."""


class WriteRefused(Exception):
    """A write inside `Database.refusing_writes`; nothing was written."""


class UnitOfWork:
    """An open unit of work: a connection once one is needed, and the enqueued writes."""

    def __init__(self, connections: Connections, gate: Gate) -> None:
        self._connections = connections
        self._passage = gate.pass_through()
        self._lent: Lent | None = None
        self._unsent = False
        self._over = False
        self._ahead: list[Asked] = []
        self._answers: list[tuple[Asked, Ran]] = []
        self.waiting: list[Write] = []

    @property
    def begun(self) -> bool:
        return self._lent is not None

    def execute(
        self, statement: Executable, parameters: Parameters | Sequence[Parameters] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """A statement of SQLAlchemy Core, with SQLAlchemy's full result."""
        return self._core().execute(statement, parameters, execution_options=_COUNTED)

    def exec_driver_sql(
        self,
        text: str,
        parameters: Parameters | tuple[object, ...] | list[tuple[Any, ...]] | None = None,
    ) -> CursorResult[*tuple[Any, ...]]:
        """A statement in the database's own SQL."""
        return self._core().exec_driver_sql(text, parameters)

    def run(self, compiled: Compiled[Any], values: Parameters) -> Ran:
        """A prepared statement, run by the driver; or the answer that it gave when read ahead."""
        driver = self._ready().driver
        if compiled.locks or not compiled.only_reads:
            self._answers = []  # older than what is done now
        elif self._answers:
            for place, (asked, answer) in enumerate(self._answers):
                if asked == (compiled, values):
                    del self._answers[place]
                    return answer
        if self._ahead:
            return self._run_before_ahead(driver, (compiled, values))
        return driver.run(compiled.text, compiled.parameters(values))

    def read_ahead(self, compiled: Compiled[Any], values: Parameters) -> None:
        """Send a read behind the next statement; `run` of the same read then takes its answer.

        The next one may be a write or a lock: the read is run after it, and sees it. The answer is
        dropped at any later write or lock.
        """
        self._ahead.append((compiled, values))

    def _run_before_ahead(self, driver: Driver, asked: Asked) -> Ran:
        ahead, self._ahead = self._ahead, []
        texts = [(each.text, each.parameters(values)) for each, values in (asked, *ahead)]
        answer, *answers = driver.run_together(texts)
        self._answers += zip(ahead, answers, strict=True)
        return answer

    def _forget_ahead(self) -> None:
        """What was read ahead may be older than what is done now."""
        self._ahead, self._answers = [], []

    def flush(self) -> None:
        """Pass the enqueued writes to the driver, which sends them before any other statement."""
        writes, self.waiting = self.waiting, []
        if not writes:
            return
        self._answers = []
        try:
            flush_writes(self._begin().driver, writes)
        except BaseException:
            self._unsent = True
            raise

    def commit(self) -> None:
        """Send the last writes and commit. Raises RuntimeError after an ignored failure.

        PostgreSQL would accept that commit, and roll back silently.
        """
        self.flush()
        if self._lent is None:
            return
        if self._unsent or self._lent.driver.failed:
            raise RuntimeError("a statement of this unit of work failed")
        self._lent.commit()

    def end(self, error: BaseException | None) -> None:
        """Give the connection back; after an error roll back."""
        lent, self._lent, self._over = self._lent, None, True
        if lent is None:
            return
        try:
            if error is not None:
                lent.roll_back()
        finally:
            self._connections.give_back(lent)
            self._passage.__exit__(type(error), error, None)

    def _begin(self) -> Lent:
        if self._over:
            raise RuntimeError("this unit of work has ended")
        if self._lent is None:
            self._passage.__enter__()
            try:
                self._lent = self._connections.begin()
            except BaseException as error:
                self._passage.__exit__(type(error), error, None)
                raise
        return self._lent

    def _core(self) -> Connection:
        """SQLAlchemy's view of the connection, after all enqueued writes."""
        self._forget_ahead()
        return self._ready().core()

    def _ready(self) -> Lent:
        """The connection, after all enqueued writes."""
        lent = self._begin()
        self.flush()
        return lent


def flush_writes(driver: Driver, writes: list[Write]) -> None:
    """Enqueue several writes in order, in as few statements as the database allows."""
    if writes[0][0].positional:
        for compiled, values in writes:
            driver.enqueue(compiled.text, compiled.parameters(values))
        return
    for statement in statements_of(writes):
        driver.enqueue(
            combine(tuple(compiled for compiled, _ in statement)),
            [value for compiled, values in statement for value in compiled.parameters(values)],
        )


def _is_one_statement(writes: list[Write]) -> bool:
    """Whether all writes are one atomic statement, which needs no transaction around it."""
    return bool(writes) and not writes[0][0].positional and len(statements_of(writes)) == 1


def _again_if_lost(read: Callable[[], T]) -> T:
    """Read in autocommit; once more when the connection broke meanwhile."""
    try:
        return read()
    except Unavailable as away:
        if not away.lost:
            raise
    return read()


class Database:
    """The engine, the unit of work, and reads outside of any.

    Every method raises Unavailable when the database is away, hangs or takes no writes; the open
    unit of work is rolled back.
    """

    def __init__(
        self, engine: Engine, *, writers: Connections, readers: Connections, gate: Gate
    ) -> None:
        self.engine = engine
        self._writers = writers
        self._readers = readers
        self._gate = gate
        self._health = Health(engine)
        self._open: contextvars.ContextVar[UnitOfWork | None] = contextvars.ContextVar(
            "open", default=None
        )
        self._refusing: contextvars.ContextVar[bool] = contextvars.ContextVar(
            "refusing", default=False
        )

    def close(self) -> None:
        """Close every connection; no use afterwards."""
        self._writers.close()
        self._readers.close()

    def transaction(self) -> "TransactionScope":
        """The unit of work: joins an open one, else begins; commits at its end, or rolls back."""
        return TransactionScope(self)

    @contextlib.contextmanager
    def refusing_writes(self) -> Iterator[None]:
        """Inside, the first write raises WriteRefused, and its unit of work is rolled back."""
        token = self._refusing.set(True)
        try:
            yield
        finally:
            self._refusing.reset(token)

    def open_unit(self) -> tuple[UnitOfWork, contextvars.Token[UnitOfWork | None] | None]:
        """The open unit of work without a token, or a new one and the token that closes it."""
        joined = self._open.get()
        if joined is not None:
            return joined, None
        work = UnitOfWork(self._writers, self._gate)
        return work, self._open.set(work)

    def close_unit(
        self,
        work: UnitOfWork,
        token: contextvars.Token[UnitOfWork | None],
        error: BaseException | None,
    ) -> None:
        """Commit the unit of work, or undo it after an error. Raises Unavailable."""
        with translated_errors():
            try:
                if error is None:
                    self._finish(work)
            except BaseException as failed:
                error = failed
                raise
            finally:
                try:
                    work.end(error)
                finally:
                    self._open.reset(token)

    def _finish(self, work: UnitOfWork) -> None:
        """Send the last writes; a single statement needs no begin and commit."""
        if work.begun or not _is_one_statement(work.waiting):
            work.commit()
            return

        def write(lent: Lent) -> None:
            flush_writes(lent.driver, work.waiting)
            lent.driver.send()

        self._run_alone(write)

    @overload
    def one(self, statement: Prepared[RowT], /, **values: object) -> RowT | None: ...

    @overload
    def one(self, statement: Executable, /, **values: object) -> Row | None: ...

    def one(self, statement: Prepared[RowT] | Executable, /, **values: object) -> RowT | Row | None:
        """The first row, or None; joins the open unit of work, else reads in autocommit."""
        if not isinstance(statement, Prepared):
            rows = self._select(statement, values)
            return rows[0] if rows else None
        compiled = statement.on(self.engine.dialect)
        if not compiled.only_reads:
            self._assert_write_allowed()
        work = self._open.get()
        if work is not None:
            return compiled.first(work.run(compiled, values).rows)
        return compiled.first(self._read(compiled, values))

    @overload
    def all(self, statement: Prepared[RowT], /, **values: object) -> list[RowT]: ...

    @overload
    def all(self, statement: Executable, /, **values: object) -> Sequence[Row]: ...

    def all(
        self, statement: Prepared[RowT] | Executable, /, **values: object
    ) -> Sequence[RowT] | Sequence[Row]:
        """Every row; joins the open unit of work, else reads in autocommit."""
        if not isinstance(statement, Prepared):
            return self._select(statement, values)
        compiled = statement.on(self.engine.dialect)
        if not compiled.only_reads:
            self._assert_write_allowed()
        work = self._open.get()
        if work is not None:
            return compiled.rows(work.run(compiled, values).rows)
        return compiled.rows(self._read(compiled, values))

    def read_ahead(self, statement: Prepared[Any], /, **values: object) -> None:
        """Send a read behind the next statement of the unit of work, to wait once for both.

        The next statement may lock or write: the read is run after it. `one` or `all` of the same
        read with the same values then takes its answer, unless the unit of work wrote or locked
        something after that. Does nothing outside of one, nor on SQLite, where nothing is waited
        for.
        """
        work = self._open.get()
        if work is not None and self.engine.dialect.name == "postgresql":
            work.read_ahead(statement.on(self.engine.dialect), values)

    def execute(self, statement: Prepared[Any] | Executable, /, **values: object) -> int:
        """Write now; returns how many rows it touched. Belongs inside a unit of work."""
        work = self._unit_to_write()
        if isinstance(statement, Prepared):
            return work.run(statement.on(self.engine.dialect), values).touched
        return work.execute(statement, values).rowcount

    def execute_many(
        self, statement: Prepared[NoRow] | Executable, rows: Sequence[Parameters]
    ) -> None:
        """Write now, once for each row; for registers that are replaced as a whole.

        A prepared statement is for SQLite, and has no other parameters than those of the rows.
        """
        if not rows:
            return
        work = self._unit_to_write()
        if isinstance(statement, Prepared):
            compiled = statement.on(self.engine.dialect)
            work.exec_driver_sql(compiled.sql, compiled.parameters_of_each(rows))
        else:
            work.execute(statement, rows)

    def enqueue(self, prepared: Prepared[Any], /, **values: object) -> None:
        """Write with the unit of work, without a result.

        Later reads and writes in the same unit of work see it.
        """
        self._unit_to_write().waiting.append((prepared.on(self.engine.dialect), values))

    def last_absence(self) -> tuple[timedelta, timedelta] | None:
        """How long ago this process's last absence began and last failed."""
        away = self._gate.away
        return None if away is None else (timedelta(seconds=away[0]), timedelta(seconds=away[1]))

    @property
    def has_one_writer(self) -> bool:
        """Whether every other write waits while a unit of work that writes is open: SQLite."""
        return self.engine.dialect.name == "sqlite"

    def advisory_lock(self, name: str, *, shared: bool = False) -> None:
        """An advisory lock until the open unit of work ends: exclusive, or shared.

        For facts without a row to lock. SQLite has one writer at a time anyway.
        """
        work = self._unit_of_work()
        if self.engine.dialect.name == "postgresql":
            held = _SHARE_NAME if shared else _HOLD_NAME
            work.run(held.on(self.engine.dialect), {"held": name})

    def try_advisory_lock(self, name: str) -> bool:
        """An advisory lock until the open unit of work ends; False where another one holds it."""
        work = self._unit_of_work()
        if self.engine.dialect.name != "postgresql":
            return True
        ((held,),) = work.run(_TRY_NAME.on(self.engine.dialect), {"held": name}).rows
        return bool(held)

    def require_writable(self) -> None:
        """Raises Unavailable when the database would take no write now; answers within seconds."""
        self._health.require_writable()

    def _select(self, statement: Executable, values: Parameters) -> Sequence[Row]:
        work = self._unit_to_write() if statement.is_dml else self._open.get()
        if work is not None:
            return work.execute(statement, values).all()
        return _again_if_lost(lambda: self._select_alone(statement, values))

    def _select_alone(self, statement: Executable, values: Parameters) -> Sequence[Row]:
        return self._run_alone(lambda lent: lent.core().execute(statement, values).all())

    def _read(self, compiled: Compiled[Any], values: Parameters) -> list[Sequence[Any]]:
        if not compiled.only_reads:  # its answer may be lost, and its effect not
            return self._read_alone(compiled, values)
        return _again_if_lost(lambda: self._read_alone(compiled, values))

    def _read_alone(self, compiled: Compiled[Any], values: Parameters) -> list[Sequence[Any]]:
        found = self._run_alone(
            lambda lent: lent.driver.run(compiled.text, compiled.parameters(values))
        )
        return found.rows

    def _assert_write_allowed(self) -> None:
        """Raises WriteRefused inside `refusing_writes`."""
        if self._refusing.get():
            raise WriteRefused

    def _unit_to_write(self) -> UnitOfWork:
        self._assert_write_allowed()
        return self._unit_of_work()

    def _unit_of_work(self) -> UnitOfWork:
        work = self._open.get()
        if work is None:
            raise RuntimeError("a write belongs inside Database.transaction()")
        return work

    def _run_alone(self, ask: Callable[[Lent], T]) -> T:
        """One statement in autocommit; a broken connection is not given back to the pool."""
        with translated_errors(), self._gate.pass_through():
            lent = self._readers.take()
            try:
                return ask(lent)
            finally:
                self._readers.give_back(lent)


class TransactionScope:
    """The context manager of `Database.transaction`.

    Not a generator: those cost more than a short read, and this surrounds every service call.
    """

    __slots__ = ("_database", "_token", "_work")

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> UnitOfWork:
        self._work, self._token = self._database.open_unit()
        return self._work

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._token is None:
            return
        self._database.close_unit(self._work, self._token, error)
        away = None if error is None else absence(error)
        if away is not None:
            raise away from error
