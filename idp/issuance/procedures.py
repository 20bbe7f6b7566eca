"""The procedures of applications for level 02: with a card, with one to come, of foreigners."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from idp.access.desks import Matter
from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.procedure import Procedure, Transition
from idp.history.domain import EventType
from idp.issuance.decision_moves import Early, early, granting, refusals, refusing, verifying
from idp.issuance.domain import (
    AmendedApplication,
    BiometricsCompared,
    ForeignerState,
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
    WITHDRAW_OWN = "withdraw_own"
    """The person, or who came along with them, does so in self-service."""


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
    WITHDRAW_OWN = "withdraw_own"


class ForeignerEvent(StrEnum):
    """What happens to an application that immigration receives and sends on (D11.2)."""

    COMPARE = "compare"
    AMEND = "amend"
    RETURN = "return"
    COMPLETE = "complete"
    """The database has face and fingers of the person (D13.3b)."""
    TO_ENROL = "enrol"
    """It had none, so immigration enrols them (D13.3c)."""
    SEND = "send"
    """Immigration sends the dossier to the authority (D11.2c)."""
    VERIFY = "verify"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    WITHDRAW_OWN = "withdraw_own"


_BEFORE: Final = (IssuanceState.SUBMITTED, IssuanceState.INCOMPLETE)
_RUNNING: Final = (IssuanceState.COMPLETE_VALID, IssuanceState.VERIFIED)
_AT_IMMIGRATION: Final = (ForeignerState.RECEIVED_BY_IMMIGRATION, ForeignerState.INCOMPLETE)
_UNSENT: Final = (*_AT_IMMIGRATION, ForeignerState.COMPLETE_VALID)
_SENT: Final = (ForeignerState.SENT_TO_AUTHORITY, ForeignerState.VERIFIED)
_FINAL: Final = frozenset({IssuanceState.GRANTED, IssuanceState.REFUSED, IssuanceState.WITHDRAWN})
_ON_FILE: Final = TermId.ISSUE_FOREIGNER_LEVEL_2
_TO_ENROL: Final = TermId.ISSUE_FOREIGNER_LEVEL_2_TO_ENROL
_EARLY: Final[Early] = {
    **early(
        _BEFORE,
        (
            IssuanceEvent.VERIFY,
            IssuanceEvent.COMPARE,
            JointEvent.CARD_ISSUED,
            JointEvent.CARD_REFUSED,
        ),
        Reason.DOSSIER_INCOMPLETE,
    ),
    **early(
        (*_BEFORE, IssuanceState.COMPLETE_VALID), (IssuanceEvent.GRANT,), Reason.DOSSIER_UNVERIFIED
    ),
}
"""Why an event is not possible yet, in the states before it."""
_EARLY_OF_FOREIGNERS: Final[Early] = {
    **early(_AT_IMMIGRATION, (ForeignerEvent.SEND,), Reason.DOSSIER_INCOMPLETE),
    **early(
        _UNSENT,
        (ForeignerEvent.VERIFY, ForeignerEvent.GRANT, ForeignerEvent.REFUSE),
        Reason.DOSSIER_NOT_SENT,
    ),
    **early(
        (ForeignerState.SENT_TO_AUTHORITY,), (ForeignerEvent.GRANT,), Reason.DOSSIER_UNVERIFIED
    ),
}


def _stays(state: StrEnum, event: StrEnum, needs: type, happening: EventType) -> Transition:
    """A move of the receiving officer after which the dossier is where it was."""
    return Transition(
        source=state,
        event=event,
        target=state,
        power=Power.ISSUANCE_RECEIVE,
        happening=happening,
        needs=needs,
    )


def _amending(states: Iterable[StrEnum]) -> Iterator[Transition]:
    for state in states:
        happening = EventType.ISSUANCE_AMENDED
        yield _stays(state, IssuanceEvent.AMEND, AmendedApplication, happening)


def _completing(
    states: Iterable[StrEnum], term: TermId, event: StrEnum = IssuanceEvent.COMPLETE
) -> Iterator[Transition]:
    """To a complete and valid dossier, which starts the term."""
    for state in states:
        yield Transition(
            source=state,
            event=event,
            target=IssuanceState.COMPLETE_VALID,
            power=Power.ISSUANCE_RECEIVE,
            happening=EventType.ISSUANCE_COMPLETE,
            needs=SignedConfirmation,
            starts=(term,),
        )


def _returning(state: StrEnum, power: Power, stops: tuple[TermId, ...]) -> Transition:
    """Back to what is missing, which ends the term."""
    return Transition(
        source=state,
        event=IssuanceEvent.RETURN,
        target=IssuanceState.INCOMPLETE,
        power=power,
        happening=EventType.ISSUANCE_RETURNED,
        needs=Missing,
        stops=stops,
    )


def _returning_of_citizens(term: TermId) -> Iterator[Transition]:
    yield _returning(IssuanceState.SUBMITTED, Power.ISSUANCE_RECEIVE, ())
    for state in _RUNNING:
        yield _returning(state, Power.ISSUANCE_PROPOSE, (term,))


def _withdrawing(state: StrEnum, stops: tuple[TermId, ...]) -> Iterator[Transition]:
    """At the desk by an officer to whom the person says so, or by themself without coming."""
    for event, of_person in ((IssuanceEvent.WITHDRAW, False), (IssuanceEvent.WITHDRAW_OWN, True)):
        yield Transition(
            source=state,
            event=event,
            target=IssuanceState.WITHDRAWN,
            power=Power.ISSUANCE_RECEIVE,
            of_person=of_person,
            happening=EventType.ISSUANCE_WITHDRAWN,
            needs=NoFacts,
            stops=stops,
        )


def _deciding(term: TermId) -> Iterator[Transition]:
    yield verifying(IssuanceState.COMPLETE_VALID)
    yield granting((term,))
    for state in (*_BEFORE, *_RUNNING):
        stops = (term,) if state in _RUNNING else ()
        yield refusing(state, stops)
        yield from _withdrawing(state, stops)


def _procedure(
    name: str,
    clause: int,
    events: type[StrEnum],
    moves: tuple[Transition, ...],
) -> Procedure:
    """Of citizens."""
    return Procedure(
        name=name,
        citation=cited((10, clause), (13, None)),
        desk="identity",
        states=IssuanceState,
        events=events,
        initial=IssuanceState.SUBMITTED,
        final=_FINAL,
        opening=Power.ISSUANCE_RECEIVE,
        matter=Matter.CITIZEN_IN_PERSON,
        transitions=moves,
        refusals=refusals(IssuanceState, events, moves, _EARLY),
    )


def _of_card() -> Iterator[Transition]:
    """The end of the application for the card, as the officer finds it in its register."""
    state, event = IssuanceState.COMPLETE_VALID, JointEvent.CARD_ISSUED
    yield _stays(state, event, IssuedCard, EventType.ISSUANCE_CARD_ISSUED)
    refused, term = JointEvent.CARD_REFUSED, TermId.ISSUE_CITIZEN_WITHOUT_CARD
    yield refusing(state, (term,), event=refused, power=Power.ISSUANCE_RECEIVE)


def _comparing(states: Iterable[StrEnum]) -> Iterator[Transition]:
    for state in states:
        happening = EventType.ISSUANCE_COMPARED
        yield _stays(state, IssuanceEvent.COMPARE, BiometricsCompared, happening)


def _of_foreigners() -> Iterator[Transition]:
    """Which of the two terms runs depends on the path, so whatever ends one ends both."""
    terms = (_ON_FILE, _TO_ENROL)
    yield from _comparing(_UNSENT)
    yield from _amending(_AT_IMMIGRATION)
    yield from _completing(_AT_IMMIGRATION, _ON_FILE)
    yield from _completing(_AT_IMMIGRATION, _TO_ENROL, ForeignerEvent.TO_ENROL)
    yield _returning(ForeignerState.RECEIVED_BY_IMMIGRATION, Power.ISSUANCE_RECEIVE, ())
    yield _returning(ForeignerState.COMPLETE_VALID, Power.ISSUANCE_RECEIVE, terms)
    yield Transition(
        source=ForeignerState.COMPLETE_VALID,
        event=ForeignerEvent.SEND,
        target=ForeignerState.SENT_TO_AUTHORITY,
        power=Power.ISSUANCE_RECEIVE,
        happening=EventType.ISSUANCE_SENT,
    )
    for state in _SENT:
        yield _returning(state, Power.ISSUANCE_PROPOSE, terms)
    yield verifying(ForeignerState.SENT_TO_AUTHORITY)
    yield granting(terms)
    for state in _SENT:
        yield refusing(state, terms)
    for state in (*_UNSENT, *_SENT):
        yield from _withdrawing(state, () if state in _AT_IMMIGRATION else terms)


CITIZEN_LEVEL_2: Final = _procedure(
    "citizen_level_2",
    2,
    IssuanceEvent,
    (
        *_comparing(_BEFORE),
        *_amending(_BEFORE),
        *_completing(_BEFORE, TermId.ISSUE_CITIZEN_LEVEL_2),
        *_returning_of_citizens(TermId.ISSUE_CITIZEN_LEVEL_2),
        *_deciding(TermId.ISSUE_CITIZEN_LEVEL_2),
    ),
)
"""A citizen with an identity card, in person (D10.2): three working days (D13.1b)."""

CITIZEN_LEVEL_2_WITH_CARD: Final = _procedure(
    "citizen_level_2_with_card",
    3,
    JointEvent,
    (
        *_amending(_BEFORE),
        *_completing(_BEFORE, TermId.ISSUE_CITIZEN_WITHOUT_CARD),
        *_returning_of_citizens(TermId.ISSUE_CITIZEN_WITHOUT_CARD),
        *_of_card(),
        *_comparing((IssuanceState.COMPLETE_VALID,)),
        *_deciding(TermId.ISSUE_CITIZEN_WITHOUT_CARD),
    ),
)
"""A citizen whose identity card is applied for at the same time (D10.3): 7 working days (D13.2).

Face and finger are compared once the card exists: before that the State has none to compare with.
"""

_MOVES_OF_FOREIGNERS: Final = tuple(_of_foreigners())
FOREIGNER_LEVEL_2: Final = Procedure(
    name="foreigner_level_2",
    citation=cited((11, 2), (13, None)),
    desk="identity",
    states=ForeignerState,
    events=ForeignerEvent,
    initial=ForeignerState.RECEIVED_BY_IMMIGRATION,
    final=_FINAL,
    opening=Power.ISSUANCE_RECEIVE,
    transitions=_MOVES_OF_FOREIGNERS,
    refusals=refusals(ForeignerState, ForeignerEvent, _MOVES_OF_FOREIGNERS, _EARLY_OF_FOREIGNERS),
    apart=_UNSENT,
    matter=Matter.FOREIGNER_IN_PERSON,
)
"""A foreigner in person at immigration (D11.2), which sends the dossier to the authority.

Three working days where the National Immigration Database has face and fingers of the person, seven
where they are enrolled there first (D13.3b, D13.3c). They run from the complete dossier, so that
what immigration takes to send it costs the person nothing. Who never completes it withdraws it:
only the authority refuses.
"""

ISSUANCE: Final = (CITIZEN_LEVEL_2, CITIZEN_LEVEL_2_WITH_CARD, FOREIGNER_LEVEL_2)
