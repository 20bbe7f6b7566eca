"""JWTs as clients and attackers make them: any header, any claims, any key."""

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, utils

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class ClientKey:
    """A P-256 key of a client, and what it publishes of it."""

    def __init__(self, kid: str = "one", key: ec.EllipticCurvePrivateKey | None = None) -> None:
        self.kid = kid
        self._key = key or ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> dict[str, str]:
        numbers = self._key.public_key().public_numbers()
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": text(numbers.x.to_bytes(32, "big")),
            "y": text(numbers.y.to_bytes(32, "big")),
            "kid": self.kid,
            "alg": "ES256",
            "use": "sig",
        }

    @property
    def jwks(self) -> dict[str, Any]:
        return {"keys": [self.public]}

    def sign(self, claims: Mapping[str, Any], **header: Any) -> str:  # noqa: ANN401
        """Sign with ES256 whatever the header says."""
        start = signing_input({"alg": "ES256", "kid": self.kid, **header}, claims)
        r, s = utils.decode_dss_signature(self._key.sign(start.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{start}.{text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def signing_input(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    return ".".join(text(json.dumps(part).encode()) for part in (header, claims))


def unsigned(claims: Mapping[str, Any], *, alg: str = "none") -> str:
    return signing_input({"alg": alg}, claims) + "."


def with_shared_key(claims: Mapping[str, Any], key: bytes, **header: Any) -> str:  # noqa: ANN401
    """HS256 with whatever bytes the attacker knows, such as a published key."""
    start = signing_input({"alg": "HS256", **header}, claims)
    mac = hmac.HMAC(key, hashes.SHA256())
    mac.update(start.encode())
    return f"{start}.{text(mac.finalize())}"


def claims_of(client_id: str, audience: object, now: float, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """The claims of a client assertion (RFC 7523); a change of None leaves one out."""
    usual = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(16),
        "iat": int(now),
        "exp": int(now) + 60,
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}
