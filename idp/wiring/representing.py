"""Who acts for whom by a decision, and what the cases about it change."""

from idp.casework.domain.moves import Effect
from idp.casework.work_list import WorkList
from idp.representation.deciding import GuardianshipEffects, GuardianshipProposals
from idp.representation.procedures import GUARDIANSHIP_RECORD, GuardianshipEvent
from idp.representation.ward_decisions import WardDecisions, WardshipChanges
from idp.wiring.people import People
from idp.wiring.records import Records


def build_guardianship_proposals(
    records: Records, people: People, work_list: WorkList, changes: WardshipChanges
) -> GuardianshipProposals:
    """`changes`: what begins and ends with a guardianship beside the records of who acts."""
    wards = WardDecisions(
        accounts=people.accounts,
        account_locks=people.account_locks,
        subjects=people.subjects,
        representations=people.representations,
        notices=people.notices,
        changes=changes,
    )
    made = GuardianshipEffects(
        engine=records.cases,
        permissions=records.cases.permissions,
        subjects=people.subjects,
        representations=people.representations,
        notices=people.notices,
        documents=people.documents,
        wards=wards,
    )
    records.effects.add(
        GUARDIANSHIP_RECORD,
        {
            GuardianshipEvent.APPROVE: Effect(made.approve, made.may_approve),
            GuardianshipEvent.REFUSE: Effect(made.refuse, made.may_stop),
            GuardianshipEvent.WITHDRAW: Effect(made.withdraw, made.may_stop),
        },
    )
    return GuardianshipProposals(
        database=records.context.database,
        engine=records.cases,
        permissions=records.cases.permissions,
        work_list=work_list,
        subjects=people.subjects,
        representations=people.representations,
        wards=wards,
    )
