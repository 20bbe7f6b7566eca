"""Telephones with their own keys, and the maker who attests them, valid by default.

Each parameter of an attestation is one fault; it is signed all the same.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from idp.factors.app_keys.domain import EnrolledKey
from idp.factors.app_keys.service import challenge_of
from idp.factors.domain import ACTIVATING, Binding
from idp.kernel.refusals import Refused
from idp.policy.anchors import AnchorKind
from tests.support.frozen_clock import START
from tests.support.makers import YEAR, Authority, Key, authority
from tests.support.officers import AN, BINH
from tests.support.world import World, sure

PACKAGE: Final = "vn.example.minhdanh"
SIGNER: Final = hashlib.sha256(b"who signs the application").digest()
APPLICATION: Final = f"{PACKAGE}:{SIGNER.hex()}"
DESCRIPTION: Final = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17")
PASSCODE, BIOMETRIC, EITHER = 1, 2, 3


def element(tag: int, *contents: bytes) -> bytes:
    """DER: one octet of tag, the shortest length, the contents."""
    return bytes([tag]) + _sized(b"".join(contents))


def tagged(number: int, content: bytes) -> bytes:
    """Wrap in a context tag, which Android gives numbers far beyond one octet."""
    if number < 31:
        return bytes([0xA0 | number]) + _sized(content)
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.insert(0, number & 0x7F | 0x80)
    return bytes([0xBF, *octets]) + _sized(content)


def _sized(content: bytes) -> bytes:
    size = len(content)
    if size < 128:
        return bytes([size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets + content


def number(value: int, tag: int = 0x02) -> bytes:
    return element(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def octets(value: bytes) -> bytes:
    return element(0x04, value)


NULL: Final = element(0x05)


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """The key store's description of a key (KeyDescription)."""

    attestation_level: int = 1
    keystore_level: int = 1
    purposes: tuple[int, ...] = (2,)
    origin: int | None = 0
    user_auth: int | None = BIOMETRIC
    auth_timeout: int | None = None
    no_auth: bool = False
    auth_in_software: bool = False
    packages: tuple[str, ...] = (PACKAGE,)
    signers: tuple[bytes, ...] = (SIGNER,)
    all_applications: bool = False
    locked: bool = True
    boot_state: int = 0
    root_of_trust: bool = True
    more: bytes = b""

    def description(self, challenge: bytes) -> bytes:
        auth = self._auth()
        software = tagged(709, octets(self._application()))
        hardware = self._hardware()
        if self.auth_in_software:
            software = auth + software
        else:
            hardware = auth + hardware
        return element(
            0x30,
            number(300),
            number(self.attestation_level, 0x0A),
            number(300),
            number(self.keystore_level, 0x0A),
            octets(challenge),
            octets(b""),
            element(0x30, software),
            element(0x30, hardware),
        )

    def _auth(self) -> bytes:
        said = tagged(503, NULL) if self.no_auth else b""
        if self.user_auth is not None:
            said += tagged(504, number(self.user_auth))
        if self.auth_timeout is not None:
            said += tagged(505, number(self.auth_timeout))
        return said

    def _hardware(self) -> bytes:
        said = tagged(1, element(0x31, *map(number, self.purposes)))
        said += tagged(600, NULL) if self.all_applications else b""
        said += tagged(702, number(self.origin)) if self.origin is not None else b""
        if self.root_of_trust:
            locked = element(0x01, b"\xff" if self.locked else b"\x00")
            state = number(self.boot_state, 0x0A)
            trust = element(0x30, octets(bytes(32)), locked, state, octets(bytes(32)))
            said += tagged(704, trust)
        return said + tagged(706, number(202611)) + self.more

    def _application(self) -> bytes:
        packages = [element(0x30, octets(each.encode()), number(1)) for each in self.packages]
        signers = [octets(each) for each in self.signers]
        return element(0x30, element(0x31, *packages), element(0x31, *signers))


HONEST: Final = Attestation()


@dataclass(frozen=True)
class Factory:
    """The maker of telephones: its root, and the authority that attests what they make."""

    root: Authority
    batch: Authority

    @property
    def der(self) -> bytes:
        return self.root.certificate.public_bytes(Encoding.DER)

    def chain(
        self,
        key: Key,
        challenge: bytes,
        said: Attestation = HONEST,
        *,
        begins: datetime = START - YEAR,
        ends: datetime = START + 20 * YEAR,
    ) -> list[bytes]:
        """The chain a telephone sends: the key's own certificate first, the root last."""
        return self.chain_over(key, said.description(challenge), begins=begins, ends=ends)

    def chain_over(
        self,
        key: Key,
        description: bytes,
        *,
        begins: datetime = START - YEAR,
        ends: datetime = START + 20 * YEAR,
        by: Authority | None = None,
    ) -> list[bytes]:
        """The same over any octets in place of the description."""
        issuer = by or self.batch
        leaf = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Android Key")]))
            .issuer_name(issuer.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.UnrecognizedExtension(DESCRIPTION, description), critical=False)
            .sign(issuer.key, hashes.SHA256())
        )
        above = [issuer.certificate, *issuer.above, self.root.certificate]
        return [each.public_bytes(Encoding.DER) for each in (leaf, *above)]


def factory(name: str = "Telephone Root") -> Factory:
    root = authority(name)
    return Factory(root, authority("Batch 7", by=root))


MAKER: Final = factory()


@dataclass
class Telephone:
    """One key of the application on one telephone, before our server."""

    issuer: str
    maker: Factory = MAKER
    said: Attestation = HONEST
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1()), repr=False
    )

    @property
    def jwk(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"crv": "P-256", "kty": "EC", "x": _text(point[1:33]), "y": _text(point[33:])}

    @property
    def thumbprint(self) -> str:
        return _text(hashlib.sha256(json.dumps(self.jwk, separators=(",", ":")).encode()).digest())

    def chain(self, handle: str) -> list[bytes]:
        return self.maker.chain(self.key, challenge_of(handle), self.said)

    def sign(self, typ: str, now: datetime, **claims: object) -> str:
        """A word for our server, alive for a minute; a claim of None is left out."""
        said = {
            "iss": self.thumbprint,
            "aud": self.issuer,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(seconds=60)).timestamp()),
            "jti": secrets.token_urlsafe(16),
            **claims,
        }
        kept = {name: value for name, value in said.items() if value is not None}
        return self.sign_raw({"alg": "ES256", "typ": typ}, kept)

    def sign_raw(self, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
        signed = f"{_text(json.dumps(header).encode())}.{_text(json.dumps(claims).encode())}"
        r, s = decode_dss_signature(self.key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{_text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def believe(world: World, maker: Factory = MAKER) -> None:
    """Two operators enter the root of a maker of telephones."""
    anchors = world.services.trust_anchors
    proposed = sure(anchors.propose(AnchorKind.ANDROID, maker.der, actor=AN))
    sure(anchors.approve(proposed.id, actor=BINH))


def enrol(
    world: World, subject_id: str, telephone: Telephone, *, anchoring: Binding | None = None
) -> EnrolledKey | Refused:
    """Enrol a key with the handle its person gave to the application.

    `anchoring`: at a desk, where everything else the person holds is shown too.
    """
    keys, credentials = world.services.app_keys, world.services.credentials
    if anchoring is not None:
        mine = {each.id for each in credentials.held(subject_id)}
        with world.services.database.transaction():
            credentials.rebind(subject_id, mine, anchoring)
    handle = keys.begin_enrolment(subject_id, binding=anchoring or ACTIVATING)
    return keys.enrol(handle, telephone.chain(handle), label="phone")


def telephone_of(
    world: World,
    subject_id: str,
    said: Attestation = HONEST,
    *,
    anchoring: Binding | None = None,
) -> Telephone:
    """A telephone whose key this person enrolled a while ago."""
    if not world.services.trust_anchors.in_force(AnchorKind.ANDROID):
        believe(world)
    telephone = Telephone(world.settings.issuer, said=said)
    sure(enrol(world, subject_id, telephone, anchoring=anchoring))
    world.clock.advance(timedelta(minutes=1))
    return telephone


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
