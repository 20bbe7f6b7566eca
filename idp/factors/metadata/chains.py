"""Verification of a certificate chain up to a given root (RFC 5280, in part).

Signature, name, time, and who may issue. Revocation lists are not asked, nothing is fetched at run
time: a maker's key that leaked comes as a status report of its model.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

LONGEST_CHAIN: Final = 6
_MODEL_EXTENSION: Final = x509.ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4")
_OCTETS_OF_16: Final = b"\x04\x10"

BROKEN: Final = (
    ValueError,
    TypeError,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    UnsupportedAlgorithm,
)
"""The exceptions of parsing an untrusted certificate."""

Chain = Sequence[x509.Certificate]


def why_untrusted(chain: Chain, *, roots: Chain, now: datetime) -> str | None:
    """Why a chain, its leaf first, does not lead to one of the roots; None when it does."""
    if not 0 < len(chain) <= LONGEST_CHAIN:
        return "the chain of certificates is empty or too long"
    try:
        return _why_untrusted(chain, roots, now)
    except BROKEN:
        return "a certificate cannot be read"


def vouched(chain: Chain, *, roots: Chain, aaguid: UUID, now: datetime) -> bool:
    """Whether a maker's chain attests a key of this model (WebAuthn section 8.2.1)."""
    if why_untrusted(chain, roots=roots, now=now) is not None:
        return False
    try:
        return not _issues(chain[0]) and _named_model(chain[0]) in {None, aaguid.bytes}
    except BROKEN:
        return False


def _why_untrusted(chain: Chain, roots: Chain, now: datetime) -> str | None:
    for below, certificate in enumerate(chain):
        if not _in_time(certificate, now):
            return "a certificate is not valid at this time"
        if certificate in roots:
            # Some makers publish the certificate of one batch instead of a root above it.
            return None
        root = next((each for each in roots if _issued(certificate, each, below)), None)
        if root is not None:
            return None if _in_time(root, now) else "the root is not valid at this time"
        above = chain[below + 1 : below + 2]
        if not above or not _issued(certificate, above[0], below):
            return "the chain of certificates does not lead to the root"
    return "the chain of certificates does not lead to the root"


def _in_time(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _issued(certificate: x509.Certificate, issuer: x509.Certificate, below: int) -> bool:
    """Whether `issuer` may sign certificates above so many intermediate ones, and signed this."""
    if not _issues(issuer, below) or _demands_more(certificate):
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except (*BROKEN, InvalidSignature):
        return False
    return True


def _issues(certificate: x509.Certificate, below: int = 0) -> bool:
    extensions = certificate.extensions
    try:
        constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False
    deep_enough = constraints.path_length is None or constraints.path_length >= below
    return constraints.ca and deep_enough and _may_sign_certificates(extensions)


def _may_sign_certificates(extensions: x509.Extensions) -> bool:
    try:
        return extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True


def _demands_more(certificate: x509.Certificate) -> bool:
    """A critical extension that is unknown here means rejection (RFC 5280 section 4.2)."""
    return any(
        each.critical and isinstance(each.value, x509.UnrecognizedExtension)
        for each in certificate.extensions
    )


def _named_model(certificate: x509.Certificate) -> bytes | None:
    """The one model a certificate is for, None when it names none."""
    try:
        found = certificate.extensions.get_extension_for_oid(_MODEL_EXTENSION).value
    except x509.ExtensionNotFound:
        return None
    named = found.value if isinstance(found, x509.UnrecognizedExtension) else b""
    return named.removeprefix(_OCTETS_OF_16)
