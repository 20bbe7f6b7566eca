"""Reports of the terms in cases, by desk and procedure: what was due in a month (X7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from idp.casework.domain.cases import CARRIED_OVER
from idp.casework.domain.procedure import Procedure
from idp.deadlines.figures import KindOfCase, MonthFigures
from idp.deadlines.service import Deadlines
from idp.law.terms import TermId

_ALWAYS: Final = frozenset({CARRIED_OVER})
"""What ends a term of any case without what was due."""


@dataclass(frozen=True, slots=True)
class MonthOfTerms:
    """`overdue_before`: how many terms were due before the month and still run."""

    month: date
    figures: tuple[MonthFigures, ...]
    overdue_before: int


@dataclass(frozen=True)
class TermReports:
    """Reads; it changes nothing, and names no person, officer or case."""

    deadlines: Deadlines
    procedures: Mapping[str, Procedure]

    def of(self, month: date) -> MonthOfTerms:
        """The report of the month in which that civil day lies. Raises ValueError in year 9999."""
        kinds = {name: kind_of(each) for name, each in self.procedures.items()}
        figures = self.deadlines.report(month, kinds)
        return MonthOfTerms(month.replace(day=1), figures, self.deadlines.overdue_before(month))


def kind_of(procedure: Procedure) -> KindOfCase:
    """What the report of a month has to know of a procedure."""
    interrupts = {term: procedure.interruptions(term) | _ALWAYS for term in TermId}
    return KindOfCase(procedure.desk, interrupts)
