"""What verifying an application key costs: its attestation once, each of its approvals.

    python -m benchmarks.verifying_approvals

CPU of this process only. "An approval" is what its words and its signature cost; "with the
records" is all of `check_approval` on a SQLite file: the key found and judged anew, the word and
the nonce spent, the use noted.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec

from idp.factors.app_keys import approval
from idp.factors.app_keys.approval import APPROVAL, Expected, Way
from idp.factors.app_keys.domain import Approved
from idp.factors.attestations.judging import Attested, Rules, judge
from idp.platform import key_file
from idp.wiring import build
from tests.support import databases
from tests.support.frozen_clock import START, FrozenClock
from tests.support.running import settings_of
from tests.support.telephones import MAKER, PACKAGE, SIGNER, Telephone, telephone_of
from tests.support.world import World

TIMES: Final = 200


def main() -> None:
    _measure("an attestation", _attestation())
    with _world() as world:
        person = world.person()
        phone = telephone_of(world, person.subject_id)
        now = world.clock.now()
        expected = [_expected(world, person.subject_id, number) for number in range(2 * TIMES)]
        words = [_word(phone, each, now) for each in expected]
        _measure("an approval", _alone(phone, words, expected, now))
        _measure("an approval with the records", _with_records(world, words, expected))


def _measure(name: str, work: Callable[[], bool]) -> None:
    if not work():
        raise AssertionError(name)
    began = time.process_time()
    for _ in range(TIMES):
        if not work():
            raise AssertionError(name)
    print(f"{name}: {(time.process_time() - began) / TIMES * 1e3:.2f} ms of CPU")


def _attestation() -> Callable[[], bool]:
    key, challenge = ec.generate_private_key(ec.SECP256R1()), b"c" * 32
    chain = MAKER.chain(key, challenge)
    rules = Rules(
        anchors=(MAKER.der,),
        packages=((PACKAGE, SIGNER),),
        challenge=challenge,
        revoked=(),
        now=START,
    )
    return lambda: isinstance(judge(chain, rules), Attested)


def _alone(
    phone: Telephone, words: list[str], expected: list[Expected], now: datetime
) -> Callable[[], bool]:
    left = iter(zip(words, expected, strict=True))

    def work() -> bool:
        word, wanted = next(left)
        said = approval.hear(word, typ=APPROVAL, audience=phone.issuer)
        if said is None or not approval.signed(word, phone.jwk):
            return False
        return approval.untimely(said, now) is None and approval.misses(said, wanted) is None

    return work


def _with_records(world: World, words: list[str], expected: list[Expected]) -> Callable[[], bool]:
    left = iter(zip(words, expected, strict=True))

    def work() -> bool:
        word, wanted = next(left)
        found = world.services.app_keys.check_approval(word, expected=wanted)
        return isinstance(found, Approved)

    return work


def _expected(world: World, subject_id: str, number: int) -> Expected:
    return Expected(
        txn=f"transaction {number}",
        client_id="portal",
        acr=f"{world.settings.issuer}/loa/3",
        nonce=f"nonce {number}",
        way=Way.SAME_DEVICE,
        number=None,
        subject_id=subject_id,
        begun_at=world.clock.now(),
    )


def _word(phone: Telephone, wanted: Expected, now: datetime) -> str:
    return phone.sign(
        APPROVAL,
        now,
        txn=wanted.txn,
        client_id=wanted.client_id,
        acr=wanted.acr,
        nonce=wanted.nonce,
        way=wanted.way,
    )


@contextmanager
def _world() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as scratch:
        folder, clock = Path(scratch), FrozenClock()
        keys = folder / "keys.json"
        key_file.create(keys, now=START, profile=key_file.DEMO_PROFILE)
        url = databases.sqlite_copy(databases.sqlite_template(folder), folder)
        settings = settings_of(url, keys=keys, folder=folder, issuer="http://localhost:8000")
        with databases.opened(url) as database:
            services = build(settings, database=database, clock=clock)
            yield World(services, settings, clock)
            services.passwords.hashing.close()


if __name__ == "__main__":
    main()
