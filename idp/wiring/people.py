"""People, accounts, notices and letters."""

from datetime import timedelta
from typing import Final, NamedTuple

from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.activation.own_contacts import OwnContacts
from idp.activation.receipts import ActivationReceipts
from idp.casework.domain.moves import Effect
from idp.contacts.bring_forward import BringForward
from idp.documents.examination import Examiner
from idp.documents.service import Documents
from idp.documents.store import DatabaseFiles, FileStore, ObjectFiles
from idp.factors.bindings import Bindings, CoolOff
from idp.factors.callers import KnownBrowsers
from idp.factors.own_change_letters import OwnChangeLetters
from idp.factors.throttling import AttemptThrottle
from idp.kernel.accounts_mode import AccountsMode
from idp.letters.decisions import DecisionLetters, LetteredMisuse
from idp.letters.deliveries import LetterDeliveries
from idp.letters.service import Letters
from idp.notices.failures import FailingNotices
from idp.notices.messages import AccountMessages
from idp.notices.sending import Sending
from idp.notices.service import Notices
from idp.platform.mail import Mail
from idp.platform.malware_scanner import ClamdScanner
from idp.platform.s3 import ObjectStore, object_store_address
from idp.platform.sms import Sms
from idp.representation.agreements import Agreements
from idp.representation.service import Representations
from idp.subjects.contacts import ContactRepository
from idp.subjects.name_index import NameIndex
from idp.subjects.service import Subjects
from idp.violations.procedures import MISUSE, MisuseEvent
from idp.violations.service import MisuseEffects
from idp.wiring.platform import Platform
from idp.wiring.records import Records

_SEALED_MORE: Final = 4_096
"""Bytes that sealing adds, and more."""


class People(NamedTuple):
    subjects: Subjects
    name_index: NameIndex
    contact_book: ContactRepository
    own_contacts: OwnContacts
    accounts: Accounts
    representations: Representations
    agreements: Agreements
    account_locks: AccountLocks
    throttle: AttemptThrottle
    known_browsers: KnownBrowsers
    bindings: Bindings
    cool_off: CoolOff
    notices: Notices
    messages: AccountMessages
    letters: Letters
    decision_letters: DecisionLetters
    documents: Documents
    failing_notices: FailingNotices


def build_people(platform: Platform, records: Records) -> People:
    settings, context, sealing = platform.settings, records.context, platform.sealing
    database, clock = context.database, context.clock
    subjects, permissions = records.subjects, records.cases.permissions
    accounts = Accounts(context, subjects, sealing, permissions)
    account_locks, bindings = AccountLocks(database), Bindings(database, clock)
    contact_book = ContactRepository(database, clock, subjects, sealing)
    throttle = AttemptThrottle(database, clock)
    cool_off = CoolOff(
        after_letter=timedelta(hours=settings.cool_off_hours),
        without_letter=timedelta(hours=settings.cool_off_hours_unlettered),
    )
    deliveries = LetterDeliveries(database)
    messages = AccountMessages(database, clock, subjects, sealing)
    waiting = BringForward(account_locks, bindings, contact_book, cool_off)
    notices = Notices(
        database=database,
        clock=clock,
        subjects=subjects,
        sealing=sealing,
        one_time_tokens=records.one_time_tokens,
        contacts=contact_book,
        accounts=accounts,
        messages=messages,
        letter_limit=OwnChangeLetters(throttle, clock),
        hand_over=ActivationReceipts(database, records.deadlines.legal_time, waiting),
        letter_proofs=deliveries,
        sending=_sending(platform, subjects, accounts),
    )
    files = _files(platform)
    letters = Letters(
        context=context,
        permissions=permissions,
        subjects=subjects,
        accounts=accounts,
        account_locks=account_locks,
        sealing=sealing,
        files=files,
        deliveries=deliveries,
        issuer=settings.issuer,
        provider_name=settings.brand_name,
        own=settings.accounts_mode is AccountsMode.SELF_CREATED,
    )
    decision_letters = DecisionLetters(letters, notices)
    effects = MisuseEffects(database, records.cases.texts)
    misuse = LetteredMisuse(effects, decision_letters)
    records.effects.add(
        MISUSE,
        {MisuseEvent.TAKE: Effect(effects.take), MisuseEvent.CLOSE: Effect(misuse.close)},
    )
    return People(
        subjects=subjects,
        name_index=NameIndex(database, clock, subjects, sealing),
        contact_book=contact_book,
        own_contacts=OwnContacts(clock, context.history, records.cases, accounts, contact_book),
        accounts=accounts,
        representations=Representations(records.context, subjects, accounts, sealing, permissions),
        agreements=Agreements(database, clock),
        account_locks=account_locks,
        throttle=throttle,
        known_browsers=KnownBrowsers(platform.keyring.derive("known-browser")),
        bindings=bindings,
        cool_off=cool_off,
        notices=notices,
        messages=messages,
        letters=letters,
        decision_letters=decision_letters,
        documents=_documents(platform, records, files),
        failing_notices=FailingNotices(context, permissions),
    )


def _documents(platform: Platform, records: Records, files: FileStore) -> Documents:
    settings = platform.settings
    scanner = settings.document_scanner
    return Documents(
        context=records.context,
        permissions=records.cases.permissions,
        subjects=records.subjects,
        sealing=platform.sealing,
        files=files,
        examiner=Examiner(),
        scanner=ClamdScanner(scanner) if scanner else None,
        most_bytes=settings.document_bytes,
    )


def _files(platform: Platform) -> FileStore:
    """The store of the settings: a bucket, or the database."""
    settings = platform.settings
    address = object_store_address(settings.document_store_url.get_secret_value())
    if address is None:
        return DatabaseFiles(platform.database)
    store = ObjectStore(
        outbound=platform.to_stores,
        clock=platform.clock,
        origin=address.origin,
        bucket=address.bucket,
        region=address.region,
        key_id=address.key_id,
        secret=address.secret,
        most=settings.document_bytes + _SEALED_MORE,
    )
    return ObjectFiles(store)


def _sending(platform: Platform, subjects: Subjects, accounts: Accounts) -> Sending:
    settings = platform.settings
    return Sending(
        clock=platform.clock,
        subjects=subjects,
        sealing=platform.sealing,
        mail=Mail(
            settings.mail_url, sender=settings.mail_from, ca_bundle=settings.outbound_ca_bundle
        ),
        sms=Sms(settings.sms_url, platform.to_services),
        outbound=platform.to_relying_parties,
        keyring=platform.keyring,
        issuer=settings.issuer,
        help_line=settings.help_line,
        name=settings.brand_name,
        accounts=accounts,
    )
