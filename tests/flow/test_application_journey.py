"""A citizen of the demonstration gets level 02: three officers, every register, no shell."""

import pytest

from tests.flow.test_officer_journey import signs, sits_down
from tests.support.demonstration import Demonstration, Traveller
from tests.support.faces import multipart
from tests.support.http import Answer, Visitor
from tests.support.pdf_files import pdf_of
from tests.support.photographs import photograph

NUMBER = "000085000002"
TYPED = {
    "number": NUMBER,
    "name": "Trần Quốc Bình",
    "birthdate": "1985-11-20",
    "card_number": NUMBER[-9:],
    "checked": "card_shown",
    "phone": "+84900000002",
}


@pytest.fixture
def phone(demonstration: Demonstration) -> Visitor:
    visitor = Visitor(demonstration.telephone)
    visitor.get("/?lang=en")
    return visitor


def presses(traveller: Traveller, page: Answer, event: str, **typed: str) -> Answer:
    form = next(each for each in page.forms if each.action.endswith(f"/{event}"))
    headers = {"Origin": traveller.world.issuer}
    return traveller.follow(
        traveller.visitor.post(form.action, form.filled(**typed), headers=headers)
    )


def sends(traveller: Traveller, page: Answer, ending: str, **files: bytes) -> Answer:
    form = next(each for each in page.forms if each.action.endswith(ending))
    fields = [each for each in form.filled() if each[0] not in {*files, "kind"}]
    fields += [("kind", "signed_confirmation")] if ending == "/add" else []
    parts = [(name, f"{name}.jpg", content) for name, content in files.items()]
    content_type, body = multipart(fields, parts)
    headers = {"Content-Type": content_type, "Origin": traveller.world.issuer}
    return traveller.follow(traveller.visitor.send("POST", form.action, body=body, headers=headers))


def test_a_citizen_of_the_demonstration_gets_level_02(
    demonstration: Demonstration, phone: Visitor
) -> None:
    house = demonstration.issuer
    counter = demonstration.traveller()
    sits_down(counter, phone, "receiving_officer")
    form = counter.go(f"{house}/officer/citizen-level-2/new/apply?lang=en")
    page = presses(counter, form, "apply", **TYPED)
    assert "Submitted" in page.text, page.text[4000:9000]
    case = page.path
    page = counter.go(f"{house}/officer/applications/{case.rpartition('/')[2]}/compare")
    page = sends(counter, page, "/compare", face=photograph(), fingerprint=photograph())
    assert "It is the person" in page.text, page.text[:4000]
    page = sends(counter, page, "/add", file=pdf_of())
    page = presses(counter, page, "complete")
    assert "Complete and valid" in page.text, page.text[:4000]
    authority = demonstration.traveller()
    sits_down(authority, phone, "identity_officer")
    page = presses(authority, authority.go(f"{house}{case}?lang=en"), "verify")
    signing = presses(authority, page, "grant")
    signed = signs(authority, phone, "identity_officer", signing)
    director = demonstration.traveller()
    sits_down(director, phone, "director")
    done = signs(director, phone, "director", director.go(f"{house}{signed.path}/sign"))
    assert done.path == signed.path
    assert "Granted" in director.go(f"{house}{case}?lang=en").text
