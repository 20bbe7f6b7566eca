"""Ending an appointment at the desk: the one that is shown, by two; one's own, alone."""

from datetime import timedelta

import pytest

from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.kernel.actors import OfficerRole
from idp.officers.domain.appointments import DelegationDraft
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.desks import Desk, appointed_too, desk_of
from tests.support.live import House
from tests.support.world import sure
from tests.web.test_desk_signing import signs

RESIGNATION = "/officer/resignation"
WHY = "Two people who can approve appointments have to stay."


def is_held(desk: Desk) -> bool:
    found = desk.world.services.officers.appointment(desk.appointment_id)
    return found is not None and found.in_force(desk.world.clock.now())


def test_two_officers_end_exactly_the_appointment_that_the_page_shows(house: House) -> None:
    first, second = at_desk(house, OfficerRole.DIRECTOR), at_desk(house, OfficerRole.OPERATOR)
    whose = desk_of(house.world, OfficerRole.REVIEWER)
    one = appointed_too(whose, OfficerRole.HOTLINE, name="Tổng đài", kind=DeskKind.HOTLINE)
    other = appointed_too(whose, OfficerRole.AUDITOR, name="Cục", kind=DeskKind.AUTHORITY)
    record = first.get(f"/officer/officers/{whose.officer.officer_id}")
    assert f"/officer/appointments/{one.appointment_id}" in record.text
    page = first.get(f"/officer/appointments/{one.appointment_id}")
    shown = first.do(page, "end")
    assert "End an appointment" in shown.text
    assert one.appointment_id is not None
    assert one.appointment_id in shown.text
    decision = signs(first, shown)
    assert is_held(one)
    theirs = second.get(f"{decision.path}/sign")
    assert "Sign the approval" in theirs.text
    signs(second, theirs)
    assert (is_held(one), is_held(other)) == (False, True)
    after = first.get(f"/officer/appointments/{one.appointment_id}")
    assert "end" not in {form.action.rpartition("/")[2] for form in after.forms}


def test_the_page_of_an_appointment_is_for_who_appoints(house: House) -> None:
    hotline, whose = at_desk(house, OfficerRole.HOTLINE), desk_of(house.world)
    held = whose.officer.appointment_id
    assert hotline.get(f"/officer/appointments/{held}").status == 403
    director = at_desk(house, OfficerRole.DIRECTOR)
    for key in ("x", whose.officer.officer_id, "00000000-0000-0000-0000-000000000000"):
        assert director.get(f"/officer/appointments/{key}").status == 404
        assert director.get(f"/officer/delegations/{key}").status == 404


def test_the_lists_of_appointments_and_delegations_open(house: House) -> None:
    director = at_desk(house, OfficerRole.DIRECTOR)
    approver = desk_of(house.world, OfficerRole.APPROVER, desk="Phòng 7")
    given = delegated(director, approver, Power.ACCOUNT_LOCK)
    listed = director.get("/officer/appointments?state=in_force")
    assert (listed.status, "Phòng 7" in listed.text) == (200, True)
    assert f"/officer/appointments/{approver.officer.appointment_id}" in listed.text
    assert f"/officer/delegations/{given}" in director.get("/officer/delegations").text
    assert "Phòng 7" not in director.get("/officer/appointments?state=ended").text


def delegated(there: AtDesk, whose: Desk, power: Power) -> str:
    """A delegation to this officer that an operator proposes and the Director approves."""
    world = there.house.world
    operator, now = desk_of(world, OfficerRole.OPERATOR), world.clock.now()
    asked = DelegationDraft(
        officer_id=whose.officer.officer_id,
        powers=(power,),
        valid_from=now,
        valid_until=now + timedelta(days=30),
    )
    decision = sure(world.services.appointments.delegate(asked, operator.officer))
    sure(operator.decide(decision))
    made = sure(there.desk.decide(decision)).delegation
    assert made is not None
    return made.id


@pytest.mark.norm("D16", limb="a delegation ends by the Director")
def test_the_director_ends_exactly_the_delegation_that_the_page_shows(house: House) -> None:
    director = at_desk(house, OfficerRole.DIRECTOR)
    approver = desk_of(house.world, OfficerRole.APPROVER)
    one = delegated(director, approver, Power.ACCOUNT_LOCK)
    other = delegated(director, approver, Power.ACCOUNT_UNLOCK)
    page = director.get(f"/officer/delegations/{one}")
    assert director.press(page, "end-delegation").status == 303
    found = [house.world.services.officers.delegation(each) for each in (one, other)]
    now = house.world.clock.now()
    assert [each is not None and each.in_force(now) for each in found] == [False, True]


def test_an_officer_lays_down_their_own_appointment_and_the_desk_closes(house: House) -> None:
    there = at_desk(house, OfficerRole.REVIEWER)
    assert RESIGNATION in there.get("/officer").text
    page = there.get(RESIGNATION)
    assert there.desk.officer.appointment_id is not None
    assert there.desk.officer.appointment_id in page.text
    left = there.do(page, "resignation")
    assert left.status == 403
    assert "Your appointment has ended" in left.text


def test_who_is_one_of_the_last_two_approvers_reads_why_they_stay(house: House) -> None:
    there, other = at_desk(house, OfficerRole.DIRECTOR), desk_of(house.world, OfficerRole.OPERATOR)
    answer = there.press(there.get(RESIGNATION), "resignation")
    assert answer.status == 409
    assert WHY in answer.text
    assert there.get("/officer").status == 200
    approver = at_desk(house, OfficerRole.APPROVER)
    page = approver.get(f"/officer/appointments/{other.officer.appointment_id}")
    ending = approver.press(page, "end")
    assert ending.status == 409
    assert WHY in ending.text


def test_laying_down_leads_to_a_fresh_sign_in(house: House) -> None:
    there = at_desk(house, OfficerRole.REVIEWER)
    page = there.get(RESIGNATION)
    for _ in range(5):
        house.world.clock.advance(timedelta(minutes=15))
        there.get("/officer")
    assert there.press(page, "resignation").status == 409
    assert there.open(RESIGNATION).path.startswith("/signin/")
    sits_down(house, there.desk, visitor=there.visitor)
    assert there.get(RESIGNATION).status == 200
