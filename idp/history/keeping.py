"""Rows that are evidence are removed after their legal term, and by this way alone.

The database refuses any other: its triggers keep what is younger than five years by its own clock,
and on PostgreSQL the role that serves may not delete, only call one function for each table.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, func, literal_column, select

from idp.history.domain import LEAST_YEARS
from idp.platform.database import UnitOfWork, deletion

_LEGAL_TERM_ON_SQLITE: Final = (
    f"CAST(strftime('%s', 'now', '-{LEAST_YEARS} years') AS INTEGER) * 1000000"
)


def remove_aged(
    work: UnitOfWork, aged: Column[Any], *but: ColumnElement[bool], before: datetime, most: int
) -> int:
    """Remove up to `most` rows whose instant `aged` is earlier than `before`; how many.

    `but` is what must hold besides, which PostgreSQL knows by itself (`idp/schema/guards.py`).
    """
    table = aged.table
    assert isinstance(table, Table)  # noqa: S101 - for the type; columns of rows have one
    if work.dialect == "postgresql":
        removal = getattr(func, f"purge_{table.name}")(before, most)
        return int(work.execute(select(removal)).scalar_one())
    past = (aged < before, aged < literal_column(_LEGAL_TERM_ON_SQLITE), *but)
    return work.execute(deletion(table, *past, by=aged, most=most, dialect=work.dialect)).rowcount
