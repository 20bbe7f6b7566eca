"""The procedures of configuration: a switch, the rules about means, and a trust anchor (D4.8)."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.procedure import Lapse, Procedure, Refusal, Transition
from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from idp.law.citations import INTEGRITY, Citation, cited
from idp.law.terms import TermId
from idp.policy.anchors import AnchorState
from idp.policy.domain import ChangeState, Switch

PROPOSED_FOR: Final = timedelta(days=30)
"""How long a proposal waits for its second person."""
LAPSE_RULE: Final = "policy proposals lapse after 30 days"
DESK: Final = "operation"


class ChangeEvent(StrEnum):
    """What happens to a proposed change."""

    APPROVE = "approve"
    WITHDRAW = "withdraw"


_SETTLED: Final = Reason.STATE_ALREADY_HOLDS


def _change(name: str, citation: Citation, *, propose: Power, approve: Power) -> Procedure:
    settled = {ChangeState.IN_FORCE, ChangeState.WITHDRAWN}
    return Procedure(
        name=name,
        citation=citation,
        desk=DESK,
        states=ChangeState,
        events=ChangeEvent,
        initial=ChangeState.PENDING,
        final=settled,
        opening=propose,
        starts=(TermId.APPROVE_PROPOSAL,),
        transitions=(
            Transition(
                source=ChangeState.PENDING,
                event=ChangeEvent.APPROVE,
                target=ChangeState.IN_FORCE,
                power=approve,
                second_person=True,
                stops=(TermId.APPROVE_PROPOSAL,),
                happening=EventType.POLICY_APPROVED,
                if_refused=EventType.POLICY_APPROVAL_REFUSED,
            ),
            Transition(
                source=ChangeState.PENDING,
                event=ChangeEvent.WITHDRAW,
                target=ChangeState.WITHDRAWN,
                power=propose,
                any_officer=True,
                happening=EventType.POLICY_WITHDRAWN,
            ),
        ),
        refusals=tuple(
            Refusal(states=settled, event=event, reason=_SETTLED) for event in ChangeEvent
        ),
        lapses=(
            Lapse(
                state=ChangeState.PENDING,
                after=PROPOSED_FOR,
                event=ChangeEvent.WITHDRAW,
                rule=LAPSE_RULE,
            ),
        ),
    )


POLICY_CHANGE: Final = _change(
    "policy_change",
    INTEGRITY,
    propose=Power.POLICY_PROPOSE,
    approve=Power.POLICY_APPROVE,
)
MEANS_RULES_CHANGE: Final = _change(
    "means_rules_change",
    cited((4, 8), (21, 1)),
    propose=Power.MEANS_RULES_PROPOSE,
    approve=Power.MEANS_RULES_APPROVE,
)


def procedure_of(switch: Switch) -> Procedure:
    """The procedure by which a switch is changed."""
    return MEANS_RULES_CHANGE if switch is Switch.MEANS_RULES else POLICY_CHANGE


class AnchorEvent(StrEnum):
    """What happens to a root certificate."""

    APPROVE = "approve"
    WITHDRAW = "withdraw"


TRUST_ANCHOR: Final = Procedure(
    name="trust_anchor",
    citation=INTEGRITY,
    desk=DESK,
    states=AnchorState,
    events=AnchorEvent,
    initial=AnchorState.PENDING,
    final={AnchorState.WITHDRAWN},
    resting={AnchorState.IN_FORCE},
    opening=Power.ANCHOR_PROPOSE,
    starts=(TermId.APPROVE_PROPOSAL,),
    transitions=(
        Transition(
            source=AnchorState.PENDING,
            event=AnchorEvent.APPROVE,
            target=AnchorState.IN_FORCE,
            power=Power.ANCHOR_APPROVE,
            second_person=True,
            stops=(TermId.APPROVE_PROPOSAL,),
            happening=EventType.ANCHOR_APPROVED,
            if_refused=EventType.ANCHOR_APPROVAL_REFUSED,
        ),
        Transition(
            source=AnchorState.PENDING,
            event=AnchorEvent.WITHDRAW,
            target=AnchorState.WITHDRAWN,
            power=Power.ANCHOR_WITHDRAW,
            any_officer=True,
            happening=EventType.ANCHOR_WITHDRAWN,
        ),
        Transition(
            source=AnchorState.IN_FORCE,
            event=AnchorEvent.WITHDRAW,
            target=AnchorState.WITHDRAWN,
            power=Power.ANCHOR_WITHDRAW,
            any_officer=True,
            happening=EventType.ANCHOR_WITHDRAWN,
        ),
    ),
    refusals=(
        Refusal(
            states={AnchorState.IN_FORCE, AnchorState.WITHDRAWN},
            event=AnchorEvent.APPROVE,
            reason=_SETTLED,
        ),
        Refusal(states={AnchorState.WITHDRAWN}, event=AnchorEvent.WITHDRAW, reason=_SETTLED),
    ),
    lapses=(
        Lapse(
            state=AnchorState.PENDING,
            after=PROPOSED_FOR,
            event=AnchorEvent.WITHDRAW,
            rule=LAPSE_RULE,
        ),
    ),
)
