"""`idp migrate` as a process that is killed, interrupted, kept waiting, or not alone."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import NullPool, create_engine, inspect, make_url
from sqlalchemy.exc import OperationalError

from idp.cli import main
from idp.cli.failures import sentence
from idp.schema.models import configuration
from idp.schema.upgrading import WAITING, UpgradeUnderWay, migration_lock
from tests.support import databases, released
from tests.support.released import FIRST, Told
from tests.support.serving import HOUSE, free_port

STOPPING = """
import os, signal, sys
from sqlalchemy import Engine, event
from idp.cli import run

at, left = os.environ["STOP_AT"], [int(os.environ["STOP_NTH"])]

@event.listens_for(Engine, "before_cursor_execute")
def stop(connection, cursor, statement, *_):
    if not " ".join(statement.split()).startswith(at):
        return
    left[0] -= 1
    if left[0] == 0 and os.environ["STOP_HOW"] == "wait":
        print("stopped", flush=True)
        sys.stdin.readline()
    elif left[0] == 0:
        os.kill(os.getpid(), getattr(signal, os.environ["STOP_HOW"]))

run()
"""
"""The command `idp` with a stop before the n-th statement that begins with some words."""


def environment(url: str) -> dict[str, str]:
    told = Told(make_url(url).get_backend_name())
    return {
        **os.environ,  # noqa: TID251 - a process is started as the shell would
        "IDP_PROFILE": "demo",
        "IDP_ISSUER": told.all["issuer"],
        "IDP_KEYRING": str(FIRST.folder / "keyring.json"),
        "IDP_SECRET": told.all["secret"],
        "IDP_DATABASE_URL": url,
    }


def started(
    *words: str, given: Mapping[str, str], at: str = "no statement", nth: int = 1, how: str = ""
) -> "subprocess.Popen[str]":
    """`idp` with these words, and a stop where one is asked for."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", STOPPING, *words],
        cwd=HOUSE,
        env={**given, "STOP_AT": at, "STOP_NTH": str(nth), "STOP_HOW": how},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stopped(url: str, *, at: str = "no statement", nth: int = 1, how: str = "") -> tuple[int, str]:
    """The exit status of an `idp migrate` in a process of its own, and what it said."""
    with started("migrate", given=environment(url), at=at, nth=nth, how=how) as process:
        out, said = process.communicate(timeout=300)
    return process.returncode, out + said


def migrated(url: str) -> tuple[int, str]:
    """The same where nothing stops it: in this process, which has imported everything."""
    told = CliRunner().invoke(main, ["migrate"], env=environment(url), catch_exceptions=False)
    return told.exit_code, told.output


def found(url: str) -> tuple[Any, dict[str, int]]:
    """The schema and the number of rows of each table."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(make_url(url).database or "")) as file:
            schema: Any = sorted(
                map(str, file.execute("SELECT type, name, sql FROM sqlite_master"))
            )
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
            names = [
                name
                for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return schema, {name: _rows(file, name) for name in names}
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    engine = create_engine(url, poolclass=NullPool)
    looked = inspect(engine)
    columns = {key[1]: each for key, each in looked.get_multi_columns().items()}
    indexes = {key[1]: each for key, each in looked.get_multi_indexes().items()}
    engine.dispose()
    schema = {
        name: (
            sorted((each["name"], str(each["type"]), each["nullable"]) for each in columns[name]),
            sorted(str(each["name"]) for each in indexes[name]),
        )
        for name in columns
    }
    with psycopg.connect(plain) as connection:
        return schema, {name: _rows(connection, name) for name in columns}


def _rows(connection: Any, table: str) -> int:  # noqa: ANN401 - of either driver
    (number,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
    return int(number)


def restored(folder: Path) -> str:
    url = f"sqlite:///{folder / 'idp.db'}"
    released.restore(url)
    return url


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, dict[str, int]]:
    """The SQLite database of the release after one `idp migrate`."""
    url = restored(tmp_path_factory.mktemp("undisturbed"))
    assert migrated(url)[0] == 0
    return found(url)


@pytest.fixture
def release(tmp_path: Path) -> str:
    """The SQLite database of the release."""
    return restored(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def released_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The database of the release, once on each engine."""
    if request.param == "sqlite":
        yield restored(tmp_path)
        return
    server = request.getfixturevalue("postgresql_server")
    with databases.empty_postgresql_database(server) as url:
        released.restore(url)
        yield url


# killed


@pytest.mark.parametrize(
    ("at", "nth"),
    [
        ("UPDATE alembic_version", 3),
        ("INSERT INTO history_sealing", 1),
        ("UPDATE credential", 2),
        ("CREATE INDEX history_finding", 1),
        ("CREATE TRIGGER", 3),
    ],
)
def test_a_killed_migration_is_repeated_to_the_same_schema(
    release: str, undisturbed: tuple[Any, dict[str, int]], at: str, nth: int
) -> None:
    assert stopped(release, at=at, nth=nth, how="SIGKILL") == (-9, "")
    _is_repeated(release, undisturbed)


def _is_repeated(url: str, undisturbed: tuple[Any, dict[str, int]]) -> None:
    status, said = migrated(url)
    assert (status, "the database has the newest schema" in said) == (0, True), said
    assert found(url) == undisturbed


@pytest.mark.parametrize(
    "at", ["INSERT INTO _alembic_tmp", "DROP TABLE", "ALTER TABLE _alembic_tmp"]
)
def test_a_step_that_was_killed_has_done_nothing_and_is_repeated(
    release: str, undisturbed: tuple[Any, dict[str, int]], at: str
) -> None:
    assert stopped(release, at=at, how="SIGKILL") == (-9, "")
    (version,) = _versions(release)
    schema = found(release)[0]
    command.upgrade(configuration(fresh := _beside(release)), version)
    assert schema == [each for each in found(fresh)[0] if "kept_" not in each]
    _is_repeated(release, undisturbed)


def _beside(url: str) -> str:
    """The database of the release once more, in the same folder."""
    other = f"sqlite:///{Path(make_url(url).database or '').with_name('other.db')}"
    released.restore(other)
    return other


def _versions(url: str) -> list[str]:
    with contextlib.closing(sqlite3.connect(make_url(url).database or "")) as file:
        return [each for (each,) in file.execute("SELECT version_num FROM alembic_version")]


def test_the_kept_state_of_a_demonstration_is_upgraded_after_a_kill(
    tmp_path: Path, undisturbed: tuple[Any, dict[str, int]]
) -> None:
    """What the second start writes first after the upgrade is the key file."""
    state, ports = tmp_path / "state", (str(free_port()), str(free_port()))
    words = ("demo", "--state", str(state), "--port", ports[0], "--portal-port", ports[1])
    shell = dict(os.environ)  # noqa: TID251 - a process is started as the shell would
    given = {name: each for name, each in shell.items() if not name.startswith("IDP_")}
    with started(*words, given=given, at="CREATE TABLE", how="SIGKILL") as process:
        process.communicate(timeout=300)
    for each in state.glob("idp.db*"):
        each.unlink()
    url = f"sqlite:///{state / 'idp.db'}"
    released.restore(url)
    with started(*words, given=given, at="INSERT INTO _alembic_tmp", how="SIGKILL") as process:
        process.communicate(timeout=300)
    assert process.returncode == -9
    with started(*words, given=given) as process:
        until = time.monotonic() + 300
        while not (state / "keyring.json").exists():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until, "the upgrade did not end"
            time.sleep(0.02)
        process.kill()
        process.communicate(timeout=300)
    assert found(url)[0] == undisturbed[0]


# interrupted, or kept waiting


@pytest.mark.parametrize("at", ["INSERT INTO _alembic_tmp", "CREATE INDEX history_finding"])
def test_ctrl_c_ends_with_a_sentence(
    release: str, undisturbed: tuple[Any, dict[str, int]], at: str
) -> None:
    assert stopped(release, at=at, how="SIGINT") == (
        1,
        "Error: stopped in the upgrade of the database; run it again, it goes on from there\n",
    )
    assert migrated(release)[0] == 0
    assert found(release) == undisturbed


def test_a_file_that_another_program_keeps_locked(
    release: str, undisturbed: tuple[Any, dict[str, int]]
) -> None:
    with contextlib.closing(sqlite3.connect(make_url(release).database or "")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert stopped(release) == (
            1,
            "Error: database_url: another process writes to the database and does not finish\n",
        )
        other.rollback()
    assert migrated(release)[0] == 0
    assert found(release) == undisturbed


# two at once


def test_of_two_at_once_one_waits_and_finds_nothing_to_do(released_url: str) -> None:
    given = environment(released_url)
    with started("migrate", given=given, at="ALTER TABLE", nth=3, how="wait") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "stopped\n"
        with started("migrate", given=given, at="ALTER TABLE", how="SIGKILL") as second:
            assert second.stderr is not None
            assert second.stderr.readline() == f"{WAITING}\n"
            out, said = first.communicate("go on\n", timeout=300)
            assert first.returncode == 0, out + said
            out, said = second.communicate(timeout=300)
            assert second.returncode == 0, out + said
    after = found(released_url)
    assert migrated(released_url)[0] == 0
    assert found(released_url) == after


def test_two_begun_at_the_same_moment_end_alike(released_url: str) -> None:
    """Neither of them stops anywhere."""
    given = environment(released_url)
    both = [started("migrate", given=given) for _ in range(2)]
    said = [each.communicate(timeout=300) for each in both]
    assert [each.returncode for each in both] == [0, 0], said


def test_an_upgrade_that_does_not_finish_is_told(released_url: str) -> None:
    said: list[str] = []
    with migration_lock(released_url, say=said.append):
        assert said == []
        with (
            pytest.raises(UpgradeUnderWay) as raised,
            migration_lock(released_url, say=said.append, seconds=0),
        ):
            pass
    assert said == [WAITING]
    assert "another upgrade of this database does not finish" in (sentence(raised.value) or "")
    with migration_lock(released_url, say=said.append, seconds=0):
        assert said == [WAITING]


# what earlier releases left behind


def test_a_copy_of_a_table_that_is_there_is_dropped(
    release: str, undisturbed: tuple[Any, dict[str, int]]
) -> None:
    _run(release, "CREATE TABLE _alembic_tmp_consent (id TEXT PRIMARY KEY)")
    assert migrated(release)[0] == 0
    assert found(release) == undisturbed


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE consent RENAME TO _alembic_tmp_consent",
        "CREATE TABLE history_sealing (opened_at BIGINT)",
        "ALTER TABLE account ADD COLUMN security_stamp INTEGER",
        "DROP TABLE consent",
    ],
)
def test_tables_of_no_version_are_not_answered_with_the_same_command(
    release: str, statement: str
) -> None:
    _run(release, statement)
    for _ in range(2):
        status, said = migrated(release)
        assert status == 1
        assert re.match("Error: database_url: the tables are not those of the schema version", said)
        assert "restore the backup" in said


def _run(url: str, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(make_url(url).database or "")) as file:
        file.execute(statement)
        file.commit()


def test_only_a_schema_that_lacks_something_is_answered_with_migrate(sqlite_file: Path) -> None:
    engine = create_engine(f"sqlite:///{sqlite_file}", poolclass=NullPool)

    def told(statement: str) -> str | None:
        with engine.connect() as connection, pytest.raises(OperationalError) as raised:
            connection.exec_driver_sql(statement)
        return sentence(raised.value)

    for lacking in ("SELECT 1 FROM nowhere", "SELECT colour FROM history"):
        assert "run `idp migrate`" in (told(lacking) or "")
    for ours in ("CREATE TABLE history (id TEXT)", "SELEKT 1"):
        assert told(ours) is None
