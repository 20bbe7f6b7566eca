"""The State's side of a chip card: an authority, document signers, and the files they sign.

For demonstrations and tests only. An authority made here is accepted by an installation of the demo
profile alone, after two operators approved it; all files are valid unless a caller alters them. The
formats are those of ICAO Doc 9303 parts 10 to 12.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from idp.factors import der
from idp.factors.chip_card.machine_readable import check_digit
from idp.factors.der import object_identifier

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Signing = hashes.SHA256 | hashes.SHA384 | hashes.SHA512
Digest = Signing | hashes.SHA1

_DIGEST_NAMES: Final = {
    "sha1": "1.3.14.3.2.26",
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
_ECDSA_NAMES: Final = {
    "sha1": "1.2.840.10045.4.1",
    "sha256": "1.2.840.10045.4.3.2",
    "sha384": "1.2.840.10045.4.3.3",
    "sha512": "1.2.840.10045.4.3.4",
}
_PLAIN_NAMES: Final = {
    "sha256": "0.4.0.127.0.7.1.1.4.1.3",
    "sha384": "0.4.0.127.0.7.1.1.4.1.4",
    "sha512": "0.4.0.127.0.7.1.1.4.1.5",
}
_RSA: Final = "1.2.840.113549.1.1.1"
_PSS: Final = "1.2.840.113549.1.1.10"
_MASK: Final = "1.2.840.113549.1.1.8"
_SECURITY_OBJECT: Final = "2.23.136.1.1.1"
_LINE: Final = 30


def element(tag: int, *contents: bytes) -> bytes:
    """One DER element."""
    content = b"".join(contents)
    size = len(content)
    named = tag.to_bytes((tag.bit_length() + 7) // 8)
    if size < 0x80:  # noqa: PLR2004 - the short form
        return named + bytes((size,)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return named + bytes((0x80 | len(length),)) + length + content


def number(value: int) -> bytes:
    return element(der.INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def oid(dotted: str) -> bytes:
    return element(der.OBJECT_IDENTIFIER, object_identifier(dotted))


def sequence(*contents: bytes) -> bytes:
    return element(der.SEQUENCE, *contents)


def algorithm(digest: Digest) -> bytes:
    return sequence(oid(_DIGEST_NAMES[digest.name]))


def hashed(digest: Digest, data: bytes) -> bytes:
    made = hashes.Hash(digest)
    made.update(data)
    return made.finalize()


@dataclass(frozen=True)
class Authority:
    """A key with its certificate: a country signing authority's, or a document signer's."""

    key: Key
    certificate: x509.Certificate

    @property
    def encoded(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


def authority(
    name: str,
    key: Key,
    *,
    by: Authority | None = None,
    begins: datetime,
    ends: datetime,
    digest: Signing | None = None,
    pss: bool = False,
    more: Sequence[tuple[x509.ExtensionType, bool]] = (),
) -> Authority:
    """A country signing certificate, or a document signer's when `by` issued it."""
    issuer = by.certificate.subject if by is not None else _name(name)
    signer = by.key if by is not None else key
    usage = {"digital_signature": by is not None, "key_cert_sign": by is None}
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(_usage(**usage, crl_sign=by is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if by is None:
        builder = builder.add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
    for extension, critical in more:
        builder = builder.add_extension(extension, critical)
    made_with = digest or hashes.SHA256()
    how = padding.PSS(padding.MGF1(made_with), made_with.digest_size) if pss else None
    return Authority(key, builder.sign(signer, made_with, rsa_padding=how))


def revocation_list(
    by: Authority, serials: Sequence[int] = (), *, listed: int, begins: datetime, ends: datetime
) -> bytes:
    """The complete list number `listed` of revoked document signers (DER)."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(by.certificate.subject)
        .last_update(begins)
        .next_update(ends)
        .add_extension(x509.CRLNumber(listed), critical=False)
    )
    for serial in serials:
        revoked = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(begins)
        builder = builder.add_revoked_certificate(revoked.build())
    return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)


def zone(
    *,
    document_number: str,
    personal_number: str,
    birthdate: date,
    expires_on: date,
    name: str,
    sex: str = "F",
) -> bytes:
    """DG1: the machine-readable zone of a card (TD1)."""
    first = f"IDVNM{document_number:<9}{check_digit(document_number.ljust(9, '<'))}".replace(
        " ", "<"
    )
    first += f"{personal_number}<<{check_digit(personal_number)}"
    born, over = f"{birthdate:%y%m%d}", f"{expires_on:%y%m%d}"
    second = f"{born}{check_digit(born)}{sex}{over}{check_digit(over)}VNM".ljust(_LINE - 1, "<")
    checked = first[5:] + second[0:7] + second[8:15] + second[18:29]
    second += str(check_digit(checked))
    text = first + second + name.ljust(_LINE, "<")[:_LINE]
    return element(0x61, element(0x5F1F, text.encode("ascii")))


def key_group(key: Key) -> bytes:
    """DG15: the public key of a chip."""
    spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return element(0x6F, spki)


def protocol_group(digest: Digest) -> bytes:
    """DG14: the digest algorithm of a chip's signatures."""
    said = sequence(oid("2.23.136.1.1.5"), number(1), oid(_PLAIN_NAMES[digest.name]))
    return element(0x6E, element(der.SET, said))


def security_object(
    groups: Mapping[int, bytes],
    by: Authority,
    *,
    digest: Digest | None = None,
    pss: bool = False,
    key: Key | None = None,
) -> bytes:
    """EF.SOD over these data groups; `key` signs instead of the signer's own."""
    digest = digest or hashes.SHA256()
    pairs = (
        sequence(number(group), element(der.OCTET_STRING, hashed(digest, encoded)))
        for group, encoded in groups.items()
    )
    content = sequence(number(0), algorithm(digest), sequence(*pairs))
    attributes = signed_attributes(content, digest)
    signature = sign(key or by.key, element(der.SET, attributes), digest, pss=pss)
    return wrapped(content, attributes, signature, by, digest=digest, pss=pss)


def signed_attributes(content: bytes, digest: Digest, *, kind: str = _SECURITY_OBJECT) -> bytes:
    """The signed attributes besides the content digest, without the tag around them."""
    message = element(der.OCTET_STRING, hashed(digest, content))
    return sequence(oid("1.2.840.113549.1.9.3"), element(der.SET, oid(kind))) + sequence(
        oid("1.2.840.113549.1.9.4"), element(der.SET, message)
    )


def sign(key: Key, data: bytes, digest: Digest, *, pss: bool = False) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(digest))
    how = padding.PSS(padding.MGF1(digest), digest.digest_size) if pss else padding.PKCS1v15()
    return key.sign(data, how, digest)


def wrapped(
    content: bytes,
    attributes: bytes,
    signature: bytes,
    by: Authority,
    *,
    digest: Digest,
    pss: bool = False,
) -> bytes:
    """EF.SOD from its parts, each of which a test may have altered."""
    named = sequence(by.certificate.issuer.public_bytes(), number(by.certificate.serial_number))
    info = sequence(
        number(1),
        named,
        algorithm(digest),
        element(der.tagged(0), attributes),
        scheme(by.key, digest, pss=pss),
        element(der.OCTET_STRING, signature),
    )
    held = element(der.tagged(0), element(der.OCTET_STRING, content))
    signed_data = sequence(
        number(3),
        element(der.SET, algorithm(digest)),
        sequence(oid(_SECURITY_OBJECT), held),
        element(der.tagged(0), by.encoded),
        element(der.SET, info),
    )
    outer = sequence(oid("1.2.840.113549.1.7.2"), element(der.tagged(0), signed_data))
    return element(0x77, outer)


def scheme(key: Key, digest: Digest, *, pss: bool = False) -> bytes:
    """The AlgorithmIdentifier of a signature."""
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return sequence(oid(_ECDSA_NAMES[digest.name]))
    if not pss:
        return sequence(oid(_RSA), element(der.NULL))
    parameters = sequence(
        element(der.tagged(0), algorithm(digest)),
        element(der.tagged(1), sequence(oid(_MASK), algorithm(digest))),
        element(der.tagged(2), number(digest.digest_size)),
    )
    return sequence(oid(_PSS), parameters)


def _name(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _usage(*, digital_signature: bool, key_cert_sign: bool, crl_sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


LONG: Final = timedelta(days=20 * 365)
