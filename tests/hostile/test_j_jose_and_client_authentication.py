"""Group J: a client is who its own key says, and our own tokens are what their type says."""

import base64
import json
import time
import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.support import assertions
from tests.support.assertions import ClientKey, claims_of, text
from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.receiver import Receiver
from tests.support.walks import contents
from tests.support.world import Party


@dataclass(frozen=True)
class Machine:
    """A client with a private key (`private_key_jwt`)."""

    house: House
    party: Party
    key: ClientKey

    def claims(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
        now = self.house.world.clock.now().timestamp()
        issuer = self.house.world.settings.issuer
        return claims_of(self.party.client_id, changes.pop("aud", issuer), now, **changes)

    def ask(self, assertion: str) -> Answer:
        """Ask for a token of the client's own with this assertion as proof."""
        return Visitor(self.house.origin).post(
            "/token",
            {
                "grant_type": "client_credentials",
                "client_id": self.party.client_id,
                "client_assertion_type": assertions.TYPE,
                "client_assertion": assertion,
            },
        )


@pytest.fixture
def machine(house: House) -> Machine:
    key = ClientKey()
    party = house.world.party("Machine", auth_method="private_key_jwt", jwks=key.jwks)
    return Machine(house, party, key)


def is_refused(answer: Answer) -> bool:
    """No client was proved; a request that names two is malformed besides."""
    answers = {(401, "invalid_client"), (400, "invalid_request")}
    return (answer.status, answer.json["error"]) in answers


def test_the_honest_assertion_is_accepted(machine: Machine) -> None:
    assert machine.ask(machine.key.sign(machine.claims())).status == 200


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "", "ES256"])
def test_j01_an_unsigned_assertion_proves_nobody(machine: Machine, alg: str) -> None:
    assert is_refused(machine.ask(assertions.unsigned(machine.claims(), alg=alg)))


def test_j01_an_unsigned_request_object_is_not_read(house: House) -> None:
    walk = house.walk()
    smuggled = assertions.unsigned({**walk.request(), "scope": "openid profile"})
    answer = walk.visitor.get("/authorize", walk.request(request=smuggled))
    assert answer.query["error"] == "request_not_supported"


def test_j01_an_unsigned_hint_is_no_hint(house: House) -> None:
    walk = house.walk()
    token = walk.tokens(house.world.person())["id_token"]
    forged = assertions.unsigned(contents(token))
    assert walk.ask(prompt="none", id_token_hint=forged).query["error"] == "invalid_request"
    out = walk.visitor.get("/logout", {"id_token_hint": forged})
    assert not out.location
    assert "code" in walk.ask(prompt="none").query


@pytest.mark.parametrize("alg", ["none", "None", "", "RS256", "EdDSA"])
def test_j01_a_token_without_its_signature_opens_nothing(house: House, alg: str) -> None:
    walk = house.walk()
    token = walk.tokens(house.world.person())["access_token"]
    header = {**contents(token, 0), "alg": alg}
    for forged in (
        assertions.signing_input(header, contents(token)) + ".",
        token.rpartition(".")[0] + ".",
    ):
        answer = Visitor(house.origin).get("/userinfo", headers=bearer(forged))
        assert answer.status == 401
        assert walk.as_client("/introspect", {"token": forged}).json == {"active": False}


def test_j02_a_public_key_is_no_shared_secret(machine: Machine) -> None:
    public = machine.key.public
    for key in (json.dumps(public), json.dumps(machine.key.jwks), public["x"]):
        forged = assertions.with_shared_key(machine.claims(), key.encode(), kid=machine.key.kid)
        assert is_refused(machine.ask(forged))


def test_j02_our_own_published_keys_are_no_shared_secret(house: House) -> None:
    walk = house.walk()
    token = walk.tokens(house.world.person())["access_token"]
    published = walk.visitor.get("/jwks").json["keys"]
    for key in published:
        raw = json.dumps(key, separators=(",", ":")).encode()
        forged = assertions.with_shared_key(contents(token), raw, typ="at+jwt", kid=key["kid"])
        answer = Visitor(house.origin).get("/userinfo", headers=bearer(forged))
        assert answer.status == 401


@pytest.mark.parametrize("name", ["jwk", "jku", "x5u", "x5c"])
def test_j03_a_key_named_in_the_header_is_ignored_and_never_fetched(
    machine: Machine, receiver: Receiver, name: str
) -> None:
    own = ClientKey(kid="one")
    offered = {
        "jwk": own.public,
        "jku": f"{receiver.origin}/jwks",
        "x5u": f"{receiver.origin}/cert",
        "x5c": [base64.b64encode(b"certificate").decode()],
    }
    forged = own.sign(machine.claims(), **{name: offered[name]})
    assert is_refused(machine.ask(forged))
    assert receiver.queries == []


@pytest.mark.parametrize("crit", [["evil"], ["exp"], ["b64"], [], "exp"])
def test_j04_an_unknown_critical_header_is_refused(machine: Machine, crit: object) -> None:
    forged = machine.key.sign(machine.claims(), crit=crit, evil=True, b64=True)
    assert is_refused(machine.ask(forged))


def test_j05_an_encrypted_assertion_is_refused_without_looking(machine: Machine) -> None:
    header = text(json.dumps({"alg": "RSA1_5", "enc": "A128CBC-HS256"}).encode())
    answers = [
        machine.ask(".".join([header, text(padding), "AA", "AA", "AA"]))
        for padding in (b"\x00" * 256, b"\x00\x02" + b"\xff" * 254)
    ]
    assert all(map(is_refused, answers))
    assert answers[0].body == answers[1].body


def test_j07_an_assertion_is_used_once_on_all_nodes(machine: Machine) -> None:
    assertion = machine.key.sign(machine.claims())
    assert machine.ask(assertion).status == 200
    assert is_refused(machine.ask(assertion))
    machine.house.restart()
    assert is_refused(machine.ask(assertion))


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "https://other.example"},
        {"aud": ["https://other.example"]},
        {"aud": ""},
        {"aud": {}},
        {"iss": "someone-else"},
        {"sub": "someone-else"},
        {"sub": None},
        {"jti": None},
        {"exp": None},
        {"exp": 1},
        {"exp": 2**40},
        {"exp": "tomorrow"},
        {"nbf": 2**40},
        {"iat": 2**40},
    ],
)
def test_j08_an_assertion_speaks_to_us_and_for_itself(
    machine: Machine, change: dict[str, Any]
) -> None:
    assert is_refused(machine.ask(machine.key.sign(machine.claims(**change))))


def test_j08_an_audience_list_is_refused_even_with_us_in_it(machine: Machine) -> None:
    issuer = machine.house.world.settings.issuer
    for audience in ([issuer], [issuer, "https://other.example"], [f"{issuer}/token"]):
        assert is_refused(machine.ask(machine.key.sign(machine.claims(aud=audience))))


def test_two_proofs_of_one_client_are_one_too_many(house: House, machine: Machine) -> None:
    secretive = house.walk()
    answer = secretive.token(
        {
            "grant_type": "client_credentials",
            "client_assertion_type": assertions.TYPE,
            "client_assertion": machine.key.sign(machine.claims()),
        }
    )
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")


def test_j10_no_token_of_ours_stands_for_another(house: House) -> None:
    walk = house.walk()
    offline = {"scope": "openid offline_access", "prompt": "consent"}
    tokens = walk.tokens(house.world.person(), **offline)
    at_api = Visitor(house.origin).get("/userinfo", headers=bearer(tokens["id_token"]))
    assert at_api.status == 401
    hinted = walk.ask(prompt="none", id_token_hint=tokens["access_token"])
    assert hinted.query["error"] == "invalid_request"
    assert walk.ask(prompt="none").query["code"]
    out = walk.visitor.get("/logout", {"id_token_hint": tokens["access_token"]})
    assert not out.location
    for which in ("access_token", "id_token"):
        assert walk.refresh(tokens[which]).json["error"] == "invalid_grant"


def big() -> dict[str, str]:
    deep = "[" * 10_000 + "]" * 10_000
    bomb = zlib.compress(b"\0" * 50_000_000)
    header = {"alg": "dir", "enc": "A256GCM", "zip": "DEF"}
    return {
        "one megabyte": "a" * 500_000 + "." + "b" * 500_000 + ".c",
        "deep JSON": f"{text(deep.encode())}.{text(deep.encode())}.AA",
        "compressed bomb": ".".join(
            [text(json.dumps(header).encode()), "", "AA", text(bomb), "AA"]
        ),
        "ten thousand dots": "." * 10_000,
    }


@pytest.mark.parametrize("name", sorted(big()))
@pytest.mark.parametrize("place", ["assertion", "bearer", "hint", "introspect"])
def test_j11_a_monstrous_token_is_turned_away_at_the_door(
    machine: Machine, name: str, place: str
) -> None:
    walk, token = machine.house.walk(), big()[name]
    began = time.process_time()
    if place == "assertion":
        answer = machine.ask(token)
    elif place == "bearer":
        answer = Visitor(machine.house.origin).get("/userinfo", headers=bearer(token[:60_000]))
    elif place == "hint":
        answer = walk.visitor.post("/authorize", walk.request(prompt="none", id_token_hint=token))
    else:
        answer = walk.as_client("/introspect", {"token": token})
    assert time.process_time() - began < 0.5
    match place:
        case "hint":
            assert "code" not in answer.query
            assert answer.status == 400 or answer.query["error"] == "invalid_request"
        case "introspect":
            assert answer.json.get("active", False) is False
            assert (answer.status == 200) is ("active" in answer.json)
        case _:
            assert answer.status in {400, 401, 413, 431}
    assert "access_token" not in answer.text


@pytest.mark.norm("D4.3", limb="signing keys are rotated")
def test_j12_a_rotated_key_signs_no_more_but_is_still_believed(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    offline = {"scope": "openid offline_access", "prompt": "consent"}
    before = walk.tokens(person, **offline)
    house.rotate_keys()
    after = walk.refresh(before["refresh_token"]).json
    published = {key["kid"] for key in walk.visitor.get("/jwks").json["keys"]}
    old, new = (contents(each["id_token"], 0)["kid"] for each in (before, after))
    assert old != new
    assert {old, new} <= published
    out = Visitor(house.origin).get("/logout", {"id_token_hint": before["id_token"]})
    assert out.location == f"{house.origin}/logged-out"


def test_j12_an_unknown_kid_does_not_make_us_fetch_for_ever(
    house: House, receiver: Receiver
) -> None:
    key, uri = ClientKey(), f"{receiver.origin}/jwks"
    keyless = house.world.party(
        "Remote", auth_method="private_key_jwt", jwks_uri=uri, loopback=True
    )
    remote = Machine(house, keyless, key)
    for kid in range(20):
        assert is_refused(remote.ask(key.sign(remote.claims(), kid=str(kid))))
    assert len(receiver.queries) == 1
    house.world.clock.advance(timedelta(minutes=1))
    assert is_refused(remote.ask(key.sign(remote.claims(), kid="later")))
    assert len(receiver.queries) == 2
