"""The means that are a secret: password, PIN, one-time codes, recovery codes; and their limits."""

from dataclasses import dataclass

from idp.factors.address_limits import AddressLimits, storage_at
from idp.factors.breached import BreachedPasswords
from idp.factors.domain import HashParameters
from idp.factors.password_with_code import PasswordWithCode
from idp.factors.passwords import Passwords
from idp.factors.pins import Pins
from idp.factors.recovery import RecoveryCodes
from idp.factors.service import Credentials
from idp.factors.totp import OneTimeCodes
from idp.platform.hashing import HashingPool
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    address_limits: AddressLimits
    passwords: Passwords
    pins: Pins
    one_time_codes: OneTimeCodes
    password_with_code: PasswordWithCode
    recovery_codes: RecoveryCodes


def build_secrets(
    platform: Platform, records: Records, people: People, credentials: Credentials
) -> Secrets:
    settings, keyring, context = platform.settings, platform.keyring, records.context
    database, clock = context.database, context.clock
    hashing = HashingPool(settings.hashing_threads, settings.hashing_queue)
    hash_cost = HashParameters(
        settings.argon2_memory_kib, settings.argon2_time, settings.argon2_parallelism
    )
    passwords = Passwords(
        database=database,
        clock=clock,
        accounts=people.accounts,
        hashing=hashing,
        throttle=people.throttle,
        credentials=credentials,
        known_browsers=people.known_browsers,
        parameters=hash_cost,
        breached=BreachedPasswords.with_list(settings.breached_list),
    )
    pins = Pins(
        database=database,
        clock=clock,
        hashing=hashing,
        throttle=people.throttle,
        credentials=credentials,
        known_browsers=people.known_browsers,
        digest_key=keyring.derive("pin"),
        parameters=hash_cost,
    )
    one_time_codes = OneTimeCodes(
        database=database,
        clock=clock,
        subjects=people.subjects,
        accounts=people.accounts,
        one_time_tokens=records.one_time_tokens,
        throttle=people.throttle,
        credentials=credentials,
        known_browsers=people.known_browsers,
    )
    recovery_codes = RecoveryCodes(
        database=database,
        clock=clock,
        passwords=passwords,
        throttle=people.throttle,
        credentials=credentials,
        known_browsers=people.known_browsers,
        one_time_tokens=records.one_time_tokens,
        digest_key=keyring.derive("recovery-code"),
    )
    return Secrets(
        address_limits=_address_limits(platform),
        passwords=passwords,
        pins=pins,
        one_time_codes=one_time_codes,
        password_with_code=PasswordWithCode(
            database, passwords, one_time_codes, people.throttle, credentials
        ),
        recovery_codes=recovery_codes,
    )


def _address_limits(platform: Platform) -> AddressLimits:
    url = platform.settings.rate_limit_url.get_secret_value()
    return AddressLimits(
        storage_at(url, platform.database, platform.clock),
        digest_key=platform.keyring.derive("failed-address"),
    )
