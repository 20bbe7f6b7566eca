"""Builds every service from the settings: the only place that picks implementations.

One module per layer, in the order they are built: each has a value, the services of that layer,
and a function that builds it from the layers below. A service is a frozen dataclass that is given
all it uses; what it is made of is put together here, never in itself.
"""

from typing import NamedTuple

from idp.casework.checks import CaseChecks
from idp.casework.term_reports import TermReports
from idp.casework.work_list import WorkList
from idp.ciba.service import Ciba
from idp.intake.service import Intake
from idp.kernel.clock import Clock
from idp.personal_data.erasures import Erasures
from idp.platform.database import Database
from idp.platform.settings import Settings
from idp.services import Services
from idp.wiring.activation import ActivationServices, build_activation
from idp.wiring.authorization import AuthorizationServices, build_authorization
from idp.wiring.biometrics import BiometricServices, build_biometrics
from idp.wiring.casework import Casework, build_casework
from idp.wiring.ciba import PhoneFactors, build_ciba
from idp.wiring.corrections import build_corrections
from idp.wiring.credentials import CredentialServices, build_credentials
from idp.wiring.devices import Devices, build_devices
from idp.wiring.granting import Granting, build_granting
from idp.wiring.intake import build_intake
from idp.wiring.issuance import build_issuance
from idp.wiring.level_one import build_level_one
from idp.wiring.officers import OfficerServices, build_officers
from idp.wiring.organisations import build_organisation_issuance
from idp.wiring.parties import Parties, build_parties
from idp.wiring.pending import Pending, build_pending
from idp.wiring.people import People, build_people
from idp.wiring.personal_data import build_personal_data
from idp.wiring.platform import Platform, open_platform
from idp.wiring.procedures import PROCEDURES, procedures_of
from idp.wiring.records import Records, build_records
from idp.wiring.registries import build_registries
from idp.wiring.representing import build_guardianship_proposals
from idp.wiring.secrets import Secrets, build_secrets
from idp.wiring.signup import build_sign_ups
from idp.wiring.wards import Wards, build_wards


class _Layers(NamedTuple):
    platform: Platform
    records: Records
    people: People
    parties: Parties
    granting: Granting
    pending: Pending
    credential_services: CredentialServices
    secrets: Secrets
    devices: Devices
    intake: Intake
    officers: OfficerServices
    biometrics: BiometricServices
    authorization: AuthorizationServices
    casework: Casework
    activation: ActivationServices
    wards: Wards
    ciba: Ciba


def build(
    settings: Settings, *, database: Database | None = None, clock: Clock | None = None
) -> Services:
    """Every service of one process; opens the database and the keyring the settings name."""
    return _services(_layers(open_platform(settings, database, clock)))


def _layers(platform: Platform) -> _Layers:
    records = build_records(platform)
    people = build_people(platform, records)
    parties = build_parties(platform, records, people)
    granting = build_granting(platform, records, people, parties)
    pending = build_pending(records, people, granting)
    credential_services = build_credentials(platform, records, people, pending)
    secrets = build_secrets(platform, records, people, pending, credential_services)
    devices = build_devices(platform, records, people, pending, credential_services)
    intake = build_intake(platform, records, people, credential_services)
    biometrics = build_biometrics(platform, records, people, credential_services)
    officers = build_officers(
        platform,
        records,
        people,
        pending,
        credential_services=credential_services,
        devices=devices,
        faces=biometrics.eligibility,
        desks=granting.desk_sessions,
    )
    authorization = build_authorization(
        records,
        people,
        parties,
        granting,
        pending,
        credential_services=credential_services,
        biometrics=biometrics,
    )
    activation = build_activation(records, people, credential_services, secrets, devices, officers)
    casework = build_casework(
        records,
        people,
        parties,
        granting,
        pending,
        credential_services=credential_services,
        secrets=secrets,
        activations=activation.activations,
    )
    wards = build_wards(
        records,
        people,
        granting,
        pending,
        credential_services=credential_services,
        secrets=secrets,
        activations=activation.activations,
        credential_revocation=casework.credential_revocation,
    )
    phone = PhoneFactors(
        credential_services=credential_services, app_keys=devices.app_keys, pins=secrets.pins
    )
    ciba = build_ciba(
        platform,
        records,
        people,
        parties,
        granting,
        pending,
        authorization=authorization,
        phone=phone,
    )
    return _Layers(
        platform=platform,
        records=records,
        people=people,
        parties=parties,
        granting=granting,
        pending=pending,
        credential_services=credential_services,
        secrets=secrets,
        devices=devices,
        intake=intake,
        officers=officers,
        biometrics=biometrics,
        authorization=authorization,
        casework=casework,
        activation=activation,
        wards=wards,
        ciba=ciba,
    )


def _services(layers: _Layers) -> Services:
    platform, records, people, granting = (
        layers.platform,
        layers.records,
        layers.people,
        layers.granting,
    )
    procedures = procedures_of(platform.settings.accounts_mode)
    work_list = WorkList(platform.database, platform.clock, procedures, records.cases)
    registries = build_registries(
        platform,
        records,
        people,
        granting,
        layers.pending,
        coming_of_age=layers.authorization.coming_of_age,
        work_list=work_list,
    )
    issuance = build_issuance(
        platform,
        records,
        people,
        devices=layers.devices,
        biometrics=layers.biometrics,
        registries=registries.connected,
        contacts=layers.casework.contacts,
        activations=layers.activation.activations,
        endings=layers.pending.endings,
        work_list=work_list,
    )
    organisations = build_organisation_issuance(
        records,
        people,
        credentials=layers.credential_services.credentials,
        registries=registries.connected,
        work_list=work_list,
    )
    return Services(
        authorization=layers.authorization.authorization,
        guardian_requests=layers.authorization.guardian_requests,
        endings=layers.pending.endings,
        organisation_consents=layers.authorization.organisation_consents,
        organisation_means=layers.authorization.organisation_means,
        coming_of_age=layers.authorization.coming_of_age,
        credential_revocation=layers.casework.credential_revocation,
        contacts=layers.casework.contacts,
        guardianship_proposals=build_guardianship_proposals(
            records, people, work_list, registries.updates.wards
        ),
        corrections=build_corrections(records, people, work_list, people.documents),
        frauds=layers.casework.frauds,
        losses=layers.casework.losses,
        forgotten=layers.casework.forgotten,
        counter_visits=layers.casework.counter_visits,
        ward_accesses=layers.wards.accesses,
        sign_ups=build_sign_ups(platform, records, people, layers.secrets, layers.devices),
        activations=layers.activation.activations,
        activations_by_guardian=layers.wards.activations,
        installing=layers.activation.installing,
        ciba=layers.ciba,
        tokens=granting.tokens,
        sessions=granting.sessions,
        desk_sessions=granting.desk_sessions,
        consents=granting.consents,
        logout_confirmation=granting.logout_confirmation,
        credentials=layers.credential_services.credentials,
        authenticator_metadata=layers.credential_services.metadata,
        address_limits=layers.secrets.address_limits,
        request_limits=layers.secrets.request_limits,
        passwords=layers.secrets.passwords,
        pins=layers.secrets.pins,
        one_time_codes=layers.secrets.one_time_codes,
        password_with_code=layers.secrets.password_with_code,
        recovery_codes=layers.secrets.recovery_codes,
        passkeys=layers.devices.passkeys,
        app_keys=layers.devices.app_keys,
        key_anchorings=layers.devices.key_anchorings,
        approval_requests=layers.devices.approval_requests,
        chip_cards=layers.devices.chip_cards,
        biometrics=layers.biometrics.biometrics,
        biometric_consents=layers.biometrics.consents,
        biometric_providers=layers.biometrics.providers,
        officers=layers.officers.officers,
        looks=layers.officers.looks,
        person_searches=layers.officers.searches,
        name_index=people.name_index,
        appointments=layers.officers.appointments,
        decisions=layers.officers.decisions,
        phone_signing=layers.officers.phone_signing,
        case_decisions=layers.officers.case_decisions,
        installation=layers.officers.installation,
        relying_parties=layers.parties.relying_parties,
        licensing=layers.parties.licensing,
        accounts=people.accounts,
        representations=people.representations,
        subjects=people.subjects,
        registry_matching=registries.matching,
        registry_updates=registries.updates,
        registry_overview=registries.overview,
        registry_merges=registries.merges,
        intake=layers.intake,
        issuance=issuance.issuance,
        own_numbers=issuance.own_numbers,
        level_one=build_level_one(
            platform,
            records,
            people,
            credential_services=layers.credential_services,
            devices=layers.devices,
            biometrics=layers.biometrics,
            registries=registries.connected,
            applicants=issuance.issuance.sources,
            contacts=layers.casework.contacts,
            activations=layers.activation.activations,
            work_list=work_list,
        ),
        organisation_issuance=organisations.issuance,
        organisation_desk=organisations.desk,
        policy=records.policy,
        trust_anchors=records.trust_anchors,
        violations=records.violations,
        cases=records.cases,
        work_list=work_list,
        case_checks=CaseChecks(
            database=platform.database,
            clock=platform.clock,
            procedures=PROCEDURES,
            may=records.cases.permissions.may,
            work=work_list,
            deadlines=records.deadlines,
            officers=layers.officers.officers,
            matters=records.cases.permissions.matters,
        ),
        deadlines=records.deadlines,
        deadline_letters=layers.officers.deadline_letters,
        term_reports=TermReports(records.deadlines, PROCEDURES),
        abandoned_cases=layers.officers.abandoned_cases,
        letters=people.letters,
        decision_letters=people.decision_letters,
        documents=people.documents,
        notices=people.notices,
        messages=people.messages,
        failing_notices=people.failing_notices,
        personal_data=build_personal_data(
            platform,
            records,
            people,
            granting,
            layers.pending,
            credential_services=layers.credential_services,
            biometrics=layers.biometrics,
            casework=layers.casework,
            activations=layers.activation.activations,
            work_list=work_list,
            registries=registries,
        ),
        erasures=Erasures(
            context=records.context,
            mode=platform.settings.accounts_mode,
            subjects=people.subjects,
            accounts=people.accounts,
            officers=layers.officers.officers,
            credentials=layers.credential_services.credentials,
            consents=granting.consents,
            biometric_consents=layers.biometrics.consents,
            endings=layers.pending.endings,
            transactions=layers.pending.transactions,
            work_list=work_list,
            notices=people.notices,
            messages=people.messages,
        ),
        history=records.context.history,
        ledger=records.ledger,
        one_time_tokens=records.one_time_tokens,
        database=platform.database,
        clock=platform.clock,
        keyring=platform.keyring,
        sealing=platform.sealing,
    )
