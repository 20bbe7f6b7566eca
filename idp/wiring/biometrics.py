"""Face and voice: eligibility, the services that compare, and their answers."""

from collections.abc import Mapping
from typing import NamedTuple

from idp.casework.domain.moves import Effect
from idp.factors.biometrics.attempts import BiometricAttempts
from idp.factors.biometrics.captures import Captures
from idp.factors.biometrics.consents import BiometricConsents
from idp.factors.biometrics.domain import BiometricProvider
from idp.factors.biometrics.eligibility import BiometricEligibility
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD, RecordEvent
from idp.factors.biometrics.providers import BiometricEffects, BiometricProviders
from idp.factors.biometrics.service import Biometrics
from idp.factors.biometrics.throttling import BiometricThrottle
from idp.factors.biometrics.verification import CaptureVerification
from idp.platform.bulkhead import Bulkhead
from idp.platform.cached import Cached
from idp.platform.settings import Profile
from idp.wiring.credentials import CredentialServices
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class BiometricServices(NamedTuple):
    biometrics: Biometrics
    eligibility: BiometricEligibility
    consents: BiometricConsents
    providers: BiometricProviders


def build_biometrics(
    platform: Platform, records: Records, people: People, credential_services: CredentialServices
) -> BiometricServices:
    """The services themselves are rows of the register of providers."""
    context, settings = records.context, platform.settings
    database, clock = context.database, context.clock
    demo, seen = settings.profile is Profile.DEMO, Cached[str, list[BiometricProvider]](clock)
    records.effects.add(BIOMETRIC_RECORD, record_effects(BiometricEffects(database, seen, demo)))
    providers = BiometricProviders(
        database=database,
        clock=clock,
        sealing=platform.sealing,
        seen=seen,
        demo=demo,
        engine=records.cases,
    )
    tries = BiometricThrottle(database, clock)
    attempts = BiometricAttempts(database, clock, settings.history_years)
    eligibility = BiometricEligibility(records.policy, providers, tries, Cached(clock))
    consents = BiometricConsents(context)
    verification = CaptureVerification(
        outbound=platform.to_services,
        bulkhead=Bulkhead(settings.biometric_calls),
        providers=providers,
        subjects=people.subjects,
        reference_key=platform.keyring.derive("biometric-reference"),
    )
    biometrics = Biometrics(
        context=context,
        permissions=records.cases.permissions,
        credentials=credential_services.credentials,
        notices=people.notices,
        eligibility=eligibility,
        captures=Captures(records.one_time_tokens, attempts),
        consents=consents,
        tries=tries,
        attempts=attempts,
        verification=verification,
    )
    return BiometricServices(
        biometrics=biometrics, eligibility=eligibility, consents=consents, providers=providers
    )


def record_effects(made: BiometricEffects) -> Mapping[str, Effect]:
    """The effects of a record of the register, by event."""
    return {
        RecordEvent.APPROVE: Effect(made.approve, made.check),
        RecordEvent.RETIRE: Effect(made.retire),
    }
