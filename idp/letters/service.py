"""Letters: issued with their decision, read by their recipient, checked by anybody."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import bindparam, exists, insert, select

from idp.access.powers import Power
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.casework.permissions import Permissions
from idp.documents.store import FileStore
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.keeping import remove_aged
from idp.kernel.actors import Actor, Officer, Person, System
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.letters.deliveries import LetterDeliveries
from idp.letters.domain import (
    BY_HAND,
    Delivery,
    DeliveryMethod,
    LetterInList,
    LetterKind,
    NumberedLetter,
    Recipient,
    Signer,
    ToBody,
    ToPerson,
    ToSender,
    check_code_in,
    new_check_code,
    new_number,
    number_in,
    reasons_of,
    signer_as_data,
)
from idp.letters.domain.content import (
    LetterContent,
    Written,
    as_data,
    basis_of,
    content_of,
    from_data,
    language_for,
    localized,
    title_of,
)
from idp.letters.domain.texts import CHECK_CODE, SENDER_OF
from idp.letters.tables import LETTER, LETTER_DELIVERY
from idp.platform.database import Row, among, in_steps
from idp.platform.sealing import CannotOpen, Sealing
from idp.platform.secrets import constant_time_equal
from idp.subjects.keys_of_people import KeysOfSome
from idp.subjects.service import Subjects

NO_DATA: Final[Mapping[str, str]] = MappingProxyType({})
_ISSUE: Final = insert(LETTER)
_BY_NUMBER: Final = select(LETTER).where(LETTER.c.number == bindparam("number"))
_OF_PERSON: Final = (
    select(LETTER)
    .where(
        LETTER.c.subject_id == bindparam("subject"),
        LETTER.c.to_person.is_(True),
        LETTER.c.id < bindparam("before", type_=LETTER.c.id.type),
    )
    .order_by(LETTER.c.id.desc())
    .limit(bindparam("limit"))
)
_OF_KIND: Final = (
    select(LETTER)
    .where(
        LETTER.c.subject_id == bindparam("subject"),
        LETTER.c.to_person.is_(True),
        LETTER.c.kind == bindparam("kind"),
        LETTER.c.language == bindparam("language"),
    )
    .order_by(LETTER.c.id.desc())
)
_OF_A_STRANGER: Final = LETTER.c.subject_id.is_(None) & (
    LETTER.c.kind == LetterKind.ACCOUNT_REFUSED
)
"""What a telephone gets by itself (`ToSender`); strangers cause as many as they like."""
_NEWEST: Final = (
    select(LETTER).where(~_OF_A_STRANGER).order_by(LETTER.c.id.desc()).limit(bindparam("limit"))
)
_HAS_ARRIVED: Final = exists().where(LETTER_DELIVERY.c.letter_id == LETTER.c.id)
_NUMBERED: Final = _NEWEST.with_only_columns(LETTER.c.id, LETTER.c.number)
_LISTED: Final = {
    None: _NUMBERED,
    True: _NUMBERED.where(_HAS_ARRIVED),
    False: _NUMBERED.where(~_HAS_ARRIVED),
}
_SOME: Final = select(LETTER).where(among(LETTER.c.id, "letters"))
_NEWER_THAN: Final = (
    select(LETTER)
    .where(LETTER.c.id > bindparam("after"))
    .order_by(LETTER.c.id)
    .limit(bindparam("limit"))
)
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_OLDEST: Final = (
    select(LETTER.c.id)
    .where(LETTER.c.dated_at < bindparam("before"))
    .order_by(LETTER.c.dated_at)
    .limit(bindparam("limit"))
)
_LEFT: Final = select(LETTER.c.id).where(LETTER.c.id.in_(bindparam("ids", expanding=True)))
_MOST_SHOWN: Final = 200
_RECEIPTS: Final = System(rule="policy receipts of consents")
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
LONGEST_DETAIL: Final = 200


@dataclass(frozen=True)
class Letters:
    """`issuer` is the address at which letters are checked; `own` as in `content_of`."""

    context: ServiceContext
    permissions: Permissions
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    sealing: Sealing
    files: FileStore
    deliveries: LetterDeliveries
    issuer: str
    provider_name: str
    own: bool

    def issue(
        self,
        kind: LetterKind,
        recipient: Recipient,
        *,
        basis: str = "",
        reasons: Sequence[str],
        signer: Signer,
        data: Mapping[str, str] = NO_DATA,
        language: str | None = None,
        asked_by: Person | None = None,
    ) -> NumberedLetter:
        """Write a letter's number and data, in the unit of work of the decision it tells.

        `basis` is the legal basis, empty for the usual one of its kind; `data` are facts that its
        form names (`texts.LETTER_FORMS`). `language`: where it is not the one that the recipient
        chose for letters. `asked_by`: the person, of a letter that is no decision. A worker makes
        the PDF. Raises ReasonMissing where the kind must state reasons and none is given: then the
        decision is not made either.
        """
        said = reasons_of(kind, reasons)
        whose, spoken = _subject_of(recipient), self._language(recipient)
        letter = NumberedLetter(
            id=new_id(),
            number=new_number(),
            kind=kind,
            dated_at=self.context.clock.now(),
            language=language_for(language) if language else spoken,
            subject_id=whose,
            to_person=isinstance(recipient, ToPerson),
            signer=signer_as_data(signer),
            digest=None,
            sealed_at=None,
        )
        signed_by = self._officer(signer) if isinstance(signer, Officer) else ""
        called = self._called(recipient, letter.language)
        written = Written(called, basis, said, {**data}, signed_by, self.provider_name)
        with self.context.database.transaction():
            self._add(letter, written)
            self.context.history.append(
                EventType.LETTER_ISSUED,
                subject_id=whose,
                actor=asked_by or signer,
                facts={"letter": letter.number, "kind": kind},
            )
        return letter

    def receipt_of_consent(
        self, actor: Person, *, items: Sequence[str], data: Mapping[str, str], language: str
    ) -> NumberedLetter:
        """The receipt that a person asks for as a letter; one that says the same is not repeated.

        `items`: each with its purpose; `data`: what its form names, without empty values. Locks the
        account, so that of two presses at once one writes the letter and the other finds it.
        """
        kind, whose = LetterKind.CONSENT_RECEIPT, actor.subject_id
        said = reasons_of(kind, items)
        with self.context.database.transaction():
            self.account_locks.lock(whose)
            for row in self.context.database.all(
                _OF_KIND, subject=whose, kind=kind, language=language
            ):
                written = self._written_if_open(row)
                if written is not None and _says(written, data, said):
                    return letter_in(row)
            return self.issue(
                kind,
                ToPerson(whose),
                reasons=said,
                signer=_RECEIPTS,
                data={**data, CHECK_CODE: new_check_code()},
                language=language,
                asked_by=actor,
            )

    def can_be_to(self, subject_id: Id) -> bool:
        """Whether a letter to this person can be sealed: not after they were erased."""
        try:
            self.subjects.data_key(subject_id)
        except LookupError:
            return False
        return True

    def by_number(self, text: str) -> NumberedLetter | None:
        """The letter whose number somebody typed."""
        number = number_in(text)
        row = None if number is None else self.context.database.one(_BY_NUMBER, number=number)
        return None if row is None else letter_in(row)

    def on_paper(self, number: str, code: str) -> tuple[NumberedLetter, Written] | Refused:
        """What was written in a letter, for who holds its paper: its number and check code, typed.

        Refused NOT_PROVEN, whether there is no such letter, it has no code, or has another one.
        """
        letter, typed = self.by_number(number), check_code_in(code)
        written = None if letter is None else self._written_if_open(self._row(letter))
        right = "" if written is None else written.facts.get(CHECK_CODE, "")
        same = constant_time_equal(right.encode(), (typed or "").encode())
        if letter is None or written is None or not (right and same):
            return Refused(Reason.NOT_PROVEN)
        return letter, written

    def of_person(
        self, subject_id: Id, *, before: Id | None = None, limit: int = _MOST_SHOWN
    ) -> list[NumberedLetter]:
        """The letters to a person, newest first; those that were written before this one."""
        return list(map(letter_in, self._rows_of(subject_id, before, limit)))

    def newest(self, limit: int = _MOST_SHOWN) -> list[NumberedLetter]:
        """The letters to everybody, newest first, but for those to strangers."""
        return list(map(letter_in, self.context.database.all(_NEWEST, limit=limit)))

    def of_case(self, case_number: str, subject_id: Id) -> list[NumberedLetter]:
        """The letters to a person that tell of this case, newest first, of the newest 200.

        A letter that cannot be opened any more is not among them.
        """
        rows = self._rows_of(subject_id, None, _MOST_SHOWN)
        found = ((letter_in(row), self._written_if_open(row)) for row in rows)
        return [
            letter
            for letter, written in found
            if written is not None and written.facts.get("case") == case_number
        ]

    def _rows_of(self, subject_id: Id, before: Id | None, limit: int) -> Sequence[Row]:
        return self.context.database.all(
            _OF_PERSON, subject=subject_id, before=before or _AFTER_ALL, limit=limit
        )

    def page(
        self, after: Id | None, limit: int
    ) -> list[tuple[NumberedLetter, tuple[Delivery, ...]]]:
        """Letters without their words, oldest first, that were written after this one."""
        rows = self.context.database.all(_NEWER_THAN, after=after or _BEFORE_ALL, limit=limit)
        proofs = self.deliveries.of_letters([row.id for row in rows])
        return [(letter_in(row), tuple(proofs[row.id])) for row in rows]

    def listed(self, limit: int, *, delivered: bool | None = None) -> dict[Id, str]:
        """The numbers of the newest, by id, newest first: nothing that a stranger does fills it.

        `delivered`: only those of which a delivery is proven, or of which none is.
        """
        rows = self.context.database.all(_LISTED[delivered], limit=limit)
        return {row.id: row.number for row in rows}

    def in_list(self, letter_ids: Collection[Id]) -> dict[Id, LetterInList]:
        """What a list tells of each of these letters, by id: three reads for all of them."""
        rows = self.context.database.all(_SOME, letters=list(letter_ids))
        proofs = self.deliveries.of_letters([row.id for row in rows])
        keys = self.subjects.keys_of({row.subject_id for row in rows if row.subject_id})
        return {row.id: self._in_list(row, proofs[row.id], keys) for row in rows}

    def _in_list(self, row: Row, proofs: Sequence[Delivery], keys: KeysOfSome) -> LetterInList:
        letter, written = letter_in(row), self._written_if_open(row, keys)
        if written is None:
            return LetterInList(letter, None, "", tuple(proofs))
        basis = basis_of(letter.kind, written, own=self.own)
        body = None if letter.to_person else written.recipient
        return LetterInList(letter, body, basis, tuple(proofs))

    def _written_if_open(self, row: Row, keys: KeysOfSome | None = None) -> Written | None:
        try:
            return self._written(row, keys)
        except (CannotOpen, LookupError):
            return None

    def basis(self, letter: NumberedLetter) -> str:
        """The legal basis as `basis_of`; empty after the person's key is gone."""
        written = self._written_if_open(self._row(letter))
        return "" if written is None else basis_of(letter.kind, written, own=self.own)

    def content(self, letter: NumberedLetter) -> LetterContent:
        """All words of a letter.

        Raises CannotOpen, LookupError after the person's key is gone, and LookupError for a kind of
        a later release.
        """
        return content_of(
            letter.kind,
            self._written(self._row(letter)),
            number=letter.number,
            dated_at=letter.dated_at,
            signer=letter.signer,
            language=letter.language,
            issuer=self.issuer,
            own=self.own,
        )

    def title(self, kind: LetterKind, language: str) -> str:
        """What letters of a kind are called here."""
        return title_of(kind, language, own=self.own)

    def _row(self, letter: NumberedLetter) -> Row:
        row = self.context.database.one(_BY_NUMBER, number=letter.number)
        if row is None:
            raise LookupError("no such letter")
        return row

    def _written(self, row: Row, keys: KeysOfSome | None = None) -> Written:
        """Raises CannotOpen, LookupError after the person's key is gone.

        `keys`: those of people, where they were read for several letters.
        """
        context = _context(row.id)
        if keys is not None and row.subject_id is not None:
            text = keys.open(row.subject_id, row.content_sealed, context=context)
        else:
            text = self.sealing.open(self.data_key(row), row.content_sealed, context=context)
        return from_data(json.loads(text))

    def pdf(self, letter: NumberedLetter) -> bytes | None:
        """The sealed PDF; None while no worker has made it, or where it is not as it was made."""
        row = self.context.database.one(_BY_NUMBER, number=letter.number)
        if row is None or row.digest is None:
            return None
        stored = self.files.get(file_key(letter.id))
        if stored is None:
            return None
        try:
            content = self.sealing.open_bytes(
                self.data_key(row), stored, context=_file_context(letter.id)
            )
        except (CannotOpen, LookupError):
            return None
        return content if hashlib.sha256(content).digest() == bytes(row.digest) else None

    def keep_pdf(self, row: Row, content: bytes) -> None:
        """Keep the PDF of a letter, sealed; joins the transaction that writes its digest."""
        context = _file_context(row.id)
        sealed = self.sealing.seal_bytes(self.data_key(row), content, context=context)
        self.files.put(file_key(row.id), sealed)

    def opened(self, letter: NumberedLetter, actor: Person) -> None:
        """Record that its recipient, signed in, opened it: once."""
        with self.context.database.transaction():
            opened = Delivery(DeliveryMethod.OPENED, "", self.context.clock.now())
            self._deliver(letter, opened, actor)

    def record_delivery(
        self, number: str, how: DeliveryMethod, *, detail: str, actor: Actor
    ) -> NumberedLetter | Refused:
        """Record that an officer handed a letter over, or posted it.

        `detail` is who received it, or the number of the post. Refused: as `Permissions`,
        NOT_FOUND, REGISTRATION_FAULTY for another way or without a detail, STATE_ALREADY_HOLDS.
        """
        letter, said = self.by_number(number), " ".join(detail.split())
        whose = None if letter is None else letter.subject_id
        refused = self.permissions.strict(actor, Power.LETTER_DELIVER, about=whose)
        if refused is not None:
            return Refused(refused)
        if letter is None:
            return Refused(Reason.NOT_FOUND)
        if how not in BY_HAND or not 0 < len(said) <= LONGEST_DETAIL:
            return Refused(Reason.REGISTRATION_FAULTY)
        with self.context.database.transaction():
            delivery = Delivery(how, said, self.context.clock.now())
            if not self._deliver(letter, delivery, actor):
                return Refused(Reason.STATE_ALREADY_HOLDS)
        return letter

    def purge(self) -> int:
        """Delete letters past the term of history, with their files; returns how many."""
        before = self.context.history.kept_since()

        def step(most: int) -> int:
            old = [row.id for row in self.context.database.all(_OLDEST, before=before, limit=most)]
            database = self.context.database
            removed = remove_aged(database, LETTER.c.dated_at, before=before, most=most)
            left = {row.id for row in database.all(_LEFT, ids=old)} if old else set()
            for letter_id in old:
                if letter_id not in left:
                    self.files.delete(file_key(letter_id))
            return removed

        return in_steps(self.context.database, LETTER.name, step)

    def purge_deliveries(self) -> int:
        """Delete proofs of delivery past the term of history; returns how many."""
        before = self.context.history.kept_since()

        def step(most: int) -> int:
            database = self.context.database
            return remove_aged(database, LETTER_DELIVERY.c.at, before=before, most=most)

        return in_steps(self.context.database, LETTER_DELIVERY.name, step)

    def data_key(self, row: Row) -> bytes:
        """The wrapped key under which a letter is sealed. Raises LookupError."""
        return (
            bytes(row.data_key)
            if row.subject_id is None
            else self.subjects.data_key(row.subject_id)
        )

    def _deliver(self, letter: NumberedLetter, delivery: Delivery, actor: Actor) -> bool:
        added = self.deliveries.add(letter.id, delivery)
        if added:
            self.context.history.append(
                EventType.LETTER_DELIVERED,
                subject_id=letter.subject_id,
                actor=actor,
                facts={"letter": letter.number, "how": delivery.how},
            )
        return added

    def _add(self, letter: NumberedLetter, written: Written) -> None:
        own = self.sealing.new_data_key() if letter.subject_id is None else None
        key = own or self.subjects.data_key(letter.subject_id or "")
        text = json.dumps(as_data(written), ensure_ascii=False)
        self.context.database.execute(
            _ISSUE,
            id=letter.id,
            number=letter.number,
            kind=letter.kind,
            dated_at=letter.dated_at,
            language=letter.language,
            subject_id=letter.subject_id,
            to_person=letter.to_person,
            data_key=own,
            content_sealed=self.sealing.seal(key, text, context=_context(letter.id)),
            signer=dict(letter.signer),
            due_at=letter.dated_at,
            attempts=0,
            digest=None,
            sealed_at=None,
        )

    def _called(self, recipient: Recipient, language: str) -> str:
        match recipient:
            case ToPerson(subject_id):
                return self._name(subject_id)
            case ToBody(name):
                return name
            case ToSender(number):
                return localized(SENDER_OF, language).format(number=number)

    def _language(self, recipient: Recipient) -> str:
        match recipient:
            case ToPerson(subject_id):
                return language_for(self.accounts.locale_of(subject_id))
            case ToBody() | ToSender():
                return language_for(None)

    def _officer(self, officer: Officer) -> str:
        """The name of an officer, the id of the appointment where no register has it any more."""
        try:
            return self._name(officer.subject_id)
        except LookupError:
            return officer.officer_id

    def _name(self, subject_id: Id) -> str:
        """The name of a person or body in the register, else its number."""
        identity = self.subjects.identity(subject_id)
        return identity.name or identity.number


def _subject_of(recipient: Recipient) -> Id | None:
    """The person a letter is to or about, under whose key it is sealed."""
    match recipient:
        case ToPerson(subject_id):
            return subject_id
        case ToBody(about=about):
            return about
        case ToSender():
            return None


def letter_in(row: Row) -> NumberedLetter:
    """The letter in its row."""
    return NumberedLetter(
        id=row.id,
        number=row.number,
        kind=LetterKind.of(row.kind),
        dated_at=row.dated_at,
        language=row.language,
        subject_id=row.subject_id,
        to_person=row.to_person,
        signer=row.signer,
        digest=None if row.digest is None else bytes(row.digest),
        sealed_at=row.sealed_at,
    )


def file_key(letter_id: Id) -> str:
    """The key of a letter's PDF in the store."""
    return f"letters/{letter_id}"


def _context(letter_id: Id) -> str:
    return f"letter:{letter_id}"


def _file_context(letter_id: Id) -> str:
    return f"letter-file:{letter_id}"


def _says(written: Written, data: Mapping[str, str], reasons: Sequence[str]) -> bool:
    """Whether a receipt says this already, and can be checked from its paper."""
    told = {name: value for name, value in written.facts.items() if name != CHECK_CODE}
    return CHECK_CODE in written.facts and (told, written.reasons) == (data, reasons)
