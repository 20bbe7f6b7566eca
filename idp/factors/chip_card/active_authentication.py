"""Active authentication: the chip signs eight bytes with a key that never leaves it.

ICAO Doc 9303 part 11 section 6.1. The public key is in DG15, whose digest the State signed. RSA
chips answer with ISO/IEC 9796-2 digital signature scheme 1 (the digest of a message that is partly
inside the signature), the others with ECDSA as two numbers side by side.

The eight bytes are derived here from the sign-in, so an answer is valid in one transaction only.
Relaying cannot be detected: a card alone is possession, never more.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from idp.factors.chip_card.algorithms import Digest, hashed
from idp.factors.chip_card.public_keys import public_key
from idp.factors.der import (
    INTEGER,
    OBJECT_IDENTIFIER,
    SEQUENCE,
    SET,
    Fields,
    MalformedDer,
    natural,
    object_identifier,
    only,
)
from idp.platform.secrets import constant_time_equal

LARGEST: Final = 2 * 1024
CHALLENGE_BYTES: Final = 8
_LABEL: Final = b"minh-danh chip card active authentication v1\0"
_KEY_GROUP: Final = 0x6F
_PROTOCOLS_GROUP: Final = 0x6E
_THIS_PROTOCOL: Final = object_identifier("2.23.136.1.1.5")

_DIGESTS: Final[dict[str, Digest]] = {
    "SHA-256": hashes.SHA256(),
    "SHA-384": hashes.SHA384(),
    "SHA-512": hashes.SHA512(),
}
_PLAIN_ECDSA: Final = {
    object_identifier("0.4.0.127.0.7.1.1.4.1.3"): "SHA-256",
    object_identifier("0.4.0.127.0.7.1.1.4.1.4"): "SHA-384",
    object_identifier("0.4.0.127.0.7.1.1.4.1.5"): "SHA-512",
}
"""BSI TR-03111 section 5.2.1.2. ECDSA with SHA-1 or SHA-224 is not accepted."""

_LEAST_RSA: Final = 1024
"""The algorithms of ICAO Doc 9303 part 12 for chips; these keys only sign eight bytes each."""
_LARGEST_RSA: Final = 4096
_LARGEST_EXPONENT_BITS: Final = 64
_HEADER: Final = 0x6A
_TRAILERS: Final[dict[bytes, Digest]] = {
    b"\x34\xcc": hashes.SHA256(),
    b"\x36\xcc": hashes.SHA384(),
    b"\x35\xcc": hashes.SHA512(),
}
"""ISO/IEC 10118-3 numbers. The trailer of SHA-1 is not accepted: signatures of this scheme over
160-bit digests have been forged (Coron, Naccache, Tibouchi and Weinmann, 2009)."""


@dataclass(frozen=True, slots=True)
class ChipKey:
    """A chip's public key (SubjectPublicKeyInfo in DER) and the digest its ECDSA uses.

    `digest` is None for RSA, where each signature names its own.
    """

    info: bytes
    digest: str | None

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of the key, 32 bytes."""
        return sha256(self.info).digest()

    def answered(self, challenge: bytes, signature: bytes) -> bool:
        """Whether the chip with this key signed these eight bytes."""
        key = public_key(self.info)
        if isinstance(key, rsa.RSAPublicKey):
            return _recovered(key, challenge, signature)
        return self.digest is not None and _signed(key, self.digest, challenge, signature)


def challenge_of(nonce: str, transaction: str) -> bytes:
    """The eight bytes for one sign-in: derived, and unique to it."""
    made = sha256(_LABEL + nonce.encode() + b"\0" + transaction.encode())
    return made.digest()[:CHALLENGE_BYTES]


def read_chip_key(group_15: bytes, *, group_14: bytes | None) -> ChipKey:
    """The key in DG15; DG14 has the algorithm of an elliptic-curve key. Raises Malformed."""
    if len(group_15) > LARGEST or len(group_14 or b"") > LARGEST:
        raise MalformedDer("a data group that is too large")
    info = only(group_15, _KEY_GROUP).content
    key = public_key(info)
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        small = numbers.e.bit_length() <= _LARGEST_EXPONENT_BITS
        if not (_LEAST_RSA <= key.key_size <= _LARGEST_RSA and small):
            raise MalformedDer("an RSA key of a size that is not accepted")
        return ChipKey(info, None)
    return ChipKey(info, _digest_said(group_14) or _digest_fitting(key))


def _digest_said(group_14: bytes | None) -> str | None:
    """The digest in ActiveAuthenticationInfo (ICAO Doc 9303 part 11 section 9.2), if any."""
    if group_14 is None:
        return None
    protocols = Fields(only(group_14, _PROTOCOLS_GROUP).content).inside(SET)
    while protocols.more:
        fields = protocols.inside(SEQUENCE)
        if fields.take(OBJECT_IDENTIFIER).content != _THIS_PROTOCOL:
            continue
        if natural(fields.take(INTEGER)) != 1:
            raise MalformedDer("active authentication of another version")
        named = _PLAIN_ECDSA.get(fields.take(OBJECT_IDENTIFIER).content)
        fields.end()
        if named is None:
            raise MalformedDer("active authentication with a digest that is not accepted")
        return named
    return None


def _digest_fitting(key: ec.EllipticCurvePublicKey) -> str:
    """Without DG14: the smallest digest at least as long as the curve."""
    return next(
        (name for name, digest in _DIGESTS.items() if digest.digest_size * 8 >= key.key_size),
        "SHA-512",
    )


def _signed(
    key: ec.EllipticCurvePublicKey, digest: str, challenge: bytes, signature: bytes
) -> bool:
    half = (key.key_size + 7) // 8
    if len(signature) != 2 * half:
        return False
    r, s = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
    try:
        key.verify(encode_dss_signature(r, s), challenge, ec.ECDSA(_DIGESTS[digest]))
    except (InvalidSignature, ValueError):
        return False
    return True


def _recovered(key: rsa.RSAPublicKey, challenge: bytes, signature: bytes) -> bool:
    """ISO/IEC 9796-2 scheme 1 with partial recovery: 6A, the chip's own part, digest, trailer."""
    size = key.key_size // 8
    numbers = key.public_numbers()
    number = int.from_bytes(signature)
    if len(signature) != size or key.key_size % 8 or number >= numbers.n:
        return False
    opened = pow(number, numbers.e, numbers.n).to_bytes(size)
    digest = _TRAILERS.get(opened[-2:])
    if opened[0] != _HEADER or digest is None:
        return False
    recovered, made = opened[1 : -2 - digest.digest_size], opened[-2 - digest.digest_size : -2]
    return constant_time_equal(made, hashed(digest, recovered + challenge))
