"""A chain of certificates about a key in a telephone: believed only when all of it is right."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from idp.factors.attestations.description import LARGEST, read_description
from idp.factors.attestations.revoked_attestations import UnusableRevocationList, read_list
from idp.factors.attestations.verification import (
    AttestationFault,
    AttestationRules,
    VerifiedAttestation,
    verify_chain,
)
from idp.factors.der import MalformedDer
from idp.factors.domain import UserAuth
from tests.support.frozen_clock import START
from tests.support.makers import YEAR, authority, rsa_key
from tests.support.telephones import (
    BIOMETRIC,
    DESCRIPTION,
    EITHER,
    HONEST,
    MAKER,
    PACKAGE,
    PASSCODE,
    SIGNER,
    Attestation,
    Factory,
    element,
    factory,
    number,
    octets,
    tagged,
)

CHALLENGE = b"c" * 32
KEY = ec.generate_private_key(ec.SECP256R1())
RULES = AttestationRules(
    anchors=(MAKER.der,),
    packages=((PACKAGE, SIGNER),),
    challenge=CHALLENGE,
    revoked=(),
    now=START,
)
CHAIN = MAKER.chain(KEY, CHALLENGE)


def judged(
    said: Attestation = HONEST,
    maker: Factory = MAKER,
    **dates: Any,  # noqa: ANN401
) -> VerifiedAttestation | AttestationFault:
    return verify_chain(maker.chain(KEY, CHALLENGE, said, **dates), RULES)


def attested(said: Attestation = HONEST) -> VerifiedAttestation:
    found = judged(said)
    assert isinstance(found, VerifiedAttestation), found
    return found


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_an_honest_chain_shows_the_key_and_all_a_later_judgement_needs() -> None:
    found = attested()
    assert found.point[0] == 4
    assert found.user_auth is UserAuth.BIOMETRIC
    assert (found.package, found.signer) == (PACKAGE, SIGNER)
    assert found.patch_level == 202611
    serials = {format(x509.load_der_x509_certificate(each).serial_number, "x") for each in CHAIN}
    assert len(serials & found.serials) == 2  # the leaf's own is another one


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
@pytest.mark.parametrize(
    ("said", "shows"),
    [
        (Attestation(user_auth=BIOMETRIC), UserAuth.BIOMETRIC),
        (Attestation(user_auth=PASSCODE), UserAuth.PASSCODE),
        (Attestation(user_auth=EITHER), UserAuth.EITHER),
        (Attestation(user_auth=0xFFFFFFFF), UserAuth.EITHER),
        (Attestation(user_auth=BIOMETRIC, auth_timeout=300), UserAuth.NONE),
        (Attestation(user_auth=None, no_auth=True), UserAuth.NONE),
        (Attestation(user_auth=BIOMETRIC, no_auth=True), UserAuth.NONE),
        (Attestation(user_auth=None), UserAuth.NONE),
        (Attestation(user_auth=0), UserAuth.NONE),
        (Attestation(user_auth=BIOMETRIC, auth_in_software=True), UserAuth.NONE),
        (Attestation(attestation_level=2, keystore_level=2), UserAuth.BIOMETRIC),
        (Attestation(purposes=(2, 3)), UserAuth.BIOMETRIC),
        (Attestation(more=tagged(799, number(1))), UserAuth.BIOMETRIC),  # of a later Android
    ],
)
def test_a_key_shows_what_its_hardware_makes_sure_of(said: Attestation, shows: UserAuth) -> None:
    assert attested(said).user_auth is shows


@pytest.mark.parametrize(
    ("said", "doubt"),
    [
        (Attestation(attestation_level=0), AttestationFault.SOFTWARE),
        (Attestation(keystore_level=0), AttestationFault.SOFTWARE),
        (Attestation(keystore_level=3), AttestationFault.SOFTWARE),
        (Attestation(origin=2), AttestationFault.NOT_GENERATED),
        (Attestation(origin=None), AttestationFault.NOT_GENERATED),
        (Attestation(purposes=()), AttestationFault.OTHER_PURPOSE),
        (Attestation(purposes=(3,)), AttestationFault.OTHER_PURPOSE),
        (Attestation(purposes=(2, 7)), AttestationFault.OTHER_PURPOSE),  # may attest other keys
        (Attestation(packages=("vn.example.other",)), AttestationFault.OTHER_APPLICATION),
        (Attestation(packages=(PACKAGE, "vn.example.other")), AttestationFault.OTHER_APPLICATION),
        (Attestation(packages=()), AttestationFault.OTHER_APPLICATION),
        (Attestation(signers=(bytes(32),)), AttestationFault.OTHER_APPLICATION),
        (Attestation(signers=(SIGNER, bytes(32))), AttestationFault.OTHER_APPLICATION),
        (Attestation(all_applications=True), AttestationFault.OTHER_APPLICATION),
        (Attestation(locked=False), AttestationFault.OTHER_SYSTEM),
        (Attestation(boot_state=1), AttestationFault.OTHER_SYSTEM),
        (Attestation(boot_state=2), AttestationFault.OTHER_SYSTEM),
        (Attestation(boot_state=3), AttestationFault.OTHER_SYSTEM),
        (Attestation(root_of_trust=False), AttestationFault.OTHER_SYSTEM),
        (Attestation(more=tagged(702, number(0))), AttestationFault.MALFORMED),  # the origin twice
    ],
)
def test_a_key_of_another_kind_is_not_believed(said: Attestation, doubt: AttestationFault) -> None:
    assert judged(said) is doubt


def test_another_challenge_is_another_enrolment() -> None:
    assert (
        verify_chain(CHAIN, replace(RULES, challenge=b"d" * 32)) is AttestationFault.OTHER_CHALLENGE
    )


def test_a_self_made_chain_is_not_believed() -> None:
    assert judged(maker=factory()) is AttestationFault.UNTRUSTED


def test_a_root_of_the_same_name_is_another_root() -> None:
    twin = factory()
    assert twin.root.certificate.subject == MAKER.root.certificate.subject
    assert verify_chain(CHAIN, replace(RULES, anchors=(twin.der,))) is AttestationFault.UNTRUSTED


def test_without_a_root_nothing_is_believed() -> None:
    assert verify_chain(CHAIN, replace(RULES, anchors=())) is AttestationFault.UNTRUSTED


@pytest.mark.parametrize(
    "dates",
    [
        {"ends": START - timedelta(seconds=1)},
        {"begins": START + timedelta(seconds=1)},
    ],
)
def test_a_certificate_out_of_time_is_not_believed(dates: dict[str, Any]) -> None:
    assert judged(**dates) is AttestationFault.UNTRUSTED


def test_a_root_out_of_time_is_not_believed() -> None:
    late = replace(RULES, now=START + 30 * YEAR)
    assert verify_chain(CHAIN, late) is AttestationFault.UNTRUSTED


def test_an_expired_authority_in_between_is_not_believed() -> None:
    gone = authority("Batch", by=MAKER.root, ends=START - timedelta(days=1))
    assert judged(maker=Factory(MAKER.root, gone)) is AttestationFault.UNTRUSTED


def test_a_key_that_is_no_authority_attests_nothing() -> None:
    leaf = authority("Somebody's key", by=MAKER.root, ca=False)
    assert judged(maker=Factory(MAKER.root, leaf)) is AttestationFault.UNTRUSTED


def test_an_attested_key_cannot_vouch_for_another() -> None:
    """Even where its certificate would let it: the description nearest the root must be alone."""
    between = authority("An attested key", by=MAKER.root)
    said = x509.UnrecognizedExtension(DESCRIPTION, HONEST.description(CHALLENGE))
    builder = (
        x509.CertificateBuilder()
        .subject_name(between.certificate.subject)
        .issuer_name(MAKER.root.certificate.subject)
        .public_key(between.key.public_key())
        .serial_number(7)
        .not_valid_before(START - YEAR)
        .not_valid_after(START + YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(said, critical=False)
    )
    issuer = replace(between, certificate=builder.sign(MAKER.root.key, hashes.SHA256()))
    assert judged(maker=Factory(MAKER.root, issuer)) is AttestationFault.UNTRUSTED


def test_a_chain_in_another_order_is_not_believed() -> None:
    for order in ((0, 2, 1), (1, 0, 2), (2, 1, 0)):
        found = verify_chain([CHAIN[each] for each in order], RULES)
        assert isinstance(found, AttestationFault)


def test_the_root_may_be_left_out() -> None:
    assert isinstance(verify_chain(CHAIN[:-1], RULES), VerifiedAttestation)


@pytest.mark.parametrize("chain", [[], CHAIN[:1], CHAIN * 3, [MAKER.der], [MAKER.der, MAKER.der]])
def test_a_chain_too_short_or_too_long_is_not_believed(chain: list[bytes]) -> None:
    assert isinstance(verify_chain(chain, RULES), AttestationFault)


def test_an_rsa_key_is_another_key() -> None:
    chain = MAKER.chain(rsa_key(), CHALLENGE)
    assert verify_chain(chain, RULES) is AttestationFault.OTHER_KEY


def test_a_key_on_another_curve_is_another_key() -> None:
    chain = MAKER.chain(ec.generate_private_key(ec.SECP384R1()), CHALLENGE)
    assert verify_chain(chain, RULES) is AttestationFault.OTHER_KEY


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_listed_certificate_anywhere_ends_the_belief(which: int) -> None:
    serial = format(x509.load_der_x509_certificate(CHAIN[which]).serial_number, "x")
    assert verify_chain(CHAIN, replace(RULES, revoked={serial})) is AttestationFault.REVOKED
    # The root is asked about even where the telephone leaves it out.
    assert (
        which < 2
        or verify_chain(CHAIN[:-1], replace(RULES, revoked={serial})) is AttestationFault.REVOKED
    )


def test_a_certificate_without_a_description_attests_nothing() -> None:
    plain = authority("Plain", by=MAKER.batch, ca=False)
    chain = [plain.certificate.public_bytes(Encoding.DER), *CHAIN[1:]]
    assert verify_chain(chain, RULES) is AttestationFault.UNTRUSTED


DESCRIBED = HONEST.description(CHALLENGE)


@settings(max_examples=60)
@given(st.integers(0, len(DESCRIBED) - 1))
def test_a_description_cut_short_is_malformed(at: int) -> None:
    assert verify_chain(MAKER.chain_over(KEY, DESCRIBED[:at]), RULES) is AttestationFault.MALFORMED


@settings(max_examples=60)
@given(st.integers(0, len(DESCRIBED) - 1), st.integers(0, 255))
def test_a_changed_octet_never_ends_in_a_crash(at: int, octet: int) -> None:
    changed = DESCRIBED[:at] + bytes([octet]) + DESCRIBED[at + 1 :]
    assert isinstance(
        verify_chain(MAKER.chain_over(KEY, changed), RULES), VerifiedAttestation | AttestationFault
    )


@given(st.binary(max_size=300))
def test_octets_of_a_stranger_are_refused_or_read(data: bytes) -> None:
    try:
        read_description(data)
    except MalformedDer:
        assert verify_chain([data, data], RULES) is AttestationFault.MALFORMED


@settings(max_examples=60)
@given(st.integers(0, len(CHAIN[0]) - 1))
def test_a_certificate_cut_short_is_malformed(at: int) -> None:
    assert verify_chain([CHAIN[0][:at], *CHAIN[1:]], RULES) is AttestationFault.MALFORMED


# A changed octet may make a serial number negative, which the library only warns of so far.
@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@settings(max_examples=200)
@given(st.integers(0, 2), st.data())
def test_a_changed_octet_in_a_certificate_is_never_another_key(
    which: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(CHAIN[which]) - 1))
    octet = data.draw(st.integers(0, 255).filter(lambda each: each != CHAIN[which][at]))
    changed = CHAIN[which][:at] + bytes([octet]) + CHAIN[which][at + 1 :]
    found = verify_chain([changed if each == which else CHAIN[each] for each in range(3)], RULES)
    # What follows the root, or stands in place of it, decides nothing.
    assert isinstance(found, AttestationFault) or (which == 2 and found.point == attested().point)


def test_a_certificate_of_no_version_is_malformed() -> None:
    at = CHAIN[0].index(b"\xa0\x03\x02\x01\x02") + 4
    other = CHAIN[0][:at] + b"\x07" + CHAIN[0][at + 1 :]
    assert verify_chain([other, *CHAIN[1:]], RULES) is AttestationFault.MALFORMED


@pytest.mark.parametrize(
    "description",
    [
        DESCRIBED + b"\0",
        octets(bytes(LARGEST)),
        element(0x30, b"\x30\x84\xff\xff\xff\xff"),
        b"\x30\x80\x00\x00",
        b"\x30" * 5000,
        element(0x30, *[number(1)] * 300),
        b"\xbf\xff\xff\xff\xff\x01\x00",
        b"",
    ],
    ids=["trailing", "oversized", "huge", "endless", "nested", "many", "long tag", "empty"],
)
def test_a_hostile_description_is_malformed(description: bytes) -> None:
    assert verify_chain(MAKER.chain_over(KEY, description), RULES) is AttestationFault.MALFORMED


def test_a_list_of_revoked_certificates_is_read() -> None:
    document = b'{"entries": {"00AB": {"status": "REVOKED"}, "c": {"status": "SUSPENDED"}}}'
    assert read_list(document) == {"ab": "REVOKED", "c": "SUSPENDED"}


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        b'{"entries": []}',
        b'{"entries": {"xyz": {"status": "REVOKED"}}}',
        b'{"entries": {"ab": {}}}',
        b'{"entries": {"ab": {"status": 1}}}',
        b'{"entries": {"ab": "REVOKED"}}',
        b"[" * 100_000,
        b" " * (8 * 1024 * 1024 + 1),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_list_is_not_imported(document: bytes) -> None:
    with pytest.raises(UnusableRevocationList):
        read_list(document)
