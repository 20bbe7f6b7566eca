"""The procedure of a request for the correction of one datum."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import TextField
from idp.casework.domain.procedure import Procedure, Refusal, Transition
from idp.corrections.domain import LONGEST_QUESTION, LONGEST_WHY, CorrectionState
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
    ASK = "ask"
    """The person for more; the term of the decision runs on."""
    ANSWER = "answer"
    """By the person who was asked."""
    WITHDRAW = "withdraw"
    """By the person who asked, until it is decided."""


@dataclass(frozen=True, slots=True)
class CorrectionGround:
    """Why it was decided so; the person reads it in a letter."""

    ground: Annotated[
        str, TextField(N_("Reasons, which the person reads"), LONGEST_GROUND, lines=True)
    ]


@dataclass(frozen=True, slots=True)
class CorrectionQuestion:
    """What the officer wants to know or see; the person reads it."""

    question: Annotated[
        str, TextField(N_("What you need, which the person reads"), LONGEST_QUESTION, lines=True)
    ]


@dataclass(frozen=True, slots=True)
class CorrectionAnswer:
    """What the person says to that."""

    answer: Annotated[str, TextField(N_("Answer of the person"), LONGEST_WHY, lines=True)]


_DECISIONS: Final = {
    CorrectionEvent.CORRECT: (CorrectionState.CORRECTED, EventType.DATUM_CORRECTED),
    CorrectionEvent.REFER: (CorrectionState.REFERRED, EventType.CORRECTION_REFERRED),
    CorrectionEvent.REFUSE: (CorrectionState.REFUSED, EventType.CORRECTION_REFUSED),
}
_WITH_OFFICER: Final = (CorrectionState.TAKEN, CorrectionState.QUESTION_ASKED)
"""An officer decides also without an answer: silence stops no clock."""
_WAITING: Final = (CorrectionState.OPEN, *_WITH_OFFICER)
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
        Transition(
            source=CorrectionState.TAKEN,
            event=CorrectionEvent.ASK,
            target=CorrectionState.QUESTION_ASKED,
            power=Power.CORRECTION_DECIDE,
            happening=EventType.CORRECTION_QUESTION,
            needs=CorrectionQuestion,
        ),
        Transition(
            source=CorrectionState.QUESTION_ASKED,
            event=CorrectionEvent.ANSWER,
            target=CorrectionState.TAKEN,
            power=Power.CORRECTION_DECIDE,
            of_person=True,
            happening=EventType.CORRECTION_ANSWERED,
            needs=CorrectionAnswer,
        ),
        *(
            Transition(
                source=source,
                event=event,
                target=state,
                power=Power.CORRECTION_DECIDE,
                happening=happening,
                needs=CorrectionGround,
                stops=(TermId.DECIDE_CORRECTION,),
            )
            for source in _WITH_OFFICER
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
            states={*_WITH_OFFICER, *_ENDED},
            event=CorrectionEvent.TAKE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        *(
            Refusal(states={CorrectionState.OPEN}, event=event, reason=Reason.NOT_AUTHORISED)
            for event in (*_DECISIONS, CorrectionEvent.ASK)
        ),
        Refusal(
            states={CorrectionState.QUESTION_ASKED, *_ENDED},
            event=CorrectionEvent.ASK,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        Refusal(
            states={CorrectionState.OPEN, CorrectionState.TAKEN, *_ENDED},
            event=CorrectionEvent.ANSWER,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        *(
            Refusal(states=_ENDED, event=event, reason=Reason.STATE_ALREADY_HOLDS)
            for event in (*_DECISIONS, CorrectionEvent.WITHDRAW)
        ),
    ),
)
