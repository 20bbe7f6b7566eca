"""A foreign token counts only when a registered key signed it with an allowed algorithm."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from hypothesis import given
from hypothesis import strategies as st

from idp.platform.jose import (
    Verified,
    encode,
    new_jwk,
    signing_key,
    verify_foreign,
)
from idp.platform.secrets import keyed_digest

ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
CLAIMS = {"iss": "client", "sub": "client"}
JWKS = {alg: new_jwk(alg) | {"kid": alg} for alg in ("RS256", "ES256", "EdDSA")}
KEYS = {"keys": list(JWKS.values())}


def _unsigned(header: object, claims: object = CLAIMS) -> str:
    return ".".join(encode(json.dumps(part).encode()) for part in (header, claims))


def _token(alg: str, *, claims: object = CLAIMS, **header: object) -> str:
    unsigned = _unsigned({"alg": alg, "kid": alg, **header}, claims)
    return f"{unsigned}.{encode(signing_key(alg, JWKS[alg]).sign(unsigned.encode()))}"


def _verify(token: str, keys: Any = KEYS, *, only: tuple[str, ...] = ALGORITHMS) -> Any:  # noqa: ANN401
    return verify_foreign(token, keys=keys, algorithms=only)


@pytest.mark.parametrize("alg", list(JWKS))
def test_a_registered_key_is_believed(alg: str) -> None:
    assert _verify(_token(alg)) == Verified({"alg": alg, "kid": alg}, CLAIMS)


def test_ps256_is_believed() -> None:
    private = rsa.generate_private_key(65537, 2048)
    public = private.public_key().public_numbers()
    key = {"kty": "RSA", "n": encode(public.n.to_bytes(256, "big")), "e": "AQAB"}
    unsigned = _unsigned({"alg": "PS256"})
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
    token = f"{unsigned}.{encode(private.sign(unsigned.encode(), pss, hashes.SHA256()))}"
    assert _verify(token, {"keys": [key]})
    assert _verify(token, {"keys": [key | {"alg": "RS256"}]}) is None


def test_only_an_allowed_algorithm_counts() -> None:
    assert _verify(_token("RS256"), only=("ES256",)) is None


def test_a_header_without_kid_tries_the_keys_of_its_kind() -> None:
    unsigned = _unsigned({"alg": "ES256"})
    signature = signing_key("ES256", JWKS["ES256"]).sign(unsigned.encode())
    assert _verify(f"{unsigned}.{encode(signature)}", {"keys": [new_jwk("ES256"), *KEYS["keys"]]})


@pytest.mark.parametrize(
    "header", [{"crit": ["b64"]}, {"b64": False}, {"kid": "other"}, {"kid": 7}]
)
def test_a_header_we_do_not_follow_is_refused(header: dict[str, object]) -> None:
    assert _verify(_token("ES256", **header)) is None


@pytest.mark.parametrize("member", ["jwk", "jku", "x5u", "x5c"])
def test_a_key_that_the_sender_names_is_not_used(member: str) -> None:
    own = new_jwk("ES256")
    unsigned = _unsigned({"alg": "ES256", "kid": "ES256", member: own})
    forged = f"{unsigned}.{encode(signing_key('ES256', own).sign(unsigned.encode()))}"
    assert _verify(forged) is None


@pytest.mark.parametrize("alg", ["none", "NONE", "nOnE", "", None, 1, ["ES256"]])
def test_no_algorithm_is_no_signature(alg: object) -> None:
    assert _verify(f"{_unsigned({'alg': alg, 'kid': 'ES256'})}.") is None
    assert _verify(f"{_unsigned({'alg': alg})}.AAAA", only=("none", "")) is None


def test_a_public_key_is_no_shared_secret() -> None:
    unsigned = _unsigned({"alg": "HS256", "kid": "RS256"})
    token = f"{unsigned}.{encode(keyed_digest(JWKS['RS256']['n'].encode(), unsigned))}"
    assert _verify(token) is None
    assert _verify(token, only=("HS256",)) is None


@pytest.mark.parametrize(
    "change",
    [{"use": "enc"}, {"alg": "ES384"}, {"kty": "RSA"}, {"crv": "P-384"}, {"x": "AA"}, {"x": 1}],
)
def test_a_key_for_something_else_is_not_used(change: dict[str, object]) -> None:
    keys = {"keys": [JWKS["ES256"] | change]}
    assert _verify(_token("ES256"), keys) is None


def test_a_short_rsa_key_is_not_used() -> None:
    private = rsa.generate_private_key(65537, 1024)  # noqa: S505 - the point of it
    number = private.public_key().public_numbers().n
    keys = {"keys": [{"kty": "RSA", "n": encode(number.to_bytes(128, "big")), "e": "AQAB"}]}
    unsigned = _unsigned({"alg": "RS256"})
    signature = private.sign(unsigned.encode(), padding.PKCS1v15(), hashes.SHA256())
    assert _verify(f"{unsigned}.{encode(signature)}", keys) is None


def test_a_signature_of_another_curve_is_refused() -> None:
    unsigned = _unsigned({"alg": "ES256", "kid": "ES256"})
    signature = ec.generate_private_key(ec.SECP384R1()).sign(
        unsigned.encode(), ec.ECDSA(hashes.SHA256())
    )
    assert _verify(f"{unsigned}.{encode(signature)}") is None


@pytest.mark.parametrize("keys", [{}, {"keys": None}, {"keys": {}}, {"keys": [None, 1, "x", []]}])
def test_a_key_set_without_keys_verifies_nothing(keys: object) -> None:
    assert _verify(_token("ES256"), keys) is None


@pytest.mark.parametrize("claims", [[], "text", 1, None])
def test_claims_are_an_object(claims: object) -> None:
    assert _verify(_token("ES256", claims=claims)) is None


@pytest.mark.parametrize("part", ["header", "claims", "nested"])
def test_a_name_that_comes_twice_has_no_value(part: str) -> None:
    twice = b'{"alg":"ES256","alg":"ES256","kid":"ES256"}' if part == "header" else None
    claims = b'{"iss":"client","sub":"client","sub":"other"}'
    nested = b'{"iss":"client","act":{"sub":"client","sub":"other"}}'
    header = encode(twice or b'{"alg":"ES256","kid":"ES256"}')
    unsigned = f"{header}.{encode(nested if part == 'nested' else claims)}"
    signature = signing_key("ES256", JWKS["ES256"]).sign(unsigned.encode())
    assert _verify(f"{unsigned}.{encode(signature)}") is None


def test_a_token_above_16_kilobytes_is_not_looked_at() -> None:
    assert _verify(_token("ES256", claims={"x": "y" * 16_384})) is None


@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*"))
def test_no_text_is_an_error(text: str) -> None:
    assert _verify(text) is None


def test_deep_nesting_is_not_an_error() -> None:
    deep = encode(b"[" * 6000)
    assert _verify(f"{deep}.{deep}.{deep}") is None
