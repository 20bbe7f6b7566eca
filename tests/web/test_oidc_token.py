"""The token endpoint, introspection and revocation over the wire (checklist A, E)."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.support.assertions import TYPE, ClientKey, claims_of
from tests.support.http import Answer, Visitor, basic, bearer
from tests.support.live import House
from tests.support.walks import Walk, contents
from tests.support.world import Party

OFFLINE = {"scope": "openid profile offline_access", "prompt": "consent"}


def offline(walk: Walk, **changes: str) -> dict[str, Any]:
    """Tokens with a refresh token: the person ticks what is optional."""
    person = walk.world.person(totp=False)
    page = walk.sign_in(walk.ask(**{**OFFLINE, **changes}), person)
    tokens: dict[str, Any] = walk.redeem(walk.allow_all(page).query["code"]).json
    return tokens


def refused(answer: Answer, error: str, status: int = 400) -> bool:
    return (answer.status, answer.json["error"]) == (status, error)


def test_a1_e1_an_answer_is_json_that_nobody_keeps(house: House) -> None:
    walk = house.walk()
    answer = walk.token({"grant_type": "client_credentials"})
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["token_type"].lower() == "bearer"
    assert isinstance(answer.json["expires_in"], int)
    assert "Set-Cookie" not in answer.headers


def test_e1_an_answer_has_no_empty_scope(house: House) -> None:
    walk = house.walk(house.world.party(scopes=frozenset({"openid"})))
    answer = walk.token({"grant_type": "client_credentials"}).json
    assert answer.keys() == {"access_token", "token_type", "expires_in"}
    assert "scope" not in contents(answer["access_token"])
    told = walk.as_client("/introspect", {"token": answer["access_token"]}).json
    assert (told["active"], "scope" in told) == (True, False)


def test_e1_an_answer_says_what_was_given_for_how_long(house: House) -> None:
    walk = house.walk()
    given = offline(walk)
    refreshed = walk.refresh(given["refresh_token"]).json
    for answer in (given, refreshed):
        names = {"access_token", "token_type", "expires_in", "scope", "refresh_token", "id_token"}
        assert set(answer) == names
        assert answer["token_type"].lower() == "bearer"
        assert isinstance(answer["expires_in"], int)
        assert set(answer["scope"].split()) == {"openid", "profile", "offline_access"}


def test_e2_an_id_token_says_who_when_how_and_for_whom(house: House) -> None:
    walk, nonce = house.walk(), "n-0S6_WzA2Mj"
    tokens = walk.tokens(house.world.person(), nonce=nonce, max_age="600")
    now = int(house.world.clock.now().timestamp())
    header, claims = contents(tokens["id_token"], 0), contents(tokens["id_token"])
    assert header["alg"] == "RS256"
    assert header["kid"]
    assert claims["iss"] == house.world.settings.issuer
    assert claims["aud"] == walk.party.client_id
    assert claims["sub"].isascii()
    assert 0 < len(claims["sub"]) <= 255
    assert all(type(claims[name]) is int for name in ("iat", "exp", "auth_time"))
    assert claims["auth_time"] <= claims["iat"] == now < claims["exp"]
    assert (claims["nonce"], claims["acr"]) == (nonce, house.acr(1))
    assert claims["sid"]
    assert "azp" not in claims


def test_e4_claims_asked_by_scope_are_not_in_the_id_token(house: House) -> None:
    walk = house.walk()
    tokens = walk.tokens(house.world.person(totp=False), scope="openid profile email")
    assert not {"name", "email"} & set(contents(tokens["id_token"]))


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "implicit"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "nothing"}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "nothing"}, "invalid_grant"),
        ({"grant_type": "client_credentials", "scope": "nonsense"}, "invalid_scope"),
        ({"grant_type": "client_credentials", "resource": "https://x.example"}, "invalid_target"),
    ],
)
def test_a2_a_wrong_request_gets_its_standard_error(
    house: House, fields: dict[str, str], error: str
) -> None:
    assert refused(house.walk().token(fields), error)


def test_a_grant_the_client_is_not_registered_for_is_refused(house: House) -> None:
    party = house.world.party(grant_types=frozenset({"authorization_code"}))
    answer = house.walk(party).token({"grant_type": "client_credentials"})
    assert refused(answer, "unauthorized_client")


def test_a_registered_resource_is_the_audience(house: House) -> None:
    resource = "https://api.example"
    walk = house.walk(house.world.party(resources=(resource,)))
    answer = walk.token({"grant_type": "client_credentials", "resource": resource})
    assert contents(answer.json["access_token"])["aud"] == resource
    assert contents(answer.json["access_token"], 0)["typ"] == "at+jwt"


@pytest.mark.parametrize("late", [0, 31])
def test_e5_a_code_used_twice_takes_back_what_it_gave(house: House, late: int) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    code = walk.complete(person, **OFFLINE).query["code"]
    given = walk.redeem(code).json
    house.world.clock.advance(timedelta(seconds=late))
    assert refused(walk.redeem(code), "invalid_grant")
    assert refused(walk.refresh(given["refresh_token"]), "invalid_grant")
    answer = Visitor(house.origin).get("/userinfo", headers=bearer(given["access_token"]))
    assert answer.status == 401


def test_e5_a_code_is_of_one_client_one_address_and_one_minute(house: House) -> None:
    addresses = ("https://rp.example/cb", "https://rp.example/other")
    walk = house.walk(house.world.party(redirect_uris=addresses))
    walk.complete(house.world.person(totp=False))
    for wrong in ({"redirect_uri": addresses[1]}, {"redirect_uri": None}):
        code = walk.ask().query["code"]
        assert refused(walk.redeem(code, **wrong), "invalid_grant")
    code = walk.ask().query["code"]
    assert refused(walk.redeem(code, by=house.world.party("Other")), "invalid_grant")
    code = walk.ask().query["code"]
    house.world.clock.advance(timedelta(seconds=60))
    assert refused(walk.redeem(code), "invalid_grant")


@pytest.mark.parametrize("method", ["client_secret_basic", "none"])
def test_e6_every_client_hashes_a_verifier_and_shows_it(house: House, method: str) -> None:
    grants = frozenset({"authorization_code"})
    walk = house.walk(house.world.party(auth_method=method, grant_types=grants))
    walk.complete(house.world.person(totp=False))
    for verifier in (None, "A" * 43, walk.verifier + "A", walk.verifier[:42]):
        code = walk.ask().query["code"]
        assert refused(walk.redeem(code, code_verifier=verifier), "invalid_grant")
    code = walk.ask().query["code"]
    plain: dict[str, str | None] = {"code_challenge_method": "plain"}
    nothing: dict[str, str | None] = {"code_challenge": None, "code_challenge_method": None}
    for change in (plain, nothing):
        assert walk.ask(**change).query["error"] == "invalid_request"
    assert walk.redeem(code).status == 200


def test_e7_a_refreshed_id_token_tells_the_same_sign_in(house: House) -> None:
    walk = house.walk()
    tokens = offline(walk)
    house.world.clock.advance(timedelta(minutes=1))
    answer = walk.refresh(tokens["refresh_token"]).json
    before, after = contents(tokens["id_token"]), contents(answer["id_token"])
    for name in ("iss", "sub", "aud", "auth_time"):
        assert before[name] == after[name]
    assert after["iat"] == before["iat"] + 60
    assert "nonce" not in after
    assert answer["refresh_token"] != tokens["refresh_token"]


def test_e7_a_retry_is_answered_and_a_late_one_ends_the_family(house: House) -> None:
    walk = house.walk()
    first = offline(walk)["refresh_token"]
    second = walk.refresh(first).json["refresh_token"]
    assert walk.refresh(first).json["refresh_token"] == second
    house.world.clock.advance(timedelta(seconds=31))
    assert refused(walk.refresh(first), "invalid_grant")
    assert refused(walk.refresh(second), "invalid_grant")


def test_e7_a_refresh_token_of_another_client_is_no_grant(house: House) -> None:
    token = offline(house.walk())["refresh_token"]
    assert refused(house.walk().refresh(token), "invalid_grant")


def test_e7_a_narrower_scope_is_given_and_a_wider_one_refused(house: House) -> None:
    walk = house.walk()
    tokens = offline(walk)
    assert walk.refresh(tokens["refresh_token"], scope="openid").json["scope"] == "openid"
    again = offline(house.walk(walk.party))
    assert refused(walk.refresh(again["refresh_token"], scope="openid email"), "invalid_scope")


def test_e8_only_the_registered_method_proves_a_client(house: House) -> None:
    walk = house.walk(house.world.party(auth_method="client_secret_basic"))
    secret = walk.party.secret or ""
    fields = {"grant_type": "client_credentials", "client_id": walk.party.client_id}
    posted = Visitor(house.origin).post("/token", {**fields, "client_secret": secret})
    assert refused(posted, "invalid_client", 401)
    assert posted.headers["WWW-Authenticate"].startswith("Basic ")
    nothing = Visitor(house.origin).post("/token", fields)
    assert refused(nothing, "invalid_client", 401)


def test_e8_an_assertion_names_us_and_counts_once(house: House) -> None:
    key, issuer = ClientKey(), house.world.settings.issuer
    party = house.world.party(auth_method="private_key_jwt", jwks=key.jwks)
    now = house.world.clock.now().timestamp()

    def ask(assertion: str) -> Answer:
        return Visitor(house.origin).post(
            "/token",
            {
                "grant_type": "client_credentials",
                "client_assertion_type": TYPE,
                "client_assertion": assertion,
            },
        )

    for audience in (issuer, f"{issuer}/token"):
        assertion = key.sign(claims_of(party.client_id, audience, now))
        assert ask(assertion).status == 200
        assert refused(ask(assertion), "invalid_client", 401)
    wrong: list[dict[str, Any]] = [
        {"aud": "https://other.example"},
        {"iss": "other"},
        {"exp": None},
        {"exp": int(now) - 300},
        {"exp": int(now) + 3600},
        {"jti": None},
    ]
    for change in wrong:
        audience = change.pop("aud", issuer)
        assertion = key.sign(claims_of(party.client_id, audience, now, **change))
        assert refused(ask(assertion), "invalid_client", 401), change
    forged = ClientKey().sign(claims_of(party.client_id, issuer, now))
    assert refused(ask(forged), "invalid_client", 401)


def test_e8_two_ways_at_once_are_one_too_many(house: House) -> None:
    walk = house.walk()
    fields = {"grant_type": "client_credentials", "client_secret": walk.party.secret}
    assert refused(walk.token(fields), "invalid_request")


@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC"])
def test_e8_h9_basic_is_form_decoded_and_its_name_has_no_case(house: House, scheme: str) -> None:
    party = house.world.party()
    named, secret = (
        "".join(f"%{ord(character):02x}" for character in part)
        for part in (party.client_id, party.secret or "")
    )
    sent = base64.b64encode(f"{named}:{secret}".encode()).decode()
    answer = Visitor(house.origin).post(
        "/token",
        {"grant_type": "client_credentials"},
        headers={"Authorization": f"{scheme} {sent}"},
    )
    assert answer.status == 200, answer.text


@pytest.mark.parametrize("pair", [b"", b"nocolon", b":", b"a:", b":b", b"\xff:\xfe", b"%FF:%FE"])
def test_e8_what_is_no_pair_proves_nobody(house: House, pair: bytes) -> None:
    header = {"Authorization": "Basic " + base64.b64encode(pair).decode()}
    answer = Visitor(house.origin).post(
        "/token", {"grant_type": "client_credentials"}, headers=header
    )
    assert refused(answer, "invalid_client", 401)


def test_e8_a_public_client_names_itself_and_proves_the_verifier(house: House) -> None:
    grants = frozenset({"authorization_code", "refresh_token"})
    walk = house.walk(house.world.party(auth_method="none", grant_types=grants))
    assert "id_token" in walk.tokens(house.world.person(totp=False))
    assert refused(walk.as_client("/introspect", {"token": "x"}), "unauthorized_client")


def test_e9_revoking_nothing_is_fine_and_inspecting_nothing_is_inactive(house: House) -> None:
    walk = house.walk()
    revoked = walk.as_client("/revoke", {"token": "nothing", "token_type_hint": "nonsense"})
    assert revoked.status == 200
    assert walk.as_client("/introspect", {"token": "nothing"}).json == {"active": False}
    assert refused(walk.as_client("/introspect", {}), "invalid_request")


def test_e9_an_own_token_is_inspected_until_it_is_revoked(house: House) -> None:
    walk = house.walk()
    token = walk.token({"grant_type": "client_credentials"}).json["access_token"]
    said = walk.as_client("/introspect", {"token": token}).json
    assert (said["active"], said["client_id"]) == (True, walk.party.client_id)
    assert walk.as_client("/revoke", {"token": token}).status == 200
    assert walk.as_client("/introspect", {"token": token}).json == {"active": False}


def test_a_fault_of_ours_is_told_in_json_without_a_reason(house: House) -> None:
    walk = house.walk()
    token = walk.token({"grant_type": "client_credentials"}).json["access_token"]
    with house.world.services.database.transaction() as work:
        work.execute(text("DROP TABLE revoked_token"))
    answer = walk.as_client("/introspect", {"token": token})
    assert refused(answer, "server_error", 500)
    assert "revoked_token" not in answer.text


NAMELESS: tuple[tuple[dict[str, str], str], ...] = (
    ({}, "grant_type"),
    ({"grant_type": "authorization_code"}, "code"),
    ({"grant_type": "refresh_token"}, "refresh_token"),
)


@pytest.mark.parametrize(("fields", "name"), NAMELESS)
def test_a_missing_parameter_is_named(house: House, fields: dict[str, str], name: str) -> None:
    told = house.walk().token(fields).json["error_description"]
    assert told == f"The parameter {name} is missing."


def test_a_malformed_or_repeated_parameter_is_named(house: House) -> None:
    walk = house.walk()
    answer = walk.token({"grant_type": "authorization_code", "code": "é", "scope": "\x00"})
    assert answer.json["error_description"] == "Malformed: code, scope."
    credentials = {"client_id": walk.party.client_id, "client_secret": walk.party.secret or ""}
    twice = [*credentials.items(), ("grant_type", "x"), ("grant_type", "y")]
    answer = walk.visitor.post("/token", twice)
    assert answer.json["error_description"] == "Sent more than once: grant_type."


def test_a_code_shown_without_its_address_says_so(house: House) -> None:
    walk = house.walk()
    code = walk.complete(house.world.person(totp=False)).query["code"]
    answer = walk.redeem(code, redirect_uri=None)
    assert refused(answer, "invalid_grant")
    assert answer.json["error_description"] == "The parameter redirect_uri is missing."


SECRET_METHODS = ("client_secret_basic", "client_secret_post")


def by(walk: Walk, method: str, secret: str) -> Answer:
    """Ask for a token of the client's own, proving it by one of the two methods."""
    fields = {"grant_type": "client_credentials"}
    client_id = walk.party.client_id
    if method == "client_secret_basic":
        return walk.visitor.post("/token", fields, headers=basic(client_id, secret))
    return walk.visitor.post("/token", {**fields, "client_id": client_id, "client_secret": secret})


@pytest.mark.parametrize("method", SECRET_METHODS)
def test_a_client_that_named_no_method_shows_its_secret_either_way(
    house: House, method: str
) -> None:
    walk = house.walk()
    assert by(walk, method, walk.party.secret or "").status == 200
    assert refused(by(walk, method, "wrong"), "invalid_client", 401)


@pytest.mark.parametrize("method", SECRET_METHODS)
def test_a_client_that_named_a_method_is_held_to_it_and_told_so(house: House, method: str) -> None:
    walk = house.walk(house.world.party(auth_method=method))
    (other,) = set(SECRET_METHODS) - {method}
    secret = walk.party.secret or ""
    assert by(walk, method, secret).status == 200
    right, wrong = by(walk, other, secret), by(walk, other, "wrong")
    assert refused(right, "invalid_client", 401)
    assert "another way" in right.json["error_description"]
    assert wrong.json["error_description"] == "The client could not be authenticated."


def test_only_a_client_that_proves_itself_hears_that_it_is_not_active(house: House) -> None:
    made = house.world.registered()
    walk = house.walk(Party(made.client.client_id, made.secret, "https://rp.example/cb"))
    told = by(walk, "client_secret_basic", made.secret or "").json
    assert (told["error"], told["error_description"]) == (
        "invalid_client",
        "The client is not active.",
    )
    told = by(walk, "client_secret_basic", "wrong").json
    assert told["error_description"] == "The client could not be authenticated."
