"""A change in the own account, where another person signs in or the account demands more."""

from datetime import timedelta

from tests.support.applications import application_of
from tests.support.counters import ANCHORED
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Person

FOLLOWS = "Your account needs level 4 for this change: you will be asked again"
PATH = "/me/means/pin"


def with_the_application(house: House) -> Person:
    """A person whose account has guard level 4."""
    person = house.world.person(totp=False)
    application_of(house, person, anchoring=ANCHORED)
    return person


def opened(walk: Walk, path: str) -> Answer:
    return walk.visitor.arrive(walk.visitor.get(path))


def test_another_person_who_signs_in_is_asked_what_their_own_account_demands(house: House) -> None:
    walk, person, other = house.walk(), with_the_application(house), house.world.person()
    house.world.clock.advance(timedelta(minutes=1))
    walk.password(opened(walk, "/me"), person)
    page = opened(walk, PATH)
    assert "Level 4 of 4" in page.text
    page = walk.sign_in(page, other)
    assert (page.status, page.path) == (200, PATH)
    assert opened(walk, "/me").text.count(other.username) > 0


def test_whose_account_demands_more_reads_it_before_anything_else_is_shown(house: House) -> None:
    walk, person = house.walk(), with_the_application(house)
    page = walk.password(opened(walk, PATH), person)
    assert page.path.endswith("/app")
    assert "Level 2 of 4" in page.text
    assert FOLLOWS in page.text


def test_where_nothing_follows_nothing_is_said(house: House) -> None:
    walk, person, guarded = house.walk(), house.world.person(), with_the_application(house)
    page = walk.password(opened(walk, PATH), person)
    assert "code" in page.form("code").names
    assert "you will be asked again" not in page.text
    looking = house.walk()
    page = looking.password(opened(looking, "/me/means"), guarded)
    assert FOLLOWS not in page.text
