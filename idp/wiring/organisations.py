"""Applications for organisations' accounts, the register that is asked, what decisions do."""

from typing import NamedTuple

from idp.casework.domain.moves import Effect
from idp.casework.work_list import WorkList
from idp.factors.service import Credentials
from idp.issuance.organisations.agreements import AgreementRequests
from idp.issuance.organisations.desk import OrganisationDesk
from idp.issuance.organisations.effects import OrganisationEffects
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT, OrganisationEvent
from idp.issuance.organisations.service import OrganisationIssuance
from idp.issuance.organisations.sources import OrganisationSources
from idp.kernel.registries import RegistryName
from idp.platform.registries import HttpRegistry
from idp.wiring.people import People
from idp.wiring.records import Records


class OrganisationServices(NamedTuple):
    issuance: OrganisationIssuance
    desk: OrganisationDesk


def build_organisation_issuance(
    records: Records,
    people: People,
    *,
    credentials: Credentials,
    registries: dict[RegistryName, HttpRegistry],
    work_list: WorkList,
) -> OrganisationServices:
    context = records.context
    sources = OrganisationSources(context.clock, registries)
    requests = AgreementRequests(context, people.agreements, people.representations, people.notices)
    made = OrganisationEffects(
        clock=context.clock,
        engine=records.cases,
        permissions=records.cases.permissions,
        texts=records.cases.texts,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        bindings=people.bindings,
        representations=people.representations,
        requests=requests,
        documents=people.documents,
        letters=people.decision_letters,
        notices=people.notices,
    )
    records.effects.add(
        ORGANISATION_ACCOUNT,
        {
            OrganisationEvent.COMPLETE: Effect(made.nothing, made.may_complete),
            OrganisationEvent.EXAMINE: Effect(made.nothing, made.may_complete),
            OrganisationEvent.FILE: Effect(made.file, made.may_file),
            OrganisationEvent.FILE_TO_EXAMINE: Effect(made.file, made.may_file),
            OrganisationEvent.DISAGREE: Effect(made.disagree),
            OrganisationEvent.VERIFY: Effect(made.nothing, made.may_verify),
            OrganisationEvent.CONCLUDE: Effect(made.nothing, made.may_conclude),
            OrganisationEvent.GRANT: Effect(made.grant, made.may_grant),
            OrganisationEvent.REFUSE: Effect(made.refuse, made.may_refuse),
            OrganisationEvent.WITHDRAW: Effect(made.withdraw),
            OrganisationEvent.LAPSE: Effect(made.lapse),
        },
    )
    issuance = OrganisationIssuance(
        context=context,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        representations=people.representations,
        credentials=credentials,
        engine=records.cases,
        work_list=work_list,
        sources=sources,
        requests=requests,
        effects=made,
    )
    desk = OrganisationDesk(
        database=context.database,
        history=context.history,
        subjects=people.subjects,
        account_locks=people.account_locks,
        representations=people.representations,
        engine=records.cases,
        permissions=records.cases.permissions,
        sources=sources,
        effects=made,
        issuance=issuance,
        rule_set=records.cases.rule_set,
    )
    return OrganisationServices(issuance, desk)
