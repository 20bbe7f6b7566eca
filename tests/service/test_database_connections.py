"""Connections stay at hand between two uses, and never longer than they are good."""

import functools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from idp.platform.database import Database, Patience, connections, open_database
from idp.platform.database.availability import Unavailable
from tests.support import databases

LIVING = text("SELECT pid FROM pg_stat_activity WHERE pid = ANY(:pids)")
SIZE = 2
"""Connections that a small pool keeps; it opens as many again while all are in use."""


@pytest.fixture(autouse=True)
def _connections_that_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production: one that is closed is gone."""
    monkeypatch.setattr(databases, "SHARED", set())


@pytest.fixture
def small(database_url: str) -> Iterator[Database]:
    """A database whose pool holds few connections, and is not waited for long."""
    database = open_database(database_url, pool_size=SIZE, patience=Patience(pool=1))
    yield database
    database.close()


@pytest.fixture
def patient(database_url: str) -> Iterator[Database]:
    """The same, and waited for as long as a busy machine takes."""
    database = open_database(database_url, pool_size=SIZE, patience=Patience(pool=60))
    yield database
    database.close()


def backend(database: Database) -> int:
    """The process of the server that answers the next read."""
    row = database.one(text("SELECT pg_backend_pid() AS pid"))
    assert row is not None
    return int(row.pid)


def living(database: Database, pids: set[int]) -> set[int]:
    """Those of the server's processes that are still there."""
    return {row.pid for row in database.all(LIVING, pids=list(pids))}


def few_of(database: Database, pids: set[int]) -> bool:
    """Whether no more of them are left than a pool keeps."""
    return len(living(database, pids)) <= SIZE


def until(is_so: Callable[[], bool]) -> None:
    """Wait: the server ends a process after the client has closed its socket."""
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@on_postgresql
def test_reads_of_one_thread_share_a_connection(small: Database) -> None:
    assert len({backend(small) for _ in range(5)}) == 1


@on_postgresql
def test_a_unit_of_work_that_failed_leaves_its_connection_to_the_next(small: Database) -> None:
    def fail() -> None:
        with small.transaction() as work:
            work.exec_driver_sql("CREATE TABLE left_over (key integer)")
            raise LookupError

    for _ in range(2 * SIZE + 2):
        with pytest.raises(LookupError):
            fail()
    with small.transaction() as work:
        found = work.execute(text("SELECT to_regclass('left_over')")).scalar_one()
    assert found is None


@on_postgresql
def test_more_threads_than_connections_take_turns(patient: Database) -> None:
    """A thread waiting at the pool gets the connection another one kept on the stack."""
    together = threading.Barrier(4 * SIZE)

    def read(_: int) -> int:
        together.wait(timeout=60)
        for _ in range(50):
            backend(patient)
        return backend(patient)

    with ThreadPoolExecutor(4 * SIZE) as pool:
        assert len(set(pool.map(read, range(4 * SIZE)))) <= 2 * SIZE


@on_postgresql
def test_a_connection_the_server_closed_is_not_used(small: Database, database: Database) -> None:
    before = backend(small)
    with database.transaction() as work:
        work.exec_driver_sql(f"SELECT pg_terminate_backend({before}, 10000)")
    assert backend(small) != before


@on_postgresql
def test_a_storm_leaves_no_more_connections_than_the_pool_keeps(
    small: Database, database: Database
) -> None:
    """As many of those that read as of those that write."""
    together = threading.Barrier(2 * SIZE)

    def write_together(_: int) -> int:
        with small.transaction() as work:
            pid = work.execute(text("SELECT pg_backend_pid()")).scalar_one()
            together.wait(timeout=60)
        return int(pid)

    def read_together(_: int) -> int:
        lent = small._readers.take()  # noqa: SLF001
        pid = int(lent.raw.info.backend_pid)
        together.wait(timeout=60)
        small._readers.give_back(lent)  # noqa: SLF001
        return pid

    with ThreadPoolExecutor(2 * SIZE) as pool:
        for storm in (write_together, read_together):
            pids = set(pool.map(storm, range(2 * SIZE)))
            assert len(pids) == 2 * SIZE
            until(functools.partial(few_of, database, pids))


@on_postgresql
def test_a_connection_on_which_a_statement_runs_is_given_to_no_other(small: Database) -> None:
    readers = small._readers  # noqa: SLF001
    lent = readers.take()
    lent.raw.pgconn.send_query(b"SELECT pg_sleep(60)")
    readers.give_back(lent)
    assert not readers._idle  # noqa: SLF001
    assert backend(small)


def test_a_unit_of_work_that_has_ended_takes_no_statement(small: Database) -> None:
    with small.transaction() as work:
        work.execute(text("SELECT 1"))
    with pytest.raises(RuntimeError, match="has ended"):
        work.execute(text("SELECT 1"))


@on_postgresql
def test_an_old_connection_goes_back_to_the_pool(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend(small)
    monkeypatch.setattr(connections, "_KEPT_SECONDS", 0.0)
    assert backend(small)
    readers = small._readers  # noqa: SLF001
    assert len(readers._idle) == 1  # noqa: SLF001


@on_postgresql
def test_a_closed_database_keeps_no_connection(small: Database, database: Database) -> None:
    pid = backend(small)
    small.close()
    until(lambda: not living(database, {pid}))


@on_postgresql
def test_a_full_pool_is_an_absence(small: Database) -> None:
    held = [small._writers.take() for _ in range(2 * SIZE)]  # noqa: SLF001
    with pytest.raises(Unavailable), small.transaction() as work:
        work.exec_driver_sql("SELECT 1")
    for each in held:
        small._writers.give_back(each)  # noqa: SLF001
    with small.transaction() as work:
        assert work.exec_driver_sql("SELECT 1").scalar_one() == 1
