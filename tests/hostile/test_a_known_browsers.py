"""A thief of the old password, or of a lost phone: their next sign-in sends a letter."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from idp.accounts.shown_documents import DocumentData
from idp.losses.domain import LOST_PHONE_REPORT, OTHER_DANGER_REPORT, ReportedBy
from idp.notices.domain import NoticeKind
from tests.support.http import Visitor
from tests.support.letters import letters
from tests.support.live import House
from tests.support.officers import themself
from tests.support.visits import recovered
from tests.support.world import Party, Person, sure

NEW = "một câu khác hẳn và dài 77"


def signs_in(house: House, party: Party, person: Person, visitor: Visitor, password: str) -> None:
    house.world.clock.advance(timedelta(seconds=1))
    visitor.cookies.pop("md_session", None)
    page = house.walk(party, visitor=visitor).ask()
    answer = visitor.submit(page, username=person.username, password=password)
    assert answer.status == 303


def told(house: House, person: Person) -> int:
    return len(letters(house.world, person, NoticeKind.NEW_BROWSER))


def changed(house: House, person: Person) -> str:
    sure(house.world.services.passwords.set(person.subject_id, NEW))
    return NEW


def reported(house: House, person: Person) -> str:
    losses = house.world.services.losses
    losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.LINK,
        actor=themself(person.subject_id),
    )
    return person.password


def endangered(house: House, person: Person) -> str:
    house.world.services.losses.report(
        person.subject_id,
        OTHER_DANGER_REPORT,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(person.subject_id),
    )
    return person.password


def given_back(house: House, person: Person) -> str:
    services = house.world.services
    number = services.subjects.identity(person.subject_id).number
    shown = DocumentData(number=number, name="TRẦN thị  Thử Nghiệm", birthdate="1990-02-03")
    recovered(services, person.username, shown)
    sure(services.passwords.set(person.subject_id, NEW))
    return NEW


@pytest.mark.parametrize("mended", [changed, reported, endangered, given_back])
def test_a_browser_of_before_is_told_of_like_a_new_one(
    house: House, mended: Callable[[House, Person], str]
) -> None:
    """It was the only one the person had, and is not the first of all any more."""
    person, party, thief = house.world.person(), house.world.party(), house.visitor()
    signs_in(house, party, person, thief, person.password)
    signs_in(house, party, person, thief, person.password)
    assert told(house, person) == 0
    password = mended(house, person)
    signs_in(house, party, person, thief, password)
    assert told(house, person) == 1
    signs_in(house, party, person, thief, password)
    assert told(house, person) == 1


def test_the_browser_in_which_the_password_was_changed_stays_known(house: House) -> None:
    person, party = house.world.person(), house.world.party()
    own, other = house.walk(), house.visitor()
    signs_in(house, party, person, other, person.password)
    page = own.visitor.arrive(own.visitor.get("/me/means/password"))
    page = own.sign_in(page, person)
    before = told(house, person)
    fields = {"password": NEW, "password_again": NEW}
    assert own.visitor.submit(page, "password", **fields).status == 303
    signs_in(house, party, person, own.visitor, NEW)
    assert told(house, person) == before
    signs_in(house, party, person, other, NEW)
    assert told(house, person) == before + 1
