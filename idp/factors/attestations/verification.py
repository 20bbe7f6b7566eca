"""Verification of an attestation's certificate chain, and the evidence its key can give.

Attested, and so not merely claimed by the application: where the key is stored, that it was
generated there, that it only signs, how its user is verified, which application owns it, and that
the system is the maker's own. Not attested: whose finger is enrolled, and whether a new one will
invalidate the key. The first is why such a key reaches level 4 only once it was anchored to its
person (Q12); the second is the application's promise, vouched for by its signing digest.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from idp.factors.attestations.description import (
    ALL_APPLICATIONS,
    AUTH_TIMEOUT,
    LARGEST,
    NO_AUTH_REQUIRED,
    ORIGIN,
    PATCH_LEVEL,
    PURPOSE,
    USER_AUTH_TYPE,
    Description,
    application_of,
    boot_of,
    read_description,
)
from idp.factors.der import MalformedDer
from idp.factors.domain import UserAuth
from idp.factors.metadata.chains import BROKEN, LONGEST_CHAIN, why_untrusted
from idp.platform.secrets import constant_time_equal

KEY_DESCRIPTION: Final = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17")

_TRUSTED_ENVIRONMENT: Final = 1
_STRONGEST: Final = 2
_GENERATED: Final = 0
_VERIFIED: Final = 0
_SIGN, _VERIFY = 2, 3
_PASSWORD, _BIOMETRIC = 1, 2


class AttestationFault(StrEnum):
    """Why an attestation is refused: for tests and the operator, never for the sender."""

    MALFORMED = "malformed"
    UNTRUSTED = "untrusted"
    REVOKED = "revoked"
    OTHER_CHALLENGE = "other_challenge"
    SOFTWARE = "software"
    NOT_GENERATED = "not_generated"
    OTHER_PURPOSE = "other_purpose"
    OTHER_KEY = "other_key"
    OTHER_APPLICATION = "other_application"
    OTHER_SYSTEM = "other_system"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationRules:
    """The rules for a chain. `anchors` are certificates (DER) in force.

    `packages`: package names with the SHA-256 of their signers' certificates; `revoked`: serial
    numbers in lower-case hexadecimal without leading zeros.
    """

    anchors: Collection[bytes]
    packages: Collection[tuple[str, bytes]]
    challenge: bytes
    revoked: Collection[str]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedAttestation:
    """A key with a valid attestation. `point` is its uncompressed P-256 point.

    `serials` and `anchor` (SHA-256 of the root) are for later checks; `signer` is the digest of the
    application's signer.
    """

    point: bytes
    user_auth: UserAuth
    security_level: int
    package: str
    signer: bytes
    patch_level: int | None
    serials: frozenset[str]
    anchor: bytes


def verify_chain(
    chain: Sequence[bytes], rules: AttestationRules
) -> VerifiedAttestation | AttestationFault:
    """Verify a chain (DER, the key's own certificate first)."""
    if not 1 < len(chain) <= LONGEST_CHAIN or any(len(each) > LARGEST for each in chain):
        return AttestationFault.MALFORMED
    try:
        certificates = [x509.load_der_x509_certificate(each) for each in chain]
        return _judge(certificates, rules)
    except (MalformedDer, *BROKEN):
        return AttestationFault.MALFORMED


def serial_of(certificate: x509.Certificate) -> str:
    """The serial number in the form of revocation lists."""
    return format(certificate.serial_number, "x")


def _judge(
    chain: list[x509.Certificate], rules: AttestationRules
) -> VerifiedAttestation | AttestationFault:
    anchor = _anchor(chain, rules)
    if anchor is None:
        return AttestationFault.UNTRUSTED
    serials = frozenset(map(serial_of, (*chain, anchor)))
    if not serials.isdisjoint(rules.revoked):
        return AttestationFault.REVOKED
    extension = _description_in(chain[0])
    # A second one above the leaf: an attested key was misused to sign a certificate.
    if extension is None or any(_description_in(each) is not None for each in chain[1:]):
        return AttestationFault.UNTRUSTED
    said = read_description(extension)
    point, application = _point(chain[0]), _application(said, rules)
    doubt = _doubt_about_the_key(said, rules)
    if point is None or application is None or doubt is not None:
        return doubt or (
            AttestationFault.OTHER_KEY if point is None else AttestationFault.OTHER_APPLICATION
        )
    return VerifiedAttestation(
        point=point,
        user_auth=_user_auth(said),
        security_level=min(said.attestation_level, said.keystore_level),
        package=application[0],
        signer=application[1],
        patch_level=said.number(PATCH_LEVEL),
        serials=serials,
        anchor=fingerprint(anchor.public_bytes(Encoding.DER)),
    )


def _point(certificate: x509.Certificate) -> bytes | None:
    """The uncompressed point of a P-256 key; None for a key of another kind."""
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        return None
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def fingerprint(certificate: bytes) -> bytes:
    """SHA-256 of a certificate (DER), which identifies an anchor."""
    return sha256(certificate).digest()


def _anchor(chain: list[x509.Certificate], rules: AttestationRules) -> x509.Certificate | None:
    """The anchor this chain leads to."""
    anchors = [x509.load_der_x509_certificate(each) for each in rules.anchors]
    if chain[0] in anchors:
        return None
    return next(
        (each for each in anchors if why_untrusted(chain, roots=[each], now=rules.now) is None),
        None,
    )


def _description_in(certificate: x509.Certificate) -> bytes | None:
    try:
        found = certificate.extensions.get_extension_for_oid(KEY_DESCRIPTION).value
    except x509.ExtensionNotFound:
        return None
    return found.value if isinstance(found, x509.UnrecognizedExtension) else b""


def _doubt_about_the_key(said: Description, rules: AttestationRules) -> AttestationFault | None:
    """The first property of the key that violates a rule."""
    levels = (said.attestation_level, said.keystore_level)
    purposes = said.numbers(PURPOSE)
    boot = boot_of(said)
    held = {
        AttestationFault.OTHER_CHALLENGE: constant_time_equal(said.challenge, rules.challenge),
        AttestationFault.SOFTWARE: all(
            _TRUSTED_ENVIRONMENT <= each <= _STRONGEST for each in levels
        ),
        AttestationFault.NOT_GENERATED: said.number(ORIGIN) == _GENERATED,
        # A key with purpose ATTEST could attest keys of its holder's own making.
        AttestationFault.OTHER_PURPOSE: _SIGN in purposes and purposes <= {_SIGN, _VERIFY},
        AttestationFault.OTHER_SYSTEM: boot is not None and boot.locked and boot.state == _VERIFIED,
    }
    return next((doubt for doubt, holds in held.items() if not holds), None)


def _application(said: Description, rules: AttestationRules) -> tuple[str, bytes] | None:
    """The one application of the key, with the registered signer; shared keys are refused."""
    found = application_of(said)
    if found is None or said.says(ALL_APPLICATIONS):
        return None
    pairs = {(package, signer) for package in found.packages for signer in found.signers}
    return pairs.pop() if len(pairs) == 1 and pairs <= set(rules.packages) else None


def _user_auth(said: Description) -> UserAuth:
    """The user verification by the hardware at each use of the key."""
    kinds = said.number(USER_AUTH_TYPE)
    # With a timeout the user was verified some time ago, not for this transaction.
    if said.says(NO_AUTH_REQUIRED) or said.says(AUTH_TIMEOUT) or not kinds:
        return UserAuth.NONE
    return {_BIOMETRIC: UserAuth.BIOMETRIC, _PASSWORD: UserAuth.PASSCODE}.get(
        kinds, UserAuth.EITHER
    )
