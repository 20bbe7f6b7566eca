"""Reports: what was due in a month, how it ended, and what was breached (X7.2).

Terms of days are counted by the database, grouped by the civil days on which they began and ended;
terms of hours, whose lengths are no whole days, are read a page at a time. No month is held in
memory.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    or_,
    select,
    tuple_,
)

from idp.deadlines.domain import Deadline
from idp.deadlines.figures import KindOfCase, MonthFigures, Tally, end_of, term_of
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
_UNTIL: Final = bindparam("until", type_=_C.due_at.type)
_NOW: Final = bindparam("now", type_=_C.due_at.type)
_BEFORE_ID: Final = bindparam("before_id", type_=_C.id.type)
_OF_HOURS: Final = (
    select(*_KIND, _C.id, _C.due_at, _C.outcome, _C.started_at, _C.stopped_at, _LATE.label("late"))
    .where(
        _IN_MONTH,
        _AFTER,
        _C.id < _BEFORE_ID,
        _C.term.in_(bindparam("terms", expanding=True)),
        _C.stopped_at <= _UNTIL,
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
_TERMS: Final = frozenset(TermId)
_CLOCKED: Final = frozenset({Unit.HOUR, Unit.WORKING_HOUR})


class _Kind(NamedTuple):
    """What is counted together; `rule_set` is the name that the row keeps."""

    case_kind: str
    term: str
    rule_set: str


class DueGroup(NamedTuple):
    """What is counted together: terms of a kind that stand the same way.

    `late`: whether they ended too late; None while they run, and then `over`: they are due.
    """

    case_kind: str
    term: str
    rule_set: str
    outcome: str | None
    late: bool | None
    over: bool


@dataclass(slots=True)
class DueCount:
    """How many terms a group has, and of how many a breach is recorded.

    `took`: how many took so long, of those that ended; lengths as `idp.law.counting.taken`.
    """

    terms: int = 0
    breached: int = 0
    took: Counter[int] = field(default_factory=Counter)


Groups = defaultdict[DueGroup, DueCount]


def figures_of(
    groups: Mapping[DueGroup, DueCount], kinds: Mapping[str, KindOfCase]
) -> tuple[MonthFigures, ...]:
    """The figures of a month, by desk and kind of case."""
    tallies: defaultdict[_Kind, Tally] = defaultdict(Tally)
    for group, counted in groups.items():
        if group.term not in _TERMS:  # counted by a later release
            continue
        tally, kind = tallies[_kind_of(group)], kinds.get(group.case_kind)
        end = end_of(kind, group.term, group.outcome, late=group.late, over=group.over)
        tally.ends[end] += counted.terms
        tally.breached += counted.breached
        if end.is_done:
            tally.took.update(counted.took)
    found = [each.figures(kinds.get(kind.case_kind), *kind) for kind, each in tallies.items()]
    return tuple(sorted(found, key=_in_order))


def counted_in(
    database: Database, month: date, span: "CountedSpan", calendar: Calendar
) -> tuple[Groups, int]:
    """Every term that was due in the month of that civil day, read whole; by how it stood.

    Also for how many terms no count can be kept: those that were over without a recorded breach,
    and those of a later release, whose unit is not known here. Raises ValueError in year 9999.
    """
    begins, ends = civil_month(month)
    groups, unsettled = Groups(DueCount), 0
    took = cache(partial(_days_taken, calendar))
    asked = span._asdict()
    for row in database.all(
        _groups(database.engine.dialect.name), begins=begins, ends=ends, **asked
    ):
        counted = groups[group_of(row)]
        counted.terms += row.terms
        counted.breached += row.breached
        unit = _unit_of(row)
        unsettled += row.terms if unit is None else row.unrecorded
        if row.late is not None and unit is not None and unit not in _CLOCKED:
            counted.took[took(unit, row.started_on, row.stopped_on)] += row.terms
    ended = {"until": span.until, "before_id": span.before_id}
    for row in _pages(database, _OF_HOURS, month, terms=list(terms_of_hours()), **ended):
        unit = _unit_of(row)
        if unit in _CLOCKED:
            length = taken(unit, row.started_at, row.stopped_at, calendar)
            groups[group_of(row)].took[length] += 1
    return groups, unsettled


class CountedSpan(NamedTuple):
    """What a count knows: terms whose ids are less than `before_id`, and what ended by `until`.

    What is due by `now` is over.
    """

    now: datetime
    until: datetime
    before_id: Id


def group_of(row: Row) -> DueGroup:
    """The group of a row that has these columns; `over` only of what runs."""
    over = row.late is None and row.over
    return DueGroup(row.case_kind, row.term, row.rule_set, row.outcome, row.late, over)


def length_of(row: Row, calendar: Calendar) -> int | None:
    """How long an ended term took; None of one whose unit is not known. Of one in hours exactly."""
    unit = _unit_of(row)
    if row.late is None or unit is None:
        return None
    if unit in _CLOCKED:
        return taken(unit, row.started_at, row.stopped_at, calendar)
    return _days_taken(calendar, unit, row.started_on, row.stopped_on)


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
    ended = and_(_C.stopped_at.is_not(None), _C.stopped_at <= _UNTIL)
    over = _C.due_at <= _NOW
    unrecorded = and_(over, _C.breached_at.is_(None), or_(_C.stopped_at.is_(None), _LATE))
    by = (
        *_KIND,
        case((ended, _C.outcome), else_=null()).label("outcome"),
        civil_day_of("started_at", ended, dialect).label("started_on"),
        civil_day_of("stopped_at", ended, dialect).label("stopped_on"),
        case((ended, _LATE), else_=null()).label("late"),
        over.label("over"),
    )
    counted = (
        func.count().label("terms"),
        func.count(case((over, _C.breached_at), else_=null())).label("breached"),
        func.count(case((unrecorded, 1), else_=null())).label("unrecorded"),
    )
    return grouped(by, counted).where(_IN_MONTH, _C.id < _BEFORE_ID)


def civil_day_of(column: str, ended: ColumnElement[bool], dialect: str) -> ColumnElement[Any]:
    """The civil day of an instant, as days since 1970; NULL of a term that has not ended."""
    return case((ended, literal_column(_CIVIL_DAY[dialect].format(column), Integer)), else_=null())


def grouped(
    by: Sequence[ColumnElement[Any]], counted: Sequence[ColumnElement[Any]]
) -> Select[tuple[Any, ...]]:
    """A count of terms, grouped by the first columns."""
    names: list[ColumnElement[Any]] = [
        literal_column(str(place)) for place in range(1, len(by) + 1)
    ]
    return select(*by, *counted).group_by(*names)


@cache
def terms_of_hours() -> Collection[TermId]:
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


def _kind_of(row: DueGroup) -> _Kind:
    return _Kind(row.case_kind, row.term, row.rule_set)


def _unit_of(row: Row) -> Unit | None:
    known = term_of(row.rule_set, row.term)
    return None if known is None else known.unit


def _days_taken(calendar: Calendar, unit: Unit, started_on: int, stopped_on: int) -> int:
    """As `taken`, of two civil days as they are grouped."""
    start, end = (civil_instant(_EPOCH + timedelta(days=each)) for each in (started_on, stopped_on))
    return taken(unit, start, end, calendar)


def _in_order(figures: MonthFigures) -> tuple[str, str, str, str]:
    return (figures.desk or "", figures.case_kind, figures.term, figures.rule_set)
