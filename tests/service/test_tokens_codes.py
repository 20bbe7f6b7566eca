from datetime import timedelta

import pytest

from idp.kernel.refusals import Reason, Refused
from idp.platform.database import purging
from idp.tokens.domain import TokenResponse
from idp.tokens.domain.lifetimes import REFRESH_IDLE_LIFETIME
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import Relation, relation
from tests.support.officers import OPERATOR, themself
from tests.support.races import race
from tests.support.world import World

TIMES = 50


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world)
    portal.agree()
    return portal


def test_a_code_is_redeemed_once(portal: Relation) -> None:
    code = portal.code()
    first = portal.redeem(code)
    assert isinstance(first, TokenResponse)
    assert portal.redeem(code) == Refused(Reason.USED_BEFORE)


def test_a_second_use_revokes_what_the_first_produced(portal: Relation, clock: FrozenClock) -> None:
    code = portal.code()
    first = portal.redeem(code)
    assert isinstance(first, TokenResponse)
    clock.advance(timedelta(seconds=90))
    portal.redeem(code)
    assert isinstance(portal.tokens.userinfo(first.access_token), Refused)
    assert portal.refresh(first.refresh_token) == Refused(Reason.EXPIRED)
    client_id = portal.party.client_id
    assert portal.violations() == [("code_replayed", client_id, client_id)]


def test_of_parallel_redemptions_one_wins(portal: Relation) -> None:
    code = portal.code()
    answers = race(lambda: portal.redeem(code), times=TIMES)
    assert sum(isinstance(answer, TokenResponse) for answer in answers) == 1
    assert answers.count(Refused(Reason.USED_BEFORE)) == TIMES - 1
    assert len(portal.violations()) == 1


@pytest.mark.norm("D19.4-1", limb="another's code is burned and a case opens")
def test_a_code_shown_by_another_client_is_burned(portal: Relation, world: World) -> None:
    other = relation(world)
    code = portal.code()
    assert portal.redeem(code, other.client) == Refused(Reason.NOT_AUTHORISED)
    assert portal.redeem(code) == Refused(Reason.USED_BEFORE)
    assert portal.violations() == [
        ("code_shown_by_other", portal.party.client_id, other.party.client_id)
    ]


@pytest.mark.norm("D19.4-1", limb="another's code is burned and a case opens")
def test_a_stranger_after_the_owner_revokes_and_is_the_one_accused(
    portal: Relation, world: World
) -> None:
    other = relation(world)
    code = portal.code()
    first = portal.redeem(code)
    assert isinstance(first, TokenResponse)
    assert portal.redeem(code, other.client) == Refused(Reason.NOT_AUTHORISED)
    assert portal.refresh(first.refresh_token) == Refused(Reason.EXPIRED)
    assert portal.violations() == [
        ("code_shown_by_other", portal.party.client_id, other.party.client_id)
    ]


def test_a_code_lives_sixty_seconds(portal: Relation, clock: FrozenClock) -> None:
    good, late = portal.code(), portal.code()
    clock.advance(timedelta(seconds=59))
    assert isinstance(portal.redeem(good), TokenResponse)
    clock.advance(timedelta(seconds=1))
    assert portal.redeem(late) == Refused(Reason.EXPIRED)


@pytest.mark.parametrize("address", [None, "", "https://evil.example/cb"])
def test_another_return_address_gets_nothing(portal: Relation, address: str | None) -> None:
    code = portal.code()
    refused = portal.tokens.redeem(code, portal.client, redirect_uri=address)
    assert refused == Refused(Reason.NOT_PROVEN)
    assert isinstance(portal.redeem(code), TokenResponse)


@pytest.mark.parametrize("code", ["", "x", "é\udc80", "A" * 43])
def test_an_unknown_code_is_no_error(portal: Relation, code: str) -> None:
    assert portal.redeem(code) == Refused(Reason.NOT_FOUND)
    assert portal.tokens.code_binding(code) is None


def test_looking_at_a_code_uses_nothing_up(portal: Relation) -> None:
    code = portal.code()
    seen = portal.tokens.code_binding(code)
    assert seen is not None
    assert (seen.client_id, seen.redirect_uri) == (
        portal.party.client_id,
        portal.party.redirect_uri,
    )
    assert (seen.code_challenge, seen.redeemed) == ("c" * 43, False)
    portal.redeem(code)
    seen = portal.tokens.code_binding(code)
    assert seen is not None
    assert seen.redeemed


def test_the_database_never_knows_the_grant_or_the_code(portal: Relation) -> None:
    code = portal.code(userinfo_claims={"matches": {"birthdate": "1990-02-03"}})
    portal.redeem(code)
    with portal.world.services.database.transaction() as connection:
        for table in ("authorization_code", "token_family"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            assert "1990-02-03" not in repr(rows)
            assert code not in repr(rows)


@pytest.mark.norm("D19.3-2", limb="without a live consent no token")
def test_no_live_consent_means_no_tokens(portal: Relation, clock: FrozenClock) -> None:
    code = portal.code()
    clock.advance(timedelta(seconds=1))
    live = portal.world.services.consents.live(portal.subject_id, portal.party.client_id)
    assert live is not None
    portal.tokens.withdraw_consent(portal.subject_id, live.id, actor=themself(portal.subject_id))
    assert portal.redeem(code) == Refused(Reason.DECLINED)


def test_a_locked_account_gets_no_tokens(portal: Relation) -> None:
    code = portal.code()
    portal.world.services.accounts.lock(
        portal.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
    )
    assert portal.redeem(code) == Refused(Reason.ACCOUNT_LOCKED)


@pytest.mark.norm("D19.2-1", limb="nothing is given once a party was suspended")
def test_a_suspended_client_gets_no_tokens(portal: Relation) -> None:
    code = portal.code()
    portal.world.services.relying_parties.suspend(
        portal.party.client_id, reason="test", actor=OPERATOR
    )
    assert portal.redeem(code) == Refused(Reason.CLIENT_SUSPENDED)


def test_redeemed_codes_are_forgotten_after_a_day(portal: Relation, clock: FrozenClock) -> None:
    code = portal.code()
    portal.redeem(code)
    assert portal.tokens.purge_expired() == 0
    clock.advance(timedelta(days=1, minutes=1))
    assert portal.tokens.purge_expired() == 1
    assert portal.tokens.code_binding(code) is None


def test_grants_are_forgotten_when_nothing_can_come_of_them(
    portal: Relation, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "AT_ONCE", 2)
    for _ in range(5):
        portal.issued(("openid",))
    kept = portal.issued()
    clock.advance(timedelta(days=1, minutes=1))
    assert portal.tokens.purge_expired_families() == 5
    assert portal.tokens.purge_expired_families() == 0
    assert kept.refresh_token is not None
    assert isinstance(portal.tokens.refresh(kept.refresh_token, portal.client), TokenResponse)
    clock.advance(REFRESH_IDLE_LIFETIME + timedelta(days=1, minutes=1))
    assert portal.tokens.purge_expired_families() == 1
