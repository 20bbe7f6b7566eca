"""Reports: what was due in a month, and what was breached (X7.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, bindparam, func, select

from idp.deadlines.domain import Deadline
from idp.deadlines.rows import COLUMNS, KNOWN, deadlines_in
from idp.deadlines.tables import DEADLINE
from idp.law.calendars import civil_month
from idp.law.terms import TermId
from idp.platform.database import Database

_C: Final = DEADLINE.c
_IN_MONTH: Final = and_(
    _C.due_at > bindparam("begins", type_=_C.due_at.type),
    _C.due_at <= bindparam("ends", type_=_C.due_at.type),
)
"""A term that ends with the last day of a month is due in the first instant of the next one."""
_BREACHED: Final = (
    select(*COLUMNS).where(_IN_MONTH, _C.breached_at.is_not(None)).order_by(_C.due_at, _C.id)
)
_FIGURES: Final = (
    select(
        _C.case_kind,
        _C.term,
        _C.rule_set,
        func.count().label("due"),
        func.count(_C.breached_at).label("breached"),
        func.count(_C.stopped_at).label("stopped"),
    )
    .where(_IN_MONTH, KNOWN)
    .group_by(_C.case_kind, _C.term, _C.rule_set)
    .order_by(_C.case_kind, _C.term, _C.rule_set)
)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The terms of one kind that were due in a month; `stopped` of them have ended."""

    case_kind: str
    term: TermId
    rule_set: str
    due: int
    breached: int
    stopped: int


@dataclass(frozen=True, slots=True)
class MonthReport:
    """The figures of each kind of case and term, and every breach, in the order they were due."""

    figures: tuple[MonthFigures, ...]
    breached: tuple[Deadline, ...]


def report_of(database: Database, month: date) -> MonthReport:
    """The report of the month in which that civil day lies. Raises ValueError in year 9999."""
    begins, ends = civil_month(month)
    span = {"begins": begins, "ends": ends}
    figures = [
        MonthFigures(**row._asdict() | {"term": TermId(row.term)})
        for row in database.all(_FIGURES, **span)
    ]
    breached = deadlines_in(database.all(_BREACHED, **span))
    return MonthReport(tuple(figures), tuple(breached))
