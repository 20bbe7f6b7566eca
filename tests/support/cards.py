"""Chip cards of a test State: authority, document signer, card, and the chip that answers.

Everything is valid by default: each parameter is one fault.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from idp.demo import card_office
from idp.demo.card_office import Authority, Digest, Key, element, oid, sequence
from idp.factors import der
from idp.factors.chip_card.certificates import Certificate, read_certificate
from idp.factors.der import fields_of
from tests.support.frozen_clock import START

YEAR: Final = timedelta(days=365)
COUNTRY: Final = "CSCA Viet Nam (test)"
_TRAILERS: Final = {"sha1": b"\xbc", "sha256": b"\x34\xcc", "sha384": b"\x36\xcc"}


def curve_key(curve: ec.EllipticCurve | None = None) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(curve or ec.SECP256R1())


def rsa_key(size: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


def country(name: str = COUNTRY, key: Key | None = None, **bent: object) -> Authority:
    """A country signing certificate."""
    usual: dict[str, object] = {"begins": START - YEAR, "ends": START + 10 * YEAR}
    return card_office.authority(name, key or curve_key(ec.SECP384R1()), **{**usual, **bent})  # type: ignore[arg-type]


def spelled_out(of: Authority, parameters: bytes) -> bytes:
    """The certificate (DER) of a country that spells out its curve, as many do."""
    certificate = fields_of(of.encoded, der.SEQUENCE)
    content = certificate.inside(der.SEQUENCE)
    parts = [content.any().encoded for _ in range(8)]
    point = of.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    named = sequence(oid("1.2.840.10045.2.1"), parameters)
    parts[6] = sequence(named, element(der.BIT_STRING, b"\0" + point))
    signed = sequence(*parts)
    how = certificate.take(der.SEQUENCE).encoded
    made = card_office.sign(of.key, signed, hashes.SHA256())
    return sequence(signed, how, element(der.BIT_STRING, b"\0" + made))


def signer(by: Authority, key: Key | None = None, **bent: object) -> Authority:
    """A document signer of a country."""
    usual: dict[str, object] = {"begins": START - YEAR, "ends": START + 10 * YEAR}
    return card_office.authority("DS 01", key or curve_key(), by=by, **{**usual, **bent})  # type: ignore[arg-type]


def anchor(of: Authority) -> Certificate:
    return read_certificate(of.encoded)


def revocations(by: Authority, *serials: int, listed: int = 1) -> bytes:
    return card_office.revocation_list(
        by, serials, listed=listed, begins=START - YEAR, ends=START + YEAR
    )


@dataclass(frozen=True)
class Card:
    """The files of one card and the key inside its chip."""

    chip: Key = field(repr=False)
    security_object: bytes
    groups: Mapping[int, bytes]
    digest: Digest

    def answer(self, challenge: bytes) -> bytes:
        """Active authentication."""
        if isinstance(self.chip, rsa.RSAPrivateKey):
            return iso_9796(self.chip, challenge, self.digest)
        size = (self.chip.curve.key_size + 7) // 8
        r, s = decode_dss_signature(self.chip.sign(challenge, ec.ECDSA(self.digest)))
        return r.to_bytes(size) + s.to_bytes(size)

    def with_groups(self, **groups: bytes) -> "Card":
        """The same security object over other files; `dg1=…`."""
        changed = {int(name.removeprefix("dg")): value for name, value in groups.items()}
        return replace(self, groups={**self.groups, **changed})


def iso_9796(
    key: rsa.RSAPrivateKey, challenge: bytes, digest: Digest, *, header: int = 0x6A
) -> bytes:
    """A signature of ISO/IEC 9796-2 scheme 1 with partial recovery."""
    size, trailer = key.key_size // 8, _TRAILERS[digest.name]
    own = secrets.token_bytes(size - 1 - digest.digest_size - len(trailer))
    opened = bytes((header,)) + own + card_office.hashed(digest, own + challenge) + trailer
    numbers = key.private_numbers()
    return pow(int.from_bytes(opened), numbers.d, numbers.public_numbers.n).to_bytes(size)


def zone(personal_number: str = "001190000017", **bent: object) -> bytes:
    usual: dict[str, object] = {
        "document_number": "190000017",
        "birthdate": date(1990, 1, 1),
        "expires_on": date(2036, 1, 1),
        "name": "TRAN<<THI<BICH<HANH",
    }
    return card_office.zone(personal_number=personal_number, **{**usual, **bent})  # type: ignore[arg-type]


def card(  # noqa: PLR0913 - each is one way a card can be
    by: Authority,
    *,
    chip: Key | None = None,
    dg1: bytes | None = None,
    digest: Digest | None = None,
    pss: bool = False,
    key: Key | None = None,
    chip_digest: Digest | None = None,
    says_digest: bool = True,
    more: Sequence[int] = (2,),
) -> Card:
    """A card whose files this document signer signed; `key` signs in its place."""
    chip = chip or curve_key()
    chip_digest = chip_digest or hashes.SHA256()
    groups = {1: dg1 or zone(), 15: card_office.key_group(chip)}
    if says_digest and not isinstance(chip, rsa.RSAPrivateKey):
        groups[14] = card_office.protocol_group(chip_digest)
    unseen = {number: secrets.token_bytes(64) for number in more}
    signed = card_office.security_object({**groups, **unseen}, by, digest=digest, pss=pss, key=key)
    return Card(chip, signed, groups, chip_digest)
