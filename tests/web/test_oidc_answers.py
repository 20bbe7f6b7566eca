"""Properties of every protocol response (checklist A)."""

import re

from tests.support.http import Visitor, bearer
from tests.support.live import House
from tests.support.walks import GRANT, contents

OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}
HANDLE = re.compile(r"[A-Za-z0-9_-]{43}")
"""256 bits in base64url."""


def test_a1_each_json_answer_says_so_and_is_kept_by_nobody(house: House) -> None:
    walk = house.walk()
    token = walk.tokens(house.world.person(totp=False))["access_token"]
    answers = [
        walk.as_client("/par", walk.request()),
        walk.as_client("/introspect", {"token": token}),
        Visitor(house.origin).get("/userinfo", headers=bearer(token)),
        walk.token({"grant_type": "client_credentials"}),
        walk.token({"grant_type": "nonsense"}),
        walk.as_client("/revoke", {"token": token}),
        Visitor(house.origin).get("/userinfo", headers=bearer(token)),
    ]
    assert [answer.status for answer in answers] == [201, 200, 200, 200, 400, 200, 401]
    for answer in answers:
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a3_whoever_guesses_needs_256_bits(house: House) -> None:
    made = [handle for _ in range(3) for handle in handles(house)]
    assert all(HANDLE.fullmatch(handle) for handle in made), made
    assert len(set(made)) == len(made)


def handles(house: House) -> list[str]:
    """Each kind of secret the provider draws, from one sign-in of a new person at a new party."""
    walk = house.walk()
    code = walk.complete(house.world.person(totp=False), **OFFLINE).query["code"]
    tokens = walk.redeem(code).json
    pushed = walk.as_client("/par", walk.request()).json
    return [
        code,
        walk.party.secret or "",
        pushed["request_uri"].rpartition(":")[2],
        tokens["refresh_token"].rpartition(".")[2],
        contents(tokens["access_token"])["jti"].rpartition(".")[2],
        *walk.visitor.cookies.values(),
    ]


def test_a4_the_issuer_is_one_string_wherever_it_is_named(house: House) -> None:
    walk = house.walk()
    answer = walk.complete(house.world.person(totp=False))
    tokens = walk.redeem(answer.query["code"]).json
    named = {
        house.visitor().get("/.well-known/openid-configuration").json["issuer"],
        answer.query["iss"],
        contents(tokens["id_token"])["iss"],
        contents(tokens["access_token"])["iss"],
    }
    assert named == {house.world.settings.issuer}


def test_a4_behind_tls_every_address_is_https(secure_house: House) -> None:
    said = secure_house.visitor().get("/.well-known/openid-configuration").json
    issuer = secure_house.world.settings.issuer
    assert issuer.startswith("https://")
    addresses = [value for value in said.values() if "://" in str(value)]
    assert len(addresses) > 8
    for address in addresses:
        for each in address if isinstance(address, list) else [address]:
            assert each == issuer or each.startswith(f"{issuer}/")


def test_a5_a_name_nobody_knows_is_ignored_everywhere(house: House) -> None:
    walk, odd = house.walk(), {"nobody_knows": "\x00é"}
    code = walk.complete(house.world.person(totp=False), nobody_knows="\x00é").query["code"]
    tokens = walk.redeem(code, nobody_knows="\x00é").json
    shown = {"token": tokens["access_token"], **odd}
    stranger = Visitor(house.origin)
    assert walk.as_client("/introspect", shown).json["active"] is True
    header = bearer(tokens["access_token"])
    assert stranger.get("/userinfo", odd, headers=header).status == 200
    assert stranger.post("/userinfo", odd, headers=header).status == 200
    assert walk.as_client("/par", {**walk.request(), **odd}).status == 201
    assert walk.as_client("/revoke", shown).status == 200
    assert "logout-confirm" in walk.visitor.get("/logout", odd).ids


def test_a5_the_order_of_parameters_and_scopes_says_nothing(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person, scope="openid email profile")
    asked = list(walk.request(scope="profile openid email").items())
    answer = walk.visitor.get("/authorize", [*reversed(asked)])
    fields = [
        ("code_verifier", walk.verifier),
        ("redirect_uri", walk.party.redirect_uri),
        ("code", answer.query["code"]),
        ("grant_type", GRANT),
    ]
    tokens = walk.token(dict(fields)).json
    assert set(tokens["scope"].split()) == {"openid", "email", "profile"}


def test_a6_an_answer_carries_nothing_the_flow_does_not_define(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    refused = walk.ask(prompt="none", login_hint=person.username, unknown="x")
    assert set(refused.query) == {"error", "error_description", "state", "iss"}
    assert set(walk.complete(person, unknown="x").query) == {"code", "state", "iss"}
    form = walk.ask(response_mode="form_post").form("code")
    assert form.names == {"code", "state", "iss"}
