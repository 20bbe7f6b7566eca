"""Figures of the terms that were due in a month: how they ended, and how long that took (X7.2)."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from idp.law.rule_sets import rule_set
from idp.law.terms import Term, TermId
from idp.law.units import Unit

MEDIAN: Final = 50
"""Percent of what has ended by then."""
MOST: Final = 90
"""Percent of what has ended by then."""


class KindOfCase(NamedTuple):
    """What a report has to know of a procedure.

    `desk`: the queue in which its cases wait. `interrupts`: by term, the outcomes after which the
    case has to be completed, and the same term then runs anew.
    """

    desk: str
    interrupts: Mapping[TermId, Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """The terms of one kind that were due in a month, as they stand now.

    `desk` is None of a procedure that is not known here, `length` and `unit` of such a rule set.
    `due` are all: `met` ended in time, `late` too late; `interrupted` ended in time without what
    was due, as the case had to be completed first; `overdue` still run and are too late, `running`
    still run and are not due yet. `stopped` have ended, and of all `breached` the worker or the end
    recorded a breach. `median` and `ninetieth`: how many units half and nine of ten of those that
    were met or late took, at most (`idp.law.counting.taken`); None where there is none.
    """

    desk: str | None
    case_kind: str
    term: TermId
    rule_set: str
    length: int | None
    unit: Unit | None
    due: int
    met: int
    late: int
    interrupted: int
    overdue: int
    running: int
    breached: int
    stopped: int
    median: int | None
    ninetieth: int | None


def term_of(name: str, term: str) -> Term | None:
    """The term of a rule set; None of one that only a later release has."""
    try:
        return rule_set(name).terms[TermId(term)]
    except ValueError:
        return None


def by_rank(counted: Mapping[int, int], percent: int) -> int | None:
    """The least value that so many percent of all do not exceed (the nearest rank)."""
    rank = -(-sum(counted.values()) * percent // 100)
    for value in sorted(counted):
        rank -= counted[value]
        if rank <= 0:
            return value
    return None


class TermEnd(StrEnum):
    """How a term stands in a report."""

    MET = "met"
    LATE = "late"
    INTERRUPTED = "interrupted"
    OVERDUE = "overdue"
    RUNNING = "running"

    @property
    def is_done(self) -> bool:
        """Whether what was due was done, in time or not."""
        return self in {TermEnd.MET, TermEnd.LATE}


def end_of(
    kind: KindOfCase | None, term: str, outcome: str | None, *, late: bool | None, over: bool
) -> TermEnd:
    """How a term stands. `late`: whether it ended too late; None while it runs. `over`: is due."""
    if late is None:
        return TermEnd.OVERDUE if over else TermEnd.RUNNING
    if late:
        return TermEnd.LATE
    interrupts = () if kind is None else kind.interrupts.get(TermId(term), ())
    return TermEnd.INTERRUPTED if outcome in interrupts else TermEnd.MET


@dataclass(slots=True)
class Tally:
    """Counts the terms of one kind of case, term and rule set. `took`: how many took so long."""

    ends: Counter[TermEnd] = field(default_factory=Counter)
    breached: int = 0
    took: Counter[int] = field(default_factory=Counter)

    def figures(
        self, kind: KindOfCase | None, case_kind: str, term: str, text: str
    ) -> MonthFigures:
        """What was counted, of this term of that rule set."""
        known, ends = term_of(text, term), self.ends
        return MonthFigures(
            desk=None if kind is None else kind.desk,
            case_kind=case_kind,
            term=TermId(term),
            rule_set=text,
            length=None if known is None else known.length,
            unit=None if known is None else known.unit,
            due=ends.total(),
            met=ends[TermEnd.MET],
            late=ends[TermEnd.LATE],
            interrupted=ends[TermEnd.INTERRUPTED],
            overdue=ends[TermEnd.OVERDUE],
            running=ends[TermEnd.RUNNING],
            breached=self.breached,
            stopped=ends.total() - ends[TermEnd.OVERDUE] - ends[TermEnd.RUNNING],
            median=by_rank(self.took, MEDIAN),
            ninetieth=by_rank(self.took, MOST),
        )
