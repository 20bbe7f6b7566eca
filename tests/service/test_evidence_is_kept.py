"""The database itself refuses to bend evidence, also for the role that the application uses."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    NullPool,
    Text,
    Uuid,
    create_engine,
    insert,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from idp.cli import main
from idp.cli.worker import duties, ledger_duties, purges
from idp.history.domain import kept_since
from idp.kernel.ids import new_id
from idp.platform.clock import SystemClock
from idp.platform.database import Database, Instant
from idp.platform.settings import Settings
from idp.schema import guards
from idp.schema.guards import GUARDS
from idp.schema.models import models
from idp.wiring import build
from tests.support import databases, ledgers
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import SCOPE, relation
from tests.support.officers import themself
from tests.support.released import migrate, restore
from tests.support.running import settings_of
from tests.support.telephones import telephone_of
from tests.support.world import World, sure

REFUSED = "stay as they are"
MADE_UP = new_id()
"""The id of every made-up row, so that each finds what it refers to."""


@pytest.fixture
def engine(upgraded_url: str) -> Iterator[Engine]:
    engine = create_engine(upgraded_url, poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def upgraded_url(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[str]:  # noqa: ANN401 - pytest's
    """A database with a row in nearly every table, brought to today's schema."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('kept')}/idp.db"
        restore(url)
        migrate(url)
        add_what_the_release_had_not(url)
        yield url
        return
    server = request.getfixturevalue("postgresql_server")
    with databases.empty_postgresql_database(server) as url:
        restore(url)
        migrate(url)
        add_what_the_release_had_not(url)
        yield url


def add_what_the_release_had_not(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        since = "1" if connection.dialect.name == "sqlite" else "now()"
        connection.execute(text(f"INSERT INTO taint VALUES ('officer', 'an', {since})"))  # noqa: S608
        cleared = "SELECT id, subject_id, 'totp' FROM loss_case LIMIT 1"
        connection.execute(text(f"INSERT INTO loss_clearing {cleared}"))
        leaf = "SELECT 0, id, happened_at, happened_at, 1, seal, seal FROM history LIMIT 1"
        connection.execute(text(f"INSERT INTO ledger_leaf {leaf}"))
        node = "SELECT 8, 0, hash FROM ledger_leaf"
        connection.execute(text(f"INSERT INTO ledger_node {node}"))
        signed = f"VALUES (1, {since}, 'a note')"
        connection.execute(text(f"INSERT INTO ledger_checkpoint {signed}"))
        for name in GUARDS:
            if connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() == 0:  # noqa: S608
                connection.execute(insert(models().tables[name]).values(made_up(name)))
    engine.dispose()


def made_up(name: str) -> dict[str, Any]:
    """A value of its type for every column of a table that no earlier release had."""
    kinds: tuple[tuple[type[TypeEngine[Any]], Any], ...] = (
        (Uuid, MADE_UP),
        (Instant, datetime(2026, 1, 1, tzinfo=UTC)),
        (JSON, {}),
        (LargeBinary, b"x" * 32),
        (Boolean, True),
        (Integer, 1),
        (Text, "x"),
    )
    columns = models().tables[name].columns
    return {
        each.name: next(value for kind, value in kinds if isinstance(each.type, kind))
        for each in columns
    }


def refused(engine: Engine, statement: str) -> bool:
    with engine.connect() as connection:
        try:
            connection.execute(text(statement))
        except DBAPIError as error:
            return REFUSED in str(error)
        finally:
            connection.rollback()
    return False


def columns(engine: Engine, table: str) -> list[str]:
    return [column["name"] for column in inspect(engine).get_columns(table)]


def other(connection: Connection, table: str, column: str) -> str:
    """Another value for a column, as SQL, whatever its type."""
    found = inspect(connection).get_columns(table)
    kind = next(str(each["type"]).upper() for each in found if each["name"] == column)
    values = {
        "BIGINT": f'coalesce("{column}", 0) + 1',
        "INTEGER": f'coalesce("{column}", 0) + 1',
        "SMALLINT": f'coalesce("{column}", 0) + 1',
        "BOOLEAN": f'NOT "{column}"',
        "JSONB": "'[\"bent\"]'",
        "JSON": "'[\"bent\"]'",
        "UUID": "'ffffffff-ffff-ffff-ffff-fffffffffff0'",
        "BYTEA": "'\\x00'",
        "BLOB": "x'00'",
    }
    if kind.startswith("TIMESTAMP"):
        return f"coalesce(\"{column}\", now()) + interval '1 second'"
    return next((value for name, value in values.items() if kind.startswith(name)), "'bent'")


@pytest.mark.norm("D17.2-1", limb="evidence beside the history is kept too")
def test_no_column_of_evidence_changes_unless_it_is_meant_to(engine: Engine) -> None:
    for table, guard in GUARDS.items():
        for column in columns(engine, table):
            with engine.connect() as connection:
                value = other(connection, table, column)
            bent = refused(engine, f'UPDATE "{table}" SET "{column}" = {value}')  # noqa: S608
            closing = column if column in guard.once else dict(guard.until).get(column)
            open_still = closing is not None and unset(engine, table, closing)
            meant = column in guard.moves or open_still
            assert bent is not meant, (table, column)


def unset(engine: Engine, table: str, column: str) -> bool:
    """Whether no row of the table has the column set yet."""
    with engine.connect() as connection:
        query = f'SELECT count(*) FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608
        return connection.execute(text(query)).scalar() == 0


@pytest.mark.norm("D17.2-1", limb="evidence beside the history is kept too")
def test_no_row_of_evidence_is_removed(engine: Engine) -> None:
    for table in GUARDS:
        assert refused(engine, f'DELETE FROM "{table}"'), table  # noqa: S608
        if engine.dialect.name == "postgresql":
            assert refused(engine, f'TRUNCATE "{table}" CASCADE'), table


def test_every_table_of_evidence_has_a_row_here(engine: Engine) -> None:
    """Otherwise the tests above prove nothing."""
    with engine.connect() as connection:
        for table in GUARDS:
            count = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar()  # noqa: S608
            assert count, table


def test_what_was_set_once_is_not_taken_back(engine: Engine) -> None:
    for table, column in (("consent", "withdrawn_at"), ("policy_change", "approved_by")):
        assert refused(engine, f'UPDATE "{table}" SET "{column}" = NULL'), table  # noqa: S608


def test_a_guard_that_was_switched_off_or_dropped_is_missed_and_put_back(engine: Engine) -> None:
    with engine.begin() as connection:
        assert guards.missing(connection) == []
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE history DISABLE TRIGGER ALL"))
        else:
            guards.lift(connection, "history")
        guards.lift(connection, "consent")
        assert guards.missing(connection) == ["history", "consent"]
        guards.establish(connection)
        assert guards.missing(connection) == []
    assert refused(engine, "UPDATE history SET actor = 'bent'")


def test_replacing_a_row_is_changing_it(world: World) -> None:
    """By default SQLite silently removes a conflicting row (REPLACE)."""
    relation(world)
    database = world.services.database
    replacing = {
        "sqlite": "REPLACE INTO history SELECT * FROM history",
        "postgresql": "INSERT INTO history SELECT * FROM history "
        "ON CONFLICT (id) DO UPDATE SET actor = 'bent'",
    }
    with pytest.raises(DBAPIError, match=REFUSED), database.transaction() as work:
        work.exec_driver_sql(replacing[database.engine.dialect.name])


def test_only_history_past_its_term_is_removed_by_hand(engine: Engine) -> None:
    old = kept_since(SystemClock().now(), years=5) - timedelta(minutes=1)
    for instant, kept in ((old, False), (old + timedelta(minutes=2), True)):
        with engine.connect() as connection:
            where = _aged(connection, instant)
            connection.execute(text(where[0]), where[1])
            statement = "DELETE FROM history WHERE actor = 'long ago'"
            if kept:
                with pytest.raises(DBAPIError, match=REFUSED):
                    connection.execute(text(statement))
            else:
                assert connection.execute(text(statement)).rowcount == 1
            connection.rollback()


def _aged(connection: Connection, instant: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401
    sqlite = connection.dialect.name == "sqlite"
    at = int(instant.timestamp() * 1_000_000) if sqlite else instant
    columns = "id, happened_at, happening, actor, facts, fields_act"
    values = "'01900000-0000-7000-8000-000000000000', :at, 'signed_in', 'long ago', '{}', ''"
    return f"INSERT INTO history ({columns}) VALUES ({values})", {"at": at}  # noqa: S608


# two roles


@dataclass(frozen=True)
class TwoRoles:
    """One new database: the address of who owns it, and of who only serves."""

    owner: str
    serving: str


@pytest.fixture
def two_roles(postgresql_server: str) -> Iterator[TwoRoles]:
    own, serve = (f"{name}_{secrets.token_hex(4)}" for name in ("owner", "server"))
    administration = create_engine(
        postgresql_server, isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with administration.connect() as root:
        for role in (own, serve):
            root.execute(text(f"CREATE ROLE {role} LOGIN"))
        with databases.empty_postgresql_database(postgresql_server) as url:
            root.execute(text(f"ALTER DATABASE {make_url(url).database} OWNER TO {own}"))
            yield TwoRoles(*(_as(url, role) for role in (own, serve)))
        root.execute(text(f"DROP ROLE {own}, {serve}"))
    administration.dispose()


def _as(url: str, role: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)


@pytest.fixture
def idp(
    two_roles: TwoRoles, keys: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Result]:
    """The command over an installation with two roles; other settings in the environment win."""
    given = {
        "IDP_PROFILE": "demo",
        "IDP_ISSUER": "http://localhost:8000",
        "IDP_LEDGER_PUBLIC_KEYS": str(ledgers.Keys.new(tmp_path).public),
        "IDP_DATABASE_URL": two_roles.serving,
        "IDP_DATABASE_OWNER_URL": two_roles.owner,
        "IDP_KEYRING": str(keys),
        "IDP_SECRET": "demo.a-secret-of-this-test-alone-0123456789",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    def run(*words: str, **more: str) -> Result:
        return CliRunner().invoke(main, words, env={**given, **more}, catch_exceptions=False)

    return run


def test_who_serves_adds_to_evidence_and_cannot_bend_it_or_what_guards_it(
    idp: Callable[..., Result], two_roles: TwoRoles, keys: Path, tmp_path: Path
) -> None:
    done = idp("migrate")
    assert done.exit_code == 0, done.output
    assert "may serve, not own" in done.output
    settings = settings_of(
        two_roles.serving, keys=keys, folder=tmp_path, issuer="http://localhost:8000"
    )
    with databases.opened(two_roles.serving) as database:
        world = _world(database, settings)
        everyday(world)
        for statement in FORBIDDEN:
            with pytest.raises(DBAPIError, match=r"permission denied|must be owner|privilege"):
                attempt(database, statement)
        world.services.passwords.hashing.close()


def _world(database: Database, settings: Settings) -> World:
    clock = FrozenClock()
    return World(build(settings, database=database, clock=clock), settings, clock)


FORBIDDEN = (
    "UPDATE history SET actor = 'bent'",
    "DELETE FROM history",
    "TRUNCATE history",
    "DROP TABLE history",
    "ALTER TABLE history DISABLE TRIGGER ALL",
    "ALTER TABLE history ADD COLUMN more text",
    "CREATE TABLE other (id int)",
    "SET session_replication_role = replica",
    (
        "CREATE OR REPLACE FUNCTION refuse_to_bend_evidence() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    ),
    "UPDATE consent SET items = '[]'",
    "DELETE FROM authentication_event",
    "UPDATE authentication_event SET level = 4",
    "UPDATE binding SET bound = 4",
    "DELETE FROM binding_ceremony",
    "INSERT INTO history_sealing (opened_at) VALUES (now())",
    "UPDATE history_sealing SET closed_at = NULL",
    "UPDATE ledger_leaf SET hash = entry_digest",
    "DELETE FROM ledger_leaf",
    "TRUNCATE ledger_leaf",
    "DELETE FROM ledger_node",
    "UPDATE ledger_checkpoint SET note = 'another'",
    "DELETE FROM ledger_checkpoint",
    "UPDATE alembic_version SET version_num = '0009'",
)


def everyday(world: World) -> None:
    """The events of a day, from sign-in to refresh to withdrawal, and the nightly purge."""
    here = relation(world)
    consent = here.agree()
    issued = here.issued(SCOPE)
    sure(here.refresh(issued.refresh_token))
    sure(
        world.services.tokens.withdraw_consent(
            here.subject_id, consent.id, actor=themself(here.subject_id)
        )
    )
    telephone_of(world, here.subject_id)
    chained = ledger_duties(world.services.ledger, world.clock.now(), timedelta(minutes=5))
    for duty in (*duties(world.services), *purges(world.services), *chained):
        duty.act()


def attempt(database: Database, statement: str) -> None:
    with database.transaction() as work:
        work.exec_driver_sql(statement)


def test_the_commands_say_when_who_serves_also_owns(
    idp: Callable[..., Result], two_roles: TwoRoles
) -> None:
    assert idp("migrate").exit_code == 0
    assert "note:" not in idp("check-config").output
    alone = {"IDP_DATABASE_URL": two_roles.owner, "IDP_DATABASE_OWNER_URL": ""}
    for words in (("check-config",), ("migrate",)):
        said = idp(*words, **alone)
        assert said.exit_code == 0, said.output
        assert "could remove the triggers" in said.output


@pytest.mark.parametrize("command", [("serve",), ("worker", "--once")], ids=lambda each: each[0])
def test_neither_serving_nor_working_begins_without_guards(
    idp: Callable[..., Result], two_roles: TwoRoles, command: tuple[str, ...]
) -> None:
    early = idp(*command)
    assert early.exit_code == 1
    assert "run `idp migrate`" in early.output
    idp("migrate")
    engine = create_engine(two_roles.owner, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE consent DISABLE TRIGGER ALL"))
    engine.dispose()
    late = idp(*command)
    assert late.exit_code == 1
    assert "nothing protects consent" in late.output


def test_a_database_that_is_away_is_told_by_the_check_of_the_settings(
    idp: Callable[..., Result],
) -> None:
    away = "postgresql+psycopg://nobody@127.0.0.1:9/none"
    said = idp("check-config", IDP_DATABASE_URL=away)
    assert said.exit_code == 0
    assert "does not answer" in said.output
    told = idp("migrate", IDP_DATABASE_URL=away)
    assert told.exit_code == 1
    assert "not granted" in told.output
