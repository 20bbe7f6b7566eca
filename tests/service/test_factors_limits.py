from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.factors.domain import QUIET_FOR, ThrottledSecret
from idp.factors.tables import FACTOR_TRY
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from tests.support.frozen_clock import FrozenClock

ANNA = b"a" * 32
BINH = b"b" * 32


@pytest.fixture
def throttle(database: Database, clock: FrozenClock) -> AttemptThrottle:
    return AttemptThrottle(database, clock)


def tries(throttle: AttemptThrottle) -> list[int]:
    with throttle.database.transaction() as connection:
        return list(connection.execute(select(FACTOR_TRY.c.tries)).scalars())


def admitted(throttle: AttemptThrottle, factor: ThrottledSecret, times: int) -> int:
    return sum(isinstance(throttle.acquire(ANNA, factor), CountedAttempt) for _ in range(times))


def test_tries_are_counted_before_they_are_verified(
    throttle: AttemptThrottle, clock: FrozenClock
) -> None:
    assert admitted(throttle, ThrottledSecret.PASSWORD, 20) == 5
    refused = throttle.acquire(ANNA, ThrottledSecret.PASSWORD)
    assert refused == Refused(Reason.TOO_MANY_TRIES, clock.now() + timedelta(seconds=30))


def test_time_opens_a_counter_again(throttle: AttemptThrottle, clock: FrozenClock) -> None:
    admitted(throttle, ThrottledSecret.PASSWORD, 5)
    clock.advance(timedelta(seconds=30))
    assert admitted(throttle, ThrottledSecret.PASSWORD, 5) == 1


def test_a_refused_try_does_not_push_the_opening_away(
    throttle: AttemptThrottle, clock: FrozenClock
) -> None:
    admitted(throttle, ThrottledSecret.PASSWORD, 100)
    clock.advance(timedelta(seconds=30))
    assert isinstance(throttle.acquire(ANNA, ThrottledSecret.PASSWORD), CountedAttempt)


def test_one_time_codes_stop_hard_at_ten_tries(
    throttle: AttemptThrottle, clock: FrozenClock
) -> None:
    count = 0
    for _ in range(1000):
        count += admitted(throttle, ThrottledSecret.TOTP, 1)
        clock.advance(timedelta(seconds=60))
    assert count == 10


def test_counters_are_apart_by_factor_and_account(throttle: AttemptThrottle) -> None:
    admitted(throttle, ThrottledSecret.PASSWORD, 5)
    assert isinstance(throttle.acquire(ANNA, ThrottledSecret.TOTP), CountedAttempt)
    assert isinstance(throttle.acquire(BINH, ThrottledSecret.PASSWORD), CountedAttempt)


def test_a_success_clears_its_own_counter_only(throttle: AttemptThrottle) -> None:
    admitted(throttle, ThrottledSecret.PASSWORD, 5)
    admitted(throttle, ThrottledSecret.TOTP, 5)
    throttle.reset(ANNA, ThrottledSecret.PASSWORD)
    assert admitted(throttle, ThrottledSecret.PASSWORD, 1) == 1
    assert admitted(throttle, ThrottledSecret.TOTP, 1) == 0


def test_a_try_that_was_never_verified_is_given_back(throttle: AttemptThrottle) -> None:
    admitted(throttle, ThrottledSecret.PASSWORD, 4)
    fifth = throttle.acquire(ANNA, ThrottledSecret.PASSWORD)
    assert isinstance(fifth, CountedAttempt)
    throttle.release(fifth)
    assert tries(throttle) == [4]
    assert admitted(throttle, ThrottledSecret.PASSWORD, 2) == 1


def test_the_first_try_that_is_given_back_brings_no_wait_about(throttle: AttemptThrottle) -> None:
    first = throttle.acquire(ANNA, ThrottledSecret.TOTP)
    assert isinstance(first, CountedAttempt)
    throttle.release(first)
    assert admitted(throttle, ThrottledSecret.TOTP, 5) == 5


def test_giving_back_does_not_lift_the_wait_of_another_try(throttle: AttemptThrottle) -> None:
    fourth = [throttle.acquire(ANNA, ThrottledSecret.PASSWORD) for _ in range(4)][-1]
    assert isinstance(fourth, CountedAttempt)
    admitted(throttle, ThrottledSecret.PASSWORD, 1)
    throttle.release(fourth)
    assert isinstance(throttle.acquire(ANNA, ThrottledSecret.PASSWORD), Refused)


def test_two_hundred_parallel_guesses_leave_an_exact_counter(throttle: AttemptThrottle) -> None:
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: throttle.acquire(ANNA, ThrottledSecret.TOTP), range(200)))
    assert sum(isinstance(answer, CountedAttempt) for answer in answers) == 5
    assert tries(throttle) == [5]


def test_counters_nobody_touches_are_forgotten(
    throttle: AttemptThrottle, clock: FrozenClock
) -> None:
    admitted(throttle, ThrottledSecret.PASSWORD, 1)
    assert throttle.purge_idle() == 0
    clock.advance(QUIET_FOR + timedelta(seconds=1))
    assert throttle.purge_idle() == 1
    assert tries(throttle) == []
