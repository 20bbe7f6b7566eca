from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.factors.domain import QUIET_FOR, Factor
from idp.factors.limits import Admission, Limits
from idp.factors.tables import FACTOR_TRY
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from tests.support.frozen_clock import FrozenClock

ANNA = b"a" * 32
BINH = b"b" * 32


@pytest.fixture
def limits(database: Database, clock: FrozenClock) -> Limits:
    return Limits(database, clock)


def tries(limits: Limits) -> list[int]:
    with limits.database.transaction() as connection:
        return list(connection.execute(select(FACTOR_TRY.c.tries)).scalars())


def admitted(limits: Limits, factor: Factor, times: int) -> int:
    return sum(isinstance(limits.admit(ANNA, factor), Admission) for _ in range(times))


def test_tries_are_counted_before_they_are_verified(limits: Limits, clock: FrozenClock) -> None:
    assert admitted(limits, Factor.PASSWORD, 20) == 5
    refused = limits.admit(ANNA, Factor.PASSWORD)
    assert refused == Refused(Reason.TOO_MANY_TRIES, clock.now() + timedelta(seconds=30))


def test_time_opens_a_counter_again(limits: Limits, clock: FrozenClock) -> None:
    admitted(limits, Factor.PASSWORD, 5)
    clock.advance(timedelta(seconds=30))
    assert admitted(limits, Factor.PASSWORD, 5) == 1


def test_a_refused_try_does_not_push_the_opening_away(limits: Limits, clock: FrozenClock) -> None:
    admitted(limits, Factor.PASSWORD, 100)
    clock.advance(timedelta(seconds=30))
    assert isinstance(limits.admit(ANNA, Factor.PASSWORD), Admission)


def test_one_time_codes_stop_hard_at_ten_tries(limits: Limits, clock: FrozenClock) -> None:
    count = 0
    for _ in range(1000):
        count += admitted(limits, Factor.TOTP, 1)
        clock.advance(timedelta(seconds=60))
    assert count == 10


def test_counters_are_apart_by_factor_and_account(limits: Limits) -> None:
    admitted(limits, Factor.PASSWORD, 5)
    assert isinstance(limits.admit(ANNA, Factor.TOTP), Admission)
    assert isinstance(limits.admit(BINH, Factor.PASSWORD), Admission)


def test_a_success_clears_its_own_counter_only(limits: Limits) -> None:
    admitted(limits, Factor.PASSWORD, 5)
    admitted(limits, Factor.TOTP, 5)
    limits.clear(ANNA, Factor.PASSWORD)
    assert admitted(limits, Factor.PASSWORD, 1) == 1
    assert admitted(limits, Factor.TOTP, 1) == 0


def test_a_try_that_was_never_verified_is_given_back(limits: Limits) -> None:
    admitted(limits, Factor.PASSWORD, 4)
    fifth = limits.admit(ANNA, Factor.PASSWORD)
    assert isinstance(fifth, Admission)
    limits.give_back(fifth)
    assert tries(limits) == [4]
    assert admitted(limits, Factor.PASSWORD, 2) == 1


def test_giving_back_does_not_lift_the_wait_of_another_try(limits: Limits) -> None:
    fourth = [limits.admit(ANNA, Factor.PASSWORD) for _ in range(4)][-1]
    assert isinstance(fourth, Admission)
    admitted(limits, Factor.PASSWORD, 1)
    limits.give_back(fourth)
    assert isinstance(limits.admit(ANNA, Factor.PASSWORD), Refused)


def test_two_hundred_parallel_guesses_leave_an_exact_counter(limits: Limits) -> None:
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: limits.admit(ANNA, Factor.TOTP), range(200)))
    assert sum(isinstance(answer, Admission) for answer in answers) == 5
    assert tries(limits) == [5]


def test_counters_nobody_touches_are_forgotten(limits: Limits, clock: FrozenClock) -> None:
    admitted(limits, Factor.PASSWORD, 1)
    assert limits.forget_quiet() == 0
    clock.advance(QUIET_FOR + timedelta(seconds=1))
    assert limits.forget_quiet() == 1
    assert tries(limits) == []
