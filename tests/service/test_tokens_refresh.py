from datetime import timedelta

import pytest

from idp.history.domain import EventType
from idp.kernel.clock import civil_midnight
from idp.kernel.refusals import Reason, Refused
from idp.tokens.domain import TokenResponse
from idp.tokens.introspection import INACTIVE
from idp.wiring import build
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import SCOPE, Relation, relation
from tests.support.officers import OPERATOR, themself
from tests.support.races import race
from tests.support.world import World, sure

TIMES = 50


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world)
    portal.agree()
    return portal


def refreshes(portal: Relation) -> int:
    entries = portal.world.services.history.for_subject(portal.subject_id, limit=200)
    return sum(entry.happening is EventType.TOKENS_REFRESHED for entry in entries)


def test_a_refresh_token_is_replaced_by_its_successor(portal: Relation) -> None:
    first = portal.issued()
    second = sure(portal.refresh(first.refresh_token))
    third = sure(portal.refresh(second.refresh_token))
    tokens = {first.refresh_token, second.refresh_token, third.refresh_token}
    assert len(tokens) == 3
    assert isinstance(portal.tokens.userinfo(third.access_token), dict)


def test_a_retry_gets_the_same_successor(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    second = sure(portal.refresh(first.refresh_token))
    clock.advance(timedelta(seconds=30))
    again = sure(portal.refresh(first.refresh_token))
    assert again.refresh_token == second.refresh_token
    assert refreshes(portal) == 1
    assert isinstance(portal.refresh(second.refresh_token), TokenResponse)


def test_a_replay_revokes_the_family(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    second = sure(portal.refresh(first.refresh_token))
    clock.advance(timedelta(seconds=31))
    assert portal.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)
    assert portal.refresh(second.refresh_token) == Refused(Reason.EXPIRED)
    assert isinstance(portal.tokens.userinfo(second.access_token), Refused)
    client_id = portal.party.client_id
    assert portal.violations() == [("refresh_replayed", client_id, client_id)]


def test_an_older_ancestor_is_a_replay_at_once(portal: Relation) -> None:
    first = portal.issued()
    second = sure(portal.refresh(first.refresh_token))
    third = sure(portal.refresh(second.refresh_token))
    assert portal.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)
    assert portal.refresh(third.refresh_token) == Refused(Reason.EXPIRED)


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_a_clock_that_jumps_opens_nothing(
    portal: Relation, clock: FrozenClock, jump: timedelta
) -> None:
    first = portal.issued()
    portal.refresh(first.refresh_token)
    clock.advance(jump)
    assert portal.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)


def test_a_restart_forgets_no_rotation(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    second = sure(portal.refresh(first.refresh_token))
    clock.advance(timedelta(seconds=31))
    world = portal.world
    restarted = build(world.settings, database=world.services.database, clock=clock)
    try:
        answer = restarted.tokens.refresh(first.refresh_token or "", portal.client)
        assert answer == Refused(Reason.USED_BEFORE)
    finally:
        restarted.passwords.hashing.close()
    assert portal.refresh(second.refresh_token) == Refused(Reason.EXPIRED)


def test_of_parallel_refreshes_one_rotates(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    answers = race(lambda: portal.refresh(first.refresh_token), times=TIMES)
    issued = [sure(answer) for answer in answers]
    assert len({answer.refresh_token for answer in issued}) == 1
    assert refreshes(portal) == 1
    clock.advance(timedelta(seconds=31))
    assert portal.refresh(first.refresh_token) == Refused(Reason.USED_BEFORE)
    assert portal.refresh(issued[0].refresh_token) == Refused(Reason.EXPIRED)


@pytest.mark.norm("D19.4-1", limb="another's refresh token is refused and a case opens")
def test_a_refresh_token_shown_by_another_client_ends_it(portal: Relation, world: World) -> None:
    other = relation(world)
    first = portal.issued()
    assert portal.refresh(first.refresh_token, other.client) == Refused(Reason.NOT_AUTHORISED)
    assert portal.refresh(first.refresh_token) == Refused(Reason.EXPIRED)
    case = ("token_shown_by_other", portal.party.client_id, other.party.client_id)
    assert portal.violations() == [case]


def test_an_invention_harms_nobody(portal: Relation) -> None:
    first = portal.issued()
    assert first.refresh_token is not None
    family = first.refresh_token.partition(".")[0]
    for token in ("", "x", f"{family}.{'A' * 43}", first.refresh_token[:-1], "é\udc80" * 40):
        assert portal.refresh(token) == Refused(Reason.NOT_FOUND)
    assert portal.violations() == []
    assert isinstance(portal.refresh(first.refresh_token), TokenResponse)


def test_the_sign_in_stays_what_it_was(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    clock.advance(timedelta(minutes=30))
    second = sure(portal.refresh(first.refresh_token))
    before, after = portal.said(first.id_token), portal.said(second.id_token)
    kept = ("iss", "sub", "aud", "auth_time", "amr", "acr", "sid", "assurance_level")
    assert {name: before[name] for name in kept} == {name: after[name] for name in kept}
    assert after["iat"] > before["iat"]
    assert "nonce" not in after


def test_a_level_past_its_age_is_not_asserted_again(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    clock.advance(timedelta(hours=2))
    second = sure(portal.refresh(first.refresh_token))
    assert portal.said(second.id_token)["assurance_level"] == 1
    clock.advance(timedelta(hours=7))
    third = sure(portal.refresh(second.refresh_token))
    for token in (third.id_token, third.access_token):
        said = portal.said(token)
        assert not said.keys() & {"acr", "assurance_level"}
        assert said["auth_time"] == portal.said(first.id_token)["auth_time"]


def test_a_refresh_may_ask_for_less_and_never_for_more(portal: Relation) -> None:
    first = portal.issued()
    token = first.refresh_token or ""
    wider = portal.tokens.refresh(token, portal.client, scope=("openid", "profile"))
    assert wider == Refused(Reason.SCOPE_NOT_AVAILABLE)
    less = sure(portal.tokens.refresh(token, portal.client, scope=("openid",)))
    assert less.scope == ("openid",)
    assert portal.tokens.userinfo(less.access_token) == {"sub": portal.said(less.id_token)["sub"]}
    assert sure(portal.refresh(less.refresh_token)).scope == SCOPE


def test_an_audience_nobody_registered_is_refused(portal: Relation) -> None:
    token = portal.issued().refresh_token or ""
    asked = portal.tokens.refresh(token, portal.client, resource="https://api.example")
    assert asked == Refused(Reason.NOT_AUTHORISED)


def test_a_lock_ends_every_grant(portal: Relation) -> None:
    accounts = portal.world.services.accounts
    first = portal.issued()
    accounts.lock(portal.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR)
    assert portal.refresh(first.refresh_token) == Refused(Reason.ACCOUNT_LOCKED)
    accounts.unlock(portal.subject_id, actor=OPERATOR)
    assert isinstance(portal.refresh(first.refresh_token), Refused)


@pytest.mark.norm("X15.2", limb="a refresh token is refused")
def test_withdrawal_ends_refreshing(portal: Relation) -> None:
    first = portal.issued()
    live = portal.world.services.consents.live(portal.subject_id, portal.party.client_id)
    assert live is not None
    portal.tokens.withdraw_consent(portal.subject_id, live.id, actor=themself(portal.subject_id))
    assert portal.refresh(first.refresh_token) == Refused(Reason.EXPIRED)


def test_a_suspended_client_does_not_refresh(portal: Relation) -> None:
    first = portal.issued()
    portal.world.services.relying_parties.suspend(
        portal.party.client_id, reason="test", actor=OPERATOR
    )
    assert portal.refresh(first.refresh_token) == Refused(Reason.CLIENT_SUSPENDED)


def test_a_consent_that_ends_ends_refreshing(portal: Relation, clock: FrozenClock) -> None:
    token = portal.issued().refresh_token
    for _ in range(3):
        clock.advance(timedelta(days=29))
        token = sure(portal.refresh(token)).refresh_token
    assert portal.tokens.introspect(token or "", portal.client)["active"]
    clock.advance(timedelta(days=3))
    assert portal.tokens.introspect(token or "", portal.client) == INACTIVE
    assert portal.refresh(token) == Refused(Reason.DECLINED)
    assert portal.refresh(token) == Refused(Reason.EXPIRED)


def test_an_idle_token_dies(portal: Relation, clock: FrozenClock) -> None:
    first = portal.issued()
    clock.advance(timedelta(days=30))
    assert portal.tokens.introspect(first.refresh_token or "", portal.client) == INACTIVE
    assert portal.refresh(first.refresh_token) == Refused(Reason.EXPIRED)


def test_offline_access_is_asked_registered_and_agreed(world: World) -> None:
    asked = relation(world)
    asked.agree(("openid",))
    assert asked.issued(("openid",)).refresh_token is None
    unagreed = asked.issued(("openid", "offline_access"))
    assert (unagreed.refresh_token, unagreed.scope) == (None, ("openid",))
    grants = frozenset({"authorization_code"})
    unregistered = relation(world, grant_types=grants)
    unregistered.agree()
    assert unregistered.issued().refresh_token is None


def test_history_tells_of_refreshes_once_a_day_with_their_number(
    portal: Relation, clock: FrozenClock
) -> None:
    token = portal.issued().refresh_token
    for count in (3, 2):
        for _ in range(count):
            clock.advance(timedelta(minutes=20))
            token = sure(portal.refresh(token)).refresh_token
        clock.advance(timedelta(days=1) - timedelta(hours=1))
    told = [
        entry.facts["refreshes"]
        for entry in portal.world.services.history.for_subject(portal.subject_id, limit=200)
        if entry.happening is EventType.TOKENS_REFRESHED
    ]
    assert told == [4, 1], "the first of each day, and how many there were by then"


def test_a_day_of_refreshes_begins_at_midnight_in_viet_nam(
    portal: Relation, clock: FrozenClock
) -> None:
    before_midnight = civil_midnight(clock.now()) + timedelta(days=1, minutes=-2)
    clock.advance(before_midnight - clock.now())
    token = portal.issued().refresh_token
    for expected in (1, 1, 2, 2):
        clock.advance(timedelta(minutes=1, seconds=-1))
        token = sure(portal.refresh(token)).refresh_token
        assert refreshes(portal) == expected


def test_what_a_refresh_passes_on_has_an_entry_each_time(
    portal: Relation, clock: FrozenClock
) -> None:
    token = portal.issued().refresh_token
    for _ in range(3):
        clock.advance(timedelta(minutes=20))
        issued = sure(portal.refresh(token))
        token = issued.refresh_token
        portal.tokens.userinfo(issued.access_token)
    assert portal.disclosed() == [["email", "email_verified"]] * 3
    assert refreshes(portal) == 1
