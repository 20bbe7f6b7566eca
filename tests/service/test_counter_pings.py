"""A desk that wants to be pinged is, once, with its own token, whatever the answer was (J5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.ciba.token_polling import AuthorizationPending
from idp.kernel.refusals import Refused
from idp.notices.tables import NOTICE
from idp.tokens.domain import TokenResponse
from tests.support.counters import Desk, Hand, desk, hand
from tests.support.frozen_clock import FrozenClock
from tests.support.receiver import Receiver
from tests.support.world import World, sure

TOKEN = "a-token-of-the-desk-0123456789"


@pytest.fixture
def bank(world: World, receiver: Receiver) -> Desk:
    address = f"{receiver.origin}/ping"
    return desk(
        world,
        backchannel_delivery="ping",
        backchannel_notification_uri=address,
        loopback=True,
    )


@pytest.fixture
def citizen(world: World) -> Hand:
    return hand(world)


def states(world: World) -> list[tuple[str, int, bool]]:
    """Each ping: its state, how often it was tried, whether its words are kept."""
    with world.services.database.transaction() as connection:
        rows = connection.execute(select(NOTICE).where(NOTICE.c.channel == "ping"))
        return [(row.state, row.attempts, row.facts_sealed is not None) for row in rows]


def test_j5_an_answer_is_pinged_with_the_desks_own_token(
    world: World, bank: Desk, citizen: Hand, receiver: Receiver
) -> None:
    accepted = sure(bank.ask(citizen.code(), notify=TOKEN))
    world.services.notices.deliver()
    assert receiver.posts == []
    citizen.type_number()
    sure(citizen.approve())
    world.services.notices.deliver()
    (post,) = receiver.posts
    assert post.json == {"auth_req_id": accepted.auth_req_id}
    assert post.headers["Authorization"] == f"Bearer {TOKEN}"
    assert post.headers["Content-Type"] == "application/json"
    assert isinstance(bank.take(accepted.auth_req_id), TokenResponse)
    assert states(world) == [("delivered", 1, False)]


def test_j5_a_no_and_three_wrong_numbers_are_pinged_too(
    world: World, bank: Desk, citizen: Hand, receiver: Receiver
) -> None:
    accepted = sure(bank.ask(citizen.code(), notify=TOKEN))
    citizen.counter.decline(citizen.phone, citizen.request_id)
    world.services.notices.deliver()
    assert [post.json["auth_req_id"] for post in receiver.posts] == [accepted.auth_req_id]
    guessed = sure(bank.ask(citizen.code(), notify=TOKEN))
    txn = citizen.request_id
    for number in ("11", "12", "13"):
        citizen.type_number(number, of=txn)
    world.services.notices.deliver()
    assert receiver.posts[-1].json["auth_req_id"] == guessed.auth_req_id


@pytest.mark.parametrize("status", [302, 401, 403, 500])
def test_j5_a_ping_is_tried_once_and_the_result_is_fetched_anyway(
    world: World, bank: Desk, citizen: Hand, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    accepted = sure(bank.ask(citizen.code(), notify=TOKEN))
    citizen.type_number()
    sure(citizen.approve())
    world.services.notices.deliver()
    world.clock.advance(timedelta(minutes=1))
    world.services.notices.deliver()
    assert len(receiver.posts) == 1
    assert states(world) == [("failed", 1, False)]
    assert isinstance(bank.take(accepted.auth_req_id), TokenResponse)


def test_j5_when_the_time_is_up_the_desk_hears_of_it(
    world: World, bank: Desk, citizen: Hand, receiver: Receiver, clock: FrozenClock
) -> None:
    accepted = sure(bank.ask(citizen.code(), notify=TOKEN))
    assert bank.take(accepted.auth_req_id) == AuthorizationPending(slow_down=False)
    clock.advance(timedelta(seconds=accepted.expires_in))
    world.services.notices.deliver()
    assert len(receiver.posts) == 1
    assert isinstance(bank.take(accepted.auth_req_id), Refused)
