"""The procedure of a misuse case."""

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
from idp.violations.domain import CaseState

LONGEST_OUTCOME: Final = 2_000


class MisuseEvent(StrEnum):
    """What happens to a misuse case."""

    TAKE = "take"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class MisuseOutcome:
    """What was found and done about an act of misuse."""

    outcome: Annotated[str, TextField(N_("What was found and done"), LONGEST_OUTCOME, lines=True)]


MISUSE: Final = Procedure(
    name="misuse",
    citation=cited((4, 5), (19, 4)),
    desk="review",
    states=CaseState,
    events=MisuseEvent,
    initial=CaseState.OPEN,
    final={CaseState.CLOSED},
    opening=None,
    starts=(TermId.TAKE_MISUSE_CASE,),
    transitions=(
        Transition(
            source=CaseState.OPEN,
            event=MisuseEvent.TAKE,
            target=CaseState.TAKEN,
            power=Power.MISUSE_TAKE,
            happening=EventType.VIOLATION_TAKEN,
            takes=True,
            stops=(TermId.TAKE_MISUSE_CASE,),
            starts=(TermId.CLOSE_MISUSE_CASE,),
        ),
        Transition(
            source=CaseState.TAKEN,
            event=MisuseEvent.CLOSE,
            target=CaseState.CLOSED,
            power=Power.MISUSE_DECIDE,
            happening=EventType.VIOLATION_CLOSED,
            needs=MisuseOutcome,
            stops=(TermId.CLOSE_MISUSE_CASE,),
        ),
    ),
    refusals=(
        Refusal(
            states={CaseState.TAKEN, CaseState.CLOSED},
            event=MisuseEvent.TAKE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        Refusal(states={CaseState.OPEN}, event=MisuseEvent.CLOSE, reason=Reason.NOT_AUTHORISED),
        Refusal(
            states={CaseState.CLOSED},
            event=MisuseEvent.CLOSE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
    ),
)
