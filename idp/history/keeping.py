"""Purging of evidence rows after their legal term; the database allows no other way.

Triggers keep rows younger than five years by the database's clock, and on PostgreSQL the serving
role may not delete, only call one function for each table.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, func, literal_column, select

from idp.history.domain import LEAST_YEARS
from idp.platform.database import Database, deletion

LEGAL_TERM_ON_SQLITE: Final[ColumnElement[Any]] = literal_column(
    f"CAST(strftime('%s', 'now', '-{LEAST_YEARS} years') AS INTEGER) * 1000000"
)
"""The instant before which rows are past their legal term, by the clock of the database."""


def remove_aged(
    database: Database, aged: Column[Any], *but: ColumnElement[bool], before: datetime, most: int
) -> int:
    """Remove up to `most` rows whose instant `aged` is earlier than `before`; how many.

    Belongs inside a unit of work.

    `but` is what must hold besides, which PostgreSQL knows by itself (`idp/schema/guards.py`).
    """
    table = aged.table
    assert isinstance(table, Table)  # noqa: S101 - for the type; columns of rows have one
    dialect = database.engine.dialect.name
    if dialect == "postgresql":
        removal = getattr(func, f"purge_{table.name}")(before, most)
        ((removed,),) = database.all(select(removal))
        return int(removed)
    past = (aged < before, aged < LEGAL_TERM_ON_SQLITE, *but)
    return database.execute(deletion(table, *past, by=aged, most=most, dialect=dialect))
