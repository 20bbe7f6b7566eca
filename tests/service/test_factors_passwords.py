import threading
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from idp.assurance.kinds import EvidenceKind, Means
from idp.factors.argon2id import Argon2id
from idp.factors.domain import ACTIVATING, HashParameters, ThrottledSecret, VerifiedFactor
from idp.factors.passwords import Passwords, PresentedPassword
from idp.factors.tables import CREDENTIAL, FACTOR_TRY, PASSWORD
from idp.factors.throttling import CountedAttempt
from idp.factors.totp import PresentedCode
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.platform.hashing import HashingPool
from tests.support.counting import counted
from tests.support.sign_ins import proven, reason, sign_in, switch_off
from tests.support.world import Person, World

NEW = "bảy con mèo ngủ 47 ngày"
PASSWORD_TRIES = select(FACTOR_TRY.c.tries).where(FACTOR_TRY.c.factor == ThrottledSecret.PASSWORD)


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


def attempt(world: World, username: str, password: str) -> VerifiedFactor | Refused:
    return world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=username, password=password)
    )


def stored_hash(world: World, person: Person) -> str:
    with world.services.database.transaction() as connection:
        mine = select(PASSWORD.c.hash).where(PASSWORD.c.subject_id == person.subject_id)
        return str(connection.execute(mine).scalar_one())


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
def crowded(world: World) -> Iterator[Passwords]:
    pool = HashingPool(1, 0)
    yield replace(world.services.passwords, hashing=pool)
    pool.close()


@pytest.mark.norm("D3.5", limb="the right password is believed")
@pytest.mark.norm("D3.8", limb="a password is a means")
def test_the_right_password_is_proven(world: World, person: Person) -> None:
    answer = proven(attempt(world, person.username, person.password))
    assert answer.kind is EvidenceKind.PASSWORD
    assert answer.subject_id == person.subject_id
    assert len(answer.proof_digest) == 32


def test_a_user_name_is_the_same_however_it_is_written(world: World, person: Person) -> None:
    proven(attempt(world, person.username.upper(), person.password))


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_password_counts_once_in_each_sign_in(world: World, person: Person) -> None:
    verify = world.services.passwords.verify_at_once
    one, other = sign_in(world), sign_in(world)
    digests = [
        proven(
            verify(each, PresentedPassword(username=person.username, password=person.password))
        ).proof_digest
        for each in (one, one, other)
    ]
    assert digests[0] == digests[1] != digests[2]


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    world: World, person: Person
) -> None:
    wrong = attempt(world, person.username, "wrong")
    assert wrong == attempt(world, "nobody", "wrong") == attempt(world, "nobody", person.password)
    assert reason(wrong) is Reason.NOT_PROVEN


def test_a_refused_try_is_history(world: World, person: Person) -> None:
    ceremony = sign_in(world)
    world.services.passwords.verify_at_once(
        ceremony, PresentedPassword(username=person.username, password="wrong")
    )
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.happening is EventType.FACTOR_REFUSED
    assert entry.transaction_id == ceremony.transaction_id
    assert entry.facts == {"means": "password", "reason": "not_proven"}


def test_an_account_without_a_password_answers_like_one_with_another(
    world: World, person: Person
) -> None:
    with world.services.database.transaction() as connection:
        connection.execute(PASSWORD.delete())
    assert reason(attempt(world, person.username, person.password)) is Reason.NOT_PROVEN


def test_known_and_unknown_names_cost_the_same(
    world: World, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt(world, "somebody else", "wrong")  # Whether passwords are allowed is read once.
    costs = []
    for username in (person.username, "nobody"):
        with counted(world.services.database, monkeypatch) as cost:
            attempt(world, username, "wrong")
        costs.append((len(cost.statements), cost.hashes))
    assert costs[0] == costs[1]
    assert costs[0][1] == 1


def test_a_password_is_the_same_from_every_keyboard(world: World, person: Person) -> None:
    world.services.passwords.set(person.subject_id, NEW, binding=ACTIVATING)
    world.clock.advance(timedelta(seconds=1))
    proven(attempt(world, person.username, unicodedata.normalize("NFD", NEW)))


@pytest.mark.parametrize("password", ["", "\x00", "\ud800", "x" * 1024, "ﬁ" * 300])
def test_odd_passwords_are_only_wrong(world: World, person: Person, password: str) -> None:
    assert reason(attempt(world, person.username, password)) is Reason.NOT_PROVEN


def test_a_huge_password_is_refused_without_hashing(
    world: World, person: Person, crowded: Passwords
) -> None:
    with full(crowded.hashing):
        huge = crowded.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password="x" * 1025)
        )
    assert reason(huge) is Reason.NOT_PROVEN
    assert reason(crowded.set(person.subject_id, NEW * 200)) is Reason.PASSWORD_TOO_LONG


def test_a_busy_pool_counts_no_try(world: World, person: Person, crowded: Passwords) -> None:
    with full(crowded.hashing):
        for _ in range(20):
            busy = crowded.verify_at_once(
                sign_in(world),
                PresentedPassword(username=person.username, password=person.password),
            )
            assert reason(busy) is Reason.BUSY
        assert reason(crowded.set(person.subject_id, NEW)) is Reason.BUSY
    proven(
        crowded.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
    )


def test_a_change_of_parameters_renews_the_hash_at_the_next_sign_in(
    world: World, person: Person
) -> None:
    before = stored_hash(world, person)
    dearer = replace(world.services.passwords, argon2id=Argon2id(HashParameters(128, 2, 1)))
    proven(
        dearer.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
    )
    after = stored_hash(world, person)
    assert after != before
    assert "m=128,t=2,p=1" in after
    proven(
        dearer.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
    )
    assert stored_hash(world, person) == after


def test_a_password_set_inside_a_sign_in_does_not_count_there(world: World, person: Person) -> None:
    ceremony = sign_in(world)
    world.services.passwords.set(person.subject_id, NEW, binding=ACTIVATING)
    inside = world.services.passwords.verify_at_once(
        ceremony, PresentedPassword(username=person.username, password=NEW)
    )
    assert reason(inside) is Reason.ENROLLED_IN_THIS_SIGN_IN
    world.clock.advance(timedelta(seconds=1))
    proven(attempt(world, person.username, NEW))


def test_a_replaced_password_is_wrong(world: World, person: Person) -> None:
    world.services.passwords.set(person.subject_id, NEW, binding=ACTIVATING)
    assert reason(attempt(world, person.username, person.password)) is Reason.NOT_PROVEN
    held = [each.kind.value for each in world.services.credentials.held(person.subject_id)]
    assert held.count("password") == 1


def test_passwords_set_at_the_same_time_leave_one(world: World, person: Person) -> None:
    chosen = [f"{NEW} lần {n}" for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda each: world.services.passwords.set(
                    person.subject_id, each, binding=ACTIVATING
                ),
                chosen,
            )
        )
    held = [each.kind.value for each in world.services.credentials.held(person.subject_id)]
    assert held.count("password") == 1


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Xy7#kf", Reason.PASSWORD_TOO_WEAK),
        ("quynhanhdethuong", Reason.PASSWORD_TOO_WEAK),
        ("MatKhau123", Reason.PASSWORD_BREACHED),
        ("anhyeuem2024", Reason.PASSWORD_BREACHED),
    ],
)
def test_a_guessable_password_is_not_set(
    world: World, person: Person, password: str, why: Reason
) -> None:
    words = ("quynhanh", "dethuong")
    answer = world.services.passwords.set(
        person.subject_id, password, context_words=words, binding=ACTIVATING
    )
    assert reason(answer) is why


def test_setting_a_password_is_history(world: World, person: Person) -> None:
    world.services.passwords.set(person.subject_id, NEW, binding=ACTIVATING)
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.happening is EventType.PASSWORD_SET
    assert NEW not in str(entry.facts)


def test_only_the_password_counter_closes(world: World, person: Person) -> None:
    for _ in range(5):
        attempt(world, person.username, "wrong")
    closed = attempt(world, person.username, person.password)
    assert reason(closed) is Reason.TOO_MANY_TRIES
    assert person.totp_secret is not None
    code = world.code(person.totp_secret)
    answer = world.services.one_time_codes.verify(
        sign_in(world), PresentedCode(subject_id=person.subject_id, code=code)
    )
    assert proven(answer).kind is EvidenceKind.TOTP


def test_a_success_opens_the_counter(world: World, person: Person) -> None:
    for _ in range(4):
        for _ in range(4):
            attempt(world, person.username, "wrong")
        proven(attempt(world, person.username, person.password))


def test_a_password_stopped_while_it_is_compared_is_refused(world: World, person: Person) -> None:
    now = world.services.clock.now()
    stop = update(CREDENTIAL).where(
        CREDENTIAL.c.subject_id == person.subject_id, CREDENTIAL.c.kind == "password"
    )
    with ThreadPoolExecutor(1) as threads:
        with world.services.database.transaction() as connection:
            connection.execute(stop.values(flagged_at=now))
            other = threads.submit(attempt, world, person.username, person.password)
            time.sleep(0.3)  # in which it comes as far as it can before the stop is committed
        assert reason(other.result(timeout=120)) is Reason.NOT_PROVEN
    with world.services.database.transaction() as connection:
        assert connection.execute(PASSWORD_TRIES).scalars().all() == [1]
        used = select(CREDENTIAL.c.last_used_at).where(CREDENTIAL.c.kind == "password")
        assert connection.execute(used).scalars().all() == [None]


def test_parallel_guesses_leave_an_exact_counter(world: World, person: Person) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: attempt(world, person.username, "wrong"), range(60)))
    reasons = [reason(answer) for answer in answers]
    assert reasons.count(Reason.NOT_PROVEN) == 5
    assert reasons.count(Reason.TOO_MANY_TRIES) == 55
    with world.services.database.transaction() as connection:
        assert connection.execute(PASSWORD_TRIES).scalars().all() == [5]


def test_unknown_names_are_slowed_down_too(world: World) -> None:
    reasons = [reason(attempt(world, "nobody", "wrong")) for _ in range(6)]
    assert reasons == [Reason.NOT_PROVEN] * 5 + [Reason.TOO_MANY_TRIES]


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_a_password_the_operator_switched_off_is_neither_checked_nor_set(
    world: World, person: Person
) -> None:
    switch_off(world, Means.PASSWORD)
    assert reason(attempt(world, person.username, person.password)) is Reason.MEANS_DISABLED
    assert (
        reason(world.services.passwords.set(person.subject_id, NEW, binding=ACTIVATING))
        is Reason.MEANS_DISABLED
    )
    key = world.services.accounts.username_key(person.username)
    counted = world.services.passwords.throttle.acquire(key, ThrottledSecret.PASSWORD)
    assert isinstance(counted, CountedAttempt)
    assert counted.tries == 1


@pytest.mark.norm("D4.3", limb="no password is stored in clear")
def test_the_database_keeps_no_password(world: World, person: Person) -> None:
    assert person.password not in stored_hash(world, person)
    assert stored_hash(world, person).startswith("$argon2id$")
