"""A passkey in software, for the officers of the demonstration; its private key lies in demo.json.

As an authenticator that verifies its user and counts nothing (WebAuthn section 6). It exists so
that two officers can sign before anybody has opened a browser, and for scripts.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from idp.platform.jose import decode, encode

_PRESENT_AND_VERIFIED: Final = 0x05
_WITH_A_KEY: Final = 0x40
_ES256: Final = -7


@dataclass(frozen=True, slots=True)
class SoftwarePasskey:
    """One key of one person, at the issuer (its origin)."""

    issuer: str
    host: str
    credential_id: bytes
    user_handle: bytes
    private: ec.EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def made(cls, options: Mapping[str, Any], *, issuer: str) -> "SoftwarePasskey":
        """A new key for `navigator.credentials.create()` with these options."""
        handle = decode(options["user"]["id"]) or b""
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(issuer, options["rp"]["id"], secrets.token_bytes(32), handle, key)

    def created(self, options: Mapping[str, Any]) -> str:
        """The response to the options that it was made for, without an attestation."""
        point = self.private.public_key().public_numbers()
        public = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + point.x.to_bytes(32, "big")
        public += b"\x22\x58\x20" + point.y.to_bytes(32, "big")
        known = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(_WITH_A_KEY) + known + public
        # {"fmt": "none", "attStmt": {}, "authData": data} in CBOR (RFC 8949)
        attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58" + bytes([len(data)])
        return self._answer(
            {
                "clientDataJSON": encode(self._client_data("webauthn.create", options)),
                "attestationObject": encode(attestation + data),
                "transports": ["internal"],
            }
        )

    def signed(self, options: Mapping[str, Any]) -> str:
        """The response to `navigator.credentials.get()` with these options."""
        data, client_data = self._data(0), self._client_data("webauthn.get", options)
        message = data + hashlib.sha256(client_data).digest()
        return self._answer(
            {
                "clientDataJSON": encode(client_data),
                "authenticatorData": encode(data),
                "signature": encode(self.private.sign(message, ec.ECDSA(hashes.SHA256()))),
                "userHandle": encode(self.user_handle),
            }
        )

    def told(self) -> dict[str, str]:
        """Its members of demo.json: base64url, and the private key as PEM."""
        pem = self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return {
            "rp_id": self.host,
            "credential_id": encode(self.credential_id),
            "user_handle": encode(self.user_handle),
            "private_key": pem.decode(),
        }

    def _data(self, more: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([_PRESENT_AND_VERIFIED | more]) + bytes(4)

    def _client_data(self, kind: str, options: Mapping[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.issuer}
        return json.dumps({**said, "crossOrigin": False}).encode()

    def _answer(self, response: Mapping[str, Any]) -> str:
        name = encode(self.credential_id)
        whole = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**whole, "response": response})
