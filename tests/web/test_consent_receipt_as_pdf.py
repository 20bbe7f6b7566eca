"""The receipt of a consent as a letter: a sealed PDF with items, purposes and names."""

import io
import re

import pytest
from pypdf import PdfReader

from idp.history.domain import EventType
from idp.kernel.actors import Person as ActingPerson
from idp.letters.domain import LetterKind
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.races import meanwhile
from tests.support.seals import SealFiles, seal_files
from tests.support.walks import Walk
from tests.support.world import Person


@pytest.fixture(scope="module")
def seals(tmp_path_factory: pytest.TempPathFactory) -> SealFiles:
    return seal_files(tmp_path_factory.mktemp("seals"))


def agreed(house: House) -> tuple[Walk, Person, str]:
    """Somebody who agreed to what the portal asked, and the id of that consent."""
    walk, person = house.walk(), house.world.person()
    walk.complete(person, scope="openid profile")
    (given,) = house.world.services.consents.for_subject(person.subject_id)
    return walk, person, given.id


def asks(walk: Walk, consent_id: str) -> Answer:
    page = walk.visitor.get(f"/me/consents/{consent_id}")
    form = next(each for each in page.forms if each.action.endswith("/paper"))
    return walk.visitor.arrive(walk.visitor.post(form.action, form.filled()))


def test_a_receipt_is_kept_as_a_pdf_that_names_items_purposes_and_parties(
    house: House, seals: SealFiles
) -> None:
    walk, person, consent_id = agreed(house)
    letter = asks(walk, consent_id)
    assert letter.path.startswith("/me/letters/VB-")
    assert asks(walk, consent_id).path == letter.path
    (kept,) = house.world.services.letters.of_person(person.subject_id)
    assert kept.kind is LetterKind.CONSENT_RECEIPT
    seals.press(house.world).make_due()
    file = walk.visitor.get(f"{letter.path}/pdf")
    text = " ".join(
        " ".join(each.extract_text() for each in PdfReader(io.BytesIO(file.body)).pages).split()
    )
    consent = house.world.services.consents.by_id(consent_id)
    assert consent is not None
    for said in (
        consent.id,
        person.username,
        consent.text_digest[:12],
        "Full name",
        "To fill in the form",
        "Portal",
    ):
        assert said in text, (said, text)
    told = [
        each
        for each in house.world.services.history.for_subject(person.subject_id, limit=30)
        if each.happening is EventType.LETTER_ISSUED
    ]
    assert [isinstance(each.actor, ActingPerson) for each in told] == [True]


def test_a_receipt_says_anew_what_changed(house: House) -> None:
    walk, _, consent_id = agreed(house)
    before = asks(walk, consent_id)
    page = walk.visitor.get("/me/consents")
    form = next(each for each in page.forms if each.action.endswith("/withdraw"))
    walk.visitor.arrive(walk.visitor.post(form.action, form.filled()))
    after = asks(walk, consent_id)
    assert after.path != before.path
    assert "Withdrawn at" in after.text
    assert "Withdrawn at" not in before.text


def test_two_presses_at_once_make_one_letter(house: House) -> None:
    _, person, _ = agreed(house)
    me = ActingPerson(subject_id=person.subject_id)

    def press() -> str:
        return house.world.services.letters.receipt_of_consent(
            me, items=["Full name: To fill in the form"], data={"receipt": "1"}, language="en"
        ).number

    first: list[str] = []
    second = meanwhile(house.world.services.database, lambda: first.append(press()), press)
    assert [second] == first


def test_nobody_gets_the_receipt_of_another(house: House) -> None:
    walk, _, consent_id = agreed(house)
    page = walk.visitor.get(f"/me/consents/{consent_id}")
    form = next(each for each in page.forms if each.action.endswith("/paper"))
    other, person, _ = agreed(house)
    csrf = dict(other.visitor.get("/me/settings").form("csrf").filled())["csrf"]
    assert other.visitor.post(form.action, {"csrf": csrf}).status == 404
    assert house.world.services.letters.of_person(person.subject_id) == []


def typed_of(text: str) -> tuple[str, str]:
    """Number and check code, as somebody reads them from the paper."""
    (number,) = set(re.findall(r"\bVB(?:-[0-9A-Z]{4}){3}\b", text))
    (code,) = set(
        re.findall(r"(?:Check code of this paper|Mã kiểm tra của giấy này):? ([\w-]+)", text)
    )
    return number, code


def checks(visitor: Visitor, number: str, code: str) -> Answer:
    return visitor.submit(visitor.get("/public/receipt"), "code", number=number, code=code)


def test_the_paper_of_a_receipt_is_checked_by_what_stands_on_it(
    house: House, seals: SealFiles
) -> None:
    walk, person, consent_id = agreed(house)
    letter = asks(walk, consent_id)
    seals.press(house.world).make_due()
    file = walk.visitor.get(f"{letter.path}/pdf")
    paper = " ".join(
        " ".join(each.extract_text() for each in PdfReader(io.BytesIO(file.body)).pages).split()
    )
    number, code = typed_of(paper)
    anybody = house.visitor()
    told = checks(anybody, number.lower(), code.replace("-", " ").lower())
    assert told.status == 200
    assert f'value="{code}"' not in told.text
    wrong = checks(anybody, number, "0000-0000-0000")
    assert 'value="0000-0000-0000"' in wrong.text  # to be compared with the paper
    for said in (person.username, "To fill in the form", consent_id, "Genuine"):
        assert said in told.text
    assert "withdrawn" not in told.ids
    house.world.services.tokens.withdraw_consent(
        person.subject_id, consent_id, actor=ActingPerson(subject_id=person.subject_id)
    )
    assert "withdrawn" in checks(anybody, number, code).ids


def test_a_code_scanned_from_the_paper_is_filled_in_and_shows_nothing_by_itself(
    house: House,
) -> None:
    walk, person, consent_id = agreed(house)
    letter = asks(walk, consent_id)
    (kept,) = house.world.services.letters.of_person(person.subject_id)
    link = house.world.services.letters.content(kept).check_link
    assert link.startswith(
        f"{house.world.settings.issuer}/public/receipt?number={kept.number}#code="
    )
    asked, _, code = link.removeprefix(house.world.settings.issuer).partition("#")
    page = house.visitor().get(asked)
    assert code not in asked, "no server and no log gets the check code"
    assert "verdict" not in page.ids
    assert dict(page.form("code").filled())["number"] == kept.number
    assert letter.path.endswith(kept.number)


def test_a_number_alone_or_with_another_code_tells_nothing(house: House) -> None:
    walk, person, consent_id = agreed(house)
    asks(walk, consent_id)
    (kept,) = house.world.services.letters.of_person(person.subject_id)
    other_walk, other, other_id = agreed(house)
    asks(other_walk, other_id)
    (others,) = house.world.services.letters.of_person(other.subject_id)
    link = house.world.services.letters.content(others).check_link
    code = link.rpartition("=")[2]
    for number, typed in (
        (kept.number, ""),
        (kept.number, code),
        (kept.number, "0000-0000-0000"),
        ("VB-0000-0000-0000", code),
        ("'; --", "\x00"),
    ):
        answer = checks(house.visitor(), number, typed)
        assert (answer.status, "verdict" in answer.ids) == (422, True)
        assert person.username not in answer.text
        assert consent_id not in answer.text
