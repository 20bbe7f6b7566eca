"""Keys and signatures of JOSE. The only module that imports joserfc.

The library makes keys, reads them and computes signatures. Which key and which algorithm it uses is
decided here: one key has one algorithm, the key must be of that algorithm's kind (RFC 8725 sections
3.1 and 3.2), and nothing a header says is followed: no `jwk`, `jku`, `x5u` or `x5c`, no `crit`, no
`none`, no symmetric algorithm.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import DictKey, JWKRegistry, Key
from joserfc.jwk import thumbprint as calculate_thumbprint
from joserfc.jws import JWSRegistry

MAX_TOKEN_CHARACTERS: Final = 16_384
_MAX_KEYS: Final = 20
_MIN_RSA_BYTES: Final = 256

_RSA: Final = {"kty": "RSA"}
_OKP: Final = {"kty": "OKP", "crv": "Ed25519"}
_KEY_OF: Final[Mapping[str, Mapping[str, str]]] = {
    "RS256": _RSA,
    "PS256": _RSA,
    "ES256": {"kty": "EC", "crv": "P-256"},
    "ES384": {"kty": "EC", "crv": "P-384"},
    "EdDSA": _OKP,
    "Ed25519": _OKP,
}
"""Every algorithm a foreign signature may use here; callers allow a part of them."""
ISSUER_ALGORITHMS: Final = ("RS256", "ES256", "EdDSA")
"""RS256 because Discovery demands it, ES256 because it is ten times cheaper, EdDSA on request."""

_PUBLIC_MEMBERS: Final = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}
_UNUSABLE: Final = (JoseError, ValueError, TypeError)
"""The exceptions of joserfc for a malformed key or signature."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A token with a valid signature; its claims are still unchecked.

    `signed_by`: the thumbprint of the key that signed it (RFC 7638).
    """

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signed_by: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A key of this issuer and the one algorithm it is used with."""

    alg: str
    key: Key

    @property
    def is_private(self) -> bool:
        """Whether it has the private half."""
        return self.key.is_private

    def public_jwk(self) -> dict[str, str]:
        """The public members only (RFC 7518 section 6)."""
        return {name: str(value) for name, value in self.key.as_dict().items()}

    def thumbprint(self) -> str:
        """The digest of the public half, base64url (RFC 7638)."""
        return self.key.thumbprint()

    def sign(self, signed: bytes) -> bytes:
        """The signature. Raises ValueError when only the public half is here."""
        try:
            return JWSRegistry.algorithms[self.alg].sign(signed, self.key)
        except JoseError as error:
            raise ValueError("the key is kept only to verify what it signed before") from error

    def verifies(self, signature: bytes, signed: bytes) -> bool:
        """True when this key made the signature over exactly these bytes."""
        return JWSRegistry.algorithms[self.alg].verify(signed, signature, self.key)


def new_jwk(alg: str) -> dict[str, str]:
    """A fresh private JWK for one of ISSUER_ALGORITHMS, without `kid`."""
    kind = _KEY_OF[alg]
    made = JWKRegistry.generate_key(kind["kty"], kind.get("crv", 8 * _MIN_RSA_BYTES))
    return {name: str(value) for name, value in made.as_dict(private=True).items()}


def signing_key(alg: str, jwk: Mapping[str, str]) -> SigningKey:
    """The signer and verifier of a JWK of ours.

    Raises ValueError for a broken one and for a key that is not of the algorithm's kind.
    """
    members: DictKey = dict(jwk)
    if alg not in ISSUER_ALGORITHMS or not _is_of_kind(members, alg):
        raise ValueError(f"no key for {alg}")
    try:
        return SigningKey(alg, JWKRegistry.import_key(members))
    except _UNUSABLE as error:
        raise ValueError(f"a broken key for {alg}") from error


def encode(raw: bytes) -> str:
    """Base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(segment: str) -> bytes | None:
    """The bytes of a base64url segment; None unless it is the canonical encoding."""
    try:
        raw = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except (ValueError, binascii.Error):
        return None
    return raw if encode(raw) == segment else None


def parse_object(segment: str) -> dict[str, Any] | None:
    """The JSON object in a base64url segment; None also for repeated names in an object.

    Two readers of a doubled name may take different values (section 4 of RFC 7515 and RFC 7519).
    """
    raw = decode(segment)
    if raw is None:
        return None
    try:
        value = _JSON.decode(raw.decode())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _each_once(members: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(members)
    if len(read) < len(members):
        raise ValueError("a name comes twice")
    return read


_JSON: Final = json.JSONDecoder(object_pairs_hook=_each_once)


def unverified(token: str, *, longest: int = MAX_TOKEN_CHARACTERS) -> Verified | None:
    """The unverified claims of a token: only to find the key set to verify it with."""
    parts = token.split(".") if len(token) <= longest else ()
    if len(parts) != 3:  # noqa: PLR2004 - header, payload, signature
        return None
    header, claims = parse_object(parts[0]), parse_object(parts[1])
    if header is None or claims is None:
        return None
    return Verified(header, claims)


def verify_foreign(
    token: str,
    *,
    keys: Mapping[str, Any],
    algorithms: tuple[str, ...],
    longest: int = MAX_TOKEN_CHARACTERS,
) -> Verified | None:
    """Header and claims when a key of this JWK Set signed them with an allowed algorithm.

    None otherwise, and for more than `longest` characters. Expiry, issuer, audience and `typ` are
    the caller's to check.
    """
    said = unverified(token, longest=longest)
    if said is None or "crit" in said.header or "b64" in said.header:
        return None
    alg = said.header.get("alg")
    if not isinstance(alg, str) or alg not in algorithms or alg not in _KEY_OF:
        return None
    signed, _, made = token.rpartition(".")
    signature = decode(made)
    if signature is None:
        return None
    for key in _candidates(keys, alg, said.header.get("kid")):
        if _holds(key, alg, signature=signature, signed=signed.encode()):
            return replace(said, signed_by=thumbprint(key))
    return None


def thumbprints(keys: Mapping[str, Any]) -> frozenset[str]:
    """The thumbprints of the keys of a JWK Set by which a signature can be verified here."""
    listed = keys.get("keys")
    found = listed[:_MAX_KEYS] if isinstance(listed, list) else ()
    made = (thumbprint(each) for each in found if isinstance(each, dict))
    return frozenset(each for each in made if each is not None)


def thumbprint(key: Mapping[str, Any]) -> str | None:
    """SHA-256 over the members that make a public key (RFC 7638, RFC 8037 section 2), as base64url.

    None for a key of another kind, or without one of them.
    """
    wanted = ("kty", *_PUBLIC_MEMBERS.get(str(key.get("kty")), ()))
    members = {name: value for name in wanted if isinstance(value := key.get(name), str)}
    complete = len(members) == len(wanted) > 1
    return calculate_thumbprint(members) if complete else None


def _candidates(keys: Mapping[str, Any], alg: str, kid: object) -> Iterator[Mapping[str, Any]]:
    listed = keys.get("keys")
    for key in listed[:_MAX_KEYS] if isinstance(listed, list) else ():
        if isinstance(key, dict) and _fits(key, alg, kid):
            yield key


def _fits(key: Mapping[str, Any], alg: str, kid: object) -> bool:
    """Whether the key's type, use and `kid` fit (RFC 7517 sections 4.2 to 4.5)."""
    return (
        _is_of_kind(key, alg)
        and key.get("use", "sig") == "sig"
        and key.get("alg", alg) == alg
        and (kid is None or key.get("kid") == kid)
    )


def _is_of_kind(key: Mapping[str, Any], alg: str) -> bool:
    return all(key.get(member) == value for member, value in _KEY_OF[alg].items())


def _holds(key: Mapping[str, Any], alg: str, *, signature: bytes, signed: bytes) -> bool:
    imported = _import(key)
    if imported is None:
        return False
    try:
        return JWSRegistry.algorithms[alg].verify(signed, signature, imported)
    except _UNUSABLE:
        return False


def _import(key: Mapping[str, Any]) -> Key | None:
    """The public half only; None for a malformed or weak key."""
    wanted = _PUBLIC_MEMBERS[key["kty"]]
    members = {name: value for name in wanted if isinstance(value := key.get(name), str)}
    if len(members) < len(wanted):
        return None
    modulus = decode(members.get("n") or "")
    if key["kty"] == "RSA" and (modulus is None or len(modulus.lstrip(b"\0")) < _MIN_RSA_BYTES):
        return None
    try:
        return JWKRegistry.import_key({"kty": key["kty"], **members})
    except _UNUSABLE:
        return None
