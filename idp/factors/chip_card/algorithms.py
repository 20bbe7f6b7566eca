"""The digests and signature schemes that are accepted, by their object identifiers.

SHA-1 and anything older are refused everywhere, whatever a file says about itself, and so are RSA
keys that were too short when the first cards were made.
"""

from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from idp.factors.chip_card.public_keys import PublicKey
from idp.factors.der import (
    INTEGER,
    NULL,
    OBJECT_IDENTIFIER,
    SEQUENCE,
    Element,
    Fields,
    MalformedDer,
    natural,
    object_identifier,
    tagged,
)

Digest = hashes.SHA256 | hashes.SHA384 | hashes.SHA512

_LEAST_RSA: Final = 2048
_LONGEST_SALT: Final = 512

_DIGESTS: Final[dict[bytes, Digest]] = {
    object_identifier("2.16.840.1.101.3.4.2.1"): hashes.SHA256(),
    object_identifier("2.16.840.1.101.3.4.2.2"): hashes.SHA384(),
    object_identifier("2.16.840.1.101.3.4.2.3"): hashes.SHA512(),
}
_RSA: Final = object_identifier("1.2.840.113549.1.1.1")
_RSA_WITH: Final[dict[bytes, Digest]] = {
    object_identifier("1.2.840.113549.1.1.11"): hashes.SHA256(),
    object_identifier("1.2.840.113549.1.1.12"): hashes.SHA384(),
    object_identifier("1.2.840.113549.1.1.13"): hashes.SHA512(),
}
_ECDSA_WITH: Final[dict[bytes, Digest]] = {
    object_identifier("1.2.840.10045.4.3.2"): hashes.SHA256(),
    object_identifier("1.2.840.10045.4.3.3"): hashes.SHA384(),
    object_identifier("1.2.840.10045.4.3.4"): hashes.SHA512(),
}
_PSS: Final = object_identifier("1.2.840.113549.1.1.10")
_MASK_BY_DIGEST: Final = object_identifier("1.2.840.113549.1.1.8")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A signature algorithm; `scheme` is the RSA padding, or None for ECDSA."""

    digest: Digest
    rsa: padding.PKCS1v15 | padding.PSS | None

    def holds(self, key: PublicKey, signature: bytes, signed: bytes) -> bool:
        """Whether this key signed exactly these bytes."""
        try:
            if self.rsa is None:
                if not isinstance(key, ec.EllipticCurvePublicKey):
                    return False
                key.verify(signature, signed, ec.ECDSA(self.digest))
            else:
                if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _LEAST_RSA:
                    return False
                key.verify(signature, signed, self.rsa, self.digest)
        except (InvalidSignature, ValueError):
            return False
        return True


def hashed(digest: Digest, data: bytes) -> bytes:
    made = hashes.Hash(digest)
    made.update(data)
    return made.finalize()


def digest_of(algorithm: Fields) -> Digest:
    """The digest an AlgorithmIdentifier names. Raises Malformed."""
    found = _DIGESTS.get(algorithm.take(OBJECT_IDENTIFIER).content)
    _nothing_more(algorithm)
    if found is None:
        raise MalformedDer("a digest that is not accepted")
    return found


def scheme_of(algorithm: Fields, *, digest: Digest | None = None) -> Scheme:
    """The scheme an AlgorithmIdentifier names. Raises Malformed.

    `digest` is the digest algorithm where CMS names it separately; a scheme with another one is
    refused.
    """
    name = algorithm.take(OBJECT_IDENTIFIER).content
    if name == _PSS:
        scheme = _pss(algorithm.inside(SEQUENCE))
        algorithm.end()
    else:
        scheme = _plain(name, digest)
        _nothing_more(algorithm)
    if digest is not None and scheme.digest.name != digest.name:
        raise MalformedDer("a signature over another digest than the message's")
    return scheme


def _plain(name: bytes, digest: Digest | None) -> Scheme:
    if name in _ECDSA_WITH:
        return Scheme(_ECDSA_WITH[name], None)
    found = digest if name == _RSA else _RSA_WITH.get(name)
    if found is None:
        raise MalformedDer("a signature scheme that is not accepted")
    return Scheme(found, padding.PKCS1v15())


def _pss(parameters: Fields) -> Scheme:
    """RSASSA-PSS (RFC 4055); parameters left out would mean SHA-1, which is not accepted."""
    digest = digest_of(parameters.inside(tagged(0)).inside(SEQUENCE))
    mask = parameters.inside(tagged(1)).inside(SEQUENCE)
    if mask.take(OBJECT_IDENTIFIER).content != _MASK_BY_DIGEST:
        raise MalformedDer("a mask that is not accepted")
    mask_digest = digest_of(mask.inside(SEQUENCE))
    mask.end()
    salt = _number(parameters.take_if(tagged(2)), default=20)
    trailer = _number(parameters.take_if(tagged(3)), default=1)
    parameters.end()
    if salt > _LONGEST_SALT or trailer != 1:
        raise MalformedDer("parameters of a signature that are not accepted")
    return Scheme(digest, padding.PSS(padding.MGF1(mask_digest), salt))


def _number(element: Element | None, *, default: int) -> int:
    if element is None:
        return default
    fields = Fields(element.content)
    number = natural(fields.take(INTEGER))
    fields.end()
    return number


def _nothing_more(algorithm: Fields) -> None:
    """Parameters must be absent or NULL."""
    nothing = algorithm.take_if(NULL)
    if nothing is not None and nothing.content:
        raise MalformedDer("a NULL with content")
    algorithm.end()
