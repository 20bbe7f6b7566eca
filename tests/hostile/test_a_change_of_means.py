"""Group A, continued: changing means needs a fresh proof."""

from datetime import timedelta

import pytest

from tests.support.authenticator import Authenticator
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.passkey_pages import Holder, holder_of
from tests.support.world import Person


@pytest.fixture
def holder(house: House) -> Holder:
    return holder_of(house, Authenticator())


def weak_session(house: House, person: Person) -> Visitor:
    """A person signed in with the password alone."""
    walk = house.walk()
    walk.complete(person)
    return walk.visitor


def attempts(house: House, person: Person) -> dict[str, dict[str, str]]:
    held = house.world.services.credentials.held(person.subject_id)
    removals: dict[str, dict[str, str]] = {f"/me/means/{each.id}/remove": {} for each in held}
    return removals | {
        "/me/means/password": {"password": "a long new passphrase of the thief"},
        "/me/means/code-app": {"handle": "x", "code": "123456", "label": "thief"},
        "/me/means/passkey": {"response": "{}", "label": "thief"},
        "/me/means/passkey/options": {},
        "/me/means/recovery-codes": {},
        "/me/means/pin": {"pin": "408317"},
        "/me/contacts/email": {"contact": "thief@evil.example"},
    }


def test_a09_a_weaker_session_changes_no_means(house: House, holder: Holder) -> None:
    services, person = house.world.services, holder.person
    thief = weak_session(house, person)
    proof = dict(thief.get("/me/settings").form("csrf").fields)["csrf"]
    before = services.credentials.held(person.subject_id)
    assert "/authorize/" in thief.get("/me/means/app").location
    for path, fields in attempts(house, person).items():
        answer = thief.post(path, {**fields, "csrf": proof})
        assert answer.status == 303, path
        assert "/authorize/" in answer.location, path
    assert services.credentials.held(person.subject_id) == before


def test_a09_an_old_session_changes_no_means_either(house: House, holder: Holder) -> None:
    walk, person = house.walk(), holder.person
    walk.complete(person, acr_values=house.acr(2))
    house.world.clock.advance(timedelta(hours=2))
    proof = dict(walk.visitor.get("/me/settings").form("csrf").fields)["csrf"]
    before = house.world.services.credentials.held(person.subject_id)
    for path, fields in attempts(house, person).items():
        answer = walk.visitor.post(path, {**fields, "csrf": proof})
        assert answer.status == 303, path
        assert "/authorize/" in answer.location, path
    assert house.world.services.credentials.held(person.subject_id) == before


def test_a09_nobody_removes_the_means_of_somebody_else(house: House, holder: Holder) -> None:
    other = house.world.person()
    walk = house.walk()
    walk.complete(other, acr_values=house.acr(2))
    proof = dict(walk.visitor.get("/me/settings").form("csrf").fields)["csrf"]
    services = house.world.services
    before = services.credentials.held(holder.person.subject_id)
    for each in before:
        walk.visitor.post(f"/me/means/{each.id}/remove", {"csrf": proof})
    assert services.credentials.held(holder.person.subject_id) == before
