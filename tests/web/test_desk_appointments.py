"""An officer with several appointments acts in the one they chose, and in no other."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from idp.access.desks import DeskKind
from idp.history.domain import Entry, EventType
from idp.kernel.actors import Officer, OfficerRole
from tests.support.at_desk import AtDesk, request_about, session_of, sits_down
from tests.support.desks import Desk, appointed_too, desk_of, end_by_two
from tests.support.http import Answer
from tests.support.live import House
from tests.web.test_desk_signing import proposes, signs

CHOICE = "/officer/appointment"


@dataclass
class Twofold:
    """One officer's browser: operator at the authority, and at the counter of a commune."""

    there: AtDesk
    head: Desk
    counter: Desk

    def choose(self, desk: Desk, page: Answer | None = None) -> Answer:
        """Choose the appointment of this desk, on the page that is open or on a new one."""
        asked = page or self.there.get(CHOICE)
        form = asked.form("next")
        held = desk.officer.appointment_id or ""
        fields = [pair for pair in form.filled() if pair[0] != "appointment"]
        return self.there.visitor.arrive(
            self.there.visitor.post(form.action, [*fields, ("appointment", held)])
        )


@pytest.fixture
def twofold(house: House) -> Twofold:
    first = desk_of(house.world, OfficerRole.OPERATOR, desk="Cục")
    both = appointed_too(
        first, OfficerRole.RECEIVING_OFFICER, name="Công an xã", kind=DeskKind.COMMUNE_POLICE
    )
    visitor = house.visitor()
    visitor.cookies["md_session"] = session_of(house, first.person.subject_id)
    return Twofold(AtDesk(house, first, visitor), first, both)


def entries(house: House, desk: Desk, happening: EventType) -> list[Entry]:
    told = house.world.services.history.for_subject(desk.person.subject_id)
    return [each for each in told if each.happening is happening]


def test_after_the_sign_in_they_choose_and_see_that_desk_and_its_powers(
    house: House, twofold: Twofold
) -> None:
    asked = twofold.there.open("/officer/session?next=/officer/work")
    assert (asked.status, asked.path) == (200, CHOICE)
    assert "at-desk" not in asked.ids
    assert "Công an xã" in asked.text
    page = twofold.choose(twofold.counter, asked)
    assert (page.status, page.path) == (200, "/officer/work")
    assert "Công an xã" in page.text
    assert twofold.there.get("/officer/officers").status == 403  # the operator's alone
    (chosen,) = entries(house, twofold.head, EventType.DESK_APPOINTMENT_CHOSEN)
    assert chosen.facts["appointment"] == twofold.counter.officer.appointment_id


def test_no_page_opens_and_no_form_is_taken_before_they_chose(
    house: House, twofold: Twofold
) -> None:
    twofold.there.open("/officer/session")
    assert twofold.there.open("/officer/parties").path == CHOICE
    form = twofold.there.get(CHOICE).form("next")
    party = house.world.party()
    answer = twofold.there.visitor.post(
        f"/officer/parties/{party.client_id}/suspend", form.filled(reason="chứng thư hết hạn")
    )
    assert answer.status == 401
    assert "Nothing was done" in answer.text
    client = house.world.services.relying_parties.client(party.client_id)
    assert client is not None
    assert client.state == "active"


def test_with_one_appointment_nothing_is_asked(house: House) -> None:
    there = sits_down(house, desk_of(house.world, OfficerRole.OPERATOR))
    assert "switch" not in there.get("/officer").ids


def test_a_page_of_the_one_appointment_does_nothing_in_the_other(
    house: House, twofold: Twofold
) -> None:
    there, party = twofold.there, house.world.party()
    there.open("/officer/session")
    twofold.choose(twofold.head)
    stale = there.get(f"/officer/parties/{party.client_id}")
    assert "switch" in stale.ids
    twofold.choose(twofold.counter)
    answer = there.press(stale, "suspend", reason="chứng thư hết hạn")
    assert answer.status == 409
    assert "another of your appointments" in answer.text
    twofold.choose(twofold.head)
    assert there.press(stale, "suspend", reason="chứng thư hết hạn").status == 303


def test_what_is_signed_names_the_chosen_appointment_and_none_signs_for_another(
    house: House, twofold: Twofold
) -> None:
    there, second = twofold.there, sits_down(house, desk_of(house.world, OfficerRole.DIRECTOR))
    there.open("/officer/session")
    twofold.choose(twofold.head)
    shown = proposes(there, house.world.person())
    twofold.choose(twofold.counter)
    assert signs(there, shown).status == 409
    twofold.choose(twofold.head)
    decision = signs(there, there.get(shown.path))
    signs(second, second.get(f"{decision.path}/sign"))
    found = house.world.services.decisions.find(decision.path.split("/")[-1])
    assert found is not None
    kept = house.world.services.decisions.signatures(found.id)
    assert [each.signer.appointment_id for each in kept] == [
        twofold.head.officer.appointment_id,
        second.desk.officer.appointment_id,
    ]


def test_the_history_names_the_appointment_that_acted(house: House, twofold: Twofold) -> None:
    there, party = twofold.there, house.world.party()
    there.open("/officer/session")
    twofold.choose(twofold.head)
    page = there.get(f"/officer/parties/{party.client_id}")
    there.do(page, "suspend", reason="chứng thư hết hạn")
    officer = twofold.head.officer
    acted = {
        (each.actor.appointment_id, each.actor.desk)
        for each in house.world.services.history.of_actor(officer.officer_id)
        if isinstance(each.actor, Officer)
    }
    assert acted == {(officer.appointment_id, "Cục")}


def test_a_look_in_the_one_appointment_opens_nothing_in_the_other(
    house: House, twofold: Twofold
) -> None:
    looks, person = house.world.services.looks, house.world.person()
    looked = twofold.counter.officer
    number = request_about(house, twofold.counter, person)
    seen = looks.look(looked, person.username, number=number, purpose="serve_the_person")
    assert seen == person.subject_id
    assert looks.has_looked(looked, person.subject_id)
    assert not looks.has_looked(twofold.head.officer, person.subject_id)


def test_the_appointment_stays_chosen_after_a_fresh_sign_in(house: House, twofold: Twofold) -> None:
    there = twofold.there
    there.open("/officer/session")
    twofold.choose(twofold.counter)
    house.world.clock.advance(timedelta(minutes=2))
    again = sits_down(house, twofold.counter, visitor=there.visitor)
    assert "Công an xã" in again.get("/officer").text


def test_no_appointment_of_somebody_else_and_none_that_ended_is_chosen(
    house: House, twofold: Twofold
) -> None:
    other = desk_of(house.world, OfficerRole.DIRECTOR)
    twofold.there.open("/officer/session")
    for number, lent in enumerate((other.officer.appointment_id, "", "x" * 400)):
        form = twofold.there.get(CHOICE).form("next")
        fields = [pair for pair in form.filled() if pair[0] != "appointment"]
        answer = twofold.there.visitor.post(form.action, [*fields, ("appointment", lent or "")])
        assert answer.status == 409, number
    assert twofold.there.open("/officer").path == CHOICE


def test_an_appointment_that_ends_under_them_leads_to_the_choice(
    house: House, twofold: Twofold
) -> None:
    twofold.there.open("/officer/session")
    twofold.choose(twofold.counter)
    house.world.clock.advance(timedelta(seconds=1))
    one, other = (desk_of(house.world) for _ in range(2))
    end_by_two(one, other, twofold.counter)
    page = twofold.there.open("/officer")
    assert page.path == CHOICE
    assert "Công an xã" not in page.text


def test_who_has_not_chosen_yet_can_leave(house: House, twofold: Twofold) -> None:
    asked = twofold.there.open("/officer/session")
    form = next(each for each in asked.forms if each.action == "/officer/sign-out")
    left = twofold.there.visitor.arrive(twofold.there.visitor.post(form.action, form.filled()))
    assert left.path == "/logged-out"
    assert entries(house, twofold.head, EventType.DESK_CLOSED)
