"""The procedure of a request about one person: what an officer looks at them for."""

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

LONGEST_GROUND: Final = 500
LONGEST_REFERENCE: Final = 100
LONGEST_OUTCOME: Final = 2_000
OPEN_FOR: Final = timedelta(days=30)
"""How long a request about a person stays open at most: it opens their record to its officer."""


class PersonRequestState(StrEnum):
    """Where a request about a person stands."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class PersonRequestEvent(StrEnum):
    """What happens to a request about a person."""

    TAKE = "take"
    CLOSE = "close"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class RequestGround:
    """Why the person is looked at: the visit or call, or the document that asks for it.

    A body's written request, an inspection decision: its number and date.
    """

    ground: Annotated[str, TextField(N_("What is asked, by whom"), LONGEST_GROUND)]


@dataclass(frozen=True, slots=True)
class RequestOfUnknown:
    """What asks for a person whom only a search will find: no key could seal a name in it."""

    ground: Annotated[
        str, TextField(N_("What is asked, by whom"), LONGEST_REFERENCE, names_nobody=True)
    ]


@dataclass(frozen=True, slots=True)
class RequestOutcome:
    """What was found and done for a request."""

    outcome: Annotated[str, TextField(N_("What was found and done"), LONGEST_OUTCOME, lines=True)]


_OWED: Final = (PersonRequestState.OPEN, PersonRequestState.TAKEN)
_SETTLED: Final = (PersonRequestState.CLOSED, PersonRequestState.WITHDRAWN)

PERSON_REQUEST: Final = Procedure(
    name="person_request",
    citation=cited((17, 3)),
    desk="people",
    states=PersonRequestState,
    events=PersonRequestEvent,
    initial=PersonRequestState.OPEN,
    final=_SETTLED,
    opening=Power.PERSON_LOOK,
    transitions=(
        Transition(
            source=PersonRequestState.OPEN,
            event=PersonRequestEvent.TAKE,
            target=PersonRequestState.TAKEN,
            power=Power.PERSON_LOOK,
            happening=EventType.PERSON_REQUEST_TAKEN,
            takes=True,
        ),
        Transition(
            source=PersonRequestState.TAKEN,
            event=PersonRequestEvent.CLOSE,
            target=PersonRequestState.CLOSED,
            power=Power.PERSON_LOOK,
            happening=EventType.PERSON_REQUEST_CLOSED,
            needs=RequestOutcome,
        ),
        *(
            Transition(
                source=each,
                event=PersonRequestEvent.WITHDRAW,
                target=PersonRequestState.WITHDRAWN,
                power=Power.PERSON_LOOK,
                happening=EventType.PERSON_REQUEST_WITHDRAWN,
            )
            for each in _OWED
        ),
    ),
    refusals=(
        Refusal(
            states={PersonRequestState.TAKEN, *_SETTLED},
            event=PersonRequestEvent.TAKE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        Refusal(
            states={PersonRequestState.OPEN},
            event=PersonRequestEvent.CLOSE,
            reason=Reason.NOT_AUTHORISED,
        ),
        Refusal(states=_SETTLED, event=PersonRequestEvent.CLOSE, reason=Reason.STATE_ALREADY_HOLDS),
        Refusal(
            states=_SETTLED, event=PersonRequestEvent.WITHDRAW, reason=Reason.STATE_ALREADY_HOLDS
        ),
    ),
    lapses=tuple(
        Lapse(
            state=each,
            after=OPEN_FOR,
            event=PersonRequestEvent.WITHDRAW,
            rule="policy requests about a person lapse after 30 days",
        )
        for each in _OWED
    ),
)
