"""The unit of work, and hot statements in and outside of it.

A public service method opens `Database.transaction()`; a verb called by a verb joins the unit
that is open, and only the outermost one commits. Nothing is begun before a statement needs an
answer: writes whose outcome is not asked for wait, and on PostgreSQL the inserts among them travel
together as one statement, so that a verb that only records costs one round trip instead of one for
each row, one to begin and one to commit.
"""

import contextlib
import contextvars
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, Executable, Text, bindparam, func, select
from sqlalchemy.engine import Connection, CursorResult

from idp.platform.database.driver import Driver, Ran, driver_of
from idp.platform.database.health import Health
from idp.platform.database.prepared import Compiled, Prepared, Write, combine, statements_of
from idp.platform.database.waiting import Gate, Unavailable, translated_errors

T = TypeVar("T")
_NAMED: Final = func.hashtextextended(bindparam("held", type_=Text), 0)
_HOLD_NAME: Final = Prepared(select(func.pg_advisory_xact_lock(_NAMED)))
_SHARE_NAME: Final = Prepared(select(func.pg_advisory_xact_lock_shared(_NAMED)))
_TRY_NAME: Final = Prepared(select(func.pg_try_advisory_xact_lock(_NAMED)))


class UnitOfWork:
    """One open unit of work: a connection once one is needed, and the writes that wait."""

    def __init__(self, engine: Engine, stack: contextlib.ExitStack, gate: Gate) -> None:
        self._engine = engine
        self._stack = stack
        self._gate = gate
        self._connection: Connection | None = None
        self.waiting: list[Write] = []

    @property
    def begun(self) -> bool:
        return self._connection is not None

    @property
    def dialect(self) -> str:
        """`postgresql` or `sqlite`."""
        return self._engine.dialect.name

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:  # noqa: ANN401
        """A statement of SQLAlchemy Core, for everything that is not hot."""
        return self._ready().execute(statement, parameters)

    def exec_driver_sql(self, text: str, parameters: Any = None) -> CursorResult[Any]:  # noqa: ANN401
        """A statement in the database's own words."""
        return self._ready().exec_driver_sql(text, parameters)

    def run(self, compiled: Compiled, values: Mapping[str, Any]) -> Ran:
        """A prepared statement on the driver."""
        driver = driver_of(self._ready().connection)
        return driver.run(compiled.text, compiled.parameters(values))

    def flush(self) -> None:
        """Send the writes that wait."""
        writes, self.waiting = self.waiting, []
        if writes:
            flush_writes(driver_of(self._begin().connection), writes)

    def require_whole(self) -> None:
        """Raises RuntimeError where a statement failed and its error was swallowed.

        PostgreSQL would take the commit, and roll back without a word.
        """
        if self._connection is not None and driver_of(self._connection.connection).failed:
            raise RuntimeError("a statement of this unit of work failed")

    def _begin(self) -> Connection:
        if self._connection is None:
            self._stack.enter_context(self._gate.pass_through())
            self._connection = self._stack.enter_context(self._engine.begin())
        return self._connection

    def _ready(self) -> Connection:
        """The connection, on which every write so far has been made."""
        connection = self._begin()
        self.flush()
        return connection


def flush_writes(driver: Driver, writes: list[Write]) -> None:
    """Make several writes in their order, in as few statements as the database can."""
    if writes[0][0].positional:
        for compiled, values in writes:
            driver.run(compiled.text, compiled.parameters(values))
        return
    for statement in statements_of(writes):
        driver.run(
            combine(tuple(compiled for compiled, _ in statement)),
            [value for compiled, values in statement for value in compiled.parameters(values)],
        )


def _is_one_statement(writes: list[Write]) -> bool:
    """Whether the database makes all of them at once, or none, without a transaction around."""
    return bool(writes) and not writes[0][0].positional and len(statements_of(writes)) == 1


class Database:
    """The engine, the unit of work, and reads outside of any.

    Whatever is asked here raises Unavailable when the database is away, hangs or takes no writes;
    the unit of work that was open is undone.
    """

    def __init__(self, engine: Engine, reading: Engine, gate: Gate) -> None:
        self.engine = engine
        self._reading = reading
        self._gate = gate
        self._health = Health(engine)
        self._open: contextvars.ContextVar[UnitOfWork | None] = contextvars.ContextVar(
            "open", default=None
        )

    def close(self) -> None:
        """Give every connection back; nothing may use the door afterwards."""
        self.engine.dispose()
        self._reading.dispose()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[UnitOfWork]:
        """The unit of work: joins an open one, else begins; commits at its end, or rolls back."""
        joined = self._open.get()
        if joined is not None:
            yield joined
            return
        with translated_errors(), contextlib.ExitStack() as stack:
            work = UnitOfWork(self.engine, stack, self._gate)
            token = self._open.set(work)
            try:
                yield work
            finally:
                self._open.reset(token)
            self._finish(work)

    def _finish(self, work: UnitOfWork) -> None:
        """Make what waits. Where it is one statement and nothing was begun, that is all."""
        if work.begun or not _is_one_statement(work.waiting):
            work.flush()
            work.require_whole()
            return
        self._run_alone(lambda driver: flush_writes(driver, work.waiting))

    def one(self, prepared: Prepared, **values: Any) -> dict[str, Any] | None:  # noqa: ANN401
        """The first row, or None; joins the open unit of work, else reads in autocommit."""
        compiled = prepared.on(self.engine.dialect)
        work = self._open.get()
        if work is not None:
            return compiled.first(work.run(compiled, values).rows)
        return compiled.first(self._read(compiled, values))

    def all(self, prepared: Prepared, **values: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """Every row; joins the open unit of work, else reads in autocommit."""
        compiled = prepared.on(self.engine.dialect)
        work = self._open.get()
        if work is not None:
            return compiled.rows(work.run(compiled, values).rows)
        return compiled.rows(self._read(compiled, values))

    def execute(self, prepared: Prepared, **values: Any) -> int:  # noqa: ANN401
        """Write now; how many rows it touched. Belongs inside a unit of work."""
        return self._unit_of_work().run(prepared.on(self.engine.dialect), values).touched

    def enqueue(self, prepared: Prepared, **values: Any) -> None:  # noqa: ANN401
        """Write with the unit of work, whose outcome is only whether it commits."""
        self._unit_of_work().waiting.append((prepared.on(self.engine.dialect), values))

    def last_absence(self) -> tuple[timedelta, timedelta] | None:
        """How long ago the last absence that this process met began and was last met."""
        away = self._gate.away
        return None if away is None else (timedelta(seconds=away[0]), timedelta(seconds=away[1]))

    def advisory_lock(self, name: str, *, shared: bool = False) -> None:
        """Hold a name until the open unit of work ends: alone, or with all who share it.

        For what has no row yet that could be locked. SQLite has one writer at a time anyway.
        """
        work = self._unit_of_work()
        if self.engine.dialect.name == "postgresql":
            held = _SHARE_NAME if shared else _HOLD_NAME
            work.run(held.on(self.engine.dialect), {"held": name})

    def try_advisory_lock(self, name: str) -> bool:
        """Hold a name until the open unit of work ends, unless another one holds it; whether so."""
        work = self._unit_of_work()
        if self.engine.dialect.name != "postgresql":
            return True
        ((held,),) = work.run(_TRY_NAME.on(self.engine.dialect), {"held": name}).rows
        return bool(held)

    def require_writable(self) -> None:
        """Raises Unavailable when the database would take no write now; answers within seconds."""
        self._health.require_writable()

    def _read(self, compiled: Compiled, values: Mapping[str, Any]) -> list[Sequence[Any]]:
        """The rows, in autocommit; asked once more when the connection broke meanwhile."""
        try:
            return self._read_once(compiled, values)
        except Unavailable as away:
            if not away.lost:
                raise
        return self._read_once(compiled, values)

    def _read_once(self, compiled: Compiled, values: Mapping[str, Any]) -> list[Sequence[Any]]:
        found = self._run_alone(
            lambda driver: driver.run(compiled.text, compiled.parameters(values))
        )
        return found.rows

    def _unit_of_work(self) -> UnitOfWork:
        work = self._open.get()
        if work is None:
            raise RuntimeError("a write belongs inside Database.transaction()")
        return work

    def _run_alone(self, ask: Callable[[Driver], T]) -> T:
        """One statement in autocommit; a connection that broke is not given back to the pool."""
        with translated_errors(), self._gate.pass_through():
            pooled = self._reading.raw_connection()
            try:
                return ask(driver_of(pooled))
            except Exception:
                if getattr(pooled.driver_connection, "closed", False):
                    pooled.invalidate()
                raise
            finally:
                pooled.close()
