"""A storm of wrong passwords: those we know, and those elsewhere, still get in."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from idp.factors.argon2id import Argon2id
from idp.factors.callers import Caller
from idp.factors.domain import HashParameters, VerifiedFactor
from idp.factors.passwords import Passwords, PresentedPassword
from idp.kernel.refusals import Reason, Refused
from idp.platform.hashing import HashingPool
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World

THREADS = 24
"""More at once than wait and run."""


@pytest.fixture
def passwords(world: World) -> Iterator[Passwords]:
    """As a production has it: one thread and sixteen places."""
    pool = HashingPool(1, 16)
    yield replace(
        world.services.passwords,
        hashing=pool,
        argon2id=Argon2id(HashParameters(memory_kib=1_024, time=1)),
    )
    pool.close()


@pytest.fixture
def storm(world: World, passwords: Passwords) -> Iterator[list[Refused | VerifiedFactor]]:
    """Wrong passwords for ever new names from one address, as fast as they are answered."""
    over, answers = threading.Event(), list[Refused | VerifiedFactor]()

    def guess(number: int) -> None:
        tried = 0
        while not over.wait(0.01):
            tried += 1
            name = f"name-{number}-{tried}"
            caller = Caller(source="192.0.2.66")
            ceremony = sign_in(world)
            answers.append(
                passwords.verify_at_once(
                    ceremony, PresentedPassword(username=name, password="wrong", caller=caller)
                )
            )

    with ThreadPoolExecutor(THREADS) as guessers:
        for number in range(THREADS):
            guessers.submit(guess, number)
        while passwords.hashing.waiting < 16:
            over.wait(0.01)
        yield answers
        over.set()


@pytest.mark.parametrize("known", [True, False])
def test_a_storm_from_one_address_keeps_out_no_one_else(
    world: World, passwords: Passwords, storm: list[Refused | VerifiedFactor], *, known: bool
) -> None:
    person = world.person()
    seen = [_honest(world, passwords, person, known=known) for _ in range(8)]
    assert [each.reason for each in seen if isinstance(each, Refused)] == []
    until = time.monotonic() + 60  # a busy machine takes a while to answer so many
    while Reason.BUSY not in {each.reason for each in list(storm) if isinstance(each, Refused)}:
        assert time.monotonic() < until, "the storm was no storm"
        time.sleep(0.01)


def _honest(
    world: World, passwords: Passwords, person: Person, *, known: bool
) -> VerifiedFactor | Refused:
    """From the address of the storm in a browser that is known, or from somewhere else."""
    account = passwords.account(person.username)
    assert account.subject_id is not None
    assert account.credential_id is not None
    marks = passwords.known_browsers.remember(
        "", subject_id=account.subject_id, credential_id=account.credential_id
    )
    caller = Caller("192.0.2.66", marks) if known else Caller("198.51.100.7")
    ceremony = sign_in(world)
    return passwords.verify_at_once(
        ceremony,
        PresentedPassword(username=person.username, password=person.password, caller=caller),
    )
