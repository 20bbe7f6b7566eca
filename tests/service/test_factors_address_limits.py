"""One address fails so often a minute, however many processes serve it and wherever they run."""

import itertools
import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage
from pydantic import SecretStr
from sqlalchemy import func, select

from idp.cli.worker import carry_out, purges
from idp.factors.address_limits import (
    MOST,
    STEP,
    AddressLimits,
    RequestLimits,
    SettledCounts,
    purge_expired_failures,
    storage_at,
)
from idp.factors.tables import ADDRESS_FAILURES
from idp.platform.database import Database
from idp.platform.settings import Settings
from idp.wiring import build
from tests.support import databases
from tests.support.frozen_clock import FrozenClock

GUESSER = "203.0.113.7"
OTHER = "203.0.113.8"
KEY = b"k" * 32
PROCESSES = 4
MINUTE = timedelta(minutes=1)


def limits_of(database: Database, clock: FrozenClock, *, most: int = MOST) -> AddressLimits:
    return AddressLimits(SettledCounts(database, clock), KEY, most)


@pytest.fixture
def processes(database: Database, clock: FrozenClock) -> list[AddressLimits]:
    return [limits_of(database, clock) for _ in range(PROCESSES)]


def passed(turns: Iterable[AddressLimits], address: str = GUESSER) -> int:
    """How many of these tries were let through; each of those fails."""
    let_through = 0
    for process in turns:
        if process.closed_until(address) is None:
            process.count(address)
            let_through += 1
    return let_through


def rows(database: Database) -> list[int]:
    with database.transaction() as connection:
        return list(connection.execute(select(ADDRESS_FAILURES.c.failures)).scalars())


def test_one_process_lets_through_the_limit_exactly(database: Database, clock: FrozenClock) -> None:
    assert passed(itertools.repeat(limits_of(database, clock), 2 * MOST)) == MOST


@pytest.mark.norm("D4.3", limb="repeated failures are slowed down")
@pytest.mark.parametrize("order", ["in turn", "one after the other", "by chance", "late"])
def test_many_processes_let_through_a_step_each_more_at_most(
    processes: list[AddressLimits], order: str
) -> None:
    turns = list(itertools.islice(itertools.cycle(processes), 3 * MOST))
    if order == "one after the other":
        turns = [each for each in processes for _ in range(MOST)]
    if order == "by chance":
        random.Random(4711).shuffle(turns)  # noqa: S311 - an order, not a secret
    if order == "late":  # each stops one short of telling the others, until the first is closed
        turns = [each for each in processes for _ in range(STEP - 1)]
        turns += [each for each in processes for _ in range(MOST)]
    assert MOST <= passed(turns) <= MOST + PROCESSES * STEP
    assert passed(turns) == 0


def test_what_one_process_closed_is_closed_after_a_step_for_one_that_starts_later(
    database: Database, clock: FrozenClock
) -> None:
    passed(itertools.repeat(limits_of(database, clock), MOST))
    assert passed(itertools.repeat(limits_of(database, clock), MOST)) <= STEP


def test_an_address_that_fails_a_handful_of_times_is_never_written(
    database: Database, processes: list[AddressLimits]
) -> None:
    for process in processes:
        passed(itertools.repeat(process, STEP - 1))
    assert rows(database) == []


def test_asking_writes_and_reads_nothing(database: Database, clock: FrozenClock) -> None:
    limits = limits_of(database, clock)
    passed(itertools.repeat(limits, MOST))
    database.close()
    assert limits.closed_until(GUESSER) is not None
    assert limits.closed_until(OTHER) is None


def test_an_address_opens_again_with_the_next_minute(
    processes: list[AddressLimits], clock: FrozenClock
) -> None:
    first = processes[0]
    passed(itertools.repeat(first, MOST))
    ends = first.closed_until(GUESSER)
    assert ends is not None
    assert clock.now() < ends <= clock.now() + MINUTE
    clock.advance(ends - clock.now())
    assert first.closed_until(GUESSER) is None
    assert passed(itertools.repeat(first, 2 * MOST)) == MOST


def test_a_clock_that_was_set_back_keeps_no_address_closed(
    database: Database, clock: FrozenClock
) -> None:
    limits = limits_of(database, clock)
    clock.advance(timedelta(hours=5))
    passed(itertools.repeat(limits, MOST))
    assert limits.closed_until(GUESSER) is not None
    clock.advance(timedelta(hours=-5))
    assert limits.closed_until(GUESSER) is None
    assert passed(itertools.repeat(limits, 2 * MOST)) == MOST


def test_addresses_are_counted_apart(database: Database, clock: FrozenClock) -> None:
    limits = limits_of(database, clock)
    passed(itertools.repeat(limits, MOST))
    assert passed([limits], OTHER) == 1


def test_no_address_is_written_in_clear(database: Database, clock: FrozenClock) -> None:
    passed(itertools.repeat(limits_of(database, clock), MOST))
    with database.transaction() as connection:
        keys = list(connection.execute(select(ADDRESS_FAILURES.c.key)).scalars())
    assert keys
    assert not any(GUESSER in key for key in keys)


def test_counts_that_are_over_are_deleted(
    database: Database, processes: list[AddressLimits], clock: FrozenClock
) -> None:
    passed(itertools.repeat(processes[0], STEP))
    assert purge_expired_failures(database, clock) == 0
    clock.advance(MINUTE)
    passed(itertools.repeat(processes[0], 2 * STEP))
    assert purge_expired_failures(database, clock) == 1
    assert rows(database) == [2 * STEP]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_failures_that_two_machines_settle_at_once_are_all_counted(
    database_url: str, clock: FrozenClock
) -> None:
    with databases.opened(database_url) as one, databases.opened(database_url) as other:
        machines = [limits_of(each, clock, most=10 * MOST) for each in (one, other)]
        with ThreadPoolExecutor(8) as threads:
            for turn in range(40 * STEP):
                threads.submit(machines[turn % 2].count, GUESSER)
        with one.transaction() as connection:
            total = connection.execute(select(func.sum(ADDRESS_FAILURES.c.failures))).scalar()
        assert total == 40 * STEP


def test_many_threads_of_one_process_count_exactly(database: Database, clock: FrozenClock) -> None:
    limits = limits_of(database, clock, most=10 * MOST)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(limits.count, [GUESSER] * (20 * STEP)))
    assert rows(database) == [20 * STEP]


def test_a_storage_of_the_library_counts_each_failure(
    database: Database, clock: FrozenClock
) -> None:
    storage = storage_at("memory://", database, clock)
    assert isinstance(storage, MemoryStorage)
    processes = [AddressLimits(storage, KEY, 20) for _ in range(2)]
    assert passed(itertools.islice(itertools.cycle(processes), 50)) == 20
    assert processes[0].closed_until(GUESSER) is not None
    assert purge_expired_failures(database, clock) == 0
    assert rows(database) == []


def test_what_the_database_counted_is_deleted_after_redis_took_over(
    database: Database, clock: FrozenClock, settings: Settings
) -> None:
    passed(itertools.repeat(limits_of(database, clock), STEP))
    redis = settings.model_copy(update={"rate_limit_url": SecretStr("memory://")})
    services = build(redis, database=database, clock=clock)
    assert isinstance(services.address_limits.storage, MemoryStorage)
    clock.advance(MINUTE)
    carry_out(purges(services), now=clock.now())
    assert rows(database) == []


class _Away(MemoryStorage):
    """A storage whose machine does not answer."""

    STORAGE_SCHEME: list[str] = []  # noqa: RUF012 - as the library declares it

    def get(self, key: str) -> int:
        raise StorageError(ConnectionError(key))

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        raise StorageError(ConnectionError(key, expiry, amount))


def test_a_storage_that_is_away_closes_nothing_and_fails_nobody() -> None:
    away: Storage = _Away()
    assert passed(itertools.repeat(AddressLimits(away, KEY, 1), 5)) == 5


def test_a_list_of_addresses_without_end_takes_bounded_memory(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.factors.address_limits._MOST_KEYS", 100)
    storage = SettledCounts(database, clock)
    limits = AddressLimits(storage, KEY, 2)
    for number in range(300):
        passed([limits], f"198.51.100.{number}")
    assert storage.reset() == 100
    for number in range(100):
        passed([limits], f"198.51.100.{number}")
    clock.advance(MINUTE)
    assert passed([limits] * 5) == 2


def test_a_new_address_is_limited_while_the_memory_is_full(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.factors.address_limits._MOST_KEYS", 100)
    limits = limits_of(database, clock, most=2)
    for number in range(100):
        passed([limits], f"198.51.100.{number}")
    assert passed([limits] * 5) == 2


def test_an_address_that_was_dropped_is_closed_again_after_a_step(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.factors.address_limits._MOST_KEYS", 100)
    limits = limits_of(database, clock)
    assert passed(itertools.repeat(limits, MOST)) == MOST
    for number in range(100):
        passed([limits], f"198.51.100.{number}")
    assert passed(itertools.repeat(limits, MOST)) <= STEP
    assert limits.closed_until(GUESSER) is not None


def test_an_address_that_fails_now_is_not_the_one_that_is_dropped(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.factors.address_limits._MOST_KEYS", 100)
    limits = limits_of(database, clock, most=250)
    let_through = 0
    for number in range(300):
        passed([limits], f"198.51.100.{number}")
        let_through += passed([limits])
    assert let_through == 250


def test_requests_of_a_client_count_over_all_processes(
    database: Database, clock: FrozenClock
) -> None:
    processes = [
        RequestLimits(SettledCounts(database, clock), KEY, clock, most=60) for _ in range(2)
    ]
    taken = [each.take("automation") for _ in range(60) for each in processes]
    assert taken[0].left == 59
    assert 60 <= [each.exceeded for each in taken].count(False) <= 60 + len(processes) * STEP
    assert taken[-1].exceeded
    assert not processes[0].take("another").exceeded
    clock.advance(taken[-1].ends_at - clock.now())
    assert not any(each.take("automation").exceeded for each in processes)


def test_a_storage_that_is_away_refuses_no_request(clock: FrozenClock) -> None:
    taken = [RequestLimits(_Away(), KEY, clock, most=1).take("automation") for _ in range(3)]
    assert {(each.exceeded, each.left, each.ends_at - clock.now()) for each in taken} == {
        (False, 1, MINUTE)
    }
