"""Signed questions and signed answers."""

import hashlib
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Any

import requests
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, KeySetSerialization

_SECONDS, _LEEWAY = 5, 60
_MOST_REMEMBERED = 10_000

Keys = Callable[[], KeySetSerialization]


class NotAsked(ValueError):
    """No question of the provider, or one that was asked before."""


class KeysAway(RuntimeError):
    """The provider's keys cannot be read now."""


def published_by(issuer: str) -> Keys:
    """The keys that the provider publishes now; the function raises KeysAway."""

    def fetch() -> KeySetSerialization:
        try:
            found: KeySetSerialization = requests.get(f"{issuer}/jwks", timeout=_SECONDS).json()
        except requests.RequestException as error:
            raise KeysAway from error
        return found

    return fetch


class Questions:
    """Verifies questions; each `jti` counts once."""

    def __init__(self, issuer: str, keys: Keys) -> None:
        self._issuer = issuer
        self._keys = keys
        self._seen: dict[str, None] = {}

    def read(self, text: str, *, address: str) -> Mapping[str, Any]:
        """The claims of a question to the registry at this address. Raises NotAsked."""
        try:
            keys = KeySet.import_key_set(self._keys())
            token = jwt.decode(text, keys, algorithms=["ES256"])
            rules = jwt.JWTClaimsRegistry(
                leeway=_LEEWAY,
                iss={"essential": True, "value": self._issuer},
                aud={"essential": True, "value": address},
                exp={"essential": True},
                iat={"essential": True},
                jti={"essential": True},
            )
            rules.validate(token.claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise NotAsked from error
        if token.header.get("typ") != "registry-request+jwt":
            raise NotAsked
        if token.claims["jti"] in self._seen:
            raise NotAsked
        self._seen[token.claims["jti"]] = None
        while len(self._seen) > _MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return token.claims


def answer(
    text: str, said: Mapping[str, Any], *, address: str, issuer: str, key: Mapping[str, str]
) -> str:
    """The signed answer to a question, bound to it by its digest."""
    digest = urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    claims = {
        "iss": address,
        "aud": issuer,
        "iat": int(time.time()),
        "request": digest,
        **said,
    }
    header = {"alg": "ES256", "typ": "registry-answer+jwt"}
    if "kid" in key:
        header["kid"] = key["kid"]
    return jwt.encode(header, claims, ECKey.import_key(dict(key)))
