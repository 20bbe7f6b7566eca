"""Documents of a case: bounded, scanned, sealed, opened with a purpose, kept and forgotten."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from idp.documents.domain import DocumentKind, StoredDocument
from idp.documents.service import Documents
from idp.documents.tables import DOCUMENT, STORED_FILE
from idp.history.domain import EventType
from idp.kernel.actors import Operator
from idp.kernel.refusals import Reason, Refused
from idp.letters.domain import LetterKind, ToPerson
from idp.platform.clock import SystemClock
from idp.platform.malware_scanner import ClamdScanner, ScanFailed
from idp.platform.s3 import object_store_address
from idp.subjects.tables import IDENTITY
from idp.wiring import build
from tests.support.buckets import Bucket, storing
from tests.support.databases import counts
from tests.support.frozen_clock import FrozenClock
from tests.support.pdf_files import pdf_of
from tests.support.scanners import EICAR, scanning
from tests.support.seals import seal_files
from tests.support.world import Person, World, sure

OPERATOR = Operator(user="root", host="here")
CASE = "BM-0000-0000"
PDF = pdf_of(b"(Nguyen Thi Minh An)")


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


def added(
    world: World,
    person: Person,
    content: bytes = PDF,
    **other: Any,  # noqa: ANN401
) -> StoredDocument | Refused:
    return documents_of(world, **other).add(
        person.subject_id,
        CASE,
        DocumentKind.IDENTITY_DOCUMENT,
        io.BytesIO(content),
        actor=OPERATOR,
    )


def documents_of(world: World, **changed: Any) -> Documents:  # noqa: ANN401
    """The documents of a house with other settings."""
    if not changed:
        return world.services.documents
    other = world.settings.model_copy(update=changed)
    return build(other, database=world.services.database, clock=world.clock).documents


def opened(world: World, document: StoredDocument, **other: Any) -> bytes | Refused:  # noqa: ANN401
    found = documents_of(world, **other).open(document.id, purpose="the case", actor=OPERATOR)
    return found if isinstance(found, Refused) else found[1]


def happened(world: World, person: Person) -> list[EventType]:
    entries = world.services.history.for_subject(person.subject_id, limit=50)
    return [each.happening for each in entries]


def test_a_document_is_kept_sealed_and_opened_as_it_was(world: World, person: Person) -> None:
    document = sure(added(world, person))
    assert opened(world, document) == PDF
    assert list(world.services.documents.of_case(CASE)) == [document]
    assert document.digest == document.sent_digest
    with world.services.database.transaction() as work:
        (stored,) = work.execute(select(STORED_FILE.c.content)).scalars()
    assert b"Minh An" not in bytes(stored)
    assert b"%PDF" not in bytes(stored)
    assert EventType.DOCUMENT_ADDED in happened(world, person)


def test_each_look_is_told_with_its_purpose(world: World, person: Person) -> None:
    document = sure(added(world, person))
    opened(world, document)
    entries = world.services.history.for_subject(person.subject_id, limit=50)
    (looked,) = [each for each in entries if each.happening is EventType.DOCUMENT_OPENED]
    told = world.services.cases.texts.opened(person.subject_id, looked.facts)
    assert (looked.actor, told["purpose"]) == (OPERATOR, "the case")
    assert looked.facts["purpose"] != "the case", "it may name people, so it is sealed"
    for purpose in ("", "  ", "x" * 201):
        found = world.services.documents.open(document.id, purpose=purpose, actor=OPERATOR)
        assert found == Refused(Reason.REGISTRATION_FAULTY)


class Endless(io.RawIOBase):
    """Ten gigabytes of which only what is asked for is made."""

    def __init__(self) -> None:
        self.given, self.left = 0, 10 * 2**30

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "all of it was asked for"
        part = min(size, self.left)
        self.given += part
        self.left -= part
        return b"%PDF-1.7"[:part].ljust(part, b" ")


def test_of_ten_gigabytes_no_more_than_the_limit_is_read(world: World, person: Person) -> None:
    sent: Any = Endless()
    documents, kind = world.services.documents, DocumentKind.EVIDENCE
    refused = documents.add(person.subject_id, CASE, kind, sent, actor=OPERATOR)
    assert refused == Refused(Reason.DOCUMENT_TOO_LARGE)
    assert sent.given == documents.most_bytes + 1
    assert happened(world, person).count(EventType.DOCUMENT_REFUSED) == 1


def test_a_file_of_just_the_limit_is_taken(world: World, person: Person) -> None:
    just = pdf_of(b"(" + b"x" * 70_000 + b")")
    most = len(just)
    assert isinstance(added(world, person, just, document_bytes=most), StoredDocument)
    refused = added(world, person, just + b"\n", document_bytes=most)
    assert refused == Refused(Reason.DOCUMENT_TOO_LARGE)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg><script>1</script></svg>", Reason.DOCUMENT_TYPE),
        (pdf_of(catalogue=b"/OpenAction << /S /Launch >>"), Reason.DOCUMENT_ACTIVE),
        (b"%PDF-1.7\n%%EOF\n", Reason.DOCUMENT_UNREADABLE),
    ],
)
def test_a_hostile_file_leaves_nothing_but_a_line_of_history(
    world: World, person: Person, content: bytes, reason: Reason
) -> None:
    assert added(world, person, content) == Refused(reason)
    assert counts(world.services.database, DOCUMENT, STORED_FILE) == (0, 0)
    assert EventType.DOCUMENT_REFUSED in happened(world, person)


@pytest.mark.parametrize("by_path", [False, True])
def test_what_a_scanner_finds_is_refused(
    world: World, person: Person, tmp_path: Path, *, by_path: bool
) -> None:
    with scanning(tmp_path / "clamd.ctl" if by_path else None) as clamd:
        other: dict[str, Any] = {"document_scanner": clamd.address}
        assert isinstance(added(world, person, **other), StoredDocument)
        infected = pdf_of(b"(" + EICAR + b")")
        assert added(world, person, infected, **other) == Refused(Reason.DOCUMENT_INFECTED)
        assert clamd.scanned == [PDF, infected]


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0"])
def test_a_scanner_without_an_answer_lets_nothing_in(
    world: World, person: Person, answer: bytes
) -> None:
    with scanning() as clamd:
        clamd.answer = answer
        refused = added(world, person, document_scanner=clamd.address)
    assert refused == Refused(Reason.SERVICE_UNAVAILABLE)
    assert added(world, person, document_scanner=clamd.address) == refused


def test_no_connection_to_a_scanner_is_told(tmp_path: Path) -> None:
    for address in ("tcp://127.0.0.1:1", f"unix://{tmp_path}/nothing"):
        with pytest.raises(ScanFailed):
            ClamdScanner(address).infection(b"x")


def test_a_large_file_is_scanned_in_parts() -> None:
    with scanning() as clamd:
        content = bytes(range(256)) * 2_000
        assert ClamdScanner(clamd.address).infection(content) is None
        assert clamd.scanned == [content]


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with storing() as bucket:
        yield bucket


def test_a_bucket_keeps_what_is_sealed_and_the_database_no_file(
    world: World, person: Person, bucket: Bucket
) -> None:
    other: dict[str, Any] = {"document_store_url": SecretStr(bucket.url)}
    document = sure(added(world, person, **other))
    assert opened(world, document, **other) == PDF
    assert counts(world.services.database, DOCUMENT, STORED_FILE) == (1, 0)
    (content,) = bucket.objects.values()
    assert b"%PDF" not in content
    assert list(bucket.objects) == [f"/minh-danh/documents/{document.id}"]
    assert {status for *_, status in bucket.asked} == {200}


def test_a_bucket_that_refuses_leaves_no_row(world: World, person: Person, bucket: Bucket) -> None:
    other: dict[str, Any] = {"document_store_url": SecretStr(bucket.url)}
    document = sure(added(world, person, **other))
    wrong: dict[str, Any] = {"document_store_url": SecretStr(bucket.url.replace("AKID", "AKIE"))}
    assert added(world, person, **wrong) == Refused(Reason.SERVICE_UNAVAILABLE)
    bucket.refuses = True
    assert added(world, person, **other) == Refused(Reason.SERVICE_UNAVAILABLE)
    assert opened(world, document, **other) == Refused(Reason.SERVICE_UNAVAILABLE)
    assert counts(world.services.database, DOCUMENT) == (1,)


def test_a_letter_is_kept_in_a_bucket_too(
    world: World, person: Person, bucket: Bucket, tmp_path: Path
) -> None:
    other = world.settings.model_copy(update={"document_store_url": SecretStr(bucket.url)})
    services = build(other, database=world.services.database, clock=world.clock)
    letter = services.letters.issue(
        LetterKind.ACCOUNT_UNLOCKED, ToPerson(person.subject_id), reasons=(), signer=OPERATOR
    )
    press = seal_files(tmp_path).press(World(services, other, world.clock))
    bucket.refuses = True
    assert press.make_due() == 0
    bucket.refuses = False
    world.clock.advance(timedelta(minutes=10))
    assert press.make_due() == 1
    made = services.letters.by_number(letter.number)
    assert made is not None
    assert services.letters.pdf(made) is not None
    assert list(bucket.objects) == [f"/minh-danh/letters/{letter.id}"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://host/bucket",
        "https://key@host/bucket",
        "https://key:secret@host",
        "https://key:secret@host/bucket/folder",
        "ftp://key:secret@host/bucket",
        "https://key:secret@host:port/bucket",
    ],
)
def test_no_other_address_is_a_bucket(url: str) -> None:
    assert object_store_address(url) is None


def test_with_the_key_of_a_person_their_documents_are_erased(world: World, person: Person) -> None:
    document = sure(added(world, person))
    database = world.services.database
    with database.transaction():
        mine = update(IDENTITY).where(IDENTITY.c.subject_id == person.subject_id)
        database.execute(mine.values(data_key=world.services.sealing.new_data_key()))
    assert opened(world, document) == Refused(Reason.NOT_FOUND)


def test_a_document_of_another_row_does_not_open(world: World, person: Person) -> None:
    first, second = sure(added(world, person)), sure(added(world, person, pdf_of()))
    database = world.services.database
    with database.transaction() as work:
        other = select(STORED_FILE.c.content).where(STORED_FILE.c.key == f"documents/{second.id}")
        content = work.execute(other).scalar_one()
        mine = update(STORED_FILE).where(STORED_FILE.c.key == f"documents/{first.id}")
        database.execute(mine.values(content=content))
    assert opened(world, first) == Refused(Reason.NOT_FOUND)


def test_documents_are_kept_as_long_as_history_and_then_go_with_their_content(
    world: World, person: Person, clock: FrozenClock
) -> None:
    term = timedelta(days=5 * 366)
    clock.advance(-term - (clock.now() - SystemClock().now()))
    old = sure(added(world, person))
    clock.advance(term)
    young = sure(added(world, person))
    assert world.services.documents.purge() == 1
    assert opened(world, old) == Refused(Reason.NOT_FOUND)
    assert opened(world, young) == PDF
    assert counts(world.services.database, STORED_FILE) == (1,)
