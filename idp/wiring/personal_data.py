"""What belongs to a person as a whole."""

from idp.activation.service import Activations
from idp.casework.work_list import WorkList
from idp.personal_data.service import PersonalData
from idp.wiring.biometrics import BiometricServices
from idp.wiring.casework import Casework
from idp.wiring.credentials import CredentialServices
from idp.wiring.granting import Granting
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records
from idp.wiring.registries import RegistryServices


def build_personal_data(  # noqa: PLR0913 - what is held about a person is held everywhere
    platform: Platform,
    records: Records,
    people: People,
    granting: Granting,
    pending: Pending,
    *,
    credential_services: CredentialServices,
    biometrics: BiometricServices,
    casework: Casework,
    work_list: WorkList,
    registries: RegistryServices,
    activations: Activations,
) -> PersonalData:
    return PersonalData(
        context=records.context,
        issuer=platform.settings.issuer,
        subjects=people.subjects,
        accounts=people.accounts,
        contacts=people.contact_book,
        credentials=credential_services.credentials,
        retired=credential_services.retired,
        sessions=granting.sessions,
        transactions=pending.transactions,
        families=granting.families,
        consents=granting.consents,
        biometric_consents=biometrics.consents,
        work_list=work_list,
        cases=records.cases,
        texts=records.cases.texts,
        loss_cases=casework.losses.cases,
        documents=people.documents,
        letters=people.letters,
        deliveries=people.letters.deliveries,
        notices=people.notices,
        messages=people.messages,
        provider_name=platform.settings.brand_name,
        throttle=people.throttle,
        activations=activations,
        waiting_matches=registries.matching.waiting,
        registry_feeds=registries.updates.feeds,
        merges=registries.merges,
        joins=registries.updates.joins.joins,
        representations=people.representations,
    )
