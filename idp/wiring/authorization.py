"""Requests of relying parties: transactions, their context and their results."""

from typing import NamedTuple

from idp.authorization.coming_of_age import ComingOfAge
from idp.authorization.consent_step import ConsentRecorder
from idp.authorization.context_loader import ContextLoader
from idp.authorization.guardian_requests import GuardianHolds, GuardianRequests
from idp.authorization.just_begun import JustBegun
from idp.authorization.new_browsers import NewBrowsers
from idp.authorization.organisation_consents import OrganisationConsents
from idp.authorization.organisation_means import OrganisationMeans
from idp.authorization.principals import PrincipalLoader
from idp.authorization.service import Authorization
from idp.authorization.subject_loader import SubjectLoader
from idp.contacts.told_by_others import ToldByOthers
from idp.wiring.biometrics import BiometricServices
from idp.wiring.credentials import CredentialServices
from idp.wiring.granting import Granting
from idp.wiring.parties import Parties
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.records import Records


class AuthorizationServices(NamedTuple):
    authorization: Authorization
    guardian_requests: GuardianRequests
    subject_loader: SubjectLoader
    context_loader: ContextLoader
    consent_recorder: ConsentRecorder
    organisation_consents: OrganisationConsents
    organisation_means: OrganisationMeans
    coming_of_age: ComingOfAge


def build_authorization(
    records: Records,
    people: People,
    parties: Parties,
    granting: Granting,
    pending: Pending,
    *,
    credential_services: CredentialServices,
    biometrics: BiometricServices,
) -> AuthorizationServices:
    context = records.context
    database, clock = context.database, context.clock
    holds = GuardianHolds(database, people.representations)
    subject_loader = SubjectLoader(database=database, clock=clock, accounts=people.accounts)
    context_loader = ContextLoader(
        clock=clock,
        subjects=subject_loader,
        credentials=credential_services.credentials,
        biometrics=biometrics.eligibility,
        relying_parties=parties.relying_parties,
        policy=records.policy,
        tokens=granting.tokens,
        guardian_holds=holds,
        principals=PrincipalLoader(
            people.accounts, granting.consents, people.representations, context.history
        ),
    )
    consent_recorder = ConsentRecorder(granting.consents, people.notices)
    authorization = Authorization(
        context=context,
        transactions=pending.transactions,
        just_begun=JustBegun(clock),
        account_locks=people.account_locks,
        context_loader=context_loader,
        validity=credential_services.validity,
        sessions=granting.sessions,
        consents=granting.consents,
        tokens=granting.tokens,
        one_time_tokens=records.one_time_tokens,
        consent_recorder=consent_recorder,
        new_browsers=NewBrowsers(database, clock, people.throttle, people.notices),
    )
    guardian_requests = GuardianRequests(
        context=context,
        accounts=people.accounts,
        account_locks=people.account_locks,
        representations=people.representations,
        relying_parties=parties.relying_parties,
        consents=granting.consents,
        consent_recorder=consent_recorder,
        notices=people.notices,
        holds=holds,
        throttle=people.throttle,
    )
    return AuthorizationServices(
        authorization=authorization,
        guardian_requests=guardian_requests,
        subject_loader=subject_loader,
        context_loader=context_loader,
        consent_recorder=consent_recorder,
        organisation_consents=OrganisationConsents(
            context=context,
            accounts=people.accounts,
            account_locks=people.account_locks,
            representations=people.representations,
            consents=granting.consents,
            tokens=granting.tokens,
        ),
        organisation_means=OrganisationMeans(
            database=database,
            clock=clock,
            accounts=people.accounts,
            account_locks=people.account_locks,
            credentials=credential_services.credentials,
            endings=pending.endings,
            representations=people.representations,
            notices=people.notices,
        ),
        coming_of_age=ComingOfAge(
            database=database,
            history=context.history,
            accounts=people.accounts,
            account_locks=people.account_locks,
            credentials=credential_services.credentials,
            endings=pending.endings,
            contacts=ToldByOthers(people.contact_book),
            own_contacts=people.own_contacts,
            agreements=people.agreements,
            representations=people.representations,
            notices=people.notices,
        ),
    )
