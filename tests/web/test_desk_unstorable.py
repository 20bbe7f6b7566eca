"""Texts that no database keeps are not found, and not an error, wherever the desk reads one."""

import pytest

from idp.kernel.actors import OfficerRole
from idp.wiring.procedures import PROCEDURES
from tests.support.at_desk import at_desk
from tests.support.live import House

REGISTERS = [
    *(name.replace("_", "-") for name in PROCEDURES if name != "loss"),
    *("losses", "assign", "parties", "providers", "terminals", "officers", "letters"),
    *("appointments", "delegations", "decisions", "accounts", "notices", "clocks"),
]


@pytest.mark.parametrize("text", ["%00", "x%00y", "%ED%A0%80"])
def test_what_cannot_be_stored_is_not_found(racing_house: House, text: str) -> None:
    there = at_desk(racing_house, *OfficerRole)
    for register in REGISTERS:
        assert there.get(f"/officer/{register}/{text}").status in {303, 403, 404}, register
        for asked in ("words", "state", "sort", "cursor", "after", "told", "who"):
            page = there.get(f"/officer/{register}?{asked}={text}")
            assert page.status < 500, (register, asked)
    for path in ("history", "work", "people", ""):
        page = there.get(f"/officer/{path}?words={text}&who={text}&case={text}&after={text}")
        assert page.status < 500, path


@pytest.mark.parametrize("typed", ['{"\\ud800": 1}', '{"scopes": ["\\ud800"]}', '{"a": "\\u0000"}'])
def test_json_that_cannot_be_stored_is_refused_at_its_field(house: House, typed: str) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    page = there.get("/officer/parties/new/register")
    refused = there.press(page, "register", registration=typed)
    assert (refused.status, 'id="register-registration-wrong"' in refused.text) == (422, True)
    page = there.get(f"/officer/parties/{party.client_id}")
    refused = there.press(page, "edit", changes=typed)
    assert (refused.status, 'id="edit-changes-wrong"' in refused.text) == (422, True)
