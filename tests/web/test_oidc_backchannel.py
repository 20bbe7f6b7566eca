"""Back-channel logout over HTTP (checklist G4 to G6)."""

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.support.http import Answer
from tests.support.live import House
from tests.support.receiver import Receiver, receiving
from tests.support.walks import Walk, contents
from tests.support.world import Person

EVENT = "http://schemas.openid.net/event/backchannel-logout"


@pytest.fixture
def silence() -> Iterator[str]:
    """The address of a server that takes a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/backchannel"


def joined(house: House, walk: Walk, person: Person, address: str | None) -> Walk:
    """Another party with a logout URI, with an ID token of the same browser's session."""
    party = house.world.party(backchannel_logout_uri=address, loopback=True)
    here = house.walk(party, visitor=walk.visitor)
    here.tokens(person)
    return here


def leave(walk: Walk) -> Answer:
    page = walk.visitor.get("/logout")
    return walk.visitor.submit(page, "decision", decision="allow")


def test_g4_each_party_is_told_once_before_the_browser_goes_on(
    house: House, receiver: Receiver
) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    parties = [joined(house, walk, person, f"{receiver.origin}/backchannel") for _ in range(2)]
    joined(house, walk, person, None)
    parties[0].redeem(parties[0].ask(prompt="none").query["code"])
    assert leave(walk).status == 303
    assert all(set(form) == {"logout_token"} for form in receiver.forms)
    told = [contents(form["logout_token"])["aud"] for form in receiver.forms]
    assert sorted(told) == sorted(each.party.client_id for each in parties)


def test_g4_a_party_that_is_slow_or_fails_holds_nobody_up(
    house: House, receiver: Receiver, silence: str
) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    with contextlib.ExitStack() as servers:
        failing = servers.enter_context(receiving())
        failing.status = 500
        joined(house, walk, person, silence)
        joined(house, walk, person, f"{failing.origin}/backchannel")
        joined(house, walk, person, f"{receiver.origin}/backchannel")
        began = time.monotonic()
        assert leave(walk).location.endswith("/logged-out")
        assert time.monotonic() - began < 6
        assert (len(failing.forms), len(receiver.forms)) == (1, 1)
    assert walk.ask(prompt="none").query["error"] == "login_required"


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")
@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_g5_a_logout_token_says_whose_session_ended_and_nothing_else(
    house: House, receiver: Receiver, alg: str
) -> None:
    uri = f"{receiver.origin}/backchannel"
    party = house.world.party(backchannel_logout_uri=uri, loopback=True, id_token_alg=alg)
    walk = house.walk(party)
    known = contents(walk.tokens(house.world.person(totp=False))["id_token"])
    leave(walk)
    (form,) = receiver.forms
    keys = KeySet.import_key_set(house.visitor().get("/jwks").json)
    read = jwt.decode(form["logout_token"], keys, algorithms=[alg])
    assert read.header["typ"] == "logout+jwt"
    now = int(house.world.clock.now().timestamp())
    assert read.claims.pop("jti")
    assert read.claims == {
        "iss": house.world.settings.issuer,
        "aud": party.client_id,
        "sub": known["sub"],
        "sid": known["sid"],
        "iat": now,
        "exp": now + 120,
        "events": {EVENT: {}},
    }


def test_g6_a_session_has_one_name_at_each_party_until_it_ends(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    first = sid_of(walk, person)
    continued, renewed = sid_of(walk, person), sid_of(walk, person, prompt="login")
    other = sid_of(house.walk(visitor=walk.visitor), person)
    leave(walk)
    anew = sid_of(walk, person)
    elsewhere = sid_of(house.walk(walk.party), person)
    assert first == continued == renewed
    assert len({first, other, anew, elsewhere}) == 4
    said = walk.visitor.get("/.well-known/openid-configuration").json
    assert said["backchannel_logout_supported"] is True
    assert said["backchannel_logout_session_supported"] is True


def sid_of(walk: Walk, person: Person, **changes: str | None) -> object:
    return contents(walk.tokens(person, **changes)["id_token"])["sid"]
