"""A term that runs or ran in a case, and where it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from idp.kernel.ids import Id
from idp.law.calendars import Calendar, Certainty
from idp.law.counting import parts
from idp.law.rule_sets import rule_set
from idp.law.terms import Term, TermId

FIRST_WARNING: Final = 50
"""Percent of a term after which the first warning is due (X7.2)."""
SECOND_WARNING: Final = 80
"""Percent of a term after which the second warning is due (X7.2)."""


class DeadlineState(StrEnum):
    """Where a term stands at an instant."""

    RUNNING = "running"
    HALF_OVER = "half_over"
    NEARLY_OVER = "nearly_over"
    OVERDUE = "overdue"
    MET = "met"
    BREACHED = "breached"
    """Ended, too late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One term in one case. All instants are aware and in UTC.

    `due_at` is the first instant that is too late, `half_at`, `most_at` and `escalate_at` are those
    of the warnings and of telling the head. `calendar` is the edition of the calendar that it was
    counted with, `rule_set` the text, with its ending for strict counting. `half_warned_at`,
    `warned_at`, `escalated_at` and `breached_at` are when each was recorded.
    """

    id: Id
    case_id: Id
    case_kind: str
    term: TermId
    rule_set: str
    started_at: datetime
    due_at: datetime
    half_at: datetime
    most_at: datetime
    escalate_at: datetime
    calendar: date
    certainty: Certainty
    half_warned_at: datetime | None = None
    warned_at: datetime | None = None
    escalated_at: datetime | None = None
    breached_at: datetime | None = None
    stopped_at: datetime | None = None
    outcome: str | None = None

    def state(self, now: datetime) -> DeadlineState:
        if self.stopped_at is not None:
            in_time = self.stopped_at < self.due_at
            return DeadlineState.MET if in_time else DeadlineState.BREACHED
        if now >= self.due_at:
            return DeadlineState.OVERDUE
        if now >= self.most_at:
            return DeadlineState.NEARLY_OVER
        return DeadlineState.HALF_OVER if now >= self.half_at else DeadlineState.RUNNING

    def percent_over(self, now: datetime) -> int:
        """How much of the time between start and due is over, from 0 to 100."""
        until = self.stopped_at or now
        whole = self.due_at - self.started_at
        over = int(100 * ((until - self.started_at) / whole)) if whole else 100
        return max(0, min(100, over))


@dataclass(frozen=True, slots=True)
class Instants:
    """What follows from a term, its start and the calendar; the names are those of Deadline."""

    due_at: datetime
    half_at: datetime
    most_at: datetime
    escalate_at: datetime
    certainty: Certainty


def instants_of(term: Term, start: datetime, calendar: Calendar) -> Instants:
    """Count a term. Raises ValueError for a `start` without a time zone and for an act at once."""
    if term.at_once:
        raise ValueError(f"{term.id} is due at once, so no clock runs")
    percents = (FIRST_WARNING, SECOND_WARNING, term.escalates_at)
    due, (half, most, escalate) = parts(term, start, calendar, percents)
    return Instants(due.at, half, most, escalate, due.certainty)


def counted_again(deadline: Deadline, calendar: Calendar) -> Instants:
    """What the facts of a deadline give, with the edition of the calendar that it names."""
    term = rule_set(deadline.rule_set).terms[deadline.term]
    return instants_of(term, deadline.started_at, calendar.as_of(deadline.calendar))


def instants_in(deadline: Deadline) -> Instants:
    """The instants that a deadline holds."""
    return Instants(
        deadline.due_at,
        deadline.half_at,
        deadline.most_at,
        deadline.escalate_at,
        deadline.certainty,
    )
