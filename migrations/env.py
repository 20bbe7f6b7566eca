"""Alembic's door: one connection, one transaction per step, types both databases understand.

On both databases a step that is stopped has done nothing, and can be repeated. Steps that commit
by themselves (in small transactions, or in `autocommit_block`) say how they can be repeated.

Whatever the steps did, the guards of evidence are in place afterwards, and what a process of an
older release wrote since is sealed, bound, and has its case.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON

from idp.platform.database import Instant
from idp.schema import carried_cases, held_before, sealing
from idp.schema.guards import establish
from idp.schema.models import models
from idp.schema.upgrading import drop_copies, migration_engine


def _rendered(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """A step must mean the same when the model's code has changed, so it names no class of ours."""
    if kind == "type" and isinstance(item, Instant):
        return 'sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")'
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def _migrate() -> None:
    engine = migration_engine(context.config.attributes["url"])
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            drop_copies(connection)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=models(),
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=_rendered,
            transactional_ddl=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    with engine.begin() as connection:
        establish(connection)
    sealing.seal_what_is_there(engine, context.config.attributes.get("secret"))
    held_before.bind(engine)
    carried_cases.carry(engine, context.config.attributes["rule_set"])
    engine.dispose()


_migrate()
