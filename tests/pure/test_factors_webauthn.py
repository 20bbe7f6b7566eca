import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.factors.webauthn_ceremony import KnownKey, NewKey, VerifiedAssertion, WebAuthnCeremony
from tests.support.authenticator import Authenticator, NotAllowed

ORIGIN = "https://id.example"
SERVER = WebAuthnCeremony(ORIGIN, "Minh Danh")
HANDLE = secrets.token_urlsafe(32)


def register_options(*excluded: KnownKey, attested: bool = False) -> dict[str, Any]:
    return SERVER.options_to_register(
        HANDLE, user_handle=b"u" * 32, user_name="an", excluded=excluded, attested=attested
    )


def registered(authenticator: Authenticator, *, origin: str = ORIGIN) -> NewKey | None:
    options = register_options()
    attestation = SERVER.read_attestation(authenticator.create(options, origin=origin))
    assert attestation is not None
    assert attestation.handle == HANDLE
    return SERVER.check_new(attestation, attested=False)


def key_of(authenticator: Authenticator) -> NewKey:
    key = registered(authenticator)
    assert key is not None
    return key


def signed(response: str, key: NewKey) -> VerifiedAssertion | None:
    assertion = SERVER.read_assertion(response)
    return None if assertion is None else SERVER.check(assertion, public_key=key.public_key)


def response_of(authenticator: Authenticator, *, origin: str = ORIGIN) -> str:
    return authenticator.get(SERVER.options_to_sign_in(HANDLE, allowed=()), origin=origin)


def changed_client_data(response: str, **members: object) -> str:
    decoded = json.loads(response)
    text = decoded["response"]["clientDataJSON"]
    client_data = {**json.loads(urlsafe_b64decode(text + "==")), **members}
    encoded = urlsafe_b64encode(json.dumps(client_data).encode()).rstrip(b"=").decode()
    decoded["response"]["clientDataJSON"] = encoded
    return json.dumps(decoded)


def test_options_ask_for_a_resident_key_and_no_attestation() -> None:
    options = register_options()
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "preferred"
    assert options["attestation"] == "none"
    assert options["rp"] == {"name": "Minh Danh", "id": "id.example"}
    assert options["challenge"] == HANDLE


def test_attestation_is_asked_where_it_says_something() -> None:
    assert register_options(attested=True)["attestation"] == "direct"


def test_the_port_belongs_to_the_origin_and_not_to_the_relying_party() -> None:
    local = WebAuthnCeremony("http://localhost:8000", "Minh Danh")
    assert local.options_to_sign_in(HANDLE, allowed=())["rpId"] == "localhost"


def test_a_registration_and_a_signature_hold() -> None:
    authenticator = Authenticator()
    key = key_of(authenticator)
    assert signed(response_of(authenticator), key) == VerifiedAssertion(
        sign_count=2, user_verified=True, backup_eligible=False, backed_up=False
    )


def test_flags_are_handed_on() -> None:
    synced = Authenticator(verifies_user=False, backup_eligible=True, backed_up=True, counts=False)
    key = key_of(synced)
    assert key.signed == VerifiedAssertion(
        0, user_verified=False, backup_eligible=True, backed_up=True
    )
    assert signed(response_of(synced), key) == key.signed


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://id.example",
        "https://id.example:8443",
        "https://a.id.example",
    ],
)
def test_another_origin_is_refused(origin: str) -> None:
    authenticator = Authenticator()
    key = key_of(authenticator)
    assert signed(response_of(authenticator, origin=origin), key) is None
    assert registered(Authenticator(), origin=origin) is None


def test_a_sibling_relying_party_is_refused() -> None:
    authenticator = Authenticator()
    key = key_of(authenticator)
    options = {**SERVER.options_to_sign_in(HANDLE, allowed=()), "rpId": "example"}
    sibling = Authenticator(
        keys=[
            type(each)(each.id, "example", each.user_handle, each.private)
            for each in authenticator.keys
        ]
    )
    assert signed(sibling.get(options, origin=ORIGIN), key) is None


def test_a_frame_of_another_site_is_refused() -> None:
    authenticator = Authenticator()
    key_of(authenticator)
    response = changed_client_data(response_of(authenticator), crossOrigin=True)
    assert SERVER.read_assertion(response) is None


@pytest.mark.parametrize(
    "members", [{"type": "webauthn.create"}, {"challenge": secrets.token_urlsafe(32)}]
)
def test_changed_client_data_are_refused(members: dict[str, Any]) -> None:
    authenticator = Authenticator()
    key = key_of(authenticator)
    assert signed(changed_client_data(response_of(authenticator), **members), key) is None


def test_an_algorithm_nobody_offered_is_refused() -> None:
    options = register_options()
    with pytest.raises(NotAllowed):
        Authenticator().create({**options, "pubKeyCredParams": [{"alg": -65535}]}, origin=ORIGIN)


def test_a_known_key_is_not_registered_again() -> None:
    authenticator = Authenticator()
    known = key_of(authenticator).known
    options = register_options(known)
    with pytest.raises(NotAllowed):
        authenticator.create(options, origin=ORIGIN)


@pytest.mark.parametrize(
    "response",
    ["", "{}", "[]", "null", "1", "\ud800", "[" * 30_000, "x" * 100_000, '{"id": 5}', "NaN"],
)
def test_malformed_responses_are_no_responses(response: str) -> None:
    assert SERVER.read_assertion(response) is None
    assert SERVER.read_attestation(response) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
_MEMBERS = (
    "id",
    "rawId",
    "type",
    "response",
    "clientDataJSON",
    "authenticatorData",
    "signature",
    "userHandle",
    "attestationObject",
)


@given(member=st.sampled_from(_MEMBERS), value=_JSON)
def test_no_member_of_a_response_can_break_the_server(member: str, value: object) -> None:
    authenticator = Authenticator()
    key = key_of(authenticator)
    for response in (json.loads(response_of(authenticator)),):
        where = response if member in response else response["response"]
        where[member] = value
        signed(json.dumps(response), key)


@given(data=st.binary(max_size=200))
def test_no_attestation_object_can_break_the_server(data: bytes) -> None:
    options = register_options()
    response = json.loads(Authenticator().create(options, origin=ORIGIN))
    response["response"]["attestationObject"] = urlsafe_b64encode(data).decode()
    attestation = SERVER.read_attestation(json.dumps(response))
    assert attestation is None or SERVER.check_new(attestation, attested=False) is None
