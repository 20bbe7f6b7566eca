"""Fixtures every tier shares, and the rules of the run: folder = marker, no skip in CI."""

import gc
import os
from collections.abc import Generator, Iterator, MutableMapping
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import make_url

from idp.platform import logs
from idp.platform.database import Database
from tests.support import databases, postgresql
from tests.support.frozen_clock import FrozenClock
from tests.support.health_checks import BY_CHANCE

TESTS = Path(__file__).parent
COSTLY = ("demonstration", "wheel")
"""Fixtures of a session that take many seconds: programs in processes of their own, or a build."""
_LONGEST_NAME = 200

settings.register_profile("any machine", deadline=None, suppress_health_check=BY_CHANCE)
settings.load_profile("any machine")
"""No deadline for a property or its examples: their time depends on how busy the machine is."""

logs.configure()
"""As the product logs: the default of structlog draws every local of every frame of a failure,
which takes the server of a test longer than a visitor waits."""

gc.disable()
"""Until every test is found: nothing that is made while looking for them is garbage."""

pytest_plugins = [
    "tests.support.compiled_once",
    "tests.support.lasting_connections",
    "tests.support.running",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with the name of its folder, so that `-m pure` selects a tier.

    And with what it shares with others, so that one process of several makes that, and not each.
    """
    for item in items:
        tier = item.path.relative_to(TESTS).parts[0]
        item.add_marker(getattr(pytest.mark, tier))
        shared = _shared_by(item)
        if shared:
            item.add_marker(pytest.mark.xdist_group(shared))


def pytest_collection_finish() -> None:
    """Garbage is looked for among what tests make, and not among the modules that all of them use.

    Looking through those took every sixth second of a run; see `idp/cli/running.py` for a server.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 3)
    gc.enable()


def _shared_by(item: pytest.Item) -> str:
    """The costly fixture that a test uses, or its file where that has fixtures of a module."""
    names: list[str] = getattr(item, "fixturenames", [])
    costly = next((name for name in names if name in COSTLY), None)
    found = getattr(item, "_fixtureinfo", None)
    fixtures = {} if found is None else found.name2fixturedefs
    of_module = any(each[-1].scope == "module" for each in fixtures.values())
    return costly or (str(item.path.relative_to(TESTS)) if of_module else "")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A name that can be read, of a value that is long: each process tells it of each test."""
    if not isinstance(val, str | bytes) or len(val) <= _LONGEST_NAME:
        return None
    whole = val if isinstance(val, bytes) else val.encode("utf-8", "surrogatepass")
    return f"{argname} of {len(val)}, {crc32(whole):08x}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure in CI: a test that did not run proves nothing."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def log_lines() -> Iterator[list[MutableMapping[str, Any]]]:
    """The log lines of the test, one mapping of fields each, whatever other tests configured."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of this run's PostgreSQL server."""
    with postgresql.server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database with every table, to be copied: never connect to it."""
    with databases.postgresql_database(postgresql_server) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """The URL of this run's PostgreSQL database, with every table."""
    with databases.empty_postgresql_database(postgresql_server, like=postgresql_template) as url:
        databases.SHARED.add(make_url(url).database)
        yield url
        assert databases.unprotected(url) == [], "a test took guards away from those after it"
        assert databases.analysed(url) == [], "a test left statistics, which change others' plans"


@pytest.fixture
def unused_postgresql_url(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of this test alone, with every table."""
    with databases.empty_postgresql_database(postgresql_server, like=postgresql_template) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of this test, once on each engine.

    `unused_postgresql`: one that no other test has used, where a plan is asked for by its index:
    what others deleted leaves indexes of different sizes behind, by which PostgreSQL chooses.
    """
    if request.param == "unused_postgresql":
        yield request.getfixturevalue("unused_postgresql_url")
        return
    if request.param == "sqlite":
        yield databases.sqlite_copy(request.getfixturevalue("sqlite_file"), tmp_path)
        return
    url: str = request.getfixturevalue("postgresql_url")
    yield url
    databases.empty(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with databases.opened(database_url) as database:
        yield database
