"""EF.SOD: the State's signature over the files of a chip (ICAO Doc 9303 parts 10 and 12).

A wrapped CMS SignedData (RFC 5652) over the digests of the data groups. One signer, signed
attributes always, the signer's certificate inside; everything else is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.factors.chip_card.algorithms import Digest, digest_of, hashed, scheme_of
from idp.factors.chip_card.certificates import Certificate, read_certificate
from idp.factors.der import (
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    Element,
    Fields,
    MalformedDer,
    fields_of,
    natural,
    object_identifier,
    only,
    tagged,
)

LARGEST: Final = 32 * 1024
_WRAPPER: Final = 0x77
_SIGNED_DATA: Final = object_identifier("1.2.840.113549.1.7.2")
_SECURITY_OBJECT: Final = object_identifier("2.23.136.1.1.1")
_CONTENT_TYPE: Final = object_identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = object_identifier("1.2.840.113549.1.9.4")
_KEY_IDENTIFIER: Final = 0x80
_VERSIONS: Final = {1, 3}
_LAST_GROUP: Final = 16
_MOST_CERTIFICATES: Final = 4


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """The digests of the data groups, by number, and the certificate of the signer.

    The signature is valid under `signer`, whose own chain is verified elsewhere
    (`certificates.issuer_of`).
    """

    digest: Digest
    digests: Mapping[int, bytes]
    signer: Certificate

    def covers(self, group: int, encoded: bytes) -> bool:
        """Whether these raw bytes have the signed digest of the data group."""
        return self.digests.get(group) == hashed(self.digest, encoded)


def read_security_object(encoded: bytes) -> SecurityObject:
    """A whole EF.SOD with a valid signature. Raises Malformed."""
    if len(encoded) > LARGEST:
        raise MalformedDer("a security object that is too large")
    content_info = Fields(only(encoded, _WRAPPER).content).inside(SEQUENCE)
    if content_info.take(OBJECT_IDENTIFIER).content != _SIGNED_DATA:
        raise MalformedDer("not signed data")
    signed_data = content_info.inside(tagged(0)).inside(SEQUENCE)
    if natural(signed_data.take(INTEGER)) not in _VERSIONS:
        raise MalformedDer("signed data of another version")
    signed_data.take(SET)  # digest algorithms, repeated in the SignerInfo
    content = _content(signed_data.inside(SEQUENCE))
    certificates = _certificates(signed_data.inside(tagged(0)))
    signed_data.take_if(tagged(1))  # embedded revocation lists are ignored
    signers = signed_data.inside(SET)
    signer = _signer(signers.inside(SEQUENCE), content, certificates)
    signers.end()
    signed_data.end()
    return _object(fields_of(content, SEQUENCE), signer)


def _content(encapsulated: Fields) -> bytes:
    if encapsulated.take(OBJECT_IDENTIFIER).content != _SECURITY_OBJECT:
        raise MalformedDer("something else was signed")
    held = encapsulated.inside(tagged(0))
    content = held.take(OCTET_STRING).content
    held.end()
    encapsulated.end()
    return content


def _certificates(held: Fields) -> list[Certificate]:
    found: list[Certificate] = []
    while held.more:
        if len(found) == _MOST_CERTIFICATES:
            raise MalformedDer("too many certificates")
        found.append(read_certificate(held.take(SEQUENCE).encoded))
    return found


def _signer(info: Fields, content: bytes, certificates: list[Certificate]) -> Certificate:
    """The certificate whose key made the signature of a SignerInfo."""
    if natural(info.take(INTEGER)) not in _VERSIONS:
        raise MalformedDer("a signer of another version")
    named = info.any()
    digest = digest_of(info.inside(SEQUENCE))
    attributes = info.take(tagged(0))
    scheme = scheme_of(info.inside(SEQUENCE), digest=digest)
    signature = info.take(OCTET_STRING).content
    info.take_if(tagged(1))  # unsigned attributes
    info.end()
    _judge_attributes(Fields(attributes.content), hashed(digest, content))
    # The signature is over the SET itself, not over its implicit tag (RFC 5652 section 5.4).
    signed = bytes((SET,)) + attributes.encoded[1:]
    signer = next((each for each in certificates if _is_named(each, named)), None)
    if signer is None or not scheme.holds(signer.key, signature, signed):
        raise MalformedDer("a signature that does not hold")
    return signer


def _is_named(certificate: Certificate, named: Element) -> bool:
    if named.tag == SEQUENCE:
        fields = Fields(named.content)
        issuer, serial = fields.take(SEQUENCE).encoded, natural(fields.take(INTEGER))
        fields.end()
        return (certificate.issuer, certificate.serial) == (issuer, serial)
    return named.tag == _KEY_IDENTIFIER and certificate.key_identifier == named.content


def _judge_attributes(attributes: Fields, digest: bytes) -> None:
    """Content type and digest are present, each once with one value, and match the content."""
    found: dict[bytes, Element] = {}
    while attributes.more:
        attribute = attributes.inside(SEQUENCE)
        kind = attribute.take(OBJECT_IDENTIFIER).content
        values = attribute.inside(SET)
        attribute.end()
        value = values.any()
        values.end()
        if kind in found:
            raise MalformedDer("an attribute that comes twice")
        found[kind] = value
    content_type, message_digest = found.get(_CONTENT_TYPE), found.get(_MESSAGE_DIGEST)
    if content_type is None or message_digest is None:
        raise MalformedDer("a signature without its attributes")
    if (content_type.tag, content_type.content) != (OBJECT_IDENTIFIER, _SECURITY_OBJECT):
        raise MalformedDer("a signature over another kind of content")
    if (message_digest.tag, message_digest.content) != (OCTET_STRING, digest):
        raise MalformedDer("a signature over other content")


def _object(fields: Fields, signer: Certificate) -> SecurityObject:
    if natural(fields.take(INTEGER)) not in {0, 1}:
        raise MalformedDer("a security object of another version")
    digest = digest_of(fields.inside(SEQUENCE))
    groups = fields.inside(SEQUENCE)
    fields.take_if(SEQUENCE)  # the versions of the data structure
    fields.end()
    digests: dict[int, bytes] = {}
    while groups.more:
        pair = groups.inside(SEQUENCE)
        number, value = natural(pair.take(INTEGER)), pair.take(OCTET_STRING).content
        pair.end()
        if not 0 < number <= _LAST_GROUP or number in digests or len(value) != digest.digest_size:
            raise MalformedDer("the digest of a data group that cannot be")
        digests[number] = value
    return SecurityObject(digest, digests, signer)
