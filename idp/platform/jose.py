"""Signatures made by others: client assertions and their like. The only door to joserfc.

What a foreign header says is never followed: no `jwk`, `jku`, `x5u` or `x5c`, no `crit`, no `none`,
no symmetric algorithm. The key comes from the registered key set, the algorithm from our list and
must be the key's own kind (RFC 8725 sections 3.1 and 3.2).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry
from joserfc.jws import JWSRegistry

from idp.platform.signatures import decode, parse_object

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
FOREIGN_ALGORITHMS: Final = tuple(_KEY_OF)
"""Every algorithm a foreign signature may use here; callers allow a part of them."""

_PUBLIC_MEMBERS: Final = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}


@dataclass(frozen=True, slots=True)
class Verified:
    """A token whose signature holds; its claims are still the sender's words."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]


def unverified(token: str) -> Verified | None:
    """What a token says before anyone checked it: only to find whose keys to check it with."""
    parts = token.split(".") if len(token) <= MAX_TOKEN_CHARACTERS else ()
    if len(parts) != 3:  # noqa: PLR2004 - header, payload, signature
        return None
    header, claims = parse_object(parts[0]), parse_object(parts[1])
    if header is None or claims is None:
        return None
    return Verified(header, claims)


def verify_foreign(
    token: str, *, keys: Mapping[str, Any], algorithms: tuple[str, ...]
) -> Verified | None:
    """Header and claims when a key of this JWK Set signed them with an allowed algorithm.

    None for everything else, whatever is wrong. Expiry, issuer, audience and `typ` are the
    caller's to check.
    """
    said = unverified(token)
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
            return said
    return None


def _candidates(keys: Mapping[str, Any], alg: str, kid: object) -> Iterator[Mapping[str, Any]]:
    listed = keys.get("keys")
    for key in listed[:_MAX_KEYS] if isinstance(listed, list) else ():
        if isinstance(key, dict) and _fits(key, alg, kid):
            yield key


def _fits(key: Mapping[str, Any], alg: str, kid: object) -> bool:
    """The key's kind, purpose and name allow this algorithm (RFC 7517 sections 4.2 to 4.5)."""
    return (
        all(key.get(member) == value for member, value in _KEY_OF[alg].items())
        and key.get("use", "sig") == "sig"
        and key.get("alg", alg) == alg
        and (kid is None or key.get("kid") == kid)
    )


def _holds(key: Mapping[str, Any], alg: str, *, signature: bytes, signed: bytes) -> bool:
    imported = _import(key)
    if imported is None:
        return False
    try:
        return JWSRegistry.algorithms[alg].verify(signed, signature, imported)
    except (JoseError, ValueError, TypeError):
        return False


def _import(key: Mapping[str, Any]) -> Any:  # noqa: ANN401 - one of joserfc's key classes
    """The public half only, whatever else the set carries; None when malformed or weak."""
    wanted = _PUBLIC_MEMBERS[key["kty"]]
    members = {name: value for name in wanted if isinstance(value := key.get(name), str)}
    if len(members) < len(wanted):
        return None
    modulus = decode(members.get("n") or "")
    if key["kty"] == "RSA" and (modulus is None or len(modulus.lstrip(b"\0")) < _MIN_RSA_BYTES):
        return None
    try:
        return JWKRegistry.import_key({"kty": key["kty"], **members})
    except (JoseError, ValueError, TypeError):
        return None
