"""The steps of the schema lead to the models, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine

from idp.schema.models import configuration, models
from tests.support.databases import empty_postgresql_database


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    with empty_postgresql_database(request.getfixturevalue("postgresql_server")) as url:
        yield url


def test_the_models_equal_the_migrations(nothing: str) -> None:
    command.upgrade(configuration(nothing), "head")
    engine = create_engine(nothing, poolclass=NullPool)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), models())
    engine.dispose()
    assert found == []
