"""Appointments and delegations: two people, from when until when, one identity is one officer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from idp.access.desks import DeskKind
from idp.access.powers import Power, may
from idp.accounts.domain import Account
from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import Officer, OfficerRole, Operator
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.appointments import AppointmentDecided
from idp.officers.domain.appointments import AppointmentDraft, DelegationDraft, NotADraft
from idp.officers.domain.decisions import Decision, DecisionState
from idp.officers.domain.looks import Purpose
from idp.subjects.domain import SubjectKind
from idp.wiring import build
from tests.support.commands import Idp
from tests.support.desks import Desk, desk_of, end_by_two
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.world import Person, World, sure

SHELL = Operator(user="root", host="db1", said="An.Nguyen ")

WIDE = "001190000017".translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})
"""The same number in full-width digits."""


@pytest.fixture
def first(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def second(world: World) -> Desk:
    return desk_of(world)


def draft(world: World, person: Person, **particulars: Any) -> AppointmentDraft:  # noqa: ANN401
    now = world.clock.now()
    usual: Mapping[str, Any] = {
        "username": person.username,
        "roles": (OfficerRole.HOTLINE,),
        "desk": "Tổng đài",
        "desk_kind": DeskKind.HOTLINE,
        "valid_from": now,
        "valid_until": now + timedelta(days=30),
    }
    return AppointmentDraft(**{**usual, **particulars})


def propose(desk: Desk, asked: AppointmentDraft) -> Decision:
    return sure(desk.world.services.appointments.propose(asked, desk.officer))


def sign(desk: Desk, decision: Decision) -> AppointmentDecided | Refused:
    return desk.decide(decision)


def refusal(answer: object) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def happened(world: World, subject_id: str) -> list[EventType]:
    return [each.happening for each in world.services.history.for_subject(subject_id)]


def test_two_officers_appoint_a_third(world: World, first: Desk, second: Desk) -> None:
    person = world.person()
    decision = propose(first, draft(world, person))
    assert sure(sign(first, decision)).appointment is None
    appointed = sure(sign(second, decision)).appointment
    assert appointed is not None
    assert (appointed.roles, appointed.decision_id) == ((OfficerRole.HOTLINE,), decision.id)
    officer = sure(replace(first, person=person).sign_in())
    assert (officer.desk, officer.until) == ("Tổng đài", appointed.valid_until)
    assert may(officer, Power.LOSS_TAKE, world.clock.now()) is None
    assert happened(world, person.subject_id)[0] is EventType.OFFICER_APPOINTED
    told = world.services.history.for_subject(person.subject_id)[0].actor
    assert isinstance(told, Officer)
    assert told.appointment_id == second.officer.appointment_id


def test_a_command_proposes_and_two_officers_sign(world: World, first: Desk, second: Desk) -> None:
    asked = draft(world, world.person())
    decision = sure(world.services.appointments.propose(asked, SHELL))
    assert sure(sign(first, decision)).appointment is None
    assert sure(sign(second, decision)).appointment is not None


def test_one_person_is_no_two(world: World, first: Desk) -> None:
    decision = propose(first, draft(world, world.person()))
    sure(sign(first, decision))
    assert refusal(sign(first, decision)) is Reason.FOUR_EYES
    other_browser = replace(first, session_id=new_id())
    assert refusal(sign(other_browser, decision)) is Reason.FOUR_EYES


def test_who_lacks_the_power_signs_nothing(world: World, first: Desk) -> None:
    auditor = desk_of(world, OfficerRole.AUDITOR)
    decision = propose(first, draft(world, world.person()))
    assert refusal(sign(auditor, decision)) is Reason.PROPOSAL_UNSIGNED
    sure(sign(first, decision))
    assert refusal(sign(auditor, decision)) is Reason.NOT_AUTHORISED
    asked = draft(world, world.person())
    refused = world.services.appointments.propose(asked, auditor.officer)
    assert refusal(refused) is Reason.NOT_AUTHORISED


@pytest.mark.parametrize("number", [" 001 190 000 017", "001-190-000-017", WIDE])
def test_one_identity_with_two_accounts_is_one_officer(
    world: World, first: Desk, number: str
) -> None:
    twin = world.person(data={"personal_number": "001190000017"})
    desk_of(world, OfficerRole.HOTLINE, person=twin)
    again = world.person(kind=SubjectKind.FOREIGNER, data={"personal_number": number})
    refused = world.services.appointments.propose(draft(world, again), first.officer)
    assert refusal(refused) is Reason.IDENTITY_EXISTS


def test_a_person_with_two_accounts_cannot_become_two_officers_meanwhile(
    world: World, first: Desk, second: Desk
) -> None:
    twin = world.person(data={"personal_number": "001190000017"})
    again = world.person(kind=SubjectKind.FOREIGNER, data={"personal_number": "001190000017"})
    one, two = (propose(first, draft(world, each)) for each in (twin, again))
    for decision in (one, two):
        sure(sign(first, decision))
    sure(sign(second, one))
    assert refusal(sign(second, two)) is Reason.IDENTITY_EXISTS


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_officers_who_sign_at_once_appoint_once(
    world: World, first: Desk, second: Desk
) -> None:
    third = desk_of(world)
    person = world.person()
    decision = propose(first, draft(world, person))
    sure(sign(first, decision))
    services, desks = world.services, [second, third]
    shown = [(each.officer, each.answer(each.page(decision))) for each in desks]

    def approve() -> AppointmentDecided | Refused:
        officer, answer = shown.pop()
        return services.appointments.sign(decision.id, officer, answer)

    answers = race(approve, times=2)
    assert sorted(isinstance(each, Refused) for each in answers) == [False, True]
    officer = services.officers.of_subject(person.subject_id)
    assert officer is not None
    assert len(officer.appointments) == 1


@pytest.mark.parametrize(
    ("level", "reason"),
    [(1, Reason.ACCOUNT_LEVEL_INSUFFICIENT), (2, Reason.ACCOUNT_LOCKED)],
)
def test_only_an_active_account_of_level_2_is_an_officers(
    world: World, first: Desk, level: int, reason: Reason
) -> None:
    person = world.person(level=level)
    if level == 2:
        locked = world.services.endings.lock(
            person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
        )
        assert isinstance(locked, Account)
    refused = world.services.appointments.propose(draft(world, person), first.officer)
    assert refusal(refused) is reason


def test_an_officer_whose_account_is_locked_has_no_session(world: World, first: Desk) -> None:
    sure(
        world.services.endings.lock(
            first.person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
        )
    )
    assert refusal(first.sign_in()) is Reason.ACCOUNT_LOCKED


def test_a_weak_sign_in_opens_no_desk(world: World, first: Desk) -> None:
    assert refusal(first.sign_in(level=2)) is Reason.UNMET_LEVEL
    nobody = replace(first, person=world.person())
    assert refusal(nobody.sign_in()) is Reason.NOT_AUTHORISED


def test_an_ended_appointment_ends_at_once(world: World, first: Desk, second: Desk) -> None:
    """It takes two officers, neither of whom is the one whose appointment it is."""
    appointments, third = world.services.appointments, desk_of(world)
    mine = first.officer.appointment_id or ""
    auditor = desk_of(world, OfficerRole.AUDITOR).officer
    assert refusal(appointments.propose_end(mine, auditor)) is Reason.NOT_AUTHORISED
    end_by_two(second, third, first)
    again = appointments.propose_end(mine, second.officer)
    assert refusal(again) is Reason.STATE_ALREADY_HOLDS
    assert refusal(first.sign_in()) is Reason.APPOINTMENT_ENDED
    assert happened(world, first.person.subject_id)[0] is EventType.APPOINTMENT_ENDED


@pytest.mark.parametrize(
    "particulars",
    [
        {"roles": ()},
        {"roles": (OfficerRole.HOTLINE, OfficerRole.HOTLINE)},
        {"desk": ""},
        {"desk": "a\nb"},
        {"desk": "x" * 121},
        {"desk_kind": DeskKind.DISTRICT_POLICE},
    ],
    ids=str,
)
def test_a_draft_that_cannot_be_is_refused(
    world: World, first: Desk, particulars: Mapping[str, Any]
) -> None:
    asked = draft(world, world.person(), **particulars)
    with pytest.raises(NotADraft, match=r"appointment|desk"):
        world.services.appointments.propose(asked, first.officer)


def test_a_term_that_is_none_is_refused(world: World, first: Desk) -> None:
    now, day = world.clock.now(), timedelta(days=1)
    for begins, ends in ((now, now), (now - day, now - day / 2), (now, now + 6 * 366 * day)):
        asked = draft(world, world.person(), valid_from=begins, valid_until=ends)
        with pytest.raises(NotADraft, match=r"it (ends|lasts)"):
            world.services.appointments.propose(asked, first.officer)


def delegated(
    world: World,
    officer: Officer,
    first: Desk,
    second: Desk,
    **particulars: Any,  # noqa: ANN401
) -> AppointmentDecided:
    now = world.clock.now()
    usual: Mapping[str, Any] = {
        "officer_id": officer.officer_id,
        "powers": (Power.ACCOUNT_LOCK,),
        "valid_from": now,
        "valid_until": now + timedelta(days=1),
    }
    asked = DelegationDraft(**{**usual, **particulars})
    decision = sure(world.services.appointments.delegate(asked, first.officer))
    sure(sign(first, decision))
    return sure(sign(second, decision))


@pytest.mark.norm("D16")
def test_an_approver_decides_by_delegation_of_the_director_and_only_while_it_lasts(
    world: World,
) -> None:
    operator = desk_of(world, OfficerRole.OPERATOR)
    director = desk_of(world, OfficerRole.DIRECTOR)
    approver = desk_of(world, OfficerRole.APPROVER)

    def asked(power: Power) -> Reason | None:
        return may(approver.officer, power, world.clock.now())

    assert asked(Power.ACCOUNT_LOCK) is Reason.DELEGATION_MISSING
    made = delegated(world, approver.officer, operator, director).delegation
    assert made is not None
    assert (asked(Power.ACCOUNT_LOCK), asked(Power.ACCOUNT_UNLOCK)) == (
        None,
        Reason.DELEGATION_MISSING,
    )
    world.clock.advance(timedelta(days=1))
    assert asked(Power.ACCOUNT_LOCK) is Reason.DELEGATION_MISSING
    whose = approver.person.subject_id
    assert happened(world, whose)[0] is EventType.POWERS_DELEGATED


def test_a_delegation_is_the_directors_and_ends_at_once(world: World) -> None:
    operator = desk_of(world, OfficerRole.OPERATOR)
    director = desk_of(world, OfficerRole.DIRECTOR)
    approver = desk_of(world, OfficerRole.APPROVER)
    made = delegated(world, approver.officer, operator, director).delegation
    assert made is not None
    appointments = world.services.appointments
    assert refusal(appointments.end_delegation(made.id, operator.officer)) is Reason.NOT_AUTHORISED
    assert appointments.end_delegation(made.id, director.officer) is None
    again = appointments.end_delegation(made.id, director.officer)
    assert refusal(again) is Reason.STATE_ALREADY_HOLDS
    now = world.clock.now()
    assert may(approver.officer, Power.ACCOUNT_LOCK, now) is Reason.DELEGATION_MISSING


def test_an_operator_approves_no_delegation(world: World) -> None:
    first, second = (desk_of(world, OfficerRole.OPERATOR) for _ in range(2))
    now = world.clock.now()
    asked = DelegationDraft(
        officer_id=desk_of(world, OfficerRole.APPROVER).officer.officer_id,
        powers=(Power.ACCOUNT_LOCK,),
        valid_from=now,
        valid_until=now + timedelta(days=1),
    )
    decision = sure(world.services.appointments.delegate(asked, first.officer))
    sure(sign(first, decision))
    assert refusal(sign(second, decision)) is Reason.NOT_AUTHORISED
    with pytest.raises(NotADraft, match="only powers of the Director"):
        world.services.appointments.delegate(
            replace(asked, powers=(Power.POLICY_APPROVE,)), first.officer
        )


def test_nobody_signs_their_own_appointment(world: World, first: Desk, second: Desk) -> None:
    asked = draft(world, second.person, roles=(OfficerRole.DIRECTOR,))
    decision = propose(first, asked)
    sure(sign(first, decision))
    assert refusal(sign(second, decision)) is Reason.FOUR_EYES
    own = draft(world, first.person)
    assert refusal(world.services.appointments.propose(own, first.officer)) is Reason.FOUR_EYES
    by_command = sure(world.services.appointments.propose(asked, SHELL))
    assert refusal(sign(second, by_command)) is Reason.FOUR_EYES
    sure(sign(first, by_command))
    assert sure(sign(desk_of(world), by_command)).appointment is not None


def test_nobody_signs_their_own_delegation(world: World) -> None:
    operator = desk_of(world, OfficerRole.OPERATOR)
    one, other = (desk_of(world, OfficerRole.DIRECTOR, OfficerRole.OPERATOR) for _ in range(2))
    now = world.clock.now()
    asked = DelegationDraft(
        officer_id=one.officer.officer_id,
        powers=(Power.ACCOUNT_LOCK,),
        valid_from=now,
        valid_until=now + timedelta(days=1),
    )
    assert refusal(world.services.appointments.delegate(asked, one.officer)) is Reason.FOUR_EYES
    decision = sure(world.services.appointments.delegate(asked, operator.officer))
    sure(sign(operator, decision))
    assert refusal(sign(one, decision)) is Reason.FOUR_EYES
    assert sure(sign(other, decision)).delegation is not None


def test_a_refused_signature_of_an_appointment_is_in_the_history(
    world: World, first: Desk, second: Desk
) -> None:
    auditor, person = desk_of(world, OfficerRole.AUDITOR), world.person()
    decision = propose(first, draft(world, person))
    sure(sign(first, decision))
    assert refusal(sign(auditor, decision)) is Reason.NOT_AUTHORISED
    answer = second.answer(second.page(decision))
    locked = {"ground": "g", "body": "b", "remedy": "r"}
    sure(world.services.endings.lock(person.subject_id, **locked, actor=OPERATOR))
    refused = world.services.appointments.sign(decision.id, second.officer, answer)
    assert refusal(refused) is Reason.ACCOUNT_LOCKED
    for desk, reason in ((auditor, Reason.NOT_AUTHORISED), (second, Reason.ACCOUNT_LOCKED)):
        told = world.services.history.of_actor(desk.officer.officer_id)
        (entry,) = [each for each in told if each.happening is EventType.DECISION_REFUSED]
        assert (entry.facts["decision"], entry.facts["reason"]) == (decision.id, reason)


def test_who_neither_proposed_nor_may_approve_refuses_nothing(
    world: World, first: Desk, second: Desk
) -> None:
    auditor = desk_of(world, OfficerRole.AUDITOR)
    appointments, decisions = world.services.appointments, world.services.decisions
    decision = propose(first, draft(world, world.person()))
    assert refusal(appointments.refuse(decision.id, auditor.officer)) is Reason.NOT_AUTHORISED
    sure(sign(first, decision))
    sure(appointments.refuse(decision.id, second.officer))
    assert refusal(sign(second, decision)) is Reason.DECLINED
    assert refusal(appointments.refuse(decision.id, second.officer)) is Reason.DECLINED
    told = world.services.history.of_actor(second.officer.officer_id)
    assert [each.happening for each in told].count(EventType.DECISION_REFUSED) == 1
    again = propose(first, draft(world, world.person()))
    sure(appointments.refuse(again.id, first.officer))
    found = decisions.find(again.id)
    assert found is not None
    assert found.state is DecisionState.REFUSED


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_officers_who_refuse_at_once_refuse_once(
    world: World, first: Desk, second: Desk
) -> None:
    decision = propose(first, draft(world, world.person()))
    officers = [first.officer, second.officer]

    def refuse() -> Decision | Refused:
        return world.services.appointments.refuse(decision.id, officers.pop())

    answers = race(refuse, times=2)
    assert sorted(isinstance(each, Refused) for each in answers) == [False, True]


def test_a_delegation_is_refused_with_the_power_over_delegations(world: World) -> None:
    operator, other = (desk_of(world, OfficerRole.OPERATOR) for _ in range(2))
    director = desk_of(world, OfficerRole.DIRECTOR)
    now = world.clock.now()
    asked = DelegationDraft(
        officer_id=desk_of(world, OfficerRole.APPROVER).officer.officer_id,
        powers=(Power.ACCOUNT_LOCK,),
        valid_from=now,
        valid_until=now + timedelta(days=1),
    )
    appointments = world.services.appointments
    decision = sure(appointments.delegate(asked, operator.officer))
    assert refusal(appointments.refuse(decision.id, other.officer)) is Reason.NOT_AUTHORISED
    sure(appointments.refuse(decision.id, director.officer))


def test_a_look_needs_a_case_and_a_purpose_and_the_person_sees_it(world: World) -> None:
    hotline = desk_of(world, OfficerRole.HOTLINE, kind=DeskKind.HOTLINE)
    person, looks = world.person(), world.services.looks
    who, purpose = person.username, Purpose.SERVE_THE_PERSON
    case = sure(looks.request(hotline.officer, who, ground="Người dân gọi đến"))
    for asked, reason in (
        (("", purpose), Reason.CASE_MISSING),
        ((case.number, "curiosity"), Reason.CASE_MISSING),
        (("BM-1", purpose), Reason.LOOK_NOT_COVERED),
        ((new_id(), purpose), Reason.LOOK_NOT_COVERED),
    ):
        refused = looks.look(hotline.officer, who, number=asked[0], purpose=asked[1])
        assert refusal(refused) is reason
    before = len(happened(world, person.subject_id))
    seen = looks.look(hotline.officer, who, number=case.number, purpose=purpose)
    assert seen == person.subject_id
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert len(happened(world, person.subject_id)) == before + 1
    assert (entry.happening, entry.facts["case"]) == (EventType.PERSON_LOOKED_AT, case.id)
    assert isinstance(entry.actor, Officer)
    nobody = looks.look(hotline.officer, new_id(), number=case.number, purpose=purpose)
    assert refusal(nobody) is Reason.LOOK_NOT_COVERED
    assert refusal(looks.look(hotline.officer, "", number=case.number, purpose=purpose)) is (
        Reason.CASE_MISSING
    )
    operator = desk_of(world, OfficerRole.OPERATOR).officer
    refused = looks.look(operator, who, number=case.number, purpose=purpose)
    assert refusal(refused) is Reason.NOT_AUTHORISED
    assert refusal(looks.request(operator, who, ground="Tò mò")) is Reason.NOT_AUTHORISED


@pytest.mark.parametrize(
    ("level", "resistant", "refused"),
    [(2, True, None), (2, False, Reason.UNMET_LEVEL), (1, True, Reason.UNMET_LEVEL)],
)
def test_in_mode_self_created_officers_resist_phishing_at_level_2(
    world: World, *, level: int, resistant: bool, refused: Reason | None
) -> None:
    settings = world.settings.model_copy(update={"accounts_mode": AccountsMode.SELF_CREATED})
    services = build(settings, database=world.services.database, clock=world.clock)
    other = World(services, settings, world.clock)
    seated = desk_of(other, OfficerRole.OPERATOR)
    found = seated.sign_in(level=level, resistant=resistant)
    services.passwords.hashing.close()
    if refused is not None:
        assert refusal(found) is refused
        return
    officer = sure(found)
    now = world.clock.now()
    assert may(officer, Power.POLICY_APPROVE, now) is None
    assert refusal(replace(seated, world=world).sign_in(level=level)) is Reason.UNMET_LEVEL


@pytest.mark.usefixtures("first")
def test_people_who_may_approve_are_counted(world: World, second: Desk) -> None:
    officers = world.services.officers
    power = Power.OFFICER_APPOINT_APPROVE
    assert officers.able(power) == 2
    desk_of(world, OfficerRole.AUDITOR)
    assert officers.able(power) == 2
    desk_of(world, OfficerRole.OPERATOR)
    assert officers.able(power) == 3
    sure(world.services.appointments.resign(second.officer.appointment_id or "", second.officer))
    assert (officers.able(power), officers.able(Power.RECOVERY_CONFIRM)) == (2, 0)
    desk_of(world, OfficerRole.APPROVER)
    assert officers.able(Power.ACCOUNT_LOCK) == 1  # the Director: the approver has no delegation


def test_the_command_warns_before_too_few_are_left(idp: Idp) -> None:
    told = idp("officers", "check")
    assert (told.exit_code, '"officer_appoint_approve"' in told.output) == (1, True)
