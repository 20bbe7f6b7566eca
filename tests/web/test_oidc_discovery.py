"""Discovery and keys (checklist B): true, complete and registered metadata."""

import base64
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import contents

PATHS = ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")
REGISTERED = """issuer authorization_endpoint token_endpoint userinfo_endpoint jwks_uri
    pushed_authorization_request_endpoint introspection_endpoint revocation_endpoint
    end_session_endpoint service_documentation op_policy_uri op_tos_uri
    token_endpoint_auth_methods_supported token_endpoint_auth_signing_alg_values_supported
    introspection_endpoint_auth_methods_supported
    introspection_endpoint_auth_signing_alg_values_supported
    revocation_endpoint_auth_methods_supported
    revocation_endpoint_auth_signing_alg_values_supported response_types_supported
    response_modes_supported grant_types_supported code_challenge_methods_supported
    authorization_response_iss_parameter_supported require_pushed_authorization_requests
    request_parameter_supported request_uri_parameter_supported require_request_uri_registration
    claims_parameter_supported claim_types_supported subject_types_supported acr_values_supported
    prompt_values_supported display_values_supported ui_locales_supported
    backchannel_logout_supported backchannel_logout_session_supported
    backchannel_authentication_endpoint backchannel_token_delivery_modes_supported
    backchannel_authentication_request_signing_alg_values_supported
    backchannel_user_code_parameter_supported
    id_token_signing_alg_values_supported scopes_supported claims_supported"""
"""Names of the registry of authorization server metadata."""
KINDS = {"RS256": ("RSA", None), "ES256": ("EC", "P-256"), "EdDSA": ("OKP", "Ed25519")}


def document(house: House, path: str = PATHS[0]) -> dict[str, Any]:
    answer: Answer = house.visitor().get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    found: dict[str, Any] = answer.json
    return found


@pytest.mark.parametrize("path", PATHS)
def test_b1_b5_both_documents_name_the_issuer_and_only_registered_members(
    house: House, path: str
) -> None:
    said = document(house, path)
    assert said["issuer"] == house.world.settings.issuer == house.origin
    assert set(said) <= set(REGISTERED.split())
    assert all(value not in (None, [], "") for value in said.values())


@pytest.mark.norm("D19.1", limb="discovery lists the code flow only")
def test_b2_b3_what_relying_parties_need_is_there(house: House) -> None:
    said = document(house)
    required = """issuer authorization_endpoint token_endpoint userinfo_endpoint jwks_uri
        response_types_supported subject_types_supported id_token_signing_alg_values_supported
        scopes_supported claims_supported grant_types_supported response_modes_supported"""
    assert set(required.split()) <= set(said)
    assert said["response_types_supported"] == ["code"]
    assert sorted(said["grant_types_supported"]) == [
        "authorization_code",
        "client_credentials",
        "refresh_token",
        "urn:openid:params:grant-type:ciba",
    ]
    assert "RS256" in said["id_token_signing_alg_values_supported"]
    assert "openid" in said["scopes_supported"]
    assert said["subject_types_supported"] == ["pairwise"]
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["request_parameter_supported"] is False
    assert said["request_uri_parameter_supported"] is False
    assert said["acr_values_supported"] == [house.acr(level) for level in (1, 2, 3, 4)]


def test_b4_every_advertised_address_answers(house: House) -> None:
    said, visitor = document(house), house.visitor()
    addresses = [value for name, value in said.items() if str(value).startswith("http")]
    addresses.remove(said["issuer"])
    assert all(address.startswith(house.origin) for address in addresses)
    for address in addresses:
        assert visitor.get(address).status not in {404, 500}, address


@pytest.mark.norm("D4.3", limb="only public keys are published")
def test_b7_the_key_set_names_public_keys_only(house: House) -> None:
    keys = house.visitor().get(document(house)["jwks_uri"]).json["keys"]
    assert len({key["kid"] for key in keys}) == len(keys)
    for key in keys:
        assert key["use"] == "sig"
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)
        assert (key["kty"], key.get("crv")) == KINDS[key["alg"]]
        if key["kty"] == "RSA":
            assert len(base64.urlsafe_b64decode(key["n"] + "==")) >= 256


def test_b8_a_rotated_key_set_is_served_without_a_restart(house: House) -> None:
    visitor = house.visitor()
    before = visitor.get("/jwks")
    house.rotate_keys()
    after = visitor.get("/jwks")
    kids = [{key["kid"] for key in answer.json["keys"]} for answer in (before, after)]
    assert kids[0] < kids[1]
    assert before.headers["ETag"] != after.headers["ETag"]


def test_b8_a_new_key_signs_once_it_is_published_and_the_old_one_stays(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    before = walk.tokens(person)["id_token"]
    house.rotate_keys()
    after = walk.tokens(person, prompt="login")["id_token"]
    assert contents(before, 0)["kid"] != contents(after, 0)["kid"]
    keys = KeySet.import_key_set(house.visitor().get("/jwks").json)
    for token in (before, after):
        assert jwt.decode(token, keys).claims["aud"] == walk.party.client_id
