"""A person at a counter: the code, the number, the yes, the result, and what each leaves behind."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.ciba.domain.message_claims import ConsentChoice
from idp.ciba.domain.polling import FIRST_INTERVAL
from idp.ciba.repository import Device
from idp.ciba.token_polling import AuthorizationPending
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.user_agents import counter_of
from idp.relying_parties.domain.client import ClaimPurpose
from idp.tokens.domain import TokenResponse
from tests.support.counters import ANCHORED_AND_PIN, BIOMETRIC, Desk, Hand, desk, hand
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import OPERATOR
from tests.support.world import World, sure


@pytest.fixture
def bank(world: World) -> Desk:
    return desk(world)


@pytest.fixture
def citizen(world: World) -> Hand:
    return hand(world)


def said(world: World, token: str | None) -> dict[str, Any]:
    claims = world.services.keyring.verify(token or "", typ=None)
    assert claims is not None
    return dict(claims)


def reason(answer: object) -> Reason | None:
    return answer.reason if isinstance(answer, Refused) else None


@pytest.mark.norm("D21.2", limb="a desk gets the result of its request")
@pytest.mark.norm("D21.1", limb="the level proven is told")
def test_the_desk_gets_the_result_at_the_level_that_was_proven(
    world: World, bank: Desk, citizen: Hand
) -> None:
    accepted = sure(bank.ask(citizen.code(), level=Level.FOUR))
    txn = citizen.request_id
    assert citizen.type_number() is None
    event = sure(citizen.approve(*ANCHORED_AND_PIN))
    assert event.level is Level.FOUR
    issued = bank.take(accepted.auth_req_id)
    assert isinstance(issued, TokenResponse)
    token = said(world, issued.id_token)
    assert (token["assurance_level"], token["txn"], token["aud"]) == (4, txn, bank.client_id)
    assert token["amr"] == ["hwk", "mfa", "pin", "user"]
    assert issued.refresh_token is None


@pytest.mark.norm("D21.2", limb="the phone shows who asks, from our register")
def test_what_the_phone_shows_comes_from_our_register(bank: Desk, citizen: Hand) -> None:
    sure(bank.ask(citizen.code(), level=Level.THREE))
    (shown,) = citizen.counter.pending(citizen.phone)
    assert (shown.terminal.branch, shown.terminal.desk) == ("Chi nhánh Hoàn Kiếm", "Quầy 3")
    assert shown.client.client_id == bank.client_id
    assert (shown.level, shown.request.words) == (Level.THREE, "Mở tài khoản · ••")
    assert [item.name for item in shown.missing][:2] == ["authentication", "name"]


@pytest.mark.norm(
    "D14.3", "D21.2", limb="evidence of a counter says where, and that it was in person"
)
def test_the_signed_evidence_says_where_and_that_it_was_in_person(
    world: World, bank: Desk, citizen: Hand
) -> None:
    sure(bank.ask(citizen.code()))
    txn = citizen.request_id
    citizen.type_number()
    sure(citizen.approve())
    statement = said(world, world.services.history.statement(citizen.person.subject_id, txn))
    acts = {act["happening"]: act["facts"] for act in statement["acts"]}
    signed_in = acts["signed_in"]
    assert signed_in["in_person"] is True
    assert signed_in["terminal"] == bank.terminal.id
    assert signed_in["branch"] == "Chi nhánh Hoàn Kiếm"
    assert {"counter_asked", "factor_proven", "consent_given"} <= acts.keys()


@pytest.mark.norm("X15.1", limb="a consent at a counter is on record")
@pytest.mark.norm("X15.3", limb="at a counter nothing more leaves")
def test_consent_is_on_record_and_nothing_more_leaves(
    world: World, bank: Desk, citizen: Hand
) -> None:
    accepted = sure(bank.ask(citizen.code()))
    citizen.type_number()
    sure(citizen.approve(yes=ConsentChoice(frozenset({"birthdate"}), 1)))
    consent = world.services.consents.live(citizen.person.subject_id, bank.client_id)
    assert consent is not None
    assert set(consent.items) == {"authentication", "name", "birthdate"}
    issued = bank.take(accepted.auth_req_id)
    assert isinstance(issued, TokenResponse)
    answer = world.services.tokens.userinfo(issued.access_token)
    assert not isinstance(answer, Refused)
    assert set(answer) == {"sub", "name", "birthdate"}


def test_a_second_visit_asks_only_what_is_new_but_still_asks_the_person(
    bank: Desk, citizen: Hand
) -> None:
    sure(bank.ask(citizen.code()))
    citizen.type_number()
    sure(citizen.approve())
    accepted = sure(bank.ask(citizen.code()))
    (shown,) = citizen.counter.pending(citizen.phone)
    assert shown.missing == ()
    assert bank.take(accepted.auth_req_id) == AuthorizationPending(slow_down=False)
    citizen.type_number()
    sure(citizen.approve())
    assert isinstance(bank.take(accepted.auth_req_id), TokenResponse)


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
def test_what_was_proven_elsewhere_or_before_lifts_nothing(bank: Desk, citizen: Hand) -> None:
    sure(bank.ask(citizen.code()))
    first = citizen.request_id
    citizen.type_number()
    old = citizen.proofs(*BIOMETRIC, of=first)
    sure(citizen.counter.approve(citizen.phone, first, old, citizen.yes(first)))
    sure(bank.ask(citizen.code()))
    second = citizen.request_id
    citizen.type_number()
    assert reason(citizen.counter.approve(citizen.phone, second, old, citizen.yes(second))) is (
        Reason.FACTOR_FROM_OTHER_TRANSACTION
    )
    moved = [replace(piece, transaction_id=second) for piece in old]
    assert reason(citizen.counter.approve(citizen.phone, second, moved, citizen.yes(second))) is (
        Reason.USED_BEFORE
    )


@pytest.mark.norm("D20.1c", limb="a telephone's anchored key, told at a counter")
@pytest.mark.norm("D20.1d", limb="a telephone's anchored key and a PIN, told at a counter")
@pytest.mark.norm("X16.1", limb="at a counter the level asked is reached or nothing is told")
@pytest.mark.parametrize(
    ("level", "kinds", "reached"),
    [
        (Level.TWO, (EvidenceKind.APP_KEY_VERIFIED,), True),
        (Level.THREE, (EvidenceKind.APP_KEY_VERIFIED,), False),
        (Level.THREE, (EvidenceKind.APP_KEY_BIOMETRIC,), False),
        (Level.THREE, (EvidenceKind.APP_KEY_IDENTITY_BOUND,), True),
        (Level.FOUR, (EvidenceKind.APP_KEY_BIOMETRIC, EvidenceKind.PIN), False),
        (Level.FOUR, (EvidenceKind.APP_KEY_IDENTITY_BOUND,), False),
        (Level.FOUR, ANCHORED_AND_PIN, True),
    ],
)
def test_the_level_asked_is_reached_or_nothing_is_told(
    bank: Desk, citizen: Hand, level: Level, kinds: tuple[EvidenceKind, ...], *, reached: bool
) -> None:
    accepted = sure(bank.ask(citizen.code(), level=level))
    citizen.type_number()
    answer = citizen.approve(*kinds)
    assert reason(answer) is (None if reached else Reason.UNMET_LEVEL)
    assert isinstance(bank.take(accepted.auth_req_id), TokenResponse) is reached


def test_what_was_proven_stays_proven_and_more_may_still_reach(bank: Desk, citizen: Hand) -> None:
    sure(bank.ask(citizen.code(), level=Level.FOUR))
    citizen.type_number()
    assert reason(citizen.approve(EvidenceKind.APP_KEY_IDENTITY_BOUND)) is Reason.UNMET_LEVEL
    assert sure(citizen.approve(EvidenceKind.PIN)).level is Level.FOUR


def test_a_pin_without_the_phones_own_key_approves_nothing(bank: Desk, citizen: Hand) -> None:
    sure(bank.ask(citizen.code(), level=Level.ONE))
    citizen.type_number()
    assert reason(citizen.approve(EvidenceKind.PIN)) is Reason.NOT_PROVEN


def test_the_minimum_of_the_register_holds_whatever_the_desk_asks(
    world: World, citizen: Hand
) -> None:
    strict = desk(world, minimum_level=Level.THREE)
    sure(strict.ask(citizen.code(), level=Level.ONE))
    citizen.type_number()
    assert reason(citizen.approve(EvidenceKind.APP_KEY_VERIFIED)) is Reason.UNMET_LEVEL
    assert sure(citizen.approve(EvidenceKind.APP_KEY_IDENTITY_BOUND)).level is Level.THREE


def test_what_does_not_count_at_a_bank_does_not_count_at_its_desk(
    world: World, citizen: Hand
) -> None:
    shy = desk(world, no_biometrics=True)
    accepted = sure(shy.ask(citizen.code(), level=Level.TWO))
    citizen.type_number()
    assert reason(citizen.approve(EvidenceKind.APP_KEY_BIOMETRIC)) is Reason.UNMET_LEVEL
    sure(citizen.approve(EvidenceKind.APP_KEY, EvidenceKind.PIN))
    issued = shy.take(accepted.auth_req_id)
    assert isinstance(issued, TokenResponse)
    assert said(world, issued.id_token)["assurance_level"] == 2


def test_a_no_is_told_to_the_desk_and_kept(bank: Desk, citizen: Hand) -> None:
    accepted = sure(bank.ask(citizen.code()))
    txn = citizen.request_id
    assert citizen.counter.decline(citizen.phone, txn) is None
    assert reason(bank.take(accepted.auth_req_id)) is Reason.DECLINED
    assert citizen.history() == ["counter_asked", "counter_declined"]
    assert reason(citizen.counter.decline(citizen.phone, txn)) is Reason.DECLINED
    assert reason(citizen.approve(of=txn)) is Reason.DECLINED


def test_a_desk_that_asks_too_often_is_told_to_slow_down(
    bank: Desk, citizen: Hand, clock: FrozenClock
) -> None:
    accepted = sure(bank.ask(citizen.code()))
    assert bank.take(accepted.auth_req_id) == AuthorizationPending(slow_down=False)
    assert bank.take(accepted.auth_req_id) == AuthorizationPending(slow_down=True)
    clock.advance(FIRST_INTERVAL)
    assert bank.take(accepted.auth_req_id) == AuthorizationPending(slow_down=True)
    clock.advance(FIRST_INTERVAL + timedelta(seconds=10))
    assert bank.take(accepted.auth_req_id) == AuthorizationPending(slow_down=False)


def test_a_request_ends_with_its_time(bank: Desk, citizen: Hand, clock: FrozenClock) -> None:
    accepted = sure(bank.ask(citizen.code(), lives_for=timedelta(seconds=30)))
    assert accepted.expires_in == 30
    txn = citizen.request_id
    citizen.type_number()
    clock.advance(timedelta(seconds=30))
    assert citizen.counter.pending(citizen.phone) == []
    assert reason(citizen.approve(of=txn)) is Reason.EXPIRED
    assert reason(citizen.type_number(of=txn)) is Reason.EXPIRED
    assert reason(bank.take(accepted.auth_req_id)) is Reason.EXPIRED


def test_no_request_lives_longer_than_two_minutes(bank: Desk, citizen: Hand) -> None:
    assert sure(bank.ask(citizen.code(), lives_for=timedelta(days=1))).expires_in == 120


def test_the_session_of_a_counter_is_seen_by_its_owner_and_ends_its_tokens(
    world: World, bank: Desk, citizen: Hand
) -> None:
    accepted = sure(bank.ask(citizen.code()))
    citizen.type_number()
    sure(citizen.approve())
    issued = bank.take(accepted.auth_req_id)
    assert isinstance(issued, TokenResponse)
    (session,) = world.services.sessions.for_subject(citizen.person.subject_id)
    assert counter_of(session.device) == "Quầy 3 · Chi nhánh Hoàn Kiếm"
    world.services.tokens.end_session(session.id, deliver=False, actor=OPERATOR)
    assert reason(world.services.tokens.userinfo(issued.access_token)) is Reason.NOT_PROVEN


def test_old_requests_are_forgotten_a_day_later(
    world: World, bank: Desk, citizen: Hand, clock: FrozenClock
) -> None:
    sure(bank.ask(citizen.code()))
    clock.advance(timedelta(hours=23))
    assert world.services.ciba.purge_expired() == 0
    clock.advance(timedelta(hours=2))
    assert world.services.ciba.purge_expired() == 1


def test_a_purpose_of_the_register_is_shown_with_each_item(world: World, citizen: Hand) -> None:
    purpose = ClaimPurpose({"vi": "Mở tài khoản thanh toán"}, essential=True)
    bank = desk(world, claims={"name": purpose})
    sure(bank.ask(citizen.code()))
    (shown,) = citizen.counter.pending(citizen.phone)
    named = {item.name: item.purpose for item in shown.missing}
    assert named["name"] == "Mở tài khoản thanh toán"


def test_another_phone_of_the_same_person_sees_and_answers_nothing(
    bank: Desk, citizen: Hand
) -> None:
    sure(bank.ask(citizen.code()))
    txn = citizen.request_id
    other = Device(citizen.person.subject_id, new_id())
    assert citizen.counter.pending(other) == []
    assert reason(citizen.counter.enter_number(other, txn, "47")) is Reason.NOT_FOUND
    assert reason(citizen.counter.decline(other, txn)) is Reason.NOT_FOUND
    assert reason(citizen.counter.view(other, txn)) is Reason.NOT_FOUND
