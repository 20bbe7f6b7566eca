"""A database that stops answering for a while, and then continues."""

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from idp.platform.database import Database
from idp.platform.database.connections import Lent


@contextlib.contextmanager
def stopped(database: Database) -> Iterator[None]:
    """While this is open no write is answered.

    All processes of the test run's PostgreSQL are stopped (SIGSTOP), as on a machine that hangs. A
    named server, and SQLite, are blocked by an open write transaction.
    """
    if database.engine.dialect.name == "sqlite":
        with database.engine.begin():
            yield
    elif os.environ.get("MINH_DANH_TEST_POSTGRESQL"):
        with database.engine.begin() as connection:
            connection.exec_driver_sql("LOCK TABLE token_family IN ACCESS EXCLUSIVE MODE")
            yield
    else:
        with _processes_stopped(database):
            yield


@contextlib.contextmanager
def _processes_stopped(database: Database) -> Iterator[None]:
    with database.transaction() as connection:
        data = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    with (Path(data) / "postmaster.pid").open(encoding="ascii") as file:
        first = int(file.readline())
    processes = [first, *_children(first)]
    _send(processes, signal.SIGSTOP)
    try:
        yield
    finally:
        _send(processes, signal.SIGCONT)


def _children(parent: int) -> list[int]:
    listed = f"/proc/{parent}/task/{parent}/children"
    return [int(each) for each in Path(listed).read_text("ascii").split()]


def _send(processes: list[int], number: int) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


@contextlib.contextmanager
def _at_first_commit(database: Database, happens: Callable[[Lent], None]) -> Iterator[None]:
    """This happens before the first commit of a unit of work on the database."""
    commit, waiting = Lent.commit, [happens]

    def commits(lent: Lent) -> None:
        if waiting and lent.pooled._pool is database.engine.pool:  # noqa: SLF001
            waiting.pop()(lent)
        commit(lent)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Lent, "commit", commits)
        yield


@contextlib.contextmanager
def committing_takes(database: Database, advance: Callable[[], None]) -> Iterator[None]:
    """The first commit is preceded by `advance()`: time that passes between writes and end."""
    with _at_first_commit(database, lambda _: advance()):
        yield


@contextlib.contextmanager
def committed_and_broken(database: Database) -> Iterator[None]:
    """The first commit is made, and its confirmation does not arrive."""

    def break_after(lent: Lent) -> None:
        lent.driver.commit()
        raise _broken()

    with _at_first_commit(database, break_after):
        yield


@contextlib.contextmanager
def never_committed(database: Database) -> Iterator[None]:
    """The first commit is not made, as the connection breaks before it."""

    def break_before(_: Lent) -> None:
        raise _broken()

    with _at_first_commit(database, break_before):
        yield


def _broken() -> OperationalError:
    return OperationalError("COMMIT", None, ConnectionError("the connection broke"))
