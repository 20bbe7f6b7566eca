"""A database that hangs, restarts or takes no writes: bounded waits, nothing half done."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import (
    Executable,
    NullPool,
    create_engine,
    delete,
    func,
    make_url,
    select,
    table,
    text,
)

from idp.platform.database import Database, Patience, Prepared, Unavailable, open_database
from idp.platform.database.availability import Gate, Waited
from idp.platform.settings import Settings
from idp.wiring import build
from tests.support import databases, live, postgresql
from tests.support.frozen_clock import FrozenClock
from tests.support.http import bearer
from tests.support.live import House
from tests.support.running import settings_of
from tests.support.serving import HOUSE, demo_settings, free_port
from tests.support.world import World

IMPATIENT = Patience(connect=2, statement=1, lock=0.5, pool=1, places=6)
REMEMBERED = 1.1
"""Seconds after which it is asked again whether the database takes a write: health.py."""


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server of these tests alone, which can be stopped and restarted."""

    url: str
    data: Path

    @property
    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def everybody(self) -> list[int]:
        """The processes of the server, by id."""
        found = subprocess.run(  # noqa: S603 - words of our own
            ["ps", "-o", "pid=", "--ppid", str(self.postmaster)],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
        return [self.postmaster, *(int(word) for word in found.stdout.split())]

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """It neither answers nor breaks anything off, as under a disk that hangs."""
        processes = self.everybody()
        try:
            for each in processes:
                _send(each, signal.SIGSTOP)
            yield
        finally:
            for each in reversed(processes):
                _send(each, signal.SIGCONT)

    def restart(self) -> None:
        postgresql.restart(self.data)

    def run(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _send(process: int, what: signal.Signals) -> None:
    """To a process of the server that may have ended by itself meanwhile."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, what)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with postgresql.cluster() as url:
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            data = connection.execute(text("SHOW data_directory")).scalar_one()
        engine.dispose()
        yield Cluster(url, Path(data))


@pytest.fixture(scope="module")
def url(cluster: Cluster) -> Iterator[str]:
    with databases.postgresql_database(cluster.url) as url:
        yield url


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = open_database(url, pool_size=4, patience=IMPATIENT)
    yield database
    database.close()


@pytest.fixture
def house(url: str, database: Database, keys: Path, tmp_path: Path) -> Iterator[House]:
    port = free_port()
    issuer = f"http://localhost:{port}"
    usual: Settings = settings_of(url, keys=keys, folder=tmp_path, issuer=issuer)
    settings = usual.model_copy(update={"client_cache_seconds": 5})
    services = build(settings, database=database, clock=FrozenClock())
    world = World(services, settings, services.clock)  # type: ignore[arg-type] # it is ours
    with live.open_house(world, port=port) as house:
        yield house
    services.passwords.hashing.close()


def took(begun: float) -> float:
    return time.monotonic() - begun


def wait_until_back(database: Database) -> None:
    """Until a server that was stopped answers again; fails when it never does."""
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(Unavailable), database.transaction() as work:
            work.exec_driver_sql("SELECT 1")
            return
        assert time.monotonic() < until, "the database does not come back"
        time.sleep(0.05)


def test_what_needs_no_database_answers_while_it_hangs(cluster: Cluster, house: House) -> None:
    visitor = house.visitor()
    with cluster.stopped():
        for path in ("/health/live", "/jwks", "/.well-known/openid-configuration"):
            begun = time.monotonic()
            assert visitor.get(path).status == 200
            assert took(begun) < 10
        assert house.world.services.database.last_absence() is None
        begun = time.monotonic()
        assert visitor.get("/health/ready").status == 503
        assert took(begun) < 30
    assert visitor.get("/health/live").status == 200


def test_people_and_parties_hear_of_it_in_time_and_in_their_form(
    cluster: Cluster, house: House
) -> None:
    person = house.world.person(totp=False)
    walk = house.walk()
    tokens = walk.tokens(person, scope="openid offline_access")
    session = dict(walk.visitor.cookies)
    with cluster.stopped():
        begun = time.monotonic()
        page = walk.visitor.get("/me")
        assert took(begun) < 30
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        assert "cannot reach its records" in page.text
        refused = walk.refresh(tokens["refresh_token"])
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert refused.json["error"] == "temporarily_unavailable"
        answer = walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"]))
        assert answer.status == 503
        phone = walk.visitor.post(
            "/app/keys",
            json.dumps({"handle": "h" * 43, "chain": ["AA=="], "label": "x"}).encode(),
            headers={"Content-Type": "application/json"},
        )
        assert phone.status == 503, phone.text
    wait_until_back(house.world.services.database)
    walk.visitor.cookies.update(session)
    assert walk.visitor.get("/me").status == 200
    assert walk.refresh(tokens["refresh_token"]).status == 200
    assert house.world.services.violations.cases() == []


def test_a_relying_party_hears_it_where_its_address_is_proven(
    cluster: Cluster, house: House
) -> None:
    walk = house.walk(house.world.party())
    asked = walk.request()
    assert walk.visitor.get("/authorize", asked).status == 303
    with cluster.stopped():
        answer = walk.visitor.get("/authorize", asked)
    assert answer.location.startswith(walk.party.redirect_uri), (answer.status, answer.text)
    assert answer.query["error"] == "temporarily_unavailable"
    assert answer.query["state"] == walk.state


WRITTEN: Final = table("policy_value")
WAITED: Final = func.pg_sleep(0).label("waited")


class Woken(NamedTuple):
    waited: object


ASKED: Final[Mapping[str, Callable[[Database], object]]] = {
    "prepared": lambda database: database.one(Prepared(select(WAITED), Woken)),
    "core": lambda database: database.one(select(WAITED)),
    "all of core": lambda database: database.all(select(WAITED)),
}
"""One read outside of any unit of work."""


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED.keys())
@pytest.mark.parametrize("in_work", [False, True], ids=["alone", "in a unit of work"])
def test_every_way_to_ask_waits_no_longer_and_says_the_same(
    cluster: Cluster, database: Database, ask: Callable[[Database], object], *, in_work: bool
) -> None:
    """Neither a server that hangs, nor what it does for too long, nor its restart."""

    def asked() -> object:
        with database.transaction() if in_work else contextlib.nullcontext():
            return ask(database)

    assert asked()
    begun = time.monotonic()
    with cluster.stopped(), pytest.raises(Unavailable):
        asked()
    assert took(begun) < 30
    assert database.last_absence() is not None
    wait_until_back(database)
    assert asked()
    cluster.restart()
    assert asked()


@pytest.mark.parametrize(
    "statement", [Prepared(delete(WRITTEN)), delete(WRITTEN)], ids=["prepared", "core"]
)
def test_every_way_to_write_waits_no_longer_for_a_lock(
    url: str, database: Database, statement: Prepared[Any] | Executable
) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as holder:
        holder.execute(text("LOCK TABLE policy_value IN ACCESS EXCLUSIVE MODE"))
        begun = time.monotonic()
        with pytest.raises(Unavailable), database.transaction():
            database.execute(statement)
        assert took(begun) < 20
    engine.dispose()
    with database.transaction():
        assert database.execute(statement) == 0


def test_threads_are_left_while_it_hangs(cluster: Cluster, database: Database) -> None:
    """Not more than the places wait, and soon one at a time."""

    def ask() -> float:
        begun = time.monotonic()
        with contextlib.suppress(Unavailable), database.transaction() as work:
            work.exec_driver_sql("SELECT 1")
        return took(begun)

    with cluster.stopped(), ThreadPoolExecutor(30) as threads:
        first = [each.result() for each in [threads.submit(ask) for _ in range(30)]]
        second = [each.result() for each in [threads.submit(ask) for _ in range(30)]]
    assert sum(seconds > 1.5 for seconds in first) <= IMPATIENT.places
    assert sum(seconds > 0.9 for seconds in second) <= 1
    wait_until_back(database)
    with database.transaction() as work:
        assert work.exec_driver_sql("SELECT 1").scalar() == 1


def test_a_restart_costs_no_answer(cluster: Cluster, house: House) -> None:
    person = house.world.person(totp=False)
    walk = house.walk()
    tokens = walk.tokens(person, scope="openid offline_access")

    def warm(_: int) -> int:
        return house.visitor().get("/userinfo", headers=bearer(tokens["access_token"])).status

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(warm, range(12))) == {200}
        cluster.restart()
        assert set(threads.map(warm, range(12))) == {200}
    assert walk.refresh(tokens["refresh_token"]).status == 200


def test_a_statement_and_a_lock_are_waited_for_so_long(url: str, database: Database) -> None:
    with database.transaction() as work:
        limits = [
            work.exec_driver_sql(f"SHOW {name}_timeout").scalar_one()
            for name in ("statement", "lock")
        ]
    assert limits == ["1s", "500ms"]
    begun = time.monotonic()
    with pytest.raises(Unavailable), database.transaction() as work:
        work.exec_driver_sql("SELECT pg_sleep(30)")
    assert took(begun) < 20
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as holder:
        holder.execute(text("LOCK TABLE proof IN ACCESS EXCLUSIVE MODE"))
        begun = time.monotonic()
        with pytest.raises(Unavailable), database.transaction() as work:
            work.exec_driver_sql("DELETE FROM proof")
        assert took(begun) < 20
    engine.dispose()


def test_nothing_of_a_unit_that_broke_off_is_left(cluster: Cluster, database: Database) -> None:
    def begin_and_hang() -> None:
        with database.transaction() as work:
            work.exec_driver_sql("CREATE TABLE half_done (id int)")
            with cluster.stopped():
                work.exec_driver_sql("SELECT 1")

    with pytest.raises(Unavailable):
        begin_and_hang()
    wait_until_back(database)
    with database.transaction() as work:
        assert work.exec_driver_sql("SELECT to_regclass('half_done')").scalar() is None


def test_a_read_only_database_is_not_ready_and_says_so(cluster: Cluster, house: House) -> None:
    walk = house.walk()
    walk.ask()
    name = make_url(str(house.world.services.database.engine.url)).database
    cluster.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    try:
        house.world.services.database.close()
        time.sleep(REMEMBERED)
        assert house.visitor().get("/health/ready").status == 503
        answer = house.walk(walk.party).ask()
        assert answer.query.get("error") == "temporarily_unavailable" or answer.status == 503
        assert walk.token({"grant_type": "client_credentials"}).status in {200, 503}
    finally:
        cluster.run(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    house.world.services.database.close()
    time.sleep(REMEMBERED)
    assert house.visitor().get("/health/ready").status == 200


def test_a_sqlite_file_that_cannot_be_written_is_not_ready(
    tmp_path: Path, sqlite_file: Path
) -> None:
    url = databases.sqlite_copy(sqlite_file, tmp_path)
    database = open_database(url, pool_size=2)
    database.require_writable()
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as holder:
        holder.exec_driver_sql("BEGIN IMMEDIATE")
        time.sleep(REMEMBERED)
        with pytest.raises(Unavailable):
            database.require_writable()
        holder.exec_driver_sql("ROLLBACK")
    engine.dispose()
    time.sleep(REMEMBERED)
    database.require_writable()
    database.close()


def test_a_gate_opens_again_after_the_one_that_asks_was_answered() -> None:
    gate, entered, go = Gate(1), threading.Event(), threading.Event()

    def hold() -> None:
        with contextlib.suppress(Waited), gate.pass_through():
            entered.set()
            go.wait(120)
            raise Waited

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait(60)
    begun = time.monotonic()
    with pytest.raises(Unavailable), gate.pass_through():
        pass
    assert took(begun) < 20
    go.set()
    thread.join()
    with gate.pass_through():
        pass
    with gate.pass_through(), gate.pass_through():
        pass


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/revoke"])
def test_pages_of_other_origins_learn_when_to_come_back(
    cluster: Cluster, house: House, path: str
) -> None:
    page = {"Origin": "https://app.example", "Authorization": "Bearer e30.e30.e30"}
    asks = {"Origin": page["Origin"], "Access-Control-Request-Method": "POST"}
    with cluster.stopped():
        preflight = house.visitor().send("OPTIONS", path, headers=asks)
        answer = house.visitor().post(path, {"token": "x"}, headers=page)
    assert (preflight.status, answer.status) == (204, 503)
    for each in (preflight, answer):
        assert each.headers["Access-Control-Allow-Origin"] == page["Origin"]
    assert "Access-Control-Max-Age" not in preflight.headers
    assert answer.headers["Retry-After"]
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


_ONE_OF_EACH_THREAD = (
    "deliver letters",
    "deliver text messages",
    "deliver words to relying parties",
    "write about guessing",
)


def test_a_worker_waits_for_a_dead_connection_as_long_as_its_settings_say(
    cluster: Cluster, url: str, tmp_path: Path, sqlite_file: Path
) -> None:
    """Not as long as a command; other threads fail at once meanwhile."""
    environment = {
        "PYTHONPATH": str(HOUSE),
        **demo_settings(tmp_path, sqlite_file, port=free_port()),
        "IDP_DATABASE_URL": url,
        "IDP_DATABASE_STATEMENT_SECONDS": "1",
    }
    log = tmp_path / "log"
    with (
        log.open("wb") as said,
        subprocess.Popen(
            [sys.executable, "-m", "idp", "worker"], env=environment, cwd=HOUSE, stderr=said
        ) as worker,
    ):
        try:
            _wait_for(log, "worker ready")
            with cluster.stopped():
                for each in _ONE_OF_EACH_THREAD:
                    _wait_for(log, each)
        finally:
            worker.kill()


def _wait_for(log: Path, word: str) -> None:
    until = time.monotonic() + 60
    while word not in log.read_text("utf-8"):
        assert time.monotonic() < until, log.read_text("utf-8")
        time.sleep(0.1)
