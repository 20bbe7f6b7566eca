"""Applications for level 01 from the national application, and the machine that decides them."""

from collections.abc import Mapping

from idp.activation.service import Activations
from idp.casework.domain.moves import Effect
from idp.casework.work_list import WorkList
from idp.contacts.service import ContactChanges
from idp.issuance.level_one.checks import LevelOneChecks
from idp.issuance.level_one.effects import LevelOneEffects
from idp.issuance.level_one.instances import ApplicationInstances
from idp.issuance.level_one.procedures import (
    CITIZEN_LEVEL_1_WITH_CARD,
    LEVEL_ONE,
    AwaitedCardEvent,
    LevelOneEvent,
)
from idp.issuance.level_one.requests import LevelOneRequests
from idp.issuance.level_one.reviews import LevelOneReviews
from idp.issuance.level_one.service import LevelOneApplications
from idp.issuance.level_one.sources import LevelOneSources
from idp.issuance.sources import ApplicantSources
from idp.kernel.registries import RegistryName
from idp.letters.deliveries import LetterDeliveries
from idp.registries.ports import RecordRegistry
from idp.wiring.biometrics import BiometricServices
from idp.wiring.credentials import CredentialServices
from idp.wiring.devices import Devices
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


def build_level_one(  # noqa: PLR0913 - an account is granted with everything below
    platform: Platform,
    records: Records,
    people: People,
    *,
    credential_services: CredentialServices,
    devices: Devices,
    biometrics: BiometricServices,
    registries: Mapping[RegistryName, RecordRegistry],
    applicants: ApplicantSources,
    contacts: ContactChanges,
    activations: Activations,
    work_list: WorkList,
) -> LevelOneApplications:
    context = records.context
    requests = LevelOneRequests(context.database, context.clock, platform.sealing)
    made = _effects(records, people, contacts, activations, requests)
    sources = LevelOneSources(
        context.clock,
        registries,
        applicants,
        biometrics.eligibility,
        biometrics.biometrics.verification,
        records.cases.rule_set,
    )
    checks = LevelOneChecks(
        context=context,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        representations=people.representations,
        engine=records.cases,
        work_list=work_list,
        sources=sources,
        requests=requests,
        throttle=people.throttle,
        notices=people.notices,
        letters=people.decision_letters,
        activations=activations,
        effects=made,
    )
    reviews = LevelOneReviews(
        database=context.database,
        subjects=people.subjects,
        account_locks=people.account_locks,
        representations=people.representations,
        permissions=records.cases.permissions,
        engine=records.cases,
        work_list=work_list,
        sources=sources,
        effects=made,
    )
    instances = ApplicationInstances(
        database=context.database,
        clock=context.clock,
        one_time_tokens=records.one_time_tokens,
        attestation_status=credential_services.attestation_status,
        revocations=devices.app_keys.revocations,
        throttle=people.throttle,
        issuer=platform.settings.issuer,
    )
    return LevelOneApplications(
        context=context,
        instances=instances,
        app_keys=devices.app_keys,
        policy=records.policy,
        subjects=people.subjects,
        representations=people.representations,
        throttle=people.throttle,
        requests=requests,
        checks=checks,
        reviews=reviews,
        effects=made,
        engine=records.cases,
        work_list=work_list,
        activations=activations,
        letters=people.letters,
        deliveries=LetterDeliveries(context.database),
        hand_over=people.notices.hand_over,
    )


def _effects(
    records: Records,
    people: People,
    contacts: ContactChanges,
    activations: Activations,
    requests: LevelOneRequests,
) -> LevelOneEffects:
    made = LevelOneEffects(
        engine=records.cases,
        permissions=records.cases.permissions,
        texts=records.cases.texts,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        representations=people.representations,
        bindings=people.bindings,
        contacts=contacts,
        contact_book=people.contact_book,
        activations=activations,
        letters=people.decision_letters,
        notices=people.notices,
        requests=requests,
    )
    for procedure in LEVEL_ONE:
        joint = procedure is CITIZEN_LEVEL_1_WITH_CARD
        refusing = Effect(made.refuse, made.may_refuse)
        of_card: dict[str, Effect] = {AwaitedCardEvent.CARD_REFUSED: refusing} if joint else {}
        records.effects.add(
            procedure,
            {
                **of_card,
                LevelOneEvent.MATCHED: Effect(made.grant, made.may_accept),
                LevelOneEvent.VERIFY: Effect(made.nothing, made.may_verify),
                LevelOneEvent.GRANT: Effect(made.grant, made.may_grant),
                LevelOneEvent.REFUSE: refusing,
                LevelOneEvent.WITHDRAW_SENT: Effect(made.withdraw),
                LevelOneEvent.WITHDRAW_OWN: Effect(made.withdraw, made.may_withdraw_own),
            },
        )
    return made
