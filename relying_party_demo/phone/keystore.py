"""The keys of this telephone: generated here, kept in one file."""

import base64
import hashlib
import json
import os
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from relying_party_demo.phone.attestation import Unlock

_LIVES_SECONDS = 60


class Locked(RuntimeError):
    """The key's user verification does not allow this signature."""


@dataclass(frozen=True, slots=True)
class StoredKey:
    """`name` is the key's thumbprint (RFC 7638); `retire` the token that retires it."""

    name: str
    pem: str
    unlock: int
    label: str
    account: str
    anchored: bool
    retire: str

    @property
    def number(self) -> str:
        """What a person reads out at a counter: 48 bits of the thumbprint, in hexadecimal."""
        raw = base64.urlsafe_b64decode(self.name + "=" * (-len(self.name) % 4))
        said = raw[:6].hex().upper()
        return "-".join(said[at : at + 4] for at in range(0, len(said), 4))

    def opens_with(self, unlock: Unlock) -> bool:
        """Whether the key accepts this user verification; both bits mean either of the two."""
        return self.unlock == Unlock.NOTHING or bool(self.unlock & unlock)

    def sign(self, typ: str, audience: str, claims: Mapping[str, object], unlock: Unlock) -> str:
        """A JWS (ES256) of this key, valid for a minute. Raises Locked."""
        if not self.opens_with(unlock):
            raise Locked(self.name)
        return sign(load_key(self.pem), typ, audience, claims)


class Keystore:
    """The keys of this telephone, oldest first."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        stored = json.loads(file.read_text("utf-8-sig")) if file.exists() else []
        self._keys = [StoredKey(**each) for each in stored]

    def all(self) -> list[StoredKey]:
        with self._lock:
            return list(self._keys)

    def get(self, name: str) -> StoredKey | None:
        return next((key for key in self.all() if key.name == name), None)

    def add(self, key: StoredKey) -> None:
        with self._lock:
            self._keys.append(key)
            self._keep()

    def forget(self, name: str) -> None:
        with self._lock:
            self._keys = [key for key in self._keys if key.name != name]
            self._keep()

    def _keep(self) -> None:
        keep(self._file, [asdict(key) for key in self._keys])


def keep(path: Path, value: object) -> None:
    """Write JSON for the owner's eyes only; whoever reads the file finds all of it, or before."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
    part.replace(path)


def sign(
    key: ec.EllipticCurvePrivateKey, typ: str, audience: str, claims: Mapping[str, object]
) -> str:
    """A JWS (ES256) of a key, valid for a minute."""
    now = int(time.time())
    said = {
        "iss": name_of(key),
        "aud": audience,
        "iat": now,
        "exp": now + _LIVES_SECONDS,
        "jti": secrets.token_urlsafe(16),
        **claims,
    }
    signed = f"{_text_of({'alg': 'ES256', 'typ': typ})}.{_text_of(said)}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{_text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def pem_of(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def name_of(key: ec.EllipticCurvePrivateKey) -> str:
    """The thumbprint of its JWK (RFC 7638)."""
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    jwk = {"crv": "P-256", "kty": "EC", "x": _text(point[1:33]), "y": _text(point[33:])}
    return _text(hashlib.sha256(json.dumps(jwk, separators=(",", ":")).encode()).digest())


def load_key(pem: str) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(pem.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("a key of this telephone is on an elliptic curve")
    return key


def _text_of(value: Mapping[str, object]) -> str:
    return _text(json.dumps(value).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
