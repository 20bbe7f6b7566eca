"""Builds every service from the settings: the only place that picks implementations.

One module per floor, in the order they are built. Each has a value, the services of that floor,
and one function that builds it from the floors below. A service is a frozen dataclass that is
given all it uses; its parts are put together here, never in itself.
"""

from idp.kernel.clock import Clock
from idp.platform.database import Database
from idp.platform.settings import Settings
from idp.services import Services
from idp.wiring.authorization import build_authorization, build_endings
from idp.wiring.biometrics import build_biometrics
from idp.wiring.casework import build_casework
from idp.wiring.ciba import PhoneFactors, build_ciba
from idp.wiring.credentials import build_credentials
from idp.wiring.devices import build_devices
from idp.wiring.granting import build_granting
from idp.wiring.parties import build_parties
from idp.wiring.people import build_people
from idp.wiring.platform import open_platform
from idp.wiring.records import build_records
from idp.wiring.secrets import build_secrets


def build(
    settings: Settings, *, database: Database | None = None, clock: Clock | None = None
) -> Services:
    """Every service of one process; opens the database and the keyring the settings name."""
    platform = open_platform(settings, database, clock)
    records = build_records(platform)
    people = build_people(platform, records)
    parties = build_parties(platform, records)
    granting = build_granting(platform, records, people, parties)
    endings = build_endings(records, people, granting)
    held = build_credentials(platform, records, people, endings)
    secrets = build_secrets(
        platform, records, people, endings=endings, credentials=held.credentials
    )
    devices = build_devices(platform, records, people, endings=endings, held=held)
    biometrics = build_biometrics(platform, records, people, held.credentials)
    authorization = build_authorization(
        records,
        people,
        parties,
        granting,
        held=held,
        biometrics=biometrics.eligibility,
    )
    casework = build_casework(
        records,
        people,
        parties,
        granting,
        endings=endings,
        held=held,
        secrets=secrets,
    )
    ciba = build_ciba(
        platform,
        records,
        people,
        parties,
        granting,
        authorization=authorization,
        factors=PhoneFactors(held=held, app_keys=devices.app_keys, pins=secrets.pins),
    )
    return Services(
        authorization=authorization.authorization,
        endings=endings,
        credential_revocation=casework.credential_revocation,
        contacts=casework.contacts,
        frauds=casework.frauds,
        losses=casework.losses,
        counter_visits=casework.counter_visits,
        ciba=ciba,
        tokens=granting.tokens,
        sessions=granting.sessions,
        consents=granting.consents,
        logout_confirmation=granting.logout_confirmation,
        credentials=held.credentials,
        authenticator_metadata=held.metadata,
        address_limits=secrets.address_limits,
        passwords=secrets.passwords,
        pins=secrets.pins,
        one_time_codes=secrets.one_time_codes,
        password_with_code=secrets.password_with_code,
        recovery_codes=secrets.recovery_codes,
        passkeys=devices.passkeys,
        app_keys=devices.app_keys,
        approval_requests=devices.approval_requests,
        chip_cards=devices.chip_cards,
        biometrics=biometrics.biometrics,
        biometric_consents=biometrics.consents,
        biometric_providers=biometrics.providers,
        relying_parties=parties.relying_parties,
        licensing=parties.licensing,
        accounts=people.accounts,
        subjects=people.subjects,
        policy=records.policy,
        trust_anchors=records.trust_anchors,
        violations=records.violations,
        notices=people.notices,
        history=records.context.history,
        one_time_tokens=records.one_time_tokens,
        database=platform.database,
        clock=platform.clock,
        keyring=platform.keyring,
        sealing=platform.sealing,
    )
