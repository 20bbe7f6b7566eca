"""A party's keys at its own address, fetched over real HTTP from this machine."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from idp.platform.outbound import Outbound
from idp.relying_parties.keys import FetchedKeys
from tests.support.frozen_clock import FrozenClock
from tests.support.races import race


class KeyServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.answer: Any = {"keys": [{"kid": "one"}]}
        self.asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/jwks"


class _Answer(BaseHTTPRequestHandler):
    server: KeyServer

    def do_GET(self) -> None:
        self.server.asked += 1
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
def fetched(clock: FrozenClock) -> FetchedKeys:
    return FetchedKeys(Outbound(("127.0.0.1",)), clock)


def test_known_keys_are_not_fetched_again(server: KeyServer, fetched: FetchedKeys) -> None:
    for _ in range(5):
        assert fetched.at(server.address, kid="one") == {"keys": [{"kid": "one"}]}
    assert server.asked == 1


def test_a_rotated_key_is_found(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    fetched.at(server.address, kid="one")
    server.answer = {"keys": [{"kid": "two"}]}
    clock.advance(timedelta(seconds=10))
    assert fetched.at(server.address, kid="two") == server.answer


def test_a_withdrawn_key_dies_within_a_minute(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    fetched.at(server.address, kid="one")
    server.answer = {"keys": []}
    clock.advance(timedelta(seconds=60))
    assert fetched.at(server.address, kid="one") == {"keys": []}


def test_unknown_keys_do_not_become_a_stream_of_fetches(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock
) -> None:
    for number in range(50):
        fetched.at(server.address, kid=f"unknown {number}")
    assert server.asked == 1
    clock.advance(timedelta(seconds=10))
    race(lambda: fetched.at(server.address, kid="unknown"), times=8)
    assert server.asked == 2


@pytest.mark.parametrize("answer", [None, [], "keys", {"keys": "none"}, {}])
def test_an_answer_that_is_no_key_set_changes_nothing(
    server: KeyServer, fetched: FetchedKeys, clock: FrozenClock, answer: object
) -> None:
    known = fetched.at(server.address, kid="one")
    server.answer = answer
    clock.advance(timedelta(minutes=2))
    assert fetched.at(server.address, kid="one") == known


def test_an_address_inside_our_own_network_is_not_asked(
    server: KeyServer, clock: FrozenClock
) -> None:
    closed = FetchedKeys(Outbound(), clock)
    assert closed.at(server.address, kid="one") == {"keys": []}
    assert server.asked == 0
