"""Numbered letters on pages: read by their recipient, checked by anybody who holds one."""

from datetime import datetime

import pytest

from idp.history.domain import EventType
from idp.kernel.actors import Operator
from idp.kernel.actors import Person as ActingPerson
from idp.letters.domain import LetterKind, NumberedLetter, ToBody, ToPerson
from idp.platform.pdf_seals import verify
from idp.web.public.letters import LONGEST_FILE
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.seals import SealFiles, seal_files
from tests.support.uploads import with_file
from tests.support.walks import Walk
from tests.support.world import Person

OPERATOR = Operator(user="root", host="here")
SAID = "Theo yêu cầu của cơ quan điều tra"


@pytest.fixture(scope="module")
def seals(tmp_path_factory: pytest.TempPathFactory) -> SealFiles:
    return seal_files(tmp_path_factory.mktemp("seals"))


def written(house: House, person: Person) -> NumberedLetter:
    return house.world.services.letters.issue(
        LetterKind.ACCOUNT_LOCKED,
        ToPerson(person.subject_id),
        reasons=(SAID,),
        signer=OPERATOR,
        data={"body": "Công an tỉnh", "remedy": "<b>Đến trụ sở</b>"},
    )


def entered(house: House, person: Person, path: str) -> tuple[Walk, Answer]:
    walk = house.walk()
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


def compared(visitor: Visitor, number: str, content: bytes, *, name: str = "a.pdf") -> Answer:
    """Send a file to the page of a letter, as a browser does."""
    return with_file(visitor, f"/public/letters/{number}", content, name=name)


def test_a_person_finds_reads_and_keeps_a_letter(house: House, seals: SealFiles) -> None:
    person, services = house.world.person(), house.world.services
    letter = written(house, person)
    walk, listed = entered(house, person, "/me/letters")
    assert letter.number in listed.text
    assert "Its PDF is being made. Open this page again" in listed.text
    early = walk.visitor.get(f"/me/letters/{letter.number}/pdf")
    assert (early.status, "is being made" in early.text) == (404, True)
    seals.press(house.world).make_due()
    page = walk.visitor.get(f"/me/letters/{letter.number}")
    for said in (letter.number, SAID, "Trần Thị Thử Nghiệm", "Công an tỉnh"):
        assert said in page.text
    assert "&lt;b&gt;Đến trụ sở" in page.text
    file = walk.visitor.get(f"/me/letters/{letter.number}/pdf")
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{letter.number}.pdf"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"] == "sandbox"
    found = verify(file.body, seals.certificates.read_bytes(), at=_later(house))
    assert found is not None
    assert found.genuine
    (delivered,) = services.letters.deliveries.of_letter(letter.id)
    assert delivered.how == "opened"
    entries = services.history.for_subject(person.subject_id, limit=20)
    (told,) = [each for each in entries if each.happening is EventType.LETTER_DELIVERED]
    assert isinstance(told.actor, ActingPerson)
    assert told.actor.session_id is not None


def _later(house: House) -> datetime:
    """After the clock of the machine, which dates seals."""
    return house.world.clock.now().replace(year=2100)


def test_a_letter_of_another_person_is_not_there(house: House) -> None:
    person, other = house.world.person(), house.world.person()
    about = house.world.services.letters.issue(
        LetterKind.RECOVERY_REFUSED,
        ToBody("Công an xã", about=person.subject_id),
        reasons=(SAID,),
        signer=OPERATOR,
    )
    walk, _ = entered(house, person, "/me")
    for letter in (written(house, other), about):
        for path in (f"/me/letters/{letter.number}", f"/me/letters/{letter.number}/pdf"):
            assert walk.visitor.get(path).status == 404
        assert house.world.services.letters.deliveries.of_letter(letter.id) == ()
    assert walk.visitor.get("/me/letters/nothing").status == 404


def test_a_person_without_letters_reads_so(house: House) -> None:
    _, page = entered(house, house.world.person(), "/me/letters")
    assert "No letter has been written to you yet." in page.text


def test_looking_ahead_proves_no_delivery(house: House) -> None:
    person = house.world.person()
    letter = written(house, person)
    walk, _ = entered(house, person, "/me")
    walk.visitor.send("HEAD", f"/me/letters/{letter.number}")
    assert house.world.services.letters.deliveries.of_letter(letter.id) == ()


def test_a_number_tells_anybody_kind_and_date_and_nothing_of_the_person(house: House) -> None:
    person = house.world.person()
    letter = written(house, person)
    page = house.visitor().get(f"/public/letters/{letter.number}")
    assert "Your identification account was locked" in page.text
    assert "23 November 2026" in page.text
    for said in (SAID, "Trần Thị", "Công an", person.username, person.subject_id):
        assert said not in page.text


@pytest.mark.parametrize("typed", ["VB-0000-0000-0000", "nothing", "%3Cscript%3E", "%00", "VB"])
def test_another_number_is_no_letter(house: House, typed: str) -> None:
    for path in (f"/public/letters/{typed}", f"/public/letters?number={typed}"):
        page = house.visitor().arrive(house.visitor().get(path))
        assert page.status == 404
        assert "has written no letter with this number" in page.text
        assert "<script>" not in page.text


def test_a_number_is_found_as_people_type_it(house: House) -> None:
    letter = written(house, house.world.person())
    visitor = house.visitor()
    typed = letter.number.lower().replace("-", " ")
    sent = visitor.get("/public/letters", {"number": typed})
    assert visitor.arrive(sent).path == f"/public/letters/{letter.number}"


def test_the_file_of_a_letter_is_compared_by_anybody(house: House, seals: SealFiles) -> None:
    services, person = house.world.services, house.world.person()
    letter, other = written(house, person), written(house, person)
    seals.press(house.world).make_due()
    pdf = services.letters.pdf(services.letters.by_number(letter.number) or letter)
    assert pdf is not None
    visitor = house.visitor()
    assert "Genuine: the file is this letter" in compared(visitor, letter.number, pdf).text
    changed = pdf.replace(b"/Title", b"/Titel", 1)
    for number, content in ((letter.number, changed), (letter.number, b"x"), (other.number, pdf)):
        assert "The file is not this letter" in compared(visitor, number, content).text
    assert "No file was sent" in compared(visitor, letter.number, b"", name="").text


def test_no_more_is_taken_than_a_letter_may_have(house: House, seals: SealFiles) -> None:
    letter = written(house, house.world.person())
    seals.press(house.world).make_due()
    visitor = house.visitor()
    assert compared(visitor, letter.number, b"x" * LONGEST_FILE).status == 200
    assert compared(visitor, letter.number, b"x" * (2 * LONGEST_FILE)).status == 413


def test_the_certificates_are_shown_where_there_are_any(house: House) -> None:
    answer = house.visitor().get("/public/letters/certificates.pem")
    assert answer.status == 404
    assert "There are no certificates here" in answer.text
