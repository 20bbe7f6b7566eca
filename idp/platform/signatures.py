"""The three signature algorithms of this issuer over JWKs, straight on the cryptographic library.

A generic JOSE library costs as much again as the signature itself and chooses keys on its own
when a header is incomplete; here one key has one algorithm and does one thing (RFC 7518, RFC 8037).
"""

import base64
import binascii
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Protocol, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

_RSA_BITS: Final = 2048
_EC_BYTES: Final = 32
_SHA256: Final = hashes.SHA256()
_ECDSA: Final = ec.ECDSA(_SHA256)
_PKCS1: Final = padding.PKCS1v15()

PRIVATE_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi"})
"""The members of a JWK that never leave the key file (RFC 7518 section 6)."""


class CannotSign(RuntimeError):
    """The key is kept only to verify what it signed before."""


class Signature(Protocol):
    def __hash__(self) -> int: ...

    def make(self, signed: bytes) -> bytes:
        """The signature. Raises CannotSign when only the public half is here."""
        ...

    def is_of(self, signature: bytes, signed: bytes) -> bool:
        """True when this key made the signature over exactly these bytes."""
        ...


def encode(raw: bytes) -> str:
    """Base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(segment: str) -> bytes | None:
    """The bytes of a base64url segment; None unless it is exactly what `encode` gives for them."""
    try:
        raw = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except (ValueError, binascii.Error):
        return None
    return raw if encode(raw) == segment else None


def parse_object(segment: str) -> dict[str, Any] | None:
    """The JSON object in a base64url segment, or None."""
    raw = decode(segment)
    if raw is None:
        return None
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


class _Es256:
    def __init__(self, jwk: Mapping[str, str]) -> None:
        numbers = ec.EllipticCurvePublicNumbers(_int(jwk["x"]), _int(jwk["y"]), ec.SECP256R1())
        self._public = numbers.public_key()
        self._private = (
            ec.EllipticCurvePrivateNumbers(_int(jwk["d"]), numbers).private_key()
            if "d" in jwk
            else None
        )

    def make(self, signed: bytes) -> bytes:
        if self._private is None:
            raise CannotSign
        r, s = decode_dss_signature(self._private.sign(signed, _ECDSA))
        return r.to_bytes(_EC_BYTES, "big") + s.to_bytes(_EC_BYTES, "big")

    def is_of(self, signature: bytes, signed: bytes) -> bool:
        if len(signature) != 2 * _EC_BYTES:
            return False
        r, s = signature[:_EC_BYTES], signature[_EC_BYTES:]
        der = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
        try:
            self._public.verify(der, signed, _ECDSA)
        except InvalidSignature:
            return False
        return True


class _Rs256:
    def __init__(self, jwk: Mapping[str, str]) -> None:
        numbers = rsa.RSAPublicNumbers(_int(jwk["e"]), _int(jwk["n"]))
        self._public = numbers.public_key()
        self._private = (
            rsa.RSAPrivateNumbers(
                d=_int(jwk["d"]),
                p=_int(jwk["p"]),
                q=_int(jwk["q"]),
                dmp1=_int(jwk["dp"]),
                dmq1=_int(jwk["dq"]),
                iqmp=_int(jwk["qi"]),
                public_numbers=numbers,
            ).private_key()
            if "d" in jwk
            else None
        )

    def make(self, signed: bytes) -> bytes:
        if self._private is None:
            raise CannotSign
        return self._private.sign(signed, _PKCS1, _SHA256)

    def is_of(self, signature: bytes, signed: bytes) -> bool:
        try:
            self._public.verify(signature, signed, _PKCS1, _SHA256)
        except InvalidSignature:
            return False
        return True


class _EdDsa:
    def __init__(self, jwk: Mapping[str, str]) -> None:
        self._public = ed25519.Ed25519PublicKey.from_public_bytes(_bytes(jwk["x"]))
        self._private = (
            ed25519.Ed25519PrivateKey.from_private_bytes(_bytes(jwk["d"])) if "d" in jwk else None
        )

    def make(self, signed: bytes) -> bytes:
        if self._private is None:
            raise CannotSign
        return self._private.sign(signed)

    def is_of(self, signature: bytes, signed: bytes) -> bool:
        try:
            self._public.verify(signature, signed)
        except InvalidSignature:
            return False
        return True


def _new_es256() -> dict[str, str]:
    numbers = ec.generate_private_key(ec.SECP256R1()).private_numbers()
    public = numbers.public_numbers
    fixed = {"x": public.x, "y": public.y, "d": numbers.private_value}
    return {"kty": "EC", "crv": "P-256"} | {
        name: encode(number.to_bytes(_EC_BYTES, "big")) for name, number in fixed.items()
    }


def _new_rs256() -> dict[str, str]:
    numbers = rsa.generate_private_key(65537, _RSA_BITS).private_numbers()
    public = numbers.public_numbers
    members = {
        "n": public.n,
        "e": public.e,
        "d": numbers.d,
        "p": numbers.p,
        "q": numbers.q,
        "dp": numbers.dmp1,
        "dq": numbers.dmq1,
        "qi": numbers.iqmp,
    }
    return {"kty": "RSA"} | {name: _text(number) for name, number in members.items()}


def _new_eddsa() -> dict[str, str]:
    private = ed25519.Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": encode(public),
        "d": encode(private.private_bytes_raw()),
    }


_MAKERS: Final = {"RS256": _new_rs256, "ES256": _new_es256, "EdDSA": _new_eddsa}
_READERS: Final = {"RS256": _Rs256, "ES256": _Es256, "EdDSA": _EdDsa}
ALGORITHMS: Final = tuple(_MAKERS)
"""RS256 because Discovery demands it, ES256 because it is ten times cheaper, EdDSA on request."""


def new_jwk(alg: str) -> dict[str, str]:
    """A fresh private JWK for one of ALGORITHMS, without kid."""
    return _MAKERS[alg]()


def signature_of(alg: str, jwk: Mapping[str, str]) -> Signature:
    """The signer and verifier of a JWK; raises KeyError or ValueError for a broken one."""
    return cast("Signature", _READERS[alg](jwk))


@cache
def header(*, alg: str, kid: str, typ: str) -> str:
    """The encoded protected header; the same few come back for every token."""
    return encode(json.dumps({"alg": alg, "kid": kid, "typ": typ}, separators=(",", ":")).encode())


def _int(text: str) -> int:
    return int.from_bytes(_bytes(text), "big")


def _bytes(text: str) -> bytes:
    raw = decode(text)
    if raw is None:
        raise ValueError("not base64url")
    return raw


def _text(number: int) -> str:
    return encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))
