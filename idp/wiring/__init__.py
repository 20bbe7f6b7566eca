"""Builds every service from the settings: the only place that picks implementations.

One module per floor, in the order they are built: each has a value, the services of that floor,
and a function that builds it from the floors below. A service is a frozen dataclass that is given
all it uses; what it is made of is put together here, never in itself.
"""

from typing import NamedTuple

from idp.ciba.service import Ciba
from idp.kernel.clock import Clock
from idp.platform.database import Database
from idp.platform.settings import Settings
from idp.services import Services
from idp.wiring.authorization import AuthorizationServices, build_authorization
from idp.wiring.biometrics import BiometricServices, build_biometrics
from idp.wiring.casework import Casework, build_casework
from idp.wiring.ciba import PhoneFactors, build_ciba
from idp.wiring.credentials import CredentialServices, build_credentials
from idp.wiring.devices import Devices, build_devices
from idp.wiring.granting import Granting, build_granting
from idp.wiring.parties import Parties, build_parties
from idp.wiring.pending import Pending, build_pending
from idp.wiring.people import People, build_people
from idp.wiring.platform import Platform, open_platform
from idp.wiring.records import Records, build_records
from idp.wiring.secrets import Secrets, build_secrets


class _Floors(NamedTuple):
    platform: Platform
    records: Records
    people: People
    parties: Parties
    granting: Granting
    pending: Pending
    held: CredentialServices
    secrets: Secrets
    devices: Devices
    biometrics: BiometricServices
    authorization: AuthorizationServices
    casework: Casework
    ciba: Ciba


def build(
    settings: Settings, *, database: Database | None = None, clock: Clock | None = None
) -> Services:
    """Every service of one process; opens the database and the keyring the settings name."""
    return _services(_floors(open_platform(settings, database, clock)))


def _floors(platform: Platform) -> _Floors:
    records = build_records(platform)
    people = build_people(platform, records)
    parties = build_parties(platform, records)
    granting = build_granting(platform, records, people, parties)
    pending = build_pending(records, people, granting)
    held = build_credentials(platform, records, people, pending)
    secrets = build_secrets(platform, records, people, pending, held)
    devices = build_devices(platform, records, people, pending, held)
    biometrics = build_biometrics(platform, records, people, held)
    authorization = build_authorization(
        records, people, parties, granting, pending, held=held, biometrics=biometrics
    )
    casework = build_casework(
        records, people, parties, granting, pending, held=held, secrets=secrets
    )
    phone = PhoneFactors(held=held, app_keys=devices.app_keys, pins=secrets.pins)
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
    return _Floors(
        platform=platform,
        records=records,
        people=people,
        parties=parties,
        granting=granting,
        pending=pending,
        held=held,
        secrets=secrets,
        devices=devices,
        biometrics=biometrics,
        authorization=authorization,
        casework=casework,
        ciba=ciba,
    )


def _services(floors: _Floors) -> Services:
    platform, records, people, granting = (
        floors.platform,
        floors.records,
        floors.people,
        floors.granting,
    )
    return Services(
        authorization=floors.authorization.authorization,
        endings=floors.pending.endings,
        credential_revocation=floors.casework.credential_revocation,
        contacts=floors.casework.contacts,
        frauds=floors.casework.frauds,
        losses=floors.casework.losses,
        counter_visits=floors.casework.counter_visits,
        ciba=floors.ciba,
        tokens=granting.tokens,
        sessions=granting.sessions,
        consents=granting.consents,
        logout_confirmation=granting.logout_confirmation,
        credentials=floors.held.credentials,
        authenticator_metadata=floors.held.metadata,
        address_limits=floors.secrets.address_limits,
        passwords=floors.secrets.passwords,
        pins=floors.secrets.pins,
        one_time_codes=floors.secrets.one_time_codes,
        password_with_code=floors.secrets.password_with_code,
        recovery_codes=floors.secrets.recovery_codes,
        passkeys=floors.devices.passkeys,
        app_keys=floors.devices.app_keys,
        approval_requests=floors.devices.approval_requests,
        chip_cards=floors.devices.chip_cards,
        biometrics=floors.biometrics.biometrics,
        biometric_consents=floors.biometrics.consents,
        biometric_providers=floors.biometrics.providers,
        relying_parties=floors.parties.relying_parties,
        licensing=floors.parties.licensing,
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
