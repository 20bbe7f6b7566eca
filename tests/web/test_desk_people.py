"""People at the desk: found exactly, never unseen, and what officers may do with their accounts."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from idp.access.desks import DeskKind
from idp.accounts.domain import AccountState
from idp.casework.tables import CASE_EVENT
from idp.history.domain import EventType
from idp.kernel.actors import ActingClient, Officer, OfficerRole
from idp.kernel.ids import new_id
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.subjects.domain import ContactKind
from idp.violations.domain import ViolationKind
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import Walk
from tests.support.world import Person, sure

PURPOSE = "serve_the_person"
NOT_COVERED = "This is no open case about this person that you work on"


def a_case(house: House) -> str:
    services = house.world.services
    party = house.world.party().client_id
    case_id = services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to=party, actor=ActingClient(client_id=party)
    )
    case = services.work_list.by_id(case_id)
    assert case is not None
    return case.number


def looks(
    there: AtDesk, person: Person, who: str = "", *, case: str | None = None, purpose: str = PURPOSE
) -> Answer:
    """Look at a person for a request about them, found by `who` or their user name."""
    number = request_about(there.house, there.desk, person) if case is None else case
    page = there.get("/officer/people")
    return there.visitor.submit(
        page, "who", who=who or person.username, case=number, purpose=purpose
    )


def told(house: House, person: Person) -> list[EventType]:
    history = house.world.services.history.for_subject(person.subject_id)
    return [each.happening for each in history]


@pytest.mark.norm("D17.3", limb="a look names case and purpose, and the person sees it")
def test_a_look_is_recorded_before_anything_is_shown_and_the_person_reads_it(house: House) -> None:
    there, person = at_desk(house, OfficerRole.HOTLINE), house.world.person()
    number = request_about(house, there.desk, person)
    page = there.visitor.arrive(looks(there, person, case=number))
    assert page.path == f"/officer/accounts/{person.subject_id}"
    assert "Trần Thị Thử Nghiệm" in page.text
    (entry,) = [
        each
        for each in house.world.services.history.for_subject(person.subject_id)
        if each.happening is EventType.PERSON_LOOKED_AT
    ]
    assert isinstance(entry.actor, Officer)
    assert entry.actor.officer_id == there.desk.officer.officer_id
    assert entry.facts["purpose"] == PURPOSE
    walk = house.walk()
    Walk(house.world, walk.visitor, house.world.party()).complete(person, acr_values=house.acr(2))
    history = walk.visitor.get("/me/history").text
    assert "Quầy 1" in history
    assert f'<span class="whole">{number}</span>' in history
    assert entry.facts["case"] not in history
    own = walk.visitor.get("/me/looks").text
    for word in ("because you asked for something", "Quầy 1", "Hotline", number):
        assert word in own
    assert there.desk.person.username not in own


@pytest.mark.norm("D17.3", limb="without a look nothing of a person is shown")
def test_an_account_is_not_shown_without_a_look_of_this_session(house: House) -> None:
    there, person = at_desk(house, OfficerRole.HOTLINE), house.world.person()
    path = f"/officer/accounts/{person.subject_id}"
    asked = there.get(path)
    assert asked.location.endswith(f"/officer/people?who={person.subject_id}")
    looks(there, person)
    assert there.get(path).status == 200
    other = at_desk(house, OfficerRole.HOTLINE)
    assert other.get(path).status == 303
    assert told(house, person).count(EventType.PERSON_LOOKED_AT) == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"who": "nobody-at-all"}, NOT_COVERED),
        ({"case": "HS-0000-0000-0000"}, NOT_COVERED),
        ({"case": ""}, "This is needed."),
        ({"purpose": "curiosity"}, "Choose one of these."),
        ({"purpose": ""}, "This is needed."),
    ],
)
def test_a_look_without_person_case_or_purpose_shows_and_records_nothing(
    house: House, typed: dict[str, str], says: str
) -> None:
    there, person = at_desk(house, OfficerRole.HOTLINE), house.world.person()
    case = request_about(house, there.desk, person)
    usual = {"who": person.username, "case": case, "purpose": PURPOSE}
    page = there.get("/officer/people")
    answer = there.visitor.submit(page, "who", **{**usual, **typed})
    assert (answer.status, says in answer.text) == (422, True)
    assert EventType.PERSON_LOOKED_AT not in told(house, person)


def test_a_person_is_found_by_the_number_of_their_document(house: House) -> None:
    there, person = at_desk(house, OfficerRole.HOTLINE), house.world.person()
    number = house.world.services.subjects.identity(person.subject_id).number
    assert looks(there, person, number).location.endswith(person.subject_id)


@pytest.mark.parametrize("role", list(OfficerRole))
def test_only_roles_with_the_power_look_at_people(house: House, role: OfficerRole) -> None:
    there, person = at_desk(house, role), house.world.person()
    page = there.get("/officer/people")
    csrf = there.get("/officer").form("csrf").filled()
    if page.status == 200:
        return
    assert page.status == 403
    number = a_case(house)
    sent = [*csrf, ("who", person.username), ("case", number), ("purpose", PURPOSE)]
    assert there.visitor.post("/officer/people", sent).status == 403
    assert EventType.PERSON_LOOKED_AT not in told(house, person)
    (facts,) = refused_looks(house, there.desk.officer.officer_id)
    assert (facts["reason"], facts["number"]) == ("not_authorised", number)


def refused_looks(house: House, officer_id: str) -> list[Mapping[str, Any]]:
    """The facts of the refused and empty searches of an officer, oldest first."""
    found = house.world.services.history.search(officer_id)
    refused = [each for each in found if each.happening is EventType.PERSON_LOOK_REFUSED]
    assert all(each.subject_id is None for each in refused)
    return [each.facts for each in reversed(refused)]


def a_loss(house: House, person: Person, *, final: bool = False) -> str:
    reported = house.world.services.losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        final=final,
        actor=ActingClient(client_id="x"),
    )
    return reported.number


@pytest.mark.parametrize(
    "case", ["of another person", "closed", "of a colleague", "not a case", ""]
)
@pytest.mark.parametrize("who", ["person", "somebody else", "nobody-at-all"])
def test_a_case_that_covers_no_look_tells_nothing_of_accounts(
    house: House, case: str, who: str
) -> None:
    there, person, other = at_desk(house, OfficerRole.HOTLINE), house.world.person(), None
    colleague, cases = at_desk(house, OfficerRole.HOTLINE), house.world.services.cases
    number = "HS-0000-0000-0000"
    if case == "of a colleague":
        number = request_about(house, colleague.desk, person)
    elif case == "closed":
        number = request_about(house, there.desk, person)
        found = cases.by_number(number)
        assert found is not None
        sure(cases.fire(found.id, "withdraw", there.desk.officer))
    elif not case:
        number = a_case(house)  # about no person
    elif case == "of another person":
        number, other = request_about(house, there.desk, house.world.person()), True
    typed = {"person": person.username, "somebody else": colleague.desk.person.username}
    page = there.get("/officer/people")
    named = typed.get(who, who)
    answer = there.visitor.submit(page, "who", who=named, case=number, purpose=PURPOSE)
    assert (answer.status, NOT_COVERED in answer.text) == (422, True)
    (facts,) = refused_looks(house, there.desk.officer.officer_id)
    assert facts["reason"] == ("not_found" if other else "look_not_covered")
    assert (facts["number"], facts["purpose"]) == (number, PURPOSE)
    assert named not in str(facts)
    assert EventType.PERSON_LOOKED_AT not in told(house, person)


SAID = re.compile(r"csrf[^>]*>|value=\"[^\"]*\"|selected|nonce=\"[^\"]*\"")


def test_every_refused_look_gets_the_same_page(house: House) -> None:
    there, person = at_desk(house, OfficerRole.HOTLINE), house.world.person()
    other = house.world.person()
    own = request_about(house, there.desk, person)
    pages = {
        (number, who): SAID.sub("", looks(there, person, who, case=number).text)
        for number in (own, a_case(house), "HS-0000-0000-0000", "BM-1")
        for who in (other.username, other.subject_id, new_id(), "nobody-at-all")
    }
    assert all(NOT_COVERED in each for each in pages.values())
    assert len(set(pages.values())) == 1


@pytest.mark.norm("D17.3", limb="a search without case or purpose is refused, and recorded")
@pytest.mark.parametrize(
    "typed",
    [
        {"case": ""},
        {"case": "\x00"},
        {"purpose": "curiosity"},
        {"purpose": ""},
        {"who": ""},
        {"who": "\x00"},
        {"who": "x" * 5000},
    ],
)
def test_a_form_of_a_look_that_is_not_whole_is_recorded_as_refused(
    house: House, typed: dict[str, str]
) -> None:
    there, person = at_desk(house, OfficerRole.HOTLINE), house.world.person()
    case = request_about(house, there.desk, person)
    usual = {"who": person.username, "case": case, "purpose": PURPOSE, **typed}
    csrf = there.get("/officer").form("csrf").filled()
    answer = there.visitor.post("/officer/people", [*csrf, *usual.items()])
    assert answer.status == 422
    (facts,) = refused_looks(house, there.desk.officer.officer_id)
    assert facts["reason"] == "case_missing"
    assert facts["number"] == (None if "case" in typed else case)
    assert facts["purpose"] == (None if "purpose" in typed else PURPOSE)
    assert person.username not in str(facts)
    assert EventType.PERSON_LOOKED_AT not in told(house, person)


def test_a_counter_removes_stopped_means_for_a_request_that_the_person_sees(house: House) -> None:
    person = house.world.person()
    house.world.enrol_totp(person.subject_id)
    a_loss(house, person, final=True)
    role, path = OfficerRole.RECEIVING_OFFICER, f"/officer/accounts/{person.subject_id}"
    held = house.world.services.credentials.held
    stopped = [each for each in held(person.subject_id) if each.disabled_at is not None]
    assert stopped
    far = at_desk(house, role)
    page = far.visitor.arrive(looks(far, person))
    assert "Your desk is not competent for this." in page.text
    assert not any(each.action.endswith("/clear-lost") for each in page.forms)
    there = at_desk(house, role, kind=DeskKind.COMMUNE_POLICE)
    assert there.get(path).status == 303
    asked = there.get("/officer/person-request/new/open")
    made = there.visitor.arrive(
        there.press(asked, "open", ground="CCCD 001099000001 tại quầy", who=person.username)
    )
    number = made.path.rsplit("/", 1)[1]
    shown = there.visitor.arrive(looks(there, person, case=number))
    there.do(shown, "clear-lost")
    assert not [each for each in held(person.subject_id) if each.disabled_at is not None]
    assert {EventType.PERSON_REQUEST_OPENED, EventType.PERSON_LOOKED_AT} <= set(told(house, person))


def test_an_address_of_an_account_does_not_tell_whether_there_is_one(house: House) -> None:
    there, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    csrf = there.get("/officer").form("csrf").filled()
    for key in (person.subject_id, new_id(), "nobody"):
        path = f"/officer/accounts/{key}"
        for answer in (there.get(path), there.visitor.post(f"{path}/unlock", csrf)):
            assert answer.status == 303
            assert answer.location.endswith(f"/officer/people?who={key}")


def test_a_case_of_a_loss_opens_the_record_of_its_person_to_who_works_on_it(house: House) -> None:
    person = house.world.person()
    number = a_loss(house, person)
    wrong = at_desk(house, OfficerRole.DIRECTOR)  # holds no power over losses
    assert looks(wrong, person, case=number).status == 422
    there = at_desk(house, OfficerRole.HOTLINE)
    page = there.get(f"/officer/losses/{number}")
    assert f"/officer/people?who={person.subject_id}&amp;case={number}" in page.text
    assert looks(there, person, case=number, purpose="settle_a_case").status == 303
    there.do(page, "take")
    colleague = at_desk(house, OfficerRole.HOTLINE)
    assert looks(colleague, person, case=number).status == 422


@pytest.mark.parametrize("role", [OfficerRole.AUDITOR, OfficerRole.INSPECTOR])
@pytest.mark.norm("D17.3", limb="an inspection looks for a request that names its decision")
def test_an_inspection_looks_for_a_request_of_its_own(house: House, role: OfficerRole) -> None:
    there, person = at_desk(house, role), house.world.person()
    page = there.get("/officer/person-request/new/open")
    made = there.visitor.arrive(
        there.press(page, "open", ground="Quyết định thanh tra 12/QĐ-TTr", who=person.username)
    )
    assert "Quyết định thanh tra 12/QĐ-TTr" in made.text
    number = made.path.rsplit("/", 1)[1]
    assert looks(there, person, case=number, purpose="inspection").status == 303
    hotline = at_desk(house, OfficerRole.HOTLINE)
    assert looks(hotline, person, purpose="inspection").status == 422
    walk = house.walk()
    history = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me/history")), person).text
    assert f"{number}</span>. What the inspection names: Quyết định thanh tra 12/QĐ-TTr" in history
    assert EventType.PERSON_REQUEST_OPENED in told(house, person)


def test_a_request_about_nobody_is_recorded_and_keeps_nothing_of_its_ground(house: House) -> None:
    """No person has a key under which the ground could be sealed, and it may name one."""
    there = at_desk(house, OfficerRole.HOTLINE)
    page = there.get("/officer/person-request/new/open")
    answer = there.press(page, "open", ground="Có người gọi", who="nobody-at-all")
    assert "Nobody is found by this." in answer.text
    (facts,) = refused_looks(house, there.desk.officer.officer_id)
    assert facts["reason"] == "not_found"
    assert "nobody-at-all" not in str(facts)
    with house.world.services.database.transaction() as connection:
        events = connection.execute(select(CASE_EVENT.c.facts)).scalars().all()
    assert "Có người gọi" not in str(events)


def test_a_request_about_oneself_is_refused_and_recorded(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    page = there.get("/officer/person-request/new/open")
    answer = there.press(page, "open", ground="x", who=there.desk.person.username)
    assert "about yourself" in answer.text
    (facts,) = refused_looks(house, there.desk.officer.officer_id)
    assert facts["reason"] == "own_matter"


def test_the_director_locks_and_unlocks_an_account(house: House) -> None:
    there, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    page = there.visitor.arrive(looks(there, person))
    assert "The account is not locked." in page.text
    assert '<a href="/officer/people">' in page.text.split('class="crumbs"')[1].split("</p>")[0]
    locked = there.do(page, "lock", ground="Điều 15", body="Công an", remedy="Đến nơi tiếp nhận")
    assert "Điều 15" in locked.text
    account = house.world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    assert account.state is AccountState.LOCKED
    assert 'id="state">Active' in there.do(locked, "unlock").text
    assert {EventType.ACCOUNT_LOCKED, EventType.ACCOUNT_UNLOCKED} <= set(told(house, person))


@pytest.mark.norm("D14.2-1", limb="the desk sees that no contact is the person's own")
def test_the_desk_sees_that_a_contact_counts_as_lost(house: House) -> None:
    world, there = house.world, at_desk(house, OfficerRole.HOTLINE)
    guardians = {"email": "guardian@example.test", "email_verified": True}
    ward, own = world.granted(data=guardians), world.person(data=guardians)
    world.clock.advance(timedelta(minutes=1))
    place = world.services.endings.place_under_guardian
    assert place(ward.subject_id, body="Tòa án", actor=OPERATOR) is None
    with world.services.database.transaction():
        world.services.contacts.set_at_desk(
            ward.subject_id, ContactKind.EMAIL, "new@example.test", proven=None, actor=OPERATOR
        )
    world.clock.advance(timedelta(minutes=1))
    end = world.services.registry_updates.wards.end_guardianship
    assert end(ward.subject_id, body="Tòa án", actor=OPERATOR) is None
    page = there.visitor.arrive(looks(there, ward))
    assert "Count as lost" in page.text
    assert "None that counts: the link that activates goes to a number" in page.text
    assert "new@example.test" not in page.text
    assert "Count as lost" not in there.visitor.arrive(looks(there, own)).text


def test_an_act_on_a_person_needs_the_look_too(house: House) -> None:
    there, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    csrf = there.get("/officer").form("csrf").filled()
    path = f"/officer/accounts/{person.subject_id}/lock"
    sent = [*csrf, ("ground", "x"), ("body", "y"), ("remedy", "z"), ("shown", "0" * 64)]
    answer = there.visitor.post(path, sent)
    assert (answer.status, f"/officer/people?who={person.subject_id}" in answer.text) == (409, True)
    account = house.world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    assert account.state is AccountState.ACTIVE


# -- losses


def test_a_loss_is_reported_for_a_caller_taken_and_closed(house: House) -> None:
    there, person = at_desk(house, OfficerRole.HOTLINE, kind=DeskKind.HOTLINE), house.world.person()
    page = there.get("/officer/losses/new/report")
    made = there.do(page, "report", username=person.username, reason="lost_control", lost="phone")
    assert "On the telephone" in made.text
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    start = there.get("/officer")
    assert case.number in start.text
    assert ['href="/officer/loss"' in start.text, start.text.count("<h2")] == [False, 1]
    assert "to the end of" in there.get("/officer/losses").text
    assert "The case was opened" in there.get(f"/officer/loss/{case.number}").text
    taken = there.do(made, "take")
    assert re.findall(r"<p><strong>(.*?)</strong> → (\w+)", taken.text) == [
        ("The case was opened", "Open"),
        ("Take this case", "Taken"),
    ]
    closed = there.do(taken, "close", outcome="đã gọi lại cho người báo")
    assert "đã gọi lại cho người báo" in closed.text
    assert EventType.LOSS_CASE_CLOSED in told(house, person)


@pytest.mark.parametrize("username", ["nobody", ""])
def test_a_loss_of_nobody_is_not_reported(house: House, username: str) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    page = there.get("/officer/losses/new/report")
    answer = there.press(page, "report", username=username, reason="lost_control", lost="phone")
    assert answer.status == 422


def test_a_report_is_taken_back_at_a_competent_desk_only(house: House) -> None:
    person = house.world.person()
    case = house.world.services.losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.LINK,
        actor=ActingClient(client_id="x"),
    )
    role = OfficerRole.RECEIVING_OFFICER
    path = f"/officer/losses/{case.number}"
    wrong = at_desk(house, role).get(path)
    assert "Your desk is not competent for this." in wrong.text
    there = at_desk(house, role, kind=DeskKind.COMMUNE_POLICE)
    done = there.do(there.get(path), "take-back", document="CCCD 001")
    assert "Taken back" in done.text


# -- the work list


def test_the_work_list_shows_what_is_due_and_whose_it_is(house: House) -> None:
    number, there = a_case(house), at_desk(house, OfficerRole.REVIEWER)
    assert number in there.get("/officer/work").text
    assert number in there.get("/officer/work?of=untaken").text
    assert number not in there.get("/officer/work?of=mine").text
    there.do(there.get(f"/officer/misuse/{number}"), "take")
    assert number in there.get("/officer/work?of=mine").text
    assert number not in there.get("/officer/work?of=untaken").text
    assert number in there.get(f"/officer/work?words={number}").text


@pytest.mark.parametrize("query", ["after=x", "after=9.x", "of=x", "words=%00", "words=x"])
def test_the_work_list_reads_nothing_it_does_not_know(house: House, query: str) -> None:
    assert at_desk(house, OfficerRole.REVIEWER).get(f"/officer/work?{query}").status == 200


def test_the_work_list_and_its_search_show_no_case_of_others(house: House) -> None:
    number, there = a_case(house), at_desk(house, OfficerRole.HOTLINE)
    assert number not in there.get("/officer/work").text
    assert f"/misuse/{number}" not in there.get(f"/officer/work?words={number}").text


def test_a_name_that_another_form_asks_for_in_vain_is_recorded(house: House) -> None:
    """Reporting for a caller and appointing tell who has an account."""
    hotline = at_desk(house, OfficerRole.HOTLINE)
    page = hotline.get("/officer/losses/new/report")
    typed = {"username": "khong.ai", "reason": "lost_control"}
    assert 'id="report-lost-wrong"' in hotline.press(page, "report", **typed).text
    typed["lost"] = "phone"
    assert "Nobody is found by this." in hotline.press(page, "report", **typed).text
    (facts,) = refused_looks(house, hotline.desk.officer.officer_id)
    assert (facts["reason"], "khong.ai" in str(facts)) == ("not_found", False)
    head = at_desk(house, OfficerRole.DIRECTOR)
    page = head.get("/officer/officers/new/appoint")
    day = house.world.clock.now().date()
    term = {"first": day.isoformat(), "last": day.replace(year=day.year + 1).isoformat()}
    typed = {"username": "khong.ai", "desk": "Quầy 2", "roles": "hotline", "desk_kind": "hotline"}
    assert "Nobody is found by this." in head.press(page, "appoint", **typed, **term).text
    (facts,) = refused_looks(house, head.desk.officer.officer_id)
    assert facts["reason"] == "not_found"
