"""The procedures of a citizen's application for level 02: with a card, and together with one."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.procedure import Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.issuance.domain import (
    AmendedApplication,
    BiometricsCompared,
    IssuanceGround,
    IssuanceState,
    IssuedCard,
    Missing,
    SignedConfirmation,
)
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId


class IssuanceEvent(StrEnum):
    """What happens to an application."""

    COMPARE = "compare"
    """Face and finger, by a machine, before the officer."""
    AMEND = "amend"
    """What was told is changed, while the dossier is not complete."""
    RETURN = "return"
    """The dossier is not complete, or not valid."""
    COMPLETE = "complete"
    """The person signed, and the dossier is complete and valid: the term begins."""
    VERIFY = "verify"
    """The authority checked what was told, and proposes to grant it."""
    GRANT = "grant"
    """A second person decides so."""
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    """The person says so at the desk."""


class JointEvent(StrEnum):
    """What happens to an application that is filed together with that for the identity card."""

    COMPARE = "compare"
    AMEND = "amend"
    RETURN = "return"
    COMPLETE = "complete"
    CARD_ISSUED = "issued"
    """The card exists now: before that nothing is granted (D7.1-3)."""
    CARD_REFUSED = "denied"
    """Without the card there is no account: it is refused with that reason (D10.3)."""
    VERIFY = "verify"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


_BEFORE: Final = (IssuanceState.SUBMITTED, IssuanceState.INCOMPLETE)
_RUNNING: Final = (IssuanceState.COMPLETE_VALID, IssuanceState.VERIFIED)
_FINAL: Final = frozenset({IssuanceState.GRANTED, IssuanceState.REFUSED, IssuanceState.WITHDRAWN})
_LATER: Final[Mapping[str, Reason]] = {
    IssuanceEvent.VERIFY: Reason.DOSSIER_INCOMPLETE,
    IssuanceEvent.GRANT: Reason.DOSSIER_UNVERIFIED,
    IssuanceEvent.COMPARE: Reason.DOSSIER_INCOMPLETE,
    JointEvent.CARD_ISSUED: Reason.DOSSIER_INCOMPLETE,
    JointEvent.CARD_REFUSED: Reason.DOSSIER_INCOMPLETE,
}
"""Why an event is not possible yet, in the states before it."""


def _stays(state: IssuanceState, event: StrEnum, needs: type, happening: EventType) -> Transition:
    """A move of the receiving officer after which the dossier is where it was."""
    return Transition(
        source=state,
        event=event,
        target=state,
        power=Power.ISSUANCE_RECEIVE,
        happening=happening,
        needs=needs,
    )


def _amending() -> Iterator[Transition]:
    for state in _BEFORE:
        happening = EventType.ISSUANCE_AMENDED
        yield _stays(state, IssuanceEvent.AMEND, AmendedApplication, happening)


def _completing(term: TermId) -> Iterator[Transition]:
    """To a complete and valid dossier, which starts the term, and back, which ends it."""
    for state in _BEFORE:
        yield Transition(
            source=state,
            event=IssuanceEvent.COMPLETE,
            target=IssuanceState.COMPLETE_VALID,
            power=Power.ISSUANCE_RECEIVE,
            happening=EventType.ISSUANCE_COMPLETE,
            needs=SignedConfirmation,
            starts=(term,),
        )
    for state in (IssuanceState.SUBMITTED, *_RUNNING):
        received = state is IssuanceState.SUBMITTED
        yield Transition(
            source=state,
            event=IssuanceEvent.RETURN,
            target=IssuanceState.INCOMPLETE,
            power=Power.ISSUANCE_RECEIVE if received else Power.ISSUANCE_PROPOSE,
            happening=EventType.ISSUANCE_RETURNED,
            needs=Missing,
            stops=() if received else (term,),
        )


def _deciding(term: TermId) -> Iterator[Transition]:
    yield Transition(
        source=IssuanceState.COMPLETE_VALID,
        event=IssuanceEvent.VERIFY,
        target=IssuanceState.VERIFIED,
        power=Power.ISSUANCE_PROPOSE,
        happening=EventType.ISSUANCE_VERIFIED,
    )
    yield Transition(
        source=IssuanceState.VERIFIED,
        event=IssuanceEvent.GRANT,
        target=IssuanceState.GRANTED,
        power=Power.ISSUANCE_APPROVE,
        happening=EventType.ISSUANCE_GRANTED,
        second_person=True,
        stops=(term,),
        if_refused=EventType.ISSUANCE_GRANT_REFUSED,
    )
    for state in (*_BEFORE, *_RUNNING):
        stops = (term,) if state in _RUNNING else ()
        yield Transition(
            source=state,
            event=IssuanceEvent.REFUSE,
            target=IssuanceState.REFUSED,
            power=Power.ISSUANCE_PROPOSE,
            happening=EventType.ISSUANCE_REFUSED,
            needs=IssuanceGround,
            stops=stops,
        )
        yield Transition(
            source=state,
            event=IssuanceEvent.WITHDRAW,
            target=IssuanceState.WITHDRAWN,
            power=Power.ISSUANCE_RECEIVE,
            happening=EventType.ISSUANCE_WITHDRAWN,
            needs=NoFacts,
            stops=stops,
        )


def _refusals(events: type[StrEnum], moves: Iterable[Transition]) -> Iterator[Refusal]:
    """Of every other pair: what is over is told so, and what is too early."""
    possible = {(each.source, each.event) for each in moves}
    for event in events:
        for state in IssuanceState:
            if (state, event) in possible:
                continue
            early = _LATER.get(event) if state in _BEFORE else None
            if event == IssuanceEvent.GRANT and state is IssuanceState.COMPLETE_VALID:
                early = Reason.DOSSIER_UNVERIFIED
            yield Refusal(states={state}, event=event, reason=early or Reason.STATE_ALREADY_HOLDS)


def _procedure(
    name: str,
    clause: int,
    events: type[StrEnum],
    moves: tuple[Transition, ...],
) -> Procedure:
    return Procedure(
        name=name,
        citation=cited((10, clause), (13, None)),
        desk="identity",
        states=IssuanceState,
        events=events,
        initial=IssuanceState.SUBMITTED,
        final=_FINAL,
        opening=Power.ISSUANCE_RECEIVE,
        transitions=moves,
        refusals=tuple(_refusals(events, moves)),
    )


def _of_card() -> Iterator[Transition]:
    """The end of the application for the card, as the officer finds it in its register."""
    state, event = IssuanceState.COMPLETE_VALID, JointEvent.CARD_ISSUED
    yield _stays(state, event, IssuedCard, EventType.ISSUANCE_CARD_ISSUED)
    yield Transition(
        source=state,
        event=JointEvent.CARD_REFUSED,
        target=IssuanceState.REFUSED,
        power=Power.ISSUANCE_RECEIVE,
        happening=EventType.ISSUANCE_REFUSED,
        needs=IssuanceGround,
        stops=(TermId.ISSUE_CITIZEN_WITHOUT_CARD,),
    )


def _comparing(states: Iterable[IssuanceState]) -> Iterator[Transition]:
    for state in states:
        happening = EventType.ISSUANCE_COMPARED
        yield _stays(state, IssuanceEvent.COMPARE, BiometricsCompared, happening)


CITIZEN_LEVEL_2: Final = _procedure(
    "citizen_level_2",
    2,
    IssuanceEvent,
    (
        *_comparing(_BEFORE),
        *_amending(),
        *_completing(TermId.ISSUE_CITIZEN_LEVEL_2),
        *_deciding(TermId.ISSUE_CITIZEN_LEVEL_2),
    ),
)
"""A citizen with an identity card, in person (D10.2): three working days (D13.1b)."""

CITIZEN_LEVEL_2_WITH_CARD: Final = _procedure(
    "citizen_level_2_with_card",
    3,
    JointEvent,
    (
        *_amending(),
        *_completing(TermId.ISSUE_CITIZEN_WITHOUT_CARD),
        *_of_card(),
        *_comparing((IssuanceState.COMPLETE_VALID,)),
        *_deciding(TermId.ISSUE_CITIZEN_WITHOUT_CARD),
    ),
)
"""A citizen whose identity card is applied for at the same time (D10.3): 7 working days (D13.2).

Face and finger are compared once the card exists: before that the State has none to compare with.
"""

ISSUANCE: Final = (CITIZEN_LEVEL_2, CITIZEN_LEVEL_2_WITH_CARD)
