"""The steps of the schema lead to the models, on both databases."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine, insert, select

from idp.factors.credential_tables import ROWS
from idp.factors.tables import CREDENTIAL, PASSWORD
from idp.kernel.ids import new_id
from idp.policy.tables import POLICY_VALUE
from idp.relying_parties.tables import CLIENT
from idp.schema.models import configuration, models
from idp.subjects.tables import NAME_INDEXING, SUBJECT
from tests.support.databases import empty_postgresql_database
from tests.support.frozen_clock import START


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


def test_a_secret_without_its_means_is_forgotten_and_others_stay(nothing: str) -> None:
    """An undo on PostgreSQL had left such rows; they have no credential."""
    command.upgrade(configuration(nothing), "0027")
    engine, now = create_engine(nothing, poolclass=NullPool), START
    whole, lost = (new_id(), new_id()), (new_id(), new_id())
    means = {"kind": "password", "label": "", "enrolled_at": now, "bound": 1}
    no = dict.fromkeys(("resumable", "identity", "resistant"), False)
    with engine.begin() as connection:
        connection.execute(
            insert(CREDENTIAL).values(id=whole[0], subject_id=whole[1], **means, **no)
        )
        for means_id, subject_id in (whole, lost):
            row = {"subject_id": subject_id, "credential_id": means_id, "hash": "x"}
            connection.execute(insert(PASSWORD).values(**row))
    command.upgrade(configuration(nothing), "head")
    with engine.connect() as connection:
        left = connection.execute(select(PASSWORD.c.credential_id)).scalars().all()
    engine.dispose()
    assert left == [whole[0]]


@pytest.mark.parametrize("waits", [False, True], ids=["names-found", "names-waiting"])
@pytest.mark.parametrize(("kind", "rounds"), [("foreigner", 2), ("citizen", None)])
def test_passports_of_people_of_before_are_to_be_gone_through(
    nothing: str, kind: str, rounds: int | None, *, waits: bool
) -> None:
    command.upgrade(configuration(nothing), "0066")
    engine = create_engine(nothing, poolclass=NullPool)
    subject = {"subject_id": new_id(), "kind": kind, "number_index": b"x" * 32}
    owed = {"version": 1, "rounds_left": 1, "after": subject["subject_id"], "due_at": START}
    with engine.begin() as connection:
        connection.execute(insert(SUBJECT).values(**subject, registered_at=START))
        if waits:
            connection.execute(insert(NAME_INDEXING).values(**owed))
    command.upgrade(configuration(nothing), "head")
    with engine.connect() as connection:
        left = connection.execute(select(NAME_INDEXING.c.rounds_left)).scalars().all()
    engine.dispose()
    as_before = [1] if waits else []
    assert left == (as_before if rounds is None else [rounds])


def test_the_secrets_of_every_kind_are_looked_at() -> None:
    step = import_module("migrations.versions.0028_forget_secrets_without_a_means")
    named = {table.name for tables in ROWS.values() for table in tables}
    assert set(step._SECRETS) == named  # noqa: SLF001


@pytest.mark.parametrize(("parties", "keeps"), [(0, None), (1, "all")])
def test_an_installation_with_relying_parties_keeps_where_one_sign_in_counts(
    nothing: str, parties: int, keeps: str | None
) -> None:
    """Until then the default was one for all installations (Q14)."""
    command.upgrade(configuration(nothing), "0054")
    engine = create_engine(nothing, poolclass=NullPool)
    party = {"client_id": "a", "state": "active", "particulars": {}, "created_at": START}
    with engine.begin() as connection:
        for _ in range(parties):
            connection.execute(insert(CLIENT).values(**party))
    command.upgrade(configuration(nothing), "head")
    with engine.connect() as connection:
        kept = connection.execute(
            select(POLICY_VALUE.c.value).where(POLICY_VALUE.c.switch == "sso")
        ).scalar_one_or_none()
    engine.dispose()
    assert kept == keeps
