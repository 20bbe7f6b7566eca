"""Where no token can be signed, nothing is used up: the same request lands as soon as one can."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from idp.assurance.levels import Level
from idp.kernel.refusals import Reason
from idp.platform.keyring import NoSuchKey
from idp.tokens.domain import TokenResponse
from idp.wiring import build
from tests.support.counters import ANCHORED_AND_PIN, desk, hand
from tests.support.grants import relation
from tests.support.sign_ins import reason
from tests.support.world import World, sure

BOTH = pytest.mark.parametrize("alg", ["ES256", "RS256"], ids=["access token", "ID token"])
NOTICED = timedelta(seconds=5)
"""After which every process has seen a changed key file."""


@contextlib.contextmanager
def no_key(world: World, alg: str) -> Iterator[None]:
    """The key file has no key of this algorithm for a while; signing raises."""
    whole = world.settings.keyring.read_text("utf-8")
    document = json.loads(whole)
    document["keys"] = [key for key in document["keys"] if key["alg"] != alg]
    _replace(world, json.dumps(document))
    try:
        with pytest.raises(NoSuchKey):
            yield
    finally:
        _replace(world, whole)


def _replace(world: World, text: str) -> None:
    fresh = world.settings.keyring.with_suffix(".fresh")
    fresh.write_text(text, "utf-8")
    fresh.replace(world.settings.keyring)
    world.clock.advance(NOTICED)


@BOTH
def test_a_code_is_good_until_its_tokens_are_signed(world: World, alg: str) -> None:
    portal = relation(world, id_token_alg="RS256")
    portal.agree()
    code = portal.code()
    with no_key(world, alg):
        portal.redeem(code)
    assert portal.tokens.userinfo(sure(portal.redeem(code)).access_token)
    assert portal.violations() == []
    assert reason(portal.redeem(code)) is Reason.USED_BEFORE
    assert len(portal.violations()) == 1


@BOTH
@pytest.mark.parametrize("client", ["confidential", "public"])
def test_a_refresh_token_is_good_until_the_next_is_given(
    world: World, alg: str, client: str
) -> None:
    grants = frozenset({"authorization_code", "refresh_token"})
    public: dict[str, Any] = {"auth_method": "none", "grant_types": grants}
    portal = relation(world, id_token_alg="RS256", **(public if client == "public" else {}))
    portal.agree()
    first = portal.issued()
    with no_key(world, alg):
        portal.refresh(first.refresh_token)
    world.clock.advance(timedelta(minutes=5))
    second = sure(portal.refresh(first.refresh_token))
    assert sure(portal.refresh(second.refresh_token)).refresh_token
    assert portal.violations() == []


@pytest.fixture
def other_process(world: World) -> Iterator[World]:
    """The same database and keys, in the memory of another process."""
    services = build(world.settings, database=world.services.database, clock=world.clock)
    yield replace(world, services=services)
    services.passwords.hashing.close()


def test_a_signature_that_failed_excuses_no_replay(world: World, other_process: World) -> None:
    """The failure used nothing up: a later second use is a replay of another process's answer."""
    portal = relation(world, id_token_alg="RS256")
    elsewhere = replace(portal, world=other_process)
    portal.agree()
    code, first = portal.code(), portal.issued()
    with no_key(world, "ES256"):
        portal.redeem(code)
    with no_key(world, "ES256"):
        portal.refresh(first.refresh_token)
    sure(elsewhere.redeem(code))
    sure(elsewhere.refresh(first.refresh_token))
    assert reason(portal.redeem(code)) is Reason.USED_BEFORE
    world.clock.advance(timedelta(minutes=5))
    assert reason(portal.refresh(first.refresh_token)) is Reason.USED_BEFORE
    assert {kind for kind, *_ in portal.violations()} == {"code_replayed", "refresh_replayed"}


@BOTH
def test_what_a_person_approved_at_a_terminal_is_good_until_its_tokens_are_signed(
    world: World, alg: str
) -> None:
    bank, citizen = desk(world), hand(world)
    accepted = sure(bank.ask(citizen.code(), level=Level.FOUR))
    citizen.type_number()
    sure(citizen.approve(*ANCHORED_AND_PIN))
    with no_key(world, alg if alg == "ES256" else bank.client.id_token_alg):
        bank.take(accepted.auth_req_id)
    assert isinstance(bank.take(accepted.auth_req_id), TokenResponse)
    assert world.services.violations.cases() == []
    assert reason(bank.take(accepted.auth_req_id)) is Reason.USED_BEFORE
