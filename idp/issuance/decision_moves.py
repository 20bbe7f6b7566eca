"""The moves by which the authority decides an application, whatever it is for, and their refusals.

An officer verifies it and proposes to grant it, a second person grants it, an officer refuses it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.procedure import Refusal, Transition
from idp.history.domain import EventType
from idp.issuance.domain import IssuanceGround, IssuanceState
from idp.kernel.refusals import Reason
from idp.law.terms import TermId


class DecisionEvent(StrEnum):
    """What every application has among its events, by these names."""

    VERIFY = "verify"
    GRANT = "grant"
    REFUSE = "refuse"


Early = Mapping[tuple[str, str], Reason]
"""Why an event is not possible yet, by state and event."""


def verifying(
    state: StrEnum, needs: type = NoFacts, event: StrEnum = DecisionEvent.VERIFY
) -> Transition:
    """An officer checked it and proposes to grant it."""
    return Transition(
        source=state,
        event=event,
        target=IssuanceState.VERIFIED,
        power=Power.ISSUANCE_PROPOSE,
        happening=EventType.ISSUANCE_VERIFIED,
        needs=needs,
    )


def granting(stops: tuple[TermId, ...]) -> Transition:
    """A second person grants what was verified."""
    return Transition(
        source=IssuanceState.VERIFIED,
        event=DecisionEvent.GRANT,
        target=IssuanceState.GRANTED,
        power=Power.ISSUANCE_APPROVE,
        happening=EventType.ISSUANCE_GRANTED,
        second_person=True,
        stops=stops,
        if_refused=EventType.ISSUANCE_GRANT_REFUSED,
    )


def refusing(
    state: StrEnum,
    stops: tuple[TermId, ...],
    *,
    event: StrEnum = DecisionEvent.REFUSE,
    power: Power = Power.ISSUANCE_PROPOSE,
) -> Transition:
    """It is refused for reasons that the person reads."""
    return Transition(
        source=state,
        event=event,
        target=IssuanceState.REFUSED,
        power=power,
        happening=EventType.ISSUANCE_REFUSED,
        needs=IssuanceGround,
        stops=stops,
    )


def early(states: Iterable[str], events: Iterable[str], reason: Reason) -> Early:
    """The same reason for each of these events in each of these states."""
    return {(state, event): reason for state in states for event in events}


def refusals(
    states: type[StrEnum], events: type[StrEnum], moves: Iterable[Transition], too_early: Early
) -> tuple[Refusal, ...]:
    """Of every pair without a move: what is over is told so, and what is too early."""
    possible = {(each.source, each.event) for each in moves}
    return tuple(
        Refusal(
            states={state},
            event=event,
            reason=too_early.get((state, event), Reason.STATE_ALREADY_HOLDS),
        )
        for event in events
        for state in states
        if (state, event) not in possible
    )
