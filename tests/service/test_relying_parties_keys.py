"""A party's keys at its own address, fetched over real HTTP from this machine."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from idp.platform.outbound import Outbound
from idp.relying_parties import client_keys
from idp.relying_parties.client_keys import (
    FETCHES_AT_ONCE,
    LONGEST_PAUSE,
    SERVES_ON_FOR,
    WAITERS,
    WAITERS_PER_ADDRESS,
    FetchedKeys,
)
from tests.support.frozen_clock import FrozenClock
from tests.support.races import race

HANGS = 10
"""Seconds that a server keeps silent which hangs."""


class KeyServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.answer: Any = {"keys": [{"kid": "one"}]}
        self.asked = 0
        self.answers = threading.Event()
        self.answers.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/jwks"


class _Answer(BaseHTTPRequestHandler):
    server: KeyServer

    def do_GET(self) -> None:
        self.server.asked += 1
        self.server.answers.wait(HANGS)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with KeyServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def fetched(clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> FetchedKeys:
    """It waits for a server that answers however busy the machine is."""
    for name in ("PATIENCE_SECONDS", "PATIENCE_WITH_KEYS_SECONDS"):
        monkeypatch.setattr(client_keys, name, 30.0)
    return in_production(clock)


@pytest.fixture
def hurried(clock: FrozenClock) -> FetchedKeys:
    """It waits as little as in production, for one that hangs."""
    return in_production(clock)


def in_production(clock: FrozenClock) -> FetchedKeys:
    return FetchedKeys(Outbound(("127.0.0.1",)), clock)


def test_known_keys_are_not_fetched_again(server: KeyServer, fetched: FetchedKeys) -> None:
    for _ in range(5):
        assert fetched.key_set(server.address, kid="one") == {"keys": [{"kid": "one"}]}
    assert server.asked == 1


def test_a_rotated_key_is_found(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    fetched.key_set(server.address, kid="one")
    server.answer = {"keys": [{"kid": "two"}]}
    clock.advance(timedelta(seconds=10))
    assert fetched.key_set(server.address, kid="two") == server.answer


def test_a_withdrawn_key_dies_within_a_minute(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    fetched.key_set(server.address, kid="one")
    server.answer = {"keys": []}
    clock.advance(timedelta(seconds=60))
    assert fetched.key_set(server.address, kid="one") == {"keys": []}


def test_a_clock_that_was_set_back_hides_no_withdrawn_key(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    fetched.key_set(server.address, kid="one")
    server.answer = {"keys": []}
    clock.advance(timedelta(days=-2))
    assert fetched.key_set(server.address, kid="one") == {"keys": []}
    for number in range(5):
        fetched.key_set(server.address, kid=f"unknown {number}")
    assert server.asked == 2


def test_a_clock_that_was_set_back_lets_old_keys_serve_no_longer(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    known = fetched.key_set(server.address, kid="one")
    server.answer = None
    clock.advance(timedelta(days=-2))
    assert fetched.key_set(server.address, kid="one") == known
    clock.advance(SERVES_ON_FOR)
    assert fetched.key_set(server.address, kid="one") == {"keys": []}


def test_unknown_keys_do_not_become_a_stream_of_fetches(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    for number in range(50):
        fetched.key_set(server.address, kid=f"unknown {number}")
    assert server.asked == 1
    clock.advance(timedelta(seconds=10))
    race(lambda: fetched.key_set(server.address, kid="unknown"), times=8)
    assert server.asked == 2


@pytest.mark.parametrize("answer", [None, [], "keys", {"keys": "none"}, {}])
def test_an_answer_that_is_no_key_set_changes_nothing(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock, answer: object
) -> None:
    known = fetched.key_set(server.address, kid="one")
    server.answer = answer
    clock.advance(timedelta(minutes=2))
    assert fetched.key_set(server.address, kid="one") == known


def test_an_address_inside_our_own_network_is_not_asked(
    server: KeyServer, clock: FrozenClock
) -> None:
    closed = FetchedKeys(Outbound(), clock)
    assert closed.key_set(server.address, kid="one") == {"keys": []}
    assert server.asked == 0


def test_an_address_that_hangs_keeps_nobody_from_another(
    server: KeyServer, hurried: FetchedKeys
) -> None:
    with KeyServer() as hanging, ThreadPoolExecutor(40) as callers:
        hanging.answers.clear()
        threading.Thread(target=hanging.serve_forever, daemon=True).start()
        begun = time.monotonic()
        forged = [
            callers.submit(hurried.key_set, hanging.address, kid=f"forged {number}")
            for number in range(40)
        ]
        assert hurried.key_set(server.address, kid="one") == server.answer
        assert time.monotonic() - begun < HANGS
        quick = [each for each in forged if not wait((each,), 0.5).not_done]
        assert len(quick) >= 40 - WAITERS_PER_ADDRESS
        assert all(each.result() == {"keys": []} for each in forged)
        assert hanging.asked == 1
        hanging.answers.set()
        hanging.shutdown()


def test_known_keys_serve_on_while_their_address_hangs(
    server: KeyServer, hurried: FetchedKeys, clock: FrozenClock
) -> None:
    known = hurried.key_set(server.address, kid="one")
    assert known == server.answer
    server.answers.clear()
    clock.advance(timedelta(minutes=2))
    begun = time.monotonic()
    assert [hurried.key_set(server.address, kid="one") for _ in range(20)] == [known] * 20
    assert time.monotonic() - begun < HANGS
    while server.asked < 2 and time.monotonic() - begun < HANGS:
        time.sleep(0.01)
    assert server.asked == 2
    server.answers.set()


def test_many_hanging_addresses_hold_few_threads(hurried: FetchedKeys) -> None:
    with KeyServer() as hanging, ThreadPoolExecutor(60) as callers:
        hanging.answers.clear()
        threading.Thread(target=hanging.serve_forever, daemon=True).start()
        forged = [
            callers.submit(hurried.key_set, f"{hanging.address}?{number}", kid="forged")
            for number in range(60)
        ]
        quick = [each for each in forged if not wait((each,), 0.5).not_done]
        assert len(quick) >= 60 - WAITERS
        wait(forged)
        assert hanging.asked <= FETCHES_AT_ONCE
        hanging.answers.set()
        hanging.shutdown()


def test_a_failing_address_is_asked_ever_more_rarely(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    server.answer = "no key set"
    for _ in range(360):
        fetched.key_set(server.address, kid="forged")
        clock.advance(timedelta(seconds=10))
    assert server.asked <= 18
    server.answer = {"keys": [{"kid": "back"}]}
    clock.advance(LONGEST_PAUSE)
    assert fetched.key_set(server.address, kid="back") == server.answer


def test_old_keys_of_a_failing_address_are_not_believed_for_ever(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    known = fetched.key_set(server.address, kid="one")
    server.answer = None
    clock.advance(SERVES_ON_FOR - timedelta(seconds=1))
    assert fetched.key_set(server.address, kid="one") == known
    clock.advance(timedelta(seconds=2))
    assert fetched.key_set(server.address, kid="one") == {"keys": []}
