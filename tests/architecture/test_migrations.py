"""The steps of the schema lead to the models, on both databases."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine

from migrations.history import configuration, models
from tests.support import postgresql
from tests.support.databases import empty_postgresql_database


@contextlib.contextmanager
def nothing(engine: str, folder: Path) -> Iterator[str]:
    """A database without a table."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'new.db'}"
        return
    with postgresql.server() as server, empty_postgresql_database(server) as url:
        yield url


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_models_equal_the_migrations(engine: str, tmp_path: Path) -> None:
    with nothing(engine, tmp_path) as url:
        command.upgrade(configuration(url), "head")
        connected = create_engine(url, poolclass=NullPool)
        with connected.connect() as connection:
            found = compare_metadata(MigrationContext.configure(connection), models())
        connected.dispose()
    assert found == []
