"""PINs on both databases: proven, counted, replaced, stopped, and never readable."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Level
from idp.assurance.pieces import kinds_in
from idp.factors.argon2id import Argon2id
from idp.factors.domain import (
    ACTIVATING,
    CredentialKind,
    HashParameters,
    ThrottledSecret,
    VerifiedFactor,
)
from idp.factors.passwords import PresentedPassword
from idp.factors.pins import Pins, PresentedPin
from idp.factors.tables import CREDENTIAL, FACTOR_TRY
from idp.factors.tables import PIN as PIN_TABLE
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.platform.hashing import HashingPool
from idp.platform.secrets import digest
from tests.support.at_best import level_of_kinds
from tests.support.officers import themself
from tests.support.races import race
from tests.support.sign_ins import proven, reason, sign_in, switch_off
from tests.support.world import Person, World, sure

PIN = "408317"
OTHER = "927164"


@pytest.fixture
def person(world: World) -> Person:
    person = world.person(totp=False)
    sure(world.services.pins.set(person.subject_id, PIN, binding=ACTIVATING))
    world.clock.advance(timedelta(seconds=1))
    return person


def attempt(world: World, person: Person, pin: str = PIN) -> VerifiedFactor | Refused:
    return world.services.pins.verify(
        sign_in(world), PresentedPin(subject_id=person.subject_id, pin=pin)
    )


def stored_hash(world: World, person: Person) -> str:
    mine = select(PIN_TABLE.c.hash).where(PIN_TABLE.c.subject_id == person.subject_id)
    with world.services.database.transaction() as connection:
        return str(connection.execute(mine).scalar_one())


def held(world: World, person: Person) -> list[CredentialKind]:
    return [each.kind for each in world.services.credentials.held(person.subject_id)]


@contextmanager
def full(pool: HashingPool) -> Iterator[None]:
    """Keep the only thread of a pool without a queue at work."""
    working, done = threading.Event(), threading.Event()

    def work() -> None:
        working.set()
        done.wait()

    with ThreadPoolExecutor(1) as other:
        busy = other.submit(pool.run, work)
        working.wait()
        try:
            yield
        finally:
            done.set()
            busy.result()


@pytest.fixture
def crowded(world: World) -> Iterator[Pins]:
    pool = HashingPool(1, 0)
    yield replace(world.services.pins, hashing=pool)
    pool.close()


@pytest.mark.norm("D3.8", limb="a PIN is a means")
@pytest.mark.norm("D20.1b", limb="a password and a PIN are one kind")
def test_the_right_pin_is_proven_and_is_knowledge_like_the_password(
    world: World, person: Person
) -> None:
    answer = proven(attempt(world, person))
    assert (answer.kind, answer.subject_id) == (EvidenceKind.PIN, person.subject_id)
    assert level_of_kinds([EvidenceKind.PASSWORD, answer.kind]) is Level.ONE
    assert kinds_in(world.services.credentials.pieces(person.subject_id)) == {
        EvidenceKind.PASSWORD,
        EvidenceKind.PIN,
    }


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_pin_counts_once_in_each_sign_in(world: World, person: Person) -> None:
    one, other = sign_in(world), sign_in(world)
    verify = world.services.pins.verify
    digests = [
        proven(verify(each, PresentedPin(subject_id=person.subject_id, pin=PIN))).proof_digest
        for each in (one, one, other)
    ]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize("pin", [OTHER, "4083177", "408317408317"])
def test_any_other_pin_is_only_wrong_and_is_history(world: World, person: Person, pin: str) -> None:
    assert reason(attempt(world, person, pin)) is Reason.NOT_PROVEN
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.happening is EventType.FACTOR_REFUSED
    assert entry.facts == {"means": "pin", "reason": "not_proven"}


def test_who_has_no_pin_is_answered_like_who_types_a_wrong_one(
    world: World, person: Person
) -> None:
    nobody = world.person(totp=False)
    assert attempt(world, nobody) == attempt(world, person, OTHER)


@pytest.mark.usefixtures("person")
def test_one_pin_of_one_person_opens_nothing_of_another(world: World) -> None:
    other = world.person(totp=False)
    sure(world.services.pins.set(other.subject_id, OTHER, binding=ACTIVATING))
    world.clock.advance(timedelta(seconds=1))
    assert reason(attempt(world, other, PIN)) is Reason.NOT_PROVEN
    assert proven(attempt(world, other, OTHER)).subject_id == other.subject_id


@pytest.mark.norm("D4.3", limb="no PIN is stored in clear")
def test_the_database_alone_does_not_give_a_pin_away(world: World, person: Person) -> None:
    stored = stored_hash(world, person)
    assert stored.startswith("$argon2id$")
    assert PIN not in stored
    elsewhere = replace(world.services.pins, digest_key=b"another key of 32 bytes altogether")
    verify = elsewhere.verify(sign_in(world), PresentedPin(subject_id=person.subject_id, pin=PIN))
    assert reason(verify) is Reason.NOT_PROVEN


def test_a_pin_is_slowed_down_and_then_stopped_for_a_day(world: World, person: Person) -> None:
    for _ in range(10):
        while reason(attempt(world, person, OTHER)) is Reason.TOO_MANY_TRIES:
            world.clock.advance(timedelta(minutes=1))
    closed = attempt(world, person)
    assert isinstance(closed, Refused)
    assert closed.reason is Reason.TOO_MANY_TRIES
    assert closed.retry_at == world.clock.now() + timedelta(days=1)
    world.clock.advance(timedelta(days=1))
    proven(attempt(world, person))


def test_only_the_pins_own_counter_closes(world: World, person: Person) -> None:
    for _ in range(5):
        attempt(world, person, OTHER)
    assert reason(attempt(world, person)) is Reason.TOO_MANY_TRIES
    proven(
        world.services.passwords.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
    )


def test_parallel_guesses_leave_an_exact_counter(world: World, person: Person) -> None:
    answers = race(lambda: attempt(world, person, OTHER), times=16)
    reasons = [reason(answer) for answer in answers]
    assert reasons.count(Reason.NOT_PROVEN) == 5
    assert reasons.count(Reason.TOO_MANY_TRIES) == 11
    counted = select(FACTOR_TRY.c.tries).where(FACTOR_TRY.c.factor == ThrottledSecret.PIN)
    with world.services.database.transaction() as connection:
        assert connection.execute(counted).scalars().all() == [5]


def test_a_busy_pool_counts_no_try(world: World, person: Person, crowded: Pins) -> None:
    with full(crowded.hashing):
        for _ in range(20):
            busy = crowded.verify(
                sign_in(world), PresentedPin(subject_id=person.subject_id, pin=PIN)
            )
            assert reason(busy) is Reason.BUSY
        assert reason(crowded.set(person.subject_id, OTHER)) is Reason.BUSY
    proven(crowded.verify(sign_in(world), PresentedPin(subject_id=person.subject_id, pin=PIN)))


def test_pins_and_passwords_share_one_pool(world: World) -> None:
    assert world.services.pins.hashing is world.services.passwords.hashing


def test_a_change_of_parameters_renews_the_hash(world: World, person: Person) -> None:
    dearer = replace(world.services.pins, argon2id=Argon2id(HashParameters(128, 2, 1)))
    proven(dearer.verify(sign_in(world), PresentedPin(subject_id=person.subject_id, pin=PIN)))
    assert "m=128,t=2,p=1" in stored_hash(world, person)
    proven(dearer.verify(sign_in(world), PresentedPin(subject_id=person.subject_id, pin=PIN)))


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("12345", Reason.PIN_MALFORMED),
        ("12a456", Reason.PIN_MALFORMED),
        ("123456", Reason.PIN_TOO_WEAK),
        ("030290", Reason.PIN_TOO_WEAK),
    ],
)
def test_a_guessable_pin_is_not_set(world: World, person: Person, pin: str, why: Reason) -> None:
    answer = world.services.pins.set(
        person.subject_id, pin, context_words=("1990-02-03",), binding=ACTIVATING
    )
    assert reason(answer) is why
    proven(attempt(world, person))


@pytest.mark.norm("D32.2", limb="a replaced PIN is refused")
def test_a_new_pin_takes_the_place_of_the_old_one(world: World, person: Person) -> None:
    sure(world.services.pins.set(person.subject_id, OTHER, binding=ACTIVATING))
    world.clock.advance(timedelta(seconds=1))
    assert reason(attempt(world, person)) is Reason.NOT_PROVEN
    proven(attempt(world, person, OTHER))
    assert held(world, person).count(CredentialKind.PIN) == 1
    entries = world.services.history.for_subject(person.subject_id)
    assert [each.happening for each in entries].count(EventType.PIN_SET) == 2
    assert all(PIN not in str(each.facts) for each in entries)


def test_pins_set_at_the_same_time_leave_one(world: World, person: Person) -> None:
    chosen = iter(("515093", "622814", "730926", "839471"))
    lock = threading.Lock()

    def put() -> None:
        with lock:
            pin = next(chosen)
        sure(world.services.pins.set(person.subject_id, pin, binding=ACTIVATING))

    race(put, times=4)
    assert held(world, person).count(CredentialKind.PIN) == 1


def test_a_pin_set_inside_a_sign_in_does_not_count_there(world: World, person: Person) -> None:
    ceremony = sign_in(world)
    sure(world.services.pins.set(person.subject_id, OTHER, binding=ACTIVATING))
    inside = world.services.pins.verify(
        ceremony, PresentedPin(subject_id=person.subject_id, pin=OTHER)
    )
    assert reason(inside) is Reason.ENROLLED_IN_THIS_SIGN_IN


@pytest.mark.norm("D32.2", limb="a removed PIN is refused")
def test_a_removed_pin_is_wrong_and_never_the_last_way_in(world: World, person: Person) -> None:
    credentials = world.services.credentials
    password, pin = credentials.held(person.subject_id)
    assert reason(credentials.remove(person.subject_id, password.id)) is Reason.LAST_MEANS
    assert credentials.remove(person.subject_id, pin.id) is None
    assert reason(attempt(world, person)) is Reason.NOT_PROVEN


def test_a_stopped_pin_is_refused_by_name_only_to_who_knows_it(
    world: World, person: Person
) -> None:
    pins = CREDENTIAL.c.kind == CredentialKind.PIN
    with world.services.database.transaction() as connection:
        connection.execute(CREDENTIAL.update().where(pins).values(flagged_at=world.clock.now()))
    assert reason(attempt(world, person, OTHER)) is Reason.NOT_PROVEN
    assert reason(attempt(world, person)) is Reason.CREDENTIAL_FLAGGED


def test_a_lost_phone_leaves_the_pin(world: World, person: Person) -> None:
    assert (
        world.services.credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
        == ()
    )
    proven(attempt(world, person))


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_a_pin_the_operator_switched_off_is_neither_checked_nor_set(
    world: World, person: Person
) -> None:
    switch_off(world, Means.PIN)
    assert reason(attempt(world, person)) is Reason.MEANS_DISABLED
    assert (
        reason(world.services.pins.set(person.subject_id, OTHER, binding=ACTIVATING))
        is Reason.MEANS_DISABLED
    )
    key = digest(f"subject:{person.subject_id}")
    counted = world.services.pins.throttle.acquire(key, ThrottledSecret.PIN)
    assert not isinstance(counted, Refused)
    assert counted.tries == 1
