"""The procedure of a case of a loss."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import TextField
from idp.casework.domain.procedure import Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId
from idp.losses.domain import LossState

LONGEST_OUTCOME: Final = 2_000


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
