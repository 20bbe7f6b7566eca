"""UserInfo over the wire (checklist F)."""

from datetime import timedelta

import pytest

from idp.relying_parties.domain.client import ClaimPurpose
from idp.relying_parties.domain.disclosure import CLAIMS_BY_SCOPE, DISCLOSABLE
from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.walks import contents

MORE: dict[str, object] = {
    "middle_name": "null",
    "nickname": "",
    "preferred_username": "nghiem",
    "profile": "https://people.example/nghiem",
    "picture": "https://people.example/nghiem.jpg",
    "website": "https://nghiem.example",
    "zoneinfo": "Asia/Ho_Chi_Minh",
    "locale": "vi-VN",
    "updated_at": 1_700_000_000,
    "phone_number": "+84901234567",
    "phone_number_verified": False,
    "address": {"formatted": "1 Phố Thử, Hà Nội", "country": "VN"},
}
"""The claims the usual person has no value for; two are blank."""


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


def test_f1_head_is_answered_like_get_without_the_body(house: House) -> None:
    """RFC 9110 section 9.3.2."""
    token = house.walk().tokens(house.world.person(totp=False))["access_token"]
    caller = Visitor(house.origin)
    got = caller.get("/userinfo", headers=bearer(token))
    head = caller.send("HEAD", "/userinfo", headers=bearer(token))
    assert (head.status, head.text) == (200, "")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert caller.send("HEAD", "/userinfo").status == 401
    assert caller.send("HEAD", f"/userinfo?access_token={token}").status == 400
    refused = caller.send("DELETE", "/userinfo", headers=bearer(token))
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_f1_no_form_is_a_fault_of_ours(house: House) -> None:
    stranger = Visitor(house.origin)
    for body in (b"", b"access_token=", b"access_token=%00", b"a" * 100_000):
        assert stranger.post("/userinfo", body).status in {400, 401, 413}


def test_f3_each_claim_has_its_type_and_nothing_is_blank(house: House) -> None:
    purposes = {name: ClaimPurpose({"vi": "Điền tờ khai"}) for name in DISCLOSABLE}
    scopes = frozenset({"openid", *CLAIMS_BY_SCOPE})
    walk = house.walk(house.world.party(claims=purposes, scopes=scopes))
    person = house.world.person(totp=False, data=MORE)
    page = walk.sign_in(walk.ask(scope=" ".join(sorted(scopes))), person)
    tokens = walk.redeem(walk.allow_all(page).query["code"]).json
    told = asked(house, tokens["access_token"]).json
    by_scope = {name for names in CLAIMS_BY_SCOPE.values() for name in names}
    assert set(told) == by_scope - {"nickname", "middle_name"} | {"sub"}
    assert {name: told[name] for name in MORE if name in told} == {
        name: value for name, value in MORE.items() if value not in ("", "null")
    }
    assert all(isinstance(told[name], bool) for name in told if name.endswith("_verified"))
    assert type(told["updated_at"]) is int
    assert isinstance(told["address"], dict)
    others = set(told) - {"email_verified", "phone_number_verified", "updated_at", "address"}
    assert all(isinstance(told[name], str) for name in others)


def test_f5_what_was_not_agreed_to_is_not_told(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    answered = asked(house, walk.tokens(person, scope="openid profile")["access_token"]).json
    assert set(answered) == {"sub", "name"}
    assert set(asked(house, walk.tokens(person)["access_token"]).json) == {"sub"}


def test_f5_a_token_past_its_time_is_named_in_the_challenge(house: House) -> None:
    token = house.walk().tokens(house.world.person(totp=False))["access_token"]
    house.world.clock.advance(timedelta(minutes=10))
    answer = asked(house, token)
    assert (answer.status, answer.json["error"]) == (401, "invalid_token")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


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
    assert asked(house, token).status == 403
