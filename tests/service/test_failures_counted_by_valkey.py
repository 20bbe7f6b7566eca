"""Failed tries per address counted by a Valkey that runs: by all processes, or by none."""

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
from flask import Flask
from pydantic import SecretStr

from idp.app import create_app
from idp.cli import counting
from idp.factors import address_limits
from idp.factors.address_limits import AddressLimits, Unanswered, redis_at, refusal
from idp.platform.clock import SystemClock
from idp.platform.settings import load
from idp.wiring import build
from tests.support import valkey
from tests.support.certificates import self_signed
from tests.support.commands import Idp
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.valkey import Valkey

ADDRESS: Final = "203.0.113.7"
OTHER: Final = "203.0.113.8"
KEY: Final = b"k" * 32
MOST: Final = 40
HANGS: Final = 30
"""Seconds after which a question that should end within a quarter of one has no end."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Valkey]:
    with valkey.running(tmp_path) as server:
        yield server


def limits_at(url: str, most: int = MOST, *, ca_bundle: Path | None = None) -> AddressLimits:
    return AddressLimits(redis_at(url, ca_bundle=ca_bundle), KEY, most)


def waiting_longer() -> AbstractContextManager[object]:
    """Who connects inside waits for a server that answers, however busy the machine is."""
    return patch.object(address_limits, "_PATIENCE_SECONDS", HANGS)


def try_often(url: str, times: int) -> int:
    """How many of these tries one process lets through; each of those fails."""
    with waiting_longer():
        limits, let_through = limits_at(url), 0
    for _ in range(times):
        if limits.closed_until(ADDRESS) is None:
            limits.count(ADDRESS)
            let_through += 1
    return let_through


def within_bounds(ask: Callable[[], object]) -> object:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(ask).result(HANGS)


def kinds(log_lines: list[MutableMapping[str, Any]]) -> set[str]:
    return {
        line["kind"]
        for line in log_lines
        if line["event"] == "failed tries per address are not counted"
    }


@pytest.mark.norm("D4.3", limb="repeated failures are slowed down")
def test_two_processes_let_through_the_limit_of_one(server: Valkey) -> None:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawned) as processes:
        in_turn = [processes.submit(try_often, server.url(), times).result() for times in (30, 30)]
    assert in_turn == [30, 10]
    assert try_often(server.url(), 5) == 0


def test_failures_that_two_processes_count_at_once_are_all_counted(server: Valkey) -> None:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawned) as processes:
        let_through = sum(processes.map(try_often, [server.url()] * 2, [MOST, MOST]))
    # Between reading and counting in one process another one may be let through, once.
    assert MOST <= let_through <= MOST + 1
    with server.client() as client:
        (key,) = client.keys()
        assert client.get(key) == str(let_through).encode()


def test_addresses_are_counted_apart_and_kept_in_no_clear_text(server: Valkey) -> None:
    limits = limits_at(server.url(), most=1)
    limits.count(ADDRESS)
    assert limits.closed_until(ADDRESS) is not None
    assert limits.closed_until(OTHER) is None
    with server.client() as client:
        assert not any(ADDRESS.encode() in key for key in client.scan_iter())


def test_an_address_opens_again_when_its_minute_ends(server: Valkey) -> None:
    limits = limits_at(server.url(), most=1)
    limits.count(ADDRESS)
    ends, now = limits.closed_until(ADDRESS), SystemClock().now()
    assert ends is not None
    assert now < ends <= now + timedelta(minutes=1)
    with server.client() as client:
        (key,) = client.keys()
        assert 0 < client.ttl(key) <= 60
        client.pexpireat(key, 1)  # the minute is over
    assert limits.closed_until(ADDRESS) is None
    limits.count(ADDRESS)
    assert limits.closed_until(ADDRESS) is not None


def test_a_value_that_is_no_number_closes_nothing(server: Valkey) -> None:
    limits = limits_at(server.url(), most=1)
    limits.count(ADDRESS)
    with server.client() as client:
        (key,) = client.keys()
        client.set(key, "not a number", keepttl=True)
    assert limits.closed_until(ADDRESS) is None
    limits.count(ADDRESS)


def test_a_server_that_stands_still_closes_nothing_and_is_waited_for_a_moment_only(
    server: Valkey, log_lines: list[MutableMapping[str, Any]]
) -> None:
    known, fresh = limits_at(server.url(), most=1), limits_at(server.url(), most=1)
    known.count(ADDRESS)
    with server.stopped():
        for limits in (known, fresh):
            assert within_bounds(partial(limits.closed_until, ADDRESS)) is None
            within_bounds(partial(limits.count, ADDRESS))
    assert kinds(log_lines) == {"TimeoutError"}
    assert known.closed_until(ADDRESS) is not None
    assert fresh.closed_until(ADDRESS) is not None


def test_a_server_that_was_killed_closes_nothing(
    server: Valkey, log_lines: list[MutableMapping[str, Any]]
) -> None:
    known, fresh = limits_at(server.url(), most=1), limits_at(server.url(), most=1)
    known.count(ADDRESS)
    assert known.closed_until(ADDRESS) is not None
    server.kill()
    for limits in (known, fresh):
        assert within_bounds(partial(limits.closed_until, ADDRESS)) is None
        within_bounds(partial(limits.count, ADDRESS))
    assert kinds(log_lines) == {"ConnectionError"}


def test_a_wrong_password_closes_nothing_and_the_log_names_it(
    server: Valkey, log_lines: list[MutableMapping[str, Any]]
) -> None:
    limits = limits_at(server.url("wrong"), most=1)
    limits.count(ADDRESS)
    assert limits.closed_until(ADDRESS) is None
    assert kinds(log_lines) == {"AuthenticationError"}


def test_it_is_asked_before_whether_it_counts(server: Valkey) -> None:
    assert refusal(redis_at(server.url(), ca_bundle=None)) is None
    said = {
        "refuses user and password": server.url("wrong"),
        "answers DB index is out of range": server.url(number=99),
    }
    for sentence, url in said.items():
        assert refusal(redis_at(url, ca_bundle=None)) == sentence
    with server.client() as client:
        client.acl_setuser(
            "reader", enabled=True, passwords=["+word"], categories=["+@read"], keys=["*"]
        )
    reader = server.url().replace("//:", "//reader:").replace(valkey.PASSWORD, "word")
    assert refusal(redis_at(reader, ca_bundle=None)) == "does not let this user count"


@pytest.mark.parametrize("happens", ["away", "mute", "a replica"])
def test_what_may_pass_by_itself_is_no_refusal(server: Valkey, happens: str) -> None:
    storage = redis_at(server.url(), ca_bundle=None)
    with server.client() as client:
        if happens == "a replica":
            client.config_set("replica-serve-stale-data", "yes")
            client.replicaof("127.0.0.1", "1")
    if happens == "away":
        server.kill()
    meanwhile = server.stopped() if happens == "mute" else contextlib.nullcontext()
    with meanwhile, pytest.raises(Unanswered):
        refusal(storage)


@pytest.mark.parametrize("trusted", ["an authority of the setting", "none", "for another host"])
def test_over_tls_only_a_trusted_certificate_for_its_host_is_believed(
    server: Valkey, tmp_path: Path, trusted: str
) -> None:
    host = "elsewhere.example" if trusted == "for another host" else "localhost"
    certificate = self_signed(tmp_path / "both.pem", host=host)
    with valkey.tls_before(server, certificate) as port, waiting_longer():
        url = server.url(scheme="rediss", port=port)
        ca_bundle = None if trusted == "none" else certificate
        refused = refusal(redis_at(url, ca_bundle=ca_bundle))
        limits = limits_at(url, most=1, ca_bundle=ca_bundle)
        limits.count(ADDRESS)
        closed = limits.closed_until(ADDRESS) is not None
    assert closed is (trusted == "an authority of the setting")
    assert (refused is None) is closed
    assert closed or "certificate" in str(refused)


class Remote(Visitor):
    """A browser at a public address, as the proxy in front tells."""

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        return {**super()._headers(more), "X-Forwarded-For": "8.8.8.8"}


def process_of(house: House, server: Valkey) -> Flask:
    """The application as one more process serves it, behind one proxy, over this server."""
    url = SecretStr(server.url())
    settings = house.world.settings.model_copy(update={"proxies": 1, "rate_limit_url": url})
    services = build(settings, database=house.world.services.database, clock=house.world.clock)
    usual = services.address_limits
    few = AddressLimits(usual.storage, usual.digest_key, MOST)
    return create_app(settings, services=replace(services, address_limits=few))


def guess(house: House, times: int) -> list[int]:
    """One wrong password for each of so many names that do not exist."""
    walk = house.walk(visitor=Remote(house.origin))
    form = walk.visitor.get(walk.ask().path)
    return [
        walk.visitor.submit(form, "password", username=f"nobody-{each}", password="wrong").status
        for each in range(times)
    ]


@pytest.mark.norm("D4.3", limb="repeated failures are slowed down")
def test_guesses_at_one_process_are_slowed_down_at_the_other(house: House, server: Valkey) -> None:
    with waiting_longer():
        one, other = process_of(house, server), process_of(house, server)
    house.door.app = one
    assert guess(house, MOST - 1) == [422] * (MOST - 1)
    house.door.app = other
    assert guess(house, 3) == [422, 429, 429]
    house.door.app = one
    assert guess(house, 1) == [429]


@pytest.mark.parametrize("happens", ["stands still", "is killed"])
def test_people_sign_in_while_the_server_is_away(
    house: House, server: Valkey, happens: str
) -> None:
    house.door.app = process_of(house, server)
    person = house.world.person()
    assert guess(house, MOST + 1)[-1] == 429
    if happens == "is killed":
        server.kill()
    with server.stopped() if happens == "stands still" else contextlib.nullcontext():
        assert guess(house, 2) == [422, 422]
        walk = house.walk(visitor=Remote(house.origin))
        assert "consent-allow" in walk.password(walk.ask(), person).ids


def test_the_check_and_the_start_tell_a_wrong_password(
    idp: Idp, server: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDP_RATE_LIMIT_URL", server.url())
    assert idp("migrate").exit_code == 0
    checked = idp("check-config")
    assert checked.exit_code == 0
    assert "rate_limit_url" not in checked.output
    monkeypatch.setenv("IDP_RATE_LIMIT_URL", server.url("a-wrong-word"))
    checked, served = idp("check-config"), idp("serve")
    fault = "rate_limit_url: the server refuses user and password"
    assert (checked.exit_code, checked.output) == (1, f"{fault}\n1 faults\n")
    assert served.exit_code == 1
    assert f"not started: {fault}" in served.output
    assert "a-wrong-word" not in checked.output + served.output


def test_the_check_notes_and_the_start_logs_a_server_that_is_away(
    idp: Idp,
    server: Valkey,
    monkeypatch: pytest.MonkeyPatch,
    log_lines: list[MutableMapping[str, Any]],
) -> None:
    monkeypatch.setenv("IDP_RATE_LIMIT_URL", server.url())
    server.kill()
    checked = idp("check-config")
    assert checked.exit_code == 0
    assert f"note: {counting.SILENT}" in checked.output
    counting.demand_when_it_answers(load())
    assert [line["reason"] for line in log_lines] == [counting.SILENT]
