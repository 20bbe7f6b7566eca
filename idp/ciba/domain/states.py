"""The state machine of a request; unknown transitions are refused."""

from enum import StrEnum
from typing import Final


class RequestState(StrEnum):
    """The first three can expire, which follows from the clock and is not stored."""

    ASKED = "asked"
    NUMBER_MATCHED = "numbered"
    """Number matching: the person typed the number that the terminal shows."""
    APPROVED = "approved"
    REDEEMED = "taken"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class RequestEvent(StrEnum):
    NUMBER_MATCHES = "number_right"
    NUMBER_WRONG = "number_wrong"
    TOO_MANY_TRIES = "tries_over"
    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    REDEEM = "take"


TRANSITIONS: Final[dict[tuple[RequestState, RequestEvent], RequestState]] = {
    (RequestState.ASKED, RequestEvent.NUMBER_MATCHES): RequestState.NUMBER_MATCHED,
    (RequestState.ASKED, RequestEvent.NUMBER_WRONG): RequestState.ASKED,
    (RequestState.ASKED, RequestEvent.TOO_MANY_TRIES): RequestState.CANCELLED,
    (RequestState.ASKED, RequestEvent.DECLINE): RequestState.DECLINED,
    (RequestState.ASKED, RequestEvent.CANCEL): RequestState.CANCELLED,
    (RequestState.NUMBER_MATCHED, RequestEvent.APPROVE): RequestState.APPROVED,
    (RequestState.NUMBER_MATCHED, RequestEvent.DECLINE): RequestState.DECLINED,
    (RequestState.NUMBER_MATCHED, RequestEvent.CANCEL): RequestState.CANCELLED,
    (RequestState.APPROVED, RequestEvent.REDEEM): RequestState.REDEEMED,
    (RequestState.APPROVED, RequestEvent.CANCEL): RequestState.CANCELLED,
}


def follows(state: RequestState, event: RequestEvent) -> RequestState | None:
    """The next state; None for an impossible event."""
    return TRANSITIONS.get((state, event))


def before(event: RequestEvent) -> tuple[RequestState, ...]:
    """The states in which an event is possible."""
    return tuple(state for state in RequestState if (state, event) in TRANSITIONS)
