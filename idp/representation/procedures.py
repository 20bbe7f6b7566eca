"""The procedure by which two officers record that a person is a ward, and who acts for a person.

Who is a ward uses nothing alone, and who acts for a person holds all of that person's power (X9.1,
D14.2): one officer reads the decision of a body and proposes, another signs, also that either ends.
What a register tells needs no officer, and none changes it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import PlainField, TextField
from idp.casework.domain.procedure import Lapse, Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.representation.domain import RepresentationKind

PROPOSED_FOR: Final = timedelta(days=30)
"""How long a proposal waits for its second officer."""
LONGEST_GROUND: Final = 2_000
LONGEST_LINE: Final = 200


class GuardianshipState(StrEnum):
    """How far a proposal about who acts is."""

    PENDING = "pending_second_approval"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """By an officer who may propose, or by the rule because its time was over."""


class GuardianshipEvent(StrEnum):
    """What happens to such a proposal."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class AgentChange(StrEnum):
    """What is proposed."""

    BEGINS = "agent_begins"
    """Somebody acts for the person from a day on."""
    ENDS = "agent_ends"
    """What a decision had recorded ends at once."""


class WardChange(StrEnum):
    """What is proposed of the person alone."""

    BEGINS = "ward_begins"
    """The person is a ward or represented, and uses the account with a guardian alone."""
    ENDS = "ward_ends"
    """The person is a ward no more: of 14 years or more they act alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WardAsked:
    """What two officers are to record of a ward, as its proposer read it from the paper.

    `deciding_body`: whose decision has `decision_number` and `decision_day`.
    """

    change: Annotated[WardChange, PlainField(N_("What is recorded"))]
    deciding_body: Annotated[
        str, TextField(N_("Body that decided"), LONGEST_LINE, names_nobody=True)
    ]
    decision_number: Annotated[
        str, TextField(N_("Number of the decision"), LONGEST_LINE, names_nobody=True)
    ]
    decision_day: Annotated[date, PlainField(N_("Day of the decision"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAsked:
    """What two officers are to record, as its proposer read it from the paper.

    `agent`: the subject id of who acts, empty of who is not registered here; `agent_number` that
    person's number, empty where `ended_record` says whom. `last_day`: ISO 8601, empty while no end
    is known. `deciding_body`: the body, whose decision has `decision_number` and `decision_day`.
    """

    change: Annotated[AgentChange, PlainField(N_("What is recorded"))]
    agent: Annotated[str, TextField(N_("Who acts"), LONGEST_LINE, names_nobody=True)]
    agent_number: Annotated[str, TextField(N_("Number of who acts"), LONGEST_LINE)]
    acts_as: Annotated[RepresentationKind, PlainField(N_("Acts as"))]
    first_day: Annotated[date, PlainField(N_("First day"))]
    last_day: Annotated[str, TextField(N_("Last day"), LONGEST_LINE, names_nobody=True)]
    together: Annotated[bool, PlainField(N_("Only together with the others"))]
    deciding_body: Annotated[
        str, TextField(N_("Body that decided"), LONGEST_LINE, names_nobody=True)
    ]
    decision_number: Annotated[
        str, TextField(N_("Number of the decision"), LONGEST_LINE, names_nobody=True)
    ]
    decision_day: Annotated[date, PlainField(N_("Day of the decision"))]
    ended_record: Annotated[str, TextField(N_("Record that ends"), LONGEST_LINE, names_nobody=True)]


@dataclass(frozen=True, slots=True)
class GuardianshipRefused:
    """Why nothing is recorded."""

    ground: Annotated[str, TextField(N_("Why it is refused"), LONGEST_GROUND, lines=True)]


_ENDED: Final = frozenset(
    {GuardianshipState.DONE, GuardianshipState.REFUSED, GuardianshipState.WITHDRAWN}
)
GUARDIANSHIP_RECORD: Final = Procedure(
    name="guardianship_record",
    citation=cited((14, 2)),
    desk="identity",
    states=GuardianshipState,
    events=GuardianshipEvent,
    initial=GuardianshipState.PENDING,
    final=_ENDED,
    opening=Power.GUARDIANSHIP_PROPOSE,
    transitions=(
        Transition(
            source=GuardianshipState.PENDING,
            event=GuardianshipEvent.APPROVE,
            target=GuardianshipState.DONE,
            power=Power.GUARDIANSHIP_APPROVE,
            second_person=True,
            happening=EventType.REPRESENTATION_APPROVED,
            if_refused=EventType.REPRESENTATION_APPROVAL_REFUSED,
        ),
        Transition(
            source=GuardianshipState.PENDING,
            event=GuardianshipEvent.REFUSE,
            target=GuardianshipState.REFUSED,
            power=Power.GUARDIANSHIP_APPROVE,
            any_officer=True,
            happening=EventType.REPRESENTATION_NOT_APPROVED,
            needs=GuardianshipRefused,
        ),
        Transition(
            source=GuardianshipState.PENDING,
            event=GuardianshipEvent.WITHDRAW,
            target=GuardianshipState.WITHDRAWN,
            power=Power.GUARDIANSHIP_PROPOSE,
            any_officer=True,
            happening=EventType.REPRESENTATION_WITHDRAWN,
        ),
    ),
    refusals=tuple(
        Refusal(states=_ENDED, event=event, reason=Reason.STATE_ALREADY_HOLDS)
        for event in GuardianshipEvent
    ),
    lapses=(
        Lapse(
            state=GuardianshipState.PENDING,
            after=PROPOSED_FOR,
            event=GuardianshipEvent.WITHDRAW,
            rule="policy proposals lapse after 30 days",
        ),
    ),
)
