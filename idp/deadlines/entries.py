"""What the history says of a term."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import System
from idp.kernel.ids import Id

EVALUATION: Final = System(rule="X7.2")
"""Who starts and stops the clock of a term, and records what of it is over."""


class Counted(Protocol):
    """The facts that each entry about a term has: a `Deadline`, or a row that was evaluated."""

    @property
    def case_id(self) -> Id: ...
    @property
    def case_kind(self) -> str: ...
    @property
    def term(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def calendar(self) -> Any: ...  # noqa: ANN401 - a date, or an ISO date as the row has it


def record(
    history: History, event: EventType, of: Counted, facts: Mapping[str, str] | None = None
) -> None:
    """Append an entry about a term; `facts` come on top of those that each entry has."""
    history.append(event, actor=EVALUATION, facts=_facts(of) | dict(facts or {}))


def record_each(history: History, event: EventType, of: Iterable[Counted]) -> None:
    """Append an entry about each of these terms, all in one batch."""
    history.append_each(event, actor=EVALUATION, facts=[_facts(each) for each in of])


def _facts(of: Counted) -> dict[str, str]:
    return {
        "case": of.case_id,
        "case_kind": of.case_kind,
        "term": str(of.term),
        "due_at": of.due_at.isoformat(),
        "calendar": str(of.calendar),
    }
