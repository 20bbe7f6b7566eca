"""The cost of verifying a chip card, without a server or a register.

python -m benchmarks.verifying_cards

CPU of this process only. Enrolment reads and verifies everything: the security object, its signer's
chain, the data groups and the chip's answer. A sign-in verifies the answer and the chain again.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from idp.demo import card_office
from idp.demo.card_office import Authority, Digest, Key, Signing
from idp.factors.chip_card.active_authentication import challenge_of
from idp.factors.chip_card.certificates import issuer_of, read_certificate
from idp.factors.chip_card.passive import read_card
from idp.platform.clock import SystemClock

TIMES: Final = 200
CHALLENGE: Final = challenge_of("nonce", "transaction")
NOW: Final = SystemClock().now()
YEAR: Final = timedelta(days=365)
_TRAILER: Final = b"\x34\xcc"
"""ISO/IEC 9796-2: the digest is SHA-256."""


@dataclass(frozen=True, slots=True)
class Card:
    """The files of a card, and the key inside its chip."""

    chip: Key
    security_object: bytes
    groups: Mapping[int, bytes]
    digest: Digest

    def answer(self, challenge: bytes) -> bytes:
        """Active authentication (ICAO Doc 9303 part 11)."""
        if isinstance(self.chip, rsa.RSAPrivateKey):
            return _recoverable(self.chip, challenge)
        size = (self.chip.curve.key_size + 7) // 8
        r, s = decode_dss_signature(self.chip.sign(challenge, ec.ECDSA(self.digest)))
        return r.to_bytes(size) + s.to_bytes(size)


def _authority(name: str, key: Key, by: Authority | None = None) -> Authority:
    return card_office.authority(name, key, by=by, begins=NOW - YEAR, ends=NOW + 10 * YEAR)


COUNTRY: Final = _authority("CSCA (benchmark)", ec.generate_private_key(ec.SECP384R1()))
ANCHOR: Final = COUNTRY.encoded


def card(signer: Key, chip: Key, digest: Signing) -> Card:
    """A card that a document signer of the country signed with this key and digest."""
    today = NOW.date()
    zone = card_office.zone(
        document_number="190000017",
        personal_number="001190000017",
        birthdate=date(1990, 1, 1),
        expires_on=date(today.year + 5, 1, 1),
        name="TRAN<<THI<BICH<HANH",
    )
    groups = {1: zone, 15: card_office.key_group(chip)}
    if not isinstance(chip, rsa.RSAPrivateKey):
        groups[14] = card_office.protocol_group(digest)
    files = {**groups, 2: secrets.token_bytes(64)}
    issuer = _authority("DS (benchmark)", signer, COUNTRY)
    signed = card_office.security_object(files, issuer, digest=digest)
    return Card(chip, signed, groups, digest)


def _recoverable(key: rsa.RSAPrivateKey, challenge: bytes) -> bytes:
    """A signature of ISO/IEC 9796-2 scheme 1, with a part of the message inside."""
    size, digest = key.key_size // 8, hashes.SHA256()
    own = secrets.token_bytes(size - 1 - digest.digest_size - len(_TRAILER))
    opened = b"\x6a" + own + card_office.hashed(digest, own + challenge) + _TRAILER
    numbers = key.private_numbers()
    return pow(int.from_bytes(opened), numbers.d, numbers.public_numbers.n).to_bytes(size)


def _curve(curve: ec.EllipticCurve) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(curve)


def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def main() -> None:
    for name, made in {
        "P-256": card(_curve(ec.SECP256R1()), _curve(ec.SECP256R1()), hashes.SHA256()),
        "RSA 2048": card(_rsa(), _rsa(), hashes.SHA256()),
        "brainpool 384": card(
            _curve(ec.BrainpoolP384R1()), _curve(ec.BrainpoolP384R1()), hashes.SHA384()
        ),
    }.items():
        _measure(f"{name}, enrolment", _enrolment(made))
        _measure(f"{name}, sign-in", _sign_in(made))


def _measure(name: str, work: Callable[[], bool]) -> None:
    if not work():
        raise AssertionError(name)
    began = time.process_time()
    for _ in range(TIMES):
        work()
    print(f"{name}: {(time.process_time() - began) / TIMES * 1e3:.2f} ms of CPU")


def _enrolment(card: Card) -> Callable[[], bool]:
    answer = card.answer(CHALLENGE)

    def work() -> bool:
        read = read_card(card.security_object, card.groups)
        trusted = issuer_of(read.signer, anchors=[read_certificate(ANCHOR)], now=NOW)
        return trusted is not None and read.key.answered(CHALLENGE, answer)

    return work


def _sign_in(card: Card) -> Callable[[], bool]:
    read = read_card(card.security_object, card.groups)
    answer, signer = card.answer(CHALLENGE), read.signer.encoded

    def work() -> bool:
        anchors = [read_certificate(ANCHOR)]
        trusted = issuer_of(read_certificate(signer), anchors=anchors, now=NOW)
        return trusted is not None and read.key.answered(CHALLENGE, answer)

    return work


if __name__ == "__main__":
    main()
