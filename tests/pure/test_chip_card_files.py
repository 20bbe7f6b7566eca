"""Files of a card: the nine attacks, every algorithm, and malformed ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from idp.demo import card_office
from idp.factors.chip_card.active_authentication import challenge_of
from idp.factors.chip_card.certificates import Certificate, issuer_of, read_certificate
from idp.factors.chip_card.passive import ReadCard, read_card
from idp.factors.chip_card.revoked_signers import read_list
from idp.factors.der import MalformedDer
from tests.support import cards
from tests.support.cards import YEAR, Card
from tests.support.frozen_clock import START

COUNTRY = cards.country()
SIGNER = cards.signer(COUNTRY)
ANCHORS = [cards.anchor(COUNTRY)]
CARD = cards.card(SIGNER)
CHALLENGE = challenge_of("nonce", "transaction")


def read(card: Card) -> ReadCard:
    return read_card(card.security_object, card.groups)


def genuine(
    card: Card, anchors: list[Certificate] = ANCHORS, now: datetime = START
) -> Certificate | None:
    """The anchor a card's files lead to."""
    return issuer_of(read(card).signer, anchors=anchors, now=now)


@pytest.mark.norm("D3.8", limb="a chip card is a means")
def test_a_genuine_card_says_who_it_is_and_answers() -> None:
    found = read(CARD)
    assert found.facts.personal_number == "001190000017"
    assert found.facts.document_number == "190000017"
    assert found.facts.expires_on == date(2036, 1, 1)
    assert genuine(CARD) == ANCHORS[0]
    assert found.key.answered(CHALLENGE, CARD.answer(CHALLENGE))


RSA, WIDE = cards.rsa_key(), cards.curve_key(ec.BrainpoolP384R1())
P521 = cards.curve_key(ec.SECP521R1())


MADE: dict[str, Callable[[], Card]] = {
    "digests of 384 bits": lambda: cards.card(SIGNER, digest=hashes.SHA384()),
    "digests of 512 bits": lambda: cards.card(SIGNER, digest=hashes.SHA512()),
    "an RSA signer": lambda: cards.card(cards.signer(COUNTRY, RSA)),
    "an RSA signer with PSS": lambda: cards.card(
        cards.signer(COUNTRY, RSA), digest=hashes.SHA512(), pss=True
    ),
    "a brainpool signer": lambda: cards.card(cards.signer(COUNTRY, WIDE), digest=hashes.SHA384()),
    "an RSA chip": lambda: cards.card(SIGNER, chip=RSA),
    "an RSA chip of 384 bits": lambda: cards.card(SIGNER, chip=RSA, chip_digest=hashes.SHA384()),
    "a small RSA chip": lambda: cards.card(SIGNER, chip=cards.rsa_key(1024)),
    "a brainpool chip": lambda: cards.card(SIGNER, chip=WIDE, chip_digest=hashes.SHA384()),
    "a chip that names no digest": lambda: cards.card(
        SIGNER, chip=P521, says_digest=False, chip_digest=hashes.SHA512()
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_every_accepted_algorithm_is_verified(name: str) -> None:
    card = MADE[name]()
    assert genuine(card) == ANCHORS[0]
    key = read(card).key
    assert key.answered(CHALLENGE, card.answer(CHALLENGE))
    assert not key.answered(challenge_of("nonce", "other"), card.answer(CHALLENGE))


WAYS: dict[str, tuple[card_office.Key, dict[str, Any]]] = {
    "RSA": (RSA, {"digest": hashes.SHA384()}),
    "RSA with PSS": (RSA, {"digest": hashes.SHA512(), "pss": True}),
    "brainpool": (WIDE, {"digest": hashes.SHA384()}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_country_may_sign_in_each_of_these_ways(way: str) -> None:
    key, made = WAYS[way]
    country = cards.country(key=key)
    card = cards.card(cards.signer(country, **made))
    assert genuine(card, [cards.anchor(country)]) is not None


# -- the nine attacks ------------------------------------------------------------------


def test_an_altered_data_group_is_refused() -> None:
    other = CARD.with_groups(dg1=cards.zone("001190000018"))
    with pytest.raises(MalformedDer):
        read(other)


def test_a_country_of_the_same_name_with_another_key_is_refused() -> None:
    impostor = cards.country()
    assert genuine(cards.card(cards.signer(impostor))) is None


def test_the_same_name_and_the_same_key_identifier_do_not_help() -> None:
    taken = x509.SubjectKeyIdentifier.from_public_key(COUNTRY.key.public_key())
    impostor = cards.country()
    builder = (
        x509.CertificateBuilder()
        .subject_name(SIGNER.certificate.subject)
        .issuer_name(COUNTRY.certificate.subject)
        .public_key(SIGNER.key.public_key())
        .serial_number(7)
        .not_valid_before(START - YEAR)
        .not_valid_after(START + YEAR)
        .add_extension(
            x509.AuthorityKeyIdentifier(taken.digest, None, None),
            critical=False,
        )
    )
    forged = card_office.Authority(SIGNER.key, builder.sign(impostor.key, hashes.SHA256()))
    assert genuine(cards.card(forged)) is None


def test_a_signer_of_a_country_nobody_trusts_is_refused() -> None:
    stranger = cards.country("CSCA Elsewhere")
    assert genuine(cards.card(cards.signer(stranger))) is None


def test_files_signed_by_another_key_are_refused() -> None:
    with pytest.raises(MalformedDer):
        read(cards.card(SIGNER, key=cards.curve_key()))


def test_a_revoked_signer_is_on_the_list() -> None:
    serial = SIGNER.certificate.serial_number
    read_back = read_list(cards.revocations(COUNTRY, serial, 5), anchors=ANCHORS, now=START)
    assert read_back.serials == {serial, 5}
    assert read_back.issuer == read(CARD).signer.issuer


def issued_under(name: x509.Name, key_identifier: bytes) -> card_office.Authority:
    """A signer whose signature is the country's own, whatever it says of its issuer."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(SIGNER.certificate.subject)
        .issuer_name(name)
        .public_key(SIGNER.key.public_key())
        .serial_number(7)
        .not_valid_before(START - YEAR)
        .not_valid_after(START + YEAR)
        .add_extension(x509.AuthorityKeyIdentifier(key_identifier, None, None), critical=False)
    )
    return card_office.Authority(SIGNER.key, builder.sign(COUNTRY.key, hashes.SHA256()))


def test_a_signature_alone_does_not_make_an_issuer() -> None:
    """A country with several names or keys means the one it says."""
    own = x509.SubjectKeyIdentifier.from_public_key(COUNTRY.key.public_key()).digest
    name, other = COUNTRY.certificate.subject, SIGNER.certificate.subject
    assert genuine(cards.card(issued_under(name, own))) == ANCHORS[0]
    assert genuine(cards.card(issued_under(other, own))) is None
    assert genuine(cards.card(issued_under(name, bytes(20)))) is None


@pytest.mark.parametrize("bent", ["ends", "begins"])
def test_a_signer_out_of_its_time_is_refused_under_an_anchor_in_time(bent: str) -> None:
    times = (START + timedelta(1), START + YEAR) if bent == "begins" else (START - YEAR, START)
    late = cards.signer(COUNTRY, begins=times[0], ends=times[1])
    assert genuine(cards.card(late), now=START + timedelta(seconds=1)) is None


@pytest.mark.parametrize("off", [-2 * YEAR, 11 * YEAR])
def test_a_certificate_out_of_its_time_is_refused(off: timedelta) -> None:
    assert genuine(CARD, now=START + off) is None


@pytest.mark.parametrize("bent", ["ends", "begins"])
def test_an_anchor_out_of_its_time_vouches_for_nothing(bent: str) -> None:
    moment = START + timedelta(1 if bent == "begins" else -1)
    times = (moment, START + YEAR) if bent == "begins" else (START - YEAR, moment)
    country = cards.country(key=COUNTRY.key, begins=times[0], ends=times[1])
    assert genuine(CARD, [cards.anchor(country)]) is None
    assert genuine(CARD, [cards.anchor(country), *ANCHORS]) == ANCHORS[0]


def test_an_answer_for_one_transaction_is_none_for_another() -> None:
    key = read(CARD).key
    answer = CARD.answer(challenge_of("nonce", "one"))
    assert key.answered(challenge_of("nonce", "one"), answer)
    assert not key.answered(challenge_of("nonce", "two"), answer)
    assert not key.answered(challenge_of("other nonce", "one"), answer)


def test_a_clone_with_a_key_of_its_own_is_refused() -> None:
    clone = cards.curve_key()
    with pytest.raises(MalformedDer):
        read(CARD.with_groups(dg15=card_office.key_group(clone)))


def test_a_clone_with_the_right_files_cannot_answer() -> None:
    clone = replace(CARD, chip=cards.curve_key())
    assert genuine(clone) == ANCHORS[0]
    assert not read(CARD).key.answered(CHALLENGE, clone.answer(CHALLENGE))


def test_a_security_object_cut_anywhere_is_refused() -> None:
    whole = CARD.security_object
    for end in range(len(whole)):
        with pytest.raises(MalformedDer):
            read(replace(CARD, security_object=whole[:end]))


# -- who may vouch ---------------------------------------------------------------------


def test_a_country_certificate_signs_no_card() -> None:
    assert genuine(cards.card(COUNTRY)) is None


def test_a_document_signer_is_no_authority_over_another() -> None:
    below = cards.signer(SIGNER)
    assert genuine(cards.card(below), [*ANCHORS, cards.anchor(SIGNER)]) is None


def test_a_demand_nobody_understands_is_a_refusal() -> None:
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.23.136.1.1.6.2"), b"\x05\x00")
    cards.card(cards.signer(COUNTRY, more=[(strange, False)]))
    with pytest.raises(MalformedDer):
        read(cards.card(cards.signer(COUNTRY, more=[(strange, True)])))


def test_a_short_rsa_key_signs_nothing() -> None:
    with pytest.raises(MalformedDer):
        read(cards.card(cards.signer(COUNTRY, cards.rsa_key(1024))))


# -- revocation lists ------------------------------------------------------------------


def listed(*, begins: timedelta, ends: timedelta) -> bytes:
    return card_office.revocation_list(COUNTRY, listed=1, begins=START + begins, ends=START + ends)


UNBELIEVABLE: dict[str, Callable[[], bytes]] = {
    "the same name, another key": lambda: cards.revocations(cards.country()),
    "another country": lambda: cards.revocations(cards.country("CSCA Elsewhere")),
    "by a document signer": lambda: cards.revocations(SIGNER),
    "overdue": lambda: listed(begins=-YEAR, ends=-timedelta(1)),
    "of tomorrow": lambda: listed(begins=timedelta(1), ends=YEAR),
    "cut off": lambda: cards.revocations(COUNTRY)[:-1],
    "with something after it": lambda: cards.revocations(COUNTRY) + b"\0",
    "empty": lambda: b"",
    "a certificate": lambda: COUNTRY.encoded,
    "text": lambda: b"-----BEGIN X509 CRL-----\nnothing\n-----END X509 CRL-----\n",
    "too large": lambda: bytes(5 * 1024 * 1024),
}


@pytest.mark.parametrize("name", UNBELIEVABLE)
def test_a_list_that_cannot_be_believed_is_refused(name: str) -> None:
    with pytest.raises(MalformedDer):
        read_list(UNBELIEVABLE[name](), anchors=ANCHORS, now=START)


def test_a_list_of_an_authority_out_of_time_is_refused() -> None:
    over = cards.country(key=COUNTRY.key, ends=START - timedelta(1))
    with pytest.raises(MalformedDer):
        read_list(cards.revocations(COUNTRY), anchors=[cards.anchor(over)], now=START)


@pytest.mark.parametrize("extension", ["part", "difference"])
def test_half_a_list_is_not_believed(extension: str) -> None:
    more: x509.ExtensionType = x509.DeltaCRLIndicator(1)
    if extension == "part":
        more = x509.IssuingDistributionPoint(
            full_name=None,
            relative_name=None,
            only_contains_user_certs=True,
            only_contains_ca_certs=False,
            only_some_reasons=None,
            indirect_crl=False,
            only_contains_attribute_certs=False,
        )
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(COUNTRY.certificate.subject)
        .last_update(START - YEAR)
        .next_update(START + YEAR)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(more, critical=True)
    )
    made = builder.sign(COUNTRY.key, hashes.SHA256())
    with pytest.raises(MalformedDer):
        read_list(made.public_bytes(Encoding.DER), anchors=ANCHORS, now=START)


def test_a_certificate_is_read_whole_or_not_at_all() -> None:
    with pytest.raises(MalformedDer):
        read_certificate(COUNTRY.encoded + b"\0")
