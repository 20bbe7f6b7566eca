"""UserInfo over the wire (checklist F)."""

import pytest

from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.walks import contents


def asked(house: House, token: str, scheme: str = "Bearer") -> Answer:
    return Visitor(house.origin).get("/userinfo", headers={"Authorization": f"{scheme} {token}"})


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_f1_f2_h9_the_header_is_read_in_any_case(house: House, scheme: str) -> None:
    tokens = house.walk().tokens(house.world.person(totp=False), scope="openid profile")
    answer = asked(house, tokens["access_token"], scheme)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["sub"] == contents(tokens["id_token"])["sub"]


def test_f1_a_form_may_carry_the_token_and_a_query_never(house: House) -> None:
    token = house.walk().tokens(house.world.person(totp=False))["access_token"]
    stranger = Visitor(house.origin)
    assert stranger.post("/userinfo", {"access_token": token}).status == 200
    assert stranger.post("/userinfo", headers=bearer(token)).status == 200
    answer = stranger.get("/userinfo", {"access_token": token})
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")
    both = stranger.post("/userinfo", {"access_token": token}, headers=bearer(token))
    assert (both.status, both.json["error"]) == (400, "invalid_request")


def test_f5_without_a_token_the_challenge_names_no_error(house: House) -> None:
    answer = Visitor(house.origin).get("/userinfo")
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="userinfo"'


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "é"])
def test_f5_a_bad_token_is_named_in_the_challenge(house: House, token: str) -> None:
    answer = asked(house, token.encode().decode("latin-1"))
    assert answer.status == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_f5_a_token_without_openid_is_not_enough(house: House) -> None:
    tokens = house.walk().tokens(house.world.person(totp=False), scope="profile")
    answer = asked(house, tokens["access_token"])
    assert (answer.status, answer.json["error"]) == (403, "insufficient_scope")
    assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]


def test_a_token_of_a_client_alone_tells_of_nobody(house: House) -> None:
    token = house.walk().token({"grant_type": "client_credentials"}).json["access_token"]
    assert asked(house, token).status in {401, 403}
