"""Requests for corrections, and what their decisions change."""

from idp.casework.domain.moves import Effect
from idp.casework.work_list import WorkList
from idp.corrections.procedures import DATA_CORRECTION, CorrectionEvent
from idp.corrections.service import CorrectionEffects, Corrections
from idp.documents.service import Documents
from idp.wiring.people import People
from idp.wiring.records import Records


def build_corrections(
    records: Records, people: People, work_list: WorkList, documents: Documents
) -> Corrections:
    made = CorrectionEffects(
        clock=records.context.clock,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        engine=records.cases,
        texts=records.cases.texts,
        letters=people.decision_letters,
        notices=people.notices,
    )
    records.effects.add(
        DATA_CORRECTION,
        {
            CorrectionEvent.CORRECT: Effect(made.correct, made.may_write),
            CorrectionEvent.REFER: Effect(made.refer, made.may_refer),
            CorrectionEvent.REFUSE: Effect(made.refuse),
            CorrectionEvent.ASK: Effect(made.ask),
        },
    )
    return Corrections(
        database=records.context.database,
        clock=records.context.clock,
        subjects=people.subjects,
        account_locks=people.account_locks,
        engine=records.cases,
        texts=records.cases.texts,
        work_list=work_list,
        documents=documents,
    )
