"""Strangers who guess do not keep an owner out, and gain no tries by the way that is left open."""

from datetime import timedelta

import pytest

from idp.kernel.refusals import Refused
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.world import Party, Person

WRONG = "wrong but long enough 42"


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person()


@pytest.fixture
def party(house: House) -> Party:
    return house.world.party()


def signed_in(house: House, party: Party, person: Person, visitor: Visitor) -> bool:
    """Whether the password opens in this browser, where nobody is present any more."""
    visitor.cookies.pop("md_session", None)
    page = house.walk(party, visitor=visitor).ask()
    answer = visitor.submit(page, username=person.username, password=person.password)
    return answer.status == 303


def guess(house: House, party: Party, name: str, visitor: Visitor | None = None) -> Answer:
    stranger = visitor or house.visitor()
    stranger.cookies.pop("md_session", None)
    page = house.walk(party, visitor=stranger).ask()
    return stranger.submit(page, username=name, password=WRONG)


def test_84_requests_in_three_days_do_not_keep_an_owner_out_of_a_known_browser(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    for _ in range(84):
        guess(house, party, person.username)
        house.world.clock.advance(timedelta(minutes=51))
        guess(house, party, person.username)
        assert signed_in(house, party, person, own)


def test_the_loss_form_stays_open_in_a_known_browser(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    for _ in range(8):
        for secret in (WRONG, ""):
            report(house.visitor(), person, secret)
    assert [report(house.visitor(), person, secret).status for secret in (WRONG, "")] == [429] * 2
    assert report(own, person, WRONG).status == 422
    assert report(own, person, "").status == 200


def report(visitor: Visitor, person: Person, secret: str) -> Answer:
    path = "/public/report-loss"
    proof = dict(visitor.get(path).form("csrf").fields)["csrf"]
    form = {"csrf": proof, "reason": "lost_control", "lost": "phone", "secret": secret}
    return visitor.post(path, {**form, "username": person.username})


def test_a_guesser_with_a_stolen_mark_is_slowed_down_like_any_other(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    thief = house.visitor()
    thief.cookies["md_known"] = own.cookies["md_known"]
    answers = [guess(house, party, person.username, thief).status for _ in range(40)]
    assert 429 in answers
    assert answers.count(422) == 5


def test_a_success_in_a_known_browser_gives_strangers_no_new_tries(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    verified = 0
    for _ in range(40):
        verified += guess(house, party, person.username).status != 429
        assert signed_in(house, party, person, own)
    assert verified <= 6


def test_a_mark_is_worth_nothing_after_the_password_was_changed(
    house: House, party: Party, person: Person
) -> None:
    old = house.visitor()
    assert signed_in(house, party, person, old)
    new = "một câu khác hẳn và dài 77"
    assert not isinstance(house.world.services.passwords.set(person.subject_id, new), Refused)
    for _ in range(30):
        guess(house, party, person.username)
    assert guess(house, party, person.username, old).status == 429


def test_a_mark_proves_nothing(house: House, party: Party, person: Person) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    fresh = house.visitor()
    fresh.cookies["md_known"] = own.cookies["md_known"]
    page = house.walk(party, visitor=fresh).ask()
    assert "password" in page.ids
