"""The procedure that binds an application key to its person, in front of two officers (Q12)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import TextField
from idp.casework.domain.procedure import Lapse, Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.law.citations import cited

ANCHORING_LIFETIME: Final = timedelta(minutes=30)
"""The time for the second officer: the person stands at the counter."""
LONGEST: Final = 120


class AnchoringState(StrEnum):
    BEGUN = "begun"
    """The document and the register agree, and the key is one of the person."""
    DONE = "done"
    WITHDRAWN = "withdrawn"
    """By an officer, or by the rule because its time was over."""


class AnchoringEvent(StrEnum):
    """What happens to the anchoring of a key."""

    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class KeyToAnchor:
    """The key that the person used before the officer, and which document they showed."""

    credential: Annotated[str, TextField(N_("Credential"), LONGEST, names_nobody=True)]
    key: Annotated[str, TextField(N_("Number of the key"), LONGEST, names_nobody=True)]
    document: Annotated[str, TextField(N_("Document shown"), LONGEST, names_nobody=True)]


_ENDED: Final = {AnchoringState.DONE, AnchoringState.WITHDRAWN}
KEY_ANCHORING: Final = Procedure(
    name="key_anchoring",
    citation=cited((20, 1), (21, 1)),
    desk="help",
    states=AnchoringState,
    events=AnchoringEvent,
    initial=AnchoringState.BEGUN,
    final=_ENDED,
    opening=Power.KEY_ANCHOR_BEGIN,
    transitions=(
        Transition(
            source=AnchoringState.BEGUN,
            event=AnchoringEvent.CONFIRM,
            target=AnchoringState.DONE,
            power=Power.KEY_ANCHOR_CONFIRM,
            second_person=True,
            happening=EventType.APP_KEY_ANCHORED,
            if_refused=EventType.KEY_ANCHORING_REFUSED,
        ),
        Transition(
            source=AnchoringState.BEGUN,
            event=AnchoringEvent.WITHDRAW,
            target=AnchoringState.WITHDRAWN,
            power=Power.KEY_ANCHOR_BEGIN,
            any_officer=True,
            happening=EventType.KEY_ANCHORING_ENDED,
        ),
    ),
    refusals=tuple(
        Refusal(states=_ENDED, event=event, reason=Reason.STATE_ALREADY_HOLDS)
        for event in AnchoringEvent
    ),
    lapses=(
        Lapse(
            state=AnchoringState.BEGUN,
            after=ANCHORING_LIFETIME,
            event=AnchoringEvent.WITHDRAW,
            rule="policy visits to a counter lapse after 30 minutes",
        ),
    ),
)
