"""Letters: written with their decision, made and sealed once, delivered, kept and forgotten."""

import asyncio
import hashlib
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from idp.documents.tables import STORED_FILE
from idp.history.domain import EventType
from idp.kernel.actors import Operator, System
from idp.kernel.actors import Person as ActingPerson
from idp.kernel.refusals import Reason, Refused
from idp.letters.domain import (
    CLAIMED_FOR,
    DeliveryMethod,
    LetterKind,
    NumberedLetter,
    ReasonMissing,
    ToBody,
    ToPerson,
)
from idp.letters.tables import LETTER, LETTER_DELIVERY
from idp.notices.domain import NoticeKind
from idp.platform.clock import SystemClock
from idp.platform.pdf_seals import BrokenSealKey, create_seal_key, read_seal_key, verify
from idp.platform.sealing import CannotOpen
from idp.subjects.tables import IDENTITY
from idp.wiring import build
from idp.wiring.press import LetterPress
from tests.support.databases import counts
from tests.support.frozen_clock import FrozenClock
from tests.support.inbox import receiving_mail
from tests.support.officers import themself
from tests.support.races import race
from tests.support.seals import SealFiles, seal_files
from tests.support.source import ROOT
from tests.support.world import Person, World, sure

OPERATOR = Operator(user="root", host="here")


@pytest.fixture(scope="module")
def seals(tmp_path_factory: pytest.TempPathFactory) -> SealFiles:
    return seal_files(tmp_path_factory.mktemp("seals"))


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


@pytest.fixture
def press(world: World, seals: SealFiles) -> LetterPress:
    return seals.press(world)


def lock_letter(world: World, person: Person, *reasons: str) -> NumberedLetter:
    return world.services.letters.issue(
        LetterKind.ACCOUNT_LOCKED,
        ToPerson(person.subject_id),
        reasons=reasons or ("Theo yêu cầu của cơ quan điều tra",),
        signer=OPERATOR,
        data={"body": "Công an tỉnh", "remedy": "Đến trụ sở"},
    )


def again(world: World, letter: NumberedLetter) -> NumberedLetter:
    found = world.services.letters.by_number(letter.number)
    assert found is not None
    return found


def happened(world: World, person: Person) -> list[EventType]:
    entries = world.services.history.for_subject(person.subject_id, limit=50)
    return [each.happening for each in entries]


def test_a_letter_has_number_date_basis_reasons_signer_and_recipient(
    world: World, person: Person
) -> None:
    letter = lock_letter(world, person)
    content = world.services.letters.content(letter)
    facts = dict(content.facts)
    assert facts["Số"] == letter.number
    assert facts["Kính gửi"] == "Trần Thị Thử Nghiệm"
    assert facts["Cơ quan quyết định"] == "Công an tỉnh"
    assert content.reasons == ("Theo yêu cầu của cơ quan điều tra",)
    assert content.signer == "Minh Danh, do bộ phận vận hành lập"
    assert EventType.LETTER_ISSUED in happened(world, person)


def test_a_refusal_without_reasons_is_not_made_and_neither_is_its_decision(
    world: World, person: Person
) -> None:
    services = world.services

    def decide() -> None:
        with services.database.transaction():
            whose = person.subject_id
            sure(
                services.endings.lock(
                    whose, ground=" ", body="office", remedy="come", actor=OPERATOR
                )
            )
            lock_letter(world, person, " ")

    with pytest.raises(ReasonMissing):
        decide()
    account = services.accounts.by_subject(person.subject_id)
    assert account is not None
    assert account.lock is None
    assert counts(services.database, LETTER) == (0,)


def test_what_a_letter_says_is_sealed(world: World, person: Person) -> None:
    letter = lock_letter(world, person)
    with world.services.database.transaction() as work:
        row = work.execute(select(LETTER)).one()
    stored = b"".join(str(value).encode() for value in row)
    for said in ("Trần Thị Thử Nghiệm", "cơ quan điều tra", "Công an tỉnh"):
        assert said.encode() not in stored
        assert said.encode() not in bytes(row.content_sealed)
    assert row.number == letter.number


def test_a_letter_is_sealed_and_verified_beside_a_running_loop(
    world: World, person: Person, press: LetterPress, seals: SealFiles
) -> None:
    """The library begins a loop of its own, which a thread that has one forbids.

    The loop runs in a thread of its own: the browser tests leave one running in the main thread.
    """
    letter = lock_letter(world, person)

    async def within() -> bool:
        press.make_due()
        made = world.services.letters.pdf(again(world, letter))
        assert made is not None
        found = verify(made, seals.certificates.read_bytes(), at=SystemClock().now())
        return found is not None and found.genuine

    with ThreadPoolExecutor(1) as beside:
        assert beside.submit(lambda: asyncio.run(within())).result(timeout=120)


def test_the_pdf_is_made_sealed_and_kept_once(
    world: World, person: Person, press: LetterPress, seals: SealFiles
) -> None:
    letter = lock_letter(world, person)
    assert world.services.letters.pdf(letter) is None
    assert (press.make_due(), press.make_due()) == (1, 0)
    made = again(world, letter)
    pdf = world.services.letters.pdf(made)
    assert pdf is not None
    assert hashlib.sha256(pdf).digest() == made.digest
    assert made.sealed_at == world.clock.now()
    found = verify(pdf, seals.certificates.read_bytes(), at=SystemClock().now())
    assert found is not None
    assert (found.genuine, found.signer) == (True, "Minh Danh: văn bản")
    with world.services.database.transaction() as work:
        (stored,) = work.execute(select(STORED_FILE.c.content)).scalars()
    assert b"%PDF" not in bytes(stored)


@pytest.mark.parametrize("place", [0, 10, 0.3, 0.5, 0.7, -30])
def test_a_changed_file_is_not_genuine(seals: SealFiles, pdf: bytes, place: float) -> None:
    changed = bytearray(pdf)
    at = int(place) if place in {0, 10, -30} else int(len(pdf) * place)
    changed[at] ^= 1
    assert bytes(changed) != pdf
    assert not genuine(bytes(changed), seals)


def test_what_is_added_is_found(seals: SealFiles, pdf: bytes) -> None:
    assert genuine(pdf, seals)
    assert not genuine(pdf + b"\n% more\n", seals)
    assert not genuine(pdf + pdf, seals)


def test_the_seal_of_somebody_else_is_not_ours(
    seals: SealFiles, pdf: bytes, tmp_path: Path
) -> None:
    others = seal_files(tmp_path)
    assert not genuine(pdf, others)
    unsealed = pdf[: pdf.index(b"%%EOF") + 5]
    assert genuine(others.sealer.seal(unsealed), others)
    assert not genuine(others.sealer.seal(unsealed), seals)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", b"\x00" * 10_000])
def test_no_pdf_is_no_letter(seals: SealFiles, content: bytes) -> None:
    assert verify(content, seals.certificates.read_bytes(), at=SystemClock().now()) is None


def test_a_damaged_letter_is_not_genuine_and_never_an_error(seals: SealFiles, pdf: bytes) -> None:
    """Each word of its structure once, before the seal's own bytes, whose end no seal can cover."""
    signed = pdf.index(b"/Contents <")
    words = rb"stream|endobj|/Length|/Prev|/Root|/XRef|/W|/Index|/Size|/Kids|/AcroForm|<<|>>"
    places = [each.start() for each in re.finditer(words, pdf[:signed])]
    for place in places:
        assert not genuine(pdf[:place] + b"#" + pdf[place + 1 :], seals)


def test_a_seal_outlives_its_certificate_and_none_comes_from_the_future(
    seals: SealFiles, pdf: bytes
) -> None:
    now, trusted = SystemClock().now(), seals.certificates.read_bytes()
    much_later = verify(pdf, trusted, at=now + timedelta(days=10 * 365))
    assert much_later is not None
    assert much_later.genuine
    assert verify(pdf, trusted, at=now - timedelta(days=1)) is None


@pytest.fixture
def pdf(world: World, person: Person, press: LetterPress) -> bytes:
    letter = lock_letter(world, person)
    press.make_due()
    made = world.services.letters.pdf(again(world, letter))
    assert made is not None
    return made


def genuine(content: bytes, seals: SealFiles) -> bool:
    found = verify(content, seals.certificates.read_bytes(), at=SystemClock().now())
    return found is not None and found.genuine


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_workers_make_each_letter_once(world: World, person: Person, seals: SealFiles) -> None:
    for _ in range(6):
        lock_letter(world, person)
    made = race(lambda: seals.press(world).make_due(), times=3)
    assert sum(made) == 6
    assert counts(world.services.database, STORED_FILE) == (6,)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_letter_that_two_workers_made_is_stored_once(
    world: World, person: Person, press: LetterPress, seals: SealFiles, clock: FrozenClock
) -> None:
    """The first was so slow that a second one took the letter too."""
    letter = lock_letter(world, person)
    slow = press._claim()  # noqa: SLF001 - a worker that stops here for minutes
    clock.advance(CLAIMED_FOR)
    assert seals.press(world).make_due() == 1
    kept = again(world, letter).digest
    assert [press._make(row) for row in slow] == [False]
    assert again(world, letter).digest == kept
    assert world.services.letters.pdf(again(world, letter)) is not None


def test_a_letter_that_cannot_be_made_delays_no_other_and_is_tried_again(
    world: World, person: Person, press: LetterPress, clock: FrozenClock
) -> None:
    lost, other = lock_letter(world, person), lock_letter(world, world.person())
    forget_key(world, person)
    assert press.make_due() == 1
    assert again(world, lost).digest is None
    assert again(world, other).digest is not None
    assert press._claim() == ()  # noqa: SLF001 - it waits
    clock.advance(timedelta(minutes=2))
    assert [row.id for row in press._claim()] == [lost.id]  # noqa: SLF001


def forget_key(world: World, person: Person) -> None:
    """Erase the person: another key opens nothing of what was sealed."""
    database = world.services.database
    with database.transaction():
        mine = update(IDENTITY).where(IDENTITY.c.subject_id == person.subject_id)
        database.execute(mine.values(data_key=world.services.sealing.new_data_key()))


def test_with_a_persons_key_all_their_letters_are_erased(
    world: World, person: Person, press: LetterPress
) -> None:
    letter = lock_letter(world, person)
    press.make_due()
    made = again(world, letter)
    forget_key(world, person)
    with pytest.raises(CannotOpen):
        world.services.letters.content(made)
    assert world.services.letters.pdf(made) is None


def test_a_letter_to_a_body_about_nobody_has_a_key_of_its_own(
    world: World, press: LetterPress
) -> None:
    letter = world.services.letters.issue(
        LetterKind.PROVIDER_REVOKED,
        ToBody("Công ty A"),
        reasons=("Không còn đủ điều kiện",),
        signer=System(rule="D19.3-1"),
        data={"provider": "Công ty A"},
    )
    assert press.make_due() == 1
    assert dict(world.services.letters.content(letter).facts)["Kính gửi"] == "Công ty A"
    assert world.services.letters.pdf(again(world, letter)) is not None
    assert (letter.subject_id, letter.to_person) == (None, False)


def test_a_person_reads_their_letters_in_their_language(world: World, person: Person) -> None:
    world.services.accounts.set_locale(person.subject_id, "en", actor=themself(person.subject_id))
    letter = lock_letter(world, person)
    content = world.services.letters.content(letter)
    assert (letter.language, content.title) == ("en", "Your identification account was locked")
    assert [each.id for each in world.services.letters.of_person(person.subject_id)] == [letter.id]


def test_a_letter_about_a_person_to_a_body_is_not_among_theirs(
    world: World, person: Person
) -> None:
    world.services.letters.issue(
        LetterKind.RECOVERY_REFUSED,
        ToBody("Công an xã", about=person.subject_id),
        reasons=("x",),
        signer=OPERATOR,
    )
    assert world.services.letters.of_person(person.subject_id) == []


def test_its_delivery_is_proven_by_what_happened(
    world: World, person: Person, clock: FrozenClock
) -> None:
    services, letter = world.services, lock_letter(world, person)
    reader = ActingPerson(subject_id=person.subject_id)
    services.letters.opened(letter, reader)
    services.letters.opened(letter, reader)
    clock.advance(timedelta(hours=1))
    posted = services.letters.record_delivery(
        letter.number.lower(), DeliveryMethod.POSTED, detail="RR 1", actor=OPERATOR
    )
    assert sure(posted).id == letter.id
    found = services.letters.deliveries.of_letter(letter.id)
    assert [(each.how, each.detail) for each in found] == [("opened", ""), ("posted", "RR 1")]
    assert happened(world, person).count(EventType.LETTER_DELIVERED) == 2


@pytest.mark.parametrize(
    ("number", "how", "detail", "reason"),
    [
        ("VB-0000-0000-0000", DeliveryMethod.POSTED, "x", Reason.NOT_FOUND),
        ("nothing", DeliveryMethod.POSTED, "x", Reason.NOT_FOUND),
        ("", DeliveryMethod.OPENED, "x", Reason.REGISTRATION_FAULTY),
        ("", DeliveryMethod.POSTED, " ", Reason.REGISTRATION_FAULTY),
        ("", DeliveryMethod.POSTED, "x" * 201, Reason.REGISTRATION_FAULTY),
        ("", DeliveryMethod.HANDED_OVER, "twice", Reason.STATE_ALREADY_HOLDS),
    ],
)
def test_no_other_delivery_is_recorded(
    world: World, person: Person, number: str, how: DeliveryMethod, detail: str, reason: Reason
) -> None:
    letters, letter = world.services.letters, lock_letter(world, person)
    twice = DeliveryMethod.HANDED_OVER
    letters.record_delivery(letter.number, twice, detail="twice", actor=OPERATOR)
    asked = number or letter.number
    assert letters.record_delivery(asked, how, detail=detail, actor=OPERATOR) == Refused(reason)


def test_a_notice_that_names_it_proves_that_it_was_told(world: World, person: Person) -> None:
    services, letter = world.services, lock_letter(world, person)
    facts = {"ground": "g", "remedy": "r", "letter": letter.number}
    services.notices.notify(person.subject_id, text_key=NoticeKind.ACCOUNT_LOCKED, facts=facts)
    assert services.letters.deliveries.of_letter(letter.id) == ()
    with receiving_mail() as inbox:
        reached = build(
            world.settings.model_copy(update={"mail_url": inbox.url, "mail_from": "a@id.test"}),
            database=services.database,
            clock=world.clock,
        )
        reached.notices.deliver()
        reached.passwords.hashing.close()
    (told,) = services.letters.deliveries.of_letter(letter.id)
    assert (told.how, told.detail) == (DeliveryMethod.TOLD, "mail")
    assert [letter.number in each.get_content() for each in inbox.letters].count(True) == 1


def test_letters_are_kept_as_long_as_history_and_then_go_with_their_files(
    world: World, person: Person, press: LetterPress, clock: FrozenClock
) -> None:
    term = timedelta(days=5 * 366)
    old_world = replace(world, clock=clock)
    clock.advance(-term - (clock.now() - SystemClock().now()))
    old = lock_letter(old_world, person)
    press.make_due()
    world.services.letters.opened(old, ActingPerson(subject_id=person.subject_id))
    clock.advance(term)
    young = lock_letter(world, person)
    press.make_due()
    assert world.services.letters.purge() == 1
    assert world.services.letters.purge_deliveries() == 1
    assert world.services.letters.by_number(old.number) is None
    assert world.services.letters.pdf(again(world, young)) is not None
    assert counts(world.services.database, STORED_FILE, LETTER_DELIVERY) == (1, 0)


def test_a_key_is_for_its_owner_alone_and_its_certificate_for_anybody(tmp_path: Path) -> None:
    files = seal_files(tmp_path)
    assert files.key.stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in files.certificates.read_bytes()
    with pytest.raises(FileExistsError):
        create_seal_key(files.key, files.certificates, name="x", now=SystemClock().now())
    assert files.certificates.read_bytes().count(b"BEGIN CERTIFICATE") == 1


def test_a_file_that_is_no_key_is_told(tmp_path: Path, seals: SealFiles) -> None:
    other = seal_files(tmp_path)
    key = other.key.read_text("utf-8")
    certificate = seals.certificates.read_text("utf-8")
    for text in ("", "x", key[: key.index("-----BEGIN CERT")] + certificate, certificate):
        path = tmp_path / "broken.pem"
        path.write_text(text, "utf-8")
        with pytest.raises(BrokenSealKey):
            read_seal_key(path)


_KILLED = """
import os, signal
from idp.platform.settings import load
from idp.wiring import build
from idp.wiring.press import open_press
from dataclasses import dataclass, replace

@dataclass(frozen=True)
class Deadly:
    def put(self, key, content):
        os.kill(os.getpid(), signal.SIGKILL)

settings = load()
services = build(settings)
press = open_press(settings, services)
letters = replace(press.letters, files=Deadly())
replace(press, letters=letters).make_due()
"""


def test_a_worker_that_is_killed_before_it_stored_leaves_the_letter_to_the_next(
    world: World, person: Person, press: LetterPress, seals: SealFiles, clock: FrozenClock
) -> None:
    """Killed where the digest is written and the file is not, in one transaction."""
    clock.advance(SystemClock().now() - clock.now())
    letter = lock_letter(world, person)
    settings = seals.settings(world.settings)
    given = {
        "IDP_PROFILE": "demo",
        "IDP_ISSUER": settings.issuer,
        "IDP_DATABASE_URL": settings.database_url,
        "IDP_KEYRING": str(settings.keyring),
        "IDP_SECRET": settings.secret.get_secret_value(),
        "IDP_LETTER_SEAL": str(seals.key),
    }
    killed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _KILLED], cwd=ROOT, env=given, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert again(world, letter).digest is None
    assert press.make_due() == 0
    clock.advance(SystemClock().now() - clock.now() + CLAIMED_FOR)  # it claimed by a real clock
    assert press.make_due() == 1
    assert world.services.letters.pdf(again(world, letter)) is not None
