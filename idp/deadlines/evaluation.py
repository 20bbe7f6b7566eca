"""Records the parts of terms that are over: by whole batches, each row by one worker, once.

A row is claimed by its lock and changed by one statement, so that two workers record each warning
and each breach once.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol

from sqlalchemy import (
    ColumnElement,
    Update,
    and_,
    any_,
    bindparam,
    case,
    func,
    null,
    select,
    update,
)

from idp.deadlines.domain import Deadline, instants_of
from idp.deadlines.entries import record, record_each
from idp.deadlines.kept_months import forget_months
from idp.deadlines.rows import COLUMNS, KNOWN, columns_of, deadline_of
from idp.deadlines.tables import DEADLINE
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id
from idp.law.calendars import Calendar
from idp.law.rule_sets import rule_set

_C: Final = DEADLINE.c
_AT_ONCE: Final = 2_000
"""Rows of one transaction."""
_MOST_STEPS: Final = 100
"""Transactions of one call; the next call records the rest."""
_TOLD: Final = (_C.case_id, _C.case_kind, _C.term, _C.due_at, _C.calendar)
_NOW: Final = bindparam("now", type_=_C.due_at.type)
_COUNTED_AT_ONCE: Final = 200
"""Terms that are counted again in one transaction, which holds their cases."""
_IS_OLDER: Final = and_(_C.calendar < bindparam("edition"), _C.next_at.is_not(None), KNOWN)
_OLDER: Final = (
    select(_C.id, _C.case_id).where(_IS_OLDER).order_by(_C.calendar).limit(bindparam("most"))
)
_HOLD_OLDER: Final = (
    select(*COLUMNS)
    .where(_IS_OLDER, _C.id.in_(bindparam("ids", expanding=True)))
    .order_by(_C.id)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many terms of one batch were escalated and breached, without those only warned of."""

    escalated: int
    breached: int


Tell = Callable[[Recorded], None]
"""Told of each batch inside its transaction."""


class CasesOfTerms(Protocol):
    """The cases in which the terms run; they keep the earliest due instant."""

    def hold(self, case_ids: Collection[Id]) -> None:
        """Lock these cases until the unit of work ends; called before their terms are locked."""

    def recounted(self, case_ids: Collection[Id]) -> None:
        """Called in the unit of work in which terms of these cases got other due instants."""


def record_what_is_over(context: ServiceContext, tell: Tell) -> int:
    """Record every warning, escalation and breach that is due; returns how many rows changed."""
    return _in_steps(lambda most: _step(context, tell, most))


def count_again(context: ServiceContext, calendar: Calendar, cases: CasesOfTerms) -> int:
    """Count running terms anew that were counted with an earlier edition; returns how many."""
    return _in_steps(
        lambda most: _step_with_new_calendar(context, calendar, cases, most), _COUNTED_AT_ONCE
    )


def _in_steps(step: Callable[[int], int], at_once: int = _AT_ONCE) -> int:
    done = 0
    for _ in range(_MOST_STEPS):
        last = step(at_once)
        done += last
        if last < at_once:
            break
    return done


def _step(context: ServiceContext, tell: Tell, most: int) -> int:
    now = context.clock.now()
    statement = _recording(context.database.engine.dialect.name)
    with context.database.transaction():
        rows = context.database.all(statement, now=now, most=most)
        breached = [row for row in rows if row.breached]
        escalated = [row for row in rows if row.escalated and not row.breached]
        record_each(context.history, EventType.DEADLINE_BREACHED, breached)
        record_each(context.history, EventType.DEADLINE_ESCALATED, escalated)
        tell(Recorded(len(escalated), len(breached)))
    return len(rows)


@cache
def _recording(dialect: str) -> Update:
    """Claim the rows whose next instant has come, and record all that is over.

    The ids are an array on PostgreSQL, which is evaluated once (`platform.database.purging`).
    """
    some = (
        select(_C.id)
        .where(_C.next_at <= _NOW)
        .order_by(_C.next_at)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    claimed = (
        _C.id.in_(some)
        if dialect == "sqlite"
        else _C.id == any_(func.array(some.scalar_subquery()))
    )
    return (
        update(DEADLINE)
        .where(claimed)
        .values(
            half_warned_at=_recorded(_C.half_at, _C.half_warned_at),
            warned_at=_recorded(_C.most_at, _C.warned_at),
            escalated_at=_recorded(_C.escalate_at, _C.escalated_at),
            breached_at=_recorded(_C.due_at, _C.breached_at),
            next_at=_next(dialect),
        )
        .returning(
            *_TOLD,
            (_C.breached_at == _NOW).label("breached"),
            (_C.escalated_at == _NOW).label("escalated"),
        )
    )


def _recorded(at: ColumnElement[Any], recorded_at: ColumnElement[Any]) -> ColumnElement[Any]:
    """The present instant where `at` has come and nothing is recorded yet."""
    return case((at <= _NOW, func.coalesce(recorded_at, _NOW)), else_=recorded_at)


def _next(dialect: str) -> ColumnElement[Any]:
    """The earliest instant that is still to come; NULL when the term is over."""
    earliest = func.min if dialect == "sqlite" else func.least
    to_come = [
        case((at > _NOW, at), else_=_C.due_at) for at in (_C.half_at, _C.most_at, _C.escalate_at)
    ]
    return case((_C.due_at > _NOW, earliest(_C.due_at, *to_come)), else_=null())


def _step_with_new_calendar(
    context: ServiceContext, calendar: Calendar, cases: CasesOfTerms, most: int
) -> int:
    """A move of a case locks the case before its terms, so it is done in this order here too."""
    edition = calendar.edition.isoformat()
    with context.database.transaction():
        found = context.database.all(_OLDER, edition=edition, most=most)
        if not found:
            return 0
        cases.hold({row.case_id for row in found})
        ids = [row.id for row in found]
        rows = context.database.all(_HOLD_OLDER, edition=edition, ids=ids)
        held = [deadline_of(row) for row in rows]
        moved = {each.case_id for each in held if _count_again(context, each, calendar)}
        cases.recounted(moved)
        if moved:
            forget_months(context.database)
    return len(held)


def _count_again(context: ServiceContext, deadline: Deadline, calendar: Calendar) -> bool:
    """Put the new instants in force; the next evaluation finds what is over of them.

    Returns whether the term is due at another instant.
    """
    term = rule_set(deadline.rule_set).terms[deadline.term]
    counted = instants_of(term, deadline.started_at, calendar)
    changed = columns_of(counted) | {
        "calendar": calendar.edition.isoformat(),
        "next_at": counted.half_at,
    }
    context.database.execute(
        update(DEADLINE).where(_C.id == deadline.id, _C.stopped_at.is_(None)).values(**changed)
    )
    moves = counted.due_at != deadline.due_at
    if moves:
        record(
            context.history,
            EventType.DEADLINE_RECOUNTED,
            deadline,
            {
                "due_at": counted.due_at.isoformat(),
                "calendar": calendar.edition.isoformat(),
                "was_due_at": deadline.due_at.isoformat(),
            },
        )
    return moves
