"""The procedure of an application for an organisation's account (Art. 12)."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.procedure import Lapse, Procedure, Transition
from idp.history.domain import EventType
from idp.issuance.decision_moves import Early, early, granting, refusals, refusing, verifying
from idp.issuance.organisations.domain import (
    OrganisationConclusion,
    OrganisationDossier,
    OrganisationState,
)
from idp.kernel.actors import System
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId

ANSWER_WITHIN: Final = timedelta(days=30)
"""The law gives no time: counted from the last answer or the last one who was asked."""
ASKS: Final = System(rule="D12.3-1")
"""Who asks the other representatives: the application, and nobody."""
LAPSE_RULE: Final = "policy requests to representatives lapse after 30 days"


class OrganisationEvent(StrEnum):
    """What happens to it."""

    AGREE = "agree"
    """One other representative agreed."""
    DISAGREE = "disagree"
    """One did not, so it is refused (D12.3-2)."""
    ASK_MORE = "ask_more"
    """Somebody represents it only since then, so the dossier is complete once they agreed."""
    COMPLETE = "complete"
    """Everybody agreed, and a register has what was told."""
    EXAMINE = "examine"
    """Everybody agreed, and an officer has to verify what no register has."""
    FILE = "file"
    """At a desk: the papers are there, everybody agreed, and a register has what was told."""
    FILE_TO_EXAMINE = "file-to-examine"
    """The same, and an officer has to verify what no register has."""
    VERIFY = "verify"
    CONCLUDE = "conclude"
    """What an officer verified: before that nothing is granted (D12.2-2)."""
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    """By who filed it, or a representative who may act alone."""
    LAPSE = "lapse"


_S: Final = OrganisationState
_FINAL: Final = frozenset({_S.GRANTED, _S.REFUSED, _S.WITHDRAWN, _S.LAPSED})
_RUNS: Final = {
    _S.COMPLETE_VALID: TermId.ISSUE_ORGANISATION,
    _S.VERIFYING: TermId.ISSUE_ORGANISATION_NOT_ON_FILE,
}
_BOTH: Final = tuple(_RUNS.values())
OPEN: Final = (_S.AWAITING, *_RUNS, _S.VERIFIED)
_TO_VERIFY: Final = (OrganisationEvent.VERIFY, OrganisationEvent.CONCLUDE)
_EARLY: Final[Early] = {
    **early((_S.AWAITING,), _TO_VERIFY, Reason.DOSSIER_INCOMPLETE),
    **early((_S.VERIFYING,), (OrganisationEvent.VERIFY,), Reason.DOSSIER_UNVERIFIED),
    **early((_S.AWAITING, *_RUNS), (OrganisationEvent.GRANT,), Reason.DOSSIER_UNVERIFIED),
}


def _of_representatives() -> Iterator[Transition]:
    answers = {
        OrganisationEvent.AGREE: (_S.AWAITING, EventType.CO_REPRESENTATIVE_AGREED),
        OrganisationEvent.DISAGREE: (_S.REFUSED, EventType.CO_REPRESENTATIVE_REFUSED),
        OrganisationEvent.COMPLETE: (_S.COMPLETE_VALID, EventType.ISSUANCE_COMPLETE),
        OrganisationEvent.EXAMINE: (_S.VERIFYING, EventType.ISSUANCE_COMPLETE),
    }
    for event, (target, happening) in answers.items():
        yield Transition(
            source=_S.AWAITING,
            event=event,
            target=target,
            power=Power.ISSUANCE_PROPOSE,
            of_person=True,
            happening=happening,
            starts=(_RUNS[target],) if target in _RUNS else (),
        )
    for state in OPEN:
        yield Transition(
            source=state,
            event=OrganisationEvent.ASK_MORE,
            target=_S.AWAITING,
            power=Power.ISSUANCE_PROPOSE,
            of_rule=ASKS.rule,
            happening=EventType.CO_REPRESENTATIVES_ADDED,
            stops=_stops(state),
        )
        yield Transition(
            source=state,
            event=OrganisationEvent.WITHDRAW,
            target=_S.WITHDRAWN,
            power=Power.ISSUANCE_PROPOSE,
            of_person=True,
            happening=EventType.ISSUANCE_WITHDRAWN,
            stops=_stops(state),
        )


def _at_desks() -> Iterator[Transition]:
    filed = {
        OrganisationEvent.FILE: _S.COMPLETE_VALID,
        OrganisationEvent.FILE_TO_EXAMINE: _S.VERIFYING,
    }
    for event, target in filed.items():
        yield Transition(
            source=_S.AWAITING,
            event=event,
            target=target,
            power=Power.ISSUANCE_RECEIVE,
            happening=EventType.ISSUANCE_COMPLETE,
            needs=OrganisationDossier,
            starts=(_RUNS[target],),
        )


def _of_officers() -> Iterator[Transition]:
    yield Transition(
        source=_S.AWAITING,
        event=OrganisationEvent.LAPSE,
        target=_S.LAPSED,
        power=Power.ISSUANCE_PROPOSE,
        of_rule=LAPSE_RULE,
        happening=EventType.CO_REPRESENTATIVES_SILENT,
    )
    verified = {
        _S.COMPLETE_VALID: (OrganisationEvent.VERIFY, NoFacts),
        _S.VERIFYING: (OrganisationEvent.CONCLUDE, OrganisationConclusion),
    }
    for state, (event, needs) in verified.items():
        yield verifying(state, needs, event)
    yield granting(_BOTH)
    for state in OPEN:
        yield refusing(state, _stops(state))


def _stops(state: OrganisationState) -> tuple[TermId, ...]:
    """The terms that may run in a state; either of them once it is verified."""
    if state is _S.VERIFIED:
        return _BOTH
    return (_RUNS[state],) if state in _RUNS else ()


_MOVES: Final = (*_of_representatives(), *_at_desks(), *_of_officers())

ORGANISATION_ACCOUNT: Final = Procedure(
    name="organisation_account",
    citation=cited((12, None), (13, 4)),
    desk="identity",
    states=OrganisationState,
    events=OrganisationEvent,
    initial=_S.AWAITING,
    final=_FINAL,
    opening=Power.ISSUANCE_RECEIVE,
    transitions=_MOVES,
    refusals=refusals(OrganisationState, OrganisationEvent, _MOVES, _EARLY),
    lapses=(
        Lapse(
            state=_S.AWAITING,
            after=ANSWER_WITHIN,
            event=OrganisationEvent.LAPSE,
            rule=LAPSE_RULE,
        ),
    ),
)
"""By a legal representative or head in self-service; 1 working day, or 15 days (D13.4).

Under Decree 69/2024 also at a desk, on paper, and by an authorised person.
"""
