"""A copy of everything that is held about a person, for that person, in one JSON document.

What is kept beside letters, messages and history is read before the first byte is sent, so that a
failure is an answer; those three, which may be long, follow a page at a time. All of a registration
that was joined to the person's is read before.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, select

from idp.accounts.domain import Account
from idp.accounts.service import Accounts
from idp.activation.service import Activations
from idp.authorization.repository import TransactionRepository
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts, is_sealed
from idp.casework.work_list import WorkList
from idp.consent.service import Consents
from idp.documents.service import Documents
from idp.factors.biometrics.consents import BiometricConsents
from idp.factors.domain import ThrottledSecret
from idp.factors.retired import RetiredCredentials
from idp.factors.service import Credentials
from idp.factors.throttling import AttemptThrottle
from idp.history.actors import from_text
from idp.history.context import ServiceContext
from idp.history.domain import Entry, EventType, role_of
from idp.history.domain import told as told_entry
from idp.history.extracts import Extract
from idp.kernel.actors import Actor, Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.letters.deliveries import LetterDeliveries
from idp.letters.domain import NumberedLetter
from idp.letters.service import Letters
from idp.losses.cases import LossCases
from idp.notices.domain import NoticeKind
from idp.notices.domain.letters import languages
from idp.notices.domain.messages import AccountMessage, words_of
from idp.notices.messages import AccountMessages
from idp.notices.service import Notices
from idp.personal_data import domain
from idp.personal_data.domain import Json
from idp.personal_data.tables import ERASURE
from idp.platform.database import Row
from idp.platform.sealing import CannotOpen
from idp.platform.secrets import digest
from idp.registries.feeds import RegistryFeeds
from idp.registries.merging import RegistryMerges
from idp.registries.waiting import WaitingMatches
from idp.representation.service import Representations
from idp.sessions.service import Sessions
from idp.subjects.contacts import ContactRepository
from idp.subjects.domain import SubjectRecord
from idp.subjects.joins import SubjectJoin, SubjectJoins
from idp.subjects.service import Subjects
from idp.tokens.families import Families

_PAGE: Final = 200
_LETTERS: Final = 50
_ERASURES: Final = (
    select(ERASURE)
    .where(ERASURE.c.subject_id == bindparam("subject"))
    .order_by(ERASURE.c.asked_at, ERASURE.c.id)
)
_TYPED_FOR_THE_PERSON: Final = frozenset(
    {(EventType.ACCOUNT_LOCKED, "ground"), (EventType.DOCUMENT_OPENED, "purpose")}
)
"""What officers typed in entries of history in order that the person is told."""


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """`issuer` is the address of this provider, `provider_name` what it is called."""

    context: ServiceContext
    issuer: str
    provider_name: str
    subjects: Subjects
    accounts: Accounts
    contacts: ContactRepository
    credentials: Credentials
    retired: RetiredCredentials
    sessions: Sessions
    transactions: TransactionRepository
    families: Families
    consents: Consents
    biometric_consents: BiometricConsents
    work_list: WorkList
    cases: Cases
    texts: TypedTexts
    loss_cases: LossCases
    documents: Documents
    letters: Letters
    deliveries: LetterDeliveries
    notices: Notices
    messages: AccountMessages
    throttle: AttemptThrottle
    activations: Activations
    waiting_matches: WaitingMatches
    registry_feeds: RegistryFeeds
    merges: RegistryMerges
    joins: SubjectJoins
    representations: Representations

    def copy(self, subject_id: Id, *, actor: Actor) -> Iterator[str] | Refused:
        """Everything that is held about the person, in parts of one JSON document.

        Its shape is the published schema. History and a letter tell that it was made. Outside of a
        transaction: what is read may be much. Refused: NOT_FOUND without an account; TOO_MANY_TRIES
        (`retry_at`) where the person made several.
        """
        account = self.accounts.by_subject(subject_id)
        if account is None:
            return Refused(Reason.NOT_FOUND)
        if isinstance(actor, Person):
            counter = digest(f"data-copy:{subject_id}")
            counted = self.throttle.acquire(counter, ThrottledSecret.DATA_COPY)
            if isinstance(counted, Refused):
                return counted
        document = self._document(account)
        with self.context.database.transaction():
            if self.accounts.by_subject(subject_id) is None:  # erased meanwhile
                return Refused(Reason.NOT_FOUND)
            self.context.history.append(
                EventType.DATA_COPIED,
                subject_id=subject_id,
                actor=actor,
                facts={"version": domain.VERSION},
            )
            self.notices.notify(subject_id, text_key=NoticeKind.DATA_COPIED, facts={})
        return self._parts(document, subject_id, languages(account.locale)[0])

    def part_of_history(
        self, subject_id: Id, *, before: Id | None, limit: int, only: Extract | None, actor: Actor
    ) -> tuple[Json, str]:
        """As `History.extract`; history tells that it was given out."""
        claims, signed = self.context.history.extract(
            subject_id, before=before, limit=limit, only=only
        )
        self.context.history.append(
            EventType.HISTORY_COPIED,
            subject_id=subject_id,
            actor=actor,
            facts={"part": only or "everything", "entries": len(claims["acts"])},
        )
        return claims, signed

    def _parts(self, document: Json, subject_id: Id, language: str) -> Iterator[str]:
        """The document, and its last members by pages, newest first.

        They are letters, messages (in this language) and history.
        """
        yield json.dumps(document, ensure_ascii=False, indent=1).removesuffix("\n}")
        yield from _listed("letters", self._letters(subject_id))
        yield from _listed("messages", self._messages(subject_id, language))
        yield from _listed("history", self._history(subject_id))
        yield "\n}\n"

    def _letters(self, subject_id: Id) -> Iterator[list[Json]]:
        before = None
        while page := self.letters.of_person(subject_id, before=before, limit=_LETTERS):
            yield list(map(self._letter, page))
            before = page[-1].id

    def _messages(self, subject_id: Id, language: str) -> Iterator[list[Json]]:
        before = None
        while page := self.messages.of_person(subject_id, before=before, limit=_PAGE):
            yield [self._message(each, language) for each in page]
            before = page[-1].id

    def _history(self, subject_id: Id) -> Iterator[list[Json]]:
        before = None
        while page := self.context.history.for_subject(subject_id, before=before, limit=_PAGE):
            yield list(map(self._entry, page))
            before = page[-1].id

    def _document(self, account: Account) -> Json:
        subject_id = account.subject_id
        language = languages(account.locale)[0]
        return {
            "format": domain.FORMAT,
            "version": domain.VERSION,
            "schema": f"{self.issuer}{domain.SCHEMA_PATH}",
            "issuer": self.issuer,
            "made_at": domain.instant(self.context.clock.now()),
            **self._registration(subject_id, account),
            "joins": list(map(_join, self.joins.of_person(subject_id))),
            "duplicates": [
                self._duplicate(each, language) for each in self.subjects.duplicates(subject_id)
            ],
            "withheld": list(domain.WITHHELD),
        }

    def _registration(self, subject_id: Id, account: Account | None) -> Json:
        """What is held of one registration, but for letters, messages and history."""
        record = self.subjects.record(subject_id)
        return {
            "subject": domain.subject(record, subject_id),
            "account": None if account is None else domain.account(account),
            **self._identity(record, subject_id),
            "means": self._means(subject_id),
            **self._uses(subject_id),
            "consents": list(map(domain.consent, self.consents.for_subject(subject_id))),
            "biometric_consents": [
                domain.biometric_consent(each)
                for each in self.biometric_consents.for_subject(subject_id)
            ],
            "cases": self._cases(subject_id),
            "losses": list(map(domain.loss, self.loss_cases.for_subject(subject_id))),
            "notices": list(map(domain.notice, self.notices.of_person(subject_id))),
            "activation_links": [
                domain.activation_link(each) for each in self.activations.of_person(subject_id)
            ],
            **self._registers(subject_id),
            "erasures": [
                self._erasure(each)
                for each in self.context.database.all(_ERASURES, subject=subject_id)
            ],
        }

    def _identity(self, record: SubjectRecord, subject_id: Id) -> Json:
        return {
            "identity": domain.data(record.identity.data),
            "identity_to_come": list(map(domain.coming, record.later)),
            "contacts": list(map(domain.contact, self.contacts.for_subject(subject_id))),
        }

    def _duplicate(self, subject_id: Id, language: str) -> Json:
        """All that is held of a registration that was joined to that of the person."""
        return {
            **self._registration(subject_id, self.accounts.by_subject(subject_id)),
            "letters": _together(self._letters(subject_id)),
            "messages": _together(self._messages(subject_id, language)),
            "history": _together(self._history(subject_id)),
        }

    def _means(self, subject_id: Id) -> list[Json]:
        held = self.credentials.held(subject_id)
        removed = self.retired.for_subject(subject_id)
        return [
            *(domain.means(each, removed=False) for each in held),
            *(domain.means(each, removed=True) for each in removed),
        ]

    def _uses(self, subject_id: Id) -> Json:
        """Where the account is in use: sessions, known browsers, access of relying parties."""
        return {
            "sessions": list(map(domain.session, self.sessions.for_subject(subject_id))),
            "known_browsers": [
                {"last_used_at": domain.instant(at)}
                for at in self.transactions.known_browsers(subject_id)
            ],
            "access": [
                {
                    "client_id": each.client_id,
                    "consent_id": each.consent_id,
                    "begun_at": domain.instant(each.begun_at),
                    "refreshed_at": domain.instant(each.rotated_at),
                    "offline": each.offline,
                }
                for each in self.families.for_subject(subject_id)
            ],
        }

    def _registers(self, subject_id: Id) -> Json:
        """What registers of the State told, and what they have not answered yet."""
        waits = self.waiting_matches.of_person(subject_id)
        return {
            "registry_waits": [] if waits is None else [domain.waiting_match(waits)],
            "registry_events": list(
                map(domain.registry_event, self.registry_feeds.of_person(subject_id))
            ),
            "represented_by": list(
                map(domain.representation, self.representations.of_principal(subject_id))
            ),
            "represents": list(
                map(domain.representation, self.representations.of_agent(subject_id))
            ),
        }

    def _erasure(self, row: Row) -> Json:
        by = role_of(from_text(row.asked_by), subject_id=row.subject_id, client_id=None)
        return {
            "id": row.id,
            "by": by,
            "asked_at": domain.instant(row.asked_at),
            "due_at": domain.instant(row.due_at),
            "held_at": domain.instant(row.held_at),
            "withdrawn_at": domain.instant(row.withdrawn_at),
        }

    def _cases(self, subject_id: Id) -> list[Json]:
        """Those about the person, newest first, and the open ones of two registrations.

        Of these the other one has the files: what was shown there may be of somebody else.
        """
        own = list(self.work_list.of_person(subject_id))
        both = self.merges.open_of_holder(subject_id)
        listed = [(each, self.documents.of_case(each.number)) for each in own]
        listed += [(each, []) for each in both]
        listed.sort(key=lambda one: one[0].id, reverse=True)
        return [domain.case(each, self.cases.events(each.id), files) for each, files in listed]

    def _letter(self, letter: NumberedLetter) -> Json:
        try:
            content = self.letters.content(letter)
        except (CannotOpen, LookupError):
            content = None
        return domain.letter(letter, content, self.deliveries.of_letter(letter.id))

    def _message(self, message: AccountMessage, language: str) -> Json:
        words = words_of(message, language, provider=self.provider_name)
        return domain.message(message, words, self.issuer)

    def _entry(self, entry: Entry) -> Json:
        """Without what officers typed, but for what they typed to be told."""
        told: dict[str, Any] = told_entry(entry)
        for name, value in entry.facts.items():
            if is_sealed(value):
                opened = (entry.happening, name) in _TYPED_FOR_THE_PERSON
                told["facts"][name] = self.texts.read(entry.subject_id, value) if opened else None
        return {**told, "transaction_id": entry.transaction_id}


def _join(of: SubjectJoin) -> Json:
    """A registration that was joined to another by an event of a register, also if undone."""
    return {
        "joined": of.joined_id,
        "surviving": of.surviving_id,
        "register": of.registry,
        "event": of.event_id,
        "joined_at": domain.instant(of.joined_at),
        "undone_at": domain.instant(of.undone_at),
    }


def _together(pages: Iterable[list[Json]]) -> list[Json]:
    return [each for page in pages for each in page]


def _listed(name: str, pages: Iterable[list[Json]]) -> Iterator[str]:
    """One more member of the document: a list, a page at a time."""
    yield f',\n "{name}": ['
    between = "\n  "
    for page in pages:
        lines = [json.dumps(each, ensure_ascii=False) for each in page]
        yield between + ",\n  ".join(lines)
        between = ",\n  "
    yield "\n ]"
