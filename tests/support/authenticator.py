"""A software authenticator (WebAuthn): real keys and signatures, flags and counter at will.

It takes the server's options, as JSON, with the origin of the page, and returns the JSON of the
browser's `PublicKeyCredential.toJSON()`. It is honest by default: each lie of a hostile case is a
parameter or a change to the decoded answer.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.makers import Maker

_PRESENT, _VERIFIED, _ELIGIBLE, _BACKED_UP, _ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40
_ES256: Final = -7
_NO_MODEL: Final = bytes(16)

Lie = Callable[[bytes], bytes]
_HONEST: Final[Mapping[str, Lie]] = {}


def _as_it_is(value: bytes) -> bytes:
    return value


class NotAllowed(Exception):
    """The browser's NotAllowedError or InvalidStateError."""


@dataclass(frozen=True)
class ResidentKey:
    """One key of one person at one relying party."""

    id: bytes
    rp_id: str
    user_handle: bytes
    private: ec.EllipticCurvePrivateKey = field(repr=False)


@dataclass
class Authenticator:
    """`counts` off is an authenticator whose signature counter stays zero, as synced ones do.

    One with a `maker` says its model, and is vouched for when the server asks for that, in a
    statement that calls itself `other_format` if told so; without it is of no known model.
    """

    verifies_user: bool = True
    backup_eligible: bool = False
    backed_up: bool = False
    counts: bool = True
    sign_count: int = 0
    keys: list[ResidentKey] = field(default_factory=list)
    maker: Maker | None = None
    other_format: str | None = None

    def create(self, options: Mapping[str, Any], *, origin: str) -> str:
        """Answer `navigator.credentials.create()`; the key is kept. Raises NotAllowed."""
        if not any(each["alg"] == _ES256 for each in options["pubKeyCredParams"]):
            raise NotAllowed("no algorithm in common")
        excluded = {_bytes(each["id"]) for each in options.get("excludeCredentials", ())}
        if any(key.id in excluded for key in self.keys):
            raise NotAllowed("already registered here")
        key = ResidentKey(
            id=secrets.token_bytes(32),
            rp_id=options["rp"]["id"],
            user_handle=_bytes(options["user"]["id"]),
            private=ec.generate_private_key(ec.SECP256R1()),
        )
        self.keys.append(key)
        client_data = _client_data("webauthn.create", options, origin)
        asked = options.get("attestation") == "direct"
        return _answer(
            key,
            {
                "clientDataJSON": _text(client_data),
                "attestationObject": self.attestation(key, client_data if asked else None),
                "transports": ["internal"],
            },
        )

    def get(
        self, options: Mapping[str, Any], *, origin: str, lies: Mapping[str, Lie] = _HONEST
    ) -> str:
        """Answer `navigator.credentials.get()` with the newest key that fits. Raises NotAllowed.

        `lies` bends `authenticatorData` or `clientDataJSON` before it is signed, as a browser or
        an authenticator that is not what it says could: the signature is right.
        """
        key = self._chosen(options)
        data = lies.get("authenticatorData", _as_it_is)(self._data(key, 0))
        client_data = _client_data("webauthn.get", options, origin)
        client_data = lies.get("clientDataJSON", _as_it_is)(client_data)
        signed = data + hashlib.sha256(client_data).digest()
        return _answer(
            key,
            {
                "clientDataJSON": _text(client_data),
                "authenticatorData": _text(data),
                "signature": _text(key.private.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": _text(key.user_handle),
            },
        )

    def attestation(self, key: ResidentKey, client_data: bytes | None = None) -> str:
        """An attestation object (base64url) for any key: `packed` over client data, or `none`."""
        model = _NO_MODEL if self.maker is None else self.maker.model.bytes
        data = self._data(key, _ATTESTED) + _attested(key, model)
        if self.maker is None or client_data is None:
            return _text(cbor({"fmt": "none", "attStmt": {}, "authData": data}))
        statement = self.maker.attest(data + hashlib.sha256(client_data).digest())
        form = self.other_format or "packed"
        return _text(cbor({"fmt": form, "attStmt": statement, "authData": data}))

    def copy(self) -> "Authenticator":
        """A stolen copy with the same keys and the same counter."""
        return replace(self, keys=list(self.keys))

    def _chosen(self, options: Mapping[str, Any]) -> ResidentKey:
        allowed = {_bytes(each["id"]) for each in options.get("allowCredentials", ())}
        for key in reversed(self.keys):
            if key.rp_id == options["rpId"] and (not allowed or key.id in allowed):
                return key
        raise NotAllowed("no key for this relying party")

    def _data(self, key: ResidentKey, more: int) -> bytes:
        self.sign_count += 1 if self.counts else 0
        flags = _PRESENT | more
        flags |= _VERIFIED if self.verifies_user else 0
        flags |= _ELIGIBLE if self.backup_eligible else 0
        flags |= _BACKED_UP if self.backed_up else 0
        rp_id_hash = hashlib.sha256(key.rp_id.encode()).digest()
        return rp_id_hash + bytes([flags]) + self.sign_count.to_bytes(4, "big")


def cbor(value: int | bytes | str | Mapping[Any, Any] | Sequence[Any]) -> bytes:
    """RFC 8949, as much of it as an authenticator says."""
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, Mapping):
        members = (cbor(name) + cbor(member) for name, member in value.items())
        return _head(5, len(value)) + b"".join(members)
    return _head(4, len(value)) + b"".join(map(cbor, value))


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for size, code in ((1, 24), (2, 25), (4, 26)):
        if number < 1 << (8 * size):
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise ValueError("longer than anything an authenticator says")


def _attested(key: ResidentKey, model: bytes) -> bytes:
    point = key.private.public_key().public_numbers()
    public = {
        1: 2,
        3: _ES256,
        -1: 1,
        -2: point.x.to_bytes(32, "big"),
        -3: point.y.to_bytes(32, "big"),
    }
    return model + len(key.id).to_bytes(2, "big") + key.id + cbor(public)


def _client_data(kind: str, options: Mapping[str, Any], origin: str) -> bytes:
    client_data = {
        "type": kind,
        "challenge": options["challenge"],
        "origin": origin,
        "crossOrigin": False,
    }
    return json.dumps(client_data).encode()


def _answer(key: ResidentKey, response: Mapping[str, Any]) -> str:
    return json.dumps(
        {
            "id": _text(key.id),
            "rawId": _text(key.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        }
    )


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
