"""Ending an appointment: two officers decide, or the officer alone lays down their own."""

from datetime import timedelta

import pytest

from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.history.domain import Entry, EventType
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.officers.appointments import AppointmentDecided
from idp.officers.domain.appointments import Appointment
from idp.officers.domain.decisions import Decision, DecisionState
from tests.support.desks import Desk, appointed_too, desk_of, end_by_two
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.world import World, sure


@pytest.fixture
def first(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def second(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def third(world: World) -> Desk:
    return desk_of(world, OfficerRole.REVIEWER)


def refusal(answer: object) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def held(desk: Desk) -> str:
    return desk.officer.appointment_id or ""


def proposed(by: Desk, whose: Desk) -> Decision:
    return sure(by.world.services.appointments.propose_end(held(whose), by.officer))


def told(world: World, desk: Desk) -> list[Entry]:
    entries = world.services.history.for_subject(desk.person.subject_id)
    return [each for each in entries if each.happening is EventType.APPOINTMENT_ENDED]


@pytest.mark.norm("D4.8", limb="an appointment ends by two officers")
def test_two_officers_end_it_and_one_alone_does_not(
    world: World, first: Desk, second: Desk, third: Desk
) -> None:
    decision = proposed(first, third)
    assert refusal(second.decide(decision)) is Reason.PROPOSAL_UNSIGNED
    assert sure(first.decide(decision)).appointment is None
    assert refusal(first.decide(decision)) is Reason.FOUR_EYES
    assert third.officer.roles == (OfficerRole.REVIEWER,)
    ended = sure(second.decide(decision)).appointment
    assert ended is not None
    assert ended.ended_at == world.clock.now()
    assert refusal(third.sign_in()) is Reason.APPOINTMENT_ENDED
    (entry,) = told(world, third)
    assert (entry.facts["appointment"], entry.facts["decision"]) == (ended.id, decision.id)


def test_what_they_sign_names_the_appointment_with_its_roles_and_desk(
    first: Desk, third: Desk
) -> None:
    shown = {each.label: (each.before, each.after) for each in proposed(first, third).shown}
    assert shown["appointment"] == (held(third), None)
    assert shown["roles"] == ("reviewer", None)
    assert shown["desk"] == (third.officer.desk, None)


def test_exactly_the_one_that_was_shown_ends(world: World, first: Desk, second: Desk) -> None:
    one = desk_of(world, OfficerRole.REVIEWER)
    other = appointed_too(one, OfficerRole.HOTLINE, name="Tổng đài", kind=DeskKind.HOTLINE)
    end_by_two(first, second, other)
    assert refusal(other.sign_in()) is Reason.APPOINTMENT_ENDED
    assert one.officer.roles == (OfficerRole.REVIEWER,)


def test_who_may_not_approve_an_ending_does_not(world: World, first: Desk, third: Desk) -> None:
    decision = proposed(first, third)
    sure(first.decide(decision))
    approver = desk_of(world, OfficerRole.APPROVER)
    assert refusal(approver.decide(decision)) is Reason.NOT_AUTHORISED
    theirs = proposed(approver, third)  # but may propose one
    sure(approver.decide(theirs))
    assert sure(first.decide(theirs)).appointment is not None


def test_nobody_signs_the_end_of_their_own(world: World, first: Desk, second: Desk) -> None:
    desk_of(world)  # so two stay who approve
    own = world.services.appointments.propose_end(held(first), first.officer)
    assert refusal(own) is Reason.FOUR_EYES
    decision = proposed(first, second)
    sure(first.decide(decision))
    assert refusal(second.decide(decision)) is Reason.FOUR_EYES


def test_what_is_over_is_not_ended_again(
    world: World, first: Desk, second: Desk, third: Desk
) -> None:
    short = desk_of(world, OfficerRole.HOTLINE, days=1)
    lapsing, doubled = proposed(first, short), proposed(first, third)
    for each in (lapsing, doubled):
        sure(first.decide(each))
    sure(world.services.appointments.resign(held(third), third.officer))
    assert refusal(second.decide(doubled)) is Reason.STATE_ALREADY_HOLDS
    world.clock.advance(timedelta(days=1))
    assert refusal(second.decide(lapsing)) is Reason.STATE_ALREADY_HOLDS
    assert len(told(world, third)) == 1
    assert not told(world, short)


def test_an_ending_that_was_refused_ends_nothing(
    world: World, first: Desk, second: Desk, third: Desk
) -> None:
    decision = proposed(first, third)
    sure(first.decide(decision))
    sure(world.services.appointments.refuse(decision.id, second.officer))
    assert refusal(second.decide(decision)) is Reason.DECLINED
    assert third.officer.appointment_id is not None


def test_nobody_refuses_the_ending_of_their_own_appointment(
    world: World, first: Desk, second: Desk
) -> None:
    """Who could would keep their office for ever, one refusal after the other."""
    desk_of(world)  # so two stay who approve
    decision = proposed(first, second)
    sure(first.decide(decision))
    answer = world.services.appointments.refuse(decision.id, second.officer)
    assert refusal(answer) is Reason.OWN_MATTER
    found = world.services.decisions.find(decision.id)
    assert found is not None
    assert found.open_at(world.clock.now())


def test_an_officer_lays_down_their_own_alone_and_no_other(
    world: World, first: Desk, third: Desk
) -> None:
    appointments, waiting = world.services.appointments, proposed(first, third)
    assert refusal(appointments.resign(held(first), third.officer)) is Reason.NOT_AUTHORISED
    officer = third.officer
    ended = sure(appointments.resign(held(third), officer))
    assert ended.ended_at == world.clock.now()
    assert refusal(third.sign_in()) is Reason.APPOINTMENT_ENDED
    (entry,) = told(world, third)
    assert (entry.actor, entry.facts["decision"]) == (officer, None)
    again = appointments.resign(ended.id, officer)
    assert refusal(again) is Reason.STATE_ALREADY_HOLDS
    kept = world.services.decisions.find(waiting.id)
    assert kept is not None
    assert kept.state is DecisionState.VOID


def test_only_the_appointment_in_which_they_act_is_laid_down(world: World, third: Desk) -> None:
    other = appointed_too(third, OfficerRole.HOTLINE, name="Tổng đài", kind=DeskKind.HOTLINE)
    refused = world.services.appointments.resign(held(other), third.officer)
    assert refusal(refused) is Reason.NOT_AUTHORISED


def test_laying_down_takes_a_fresh_sign_in(world: World, third: Desk) -> None:
    officer = third.officer
    world.clock.advance(timedelta(hours=1, seconds=1))
    refused = world.services.appointments.resign(officer.appointment_id or "", officer)
    assert refusal(refused) is Reason.FRESH_SIGN_IN_REQUIRED


@pytest.mark.norm("D4.8", limb="two people who can appoint others stay in office")
def test_the_last_two_who_approve_appointments_stay(
    world: World, first: Desk, second: Desk
) -> None:
    """Were the only one lost, nobody could approve another."""
    appointments = world.services.appointments
    desk_of(world, OfficerRole.APPROVER)  # proposes, and approves none
    for each in (first, second):
        assert refusal(appointments.resign(held(each), each.officer)) is Reason.LAST_APPROVER
    locked = desk_of(world)
    lock(locked)
    assert refusal(appointments.resign(held(first), first.officer)) is Reason.LAST_APPROVER
    desk_of(world, OfficerRole.OPERATOR)
    sure(appointments.resign(held(first), first.officer))
    assert refusal(appointments.resign(held(second), second.officer)) is Reason.LAST_APPROVER


def lock(desk: Desk) -> None:
    sure(
        desk.world.services.endings.lock(
            desk.person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
        )
    )


@pytest.mark.norm("D4.8", limb="two people who can appoint others stay in office")
def test_two_do_not_end_the_appointment_of_the_second_of_the_last_two(
    world: World, first: Desk, second: Desk
) -> None:
    approver = desk_of(world, OfficerRole.APPROVER)  # may propose an end, and approves none
    appointments = world.services.appointments
    refused = appointments.propose_end(held(second), approver.officer)
    assert refusal(refused) is Reason.LAST_APPROVER
    third = desk_of(world)
    decision = proposed(approver, second)
    sure(approver.decide(decision))
    sure(appointments.resign(held(third), third.officer))
    assert refusal(first.decide(decision)) is Reason.LAST_APPROVER
    assert second.officer.appointment_id is not None
    desk_of(world, OfficerRole.OPERATOR)
    assert sure(first.decide(decision)).appointment is not None


def test_an_officer_whose_account_is_locked_is_none_of_the_two(world: World, first: Desk) -> None:
    """Their appointment ends though one is left: it takes away nobody who could approve."""
    approver, locked = desk_of(world, OfficerRole.APPROVER), desk_of(world)
    appointment = held(locked)
    lock(locked)
    decision = sure(world.services.appointments.propose_end(appointment, approver.officer))
    sure(approver.decide(decision))
    assert sure(first.decide(decision)).appointment is not None


def test_two_officers_with_one_identification_number_are_one_person(
    world: World, first: Desk, second: Desk
) -> None:
    """Who was enrolled under another number, which was corrected since."""
    appointments, subjects = world.services.appointments, world.services.subjects
    third = desk_of(world)
    number = subjects.identity(first.person.subject_id).data["personal_number"]
    with world.services.database.transaction():
        subjects.amend(
            second.person.subject_id, {"personal_number": number}, from_then=world.clock.now()
        )
    assert world.services.officers.able(Power.OFFICER_APPOINT_APPROVE) == 2
    assert refusal(appointments.resign(held(third), third.officer)) is Reason.LAST_APPROVER
    sure(appointments.resign(held(second), second.officer))


def test_the_last_approver_lays_down_an_appointment_that_approves_nothing(
    world: World, first: Desk
) -> None:
    other = appointed_too(first, OfficerRole.HOTLINE, name="Tổng đài", kind=DeskKind.HOTLINE)
    sure(world.services.appointments.resign(held(other), other.officer))
    twice = appointed_too(first, OfficerRole.OPERATOR, name="Cục", kind=DeskKind.AUTHORITY)
    sure(world.services.appointments.resign(held(twice), twice.officer))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_the_last_three_two_stay_when_two_resign_at_once(
    world: World, first: Desk, second: Desk
) -> None:
    desk_of(world)
    officers = [first.officer, second.officer]

    def resign() -> Appointment | Refused:
        officer = officers.pop()
        return world.services.appointments.resign(officer.appointment_id or "", officer)

    answers = race(resign, times=2)
    assert sorted(isinstance(each, Refused) for each in answers) == [False, True]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_appointment_ends_once_when_it_is_laid_down_while_the_second_signs(
    world: World, first: Desk, second: Desk, third: Desk
) -> None:
    decision = proposed(first, third)
    sure(first.decide(decision))
    officer, answer = third.officer, second.answer(second.page(decision))
    approving = second.officer
    appointments = world.services.appointments

    def resign() -> object:
        return appointments.resign(officer.appointment_id or "", officer)

    def approve() -> AppointmentDecided | Refused:
        return appointments.sign(decision.id, approving, answer)

    acts = [resign, approve]

    def act() -> object:
        return acts.pop()()

    answers = race(act, times=2)
    assert sorted(isinstance(each, Refused) for each in answers) == [False, True]
    assert len(told(world, third)) == 1
