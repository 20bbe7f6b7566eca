"""One database behind one door: tables, the unit of work, and statements compiled once.

A public service method opens `Database.transaction()`; a verb called by a verb joins the
transaction that is already open, and only the outermost one commits. Hot statements are
`Prepared`: their SQL text and type conversions are made once at start, and they run on the
driver's own connection, because building them afresh costs more than running them.
"""

import contextlib
import contextvars
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    Table,
    Text,
    Uuid,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.expression import FromClause
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite keeps it as whole microseconds so that comparison is exact."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's own signature
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        if value is None or dialect.name != "sqlite":
            return value
        return round(value.timestamp() * 1_000_000)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        if value is None:
            return None
        if dialect.name != "sqlite":
            return value.astimezone(UTC)  # type: ignore[no-any-return]
        return datetime.fromtimestamp(value // 1_000_000, UTC).replace(
            microsecond=value % 1_000_000
        )


IdColumn = Uuid(as_uuid=False)
Document = JSON().with_variant(postgresql.JSONB(), "postgresql")
Digest = LargeBinary(32)
Sealed = LargeBinary
String = Text


class Base(DeclarativeBase):
    """Every row of the product; slices declare theirs in `tables.py`."""


db = SQLAlchemy(model_class=Base)
"""Flask-SQLAlchemy binds the engine; nothing else of it is used outside this module."""


def insert_new(table: FromClause) -> postgresql.Insert:
    """INSERT that touches no row where one with the same unique key exists; both databases.

    Its row count says who was first. `values`, `returning` and the rest work as usual.
    """
    return postgresql.insert(cast("Table", table)).on_conflict_do_nothing()


class _Compiled:
    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.sql: str = str(compiled)
        self._order: Sequence[str] | None = compiled.positiontup
        self._constants: dict[str, Any] = {
            name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required
        }
        self._bind = {
            name: processor
            for name, bind in compiled.binds.items()
            if (processor := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        columns = getattr(compiled, "_result_columns", ())
        self._results = [
            (entry.keyname, entry.type.dialect_impl(dialect).result_processor(dialect, None))
            for entry in columns
        ]

    def parameters(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a driver's parameters
        bound = {**self._constants, **values}
        for name, processor in self._bind.items():
            bound[name] = processor(bound[name])
        return bound if self._order is None else [bound[name] for name in self._order]

    def row(self, raw: Sequence[Any] | None) -> dict[str, Any] | None:
        if raw is None:
            return None
        return {
            name: value if processor is None else processor(value)
            for (name, processor), value in zip(self._results, raw, strict=True)
        }


class Prepared:
    """One statement compiled once, with its bind and result conversions, for hot paths."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._by_dialect: dict[str, _Compiled] = {}

    def on(self, dialect: Dialect) -> _Compiled:
        compiled = self._by_dialect.get(dialect.name)
        if compiled is None:
            compiled = self._by_dialect[dialect.name] = _Compiled(self._statement, dialect)
        return compiled


class Database:
    """The engine, the unit of work, and hot reads outside any transaction."""

    def __init__(self, engine: Engine, reading: Engine) -> None:
        self.engine = engine
        self._reading = reading
        self._open: contextvars.ContextVar[Connection | None] = contextvars.ContextVar(
            "open", default=None
        )

    def close(self) -> None:
        """Give every connection back; nothing may use the door afterwards."""
        self.engine.dispose()
        self._reading.dispose()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """The unit of work: joins an open one, else begins; commits at its end, or rolls back."""
        joined = self._open.get()
        if joined is not None:
            yield joined
            return
        with self.engine.begin() as connection:
            token = self._open.set(connection)
            try:
                yield connection
            finally:
                self._open.reset(token)

    def one(self, prepared: Prepared, **values: Any) -> dict[str, Any] | None:  # noqa: ANN401
        """The first row, or None; joins the open transaction, else reads in autocommit."""
        with self._cursor(prepared, values) as (compiled, cursor):
            return compiled.row(cursor.fetchone())

    def all(self, prepared: Prepared, **values: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """Every row; joins the open transaction, else reads in autocommit."""
        with self._cursor(prepared, values) as (compiled, cursor):
            return [row for raw in cursor.fetchall() if (row := compiled.row(raw)) is not None]

    def change(self, prepared: Prepared, **values: Any) -> int:  # noqa: ANN401
        """How many rows a write touched; a write belongs inside a transaction."""
        if self._open.get() is None:
            raise RuntimeError("a write belongs inside Database.transaction()")
        with self._cursor(prepared, values) as (_, cursor):
            return int(cursor.rowcount)

    def ping(self) -> None:
        """Raises SQLAlchemyError when the database does not answer."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    @contextlib.contextmanager
    def _cursor(
        self, prepared: Prepared, values: Mapping[str, Any]
    ) -> Iterator[tuple[_Compiled, Any]]:
        compiled = prepared.on(self.engine.dialect)
        joined = self._open.get()
        if joined is not None:
            driver: Any = joined.connection.driver_connection
            yield compiled, driver.execute(compiled.sql, compiled.parameters(values))
            return
        pooled = self._reading.raw_connection()
        try:
            driver = pooled.driver_connection
            yield compiled, driver.execute(compiled.sql, compiled.parameters(values))
        finally:
            pooled.close()


def engine_options(url: str, *, pool_size: int) -> dict[str, Any]:
    """Pool settings for a database URL; a SQLite file waits for its one writer."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30, "check_same_thread": False}}
    return {
        "pool_size": pool_size,
        "max_overflow": pool_size,
        "pool_use_lifo": True,
        "pool_recycle": 1800,
    }


def connect(engine: Engine, url: str, *, pool_size: int) -> Database:
    """The database door over Flask-SQLAlchemy's engine, plus a pool of autocommit readers."""
    reading = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        **engine_options(url, pool_size=pool_size),
    )
    if engine.dialect.name == "sqlite":
        for each in (engine, reading):
            event.listen(each, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return Database(engine, reading)


def open_database(url: str, *, pool_size: int) -> Database:
    """The database of a process.

    Flask-SQLAlchemy wants an application to bind the engine to; this one answers no request.
    """
    carrier = Flask("database")
    carrier.config["SQLALCHEMY_DATABASE_URI"] = url
    carrier.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url, pool_size=pool_size)
    db.init_app(carrier)
    with carrier.app_context():
        return connect(db.engine, url, pool_size=pool_size)


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - sqlite3's
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """SQLite would otherwise start reading and fail to upgrade when another writer came first."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
