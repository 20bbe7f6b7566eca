"""Column types and the base of every row, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    FromClause,
    LargeBinary,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite keeps it as whole microseconds so that comparison is exact."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's own signature
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        if value is None or dialect.name != "sqlite":
            return value
        return round(value.timestamp() * 1_000_000)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        if value is None:
            return None
        if dialect.name != "sqlite":
            return value.astimezone(UTC)  # type: ignore[no-any-return]
        return datetime.fromtimestamp(value // 1_000_000, UTC).replace(
            microsecond=value % 1_000_000
        )


IdColumn = Uuid(as_uuid=False)
Document = JSON().with_variant(postgresql.JSONB(), "postgresql")
MaybeDocument = JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)
"""A document, or NULL instead of the document `null`."""
Digest = LargeBinary(32)
Sealed = LargeBinary
String = Text


class Base(DeclarativeBase):
    """The base of all rows; packages declare theirs in `tables.py`."""


db = SQLAlchemy(model_class=Base)
"""Flask-SQLAlchemy binds the engine; nothing else of it is used outside this module."""


def insert_new(table: FromClause) -> postgresql.Insert:
    """INSERT that does nothing where a row with the same unique key exists; both databases.

    Its row count is 1 for the first caller only. `values`, `returning` and the rest work as usual.
    """
    return postgresql.insert(cast("Table", table)).on_conflict_do_nothing()
