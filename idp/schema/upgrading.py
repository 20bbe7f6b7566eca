"""The upgrade of a database to the newest schema: who may do it, and what stops it.

The migration lock admits one upgrade of a database at a time; a second one waits and finds nothing
left to do. It ends with its process. On PostgreSQL it is an advisory lock of a transaction that
does nothing else, so it also works behind a pooler, and holds back no `CREATE INDEX CONCURRENTLY`
as a statement that waits would. On SQLite it is a lock (`flock`) on the folder of the file.
"""

import contextlib
import fcntl
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import psycopg
from alembic import command
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, func, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchTableError, SQLAlchemyError

from idp.kernel.rule_sets import RuleSetName
from idp.schema.models import configuration

Say = Callable[[str], object]

WAITING: Final = "another upgrade of this database is at work; waiting for it"
_LONGEST_SECONDS: Final = 600
_AGAIN_SECONDS: Final = 0.1
_LOCK: Final = select(func.pg_try_advisory_xact_lock(func.hashtext("idp migrate")))
_READING: Final = ("SELECT", "PRAGMA", "BEGIN")
_COPY: Final = "_alembic_tmp_"
_OTHER_TABLES: Final = re.compile(
    "already exists|duplicate column name|no such (table|column|index)"
)
_OTHER_TABLES_STATES: Final = frozenset({"42P01", "42P07", "42701", "42703", "42704", "42710"})
"""Tables, columns and objects of PostgreSQL that are undefined, or there already."""


class UpgradeUnderWay(Exception):
    """Another upgrade holds the migration lock and does not finish."""


class Interrupted(Exception):
    """Somebody stopped the upgrade; repeated, it goes on from there."""


class OtherTables(Exception):
    """The tables are not those of the version that the database names, so no migration fits."""


@contextlib.contextmanager
def migration_lock(url: str, *, say: Say, seconds: float = _LONGEST_SECONDS) -> Iterator[None]:
    """Hold the migration lock; says so when it has to wait, at most `seconds`.

    Raises UpgradeUnderWay after that time, SQLAlchemyError, and OSError when the folder cannot be
    opened.
    """
    address = make_url(url)
    lock = _postgresql_lock if address.get_backend_name() == "postgresql" else _sqlite_lock
    with lock(address) as taken:
        until, told = time.monotonic() + seconds, False
        while not taken():
            if not told:
                say(WAITING)
                told = True
            if time.monotonic() >= until:
                raise UpgradeUnderWay
            time.sleep(_AGAIN_SECONDS)
        yield


@contextlib.contextmanager
def _postgresql_lock(address: URL) -> Iterator[Callable[[], bool]]:
    engine = create_engine(address, poolclass=NullPool, isolation_level="READ COMMITTED")
    with engine.connect() as connection:

        def taken() -> bool:
            if connection.execute(_LOCK).scalar_one():
                connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
                return True
            connection.rollback()
            return False

        yield taken


@contextlib.contextmanager
def _sqlite_lock(address: URL) -> Iterator[Callable[[], bool]]:
    """Where there is no folder there is no database: SQLite says so by itself."""
    folder = _folder(address)
    if folder is None or not folder.is_dir():
        yield lambda: True
        return
    opened = os.open(folder, os.O_RDONLY)

    def taken() -> bool:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    try:
        yield taken
    finally:
        os.close(opened)


def _folder(address: URL) -> Path | None:
    """The folder of a SQLite file, None for a database in memory."""
    name = (address.database or "").removeprefix("file:")
    return None if name in {"", ":memory:"} else Path(name).resolve().parent


def upgrade(url: str, *, secret: str | None, rule_set: RuleSetName) -> None:
    """Run every migration that the database lacks, under the migration lock of the caller.

    Raises Interrupted, OtherTables, CommandError and SQLAlchemyError.
    """
    try:
        command.upgrade(configuration(url, secret=secret, rule_set=rule_set), "head")
    except (KeyboardInterrupt, SQLAlchemyError) as error:
        causes = list(_causes(error))
        if any(isinstance(each, KeyboardInterrupt) for each in causes):
            raise Interrupted from error
        if any(_is_of_other_tables(each) for each in causes):
            raise OtherTables from error
        raise


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_of_other_tables(error: BaseException) -> bool:
    if isinstance(error, psycopg.Error):
        return error.sqlstate in _OTHER_TABLES_STATES
    if isinstance(error, NoSuchTableError):
        return True
    return isinstance(error, sqlite3.Error) and _OTHER_TABLES.search(str(error)) is not None


def migration_engine(url: str) -> Engine:
    """The engine of migrations, without a pool. On SQLite DDL belongs to the transaction too.

    Python's driver begins no transaction before DDL. Here the first statement of a transaction
    that does not only read begins one as the only writer (`BEGIN IMMEDIATE`). Foreign keys are not
    enforced meanwhile: Alembic replaces a table by a changed copy of it.
    """
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "before_cursor_execute", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - sqlite3's
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction


def _begin(connection: Connection, _: object, statement: str, *__: object) -> None:
    raw: Any = connection.connection.driver_connection
    if not raw.in_transaction and not statement.lstrip().upper().startswith(_READING):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def drop_copies(connection: Connection) -> None:
    """Drop the copies of tables that releases without transactions on SQLite left behind.

    Alembic fills a copy, drops the table and gives the copy its name. As long as the table is
    there, the copy is of no use. Where it is not, the copy is all there is, without its indexes and
    constraints: raises OtherTables.
    """
    names = set(
        connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    )
    copies = sorted(name for name in names if name.startswith(_COPY))
    if any(name.removeprefix(_COPY) not in names for name in copies):
        raise OtherTables
    for name in copies:
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
