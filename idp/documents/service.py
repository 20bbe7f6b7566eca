"""Documents of cases: taken, opened with a purpose, kept as long as history."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from sqlalchemy import bindparam, func, insert, select

from idp.access.powers import Power
from idp.casework.permissions import Permissions
from idp.casework.typed_texts import TypedTexts
from idp.documents.domain import (
    LONGEST_PURPOSE,
    DocumentKind,
    MediaType,
    StoredDocument,
)
from idp.documents.examination import Examined, Examiner
from idp.documents.store import FileStore, StoreFailed
from idp.documents.tables import DOCUMENT
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.keeping import remove_aged
from idp.kernel.actors import Actor, Person
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Row, in_steps
from idp.platform.malware_scanner import ClamdScanner, ScanFailed
from idp.platform.sealing import CannotOpen, Sealing
from idp.subjects.service import Subjects

_CHUNK: Final = 65_536
_ADD: Final = insert(DOCUMENT)
_ONE: Final = select(DOCUMENT).where(DOCUMENT.c.id == bindparam("document"))
_OF_CASE: Final = (
    select(DOCUMENT).where(DOCUMENT.c.case_number == bindparam("case")).order_by(DOCUMENT.c.id)
)
_COUNTED: Final = (
    select(DOCUMENT.c.case_number, func.count().label("kept"))
    .where(DOCUMENT.c.case_number.in_(bindparam("cases", expanding=True)))
    .group_by(DOCUMENT.c.case_number)
)
_OLDEST: Final = (
    select(DOCUMENT.c.id)
    .where(DOCUMENT.c.stored_at < bindparam("before"))
    .order_by(DOCUMENT.c.stored_at)
    .limit(bindparam("limit"))
)
_LEFT: Final = select(DOCUMENT.c.id).where(DOCUMENT.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class ExaminedDocument:
    """A file that may be kept, which is not kept yet."""

    document: StoredDocument
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Documents:
    """`most_bytes`: the largest document. `scanner`: None where the operator named none."""

    context: ServiceContext
    permissions: Permissions
    subjects: Subjects
    sealing: Sealing
    files: FileStore
    examiner: Examiner
    scanner: ClamdScanner | None
    most_bytes: int

    def add(
        self,
        subject_id: Id,
        case_number: str,
        kind: DocumentKind,
        sent: IO[bytes],
        *,
        actor: Actor,
    ) -> StoredDocument | Refused:
        """Take a file for a case of a person. Not to be called inside a transaction.

        Not one byte more than the limit is read. A name that was sent with it is not looked at.

        Refused: as `Permissions`, before anything is read; DOCUMENT_TOO_LARGE, DOCUMENT_TYPE,
        DOCUMENT_ACTIVE (scripts, attachments, actions), DOCUMENT_UNREADABLE, DOCUMENT_INFECTED,
        SERVICE_UNAVAILABLE where scanner or store is away.
        """
        powerless = self.permissions.strict(actor, Power.DOCUMENT_ADD, about=subject_id)
        if powerless is not None:
            return Refused(powerless)
        found = self._examine(subject_id, case_number, kind, sent, actor)
        return found if isinstance(found, Refused) else self._keep(found, actor)

    def examine_own(
        self,
        subject_id: Id,
        case_number: str,
        kind: DocumentKind,
        sent: IO[bytes],
        *,
        actor: Person,
    ) -> ExaminedDocument | Refused:
        """A file that the person of the case sent, to be kept by `keep_own`.

        Not to be called inside a transaction. The caller found the case to be theirs. Refused
        NOT_AUTHORISED for another person, and as `add` but for the power and the store.
        """
        if actor.subject_id != subject_id:
            return Refused(Reason.NOT_AUTHORISED)
        return self._examine(subject_id, case_number, kind, sent, actor)

    def keep_own(self, examined: ExaminedDocument, *, actor: Person) -> StoredDocument | Refused:
        """Keep it in the unit of work of the caller, which a refusal has to undo.

        Refused NOT_AUTHORISED for another person; SERVICE_UNAVAILABLE where the store is away.
        """
        if actor.subject_id != examined.document.subject_id:
            return Refused(Reason.NOT_AUTHORISED)
        return self._keep(examined, actor)

    def _examine(
        self, subject_id: Id, case_number: str, kind: DocumentKind, sent: IO[bytes], actor: Actor
    ) -> ExaminedDocument | Refused:
        content = self._read(sent)
        found = content if isinstance(content, Refused) else self._examined(content)
        if isinstance(found, Refused):
            self._record_refusal(subject_id, case_number, found, actor)
            return found
        document = StoredDocument(
            id=new_id(),
            subject_id=subject_id,
            case_number=case_number,
            kind=kind,
            media_type=found.media_type,
            size=len(found.content),
            digest=hashlib.sha256(found.content).digest(),
            sent_digest=hashlib.sha256(content).digest() if isinstance(content, bytes) else b"",
            stored_at=self.context.clock.now(),
        )
        return ExaminedDocument(document, found.content)

    def _keep(self, examined: ExaminedDocument, actor: Actor) -> StoredDocument | Refused:
        try:
            self._store(examined.document, examined.content, actor)
        except StoreFailed:
            return Refused(Reason.SERVICE_UNAVAILABLE)
        return examined.document

    def count(self, case_numbers: Collection[str]) -> Mapping[str, int]:
        """How many documents each of these cases has, by one statement; 0 is not told."""
        rows = self.context.database.all(_COUNTED, cases=list(case_numbers))
        return {row.case_number: row.kept for row in rows}

    def of_case(self, case_number: str) -> Sequence[StoredDocument]:
        """The documents of a case, oldest first."""
        return [_document(row) for row in self.context.database.all(_OF_CASE, case=case_number)]

    def open(
        self, document_id: Id, *, purpose: str, actor: Actor
    ) -> tuple[StoredDocument, bytes] | Refused:
        """A document with its content, for a purpose that history and the person are told (D17.3).

        Refused: as `Permissions`; NOT_FOUND, also after the person's key was erased;
        REGISTRATION_FAULTY without a purpose; SERVICE_UNAVAILABLE where the store is away, or what
        it gave was altered.
        """
        row = self.context.database.one(_ONE, document=document_id) if is_id(document_id) else None
        whose = None if row is None else row.subject_id
        powerless = self.permissions.strict(actor, Power.DOCUMENT_OPEN, about=whose)
        if powerless is not None:
            return Refused(powerless)
        why = " ".join(purpose.split())
        if not 0 < len(why) <= LONGEST_PURPOSE:
            return Refused(Reason.REGISTRATION_FAULTY)
        if row is None:
            return Refused(Reason.NOT_FOUND)
        document = _document(row)
        content = self._content(document)
        if isinstance(content, Refused):
            return content
        typed = TypedTexts(self.subjects).keep(document.subject_id, why)
        facts = {"document": document.id, "case": document.case_number, "purpose": typed}
        self.context.history.append(
            EventType.DOCUMENT_OPENED,
            subject_id=document.subject_id,
            actor=actor,
            facts=facts,
        )
        return document, content

    def purge(self) -> int:
        """Delete documents past the term of history, with their content; returns how many."""
        before, database = self.context.history.kept_since(), self.context.database

        def step(most: int) -> int:
            old = [row.id for row in database.all(_OLDEST, before=before, limit=most)]
            removed = remove_aged(database, DOCUMENT.c.stored_at, before=before, most=most)
            left = {row.id for row in database.all(_LEFT, ids=old)} if old else set()
            for document_id in old:
                if document_id not in left:
                    self.files.delete(_key(document_id))
            return removed

        return in_steps(database, DOCUMENT.name, step)

    def _read(self, sent: IO[bytes]) -> bytes | Refused:
        content = bytearray()
        while part := sent.read(min(_CHUNK, self.most_bytes + 1 - len(content))):
            content += part
            if len(content) > self.most_bytes:
                return Refused(Reason.DOCUMENT_TOO_LARGE)
        return bytes(content)

    def _examined(self, content: bytes) -> Examined | Refused:
        """Scanned as it was sent, then examined."""
        if self.scanner is not None:
            try:
                infection = self.scanner.infection(content)
            except ScanFailed:
                return Refused(Reason.SERVICE_UNAVAILABLE)
            if infection is not None:
                return Refused(Reason.DOCUMENT_INFECTED)
        return self.examiner.examine(content)

    def _store(self, document: StoredDocument, content: bytes, actor: Actor) -> None:
        key = self.subjects.data_key(document.subject_id)
        sealed = self.sealing.seal_bytes(key, content, context=_context(document.id))
        columns = (column.name for column in DOCUMENT.c)
        row = {name: getattr(document, name) for name in columns}
        facts = {
            "document": document.id,
            "case": document.case_number,
            "kind": document.kind,
            "sha256": document.digest.hex(),
        }
        with self.context.database.transaction():
            self.context.database.execute(_ADD, **row)
            self.context.history.append(
                EventType.DOCUMENT_ADDED,
                subject_id=document.subject_id,
                actor=actor,
                facts=facts,
            )
            self.files.put(_key(document.id), sealed)

    def _content(self, document: StoredDocument) -> bytes | Refused:
        try:
            stored = self.files.get(_key(document.id))
            key = self.subjects.data_key(document.subject_id)
            content = (
                b""
                if stored is None
                else self.sealing.open_bytes(key, stored, context=_context(document.id))
            )
        except (CannotOpen, LookupError):
            return Refused(Reason.NOT_FOUND)
        except StoreFailed:
            return Refused(Reason.SERVICE_UNAVAILABLE)
        same = hashlib.sha256(content).digest() == document.digest
        return content if same else Refused(Reason.SERVICE_UNAVAILABLE)

    def _record_refusal(
        self, subject_id: Id, case_number: str, refused: Refused, actor: Actor
    ) -> None:
        facts = {"case": case_number, "reason": refused.reason}
        self.context.history.append(
            EventType.DOCUMENT_REFUSED, subject_id=subject_id, actor=actor, facts=facts
        )


def _document(row: Row) -> StoredDocument:
    return StoredDocument(
        **row._asdict()
        | {
            "kind": DocumentKind(row.kind),
            "media_type": MediaType(row.media_type),
            "digest": bytes(row.digest),
            "sent_digest": bytes(row.sent_digest),
        }
    )


def _key(document_id: Id) -> str:
    return f"documents/{document_id}"


def _context(document_id: Id) -> str:
    return f"document:{document_id}"
