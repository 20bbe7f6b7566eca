"""`prompt=none` and whom a client means (checklist D6, D9): an answer at once, never a page."""

import json
from datetime import timedelta

import pytest

from tests.support import assertions
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk, contents


def silent(walk: Walk, **changes: str | None) -> Answer:
    """The first answer to a silent request; it has to lead to the party already."""
    answer = walk.visitor.get("/authorize", walk.request(prompt="none", **changes))
    assert answer.status == 303
    assert answer.location.startswith(f"{walk.party.redirect_uri}?")
    return answer


def claims_of(walk: Walk, answer: Answer) -> dict[str, object]:
    return contents(walk.redeem(answer.query["code"]).json["id_token"])


def essential(acr: str) -> str:
    return json.dumps({"id_token": {"acr": {"essential": True, "value": acr}}})


def test_d6_silence_succeeds_when_nothing_is_open(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    first = claims_of(walk, walk.complete(person))
    assert claims_of(walk, silent(walk))["auth_time"] == first["auth_time"]
    wish = claims_of(walk, silent(walk, acr_values=house.acr(2)))
    assert wish["acr"] == first["acr"] == house.acr(1)


def test_d6_silence_without_anybody_is_login_required(house: House) -> None:
    assert silent(house.walk()).query["error"] == "login_required"


def test_d6_silence_about_more_than_was_agreed_is_consent_required(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    assert silent(walk, scope="openid profile").query["error"] == "consent_required"
    another = house.walk(visitor=walk.visitor)
    assert silent(another).query["error"] == "consent_required"


def test_d6_silence_where_a_sign_in_is_due_is_login_required(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    house.world.clock.advance(timedelta(minutes=2))
    for demand in (
        {"max_age": "0"},
        {"max_age": "60"},
        {"claims": essential(house.acr(2))},
        {"claims": essential("urn:other")},
    ):
        assert silent(walk, **demand).query["error"] == "login_required", demand


@pytest.mark.parametrize("other", ["login", "consent", "select_account"])
def test_d6_silence_with_anything_else_is_no_request(house: House, other: str) -> None:
    walk = house.walk()
    walk.complete(house.world.person(totp=False))
    for prompt in (f"none {other}", f"{other} none"):
        answer = walk.visitor.get("/authorize", walk.request(prompt=prompt))
        assert answer.query["error"] == "invalid_request"


def test_d9_a_hint_of_the_same_person_is_silent(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    tokens = walk.tokens(person)
    house.world.clock.advance(timedelta(minutes=20))
    answer = silent(walk, id_token_hint=tokens["id_token"])
    assert claims_of(walk, answer)["sub"] == contents(tokens["id_token"])["sub"]


def test_d9_a_hint_of_another_person_is_login_required(house: House) -> None:
    walk, other = house.walk(), house.world.person(totp=False)
    hint = walk.tokens(other)["id_token"]
    elsewhere = house.walk(walk.party)
    elsewhere.complete(house.world.person(totp=False))
    assert silent(elsewhere, id_token_hint=hint).query["error"] == "login_required"
    page = elsewhere.ask(id_token_hint=hint)
    assert claims_of(elsewhere, elsewhere.sign_in(page, other))["sub"] == contents(hint)["sub"]


def test_d9_a_hint_we_did_not_sign_is_refused(house: House) -> None:
    walk = house.walk()
    hint = walk.tokens(house.world.person(totp=False))["id_token"]
    claims, kid = contents(hint), contents(hint, 0)["kid"]
    foreign = assertions.ClientKey(kid=kid).sign(claims)
    for forged in (foreign, assertions.unsigned(claims), hint[:-8] + "AAAAAAAA"):
        assert silent(walk, id_token_hint=forged).query["error"] == "invalid_request"


def test_d9_a_hint_made_for_another_client_is_refused(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    other = house.walk(visitor=walk.visitor)
    hint = other.tokens(person)["id_token"]
    assert walk.ask(id_token_hint=hint).query["error"] == "invalid_request"
