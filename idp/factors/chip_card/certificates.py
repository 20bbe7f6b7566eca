"""Certificates of document signers and country signing authorities, and chain verification.

RFC 5280 as much as ICAO Doc 9303 part 12 uses: one country signing certificate (CSCA), one document
signer below it, no step between. The cryptographic library reads names, times and extensions;
signature and key are read here, because it does not support explicit curve parameters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography import x509

from idp.factors.chip_card.algorithms import Scheme, scheme_of
from idp.factors.chip_card.public_keys import PublicKey, public_key
from idp.factors.der import (
    BIT_STRING,
    INTEGER,
    SEQUENCE,
    Fields,
    MalformedDer,
    fields_of,
    only,
    tagged,
    whole_bytes,
)
from idp.factors.metadata.chains import BROKEN

LARGEST: Final = 8 * 1024


_UNDERSTOOD: Final = {x509.BasicConstraints.oid, x509.KeyUsage.oid}
"""The extensions that are checked here; any other critical one refuses the certificate."""


@dataclass(frozen=True, slots=True)
class SignedStructure:
    """The outer structure of certificates and revocation lists: content and signature."""

    content: bytes
    scheme: Scheme
    signature: bytes

    def by(self, key: PublicKey) -> bool:
        return self.scheme.holds(key, self.signature, self.content)


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate: raw, parsed by the library, its key, and the names as bytes."""

    encoded: bytes
    x509: x509.Certificate
    key: PublicKey
    signed: SignedStructure
    issuer: bytes
    subject: bytes

    @property
    def fingerprint(self) -> bytes:
        """SHA-256, 32 bytes."""
        return sha256(self.encoded).digest()

    @property
    def serial(self) -> int:
        return self.x509.serial_number

    @property
    def key_identifier(self) -> bytes | None:
        extensions = self.x509.extensions
        try:
            return extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
        except x509.ExtensionNotFound:
            return None


def read_certificate(encoded: bytes) -> Certificate:
    """A certificate in DER with no bytes after it. Raises Malformed."""
    if len(encoded) > LARGEST:
        raise MalformedDer("a certificate that is too large")
    try:
        certificate = x509.load_der_x509_certificate(encoded)
        # The library parses these lazily; errors must show now.
        demands = {each.oid for each in certificate.extensions if each.critical}
        _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except BROKEN as error:
        raise MalformedDer("a certificate that cannot be read") from error
    if not demands <= _UNDERSTOOD:
        raise MalformedDer("a certificate with a critical extension that is not understood")
    fields = Fields(only(signed_in(encoded).content, SEQUENCE).content)
    fields.take_if(tagged(0))
    fields.take(INTEGER)
    fields.take(SEQUENCE)
    issuer = fields.take(SEQUENCE).encoded
    fields.take(SEQUENCE)
    subject = fields.take(SEQUENCE).encoded
    key = public_key(fields.take(SEQUENCE).encoded)
    return Certificate(encoded, certificate, key, signed_in(encoded), issuer, subject)


def signed_in(encoded: bytes) -> SignedStructure:
    """The signed part of a certificate or revocation list (DER). Raises Malformed."""
    outer = fields_of(encoded, SEQUENCE)
    content = outer.take(SEQUENCE).encoded
    scheme = scheme_of(outer.inside(SEQUENCE))
    signature = whole_bytes(outer.take(BIT_STRING))
    outer.end()
    return SignedStructure(content, scheme, signature)


def issuer_of(
    signer: Certificate, *, anchors: Sequence[Certificate], now: datetime
) -> Certificate | None:
    """The anchor that issued this document signer, None without one or when one has expired."""
    if not _in_time(signer, now) or not _signs_documents(signer):
        return None
    return next(
        (
            anchor
            for anchor in anchors
            if _in_time(anchor, now) and _issues(anchor) and _issued(signer, anchor)
        ),
        None,
    )


def may_sign_lists(anchor: Certificate, now: datetime) -> bool:
    """Whether an anchor may sign revocation lists of document signers."""
    usage = _usage(anchor)
    return _in_time(anchor, now) and _is_authority(anchor) and (usage is None or usage.crl_sign)


def _issued(signer: Certificate, anchor: Certificate) -> bool:
    """The same name and key identifier, and a valid signature."""
    if signer.issuer != anchor.subject:
        return False
    named, own = _key_named(signer), anchor.key_identifier
    if named is not None and own is not None and named != own:
        return False
    return signer.signed.by(anchor.key)


def _in_time(certificate: Certificate, now: datetime) -> bool:
    read = certificate.x509
    return read.not_valid_before_utc <= now <= read.not_valid_after_utc


def _signs_documents(signer: Certificate) -> bool:
    usage = _usage(signer)
    return not _is_authority(signer) and (usage is None or usage.digital_signature)


def _issues(anchor: Certificate) -> bool:
    usage = _usage(anchor)
    return _is_authority(anchor) and (usage is None or usage.key_cert_sign)


def _is_authority(certificate: Certificate) -> bool:
    try:
        return certificate.x509.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _usage(certificate: Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.x509.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _key_named(certificate: Certificate) -> bytes | None:
    extensions = certificate.x509.extensions
    try:
        return extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    except x509.ExtensionNotFound:
        return None
