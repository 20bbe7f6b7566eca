"""Makers of authenticators and the publisher of their metadata, with test certificates.

Everything is valid by default: each parameter is one fault.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.support.frozen_clock import START

YEAR: Final = timedelta(days=365)
MODEL: Final = UUID("7a1f4c62-0d35-4be1-9c1e-5b8f6d3a2e10")
BIOMETRIC: Final = (("fingerprint_internal",),)
CODE: Final = (("passcode_external",),)
EITHER: Final = (("fingerprint_internal", "presence_internal"), ("passcode_external",))
_MODEL_EXTENSION: Final = x509.ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4")

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Authority:
    """A key with its certificate, and the certificates above it but for the root."""

    key: Key = field(repr=False)
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def chain(self) -> list[bytes]:
        """DER, the leaf first, without the root."""
        return [each.public_bytes(Encoding.DER) for each in (self.certificate, *self.above)]


def authority(
    name: str,
    *,
    by: Authority | None = None,
    ca: bool = True,
    path_length: int | None = None,
    key: Key | None = None,
    begins: datetime = START - YEAR,
    ends: datetime = START + 20 * YEAR,
    model: UUID | None = None,
) -> Authority:
    """A certificate issued by `by`, or a root without it."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = subject if by is None else by.certificate.subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=path_length), critical=True)
    )
    if model is not None:
        said = x509.UnrecognizedExtension(_MODEL_EXTENSION, b"\x04\x10" + model.bytes)
        builder = builder.add_extension(said, critical=False)
    signer = key if by is None else by.key
    return Authority(key, builder.sign(signer, hashes.SHA256()), () if by is None else _up(by))


def _up(by: Authority) -> tuple[x509.Certificate, ...]:
    """The certificates to send along: everything above but for the root."""
    is_root = by.certificate.issuer == by.certificate.subject
    return () if is_root else (by.certificate, *by.above)


def rsa_key(size: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


@dataclass(frozen=True)
class Maker:
    """One maker with one model, whose batch of keys signs with one certificate."""

    root: Authority
    batch: Authority
    model: UUID = MODEL

    def entry(
        self,
        ways: Sequence[Sequence[str]] = BIOMETRIC,
        *statuses: str,
        **members: object,
    ) -> dict[str, Any]:
        """The publisher's entry about the model."""
        return {
            "aaguid": str(self.model),
            "metadataStatement": {
                "userVerificationDetails": [
                    [{"userVerificationMethod": method} for method in way] for way in ways
                ],
                "attestationRootCertificates": [
                    base64.encodebytes(self.root.certificate.public_bytes(Encoding.DER)).decode()
                ],
            },
            "statusReports": [{"status": each} for each in ("FIDO_CERTIFIED", *statuses)],
            **members,
        }

    def attest(self, signed: bytes) -> Mapping[str, Any]:
        """The statement `packed` of WebAuthn section 8.2 over authenticator and client data."""
        key = self.batch.key
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        signature = key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return {"alg": -7, "sig": signature, "x5c": self.batch.chain}


def maker(model: UUID = MODEL) -> Maker:
    root = authority("Maker Root")
    return Maker(root, authority("Batch 1", by=root, ca=False, model=model), model)


@dataclass(frozen=True)
class Publisher:
    """The publisher of the metadata; `signer` signs them under `root`."""

    root: Authority
    signer: Authority

    def blob(self, number: int, *entries: object, **members: object) -> bytes:
        """A BLOB that is due again in four weeks; `members` overrule its payload."""
        due = (START + timedelta(days=28)).date()
        payload = {"no": number, "nextUpdate": due.isoformat(), "entries": entries, **members}
        return self.sign(json.dumps(payload).encode())

    def sign(self, payload: bytes, **header: object) -> bytes:
        """A compact JWS over any bytes; `header` overrules its members, None leaves one out."""
        alg = "RS256" if isinstance(self.signer.key, rsa.RSAPrivateKey) else "ES256"
        chain = [base64.b64encode(each).decode() for each in self.signer.chain]
        said = {"alg": alg, "typ": "JWT", "x5c": chain, **header}
        kept = {name: value for name, value in said.items() if value is not None}
        signed = _text(json.dumps(kept).encode()) + b"." + _text(payload)
        return signed + b"." + _text(_signature(self.signer.key, signed))


def publisher(*, key: Key | None = None) -> Publisher:
    """Root, one authority between, and a signer, as the real publisher has them."""
    root = authority("Publisher Root")
    between = authority("Publisher CA", by=root, path_length=0)
    return Publisher(root, authority("Metadata Signer", by=between, ca=False, key=key))


def _signature(key: Key, signed: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _text(value: bytes) -> bytes:
    return base64.urlsafe_b64encode(value).rstrip(b"=")


def due_on(day: datetime) -> str:
    """`nextUpdate` of a file."""
    return day.date().isoformat()
