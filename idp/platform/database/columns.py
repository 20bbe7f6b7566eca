"""Column types and the base of every row, the same on SQLite and PostgreSQL."""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    FromClause,
    LargeBinary,
    Table,
    Text,
    Uuid,
    bindparam,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


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


class _Several(TypeDecorator[Collection[str]]):
    """Several ids or texts as one value: an array, on SQLite a JSON array as columns keep them."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[str]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's own signature
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(postgresql.ARRAY(self.of))

    def process_bind_param(self, value: Collection[str] | None, dialect: Dialect) -> Any:  # noqa: ANN401
        values = list(value or ())
        if dialect.name != "sqlite":
            return values
        ids = isinstance(self.of, Uuid)
        return json.dumps([each.replace("-", "") for each in values] if ids else values)


class _Among(FunctionElement[Any]):
    """Of no type: a Boolean one becomes `… = 1` on SQLite, which then uses no index."""

    name = "among"
    inherit_cache = True


@compiles(_Among)
def _any_of_array(element: _Among, compiler: SQLCompiler, **kwargs: Any) -> str:  # noqa: ANN401
    of, ids = (compiler.process(each, **kwargs) for each in element.clauses)
    return f"{of} = ANY ({ids})"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **kwargs: Any) -> str:  # noqa: ANN401
    of, ids = (compiler.process(each, **kwargs) for each in element.clauses)
    return f"{of} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - compiled parts


def among(value: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    """Whether an id or a text is one of those of the parameter, a list.

    One text for however many, which `Prepared` compiles once; an `IN` of as many parameters is put
    together anew each time.
    """
    return cast(
        "ColumnElement[bool]", _Among(value, bindparam(parameter, type_=_Several(value.type)))
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
