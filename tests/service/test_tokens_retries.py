"""An honest retry after a stall is no replay; an unbound client's is refused without a case."""

import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Patience, Unavailable, open_database
from idp.tokens.domain import TokenResponse
from idp.tokens.service import Tokens
from idp.wiring import build
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import Relation, relation
from tests.support.races import race
from tests.support.stalls import committed_and_broken, committing_takes, never_committed, stopped
from tests.support.world import World, sure

STALL = timedelta(seconds=45)
FAMILIES = 6


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world)
    portal.agree()
    return portal


@pytest.fixture
def application(world: World) -> Relation:
    """A public client: it proves itself by nothing."""
    grants = frozenset({"authorization_code", "refresh_token"})
    application = relation(world, auth_method="none", grant_types=grants)
    application.agree()
    return application


# an answer that came late


def test_the_grace_counts_from_the_answer_when_the_commit_was_slow(
    portal: Relation, clock: FrozenClock
) -> None:
    first = portal.issued()
    with committing_takes(portal.world.services.database, lambda: clock.advance(STALL)):
        second = sure(portal.refresh(first.refresh_token))
    clock.advance(timedelta(seconds=30))
    assert sure(portal.refresh(first.refresh_token)).refresh_token == second.refresh_token
    clock.advance(timedelta(seconds=1))
    assert portal.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)
    assert len(portal.violations()) == 1


def test_a_retry_that_waited_with_everybody_else_is_no_replay(
    portal: Relation, clock: FrozenClock
) -> None:
    """The client gave up after ten seconds and retried during the outage."""
    first = portal.issued()
    second = sure(portal.refresh(first.refresh_token))
    arrived = clock.now() + timedelta(seconds=10)
    clock.advance(STALL)
    again = portal.tokens.refresh(first.refresh_token or "", portal.client, arrived_at=arrived)
    assert sure(again).refresh_token == second.refresh_token
    assert portal.violations() == []


def test_a_late_request_is_not_excused_by_a_wait_that_was_none(
    portal: Relation, clock: FrozenClock
) -> None:
    first = portal.issued()
    portal.refresh(first.refresh_token)
    clock.advance(timedelta(seconds=31))
    arrived = clock.now()
    clock.advance(timedelta(seconds=1))
    answer = portal.tokens.refresh(first.refresh_token or "", portal.client, arrived_at=arrived)
    assert answer == Refused(Reason.USED_BEFORE)


def test_a_stalled_database_revokes_no_honest_family(world: World, clock: FrozenClock) -> None:
    """No answers for 45 seconds under load; clients give up and retry."""
    portals = [relation(world) for _ in range(FAMILIES)]
    for portal in portals:
        portal.agree()
    before = [portal.issued().refresh_token or "" for portal in portals]

    def ask(number: int) -> TokenResponse | Refused:
        return portals[number].refresh(before[number])

    with ThreadPoolExecutor(2 * FAMILIES) as threads:
        with stopped(world.services.database):
            lost = [threads.submit(ask, number) for number in range(FAMILIES)]
            time.sleep(0.5)  # in which every request comes as far as the database
            clock.advance(timedelta(seconds=20))
            again = [threads.submit(ask, number) for number in range(FAMILIES)]
            time.sleep(0.5)  # as above
            clock.advance(timedelta(seconds=25))
        answers = [sure(each.result(timeout=120)) for each in (*lost, *again)]
    clock.advance(timedelta(seconds=25))
    later = [sure(ask(number)) for number in range(FAMILIES)]
    for number, portal in enumerate(portals):
        known = {answers[number].refresh_token, answers[number + FAMILIES].refresh_token}
        assert known == {later[number].refresh_token}
        assert portal.violations() == []
        assert isinstance(portal.refresh(later[number].refresh_token), TokenResponse)


@pytest.mark.parametrize("proof", ["client_secret_basic", "none"])
def test_who_got_an_error_for_a_rotation_that_was_committed_asks_again(
    world: World, clock: FrozenClock, proof: str
) -> None:
    """The connection broke after the commit was sent: the successor was not delivered."""
    grants = frozenset({"authorization_code", "refresh_token"})
    portal = relation(world, auth_method=proof, grant_types=grants)
    portal.agree()
    first = portal.issued()
    with committed_and_broken(world.services.database), pytest.raises(OperationalError):
        portal.refresh(first.refresh_token)
    clock.advance(STALL)
    second = sure(portal.refresh(first.refresh_token))
    assert portal.violations() == []
    assert isinstance(portal.refresh(second.refresh_token), TokenResponse)


def test_the_other_processes_learn_of_a_lost_answer_once_the_database_is_back(
    portal: Relation, clock: FrozenClock
) -> None:
    world, first, busy = portal.world, portal.issued(), portal.issued()
    with committed_and_broken(world.services.database), pytest.raises(OperationalError):
        portal.refresh(first.refresh_token)
    clock.advance(STALL)
    sure(portal.refresh(busy.refresh_token))
    other = build(world.settings, database=world.services.database, clock=clock)
    try:
        again = other.tokens.refresh(first.refresh_token or "", portal.client)
    finally:
        other.passwords.hashing.close()
    assert isinstance(again, TokenResponse)
    assert portal.violations() == []


@contextlib.contextmanager
def elsewhere(world: World, clock: FrozenClock) -> Iterator[Tokens]:
    """Another process on the same database, which knows nothing of what the first remembers."""
    patience = Patience(
        connect=2, statement=1, lock=0.5, pool=1, ticks=lambda: clock.now().timestamp()
    )
    database = open_database(world.settings.database_url, pool_size=4, patience=patience)
    services = build(world.settings, database=database, clock=clock)
    try:
        yield services.tokens
    finally:
        services.passwords.hashing.close()
        database.close()


def test_a_retry_that_reaches_another_process_after_a_stall_is_no_replay(
    portal: Relation, clock: FrozenClock
) -> None:
    """The process that rotated serves no request after the stall, so it cannot inform the other."""
    world, first = portal.world, portal.issued()
    token, client = first.refresh_token or "", portal.client
    with elsewhere(world, clock) as tokens:
        with committed_and_broken(world.services.database), pytest.raises(OperationalError):
            portal.refresh(token)
        with stopped(world.services.database):
            for seconds in (3, 20, 20):
                clock.advance(timedelta(seconds=seconds))
                with pytest.raises(Unavailable):
                    tokens.refresh(token, client)
        clock.advance(timedelta(seconds=20))
        again = sure(tokens.refresh(token, client))
        assert portal.violations() == []
        assert isinstance(tokens.refresh(again.refresh_token or "", client), TokenResponse)


def test_a_stall_excuses_no_replay_of_what_was_rotated_before_or_is_shown_long_after(
    world: World, clock: FrozenClock
) -> None:
    before, late = relation(world), relation(world)
    for portal in (before, late):
        portal.agree()
    clients = before.client, late.client
    with elsewhere(world, clock) as tokens:
        old = before.issued().refresh_token or ""
        sure(before.refresh(old))
        clock.advance(timedelta(seconds=40))
        lost = late.issued().refresh_token or ""
        with committed_and_broken(world.services.database), pytest.raises(OperationalError):
            late.refresh(lost)
        with stopped(world.services.database), pytest.raises(Unavailable):
            tokens.refresh(lost, clients[1])
        assert tokens.refresh(old, clients[0]) == Refused(Reason.USED_BEFORE)
        clock.advance(timedelta(seconds=31))
        assert tokens.refresh(lost, clients[1]) == Refused(Reason.USED_BEFORE)
        assert len(world.services.violations.cases()) == 2


def test_a_lost_answer_is_told_again_until_the_database_holds_it(
    portal: Relation, clock: FrozenClock
) -> None:
    """The first answer after the stall was lost too, before the other processes could know."""
    world, first, busy = portal.world, portal.issued(), portal.issued()
    with committed_and_broken(world.services.database), pytest.raises(OperationalError):
        portal.refresh(first.refresh_token)
    clock.advance(STALL)
    with never_committed(world.services.database), pytest.raises(OperationalError):
        portal.refresh(busy.refresh_token)
    sure(portal.refresh(portal.issued().refresh_token))
    other = build(world.settings, database=world.services.database, clock=clock)
    try:
        again = other.tokens.refresh(first.refresh_token or "", portal.client)
    finally:
        other.passwords.hashing.close()
    assert isinstance(again, TokenResponse)
    assert portal.violations() == []


def test_an_error_of_a_request_that_rotated_nothing_opens_nothing(
    application: Relation, clock: FrozenClock
) -> None:
    """A thief who shows the token while the database breaks does not get the live successor."""
    first = application.issued()
    sure(application.refresh(first.refresh_token))
    with committed_and_broken(application.world.services.database), pytest.raises(OperationalError):
        application.refresh(first.refresh_token)
    clock.advance(timedelta(seconds=5))
    assert isinstance(application.refresh(first.refresh_token), Refused)


def test_a_lost_answer_is_given_once(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    with committed_and_broken(portal.world.services.database), pytest.raises(OperationalError):
        portal.refresh(first.refresh_token)
    clock.advance(STALL)
    sure(portal.refresh(first.refresh_token))
    clock.advance(timedelta(seconds=31))
    assert portal.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)


# a client that proves nothing


def test_an_unbound_client_never_gets_the_live_successor_again(application: Relation) -> None:
    first = application.issued()
    second = sure(application.refresh(first.refresh_token))
    assert application.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)
    assert application.violations() == []
    assert application.refresh(second.refresh_token) == Refused(Reason.EXPIRED)
    assert isinstance(application.tokens.userinfo(second.access_token), Refused)
    entries = application.world.services.history.for_subject(application.subject_id)
    assert sum(each.happening is EventType.TOKENS_REVOKED for each in entries) == 1


def test_an_unbound_client_that_replays_after_the_grace_opens_a_case(
    application: Relation, clock: FrozenClock
) -> None:
    first = application.issued()
    sure(application.refresh(first.refresh_token))
    clock.advance(timedelta(seconds=31))
    assert application.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)
    assert len(application.violations()) == 1


def test_of_parallel_refreshes_of_an_unbound_client_at_most_one_is_answered(
    application: Relation,
) -> None:
    first = application.issued()
    answers = race(lambda: application.refresh(first.refresh_token), times=8)
    assert sum(isinstance(each, TokenResponse) for each in answers) == 1
    assert application.violations() == []
