"""Rows of deadlines, read and written."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from idp.deadlines.domain import Deadline, Instants
from idp.deadlines.tables import DEADLINE
from idp.kernel.ids import Id
from idp.law.calendars import Certainty
from idp.law.terms import TermId
from idp.platform.database import Row
from idp.platform.logs import logger

COLUMNS: Final = [column for column in DEADLINE.c if column.name != "next_at"]
"""The columns that `deadline_of` reads."""
KNOWN: Final = DEADLINE.c.term.in_(list(TermId))
"""The terms of this release, without those that processes of a later one started beside it."""
_TERMS: Final = frozenset(TermId)
_LOG: Final = logger(__name__)


class RunningTerm(NamedTuple):
    """What a list says of a term that runs."""

    id: Id
    case_id: Id
    term: str
    started_at: datetime
    due_at: datetime

    @property
    def is_known(self) -> bool:
        """Whether the term is one of this release."""
        return self.term in _TERMS


def deadlines_in(rows: Iterable[Row]) -> Iterator[Deadline]:
    """The deadlines in these rows, which have COLUMNS.

    A term that only a later release knows, whose processes run beside ours during an upgrade, is
    left out and logged.
    """
    for row in rows:
        if row.term in _TERMS:
            yield deadline_of(row)
        else:
            _LOG.warning("term of a later release", kind=row.term, case_id=row.case_id)


def deadline_of(row: Row) -> Deadline:
    """The deadline in a row that has COLUMNS, of a term that is known here."""
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
