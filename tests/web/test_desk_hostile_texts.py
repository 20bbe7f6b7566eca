"""Texts that no database keeps, over HTTP on PostgreSQL: not found or refused, and never a 500."""

import pytest

from idp.access.desks import DeskKind
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.web.officer.registers import APART, OF_PROCEDURES, STANDING
from idp.web.officer.registers.cases import CaseRegister
from idp.wiring.procedures import PROCEDURES
from tests.support.at_desk import AtDesk, at_desk
from tests.support.live import House

UNSTORABLE = ("%00", "x%00y", "HS-0000-0000-00%00", "%ED%A0%80")
ASKED = ("words", "state", "sort", "cursor", "after", "told", "who")
OTHER_PAGES = ("history", "work", "people", "")
ANSWERED = {200, 403, 404, 422}


def _everybody(house: House) -> AtDesk:
    return at_desk(house, *OfficerRole, kind=DeskKind.COMMUNE_POLICE)


@pytest.mark.parametrize("text", UNSTORABLE)
def test_what_cannot_be_stored_is_not_found(racing_house: House, text: str) -> None:
    """As a key, a word or any other part of an address, in every register there is."""
    there = _everybody(racing_house)
    of_cases = [
        CaseRegister(each).path for each in PROCEDURES.values() if each.name not in OF_PROCEDURES
    ]
    registers = [*of_cases, *(each.path for each in (*OF_PROCEDURES.values(), *STANDING, *APART))]
    paths = [
        f"assign/{text}",
        *(f"{register}/{text}" for register in registers),
        *(f"{register}?{asked}={text}" for register in registers for asked in ASKED),
        *(f"{page}?{asked}={text}" for page in ("history", "work", "people") for asked in ASKED),
        *(f"{page}?words={text}&who={text}&case={text}&after={text}" for page in OTHER_PAGES),
    ]
    statuses = {path: there.get(f"/officer/{path}").status for path in paths}
    keyed = {path: status for path, status in statuses.items() if "?" not in path}
    assert keyed.pop(f"accounts/{text}") == 303, "to the request that a look at a person takes"
    assert set(keyed.values()) == {404}
    listed = {path: status for path, status in statuses.items() if "?" in path}
    assert {path: status for path, status in listed.items() if status not in ANSWERED} == {}


@pytest.mark.parametrize(
    "typed",
    [
        '{"\\ud800": 1}',
        '{"scopes": ["\\ud800"]}',
        '{"a": "\\u0000"}',
        '{"name": {"vi": "\\u0000"}}',
    ],
)
def test_json_that_cannot_be_stored_is_refused_at_its_field(
    racing_house: House, typed: str
) -> None:
    there, party = at_desk(racing_house, OfficerRole.OPERATOR), racing_house.world.party()
    page = there.get("/officer/parties/new/register")
    made = there.press(page, "register", registration=typed)
    page = there.get(f"/officer/parties/{party.client_id}")
    edited = there.press(page, "edit", changes=typed)
    assert (made.status, edited.status) == (422, 422)
    assert 'id="register-registration-wrong"' in made.text
    assert 'id="edit-changes-wrong"' in edited.text
    assert "characters that do not show" in made.text or "không hiện" in made.text


@pytest.mark.parametrize("day", ["2026-W01-1", "20260101", "2026-1-1", "2026-02-30"])
def test_a_day_has_one_form(racing_house: House, day: str) -> None:
    there = at_desk(racing_house, OfficerRole.REVIEWER)
    page = there.get(f"/officer/officers/{there.desk.officer.officer_id}")
    assert there.press(page, "find-dishonest", first=day).status == 422


@pytest.mark.parametrize("day", ["0001-01-01", "2020-01-01", "2026-12-31", "9999-12-31"])
def test_dishonest_only_while_in_office(racing_house: House, day: str) -> None:
    there = at_desk(racing_house, OfficerRole.REVIEWER)
    officer = there.desk.officer
    page = there.get(f"/officer/officers/{officer.officer_id}")
    assert there.do(page, "find-dishonest", first=day).status == 422
    done = racing_house.world.services.history.search(there.desk.person.subject_id)
    assert EventType.OFFICER_FOUND_DISHONEST not in {each.happening for each in done}
