"""Untrusted bytes: cut off, too long, nested, retagged, or on an explicit curve."""

import contextlib
import itertools
import secrets
import warnings
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from idp.demo import card_office
from idp.demo.card_office import element, number, oid, sequence
from idp.factors import der
from idp.factors.chip_card.active_authentication import challenge_of, read_chip_key
from idp.factors.chip_card.certificates import issuer_of, read_certificate
from idp.factors.chip_card.machine_readable import read_zone
from idp.factors.chip_card.passive import read_card
from idp.factors.chip_card.public_keys import public_key
from idp.factors.chip_card.revoked_signers import read_list
from idp.factors.chip_card.sod import read_security_object
from idp.factors.der import MalformedDer, fields_of
from tests.support import cards
from tests.support.curves import SPELLED_OUT
from tests.support.frozen_clock import START

COUNTRY = cards.country()
SIGNER = cards.signer(COUNTRY)
ANCHORS = [cards.anchor(COUNTRY)]
CARD = cards.card(SIGNER)
CHALLENGE = challenge_of("nonce", "transaction")
FACTS = read_card(CARD.security_object, CARD.groups).facts


def readers(group: int) -> Callable[[bytes], object]:
    by_group: dict[int, Callable[[bytes], object]] = {
        1: read_zone,
        14: lambda encoded: read_chip_key(CARD.groups[15], group_14=encoded),
        15: lambda encoded: read_chip_key(encoded, group_14=None),
    }
    return by_group[group]


@pytest.mark.parametrize("group", [1, 14, 15])
def test_a_group_cut_anywhere_or_followed_by_something_is_refused(group: int) -> None:
    whole, read = CARD.groups[group], readers(group)
    read(whole)
    for bad in (*(whole[:end] for end in range(len(whole))), whole + b"\0", whole + whole):
        with pytest.raises(MalformedDer):
            read(bad)


def test_a_certificate_cut_anywhere_is_refused() -> None:
    whole = SIGNER.encoded
    for end in range(len(whole)):
        with pytest.raises(MalformedDer):
            read_certificate(whole[:end])


@pytest.mark.parametrize("read", ["certificate", "list"])
def test_a_changed_byte_is_refused_or_of_no_known_issuer_wherever_it_is(read: str) -> None:
    """An unknown version, for one, raises a special exception in the library."""
    whole = cards.revocations(COUNTRY, 5) if read == "list" else SIGNER.encoded

    def attempt(encoded: bytes) -> object:
        if read == "list":
            return read_list(encoded, anchors=ANCHORS, now=START)
        return issuer_of(read_certificate(encoded), anchors=ANCHORS, now=START)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of odd certificates it still reads
        for at, change in itertools.product(range(len(whole)), (1, 4, 0x20, 0xFF)):
            bent = bytearray(whole)
            bent[at] ^= change
            with contextlib.suppress(MalformedDer):
                assert attempt(bytes(bent)) is None, (at, change)


def test_nothing_may_follow_a_security_object() -> None:
    with pytest.raises(MalformedDer):
        read_security_object(CARD.security_object + b"\0")


@pytest.mark.parametrize("read", [read_security_object, read_zone, read_certificate, public_key])
@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\x77",
        b"\x77\x84\xff\xff\xff\xff",
        b"\x77\x88" + b"\xff" * 8,
        b"\x77\x80\x30\x00\x00\x00",
        b"\x77\x81\x05hello",
        b"\x77\x82\x00\x80" + bytes(128),
        b"\x9f\x80\x01\x00",
        b"\x1f\x01\x00",
        b"\x30\x80" * 50_000,
        b"\xa0\x03" * 10_000,
        bytes(64 * 1024),
    ],
    ids=range(12),
)
def test_impossible_lengths_tags_and_depths_are_refused(
    read: Callable[[bytes], object], bad: bytes
) -> None:
    with pytest.raises(MalformedDer):
        read(bad)


def test_deep_nesting_is_refused_where_it_begins() -> None:
    nested = b""
    while len(nested) < 30_000:
        nested = element(der.SEQUENCE, nested)
    for wrapper in (0x77, 0x61, 0x6F):
        for read in (read_security_object, read_zone, readers(15)):
            with pytest.raises(MalformedDer):
                read(element(wrapper, nested))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for read in (read_security_object, read_zone, read_certificate, public_key, readers(15)):
        with pytest.raises(MalformedDer):
            read(data)


@given(st.integers(0, len(CARD.security_object) - 1), st.integers(1, 255))
def test_a_changed_byte_never_makes_another_card(at: int, change: int) -> None:
    bent = bytearray(CARD.security_object)
    bent[at] ^= change
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of odd certificates it still reads
        try:
            found = read_card(bytes(bent), CARD.groups)
        except MalformedDer:
            return
    assert found.facts == FACTS
    genuine = issuer_of(found.signer, anchors=ANCHORS, now=START)
    assert genuine is None or found.signer.encoded == SIGNER.encoded


@given(st.binary(max_size=300))
def test_any_bytes_are_no_answer(signature: bytes) -> None:
    key = read_card(CARD.security_object, CARD.groups).key
    assert not key.answered(CHALLENGE, signature)


# -- the signed part -------------------------------------------------------------------


def signed(content: bytes, attributes: bytes, digest: card_office.Digest) -> bytes:
    signature = card_office.sign(SIGNER.key, element(der.SET, attributes), digest)
    return card_office.wrapped(content, attributes, signature, SIGNER, digest=digest)


def content_over(*pairs: bytes, version: int = 0) -> bytes:
    return sequence(number(version), card_office.algorithm(hashes.SHA256()), sequence(*pairs))


def pair(group: int, size: int = 32) -> bytes:
    return sequence(number(group), element(der.OCTET_STRING, bytes(size)))


SHA256 = hashes.SHA256()
USUAL = content_over(pair(1), pair(15))
ATTRIBUTES = card_office.signed_attributes(USUAL, SHA256)


def test_the_usual_parts_make_a_security_object() -> None:
    assert set(read_security_object(signed(USUAL, ATTRIBUTES, SHA256)).digests) == {1, 15}


@pytest.mark.parametrize(
    "content",
    [
        content_over(pair(1), pair(1)),
        content_over(pair(0)),
        content_over(pair(17)),
        content_over(pair(1, 20)),
        content_over(pair(1), version=2),
        content_over(pair(1)) + b"\0",
        b"",
    ],
    ids=range(7),
)
def test_a_signed_content_that_cannot_be_is_refused(content: bytes) -> None:
    attributes = card_office.signed_attributes(content, SHA256)
    with pytest.raises(MalformedDer):
        read_security_object(signed(content, attributes, SHA256))


@pytest.mark.parametrize(
    "attributes",
    [
        b"",
        ATTRIBUTES + ATTRIBUTES,
        card_office.signed_attributes(USUAL, SHA256, kind="1.2.840.113549.1.7.1"),
        card_office.signed_attributes(USUAL + b"\0", SHA256),
        sequence(oid("1.2.840.113549.1.9.3"), element(der.SET)),
    ],
    ids=range(5),
)
def test_attributes_that_do_not_fit_are_refused(attributes: bytes) -> None:
    with pytest.raises(MalformedDer):
        read_security_object(signed(USUAL, attributes, SHA256))


def test_sha_1_is_refused_wherever_it_is_used() -> None:
    old = hashes.SHA1()  # noqa: S303 - to be refused
    with pytest.raises(MalformedDer):
        read_security_object(card_office.security_object(CARD.groups, SIGNER, digest=old))
    chip = cards.rsa_key()
    answered = cards.iso_9796(chip, CHALLENGE, old)
    key = read_chip_key(card_office.key_group(chip), group_14=None)
    assert not key.answered(CHALLENGE, answered)


# -- chips -----------------------------------------------------------------------------


def test_an_rsa_answer_has_its_exact_form() -> None:
    chip = cards.rsa_key()
    key = read_chip_key(card_office.key_group(chip), group_14=None)
    right = cards.iso_9796(chip, CHALLENGE, SHA256)
    modulus = chip.public_key().public_numbers().n
    assert key.answered(CHALLENGE, right)
    for wrong in (
        cards.iso_9796(chip, CHALLENGE, SHA256, header=0x4A),
        cards.iso_9796(chip, CHALLENGE, SHA256, header=0x6B),
        cards.iso_9796(chip, secrets.token_bytes(8), SHA256),
        b"\0" + right,
        right[1:],
        bytes(256),
        b"\xff" * 256,
        modulus.to_bytes(256),
        (int.from_bytes(right) + modulus).to_bytes(257),
    ):
        assert not key.answered(CHALLENGE, wrong)


def test_an_rsa_answer_is_written_in_one_way_only() -> None:
    """The same number and the modulus once more opens to the same: it would be a second answer."""
    chip = cards.rsa_key(1024)
    key = read_chip_key(card_office.key_group(chip), group_14=None)
    modulus, right, twice = chip.public_key().public_numbers().n, b"", 1 << 1024
    while twice >= 1 << 1024:
        right = cards.iso_9796(chip, CHALLENGE, SHA256)
        twice = int.from_bytes(right) + modulus
    assert key.answered(CHALLENGE, right)
    assert not key.answered(CHALLENGE, twice.to_bytes(128))


def test_a_curve_answer_is_two_numbers_of_the_curves_size() -> None:
    key = read_card(CARD.security_object, CARD.groups).key
    right = CARD.answer(CHALLENGE)
    for wrong in (right[:-1], right + b"\0", b"\0" + right, bytes(64), right[32:] + right[:32]):
        assert not key.answered(CHALLENGE, wrong)


@pytest.mark.parametrize("size", [512, 768])
def test_a_toy_rsa_key_is_refused(size: int) -> None:
    modulus = (1 << size) - 1
    spki = sequence(
        sequence(oid("1.2.840.113549.1.1.1"), element(der.NULL)),
        element(der.BIT_STRING, b"\0" + sequence(number(modulus), number(65537))),
    )
    with pytest.raises(MalformedDer):
        read_chip_key(element(0x6F, spki), group_14=None)


@pytest.mark.parametrize("digest", ["1.2.840.10045.4.1", "0.4.0.127.0.7.1.1.4.1.1"])
def test_a_chip_that_signs_with_an_old_digest_is_refused(digest: str) -> None:
    said = sequence(oid("2.23.136.1.1.5"), number(1), oid(digest))
    with pytest.raises(MalformedDer):
        read_chip_key(CARD.groups[15], group_14=element(0x6E, element(der.SET, said)))


def test_the_group_that_names_the_digest_may_not_be_left_out() -> None:
    groups = {number: CARD.groups[number] for number in (1, 15)}
    with pytest.raises(MalformedDer):
        read_card(CARD.security_object, groups)


@pytest.mark.parametrize("left_out", [1, 15])
def test_a_group_that_is_needed_may_not_be_left_out(left_out: int) -> None:
    groups = {number: each for number, each in CARD.groups.items() if number != left_out}
    with pytest.raises(MalformedDer):
        read_card(CARD.security_object, groups)


def test_a_group_nobody_signed_is_refused() -> None:
    with pytest.raises(MalformedDer):
        read_card(CARD.security_object, {**CARD.groups, 3: b"\x63\x00"})


# -- keys with spelled-out curves ------------------------------------------------------

CURVES = {
    curve.name: curve
    for curve in (
        ec.SECP256R1(),
        ec.SECP384R1(),
        ec.SECP521R1(),
        ec.BrainpoolP256R1(),
        ec.BrainpoolP384R1(),
        ec.BrainpoolP512R1(),
    )
}


def spelled_out(key: ec.EllipticCurvePublicKey, parameters: bytes) -> bytes:
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return sequence(
        sequence(oid("1.2.840.10045.2.1"), parameters), element(der.BIT_STRING, b"\0" + point)
    )


@pytest.mark.parametrize("name", CURVES)
def test_a_spelled_out_curve_is_the_curve_it_is(name: str) -> None:
    key = ec.generate_private_key(CURVES[name]).public_key()
    assert public_key(spelled_out(key, SPELLED_OUT[name])) == key


@pytest.mark.parametrize("name", CURVES)
def test_a_generator_of_the_senders_own_is_refused(name: str) -> None:
    """The sender could choose a generator for which they know the private key (CVE-2020-0601)."""
    key = ec.generate_private_key(CURVES[name]).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    fields = fields_of(SPELLED_OUT[name], der.SEQUENCE)
    head = [fields.any().encoded for _ in range(3)]
    fields.take(der.OCTET_STRING)
    tail = [fields.any().encoded for _ in range(2)]
    bent = sequence(*head, element(der.OCTET_STRING, point), *tail)
    with pytest.raises(MalformedDer):
        public_key(spelled_out(key, bent))


def test_a_curve_nobody_accepts_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256K1()).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(MalformedDer):
        public_key(spki)


def test_a_chip_with_a_spelled_out_curve_answers() -> None:
    chip = cards.curve_key(ec.BrainpoolP256R1())
    spki = spelled_out(chip.public_key(), SPELLED_OUT["brainpoolP256r1"])
    key = read_chip_key(element(0x6F, spki), group_14=None)
    assert key.answered(CHALLENGE, replace(CARD, chip=chip).answer(CHALLENGE))
