"""A WebAuthn authenticator in software (WebAuthn Level 3), as far as a measurement needs."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT_AND_VERIFIED: Final = 0x05
_WITH_KEY: Final = 0x40
_NO_MODEL: Final = bytes(16)


@dataclass
class Authenticator:
    """One resident key (ES256), with a counter that grows."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1()), repr=False
    )
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: bytes = b""
    count: int = 0

    def create(self, options: Mapping[str, Any], *, origin: str) -> str:
        """The result of `navigator.credentials.create()` as JSON, without an attestation."""
        self.user_handle = _bytes(options["user"]["id"])
        attested = _NO_MODEL + len(self.id).to_bytes(2) + self.id + self._cose()
        data = self._data(options["rp"]["id"], _WITH_KEY) + attested
        return self._answer(
            clientDataJSON=_said("webauthn.create", options, origin),
            attestationObject=b"\xa3"
            + _member("fmt", b"\x64none")
            + _member("attStmt", b"\xa0")
            + _member("authData", b"\x58" + bytes([len(data)]) + data),
        )

    def get(self, options: Mapping[str, Any], *, origin: str) -> str:
        """The result of `navigator.credentials.get()` as JSON."""
        data, said = self._data(options["rpId"]), _said("webauthn.get", options, origin)
        signed = data + hashlib.sha256(said).digest()
        return self._answer(
            clientDataJSON=said,
            authenticatorData=data,
            signature=self.private.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.user_handle,
        )

    def _data(self, party: str, flags: int = 0) -> bytes:
        self.count += 1
        head = hashlib.sha256(party.encode()).digest() + bytes([_PRESENT_AND_VERIFIED | flags])
        return head + self.count.to_bytes(4)

    def _cose(self) -> bytes:
        """The public key (RFC 9053 section 7.1.1): EC2, ES256, P-256."""
        point = self.private.public_key().public_numbers()
        x, y = point.x.to_bytes(32), point.y.to_bytes(32)
        return b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + x + b"\x22\x58\x20" + y

    def _answer(self, **response: bytes) -> str:
        name = encoded(self.id)
        told = {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {key: encoded(value) for key, value in response.items()},
        }
        return json.dumps(told)


def _member(name: str, value: bytes) -> bytes:
    """One member of a CBOR map; names are short."""
    return bytes([0x60 | len(name)]) + name.encode() + value


def _said(kind: str, options: Mapping[str, Any], origin: str) -> bytes:
    told = {"type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": False}
    return json.dumps(told).encode()


def encoded(value: bytes) -> str:
    """base64url without its padding."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
