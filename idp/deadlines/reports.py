"""Reports: what was due in a month, how it ended, and what was breached (X7.2).

Terms of days are counted by the database, grouped by the civil days on which they began and ended;
terms of hours, whose lengths are no whole days, are read a page at a time. No month is held in
memory.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
    tuple_,
)

from idp.deadlines.domain import Deadline
from idp.deadlines.figures import KindOfCase, MonthFigures, Tally, TermEnd, end_of, term_of
from idp.deadlines.rows import COLUMNS, KNOWN, deadlines_in
from idp.deadlines.tables import DEADLINE
from idp.kernel.clock import VIET_NAM
from idp.kernel.ids import Id
from idp.kernel.rule_sets import RuleSetName
from idp.law.calendars import Calendar, civil_instant, civil_month
from idp.law.counting import taken
from idp.law.rule_sets import rule_set
from idp.law.terms import TermId
from idp.law.units import Unit
from idp.platform.database import Database, Row

_C: Final = DEADLINE.c
_AT_ONCE: Final = 1_000
"""Rows that are read at once."""
_FIRST: Final[Id] = "00000000-0000-0000-0000-000000000000"
_BEGINS: Final = bindparam("begins", type_=_C.due_at.type)
_IN_MONTH: Final = and_(_C.due_at > _BEGINS, _C.due_at <= bindparam("ends", type_=_C.due_at.type))
"""A term that ends with the last day of a month is due in the first instant of the next one."""
_KIND: Final = (_C.case_kind, _C.term, _C.rule_set)
_SEEN: Final = tuple_(bindparam("due", type_=_C.due_at.type), bindparam("seen", type_=_C.id.type))
_AFTER: Final = tuple_(_C.due_at, _C.id) > _SEEN
_LATE: Final = _C.stopped_at >= _C.due_at
_BREACHED: Final = (
    select(*COLUMNS)
    .where(_IN_MONTH, _AFTER, _C.breached_at.is_not(None))
    .order_by(_C.due_at, _C.id)
    .limit(bindparam("limit"))
)
_OF_HOURS: Final = (
    select(*_KIND, _C.id, _C.due_at, _C.outcome, _C.started_at, _C.stopped_at, _LATE.label("late"))
    .where(
        _IN_MONTH,
        _AFTER,
        _C.term.in_(bindparam("terms", expanding=True)),
        _C.stopped_at.is_not(None),
    )
    .order_by(_C.due_at, _C.id)
    .limit(bindparam("limit"))
)
_BEFORE: Final = (
    select(func.count().label("terms"))
    .select_from(DEADLINE)
    .where(_C.stopped_at.is_(None), _C.due_at <= _BEGINS, KNOWN)
)
_EPOCH: Final = date(1970, 1, 1)
_HOURS_AHEAD: Final = VIET_NAM.utcoffset(None) // timedelta(hours=1)
_CIVIL_DAY: Final = {
    "sqlite": f"({{0}} + {_HOURS_AHEAD} * 3600000000) / 86400000000",
    "postgresql": f"CAST({{0}} AT TIME ZONE INTERVAL '{_HOURS_AHEAD} hours' AS date)"
    " - DATE '1970-01-01'",
}
"""The civil day of an instant in Viet Nam, as days since 1 January 1970."""
_CLOCKED: Final = frozenset({Unit.HOUR, Unit.WORKING_HOUR})


class _Kind(NamedTuple):
    """What is counted together; `rule_set` is the name that the row keeps."""

    case_kind: str
    term: str
    rule_set: str


def figures_of(
    database: Database,
    month: date,
    now: datetime,
    calendar: Calendar,
    kinds: Mapping[str, KindOfCase],
) -> tuple[MonthFigures, ...]:
    """The figures of what was due in the month of that civil day, by desk and kind of case.

    Raises ValueError in year 9999.
    """
    begins, ends = civil_month(month)
    tallies: defaultdict[_Kind, Tally] = defaultdict(Tally)
    took = cache(partial(_days_taken, calendar))
    groups = _groups(database.engine.dialect.name)
    for row in database.all(groups, now=now, begins=begins, ends=ends):
        tally, end = tallies[_kind_of(row)], _end_of(row, kinds, over=row.over)
        tally.ends[end] += row.terms
        tally.breached += row.breached
        unit = _unit_of(row)
        if end.is_done and unit is not None and unit not in _CLOCKED:
            tally.took[took(unit, row.started_on, row.stopped_on)] += row.terms
    for row in _pages(database, _OF_HOURS, month, terms=list(_terms_of_hours())):
        unit = _unit_of(row)
        if unit in _CLOCKED and _end_of(row, kinds, over=True).is_done:
            length = taken(unit, row.started_at, row.stopped_at, calendar)
            tallies[_kind_of(row)].took[length] += 1
    found = [each.figures(kinds.get(kind.case_kind), *kind) for kind, each in tallies.items()]
    return tuple(sorted(found, key=_in_order))


def breached_in(database: Database, month: date) -> Iterator[Deadline]:
    """Every breach of what was due in a month, what was due first first; read page by page."""
    return deadlines_in(_pages(database, _BREACHED, month))


def overdue_before(database: Database, month: date) -> int:
    """How many terms were due before a month and still run."""
    row = database.one(_BEFORE, begins=civil_month(month)[0])
    return 0 if row is None else row.terms


@cache
def _groups(dialect: str) -> Select[tuple[Any, ...]]:
    """The terms of a month by kind, outcome, civil days, and whether they are too late."""
    ended = _C.stopped_at.is_not(None)

    def day(column: str) -> ColumnElement[Any]:
        civil = literal_column(_CIVIL_DAY[dialect].format(column), Integer)
        return case((ended, civil), else_=null())

    by = (
        *_KIND,
        _C.outcome,
        day("started_at").label("started_on"),
        day("stopped_at").label("stopped_on"),
        _LATE.label("late"),
        (_C.due_at <= bindparam("now", type_=_C.due_at.type)).label("over"),
    )
    counted = (func.count().label("terms"), func.count(_C.breached_at).label("breached"))
    names: list[ColumnElement[Any]] = [
        literal_column(str(place)) for place in range(1, len(by) + 1)
    ]
    return select(*by, *counted).where(_IN_MONTH, KNOWN).group_by(*names)


@cache
def _terms_of_hours() -> Collection[TermId]:
    """The terms that some rule set counts in hours."""
    every = [term for name in RuleSetName for term in rule_set(name).terms.values()]
    return frozenset(each.id for each in every if each.unit in _CLOCKED)


def _pages(
    database: Database, statement: Select[tuple[Any, ...]], month: date, **values: object
) -> Iterator[Row]:
    begins, ends = civil_month(month)
    due, seen, more = begins, _FIRST, True
    while more:
        span = {"begins": begins, "ends": ends, "due": due, "seen": seen, "limit": _AT_ONCE}
        rows = database.all(statement, **span, **values)
        yield from rows
        more = len(rows) == _AT_ONCE
        due, seen = (rows[-1].due_at, rows[-1].id) if rows else (due, seen)


def _kind_of(row: Row) -> _Kind:
    return _Kind(row.case_kind, row.term, row.rule_set)


def _unit_of(row: Row) -> Unit | None:
    known = term_of(row.rule_set, row.term)
    return None if known is None else known.unit


def _end_of(row: Row, kinds: Mapping[str, KindOfCase], *, over: bool) -> TermEnd:
    kind = kinds.get(row.case_kind)
    return end_of(kind, row.term, row.outcome, late=row.late, over=over)


def _days_taken(calendar: Calendar, unit: Unit, started_on: int, stopped_on: int) -> int:
    """As `taken`, of two civil days as they are grouped."""
    start, end = (civil_instant(_EPOCH + timedelta(days=each)) for each in (started_on, stopped_on))
    return taken(unit, start, end, calendar)


def _in_order(figures: MonthFigures) -> tuple[str, str, str, str]:
    return (figures.desk or "", figures.case_kind, figures.term, figures.rule_set)
