"""A process of the release before goes on while the schema is already today's."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from idp.history.domain import CHECKED_WHERE_SEALED, EntryBent, Sealed
from idp.kernel.ids import new_id
from idp.schema import sealing
from idp.services import Services
from idp.wiring import build
from tests.support import databases, released
from tests.support.frozen_clock import START, FrozenClock
from tests.support.released import Told


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The database of the release, not upgraded yet."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('rolling')}/idp.db"
        released.restore(url)
        yield url
        return
    server = request.getfixturevalue("postgresql_server")
    with databases.empty_postgresql_database(server) as url:
        released.restore(url)
        yield url


def columns_of_the_release(url: str) -> dict[str, list[str]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        found = inspect(connection)
        tables = [each for each in found.get_table_names() if each != "alembic_version"]
        columns = {each: [one["name"] for one in found.get_columns(each)] for each in tables}
    engine.dispose()
    return columns


def refusal(connection: Connection, table: str, columns: list[str]) -> str:
    """Why a row with these columns alone is not written; empty when it is."""
    names = ", ".join(f'"{each}"' for each in columns)
    made = {
        column["name"]: value(column["name"], str(column["type"]))
        for column in inspect(connection).get_columns(table)
    }
    row = ", ".join(made[each] for each in columns)
    point = connection.begin_nested()
    try:
        connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({row})'))  # noqa: S608
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said
        return f"{table}: {error}"
    finally:
        point.rollback()
    return ""


def value(name: str, kind: str) -> str:
    """Some value of a column's type, as SQL."""
    kind = kind.upper()
    if kind.startswith("TIMESTAMP"):
        return "now()"
    if kind.startswith("DATE"):
        return "'2000-01-01'"
    if re.match(r"BIGINT|INTEGER|SMALLINT", kind):
        return "987654321" if not kind.startswith("SMALL") else "7"
    return {
        "BOOLEAN": "true",
        "JSON": "'{}'",
        "JSONB": "'{}'",
        "UUID": "'ffffffff-ffff-7fff-bfff-fffffffffff0'",
        "CHAR(32)": "'ffffffffffff7fffbffffffffffffff0'",
        "BYTEA": "'\\xabcdef'",
        "BLOB": "x'abcdef'",
    }.get(kind, f"'{name} of the release'")


def test_what_the_release_writes_is_taken_by_every_table(url: str) -> None:
    before = columns_of_the_release(url)
    released.migrate(url)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))  # no foreign keys
        refused = [refusal(connection, table, columns) for table, columns in before.items()]
        connection.rollback()
    engine.dispose()
    assert len(before) > 30
    assert [each for each in refused if each] == []


# seals


@contextlib.contextmanager
def serving(url: str, folder: Path) -> Iterator[Services]:
    told = Told(make_url(url).get_backend_name())
    with databases.opened(url) as database:
        services = build(told.settings(url, folder), database=database, clock=FrozenClock(told.now))
        yield services
        services.passwords.hashing.close()


def written_by_the_release(url: str, subject_id: str, transaction_id: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    columns = "id, happened_at, happening, subject_id, actor, transaction_id, facts, fields_act"
    values = ":id, :at, 'signed_in', :subject, 'subject', :transaction, '{}', 'draft-2024 17(2)'"
    with engine.begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        ids = {"id": new_id(), "subject": subject_id, "transaction": transaction_id}
        given = {name: each.replace("-", "") if sqlite else each for name, each in ids.items()}
        at = int(START.timestamp() * 1_000_000) if sqlite else START
        connection.execute(
            text(f"INSERT INTO history ({columns}) VALUES ({values})"),  # noqa: S608
            {**given, "at": at},
        )
    engine.dispose()


def close(url: str) -> bool:
    engine = create_engine(url, poolclass=NullPool)
    try:
        return sealing.close(engine, Told(make_url(url).get_backend_name()).all["secret"])
    finally:
        engine.dispose()


@pytest.mark.norm("D14.3", limb="entries of the release before are not called changed")
def test_an_honest_entry_of_the_release_is_never_called_changed(url: str, tmp_path: Path) -> None:
    released.migrate(url)
    me, transaction = new_id(), new_id()
    written_by_the_release(url, me, transaction)
    with serving(url, tmp_path) as services:
        (entry,) = services.history.for_subject(me)
        assert entry.sealed is Sealed.NOT_YET
        claims = services.keyring.verify(
            services.history.statement(me, transaction) or "", typ=None
        )
        assert claims is not None
        assert claims["acts"][0]["sealed"] == "not_yet"
        assert claims["checked"]["each_act"] == CHECKED_WHERE_SEALED
        released.migrate(url)
        (entry,) = services.history.for_subject(me)
        assert entry.sealed is Sealed.AT_UPGRADE


@pytest.mark.norm("D14.3", limb="nothing is signed over an entry that was changed")
def test_after_the_closing_an_entry_without_a_seal_is_changed(url: str, tmp_path: Path) -> None:
    released.migrate(url)
    me, transaction, other = new_id(), new_id(), new_id()
    written_by_the_release(url, me, transaction)
    assert close(url)
    assert not close(url)
    written_by_the_release(url, other, transaction)
    released.migrate(url)
    with serving(url, tmp_path) as services:
        (entry,) = services.history.for_subject(me)
        assert entry.sealed is Sealed.AT_UPGRADE
        (entry,) = services.history.for_subject(other)
        assert entry.sealed is Sealed.NOT
        with pytest.raises(EntryBent):
            services.history.statement(other, transaction)


def test_sealing_that_was_stopped_goes_on(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is a separate transaction."""
    released.migrate(url)
    monkeypatch.setattr(sealing, "AT_ONCE", 3)
    before = sealed(url)
    for _ in range(10):
        written_by_the_release(url, new_id(), new_id())
    stop, go_on = refusing_the_last(url)
    run(url, stop)
    with pytest.raises(DBAPIError):
        released.migrate(url)
    assert sealed(url) == before + 9
    run(url, go_on)
    released.migrate(url)
    assert sealed(url, "IS NULL") == 0


def refusing_the_last(url: str) -> tuple[str, str]:
    """Statements after which the last entry cannot be sealed, and can again."""
    last = "(SELECT id FROM history ORDER BY id DESC LIMIT 1)"
    if make_url(url).get_backend_name() == "sqlite":
        refuse = f"WHEN OLD.id = {last} BEGIN SELECT RAISE(ABORT, 'stopped'); END"
        return f"CREATE TRIGGER stop BEFORE UPDATE ON history {refuse}", "DROP TRIGGER stop"
    named = run(url, "SELECT id FROM history ORDER BY id DESC LIMIT 1")
    refuse = f"WHEN (OLD.id = '{named}') EXECUTE FUNCTION refuse_to_bend_evidence()"
    stop = f"CREATE TRIGGER stop BEFORE UPDATE ON history FOR EACH ROW {refuse}"
    return stop, "DROP TRIGGER stop ON history"


def run(url: str, statement: str) -> Any:  # noqa: ANN401 - a column
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        done = connection.exec_driver_sql(statement)
        found = done.scalar() if done.returns_rows else None
    engine.dispose()
    return found


def sealed(url: str, how: str = "IS NOT NULL") -> int:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        counted = connection.execute(text(f"SELECT count(*) FROM history WHERE seal {how}"))  # noqa: S608
        found = int(counted.scalar_one())
    engine.dispose()
    return found


def test_means_that_the_release_added_meanwhile_are_bound_by_the_next_run(url: str) -> None:
    released.migrate(url)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        whose = connection.execute(text("SELECT subject_id FROM account LIMIT 1")).scalar_one()
        named = "id, subject_id, kind, label, enrolled_at"
        now = 1 if connection.dialect.name == "sqlite" else START
        which = new_id().replace("-", "") if connection.dialect.name == "sqlite" else new_id()
        connection.execute(
            text(f"INSERT INTO credential ({named}) VALUES (:id, :whose, 'chip_card', '', :now)"),  # noqa: S608
            {"id": which, "whose": whose, "now": now},
        )
    released.migrate(url)
    with engine.connect() as connection:
        bound = connection.execute(
            text("SELECT bound FROM credential WHERE id = :id"), {"id": which}
        ).scalar_one()
    engine.dispose()
    assert bound == 4
