"""An application for level 02 at the desk, over HTTP: from the counter to the second officer."""

from collections.abc import Iterator

import pytest

from idp.access.desks import DeskKind
from idp.kernel.actors import OfficerRole
from idp.web.officer.registers.applications import WITH_GUARDIAN
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.biometric_services import NO_MATCH
from tests.support.faces import multipart
from tests.support.http import Answer
from tests.support.issuance import NUMBER, PERSON, PHONE, Counter, counter
from tests.support.live import House
from tests.support.pdf_files import pdf_of
from tests.support.photographs import photograph
from tests.support.world import sure

NEW = "/officer/citizen-level-2/new/apply"
TYPED = {
    "number": NUMBER,
    "name": "Nguyễn Thị Sáu",
    "birthdate": "1990-05-06",
    "card_number": "001234567",
    "checked": "card_shown",
    "phone": "0901234567",
    "username": "thi.sau",
}


@pytest.fixture
def at(house: House) -> Iterator[Counter]:
    with counter(house.world) as made:
        yield made


def received(there: AtDesk, **typed: str) -> Answer:
    return there.do(there.get(NEW), "apply", **{**TYPED, **typed})


def sends(there: AtDesk, page: Answer, ending: str, **files: bytes) -> Answer:
    """Send files in the form whose address ends so, as a browser does."""
    form = next(each for each in page.forms if each.action.endswith(ending))
    fields = [each for each in form.filled() if each[0] not in files]
    if ending == "/add":
        fields = [each for each in fields if each[0] != "kind"]
        fields.append(("kind", "signed_confirmation"))
    parts = [(name, f"{name}.jpg", content) for name, content in files.items()]
    content_type, body = multipart(fields, parts)
    headers = {"Content-Type": content_type, "Origin": there.visitor.origin}
    sent = there.visitor.send("POST", form.action, body=body, headers=headers)
    return there.visitor.arrive(sent)


def compared(there: AtDesk, case: str) -> Answer:
    page = there.get(f"/officer/applications/{case}/compare")
    return sends(there, page, "/compare", face=photograph(), fingerprint=photograph())


def number_of(page: Answer) -> str:
    return page.url.rpartition("/")[2].partition("?")[0]


def test_a_morning_at_the_counter_and_the_two_officers_behind_it(house: House, at: Counter) -> None:
    there = sits_down(house, at.receiver)
    page = received(there)
    assert "Submitted" in page.text, page.text[:3000]
    case = number_of(page)
    assert "Nothing is missing" not in page.text
    refused = there.press(page, "complete")
    assert refused.status == 403
    assert "First add the confirmation" in refused.text
    page = compared(there, case)
    assert "It is the person" in page.text
    page = sends(there, page, "/add", file=pdf_of())
    assert "Confirmation that the person signed" in page.text
    page = there.do(there.get(f"/officer/citizen-level-2/{case}"), "complete")
    assert "Complete and valid" in page.text
    assert "Decide on the application" in page.text
    behind = sits_down(house, at.reviewer)
    page = behind.do(behind.get(f"/officer/citizen-level-2/{case}"), "verify")
    assert "Read and sign" in page.text
    found = house.world.services.cases.by_number(case)
    assert found is not None
    sure(at.grant(found))
    last = sits_down(house, at.approver)
    assert "Granted" in last.get(f"/officer/citizen-level-2/{case}").text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"phone": "0901111111"}, "this number is not the person"),
        ({"phone": "12"}, "no number or address"),
        ({"username": "0901234567"}, "reads as a number or an address"),
        ({"name": "Nguyễn Thị Bảy"}, "the register do not agree"),
        ({"number": "001190000899"}, "nobody with this number"),
        ({"birthdate": "1990-13-06"}, "A day as YYYY-MM-DD"),
        ({"checked": "guessed"}, "Choose one of these"),
        ({"card_number": ""}, "This is needed"),
    ],
)
def test_bad_input_is_told_in_the_form_and_nothing_is_opened(
    house: House, at: Counter, typed: dict[str, str], says: str
) -> None:
    there = sits_down(house, at.receiver)
    page = there.press(there.get(NEW), "apply", **{**TYPED, **typed})
    assert page.status == 422
    assert says in page.text.replace("&#39;", "'")
    assert TYPED["name"] in page.text or "name" in typed
    assert list(house.world.services.work_list.in_state("citizen_level_2", "submitted")) == []


def test_a_register_that_is_silent_is_told_and_what_was_typed_stays(
    house: House, at: Counter
) -> None:
    at.population.silent = True
    there = sits_down(house, at.receiver)
    page = there.press(there.get(NEW), "apply", **TYPED)
    assert page.status == 422
    assert "does not answer" in page.text
    assert "001234567" in page.text


def test_pictures_that_are_none_compare_nothing(house: House, at: Counter) -> None:
    there = sits_down(house, at.receiver)
    case = number_of(received(there))
    path = f"/officer/applications/{case}/compare"
    nothing = sends(there, there.get(path), "/compare", face=b"", fingerprint=b"")
    assert (nothing.status, "Nothing was compared yet" in nothing.text) == (422, True)
    other = sends(there, there.get(path), "/compare", face=pdf_of(), fingerprint=photograph())
    assert (other.status, "no photograph" in other.text) == (422, True)
    assert at.machine.asked == []


def test_a_page_of_before_compares_nothing(house: House, at: Counter) -> None:
    there = sits_down(house, at.receiver)
    case = number_of(received(there))
    old = there.get(f"/officer/applications/{case}/compare")
    at.machine.abis = NO_MATCH
    assert "It is somebody else" in compared(there, case).text
    stale = sends(there, old, "/compare", face=photograph(), fingerprint=photograph())
    assert stale.status == 409
    assert len([each for each in at.machine.asked if "/verify/" in each.path]) == 2


def test_what_was_told_is_changed_in_the_form(house: House, at: Counter) -> None:
    there = sits_down(house, at.receiver)
    page = received(there)
    at.subscribers.records["+84907654321"] = {"personal_number": NUMBER}
    page = there.do(page, "amend", phone="0907654321", username="sau.nguyen")
    assert "+84907654321" in page.text
    assert PHONE not in page.text.partition("steps-head")[0]
    refused = there.press(page, "amend", phone="0901111111")
    assert refused.status == 422


def test_what_is_missing_is_said_by_who_received_it_and_then_by_who_verifies(
    house: House, at: Counter
) -> None:
    there = sits_down(house, at.receiver)
    page = there.do(received(there), "return", missing="The card is torn.")
    assert "Not complete" in page.text
    assert "The card is torn." in page.text
    case = at.completed_again(number_of(page))
    page = there.get(f"/officer/citizen-level-2/{case.number}")
    assert not any(each.action.endswith("/return") for each in page.forms)
    behind = sits_down(house, at.reviewer)
    page = behind.get(f"/officer/citizen-level-2/{case.number}")
    assert "Not complete" in behind.do(page, "return", missing="No signature.").text


def test_the_paper_to_sign_names_the_case_and_no_person(house: House, at: Counter) -> None:
    there = sits_down(house, at.receiver)
    case = number_of(received(there))
    paper = there.get(f"/officer/applications/{case}/confirmation")
    assert case in paper.text
    assert "Nguyễn Thị Sáu" not in paper.text


def test_another_desk_neither_reads_nor_compares(house: House, at: Counter) -> None:
    case = number_of(received(sits_down(house, at.receiver)))
    kind = DeskKind.IMMIGRATION_PROVINCIAL
    other = at_desk(house, OfficerRole.IMMIGRATION_OFFICER, kind=kind)
    page = other.get(f"/officer/applications/{case}/compare")
    sent = sends(other, page, "/compare", face=photograph(), fingerprint=photograph())
    assert "not competent" in sent.text
    hotline = at_desk(house, OfficerRole.HOTLINE, kind=DeskKind.HOTLINE)
    assert hotline.get(f"/officer/applications/{case}/compare").status == 403
    assert at.machine.asked == []


def test_a_child_and_its_mother_are_received_in_a_form_of_their_own(
    house: House, at: Counter
) -> None:
    child = {**PERSON, "personal_number": "001218000123", "name": "Nguyễn Văn Con"}
    for each in (at.population, at.identity):
        each.records["001218000123"] = {**child, "birthdate": "2017-11-23"}
    there = sits_down(house, at.receiver)
    alone = {**TYPED, "number": "001218000123", "name": "Nguyễn Văn Con"}
    alone |= {"birthdate": "2017-11-23", "card_number": "009876543", "username": "con.nguyen"}
    refused = there.press(there.get(NEW), "apply", **alone)
    assert "there is a form of its own" in refused.text
    both = {
        **alone,
        "acts_as": "parent",
        "guardian_document": "identity_card",
        "guardian_number": NUMBER,
        "guardian_name": TYPED["name"],
        "guardian_birthdate": TYPED["birthdate"],
        "guardian_card_number": TYPED["card_number"],
        "paper": "birth_certificate",
        "paper_number": "12/2017",
        "paper_issuer": "UBND xã Tân Lập",
    }
    form = f"{NEW}-with-guardian"
    said = {"paper_issued_on": "This is needed", "paper": "does not act alone"}
    wrong = there.press(there.get(form), WITH_GUARDIAN, **both)
    assert (wrong.status, said["paper_issued_on"] in wrong.text) == (422, True)
    none = there.press(there.get(form), WITH_GUARDIAN, **{**both, "paper": "no_paper"})
    assert (none.status, said["paper"] in none.text) == (422, True)
    page = there.do(there.get(form), WITH_GUARDIAN, **both, paper_issued_on="2017-12-01")
    for shown in (TYPED["name"], NUMBER, "Parent", "Birth certificate", "12/2017"):
        assert shown in page.text, shown
