"""What was due in a month, counted once and kept, with what changed since found by indexes (X7.2).

A month has tens of thousands of terms, and a report is about how all of them stand now. The worker
counts each month as of an hour ago; a report reads that count and adds what happened since: terms
that were started, that ended, and whose last instant passed. So its figures are those of now, and
it reads what an hour or two brought. What cannot be added, such as a new edition of the calendar,
makes the kept count invalid: the month is counted whole then.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
    update,
)

from idp.deadlines.figures import KindOfCase, MonthFigures
from idp.deadlines.reports import (
    CountedSpan,
    DueCount,
    DueGroup,
    Groups,
    civil_day_of,
    counted_in,
    figures_of,
    group_of,
    grouped,
    length_of,
    terms_of_hours,
)
from idp.deadlines.rows import KNOWN
from idp.deadlines.tables import DEADLINE, TERM_MONTH
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id, id_of_ago
from idp.law.calendars import Calendar, civil_month
from idp.platform.database import Database, Row, insert_new

SETTLED: Final = timedelta(hours=1)
"""How old what is counted has to be: no transaction that is still open began before."""
_MOMENT: Final = timedelta(microseconds=1)
"""A term that ends with the last day of a month is due in the first instant of the next one."""
_SOME_DAY_OF_THE_NEXT: Final = timedelta(days=31)
_C: Final = DEADLINE.c
_M: Final = TERM_MONTH.c
_LAST_ID: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
_UNTIL: Final = bindparam("until", type_=_C.due_at.type)
_NOW: Final = bindparam("now", type_=_C.due_at.type)
_BEFORE_ID: Final = bindparam("before_id", type_=_C.id.type)
_IN_MONTH: Final = and_(
    _C.due_at > bindparam("begins", type_=_C.due_at.type),
    _C.due_at <= bindparam("ends", type_=_C.due_at.type),
)
_KEPT: Final = select(TERM_MONTH).where(_M.month == bindparam("name"))
_INSERT: Final = insert_new(TERM_MONTH)
_REPLACE: Final = (
    update(TERM_MONTH)
    .where(_M.month == bindparam("name"))
    .values(
        until=bindparam("until_"),
        before_id=bindparam("before_id_"),
        calendar=bindparam("calendar_"),
        groups=bindparam("groups_"),
    )
)
_FORGET: Final = delete(TERM_MONTH)
_FIRST_DUE: Final = select(func.min(_C.due_at).label("at"))
_COUNTED_BEFORE: Final = select(
    exists().where(_C.next_at.is_not(None), _C.calendar < bindparam("edition"), KNOWN).label("some")
)


class _Part:
    """Why terms are in a change."""

    STARTED: Final = "started"
    ENDED: Final = "ended"
    PASSED: Final = "passed"


def report_of(
    database: Database,
    month: date,
    now: datetime,
    calendar: Calendar,
    kinds: Mapping[str, KindOfCase],
) -> tuple[MonthFigures, ...]:
    """The figures of what was due in the month of that civil day, as it stands now.

    Raises ValueError in year 9999.
    """
    kept = _kept(database, month, calendar)
    if kept is None:
        groups, _ = counted_in(
            database,
            month,
            CountedSpan(now, datetime.max.replace(tzinfo=now.tzinfo), _LAST_ID),
            calendar,
        )
    else:
        groups = kept.groups
        for row in _changes(database, month, kept.until, kept.before_id, now):
            _add(groups, row, calendar)
    return figures_of(groups, kinds)


def keep_months(
    database: Database, now: datetime, calendar: Calendar, settled: timedelta = SETTLED
) -> int:
    """Count each month until the present one as of a while ago; returns how many were counted.

    A month in which nothing changed since is not counted again. Nothing is kept while terms wait
    to be counted with this edition of the calendar, and nothing of a month in which a breach is not
    recorded yet, or in which a term of a later release was due: its processes read the same count.
    Many workers may do it at the same time.
    """
    first = database.one(_FIRST_DUE)
    if first is None or first.at is None:
        return 0
    waiting = database.one(_COUNTED_BEFORE, edition=calendar.edition.isoformat())
    if waiting is None or waiting.some:
        return 0
    span, done = CountedSpan(now - settled, now - settled, id_of_ago(settled)), 0
    month, last = civil_day(first.at - _MOMENT).replace(day=1), civil_day(now).replace(day=1)
    while month <= last:
        done += _keep(database, month, span, calendar)
        month = (month + _SOME_DAY_OF_THE_NEXT).replace(day=1)
    return done


def forget_months(database: Database) -> None:
    """Called in the unit of work in which terms got other due instants: all are counted anew."""
    database.execute(_FORGET)


class _KeptMonth(NamedTuple):
    until: datetime
    before_id: Id
    groups: Groups


def _kept(database: Database, month: date, calendar: Calendar) -> _KeptMonth | None:
    """What is kept of a month; None where nothing is, or with another edition of the calendar."""
    row = database.one(_KEPT, name=_name(month))
    if row is None or row.calendar != calendar.edition.isoformat():
        return None
    groups = Groups(DueCount)
    for *group, terms, breached, took in row.groups:
        lengths = Counter({int(length): number for length, number in took.items()})
        groups[DueGroup(*group)] = DueCount(terms, breached, lengths)
    return _KeptMonth(row.until, row.before_id, groups)


def _keep(database: Database, month: date, span: CountedSpan, calendar: Calendar) -> bool:
    """Count a month and keep it; where nothing changed since, only until when that is known."""
    kept = _kept(database, month, calendar)
    if kept is not None and not _changes(database, month, kept.until, kept.before_id, span.now):
        groups, counted = kept.groups, False
    else:
        groups, unsettled = counted_in(database, month, span, calendar)
        if unsettled:
            return False
        counted = True
    said = [
        [*group, each.terms, each.breached, {str(n): each.took[n] for n in sorted(each.took)}]
        for group, each in groups.items()
    ]
    facts = {"until": span.until, "before_id": span.before_id}
    facts |= {"calendar": calendar.edition.isoformat(), "groups": said}
    with database.transaction():
        replaced = {f"{name}_": value for name, value in facts.items()}
        if not database.execute(_REPLACE, name=_name(month), **replaced):
            database.execute(_INSERT, month=_name(month), **facts)
    return counted


def _changes(
    database: Database, month: date, until: datetime, before_id: Id, now: datetime
) -> list[Row]:
    """What changed in a month since it was counted, read by one statement, so at one moment."""
    begins, ends = civil_month(month)
    return list(
        database.all(
            _changed(database.engine.dialect.name),
            until=until,
            before_id=before_id,
            now=now,
            begins=begins,
            ends=ends,
            hours=list(terms_of_hours()),
        )
    )


@cache
def _changed(dialect: str) -> CompoundSelect[tuple[Any, ...]]:
    """Terms that were started, that ended, or that passed their last instant, each by its index."""
    counted, runs = _C.id < _BEFORE_ID, _C.stopped_at.is_(None)
    return union_all(
        _part(_Part.STARTED, dialect).where(_C.id >= _BEFORE_ID, _IN_MONTH),
        _part(_Part.ENDED, dialect).where(_C.stopped_at > _UNTIL, counted, _IN_MONTH),
        _part(_Part.PASSED, dialect).where(
            _C.due_at > _UNTIL, _C.due_at <= _NOW, runs, counted, _IN_MONTH
        ),
    )


def _part(name: str, dialect: str) -> Any:  # noqa: ANN401 - a select of these columns
    ended = _C.stopped_at.is_not(None)
    exact = and_(ended, _C.term.in_(bindparam("hours", expanding=True)))

    def instant(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return case((exact, column), else_=null())

    was_over = _C.due_at <= _UNTIL
    by = (
        literal(name).label("part"),
        _C.case_kind,
        _C.term,
        _C.rule_set,
        _C.outcome,
        civil_day_of("started_at", ended, dialect).label("started_on"),
        civil_day_of("stopped_at", ended, dialect).label("stopped_on"),
        instant(_C.started_at).label("started_at"),
        instant(_C.stopped_at).label("stopped_at"),
        (_C.stopped_at >= _C.due_at).label("late"),
        (_C.due_at <= _NOW).label("over"),
        was_over.label("was_over"),
    )
    breached = case((was_over, null()), else_=_C.breached_at)
    return grouped(
        by,
        (
            func.count().label("terms"),
            func.count(_C.breached_at).label("breached"),
            func.count(breached).label("breached_since"),
        ),
    )


def _add(groups: Groups, row: Row, calendar: Calendar) -> None:
    """Put into a kept count what changed since: a term leaves the group it was in."""
    if row.part != _Part.STARTED:
        was_over = row.part == _Part.ENDED and row.was_over
        before = DueGroup(row.case_kind, row.term, row.rule_set, None, None, was_over)
        groups[before].terms -= row.terms
    now = groups[group_of(row)]
    now.terms += row.terms
    now.breached += row.breached if row.part == _Part.STARTED else row.breached_since
    length = length_of(row, calendar)
    if length is not None:
        now.took[length] += row.terms


def _name(month: date) -> str:
    return month.replace(day=1).isoformat()
