"""What verifying a chip card costs, without a server or a register.

    python -m benchmarks.verifying_cards

CPU of this process only. Enrolment reads and verifies everything: the security object, its signer's
chain, the data groups and the chip's answer. A sign-in verifies the answer and the chain again.
"""

import time
from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from idp.factors.chip_card.active_authentication import challenge_of
from idp.factors.chip_card.certificates import issuer_of, read_certificate
from idp.factors.chip_card.passive import read_card
from tests.support import cards
from tests.support.cards import Card
from tests.support.frozen_clock import START

TIMES: Final = 200
CHALLENGE: Final = challenge_of("nonce", "transaction")
COUNTRY: Final = cards.country()
ANCHOR: Final = COUNTRY.encoded


def main() -> None:
    for name, made in {
        "P-256": cards.card(cards.signer(COUNTRY)),
        "RSA 2048": cards.card(cards.signer(COUNTRY, cards.rsa_key()), chip=cards.rsa_key()),
        "brainpool 384": cards.card(
            cards.signer(COUNTRY, cards.curve_key(ec.BrainpoolP384R1())),
            chip=cards.curve_key(ec.BrainpoolP384R1()),
            digest=hashes.SHA384(),
            chip_digest=hashes.SHA384(),
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
        trusted = issuer_of(read.signer, anchors=[read_certificate(ANCHOR)], now=START)
        return trusted is not None and read.key.answered(CHALLENGE, answer)

    return work


def _sign_in(card: Card) -> Callable[[], bool]:
    read = read_card(card.security_object, card.groups)
    answer, signer = card.answer(CHALLENGE), read.signer.encoded

    def work() -> bool:
        anchors = [read_certificate(ANCHOR)]
        trusted = issuer_of(read_certificate(signer), anchors=anchors, now=START)
        return trusted is not None and read.key.answered(CHALLENGE, answer)

    return work


if __name__ == "__main__":
    main()
