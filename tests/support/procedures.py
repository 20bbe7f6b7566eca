"""A procedure of the tests: with a second person, a lapse, a state at rest, and facts."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import NumberField, PlainField, TextField
from idp.casework.domain.procedure import Lapse, Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from idp.law.citations import INTEGRITY
from idp.law.terms import TermId


class Loan(StrEnum):
    ASKED = "asked"
    READ = "read"
    LENT = "lent"
    BACK = "back"
    REFUSED = "refused"


class Act(StrEnum):
    READ = "read"
    LEND = "lend"
    REFUSE = "refuse"
    RETURN = "return"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Terms:
    reason: Annotated[str, TextField("Why", 40)]
    remarks: Annotated[str, TextField("Remarks", 100, lines=True)]
    days: Annotated[int, NumberField("Days", 1, 30)]
    back_on: Annotated[date, PlainField("Back on")]
    gift: Annotated[bool, PlainField("As a gift")]
    colour: Annotated[Colour, PlainField("Colour")]
    others: Annotated[tuple[Colour, ...], PlainField("Others")]


TERMS: Final = Terms(
    "a good one", "none", 3, date(2026, 2, 28), gift=False, colour=Colour.RED, others=()
)
WEEK: Final = timedelta(days=7)
_HELD: Final = Reason.STATE_ALREADY_HOLDS

LOAN: Final = Procedure(
    name="loan",
    citation=INTEGRITY,
    desk="library",
    states=Loan,
    events=Act,
    initial=Loan.ASKED,
    final={Loan.BACK, Loan.REFUSED},
    resting={Loan.LENT},
    opening=Power.POLICY_PROPOSE,
    starts=(TermId.TAKE_LOSS_CASE,),
    transitions=(
        Transition(
            source=Loan.ASKED,
            event=Act.READ,
            target=Loan.READ,
            power=Power.MISUSE_TAKE,
            happening=EventType.VIOLATION_TAKEN,
            takes=True,
            needs=Terms,
            stops=(TermId.TAKE_LOSS_CASE,),
            starts=(TermId.CLOSE_LOSS_CASE,),
        ),
        Transition(
            source=Loan.READ,
            event=Act.LEND,
            target=Loan.LENT,
            power=Power.POLICY_APPROVE,
            happening=EventType.POLICY_APPROVED,
            second_person=True,
            if_refused=EventType.POLICY_APPROVAL_REFUSED,
        ),
        Transition(
            source=Loan.READ,
            event=Act.REFUSE,
            target=Loan.REFUSED,
            power=Power.MISUSE_TAKE,
            happening=EventType.VIOLATION_CLOSED,
        ),
        Transition(
            source=Loan.LENT,
            event=Act.RETURN,
            target=Loan.BACK,
            power=Power.MISUSE_TAKE,
            happening=EventType.ANCHOR_WITHDRAWN,
        ),
    ),
    refusals=(
        Refusal(
            states={Loan.READ, Loan.LENT, Loan.BACK, Loan.REFUSED}, event=Act.READ, reason=_HELD
        ),
        Refusal(states={Loan.ASKED}, event=Act.LEND, reason=Reason.NOT_AUTHORISED),
        Refusal(states={Loan.LENT, Loan.BACK, Loan.REFUSED}, event=Act.LEND, reason=_HELD),
        Refusal(states={Loan.ASKED}, event=Act.REFUSE, reason=Reason.NOT_AUTHORISED),
        Refusal(states={Loan.LENT, Loan.BACK, Loan.REFUSED}, event=Act.REFUSE, reason=_HELD),
        Refusal(
            states={Loan.ASKED, Loan.READ, Loan.REFUSED},
            event=Act.RETURN,
            reason=Reason.NOT_AUTHORISED,
        ),
        Refusal(states={Loan.BACK}, event=Act.RETURN, reason=_HELD),
    ),
    lapses=(Lapse(state=Loan.READ, after=WEEK, event=Act.REFUSE, rule="policy a week to lend"),),
)
