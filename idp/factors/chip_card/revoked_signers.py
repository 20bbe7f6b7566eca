"""Revocation lists of document signers: files of the State, imported by the operator.

Signed by a country signing certificate in force, of its name, and of today. Complete lists only: a
partial or delta list is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from idp.factors.chip_card.certificates import (
    Certificate,
    SignedStructure,
    may_sign_lists,
    signed_in,
)
from idp.factors.der import INTEGER, SEQUENCE, Fields, MalformedDer, only
from idp.factors.metadata.chains import BROKEN

LARGEST: Final = 4 * 1024 * 1024
_MOST_ENTRIES: Final = 100_000
_LARGEST_NUMBER: Final = 2**63
_PEM: Final = b"-----BEGIN X509 CRL-----"
_LOADS: Final = {True: x509.load_pem_x509_crl, False: x509.load_der_x509_crl}


@dataclass(frozen=True, slots=True)
class RevocationList:
    """The revoked `serials` of one issuer, and the date of the next list."""

    issuer: bytes
    number: int
    made_at: datetime
    due_at: datetime
    serials: frozenset[int]


def issuer_digest(name: bytes) -> bytes:
    """SHA-256 of an issuer's name (DER), to match a list with a certificate."""
    return sha256(name).digest()


def read_list(encoded: bytes, *, anchors: Sequence[Certificate], now: datetime) -> RevocationList:
    """A revocation list in DER or PEM that one of the anchors signed. Raises Malformed."""
    if len(encoded) > LARGEST:
        raise MalformedDer("the list is too large")
    try:
        load = _LOADS[encoded.lstrip().startswith(_PEM)]
        read = load(encoded)
        whole = read.public_bytes(Encoding.DER)
        return _judged(read, whole, anchors, now)
    except MalformedDer:
        raise
    except BROKEN as error:
        raise MalformedDer("the list cannot be read") from error


def _judged(
    read: x509.CertificateRevocationList,
    whole: bytes,
    anchors: Sequence[Certificate],
    now: datetime,
) -> RevocationList:
    signed = signed_in(whole)
    issuer = _issuer(signed)
    if not any(
        each.subject == issuer and may_sign_lists(each, now) and signed.by(each.key)
        for each in anchors
    ):
        raise MalformedDer("no anchor in force signed the list")
    made_at, due_at = read.last_update_utc, read.next_update_utc
    if due_at is None or not made_at <= now < due_at:
        raise MalformedDer("the list is not of today")
    if any(each.critical for each in read.extensions) or len(read) > _MOST_ENTRIES:
        raise MalformedDer("the list is only a part, or too long")
    if any(extension.critical for each in read for extension in each.extensions):
        raise MalformedDer("an entry is about another issuer")
    serials = frozenset(each.serial_number for each in read)
    return RevocationList(issuer, _number(read), made_at, due_at, serials)


def _issuer(signed: SignedStructure) -> bytes:
    fields = Fields(only(signed.content, SEQUENCE).content)
    fields.take_if(INTEGER)
    fields.take(SEQUENCE)
    return fields.take(SEQUENCE).encoded


def _number(read: x509.CertificateRevocationList) -> int:
    try:
        number = read.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except x509.ExtensionNotFound as error:
        raise MalformedDer("the list has no number") from error
    if not 0 <= number < _LARGEST_NUMBER:
        raise MalformedDer("the list has a number that cannot be kept")
    return number
