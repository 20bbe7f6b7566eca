"""The history at the desk: of a person only after a look, which the auditor finds (D17.3)."""

import html
import re

import pytest

from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.officers.domain.looks import Purpose
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.http import Answer
from tests.support.live import House
from tests.support.world import Person

LOOKED = "An officer looked at a person"
ENTRY = "account_activated"
INSPECTION = Purpose.INSPECTION.value


def searched(there: AtDesk, words: str) -> Answer:
    return there.get(f"/officer/history?words={words}")


def looks(there: AtDesk, person: Person, page: Answer, **typed: str) -> Answer:
    """Follow the link beside the entries that are not shown, and say why."""
    (link,) = re.findall(r'href="(/officer/people[?]who=[^"]+)"', page.text)
    asked = there.get(html.unescape(link))
    number = request_about(there.house, there.desk, person)
    usual = {"case": number, "purpose": INSPECTION, **typed}
    return there.visitor.submit(asked, "who", **usual)


def kept(house: House, person: Person) -> list[EventType]:
    entries = house.world.services.history.for_subject(person.subject_id)
    return [each.happening for each in entries]


@pytest.mark.norm("D17.3", limb="an officer reads a person's history for a case and a purpose only")
@pytest.mark.parametrize("role", [OfficerRole.INSPECTOR, OfficerRole.AUDITOR, OfficerRole.DIRECTOR])
def test_the_history_of_a_person_is_read_after_a_look(house: House, role: OfficerRole) -> None:
    there, person = at_desk(house, role), house.world.person()
    closed = searched(there, person.subject_id)
    assert (ENTRY in closed.text, "Nothing is recorded that is shown here." in closed.text) == (
        False,
        True,
    )
    for wrong in ({"case": ""}, {"case": "HS-0000-0000-0000"}, {"purpose": "curiosity"}):
        assert looks(there, person, closed, **wrong).status == 422
    assert EventType.PERSON_LOOKED_AT not in kept(house, person)
    read = there.visitor.arrive(looks(there, person, closed))
    assert read.url.endswith(f"/officer/history?words={person.subject_id}")
    assert ENTRY in read.text
    assert kept(house, person).count(EventType.PERSON_LOOKED_AT) == 1
    other = at_desk(house, role)
    assert ENTRY not in searched(other, person.subject_id).text, "a look is of one officer"


@pytest.mark.norm("D17.3", limb="an auditor finds who looked at whom, for which case")
def test_an_auditor_finds_the_looks_of_an_officer(house: House) -> None:
    there, person = at_desk(house, OfficerRole.INSPECTOR), house.world.person()
    looks(there, person, searched(there, person.subject_id))
    (entry,) = [
        each
        for each in house.world.services.history.for_subject(person.subject_id)
        if each.happening is EventType.PERSON_LOOKED_AT
    ]
    auditor = at_desk(house, OfficerRole.AUDITOR)
    found = searched(auditor, there.desk.officer.officer_id).text
    assert LOOKED in found
    assert entry.id in found
    assert entry.facts["case"] in found


def test_an_entry_is_no_way_around_the_look(house: House) -> None:
    """Neither by its own id, nor by that of the officer's own person, nor of an account's act."""
    there, person = at_desk(house, OfficerRole.AUDITOR), house.world.person()
    (newest, *_) = house.world.services.history.for_subject(person.subject_id)
    page = searched(there, newest.id)
    assert f"<code>{newest.id}</code>" not in page.text
    assert person.subject_id in page.text
    assert newest.id in there.visitor.arrive(looks(there, person, page)).text


@pytest.mark.parametrize("onward", ["https://evil.example/", "/officer/history?words=x", "//x"])
def test_a_look_leads_only_to_pages_that_ask_for_one(house: House, onward: str) -> None:
    there, person = at_desk(house, OfficerRole.AUDITOR), house.world.person()
    asked = there.get(f"/officer/people?who={person.subject_id}&next={onward}")
    number = request_about(house, there.desk, person)
    sent = there.visitor.submit(asked, "who", case=number, purpose=INSPECTION)
    assert sent.location.endswith(f"/officer/accounts/{person.subject_id}")
