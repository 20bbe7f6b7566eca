"""Signatures of our keys verify, and no others."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import KeySet

from idp.platform.jose import ISSUER_ALGORITHMS, decode, encode, new_jwk, signing_key
from idp.platform.keyring import Keyring, NoSuchKey, create
from idp.platform.secrets import keyed_digest
from tests.support.keyrings import CLAIMS, START, Clock, header_of, published_key


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")
@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_a_foreign_library_verifies_what_we_sign(keyring: Keyring, alg: str) -> None:
    token = keyring.sign(CLAIMS, typ="at+jwt", alg=alg)
    keys = KeySet.import_key_set(json.loads(keyring.jwks()))
    seen = jws.deserialize_compact(token, keys, algorithms=[alg])
    assert json.loads(seen.payload) == CLAIMS
    assert header_of(token) == {
        "alg": alg,
        "kid": published_key(keyring, alg)["kid"],
        "typ": "at+jwt",
    }


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_our_own_signature_verifies(keyring: Keyring, alg: str) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg=alg)
    assert keyring.verify(token, typ="jwt") == CLAIMS
    assert keyring.verify(token, typ=None) == CLAIMS


def test_another_typ_is_refused(keyring: Keyring) -> None:
    assert keyring.verify(keyring.sign(CLAIMS, typ="at+jwt", alg="ES256"), typ="JWT") is None


def test_an_unknown_algorithm_cannot_be_asked_for(keyring: Keyring) -> None:
    with pytest.raises(NoSuchKey):
        keyring.sign(CLAIMS, typ="JWT", alg="HS256")


def test_the_key_set_shows_no_private_member(keyring: Keyring) -> None:
    for key in json.loads(keyring.jwks())["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)
        assert key["use"] == "sig"


def _forged(header: dict[str, object], signature: bytes, claims: object = CLAIMS) -> str:
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(encode(part) for part in parts)


def test_none_is_no_algorithm(keyring: Keyring) -> None:
    kid = published_key(keyring, "ES256")["kid"]
    for alg in ("none", "None", "NONE"):
        assert (
            keyring.verify(_forged({"alg": alg, "kid": kid, "typ": "JWT"}, b""), typ=None) is None
        )


def test_a_public_key_is_no_hmac_secret(keyring: Keyring) -> None:
    shown = published_key(keyring, "RS256")
    n, e = (int.from_bytes(decode(shown[name]) or b"", "big") for name in ("n", "e"))
    pem = (
        rsa.RSAPublicNumbers(e, n)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    unsigned = _forged({"alg": "HS256", "kid": shown["kid"], "typ": "JWT"}, b"")[:-1]
    token = f"{unsigned}.{encode(keyed_digest(pem, unsigned))}"
    assert keyring.verify(token, typ=None) is None


def test_a_foreign_key_under_our_name_is_refused(keyring: Keyring) -> None:
    kid = published_key(keyring, "ES256")["kid"]
    stranger = ec.generate_private_key(ec.SECP256R1())
    signature = stranger.sign(b"anything", ec.ECDSA(hashes.SHA256()))
    assert (
        keyring.verify(_forged({"alg": "ES256", "kid": kid, "typ": "JWT"}, signature), typ=None)
        is None
    )
    assert (
        keyring.verify(_forged({"alg": "ES256", "kid": kid, "typ": "JWT"}, b"\0" * 64), typ=None)
        is None
    )


@pytest.mark.parametrize(
    "change", [{"crit": ["exp"]}, {"alg": "RS256"}, {"kid": "other"}, {"typ": 1}]
)
def test_a_changed_header_is_refused(keyring: Keyring, change: dict[str, object]) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    header = encode(json.dumps(header_of(token) | change).encode())
    assert keyring.verify(".".join([header, *token.split(".")[1:]]), typ=None) is None


def test_what_once_verified_is_not_believed_with_another_signature(keyring: Keyring) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    other = keyring.sign(CLAIMS | {"sub": "other"}, typ="JWT", alg="ES256")
    assert keyring.verify(token, typ=None) == keyring.verify(token, typ=None) == CLAIMS
    assert (
        keyring.verify(f"{token.rpartition('.')[0]}.{other.rpartition('.')[2]}", typ=None) is None
    )
    assert (
        keyring.verify(f"{other.rpartition('.')[0]}.{token.rpartition('.')[2]}", typ=None) is None
    )


def test_a_verified_token_is_not_believed_by_another_key_of_the_same_name(
    path: Path, keyring: Keyring, clock: Clock, tmp_path: Path
) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    assert keyring.verify(token, typ=None) == CLAIMS
    create(tmp_path / "fresh.json", now=START)
    document, fresh = (json.loads(each.read_text()) for each in (path, tmp_path / "fresh.json"))
    for key, other in zip(document["keys"], fresh["keys"], strict=True):
        key["jwk"] = other["jwk"]
    (tmp_path / "next.json").write_text(json.dumps(document))
    (tmp_path / "next.json").rename(path)
    clock.instant += timedelta(seconds=5)
    assert keyring.verify(token, typ=None) is None


def test_what_a_caller_does_to_the_claims_stays_with_the_caller(keyring: Keyring) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    said = keyring.verify(token, typ=None)
    assert isinstance(said, dict)
    said["sub"] = "another"
    assert keyring.verify(token, typ=None) == CLAIMS


def test_a_signature_has_one_spelling(keyring: Keyring) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    spelled = base64.urlsafe_b64decode(token.split(".")[2] + "==")
    assert len(spelled) == 64
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = token[:-1] + alphabet[alphabet.index(token[-1]) + 1]
    for other in (twin, token + "=", token + "\n", token[:-5] + "\n" + token[-5:]):
        assert keyring.verify(other, typ=None) is None


@given(st.text())
def test_no_text_is_a_token_or_an_error(text: str) -> None:
    assert decode(text) is None or encode(decode(text) or b"") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "é.é.é",
        "\ud800.a.b",
        "W10.W10.W10",
        "e30.e30.e30",
        "A" * 20_000,
    ],
)
def test_hostile_text_is_no_token(keyring: Keyring, text: str) -> None:
    assert keyring.verify(text, typ=None) is None


def test_a_token_longer_than_any_request_is_not_looked_at(keyring: Keyring) -> None:
    token = keyring.sign({"long": "x" * 65_536}, typ="JWT", alg="ES256")
    assert keyring.verify(token, typ=None) is None


@pytest.mark.parametrize("alg", ISSUER_ALGORITHMS)
def test_a_key_without_its_private_half_verifies_and_does_not_sign(alg: str) -> None:
    whole = signing_key(alg, new_jwk(alg))
    public = signing_key(alg, whole.public_jwk())
    assert public.verifies(whole.sign(b"x"), b"x")
    assert not public.verifies(whole.sign(b"x"), b"y")
    assert (whole.is_private, public.is_private) == (True, False)
    with pytest.raises(ValueError, match="only to verify"):
        public.sign(b"x")


def test_a_key_is_named_as_rfc_7638_says() -> None:
    """The example of section 3.1."""
    n = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJEC"
        "PebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY"
        "368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0f"
        "M4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    key = signing_key("RS256", {"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256"})
    assert key.thumbprint() == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_derived_keys_differ_by_purpose_and_secret(keyring: Keyring, path: Path) -> None:
    assert keyring.derive("wrap") == keyring.derive("wrap")
    assert len({keyring.derive("wrap"), keyring.derive("csrf")}) == 2
    other = Keyring(path, secret="t" * 40, clock=Clock())
    assert other.derive("wrap") != keyring.derive("wrap")
