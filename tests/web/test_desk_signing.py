"""Two officers sign one decision over HTTP: each sees it first, and nobody signs twice."""

import html
import json
from datetime import UTC, date, datetime, timedelta

import pytest

from idp.access.desks import DeskKind
from idp.kernel.actors import OfficerRole
from idp.officers.domain.decisions import DecisionState
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.http import Answer
from tests.support.live import House
from tests.support.world import Person

APPOINT = "/officer/officers/new/appoint"


def proposes(
    there: AtDesk, person: Person, *, begins: date | None = None, ends: date | None = None
) -> Answer:
    """The form of an appointment, sent; the page that asks for the first signature."""
    page = there.get(APPOINT)
    form = page.form("username")
    today = begins or there.house.world.clock.now().date()
    typed = form.filled(
        username=person.username,
        roles="reviewer",
        desk="Tổ thẩm định",
        desk_kind=DeskKind.AUTHORITY.value,
        first=today.isoformat(),
        last=(ends or today + timedelta(days=200)).isoformat(),
    )
    return there.visitor.arrive(there.visitor.post(form.action, typed))


def signs(there: AtDesk, page: Answer) -> Answer:
    """What the page's script does: ask the device, and send what it answered."""
    form = page.form("response")
    options = json.loads(given(page))
    response = there.desk.device.get(options, origin=there.house.world.settings.issuer)
    return there.visitor.arrive(there.visitor.post(form.action, form.filled(response=response)))


def given(page: Answer) -> str:

    return html.unescape(page.text.split('data-given="')[1].split('"')[0])


def is_appointed(house: House, person: Person) -> bool:
    return any(each.subject_id == person.subject_id for each in house.world.services.officers.all())


@pytest.mark.norm("D4.8", limb="an appointment takes the signatures of two officers")
def test_two_officers_appoint_a_third(house: House) -> None:
    first, second = at_desk(house, OfficerRole.DIRECTOR), at_desk(house, OfficerRole.OPERATOR)
    person = house.world.person()
    page = proposes(first, person)
    for line in (
        person.subject_id,
        "reviewer",
        "Reviewer",
        "Identification and authentication authority",
        "Tổ thẩm định",
        "Article 4(8), Draft decree of 2024",
    ):
        assert line in page.text, line
    decision = signs(first, page)
    assert "Waits for signatures" in decision.text
    assert not is_appointed(house, person)
    theirs = second.get(f"{decision.path}/sign")
    assert "Sign the approval" in theirs.text
    assert "Signed by two and done" in signs(second, theirs).text
    assert is_appointed(house, person)


def test_a_term_of_office_is_of_days_of_viet_nam_and_signed_as_such(house: House) -> None:
    first, second = at_desk(house, OfficerRole.DIRECTOR), at_desk(house, OfficerRole.OPERATOR)
    person = house.world.person()
    assert "The day begins at midnight in Viet Nam." in first.get(APPOINT).text
    page = proposes(first, person, begins=date(2026, 11, 23), ends=date(2027, 2, 28))
    for line in ("2026-11-23T00:00:00+07:00", "2027-02-28T00:00:00+07:00"):
        assert line in page.text, line
    assert "28 February 2027, 00:00" in page.text
    signs(second, second.get(f"{signs(first, page).path}/sign"))
    (held,) = [
        each
        for officer in house.world.services.officers.all()
        if officer.subject_id == person.subject_id
        for each in officer.appointments
    ]
    assert held.valid_from == datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert held.valid_until == datetime(2027, 2, 27, 17, tzinfo=UTC)
    for path in (f"appointments/{held.id}", f"officers/{held.officer_id}", "appointments"):
        shown = second.get(f"/officer/{path}").text
        assert ">to the end of 27 February 2027</time>" in shown, path
        assert "28 February 2027" not in shown, path


def test_who_proposed_it_never_approves_it(house: House) -> None:
    first = at_desk(house, OfficerRole.DIRECTOR, OfficerRole.OPERATOR)
    person = house.world.person()
    decision = signs(first, proposes(first, person))
    again = first.get(f"{decision.path}/sign")
    assert again.status == 409
    assert "another person has to decide" in again.text
    elsewhere = sits_down(house, first.desk)
    assert elsewhere.get(f"{decision.path}/sign").status == 409
    assert not is_appointed(house, person)


def test_a_page_of_one_officer_is_no_signature_of_another(house: House) -> None:
    """The challenge of one officer's page, answered by the other's device and browser."""
    first, second = at_desk(house, OfficerRole.DIRECTOR), at_desk(house, OfficerRole.OPERATOR)
    third, person = at_desk(house, OfficerRole.OPERATOR), house.world.person()
    decision = signs(first, proposes(first, person))
    theirs = second.get(f"{decision.path}/sign")
    page = third.get(f"{decision.path}/sign")
    mixed = json.loads(given(page)) | {"challenge": json.loads(given(theirs))["challenge"]}
    response = third.desk.device.get(mixed, origin=house.world.settings.issuer)
    form = page.form("response")
    answer = third.visitor.post(form.action, form.filled(response=response))
    assert answer.status == 409
    assert not is_appointed(house, person)


@pytest.mark.parametrize("response", ["", "{}", "null", "[" * 9_000, '{"id": 1}', "\x00"])
def test_what_is_no_signature_is_refused_and_told(house: House, response: str) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    page = proposes(first, person)
    form = page.form("response")
    answer = first.visitor.post(form.action, form.filled(response=response))
    assert answer.status == 409
    (decision,) = house.world.services.decisions.iterate()
    assert house.world.services.decisions.signatures(decision.id) == []


def test_a_signature_is_kept_once(house: House) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    page = proposes(first, person)
    form, options = page.form("response"), json.loads(given(page))
    response = first.desk.device.get(options, origin=house.world.settings.issuer)
    filled = form.filled(response=response)
    assert first.visitor.post(form.action, filled).status == 303
    assert first.visitor.post(form.action, filled).status == 409


def test_a_page_that_was_open_for_long_signs_nothing(house: House) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    page = proposes(first, person)
    house.world.clock.advance(timedelta(minutes=6))
    assert signs(first, page).status == 409


def test_a_refused_decision_is_closed(house: House) -> None:
    first, second = at_desk(house, OfficerRole.DIRECTOR), at_desk(house, OfficerRole.OPERATOR)
    person = house.world.person()
    decision = signs(first, proposes(first, person))
    page = second.get(decision.path)
    assert "Refuse or withdraw it" in page.text
    refused = second.do(page, "refuse").text
    assert "Refused or expired" in refused
    assert "Refuse or withdraw it" not in refused
    assert "its state does not change any more" in refused
    assert second.get(f"{decision.path}/sign").status == 409
    (kept,) = house.world.services.decisions.iterate()
    assert kept.state is DecisionState.REFUSED


def test_an_officer_without_the_power_neither_signs_nor_refuses(house: House) -> None:
    first, other = at_desk(house, OfficerRole.DIRECTOR), at_desk(house, OfficerRole.HOTLINE)
    person = house.world.person()
    decision = signs(first, proposes(first, person))
    page = other.get(decision.path)
    assert not any(form.action.endswith("/refuse") for form in page.forms)
    leave = next(form for form in page.forms if form.action.endswith("/sign-out"))
    assert other.visitor.post(f"{decision.path}/refuse", leave.filled()).status in {403, 409}
    found = house.world.services.decisions.find(decision.path.rpartition("/")[2])
    assert found is not None
    assert found.state is DecisionState.OPEN
    theirs = other.get(f"{decision.path}/sign")
    assert theirs.status != 200 or signs(other, theirs).status == 409
    assert not is_appointed(house, person)


def test_a_reviewer_opens_the_officer_whose_delegation_they_propose(house: House) -> None:
    reviewer, approver = at_desk(house, OfficerRole.REVIEWER), at_desk(house, OfficerRole.APPROVER)
    page = reviewer.get(f"/officer/officers/{approver.desk.officer.officer_id}")
    assert page.status == 200
    offered = [form.action.rpartition("/")[2] for form in page.forms]
    assert "delegate" in offered
    assert not {"end", "end-delegation"} & set(offered)


def test_head_makes_no_challenge(house: House) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    path = proposes(first, person).path
    assert first.visitor.send("HEAD", path).status == 200
