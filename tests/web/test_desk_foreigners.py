"""A foreigner's application at the desk, over HTTP: from immigration to the authority."""

from collections.abc import Iterator

import pytest

from idp.access.desks import DeskKind
from idp.kernel.actors import OfficerRole
from tests.support.admin_api import Program, program
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.biometric_services import MATCH
from tests.support.issuance import EMAIL, Counter, immigration
from tests.support.live import House
from tests.support.pdf_files import pdf_of
from tests.support.photographs import photograph
from tests.support.world import sure
from tests.web.test_desk_applications import number_of, sends

LIST = "/officer/foreigner-level-2"
TYPED = {
    "document": "passport",
    "nationality": "FRA",
    "number": "00XX00017",
    "expires_on": "2031-03-14",
    "name": "Jeanne Dupont",
    "birthdate": "1992-05-17",
    "email": EMAIL,
    "username": "jeanne.dupont",
}


@pytest.fixture
def at(house: House) -> Iterator[Counter]:
    with immigration(house.world) as made:
        yield made


def seen_of(there: AtDesk, case: str) -> list[str]:
    """The lists, counts, searches and pages that show a case."""
    lists = ("/officer", "/officer/work", f"/officer/work?words={case}", LIST)
    listed = [path for path in lists if f"{LIST}/{case}" in there.get(path).text]
    decided = [path for path in ("/officer/decisions",) if case in there.get(path).text]
    pages = (
        f"{LIST}/{case}",
        f"/officer/assign/{case}",
        f"/officer/applications/{case}/compare",
        f"/officer/applications/{case}/confirmation",
    )
    return [*listed, *decided, *(path for path in pages if there.get(path).status != 403)]


def told_to(caller: Program, case: str) -> bool:
    """Whether the admin API lists or reads it."""
    listed = [each["number"] for each in caller.call("GET", "/cases?desk=identity").json["items"]]
    return case in listed or caller.call("GET", f"/cases/{case}").status != 404


@pytest.mark.norm("D11.2c", limb="the authority's list does not show it before it is sent")
@pytest.mark.norm("D11.2b-1", limb="who is not on file is flagged on the page of the case")
@pytest.mark.norm("D11.2a-2", limb="an expired document is told in the form, and nothing is opened")
def test_immigration_has_it_alone_until_it_sends_it(house: House, at: Counter) -> None:
    there = sits_down(house, at.receiver)
    new = f"{LIST}/new/apply"
    for wrong, says in (
        ({"expires_on": "2026-11-22"}, "This document is not valid any more."),
        ({"document": "card"}, "Choose one of these"),
        ({"nationality": "Atlantis"}, "This is needed"),
        ({"email": ""}, "This is needed"),
        ({"name": "Jeanne Durand"}, "the register do not agree"),
    ):
        refused = there.press(there.get(new), "apply", **{**TYPED, **wrong})
        assert (refused.status, says in refused.text) == (422, True), wrong
    page = there.do(there.get(new), "apply", **TYPED)
    assert "Received by immigration" in page.text
    case = number_of(page)
    found = house.world.services.cases.by_number(case)
    assert found is not None
    behind = sits_down(house, at.reviewer)
    police = at_desk(house, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    assert seen_of(behind, case) == []
    assert seen_of(police, case) == []
    caller = program(house, ["work_see"])
    assert not told_to(caller, case)
    assert "Immigration has not sent it" in behind.get(f"{LIST}/{case}").text
    paper = there.get(f"/officer/applications/{case}/confirmation")
    assert "National Immigration Database" in paper.text
    assert "identity card" not in paper.text
    assert EMAIL in paper.text, "an amendment is signed on another paper"
    sure(at.compare(found, face=True, finger=None))
    page = there.get(f"{LIST}/{case}")
    assert "The database has none to compare with" in page.text
    assert not any(form.action.endswith("/complete") for form in page.forms)
    page = sends(there, page, "/add", file=pdf_of())
    page = there.do(there.get(f"{LIST}/{case}"), "enrol")
    assert "Complete and valid" in page.text
    assert there.press(page, "send").status == 403, "nothing is enrolled yet"
    compare = there.get(f"/officer/applications/{case}/compare")
    assert "National Immigration Database" in compare.text
    at.machine.abis = MATCH
    sends(there, compare, "/compare", face=photograph(), fingerprint=photograph())
    assert seen_of(behind, case) == [], "complete, and still at immigration"
    page = there.do(there.get(f"{LIST}/{case}"), "send")
    assert "Sent to the authority" in page.text
    assert case in behind.get("/officer/work").text
    assert told_to(caller, case)
    assert "FRA:00XX00017" in behind.get(LIST).text
    page = behind.do(behind.get(f"{LIST}/{case}"), "verify")
    sure(house.world.services.case_decisions.of_case(case, at.reviewer.officer))
    assert case in behind.get("/officer/decisions").text
    page = behind.do(behind.get(f"{LIST}/{case}"), "return", missing="A page of the passport.")
    assert page.url.endswith(f"{LIST}?told=done"), "it is at immigration again"
    assert seen_of(behind, case) == []
    assert "A page of the passport." in there.get(f"{LIST}/{case}").text
