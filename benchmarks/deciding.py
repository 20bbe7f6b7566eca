"""The cost of deciding: the level engine, and a passkey's signature, without a server.

python -m benchmarks.deciding

CPU of this process only. The engine is measured over every set of evidence of up to three kinds:
once with empty caches, once with the caches of a running server.
"""

import itertools
import time
from collections.abc import Callable
from typing import Final

from benchmarks.authenticator import Authenticator
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level, _level_of_pieces, leads_to, level_of_pieces
from idp.assurance.pieces import at_best
from idp.factors.webauthn_ceremony import WebAuthnCeremony
from idp.platform.secrets import random_token

ORIGIN: Final = "https://id.example"
TIMES: Final = 500
SETS: Final = [
    at_best(chosen)
    for size in range(4)
    for chosen in itertools.combinations(sorted(EvidenceKind), size)
]
HELD: Final = at_best(
    {
        EvidenceKind.PASSWORD,
        EvidenceKind.TOTP,
        EvidenceKind.PASSKEY_VERIFIED,
        EvidenceKind.APP_KEY_IDENTITY_BOUND,
        EvidenceKind.CHIP_CARD,
        EvidenceKind.FACE_ON_PAGE,
    }
)

DONE: Final = at_best((EvidenceKind.PASSWORD,))


def main() -> None:
    _measure("level, nothing remembered", _every_level_anew, len(SETS))
    _measure("level, as served", _every_level, len(SETS))
    _measure("what leads on to level 4", _lead_on, TIMES)
    _measure("passkey assertion", _assertions(), TIMES)


def _measure(name: str, work: Callable[[], None], times: int) -> None:
    work()
    began = time.process_time()
    work()
    print(f"{name}: {(time.process_time() - began) / times * 1e6:.1f} µs of CPU")


def _every_level_anew() -> None:
    for pieces in SETS:
        _level_of_pieces.__wrapped__(pieces)


def _every_level() -> None:
    for pieces in SETS:
        level_of_pieces(pieces)


def _lead_on() -> None:
    for _ in range(TIMES):
        leads_to(Level.FOUR, done=DONE, available=HELD)


def _assertions() -> Callable[[], None]:
    ceremony, device = WebAuthnCeremony(ORIGIN, "Minh Danh"), Authenticator()
    options = ceremony.options_to_register(
        random_token(), user_handle=b"u" * 32, user_name="an", excluded=(), attested=False
    )
    attestation = ceremony.read_attestation(device.create(options, origin=ORIGIN))
    if attestation is None:
        raise RuntimeError("the registration was not read")
    new = ceremony.check_new(attestation, attested=False)
    if new is None:
        raise RuntimeError("the registration was not accepted")
    answers = [
        device.get(ceremony.options_to_sign_in(random_token(), allowed=()), origin=ORIGIN)
        for _ in range(TIMES)
    ]

    def verify() -> None:
        for answer in answers:
            assertion = ceremony.read_assertion(answer)
            if assertion is None or ceremony.check(assertion, public_key=new.public_key) is None:
                raise RuntimeError("an honest assertion was not accepted")

    return verify


if __name__ == "__main__":
    main()
