"""Everything that discovery advertises works, tried one by one (checklist B4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, OKPKey, RSAKey

from idp.relying_parties.domain.client import BACKCHANNEL
from tests.support import assertions
from tests.support.counters import Teller, desk, hand
from tests.support.http import Answer, Visitor, basic
from tests.support.live import House
from tests.support.walks import GRANT
from tests.support.world import Party

DISCOVERY = "/.well-known/openid-configuration"
KID = "of-the-client"


def advertised(house: House) -> dict[str, Any]:
    found: dict[str, Any] = house.visitor().get(DISCOVERY).json
    return found


@dataclass(frozen=True)
class Applicant:
    """A party with one method of client authentication, and what it sends to prove itself."""

    house: House
    method: str
    alg: str = "ES256"
    key: Key = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": KID}))

    def registered(self) -> Party:
        grants = {"authorization_code", "client_credentials"}
        if self.method == "none":
            grants.remove("client_credentials")
        keys = {"keys": [self.key.as_dict(private=False)]}
        return self.house.world.party(
            auth_method=self.method,
            grant_types=frozenset(grants),
            jwks=keys if self.method == "private_key_jwt" else None,
        )

    def ask(self, party: Party, path: str, fields: Mapping[str, str]) -> Answer:
        proof, headers = {"client_id": party.client_id}, {}
        match self.method:
            case "client_secret_basic":
                headers = basic(party.client_id, party.secret or "")
            case "client_secret_post":
                proof["client_secret"] = party.secret or ""
            case "private_key_jwt":
                proof["client_assertion_type"] = assertions.TYPE
                proof["client_assertion"] = self.assertion(party)
            case _:
                pass  # a public client has its name alone
        return Visitor(self.house.origin).post(path, {**fields, **proof}, headers=headers)

    def assertion(self, party: Party) -> str:
        now = self.house.world.clock.now().timestamp()
        claims = assertions.claims_of(party.client_id, self.house.world.settings.issuer, now)
        header = {"alg": self.alg, "kid": KID}
        return jwt.encode(header, claims, self.key, algorithms=[self.alg])


def test_b4_each_way_of_client_authentication_works(house: House) -> None:
    said, person = advertised(house), house.world.person(totp=False)
    methods = said["token_endpoint_auth_methods_supported"]
    assert said["revocation_endpoint_auth_methods_supported"] == methods
    for method in methods:
        applicant = Applicant(house, method)
        walk = house.walk(applicant.registered())
        assert applicant.ask(walk.party, "/par", walk.request()).status == 201, method
        redemption = {
            "grant_type": GRANT,
            "code": walk.complete(person).query["code"],
            "redirect_uri": walk.party.redirect_uri,
            "code_verifier": walk.verifier,
        }
        answer = applicant.ask(walk.party, "/token", redemption)
        assert answer.status == 200, (method, answer.text)
        shown = {"token": answer.json["access_token"]}
        may_ask = method in said["introspection_endpoint_auth_methods_supported"]
        assert (applicant.ask(walk.party, "/introspect", shown).status == 200) is may_ask, method
        assert applicant.ask(walk.party, "/revoke", shown).status == 200, method


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")
def test_b4_each_algorithm_of_assertions_is_believed(house: House) -> None:
    made: dict[str, Key] = {
        "RS256": RSAKey.generate_key(2048, {"kid": KID}),
        "PS256": RSAKey.generate_key(2048, {"kid": KID}),
        "ES256": ECKey.generate_key("P-256", {"kid": KID}),
        "EdDSA": OKPKey.generate_key("Ed25519", {"kid": KID}),
    }
    said = advertised(house)
    for endpoint in ("token", "introspection", "revocation"):
        assert set(said[f"{endpoint}_endpoint_auth_signing_alg_values_supported"]) == set(made)
    for alg, key in made.items():
        applicant = Applicant(house, "private_key_jwt", alg, key)
        asked = {"grant_type": "client_credentials"}
        answer = applicant.ask(applicant.registered(), "/token", asked)
        assert answer.status == 200, (alg, answer.text)


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")
def test_b4_each_algorithm_signs_with_a_published_key(house: House) -> None:
    person = house.world.person(totp=False)
    keys = KeySet.import_key_set(house.visitor().get("/jwks").json)
    for alg in advertised(house)["id_token_signing_alg_values_supported"]:
        walk = house.walk(house.world.party(id_token_alg=alg))
        read = jwt.decode(walk.tokens(person)["id_token"], keys, algorithms=[alg])
        assert read.claims["aud"] == walk.party.client_id


def at_the_counter(house: House) -> Answer:
    """A person approves on the phone what a desk asked, and the desk fetches it."""
    teller, citizen = Teller(desk(house.world), house.visitor()), hand(house.world)
    asked = teller.ask(citizen.code()).json
    citizen.type_number()
    citizen.approve()
    return teller.fetch(asked["auth_req_id"])


def test_b4_each_mode_and_grant_works(house: House) -> None:
    said, walk, person = advertised(house), house.walk(), house.world.person(totp=False)
    page = walk.ask(scope="openid offline_access", prompt="consent")
    answer = walk.allow_all(walk.sign_in(page, person))
    answers = {
        "authorization_code": (redeemed := walk.redeem(answer.query["code"])),
        "refresh_token": walk.refresh(redeemed.json["refresh_token"]),
        "client_credentials": walk.token({"grant_type": "client_credentials"}),
        BACKCHANNEL: at_the_counter(house),
    }
    assert {grant: answer.status for grant, answer in answers.items()} == dict.fromkeys(
        said["grant_types_supported"], 200
    )
    assert said["response_modes_supported"] == ["query", "form_post"]
    assert "code" in walk.ask(response_mode="query").query
    assert walk.ask(response_mode="form_post").form("code").action == walk.party.redirect_uri
