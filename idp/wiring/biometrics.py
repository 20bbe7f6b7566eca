"""Face and voice: eligibility, the services that compare, and their answers."""

from typing import NamedTuple

from idp.factors.biometrics.attempts import BiometricAttempts
from idp.factors.biometrics.captures import Captures
from idp.factors.biometrics.consents import BiometricConsents
from idp.factors.biometrics.eligibility import BiometricEligibility
from idp.factors.biometrics.providers import BiometricProviders
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
    providers = BiometricProviders(
        context=context,
        sealing=platform.sealing,
        seen=Cached(clock),
        demo=settings.profile is Profile.DEMO,
        second_person=records.second_person,
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
