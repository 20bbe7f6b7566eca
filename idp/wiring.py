"""Builds every service from the settings: the only place that picks implementations."""

from datetime import timedelta
from typing import Final

from idp.accounts.service import Accounts
from idp.accounts.turns import Turns
from idp.authorization.consent_step import ConsentRecorder
from idp.authorization.context_loader import ContextLoader
from idp.authorization.credential_loss import CredentialRevocation
from idp.authorization.endings import Endings
from idp.authorization.frauds import Frauds
from idp.authorization.new_browsers import NewBrowsers
from idp.authorization.repository import TransactionRepository
from idp.authorization.service import Authorization
from idp.authorization.subject_loader import SubjectLoader
from idp.ciba.service import Ciba
from idp.ciba.terminals import Terminals
from idp.consent.service import Consents
from idp.contacts.bring_forward import BringForward
from idp.contacts.service import ContactChanges
from idp.factors.address_limits import AddressLimits, storage_at
from idp.factors.app_keys.approval_requests import ApprovalRequests
from idp.factors.app_keys.request_repository import ApprovalRequestRepository
from idp.factors.app_keys.service import AppKeys
from idp.factors.attestations.attestation_status import AttestationStatus
from idp.factors.attestations.revocations import Revocations
from idp.factors.bindings import Bindings, CoolOff
from idp.factors.biometrics.assembly import assembled
from idp.factors.breached import BreachedPasswords
from idp.factors.callers import KnownBrowsers
from idp.factors.chip_card.service import ChipCards
from idp.factors.domain import HashParameters
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.own_change_letters import OwnChangeLetters
from idp.factors.passkeys import Passkeys
from idp.factors.password_with_code import PasswordWithCode
from idp.factors.passwords import Passwords
from idp.factors.pins import Pins
from idp.factors.recovery import RecoveryCodes
from idp.factors.service import Credentials
from idp.factors.throttling import AttemptThrottle
from idp.factors.totp import OneTimeCodes
from idp.history.context import ServiceContext
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.licensing.service import Licensing
from idp.losses.service import Losses
from idp.losses.visits import CounterVisits
from idp.notices.service import Notices
from idp.one_time.service import OneTimeTokens
from idp.platform.cached import Cached
from idp.platform.card_registry import CardRegistry
from idp.platform.clock import SystemClock
from idp.platform.database import Database, Patience, open_database
from idp.platform.hashing import HashingPool
from idp.platform.keyring import Keyring
from idp.platform.mail import Mail
from idp.platform.outbound import Outbound
from idp.platform.sealing import Sealing
from idp.platform.settings import Profile, Settings
from idp.platform.sms import Sms
from idp.policy.service import Policy
from idp.policy.trust_anchors import TrustAnchors
from idp.relying_parties.service import RelyingParties
from idp.services import Services
from idp.sessions.service import Sessions
from idp.subjects.contacts import ContactBook
from idp.subjects.service import Subjects
from idp.tokens.service import Tokens
from idp.violations.service import Violations

_THREADS_LEFT: Final = 4
"""Threads of a process that never wait for the database: health, keys and discovery."""


def build(
    settings: Settings, *, database: Database | None = None, clock: Clock | None = None
) -> Services:
    """Every service of one process; opens the database and the keyring the settings name."""
    clock = clock or SystemClock()
    database = database or _database(settings)
    keyring = Keyring(settings.keyring, secret=settings.secret.get_secret_value(), clock=clock)
    sealing = Sealing(keyring)
    outbound = Outbound(settings.outbound_hosts, settings.outbound_ca_bundle)
    history = History(
        database=database,
        clock=clock,
        keyring=keyring,
        issuer=settings.issuer,
        years=settings.history_years,
        fields_act=settings.history_fields_act,
    )
    one_time_tokens = OneTimeTokens(database=database, clock=clock)
    context = ServiceContext(database, clock, history)
    policy = Policy(context, Cached(clock))
    trust_anchors = TrustAnchors(context, settings.profile)
    violations = Violations(context)
    subjects = Subjects(context, sealing)
    accounts = Accounts(context, subjects, sealing)
    cool_off = CoolOff(
        lettered=timedelta(hours=settings.cool_off_hours),
        unlettered=timedelta(hours=settings.cool_off_hours_unlettered),
    )
    throttle = AttemptThrottle(database=database, clock=clock)
    own_change_letters = OwnChangeLetters(throttle)
    notices = Notices(
        database=database,
        clock=clock,
        subjects=subjects,
        one_time_tokens=one_time_tokens,
        keyring=keyring,
        outbound=outbound,
        mail=Mail(
            settings.mail_url, sender=settings.mail_from, ca_bundle=settings.outbound_ca_bundle
        ),
        sms=Sms(settings.sms_url, outbound),
        issuer=settings.issuer,
        help_line=settings.help_line,
        language_of=accounts.locale_of,
        fourteen_from=accounts.fourteen_from,
        handed=BringForward(
            turns=Turns(database),
            bindings=Bindings(database, clock),
            book=ContactBook(database, clock, subjects),
            cool_off=cool_off,
        ).handed,
        admit=own_change_letters.admit,
        paused=own_change_letters.quiet_until,
    )
    licensing = Licensing(context)
    relying_parties = RelyingParties(
        database=database,
        clock=clock,
        outbound=outbound,
        licensing=licensing,
        history=history,
        one_time_tokens=one_time_tokens,
        secret_key=keyring.derive("client-secret"),
        issuer=settings.issuer,
        cache_seconds=settings.client_cache_seconds,
    )
    sessions = Sessions(context)
    consents = Consents(context, keyring, settings.issuer)
    tokens = Tokens(
        database=database,
        clock=clock,
        keyring=keyring,
        issuer=settings.issuer,
        subjects=subjects,
        accounts=accounts,
        consents=consents,
        relying_parties=relying_parties,
        sessions=sessions,
        history=history,
        violations=violations,
        notices=notices,
        policy=policy,
        pairwise_key=keyring.derive("pairwise"),
    )
    records = TransactionRepository(database=database, clock=clock)
    turns = Turns(database)
    endings = Endings(
        database=database,
        clock=clock,
        accounts=accounts,
        turns=turns,
        transactions=records,
        sessions=sessions,
        tokens=tokens,
        one_time_tokens=one_time_tokens,
    )
    metadata = AuthenticatorMetadata(database=database, clock=clock, history=history)
    standing = AttestationStatus(trust_anchors, clock, settings.applications)
    credentials = Credentials(
        database=database,
        clock=clock,
        history=history,
        notices=notices,
        policy=policy,
        metadata=metadata,
        standing=standing,
        endings=endings,
        accounts=accounts,
        cool_off=cool_off,
    )
    app_keys = AppKeys(
        database=database,
        clock=clock,
        one_time_tokens=one_time_tokens,
        credentials=credentials,
        standing=standing,
        revocations=Revocations(database, history),
        history=history,
        notices=notices,
        issuer=settings.issuer,
    )
    hashing, hash_cost = _hashing(settings)
    biometrics = assembled(
        credentials,
        one_time_tokens,
        sealing,
        outbound,
        keyring=keyring,
        calls=settings.biometric_calls,
        demo=settings.profile is Profile.DEMO,
    )
    context_loader = ContextLoader(
        clock=clock,
        subjects=SubjectLoader(database=database, clock=clock, accounts=accounts),
        credentials=credentials,
        biometrics=biometrics.eligibility,
        relying_parties=relying_parties,
        policy=policy,
        tokens=tokens,
    )
    credential_revocation = CredentialRevocation(
        database=database,
        credentials=credentials,
        endings=endings,
    )
    known_browsers = KnownBrowsers(keyring.derive("known-browser"))
    contacts = ContactChanges(
        database=database,
        clock=clock,
        credentials=credentials,
        one_time_tokens=one_time_tokens,
        throttle=throttle,
        notices=notices,
        history=history,
    )
    passwords = Passwords(
        database=database,
        clock=clock,
        accounts=accounts,
        hashing=hashing,
        throttle=throttle,
        credentials=credentials,
        known_browsers=known_browsers,
        parameters=hash_cost,
        breached=BreachedPasswords.with_list(settings.breached_list),
    )
    one_time_codes = OneTimeCodes(
        database=database,
        clock=clock,
        subjects=subjects,
        accounts=accounts,
        one_time_tokens=one_time_tokens,
        throttle=throttle,
        credentials=credentials,
        known_browsers=known_browsers,
    )
    recovery_codes = RecoveryCodes(
        database=database,
        clock=clock,
        passwords=passwords,
        throttle=throttle,
        credentials=credentials,
        known_browsers=known_browsers,
        one_time_tokens=one_time_tokens,
        digest_key=keyring.derive("recovery-code"),
    )
    pins = Pins(
        database=database,
        clock=clock,
        hashing=hashing,
        throttle=throttle,
        credentials=credentials,
        known_browsers=known_browsers,
        digest_key=keyring.derive("pin"),
        parameters=hash_cost,
    )
    return Services(
        address_limits=AddressLimits(
            storage_at(settings.rate_limit_url.get_secret_value(), database, clock),
            digest_key=keyring.derive("failed-address"),
        ),
        authorization=Authorization(
            database=database,
            clock=clock,
            transactions=records,
            turns=turns,
            context_loader=context_loader,
            credentials=credentials,
            sessions=sessions,
            consents=consents,
            tokens=tokens,
            one_time_tokens=one_time_tokens,
            consent_recorder=ConsentRecorder(consents, notices),
            new_browsers=NewBrowsers(database, clock, throttle, notices),
            history=history,
        ),
        endings=endings,
        credential_revocation=credential_revocation,
        contacts=contacts,
        frauds=Frauds(database, credentials, endings, notices, history, contacts),
        losses=Losses(
            database=database,
            clock=clock,
            accounts=accounts,
            passwords=passwords,
            recovery_codes=recovery_codes,
            throttle=throttle,
            one_time_tokens=one_time_tokens,
            credential_revocation=credential_revocation,
            contacts=contacts,
            consents=consents,
            relying_parties=relying_parties,
            licensing=licensing,
            tokens=tokens,
            notices=notices,
            history=history,
        ),
        counter_visits=CounterVisits(
            database=database,
            clock=clock,
            accounts=accounts,
            credentials=credentials,
            recovery_codes=recovery_codes,
            credential_revocation=credential_revocation,
            contacts=contacts,
            notices=notices,
            history=history,
        ),
        ciba=Ciba(
            database=database,
            clock=clock,
            keyring=keyring,
            issuer=settings.issuer,
            terminals=Terminals(
                database=database, clock=clock, relying_parties=relying_parties, history=history
            ),
            relying_parties=relying_parties,
            accounts=accounts,
            turns=turns,
            context_loader=context_loader,
            app_keys=app_keys,
            pins=pins,
            credentials=credentials,
            transactions=records,
            sessions=sessions,
            consents=consents,
            consent_recorder=ConsentRecorder(consents, notices),
            tokens=tokens,
            one_time_tokens=one_time_tokens,
            notices=notices,
            violations=violations,
            history=history,
            number_key=keyring.derive("counter-number"),
        ),
        tokens=tokens,
        sessions=sessions,
        consents=consents,
        credentials=credentials,
        passwords=passwords,
        pins=pins,
        one_time_codes=one_time_codes,
        password_with_code=PasswordWithCode(
            database, passwords, one_time_codes, throttle, credentials
        ),
        passkeys=Passkeys(
            database=database,
            clock=clock,
            one_time_tokens=one_time_tokens,
            credentials=credentials,
            metadata=metadata,
            issuer=settings.issuer,
        ),
        app_keys=app_keys,
        approval_requests=ApprovalRequests(
            database, clock, app_keys, ApprovalRequestRepository(database, clock)
        ),
        chip_cards=ChipCards(
            *(database, clock, one_time_tokens, credentials, subjects, history, trust_anchors),
            CardRegistry(settings.card_registry_url, outbound),
        ),
        authenticator_metadata=metadata,
        recovery_codes=recovery_codes,
        biometrics=biometrics,
        biometric_consents=biometrics.consents,
        biometric_providers=biometrics.eligibility.providers,
        relying_parties=relying_parties,
        licensing=licensing,
        accounts=accounts,
        subjects=subjects,
        policy=policy,
        trust_anchors=trust_anchors,
        violations=violations,
        notices=notices,
        history=history,
        one_time_tokens=one_time_tokens,
        database=database,
        clock=clock,
        keyring=keyring,
        sealing=sealing,
    )


def _database(settings: Settings) -> Database:
    """A few threads of the process are left for what needs no database."""
    patience = Patience(
        connect=settings.database_connect_seconds,
        statement=settings.database_statement_seconds,
        lock=settings.database_lock_seconds,
        pool=settings.database_pool_seconds,
        places=max(1, settings.threads - _THREADS_LEFT),
    )
    url, size = settings.database_url, settings.database_pool
    return open_database(url, pool_size=size, patience=patience)


def _hashing(settings: Settings) -> tuple[HashingPool, HashParameters]:
    """One pool for whatever is slow on purpose, and what each hash costs."""
    return (
        HashingPool(settings.hashing_threads, settings.hashing_queue),
        HashParameters(
            settings.argon2_memory_kib, settings.argon2_time, settings.argon2_parallelism
        ),
    )
