"""Rows of deadlines, read and written."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from idp.deadlines.domain import Deadline, Instants
from idp.deadlines.tables import DEADLINE
from idp.law.calendars import Certainty
from idp.law.terms import TermId
from idp.platform.database import Row

COLUMNS: Final = [column for column in DEADLINE.c if column.name != "next_at"]
"""The columns that `deadline_of` reads."""


def deadline_of(row: Row) -> Deadline:
    """The deadline in a row that has COLUMNS."""
    said = row._asdict()
    return Deadline(
        **said
        | {
            "term": TermId(row.term),
            "calendar": date.fromisoformat(row.calendar),
            "certainty": Certainty(row.certainty),
        }
    )


def row_of(deadline: Deadline) -> Mapping[str, Any]:
    """The columns of a deadline that was just started."""
    columns = {column.name: getattr(deadline, column.name) for column in COLUMNS}
    return columns | {"calendar": deadline.calendar.isoformat(), "next_at": deadline.half_at}


def columns_of(instants: Instants) -> dict[str, Any]:
    """The columns that follow from a term, its start and the calendar."""
    return {name: getattr(instants, name) for name in Instants.__slots__}
