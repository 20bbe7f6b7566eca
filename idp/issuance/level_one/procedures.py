"""The procedures of an application for level 01 from the national application (D10.1, D11.1)."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.procedure import Procedure, Transition
from idp.history.domain import EventType
from idp.issuance.decision_moves import early, granting, refusals, refusing, verifying
from idp.issuance.level_one.domain import JointLevelOneApplication, ReviewFinding
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId

CHECKED: Final = "D10.1c-1"
"""The rule by which a machine compares, and grants what agrees."""
RECEIVED: Final = "D10.1b-4"
"""The rule by which what a stranger's telephone sends is received, and withdrawn again."""


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
    WITHDRAWN = "withdrawn"


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
    WITHDRAW_SENT = "withdraw_sent"
    """By the telephone that sent it, whose key proves nobody (D10.1a)."""
    WITHDRAW_OWN = "withdraw_own"
    """By who filed it for another."""


class AwaitedCardState(StrEnum):
    """Where an application stands that was filed together with that for the identity card."""

    AWAITING_CARD = "awaiting_card"
    """Everything else was sent: the term runs from the receipt (D13.2)."""
    NEEDS_REVIEW = "needs_review"
    VERIFIED = "verified"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AwaitedCardEvent(StrEnum):
    """What happens to such an application."""

    MATCHED = "matched"
    """The card exists, and everything agrees: the machine grants it."""
    UNMATCHED = "unmatched"
    """Something does not, or the person may not have it any more: an officer looks at it."""
    CARD_REFUSED = "denied"
    """Without the card there is no account: an officer refuses it with that reason (D7.1-3)."""
    VERIFY = "verify"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW_SENT = "withdraw_sent"
    WITHDRAW_OWN = "withdraw_own"


_OPEN: Final = (LevelOneState.COMPLETE_VALID, LevelOneState.NEEDS_REVIEW)
_UNDECIDED: Final = (*_OPEN, LevelOneState.VERIFIED)
_FINAL: Final = frozenset({LevelOneState.GRANTED, LevelOneState.REFUSED, LevelOneState.WITHDRAWN})
_EARLY: Final = early(_OPEN, (LevelOneEvent.GRANT,), Reason.DOSSIER_UNVERIFIED)
_EARLY_WITH_CARD: Final = {
    **early(
        (AwaitedCardState.AWAITING_CARD,),
        (AwaitedCardEvent.VERIFY, AwaitedCardEvent.GRANT),
        Reason.IDENTITY_CARD_REQUIRED,
    ),
    **early((AwaitedCardState.NEEDS_REVIEW,), (AwaitedCardEvent.GRANT,), Reason.DOSSIER_UNVERIFIED),
}


def _by_machine(state: StrEnum, needs: type = NoFacts) -> Iterator[Transition]:
    """What it grants, and what it gives to an officer."""
    for event, target, happening in (
        (LevelOneEvent.MATCHED, LevelOneState.GRANTED, EventType.ISSUANCE_GRANTED),
        (LevelOneEvent.UNMATCHED, LevelOneState.NEEDS_REVIEW, EventType.ISSUANCE_IN_REVIEW),
    ):
        yield Transition(
            source=state,
            event=event,
            target=target,
            power=Power.ISSUANCE_PROPOSE,
            of_rule=CHECKED,
            happening=happening,
            needs=needs,
        )


def _withdrawing(
    state: StrEnum, event: LevelOneEvent, term: TermId, *, of_rule: str = ""
) -> Transition:
    return Transition(
        source=state,
        event=event,
        target=LevelOneState.WITHDRAWN,
        power=Power.ISSUANCE_PROPOSE,
        of_person=not of_rule,
        of_rule=of_rule,
        happening=EventType.ISSUANCE_WITHDRAWN,
        stops=(term,),
    )


def _moves(term: TermId) -> Iterator[Transition]:
    yield from _by_machine(LevelOneState.COMPLETE_VALID)
    for state in _OPEN:
        yield verifying(state, ReviewFinding)
    yield granting((term,))
    yield from _ending(_UNDECIDED, term)


def _moves_with_card() -> Iterator[Transition]:
    """Nothing is proposed before the card exists; it may be refused, and withdrawn."""
    term, waits = TermId.ISSUE_CITIZEN_WITHOUT_CARD, AwaitedCardState.AWAITING_CARD
    yield from _by_machine(waits, JointLevelOneApplication)
    yield refusing(waits, (term,), event=AwaitedCardEvent.CARD_REFUSED)
    yield verifying(AwaitedCardState.NEEDS_REVIEW, ReviewFinding)
    yield granting((term,))
    yield from _ending((waits, AwaitedCardState.NEEDS_REVIEW, AwaitedCardState.VERIFIED), term)


def _ending(states: Iterable[StrEnum], term: TermId) -> Iterator[Transition]:
    for state in states:
        yield refusing(state, (term,))
        yield _withdrawing(state, LevelOneEvent.WITHDRAW_SENT, term, of_rule=RECEIVED)
        yield _withdrawing(state, LevelOneEvent.WITHDRAW_OWN, term)


def _procedure(name: str, article: int, term: TermId) -> Procedure:
    moves = tuple(_moves(term))
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
        refusals=refusals(LevelOneState, LevelOneEvent, moves, _EARLY),
        starts=(term,),
    )


CITIZEN_LEVEL_1: Final = _procedure("citizen_level_1", 10, TermId.ISSUE_CITIZEN_LEVEL_1)
"""A citizen, with the number and the telephone that are their own: one working day (D13.1a)."""

FOREIGNER_LEVEL_1: Final = _procedure("foreigner_level_1", 11, TermId.ISSUE_FOREIGNER_LEVEL_1)
"""A foreigner, with a passport or travel document: one working day (D13.3a)."""

_MOVES_WITH_CARD: Final = tuple(_moves_with_card())
CITIZEN_LEVEL_1_WITH_CARD: Final = Procedure(
    name="citizen_level_1_with_card",
    citation=cited((10, 1), (13, None)),
    desk="identity",
    states=AwaitedCardState,
    events=AwaitedCardEvent,
    initial=AwaitedCardState.AWAITING_CARD,
    final=_FINAL,
    opening=None,
    transitions=_MOVES_WITH_CARD,
    refusals=refusals(AwaitedCardState, AwaitedCardEvent, _MOVES_WITH_CARD, _EARLY_WITH_CARD),
    starts=(TermId.ISSUE_CITIZEN_WITHOUT_CARD,),
)
"""A citizen whose identity card is applied for at the same time: 7 working days (D13.2).

The machine asks until the card exists, and compares the face then: before that the State has none
to compare with.
"""

LEVEL_ONE: Final = (CITIZEN_LEVEL_1, CITIZEN_LEVEL_1_WITH_CARD, FOREIGNER_LEVEL_1)
CITED: Final[Mapping[str, str]] = {each.name: each.citation.vi for each in LEVEL_ONE}
"""By procedure: the articles by which it decides, as letters cite them."""
