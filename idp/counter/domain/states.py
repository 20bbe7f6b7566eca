"""The life of a request: every state, every event, and what follows; unknown pairs are refused."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Its time may run out in each of the first three; that is told by the clock, not stored."""

    ASKED = "asked"
    NUMBERED = "numbered"
    """The person typed the number that the terminal shows."""
    APPROVED = "approved"
    TAKEN = "taken"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Event(StrEnum):
    NUMBER_RIGHT = "number_right"
    NUMBER_WRONG = "number_wrong"
    TRIES_OVER = "tries_over"
    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    TAKE = "take"


TRANSITIONS: Final[dict[tuple[State, Event], State]] = {
    (State.ASKED, Event.NUMBER_RIGHT): State.NUMBERED,
    (State.ASKED, Event.NUMBER_WRONG): State.ASKED,
    (State.ASKED, Event.TRIES_OVER): State.CANCELLED,
    (State.ASKED, Event.DECLINE): State.DECLINED,
    (State.ASKED, Event.CANCEL): State.CANCELLED,
    (State.NUMBERED, Event.APPROVE): State.APPROVED,
    (State.NUMBERED, Event.DECLINE): State.DECLINED,
    (State.NUMBERED, Event.CANCEL): State.CANCELLED,
    (State.APPROVED, Event.TAKE): State.TAKEN,
    (State.APPROVED, Event.CANCEL): State.CANCELLED,
}


def follows(state: State, event: Event) -> State | None:
    """The next state; None when the event cannot happen in this one."""
    return TRANSITIONS.get((state, event))


def before(event: Event) -> tuple[State, ...]:
    """The states in which an event can happen."""
    return tuple(state for state in State if (state, event) in TRANSITIONS)
