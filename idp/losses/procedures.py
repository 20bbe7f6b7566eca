"""The procedures of a loss: of its report, and of the recovery of an account at a counter."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import TextField
from idp.casework.domain.procedure import Lapse, Procedure, Refusal, Transition
from idp.contacts.domain import ContactsKept
from idp.history.domain import EventType
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId
from idp.losses.domain import VISIT_LIFETIME, LossState, VisitState

LONGEST_OUTCOME: Final = 2_000
LONGEST_DOCUMENT: Final = 120


class LossEvent(StrEnum):
    """What happens to the case of a loss."""

    TAKE = "take"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class LossOutcome:
    """What was found and done about a loss; the person reads it in a letter."""

    outcome: Annotated[str, TextField(N_("What was found and done"), LONGEST_OUTCOME, lines=True)]


LOSS: Final = Procedure(
    name="loss",
    citation=cited((32, 3)),
    desk="help",
    states=LossState,
    events=LossEvent,
    initial=LossState.OPEN,
    final={LossState.CLOSED},
    opening=Power.LOSS_REPORT,
    starts=(TermId.TAKE_LOSS_CASE,),
    transitions=(
        Transition(
            source=LossState.OPEN,
            event=LossEvent.TAKE,
            target=LossState.TAKEN,
            power=Power.LOSS_TAKE,
            happening=EventType.LOSS_CASE_TAKEN,
            takes=True,
            stops=(TermId.TAKE_LOSS_CASE,),
            starts=(TermId.CLOSE_LOSS_CASE,),
        ),
        Transition(
            source=LossState.TAKEN,
            event=LossEvent.CLOSE,
            target=LossState.CLOSED,
            power=Power.LOSS_DECIDE,
            happening=EventType.LOSS_CASE_CLOSED,
            needs=LossOutcome,
            stops=(TermId.CLOSE_LOSS_CASE,),
        ),
    ),
    refusals=(
        Refusal(
            states={LossState.TAKEN, LossState.CLOSED},
            event=LossEvent.TAKE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        Refusal(states={LossState.OPEN}, event=LossEvent.CLOSE, reason=Reason.NOT_AUTHORISED),
        Refusal(
            states={LossState.CLOSED}, event=LossEvent.CLOSE, reason=Reason.STATE_ALREADY_HOLDS
        ),
    ),
)


class VisitEvent(StrEnum):
    """What happens in a visit to a counter."""

    REVIEW = "review"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class VisitDocument:
    """Which document the person showed, without its data."""

    document: Annotated[str, TextField(N_("Document shown"), LONGEST_DOCUMENT, names_nobody=True)]


_STANDING: Final = (VisitState.BEGUN, VisitState.REVIEWED)
_ENDED: Final = {VisitState.DONE, VisitState.WITHDRAWN}
COUNTER_RECOVERY: Final = Procedure(
    name="counter_recovery",
    citation=cited((32, 2), (32, 3)),
    desk="help",
    states=VisitState,
    events=VisitEvent,
    initial=VisitState.BEGUN,
    final=_ENDED,
    opening=Power.RECOVERY_BEGIN,
    transitions=(
        Transition(
            source=VisitState.BEGUN,
            event=VisitEvent.REVIEW,
            target=VisitState.REVIEWED,
            power=Power.RECOVERY_BEGIN,
            happening=EventType.COUNTER_VISIT_REVIEWED,
            needs=ContactsKept,
        ),
        Transition(
            source=VisitState.REVIEWED,
            event=VisitEvent.CONFIRM,
            target=VisitState.DONE,
            power=Power.RECOVERY_CONFIRM,
            second_person=True,
            happening=EventType.MEANS_RECOVERED,
            if_refused=EventType.COUNTER_VISIT_REFUSED,
        ),
        *(
            Transition(
                source=source,
                event=VisitEvent.WITHDRAW,
                target=VisitState.WITHDRAWN,
                power=Power.RECOVERY_BEGIN,
                any_officer=True,
                happening=EventType.COUNTER_VISIT_ENDED,
            )
            for source in _STANDING
        ),
    ),
    refusals=(
        Refusal(
            states={VisitState.BEGUN},
            event=VisitEvent.CONFIRM,
            reason=Reason.CONTACTS_UNREVIEWED,
        ),
        Refusal(
            states={VisitState.REVIEWED, *_ENDED},
            event=VisitEvent.REVIEW,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        *(
            Refusal(states=_ENDED, event=event, reason=Reason.STATE_ALREADY_HOLDS)
            for event in (VisitEvent.CONFIRM, VisitEvent.WITHDRAW)
        ),
    ),
    lapses=tuple(
        Lapse(
            state=state,
            after=VISIT_LIFETIME,
            event=VisitEvent.WITHDRAW,
            rule="policy visits to a counter lapse after 30 minutes",
        )
        for state in _STANDING
    ),
)
