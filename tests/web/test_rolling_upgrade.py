"""A process of the release before goes on while the schema is already today's."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, NullPool, create_engine, inspect, text

from tests.support import databases, released


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What the release left, not upgraded yet."""
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
