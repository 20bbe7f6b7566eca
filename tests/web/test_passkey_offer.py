"""The offer of a passkey after a sign-in with a password: who sees it, and where it leads."""

import pytest

from idp.assurance.kinds import Means
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk, contents
from tests.support.world import Person

ABLE = {"can_make_passkey": "yes"}


def known_walk(house: House, person: Person) -> Walk:
    """A walk at a party to which the person has agreed, in a browser that is signed out."""
    first = house.walk()
    first.complete(person)
    return house.walk(first.party)


def with_field(walk: Walk, page: Answer, name: str, **values: str) -> Answer:
    form = page.form(name)
    sent = walk.visitor.post(form.action, [*form.filled(**values), *ABLE.items()])
    return walk.visitor.arrive(sent)


def able_password(walk: Walk, person: Person, page: Answer) -> Answer:
    return with_field(walk, page, "password", username=person.username, password=person.password)


def test_a_client_without_the_script_goes_straight_back(house: House) -> None:
    person = house.world.person(totp=False)
    walk = known_walk(house, person)
    assert "code" in walk.password(walk.ask(), person).query


def test_a_browser_that_can_make_one_is_asked_once_and_then_goes_on(house: House) -> None:
    person = house.world.person(totp=False)
    walk = known_walk(house, person)
    offer = able_password(walk, person, walk.ask())
    assert {"passkey-make", "passkey-later"} <= offer.ids
    assert "passkey-make" in walk.visitor.get(offer.path).ids
    back = walk.visitor.arrive(walk.visitor.post(offer.path, offer.forms[-1].filled()))
    told = contents(walk.redeem(back.query["code"]).json["id_token"])
    assert told["amr"] == ["pwd"]


def test_a_form_that_is_sent_twice_gets_the_same_answer(house: House) -> None:
    person = house.world.person(totp=False)
    walk = known_walk(house, person)
    form = walk.ask().form("password")
    typed = {"username": person.username, "password": person.password, **ABLE}
    filled = [*form.filled(**typed), *ABLE.items()]
    first, second = (walk.visitor.post(form.action, filled) for _ in range(2))
    assert first.location == second.location
    offer = walk.visitor.arrive(second)
    later = offer.forms[-1].filled()
    first, second = (walk.visitor.post(offer.path, later) for _ in range(2))
    assert "code" in first.query
    assert first.query == second.query


def test_the_dispatcher_s_address_never_asks(house: House) -> None:
    person = house.world.person(totp=False)
    walk = known_walk(house, person)
    offer = able_password(walk, person, walk.ask())
    away = offer.path.removesuffix("/passkey-offer").replace("/signin/", "/authorize/")
    assert "code" in walk.visitor.get(away).query


def test_it_comes_after_the_code_as_well(house: House) -> None:
    person = house.world.person()
    walk = known_walk(house, person)
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert person.totp_secret is not None
    offer = with_field(walk, page, "code", code=house.world.code(person.totp_secret))
    assert "passkey-make" in offer.ids


def test_making_one_names_the_change_and_cancelling_goes_back_to_the_party(house: House) -> None:
    person = house.world.person(totp=False)
    walk = known_walk(house, person)
    offer = able_password(walk, person, walk.ask())
    signs_in = walk.visitor.arrive(
        walk.visitor.get(f"/me/means/passkey?then={offer.path.split('/')[2]}")
    )
    assert "adding a passkey" in signs_in.text
    cancelled = walk.visitor.submit(signs_in, "decision", decision="deny")
    assert "code" in walk.visitor.arrive(cancelled).query


def test_the_ceremony_says_where_it_leads_and_only_in_this_browser(house: House) -> None:
    person = house.world.person(totp=False)
    walk = known_walk(house, person)
    offer = able_password(walk, person, walk.ask())
    ceremony = f"/me/means/passkey?then={offer.path.split('/')[2]}"
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get(ceremony)), person)
    assert page.path == "/me/means/passkey"
    assert "onward" in page.ids
    assert "onward" in walk.visitor.get(f"/me/means?done=added&{ceremony.split('?')[1]}").ids
    other = house.walk()
    there = other.sign_in(other.visitor.arrive(other.visitor.get(ceremony)), person)
    assert there.path == "/me/means/passkey"
    assert "onward" not in there.ids


def test_where_passkeys_are_switched_off_none_is_offered(house: House) -> None:
    person = house.world.person(totp=False)
    walk = known_walk(house, person)
    house.disable(Means.PASSKEY)
    assert "code" in able_password(walk, person, walk.ask()).query


def test_a_first_visit_asks_for_the_consent_and_for_nothing_else(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page = able_password(walk, person, walk.ask())
    assert "consent-allow" in page.ids
    assert "code" in walk.decide(page, "allow").query


@pytest.mark.parametrize("then", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_made_up_party_is_nobody(house: House, then: str) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page = walk.visitor.arrive(walk.visitor.get(f"/me/means/passkey?then={then}"))
    made = walk.sign_in(page, person)
    assert made.status == 200
    assert "onward" not in made.ids
