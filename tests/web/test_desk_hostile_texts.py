"""Texts that no database keeps, over HTTP on PostgreSQL: not found or refused, and never a 500."""

import pytest

from idp.access.desks import DeskKind
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.web.officer.registers import OF_PROCEDURES, STANDING
from idp.web.officer.registers.cases import CaseRegister
from idp.wiring.procedures import PROCEDURES
from tests.support.at_desk import AtDesk, at_desk
from tests.support.live import House

NULS = ("%00", "x%00y", "HS-0000-0000-00%00")
ANSWERED = {200, 403, 404, 422}


def _everybody(house: House) -> AtDesk:
    return at_desk(house, *OfficerRole, kind=DeskKind.COMMUNE_POLICE)


def test_what_cannot_be_a_number_or_a_word_is_not_found(racing_house: House) -> None:
    there = _everybody(racing_house)
    of_cases = [
        CaseRegister(each).path for each in PROCEDURES.values() if each.name not in OF_PROCEDURES
    ]
    registers = [*of_cases, *(each.path for each in STANDING)]
    paths = [
        asked
        for nul in NULS
        for asked in (
            f"history?words={nul}",
            f"work?words={nul}",
            f"people?who={nul}",
            f"assign/{nul}",
            *(f"{register}/{nul}" for register in registers),
            *(f"{register}?words={nul}" for register in registers),
            *(f"{register}?after={nul}" for register in registers),
        )
    ]
    statuses = {path: there.get(f"/officer/{path}").status for path in paths}
    assert {path: status for path, status in statuses.items() if status not in ANSWERED} == {}
    keyed = {path: status for path, status in statuses.items() if "?" not in path}
    assert set(keyed.values()) == {404}


@pytest.mark.parametrize(
    "registration", ['{"\\ud800":1}', '{"scopes":["\\ud800"]}', '{"name":{"vi":"\\u0000"}}']
)
def test_json_that_cannot_be_stored_is_refused_at_its_field(
    racing_house: House, registration: str
) -> None:
    there = at_desk(racing_house, OfficerRole.OPERATOR)
    form = there.get("/officer/parties/new/register").form("registration")
    made = there.visitor.post(form.action, form.filled(registration=registration))
    party = racing_house.world.party()
    page = there.get(f"/officer/parties/{party.client_id}")
    edited = there.do(page, "edit", changes=registration)
    assert (made.status, edited.status) == (422, 422)
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
