"""The procedure of a record of the biometric register: a service, or a report about one (D4.8)."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.procedure import Lapse, Procedure, Refusal, Transition
from idp.factors.biometrics.domain import RecordState
from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from idp.law.citations import cited
from idp.law.terms import TermId


class RecordEvent(StrEnum):
    """What happens to a record."""

    APPROVE = "approve"
    RETIRE = "retire"


_RETIRING: Final = tuple(
    Transition(
        source=source,
        event=RecordEvent.RETIRE,
        target=RecordState.RETIRED,
        power=Power.BIOMETRIC_PROVIDER_RETIRE,
        any_officer=True,
        happening=EventType.BIOMETRIC_RECORD_RETIRED,
    )
    for source in (RecordState.PENDING, RecordState.IN_FORCE)
)
BIOMETRIC_RECORD: Final = Procedure(
    name="biometric_record",
    citation=cited((4, 8), (20, None)),
    desk="operation",
    states=RecordState,
    events=RecordEvent,
    initial=RecordState.PENDING,
    final={RecordState.RETIRED},
    resting={RecordState.IN_FORCE},
    opening=Power.BIOMETRIC_PROVIDER_PROPOSE,
    starts=(TermId.APPROVE_PROPOSAL,),
    transitions=(
        Transition(
            source=RecordState.PENDING,
            event=RecordEvent.APPROVE,
            target=RecordState.IN_FORCE,
            power=Power.BIOMETRIC_PROVIDER_APPROVE,
            second_person=True,
            stops=(TermId.APPROVE_PROPOSAL,),
            happening=EventType.BIOMETRIC_RECORD_APPROVED,
            if_refused=EventType.BIOMETRIC_RECORD_NOT_APPROVED,
        ),
        *_RETIRING,
    ),
    refusals=(
        Refusal(
            states={RecordState.IN_FORCE, RecordState.RETIRED},
            event=RecordEvent.APPROVE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
        Refusal(
            states={RecordState.RETIRED},
            event=RecordEvent.RETIRE,
            reason=Reason.STATE_ALREADY_HOLDS,
        ),
    ),
    lapses=(
        Lapse(
            state=RecordState.PENDING,
            after=timedelta(days=30),
            event=RecordEvent.RETIRE,
            rule="policy proposals lapse after 30 days",
        ),
    ),
)
