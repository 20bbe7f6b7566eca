"""PAdES seals on PDF files: one made, one verified. The only module that signs through pyHanko.

A seal is a signature of an organisation (ETSI EN 319 142-1, level B-B; B-T with a timestamp): it
certifies the whole file, and allows no change after it. Times of signatures are the machine's.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeVar

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from idp.platform.outbound import Outbound, OutboundFailed

_OK: Final = 200
_LONGEST_TIMESTAMP: Final = 65_536
T = TypeVar("T")
_FIELD: Final = "Seal"
_OWNER_ALONE: Final = 0o600
_ANYBODY: Final = 0o644
_HELD_FOR: Final = timedelta(days=3 * 365)


class BrokenSealKey(ValueError):
    """The file has no private key with its certificate."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key with its certificate, and the certificates above it (asn1crypto's)."""

    key: Any = field(repr=False)
    chain: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SealFound:
    """What the seal of a file says.

    `genuine`: a known certificate sealed it, and not one byte differs. `timestamped`: a timestamp
    is in it, and intact.
    """

    genuine: bool
    signer: str
    signed_at: datetime | None
    timestamped: bool


def create_seal_key(path: Path, certificate_path: Path, *, name: str, now: datetime) -> None:
    """A new key with a self-signed certificate, which holds for three years.

    The key is put into a new file for its owner alone, the certificate added to the file of
    certificates. Raises FileExistsError.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _self_signed(key, name, now).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private + certificate)
    public = os.open(certificate_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _ANYBODY)
    with os.fdopen(public, "ab") as file:
        file.write(certificate)


def read_seal_key(path: Path) -> SealKey:
    """The key in a PEM file, its own certificate first. Raises OSError, BrokenSealKey."""
    text = path.read_bytes()
    try:
        key = serialization.load_pem_private_key(text, password=None)
        chain = x509.load_pem_x509_certificates(text)
    except (TypeError, ValueError) as error:
        raise BrokenSealKey(f"{path} has no private key with its certificate (PEM)") from error
    spki = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if chain[0].public_key().public_bytes(*spki) != key.public_key().public_bytes(*spki):
        raise BrokenSealKey(f"{path}: the first certificate is of another key")
    return SealKey(
        load_private_key_from_pemder_data(text, passphrase=None),
        tuple(load_certs_from_pemder_data(text)),
    )


class TimestampAuthority(TimeStamper):
    """Asks an authority for timestamps (RFC 3161), through the outbound client.

    Its certificate belongs into the file of trusted certificates. Raises OutboundFailed,
    OutboundRefused where it gives none.
    """

    def __init__(self, outbound: Outbound, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._outbound = outbound
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query"}
        reply = self._outbound.exchange(
            "POST", self._url, headers=headers, body=req.dump(), most=_LONGEST_TIMESTAMP
        )
        if reply.status != _OK:
            raise OutboundFailed(f"answered {reply.status}")
        return tsp.TimeStampResp.load(reply.body)


@dataclass(frozen=True, slots=True)
class PdfSealer:
    """Seals files in the name of `name`; `timestamps`: the authority that dates the seals."""

    key: SealKey
    name: str
    timestamps: TimeStamper | None = None

    def seal(self, pdf: bytes) -> bytes:
        """The file with a seal on the whole of it.

        The seal is appended, after the end of a line as ISO 19005-2 section 6.1.9 wants it, so that
        an archival and accessible file stays one.
        """
        signer = SimpleSigner(
            signing_cert=self.key.chain[0],
            signing_key=self.key.key,
            cert_registry=SimpleCertificateStore.from_certs(self.key.chain),  # type: ignore[no-untyped-call]
        )
        meta = signers.PdfSignatureMetadata(
            field_name=_FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            name=self.name,
        )
        writer = IncrementalPdfFileWriter(BytesIO(pdf.rstrip(b"\r\n") + b"\n"))
        sealed: BytesIO = _apart(
            lambda: signers.sign_pdf(writer, meta, signer=signer, timestamper=self.timestamps)
        )
        return sealed.getvalue()


def verify(pdf: bytes, certificates: bytes, *, at: datetime) -> SealFound | None:
    """What its one seal says, offline; None without a seal, or for no PDF.

    `certificates` (PEM) are those that are trusted. They are judged at the time that the seal says,
    which lies before `at`: a seal outlives its certificate, and an operator takes the certificate
    of a key that others may have had out of the file.
    """
    try:
        trusted = list(load_certs_from_pemder_data(certificates))
        signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return None
        said = signatures[0].self_reported_timestamp
        if said is None or said > at:
            return None
        context = ValidationContext(
            trust_roots=trusted,
            allow_fetching=False,
            moment=said,
            best_signature_time=said,
        )
        found = _apart(lambda: validate_pdf_signature(signatures[0], context))
    except Exception:  # noqa: BLE001 - pyHanko raises whatever a damaged file breaks in it
        return None
    whole = found.coverage is SignatureCoverageLevel.ENTIRE_FILE
    stamp = found.timestamp_validity
    return SealFound(
        genuine=bool(found.bottom_line and whole),
        signer=str(found.signing_cert.subject.native.get("common_name", "")),
        signed_at=found.signer_reported_dt,
        timestamped=stamp is not None and stamp.intact and stamp.valid,
    )


def _apart(call: Callable[[], T]) -> T:
    """The result of a call that begins an asyncio loop, in a thread that has none yet.

    pyHanko's plain functions do, which a thread with a running loop forbids.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result()


def _self_signed(key: ec.EllipticCurvePrivateKey, name: str, now: datetime) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + _HELD_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
