"""Factors that are secrets: password, PIN, one-time codes, recovery codes; and their limits."""

from typing import NamedTuple

from idp.accounts.sign_in_names import SignInNames
from idp.factors.address_limits import AddressLimits, RequestLimits, storage_at
from idp.factors.argon2id import Argon2id
from idp.factors.breached import BreachedPasswords
from idp.factors.domain import HashParameters
from idp.factors.guessing_letters import GuessingLetters
from idp.factors.password_with_code import PasswordWithCode
from idp.factors.passwords import Passwords
from idp.factors.pins import Pins
from idp.factors.recovery import RecoveryCodes
from idp.factors.second_step_letters import SecondStepLetters
from idp.factors.totp import OneTimeCodes
from idp.platform.hashing import HashingPool
from idp.wiring.credentials import CredentialServices
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class Secrets(NamedTuple):
    address_limits: AddressLimits
    request_limits: RequestLimits
    passwords: Passwords
    pins: Pins
    one_time_codes: OneTimeCodes
    password_with_code: PasswordWithCode
    recovery_codes: RecoveryCodes


class _Shared(NamedTuple):
    """Shared by several secrets: one pool for slow hashes, one counter of letters."""

    hashing: HashingPool
    argon2id: Argon2id
    letters: SecondStepLetters


def build_secrets(
    platform: Platform,
    records: Records,
    people: People,
    pending: Pending,
    credential_services: CredentialServices,
) -> Secrets:
    credentials, endings = credential_services.credentials, pending.endings
    context = records.context
    database, clock, throttle = context.database, context.clock, people.throttle
    shared = _shared(platform, records, people)
    passwords = Passwords(
        database=database,
        clock=clock,
        names=SignInNames(database, clock, platform.sealing, people.accounts),
        hashing=shared.hashing,
        throttle=throttle,
        credentials=credentials,
        known_browsers=people.known_browsers,
        endings=endings,
        letters=GuessingLetters(database, clock, people.accounts, throttle, people.notices),
        argon2id=shared.argon2id,
        breached=BreachedPasswords.with_list(platform.settings.breached_list),
    )
    one_time_codes = OneTimeCodes(
        database=database,
        clock=clock,
        subjects=people.subjects,
        accounts=people.accounts,
        one_time_tokens=records.one_time_tokens,
        throttle=throttle,
        credentials=credentials,
        known_browsers=people.known_browsers,
        endings=endings,
        letters=shared.letters,
        issuer_name=platform.settings.brand_name,
    )
    address_limits, request_limits = _limits(platform)
    return Secrets(
        address_limits=address_limits,
        request_limits=request_limits,
        passwords=passwords,
        pins=_pins(platform, records, people, credential_services, shared),
        one_time_codes=one_time_codes,
        password_with_code=PasswordWithCode(
            database=database,
            passwords=passwords,
            one_time_codes=one_time_codes,
            throttle=throttle,
            credentials=credentials,
            letters=shared.letters,
        ),
        recovery_codes=_recovery_codes(
            platform, records, people, pending, credential_services, passwords
        ),
    )


def _pins(
    platform: Platform,
    records: Records,
    people: People,
    credential_services: CredentialServices,
    shared: _Shared,
) -> Pins:
    return Pins(
        database=records.context.database,
        clock=records.context.clock,
        hashing=shared.hashing,
        throttle=people.throttle,
        credentials=credential_services.credentials,
        known_browsers=people.known_browsers,
        letters=shared.letters,
        argon2id=shared.argon2id,
        digest_key=platform.keyring.derive("pin"),
    )


def _recovery_codes(
    platform: Platform,
    records: Records,
    people: People,
    pending: Pending,
    credential_services: CredentialServices,
    passwords: Passwords,
) -> RecoveryCodes:
    context = records.context
    return RecoveryCodes(
        database=context.database,
        clock=context.clock,
        passwords=passwords,
        throttle=people.throttle,
        credentials=credential_services.credentials,
        accounts=people.accounts,
        endings=pending.endings,
        notices=people.notices,
        known_browsers=people.known_browsers,
        one_time_tokens=records.one_time_tokens,
        digest_key=platform.keyring.derive("recovery-code"),
    )


def _shared(platform: Platform, records: Records, people: People) -> _Shared:
    settings, context = platform.settings, records.context
    cost = HashParameters(
        settings.argon2_memory_kib, settings.argon2_time, settings.argon2_parallelism
    )
    return _Shared(
        hashing=HashingPool(settings.hashing_threads, settings.hashing_queue),
        argon2id=Argon2id(cost),
        letters=SecondStepLetters(
            context.database, context.clock, people.accounts, people.throttle, people.notices
        ),
    )


def _limits(platform: Platform) -> tuple[AddressLimits, RequestLimits]:
    settings, clock, derive = platform.settings, platform.clock, platform.keyring.derive
    url, ca_bundle = settings.rate_limit_url.get_secret_value(), settings.outbound_ca_bundle
    counts = storage_at(url, platform.database, clock, ca_bundle=ca_bundle)
    return (
        AddressLimits(counts, digest_key=derive("failed-address")),
        RequestLimits(counts, derive("admin-request"), clock),
    )
