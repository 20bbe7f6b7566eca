"""Claims asked by name, over the wire (checklist D12)."""

import json

from idp.relying_parties.domain.client import ClaimPurpose
from tests.support.http import Visitor, bearer
from tests.support.live import House
from tests.support.walks import Walk, contents
from tests.support.world import CLAIMS, Person

ON_RECORD_BY_NOBODY = ("phone_number", "nickname", "picture")
WISH = {
    "userinfo": {
        "given_name": None,
        "family_name": {"essential": True},
        "gender": {"value": "female"},
        "birthdate": {"values": ["1990-02-03", "1990-02-04"]},
        "phone_number": {"essential": True},
        "nickname": None,
        "https://claims.example/odd": {"essential": True},
    },
    "id_token": {
        "email": None,
        "picture": {"essential": True},
        "auth_time": {"essential": True},
        "nobody_knows": None,
    },
    "elsewhere": {"name": None},
}


def told(walk: Walk, person: Person, wish: object) -> tuple[dict[str, object], dict[str, object]]:
    """Return what the ID token and UserInfo say after the person agreed to all of the wish."""
    page = walk.sign_in(walk.ask(claims=json.dumps(wish)), person)
    tokens = walk.redeem(walk.allow_all(page).query["code"]).json
    header = bearer(tokens["access_token"])
    return contents(tokens["id_token"]), Visitor(walk.visitor.origin).get(
        "/userinfo", headers=header
    ).json


def test_d12_each_claim_comes_where_it_was_asked_and_what_is_missing_nowhere(house: House) -> None:
    purposes = {
        name: ClaimPurpose({"vi": "Điền tờ khai"}) for name in (*CLAIMS, *ON_RECORD_BY_NOBODY)
    }
    walk = house.walk(house.world.party(claims=purposes))
    said, answered = told(walk, house.world.person(totp=False), WISH)
    assert answered == {
        "sub": said["sub"],
        "given_name": "Nghiệm",
        "family_name": "Trần",
        "gender": "female",
        "birthdate": "1990-02-03",
    }
    assert said["email"]
    assert isinstance(said["auth_time"], int)
    assert None not in said.values()
    assert not {"picture", "nobody_knows", "name", "given_name"} & set(said)


def test_d12_the_person_a_claims_request_names_is_the_one_who_signs_in(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    sub = contents(walk.tokens(person)["id_token"])["sub"]
    for value, answered in ((sub, "code"), ("somebody else", "error")):
        wish = json.dumps({"id_token": {"sub": {"value": value}}})
        assert answered in walk.ask(prompt="none", claims=wish).query


ODD_WAYS: tuple[object, ...] = ("x", 1, 1.5, [], [["x"]], {"a": {"b": []}}, 1 << 70)


def test_d12_a_wish_that_is_not_understood_ends_no_request(house: House) -> None:
    walk = house.walk()
    for odd in ODD_WAYS:
        for name in ("acr", "name", "auth_time", "nobody_knows"):
            for how in (odd, {"values": odd}, {"value": odd}, {"essential": odd}):
                wish = json.dumps({"id_token": {name: how}, "userinfo": odd})
                assert "username" in walk.ask(claims=wish).ids, wish


def test_d12_a_person_named_in_no_readable_way_is_not_anybody(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.tokens(person)
    for odd in ODD_WAYS:
        if odd != []:
            wish = json.dumps({"id_token": {"sub": {"value": odd}}})
            assert "code" not in walk.ask(prompt="none", claims=wish).query, wish


def test_d12_an_essential_level_that_cannot_be_read_cannot_be_met(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    odd_levels: tuple[object, ...] = (["x"], "x", 1, [["x"]], {"a": []})
    for odd in odd_levels:
        wish = json.dumps({"id_token": {"acr": {"essential": True, "values": odd}}})
        silent = walk.ask(claims=wish, prompt="none").query
        assert (silent["error"], silent["state"]) == ("login_required", walk.state), wish
        assert "leave" in walk.ask(claims=wish).ids, wish
