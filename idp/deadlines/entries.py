"""What the history says of a term."""

from typing import Final

from idp.deadlines.domain import Deadline
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import System

EVALUATION: Final = System(rule="X7.2")
"""Who warns, escalates and records a breach."""


def record(history: History, event: EventType, deadline: Deadline, **facts: str) -> None:
    """Append an entry about a term; `facts` come on top of those that each entry has."""
    history.append(
        event,
        actor=EVALUATION,
        facts={
            "case": deadline.case_id,
            "case_kind": deadline.case_kind,
            "term": deadline.term,
            "due_at": deadline.due_at.isoformat(),
            "calendar": deadline.calendar.isoformat(),
            **facts,
        },
    )
