"""A maker's attestation of a key: Android's key description, in DER, under its own root.

https://source.android.com/docs/security/features/keystore/attestation. All values are made up, so
only a demonstration accepts this maker's root.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

_DESCRIPTION = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17")
_VERSION, _TRUSTED_ENVIRONMENT, _SIGN, _GENERATED, _VERIFIED = 300, 1, 2, 0, 0
_PURPOSE, _NO_AUTH, _USER_AUTH, _ORIGIN, _ROOT_OF_TRUST, _PATCH_LEVEL = 1, 503, 504, 702, 704, 706
_APPLICATION = 709
_INTEGER, _OCTETS, _ENUMERATED, _SEQUENCE, _SET = 0x02, 0x04, 0x0A, 0x30, 0x31
_NULL, _TRUE = b"\x05\x00", b"\x01\x01\xff"
_SHORT_TAG, _SHORT_LENGTH = 31, 128
_DAY = timedelta(days=1)


class Unlock(IntEnum):
    """The user verification of a key at each use, as Android numbers it."""

    NOTHING = 0
    PIN = 1
    FINGER = 2
    EITHER = 3


@dataclass(frozen=True)
class Maker:
    """The maker's own key and certificate, PEM, and the application that owns the keys."""

    key: str
    certificate: str
    package: str
    signer: str

    @cached_property
    def _root(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate.encode())

    def attest(
        self, key: ec.EllipticCurvePublicKey, challenge: bytes, unlock: Unlock
    ) -> list[bytes]:
        """The chain of certificates of a key, DER, its own first."""
        signer = load_pem_private_key(self.key.encode(), None)
        if not isinstance(signer, ec.EllipticCurvePrivateKey):
            raise TypeError("the maker signs with an elliptic curve")
        now = datetime.now(UTC)  # noqa: TID251 - a telephone has its own clock
        said = self._description(challenge, unlock)
        leaf = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Android Key")]))
            .issuer_name(self._root.subject)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + 3650 * _DAY)
            .add_extension(x509.UnrecognizedExtension(_DESCRIPTION, said), critical=False)
            .sign(signer, hashes.SHA256())
        )
        return [each.public_bytes(Encoding.DER) for each in (leaf, self._root)]

    def _description(self, challenge: bytes, unlock: Unlock) -> bytes:
        level = _number(_TRUSTED_ENVIRONMENT, _ENUMERATED)
        package = _wrap(_SEQUENCE, [_wrap(_OCTETS, [self.package.encode()]), _number(1)])
        signer = _wrap(_OCTETS, [bytes.fromhex(self.signer)])
        application = _wrap(_SEQUENCE, [_wrap(_SET, [package]), _wrap(_SET, [signer])])
        software = [_tagged(_APPLICATION, _wrap(_OCTETS, [application]))]
        parts = [_number(_VERSION), level, _number(_VERSION), level]
        parts += [_wrap(_OCTETS, [challenge]), _wrap(_OCTETS, [])]
        parts += [_wrap(_SEQUENCE, software), _wrap(_SEQUENCE, _hardware(unlock))]
        return _wrap(_SEQUENCE, parts)


def _hardware(unlock: Unlock) -> list[bytes]:
    free = unlock is Unlock.NOTHING
    nothing = _wrap(_OCTETS, [bytes(32)])
    trust = [nothing, _TRUE, _number(_VERIFIED, _ENUMERATED), nothing]
    return [
        _tagged(_PURPOSE, _wrap(_SET, [_number(_SIGN)])),
        _tagged(_NO_AUTH, _NULL) if free else _tagged(_USER_AUTH, _number(unlock)),
        _tagged(_ORIGIN, _number(_GENERATED)),
        _tagged(_ROOT_OF_TRUST, _wrap(_SEQUENCE, trust)),
        _tagged(_PATCH_LEVEL, _number(202611)),
    ]


def _number(value: int, tag: int = _INTEGER) -> bytes:
    return _wrap(tag, [value.to_bytes(value.bit_length() // 8 + 1, "big")])


def _wrap(tag: int, contents: Iterable[bytes]) -> bytes:
    return bytes([tag]) + _sized(b"".join(contents))


def _tagged(number: int, content: bytes) -> bytes:
    """A context tag; from 31 on its number takes octets of its own, seven bits in each."""
    if number < _SHORT_TAG:
        return bytes([0xA0 | number]) + _sized(content)
    high, low = divmod(number, 128)
    return bytes([0xBF, 0x80 | high, low]) + _sized(content)


def _sized(content: bytes) -> bytes:
    size = len(content)
    if size < _SHORT_LENGTH:
        return bytes([size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets + content
