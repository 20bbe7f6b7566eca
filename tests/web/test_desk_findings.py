"""A finding of fraud about one credential, or one ceremony, is recorded on the person's page."""

import re
from datetime import date, timedelta

import pytest

from idp.factors.domain import CredentialKind
from idp.history.domain import Entry, EventType
from idp.kernel.actors import Officer, OfficerRole
from tests.support.at_desk import AtDesk, at_desk
from tests.support.http import Answer
from tests.support.live import House
from tests.support.world import Person
from tests.web.test_desk_people import looks

FINDINGS = ("find-credential", "find-ceremony")


def opened(there: AtDesk, person: Person) -> Answer:
    """The person's page, after a recorded look."""
    there.visitor.arrive(looks(there, person))
    page = there.get(f"/officer/accounts/{person.subject_id}")
    assert page.status == 200
    return page


def stopped(house: House, person: Person) -> set[CredentialKind]:
    held = house.world.services.credentials.held(person.subject_id)
    return {each.kind for each in held if each.disabled_at is not None}


def found(house: House, person: Person) -> list[Entry]:
    every = house.world.services.history.for_subject(person.subject_id, limit=100)
    return [each for each in every if each.happening is EventType.BINDING_TAINTED]


def of_kind(house: House, person: Person, kind: CredentialKind) -> str:
    held = house.world.services.credentials.held(person.subject_id)
    return next(each.id for each in held if each.kind is kind)


@pytest.mark.norm("X16.4", limb="an officer records at the desk that a credential was stolen")
def test_a_credential_in_other_hands_is_stopped_by_an_officer_who_found_it(house: House) -> None:
    there, person = at_desk(house, OfficerRole.REVIEWER), house.world.person()
    page = opened(there, person)
    form = page.text.split('id="do-find-credential"')[1].split("</form>")[0]
    assert "Password" in form
    assert form.count("<time") == 2, "each since when"
    stolen = of_kind(house, person, CredentialKind.TOTP)
    today: date = house.world.clock.now().date()
    done = there.do(page, "find-credential", credential=stolen, since=today.isoformat())
    assert "Done." in done.text
    assert stopped(house, person) == {CredentialKind.TOTP}
    (entry,) = found(house, person)
    assert isinstance(entry.actor, Officer)
    assert entry.actor.officer_id == there.desk.officer.officer_id
    assert entry.facts["credential_id"] == stolen


@pytest.mark.norm("X16.4", limb="an officer records at the desk that a ceremony was a fraud")
def test_a_ceremony_that_was_a_fraud_takes_what_it_bound(house: House) -> None:
    there, person = at_desk(house, OfficerRole.IDENTITY_OFFICER), house.world.person()
    page = opened(there, person)
    form = page.text.split('id="do-find-ceremony"')[1].split("</form>")[0]
    ceremonies = re.findall(r'name="ceremony" value="([^"]+)"', form)
    assert ceremonies
    assert "Bound when the account was activated or recovered" in form
    done = there.do(page, "find-ceremony", ceremony=ceremonies[0])
    assert "Done." in done.text
    (entry,) = found(house, person)
    assert entry.facts["ceremony"] == ceremonies[0]
    assert stopped(house, person)
    assert "Found to be a fraud already." in done.text


def test_what_is_not_this_persons_and_a_day_to_come_are_refused_at_their_fields(
    house: House,
) -> None:
    there, person = at_desk(house, OfficerRole.REVIEWER), house.world.person()
    other = house.world.person()
    page = opened(there, person)
    form = next(each for each in page.forms if each.action.endswith("/find-credential"))
    kept = [pair for pair in form.fields if pair[0] not in {"credential", "since"}]
    today: date = house.world.clock.now().date()
    theirs = of_kind(house, other, CredentialKind.TOTP)
    mine = of_kind(house, person, CredentialKind.TOTP)
    for credential, day, wrong in (
        (theirs, today, "credential"),
        ("x", today, "credential"),
        (mine, today + timedelta(days=2), "since"),
    ):
        typed = [("credential", credential), ("since", day.isoformat())]
        answer = there.visitor.post(form.action, [*kept, *typed])
        assert (answer.status, f"find-credential-{wrong}-wrong" in answer.ids) == (422, True)
    assert stopped(house, person) == stopped(house, other) == set()
    assert found(house, person) == found(house, other) == []


@pytest.mark.parametrize("role", [OfficerRole.HOTLINE, OfficerRole.RECEIVING_OFFICER])
def test_who_finds_no_fraud_is_offered_no_finding(house: House, role: OfficerRole) -> None:
    there, person = at_desk(house, role), house.world.person()
    offered = {each.action.rpartition("/")[2] for each in opened(there, person).forms}
    assert not offered & set(FINDINGS)


def test_the_persons_page_says_each_way_to_sign_in_and_links_the_losses(house: House) -> None:
    there, person = at_desk(house, OfficerRole.REVIEWER), house.world.person()
    page = opened(there, person).text
    facts = page.split('class="facts"')[1].split("</dl>")[0]
    assert not re.search(r"<dd>\d{4}-\d\d-\d\d</dd>", facts), "a day is said, not coded"
    assert re.search(r"Password[^<]*, <time", facts)
