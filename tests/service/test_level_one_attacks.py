"""Level 01 from a telephone: sent twice at once, measured, and with a database that stops."""

import functools
from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest

from idp.factors.app_keys import signed_messages
from idp.issuance.level_one.procedures import LevelOneState
from idp.issuance.level_one.requests import CLAIMED_FOR, LevelOneRequests
from idp.issuance.level_one.service import LevelOneReceipt
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Unavailable
from tests.support.counting import counted
from tests.support.issuance import PERSON
from tests.support.level_one import CITIZEN_CLAIMS, FACE, AtHome, at_home, signed
from tests.support.world import World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UNKNOWN = {**CITIZEN_CLAIMS, "number": "001190000899"}


@pytest.fixture
def home(world: World) -> Iterator[AtHome]:
    with at_home(world) as made:
        yield made


def test_one_message_on_two_connections_is_one_application(home: AtHome) -> None:
    message = signed(home.telephone, home.world, CITIZEN_CLAIMS)
    together, answers = Barrier(2), list[object]()

    def send() -> None:
        together.wait()
        answers.append(home.applications.receive(message, FACE))

    threads = [Thread(target=send) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    receipts = {each for each in answers if isinstance(each, LevelOneReceipt)}
    others = [each for each in answers if not isinstance(each, LevelOneReceipt)]
    assert len(receipts) == 1
    assert others in ([], [Refused(Reason.USED_BEFORE)])
    again = home.applications.receive(message, FACE)
    assert {again} == receipts, "the answer was lost on the way, and is had again"
    assert home.applications.receive(message, None) != again, "but not for another content"
    home.check()
    assert home.applications.checks.check_due() == 0


@ONLY_SQLITE
def test_a_message_of_before_is_no_receipt_for_another_application(home: AtHome) -> None:
    first = {**CITIZEN_CLAIMS, "idempotency_key": "once"}
    home.sent(first)
    other = signed(home.telephone, home.world, {**first, "name": "Lê Văn Tám"})
    for _ in range(2):
        assert home.applications.receive(other, FACE) == Refused(Reason.USED_BEFORE)


@ONLY_SQLITE
def test_a_database_that_stops_before_the_receipt_costs_the_person_no_try(
    home: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> LevelOneReceipt:  # noqa: ANN401 - as the method it stands for
        raise Unavailable

    with monkeypatch.context() as stopped:
        stopped.setattr(LevelOneRequests, "add", away)
        for _ in range(6):
            with pytest.raises(Unavailable):
                home.send()
    receipt = home.sent()
    settle = LevelOneRequests.settle

    def settled_and_away(self: LevelOneRequests, *one: Any, **more: Any) -> bool:  # noqa: ANN401
        settle(self, *one, **more)
        raise Unavailable

    with monkeypatch.context() as stopped:
        stopped.setattr(LevelOneRequests, "settle", settled_and_away)
        with pytest.raises(Unavailable):
            home.check()
    assert sure(home.state(receipt)).state == "submitted"
    assert home.world.services.cases.by_number(receipt.number) is None, "all of it, or nothing"
    home.check()
    assert sure(home.state(receipt)).state == "submitted", "the worker that died has it still"
    home.world.clock.advance(CLAIMED_FOR)
    home.check()
    assert sure(home.state(receipt)).state == LevelOneState.GRANTED


@ONLY_SQLITE
def test_what_is_answered_costs_the_same_whoever_is_meant(
    home: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements and verified signatures are counted: what a clock could tell, it tells of them."""
    home.world.person(level=1, totp=False, data=PERSON)
    stranger = home.installed()
    receipt = home.sent(by=stranger)  # what is read once for a while has been read
    sent = {
        "known": signed(home.telephone, home.world, CITIZEN_CLAIMS),
        "unknown": signed(home.installed(), home.world, UNKNOWN),
    }
    receive = home.applications.receive
    received = [
        cost(home, monkeypatch, functools.partial(receive, each, FACE)) for each in sent.values()
    ]
    assert received[0] == received[1]
    assert received[0][1] == 1
    own, none = home.telephone, LevelOneReceipt("HS-0000-0000-0000", receipt.received_at)
    asked = {
        "of another": cost(home, monkeypatch, lambda: home.state(receipt, by=own)),
        "none": cost(home, monkeypatch, lambda: home.state(none, by=own)),
    }
    assert asked["of another"] == asked["none"]


def cost(
    home: AtHome, monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object]
) -> tuple[list[str], int]:
    """The statements of an answer, and how many signatures were verified for it."""
    verified = list[int]()
    is_signed = signed_messages.is_signed_by

    def noted(word: str, key: Any) -> bool:  # noqa: ANN401 - as the function it stands for
        verified.append(1)
        return is_signed(word, key)

    with monkeypatch.context() as watched, counted(home.world.services.database, watched) as found:
        watched.setattr(signed_messages, "is_signed_by", noted)
        ask()
    return found.statements, len(verified)
