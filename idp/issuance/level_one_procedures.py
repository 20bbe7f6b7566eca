"""The procedures of an application for level 01 from the national application (D10.1, D11.1)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.procedure import Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.issuance.domain import IssuanceGround
from idp.issuance.level_one import ReviewFinding
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId

CHECKED: Final = "D10.1c-1"
"""The rule by which a machine compares, and grants what agrees."""


class LevelOneState(StrEnum):
    """Where an application from the telephone stands (requirements S1)."""

    COMPLETE_VALID = "complete_valid"
    """Everything the law asks for was sent: the term runs from the receipt (D13.1a, D13.3a)."""
    NEEDS_REVIEW = "needs_review"
    """Something does not agree, and an officer looks at it (D10.1c-1)."""
    VERIFIED = "verified"
    """An officer found that it is the person all the same, and proposes to grant it."""
    GRANTED = "granted"
    REFUSED = "refused"


class LevelOneEvent(StrEnum):
    """What happens to an application from the telephone."""

    MATCHED = "matched"
    """Everything agrees: the machine grants it."""
    UNMATCHED = "unmatched"
    """Something does not: the machine gives it to an officer."""
    VERIFY = "verify"
    GRANT = "grant"
    """A second person decides so, where the machine did not."""
    REFUSE = "refuse"


_OPEN: Final = (LevelOneState.COMPLETE_VALID, LevelOneState.NEEDS_REVIEW)
_FINAL: Final = frozenset({LevelOneState.GRANTED, LevelOneState.REFUSED})


def _by_machine(event: LevelOneEvent, target: LevelOneState, happening: EventType) -> Transition:
    return Transition(
        source=LevelOneState.COMPLETE_VALID,
        event=event,
        target=target,
        power=Power.ISSUANCE_PROPOSE,
        of_rule=CHECKED,
        happening=happening,
    )


def _moves(term: TermId) -> Iterator[Transition]:
    granted, review = LevelOneState.GRANTED, LevelOneState.NEEDS_REVIEW
    yield _by_machine(LevelOneEvent.MATCHED, granted, EventType.ISSUANCE_GRANTED)
    yield _by_machine(LevelOneEvent.UNMATCHED, review, EventType.ISSUANCE_IN_REVIEW)
    for state in _OPEN:
        yield Transition(
            source=state,
            event=LevelOneEvent.VERIFY,
            target=LevelOneState.VERIFIED,
            power=Power.ISSUANCE_PROPOSE,
            happening=EventType.ISSUANCE_VERIFIED,
            needs=ReviewFinding,
        )
    yield Transition(
        source=LevelOneState.VERIFIED,
        event=LevelOneEvent.GRANT,
        target=granted,
        power=Power.ISSUANCE_APPROVE,
        happening=EventType.ISSUANCE_GRANTED,
        second_person=True,
        stops=(term,),
        if_refused=EventType.ISSUANCE_GRANT_REFUSED,
    )
    for state in (*_OPEN, LevelOneState.VERIFIED):
        yield Transition(
            source=state,
            event=LevelOneEvent.REFUSE,
            target=LevelOneState.REFUSED,
            power=Power.ISSUANCE_PROPOSE,
            happening=EventType.ISSUANCE_REFUSED,
            needs=IssuanceGround,
            stops=(term,),
        )


def _procedure(name: str, article: int, term: TermId) -> Procedure:
    moves = tuple(_moves(term))
    possible = {(each.source, each.event) for each in moves}
    refusals = tuple(
        Refusal(states={state}, event=event, reason=_why_not(state, event))
        for event in LevelOneEvent
        for state in LevelOneState
        if (state, event) not in possible
    )
    return Procedure(
        name=name,
        citation=cited((article, 1), (13, None)),
        desk="identity",
        states=LevelOneState,
        events=LevelOneEvent,
        initial=LevelOneState.COMPLETE_VALID,
        final=_FINAL,
        opening=None,
        transitions=moves,
        refusals=refusals,
        starts=(term,),
    )


def _why_not(state: LevelOneState, event: LevelOneEvent) -> Reason:
    early = event is LevelOneEvent.GRANT and state in _OPEN
    return Reason.DOSSIER_UNVERIFIED if early else Reason.STATE_ALREADY_HOLDS


CITIZEN_LEVEL_1: Final = _procedure("citizen_level_1", 10, TermId.ISSUE_CITIZEN_LEVEL_1)
"""A citizen, with the number and the telephone that are their own: one working day (D13.1a)."""

FOREIGNER_LEVEL_1: Final = _procedure("foreigner_level_1", 11, TermId.ISSUE_FOREIGNER_LEVEL_1)
"""A foreigner, with a passport or travel document: one working day (D13.3a)."""

LEVEL_ONE: Final = (CITIZEN_LEVEL_1, FOREIGNER_LEVEL_1)
