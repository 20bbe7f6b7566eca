"""The procedure by which two registrations of one person that were both used become one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import PersonalDayField, PlainField, TextField
from idp.casework.domain.procedure import Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName
from idp.law.citations import cited

LONGEST_TEXT: Final = 2_000
_LONGEST_NAME: Final = 200
_LONGEST_WORD: Final = 120
_LONGEST_ID: Final = 100


class MergeState(StrEnum):
    """How far it is decided whether two registrations are one person."""

    OPEN = "open"
    HEARD = "heard"
    """The person was at a counter, with a document that is of both registrations."""
    PENDING = "pending_second_approval"
    MERGED = "merged"
    REFUSED = "refused"


class MergeEvent(StrEnum):
    """What happens in such a case."""

    HEAR = "hear"
    PROPOSE = "propose"
    APPROVE = "approve"
    REFUSE = "refuse"


class GoesOn(StrEnum):
    """Which of the two goes on."""

    TOLD = "told"
    """The one of which the registry tells that it has the number of the other."""
    HOLDER = "holder"
    """The one that has the number."""


@dataclass(frozen=True, slots=True)
class MergeAsked:
    """By which event of a registry the case came to be, and the other registration."""

    registry: Annotated[RegistryName, PlainField(N_("Registry"))]
    event_id: Annotated[str, TextField(N_("Event of the registry"), _LONGEST_ID, names_nobody=True)]
    other: Annotated[str, TextField(N_("The other registration"), _LONGEST_ID, names_nobody=True)]


@dataclass(frozen=True, slots=True)
class PersonHeard:
    """Who came to the counter, by the data of their document, and what they said."""

    document: Annotated[str, TextField(N_("Document shown"), _LONGEST_WORD, names_nobody=True)]
    number: Annotated[str, TextField(N_("Identification number on it"), _LONGEST_WORD)]
    name: Annotated[str, TextField(N_("Full name on it"), _LONGEST_NAME)]
    birthdate: Annotated[str, PersonalDayField(N_("Date of birth on it"))]
    said: Annotated[
        str, TextField(N_("What the person says about the two accounts"), LONGEST_TEXT, lines=True)
    ]


@dataclass(frozen=True, slots=True)
class MergeProposed:
    """Which registration goes on, and why; the person reads the reasons in a letter."""

    goes_on: Annotated[GoesOn, PlainField(N_("Which registration goes on"))]
    ground: Annotated[
        str, TextField(N_("Reasons, which the person reads"), LONGEST_TEXT, lines=True)
    ]


@dataclass(frozen=True, slots=True)
class MergeRefused:
    """Why both stay as they are; the holders of both accounts read it."""

    ground: Annotated[
        str, TextField(N_("Reasons, which the person reads"), LONGEST_TEXT, lines=True)
    ]


_WAITING: Final = (MergeState.OPEN, MergeState.HEARD, MergeState.PENDING)
_ENDED: Final = frozenset({MergeState.MERGED, MergeState.REFUSED})
REGISTRATION_MERGE: Final = Procedure(
    name="registration_merge",
    citation=cited((8, 1)),
    desk="identity",
    states=MergeState,
    events=MergeEvent,
    initial=MergeState.OPEN,
    final=_ENDED,
    opening=Power.MERGE_PROPOSE,
    transitions=(
        Transition(
            source=MergeState.OPEN,
            event=MergeEvent.HEAR,
            target=MergeState.HEARD,
            power=Power.MERGE_PROPOSE,
            happening=EventType.MERGE_HEARD,
            needs=PersonHeard,
            takes=True,
        ),
        Transition(
            source=MergeState.HEARD,
            event=MergeEvent.PROPOSE,
            target=MergeState.PENDING,
            power=Power.MERGE_PROPOSE,
            happening=EventType.MERGE_PROPOSED,
            needs=MergeProposed,
        ),
        Transition(
            source=MergeState.PENDING,
            event=MergeEvent.APPROVE,
            target=MergeState.MERGED,
            power=Power.MERGE_APPROVE,
            second_person=True,
            happening=EventType.REGISTRATIONS_MERGED,
            if_refused=EventType.MERGE_APPROVAL_REFUSED,
        ),
        *(
            Transition(
                source=state,
                event=MergeEvent.REFUSE,
                target=MergeState.REFUSED,
                power=Power.MERGE_PROPOSE,
                any_officer=True,
                happening=EventType.MERGE_REFUSED,
                needs=MergeRefused,
            )
            for state in _WAITING
        ),
    ),
    refusals=(
        Refusal(
            states={MergeState.HEARD, MergeState.PENDING, *_ENDED},
            event=MergeEvent.HEAR,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        *(
            Refusal(states={MergeState.OPEN}, event=event, reason=Reason.PERSON_NOT_HEARD)
            for event in (MergeEvent.PROPOSE, MergeEvent.APPROVE)
        ),
        Refusal(
            states={MergeState.PENDING, *_ENDED},
            event=MergeEvent.PROPOSE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        Refusal(
            states={MergeState.HEARD, *_ENDED},
            event=MergeEvent.APPROVE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        Refusal(states=_ENDED, event=MergeEvent.REFUSE, reason=Reason.STATE_ALREADY_HOLDS),
    ),
)
