"""Databases with every table of the product: made once per run, empty for each test."""

import contextlib
import shutil
import uuid
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic import command
from sqlalchemy import Dialect, Engine, NullPool, Table, create_engine, func, make_url, select, text

from idp.platform.database import Base, Database, UnitOfWork, connect, engine_options
from idp.schema import guards
from idp.schema.models import configuration, models

_POOL = 64
"""Enough connections for the races, which hold one each."""

_DIALECTS: Final[dict[str, Dialect]] = {}
_COMPILED: Final[dict[object, object]] = {}
"""Statements by their dialect object and their shape, so the dialects are shared too."""

SHARED: Final[set[str | None]] = set()
"""The names of databases that all tests of the process use, one after another."""


def _create(url: str) -> None:
    """Every table and every guard, made as `idp migrate` makes them."""
    models()
    command.upgrade(configuration(url), "head")


@contextlib.contextmanager
def empty_postgresql_database(server: str, *, like: str | None = None) -> Iterator[str]:
    """A new database without a table, or a copy of the one whose URL is given.

    Yields its URL, drops it in the end.
    """
    name = f"idp_{uuid.uuid4().hex}"
    template = "template1" if like is None else make_url(like).database
    administration = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with administration.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    try:
        yield url
    finally:
        with administration.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        administration.dispose()


@contextlib.contextmanager
def postgresql_database(server: str) -> Iterator[str]:
    """The same with every table."""
    with empty_postgresql_database(server) as url:
        _create(url)
        yield url


def sqlite_template(folder: Path) -> Path:
    """A file with every table and no row, to be copied for each test."""
    template = folder / "template.db"
    _create(f"sqlite:///{template}")
    return template


def sqlite_copy(template: Path, folder: Path) -> str:
    """An empty database file of this test; returns its URL."""
    copy = folder / "idp.db"
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"


def empty(url: str) -> None:
    """Delete every row: for tables this small it is faster than TRUNCATE.

    By one connection for all tests of the process: a new one first reads what it is to know of each
    table and index, which takes ten times as long as the rest.
    """
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    with _emptying(url).begin() as connection:
        connection.exec_driver_sql(
            "SET LOCAL session_replication_role = replica"
        )  # past the guards
        connection.exec_driver_sql("; ".join(f'DELETE FROM "{name}"' for name in tables))  # noqa: S608


@cache
def _emptying(url: str) -> Engine:
    return create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True)


@contextlib.contextmanager
def opened(url: str) -> Iterator[Database]:
    """The product's own door to the database, closed in the end.

    What one test has compiled, the next ones find: each has an engine of its own.
    """
    engine: Engine = create_engine(
        url,
        execution_options={"compiled_cache": _COMPILED},
        **engine_options(url, pool_size=_POOL),
    )
    engine.dialect = _DIALECTS.get(engine.dialect.name, engine.dialect)
    database = connect(engine, url, pool_size=_POOL)
    try:
        yield database
    finally:
        database.close()
        if engine.dialect.server_version_info is not None:  # known from the first connection on
            _DIALECTS.setdefault(engine.dialect.name, engine.dialect)


def unprotected(url: str) -> list[str]:
    """The tables of evidence that no guard protects any more."""
    with _emptying(url).connect() as connection:
        return guards.missing(connection)


def analysed(url: str) -> list[str]:
    """The tables with statistics, by which PostgreSQL chooses other plans from then on."""
    asked = "SELECT relname FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL ORDER BY 1"
    with _emptying(url).connect() as connection:
        return list(connection.exec_driver_sql(asked).scalars())


@contextlib.contextmanager
def past_the_guards(database: Database) -> Iterator[UnitOfWork]:
    """A unit of work of the database's owner, whom no trigger stops.

    On PostgreSQL the triggers stay: the tests that follow use the same database.
    """
    with database.transaction() as work:
        if database.engine.dialect.name == "postgresql":
            work.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for trigger in work.exec_driver_sql(named).scalars():
                work.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
        yield work


class _Undo(Exception):
    """Ends a unit of work so that nothing of it stays."""


@contextlib.contextmanager
def undone(database: Database) -> Iterator[None]:
    """What is written inside is read inside, and never was when it ends.

    Not inside another unit of work: what joins it ends with it.
    """
    with contextlib.suppress(_Undo), database.transaction():
        yield
        raise _Undo


def contents(database: Database, *, but: Collection[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those named, as the driver says it, in an order of its own."""
    tables = [each.name for each in Base.metadata.sorted_tables if each.name not in but]
    with database.transaction() as work:
        return {
            name: sorted(map(tuple, work.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)  # noqa: S608
            for name in tables
        }


def counts(database: Database, *tables: Table) -> tuple[int, ...]:
    """How many rows each of the tables has."""
    with database.transaction() as work:
        return tuple(
            work.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        )
