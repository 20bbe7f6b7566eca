"""The procedure of a request for the correction of one datum."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import TextField
from idp.casework.domain.procedure import Procedure, Refusal, Transition
from idp.corrections.domain import CorrectionState
from idp.history.domain import EventType
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId

LONGEST_GROUND: Final = 2_000


class CorrectionEvent(StrEnum):
    """What happens to a request for a correction."""

    TAKE = "take"
    CORRECT = "correct"
    REFER = "refer"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    """By the person who asked, until it is decided."""


@dataclass(frozen=True, slots=True)
class CorrectionGround:
    """Why it was decided so; the person reads it in a letter."""

    ground: Annotated[
        str, TextField(N_("Reasons, which the person reads"), LONGEST_GROUND, lines=True)
    ]


_DECISIONS: Final = {
    CorrectionEvent.CORRECT: (CorrectionState.CORRECTED, EventType.DATUM_CORRECTED),
    CorrectionEvent.REFER: (CorrectionState.REFERRED, EventType.CORRECTION_REFERRED),
    CorrectionEvent.REFUSE: (CorrectionState.REFUSED, EventType.CORRECTION_REFUSED),
}
_WAITING: Final = (CorrectionState.OPEN, CorrectionState.TAKEN)
_ENDED: Final = frozenset(state for state, _ in _DECISIONS.values()) | {CorrectionState.WITHDRAWN}

DATA_CORRECTION: Final = Procedure(
    name="data_correction",
    citation=cited((8, 1)),
    desk="identity",
    states=CorrectionState,
    events=CorrectionEvent,
    initial=CorrectionState.OPEN,
    final=_ENDED,
    opening=None,
    starts=(TermId.DECIDE_CORRECTION,),
    transitions=(
        Transition(
            source=CorrectionState.OPEN,
            event=CorrectionEvent.TAKE,
            target=CorrectionState.TAKEN,
            power=Power.CORRECTION_DECIDE,
            happening=EventType.CORRECTION_TAKEN,
            takes=True,
        ),
        *(
            Transition(
                source=CorrectionState.TAKEN,
                event=event,
                target=state,
                power=Power.CORRECTION_DECIDE,
                happening=happening,
                needs=CorrectionGround,
                stops=(TermId.DECIDE_CORRECTION,),
            )
            for event, (state, happening) in _DECISIONS.items()
        ),
        *(
            Transition(
                source=state,
                event=CorrectionEvent.WITHDRAW,
                target=CorrectionState.WITHDRAWN,
                power=Power.CORRECTION_DECIDE,
                of_person=True,
                happening=EventType.CORRECTION_WITHDRAWN,
                stops=(TermId.DECIDE_CORRECTION,),
            )
            for state in _WAITING
        ),
    ),
    refusals=(
        Refusal(
            states={CorrectionState.TAKEN, *_ENDED},
            event=CorrectionEvent.TAKE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        *(
            Refusal(states={CorrectionState.OPEN}, event=event, reason=Reason.NOT_AUTHORISED)
            for event in _DECISIONS
        ),
        *(
            Refusal(states=_ENDED, event=event, reason=Reason.STATE_ALREADY_HOLDS)
            for event in (*_DECISIONS, CorrectionEvent.WITHDRAW)
        ),
    ),
)
