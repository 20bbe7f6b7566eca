"""Pushed authorization requests (checklist H1 to H3, RFC 9126)."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from idp.web.oidc.par import PRESENT_FOR, URN
from tests.support.live import House
from tests.support.walks import Walk


def push(walk: Walk, **changes: str | None) -> str:
    answer = walk.as_client("/par", walk.request(**changes))
    assert answer.status == 201, answer.text
    handle: str = answer.json["request_uri"]
    assert handle.startswith(URN)
    assert 5 <= answer.json["expires_in"] < 600
    return handle


def test_h1_h2_a_pushed_request_needs_nothing_else_and_ignores_the_rest(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    outside = {"client_id": walk.party.client_id, "request_uri": push(walk)}
    page = walk.visitor.arrive(
        walk.visitor.get("/authorize", {**outside, "scope": "é", "prompt": "none"})
    )
    answer = walk.decide(walk.sign_in(page, person), "allow")
    assert answer.query["state"] == walk.state
    assert walk.redeem(answer.query["code"]).status == 200


def test_h3_a_handle_opens_again_until_a_flow_completes(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    asked = {"client_id": walk.party.client_id, "request_uri": push(walk, prompt="login")}
    page = walk.visitor.arrive(walk.visitor.get("/authorize", asked))
    second = walk.visitor.arrive(walk.visitor.get("/authorize", asked))
    assert "code" in walk.sign_in(page, person).query
    assert "code" not in walk.sign_in(second, person).query
    used_up = walk.visitor.get("/authorize", asked)
    assert (used_up.status, used_up.location) == (400, "")


def test_head_uses_no_handle_up(house: House) -> None:
    """RFC 9110 section 9.2.1, where one look at the address would be answered with a code."""
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    asked = {"client_id": walk.party.client_id, "request_uri": push(walk)}
    head = walk.visitor.send("HEAD", f"/authorize?{urlencode(asked)}")
    assert (head.status, head.location) == (200, "")
    assert "code" in walk.visitor.get("/authorize", asked).query


def test_h2_a_handle_of_another_client_expired_or_invented_is_our_page(house: House) -> None:
    walk, other = house.walk(), house.world.party("Other")
    handle = push(walk)
    shown = [(other.client_id, handle), (walk.party.client_id, f"{URN}invented")]
    for client_id, request_uri in shown:
        asked = {"client_id": client_id, "request_uri": request_uri}
        assert "op-error" in walk.visitor.get("/authorize", asked).ids
    house.world.clock.advance(PRESENT_FOR + timedelta(seconds=1))
    asked = {"client_id": walk.party.client_id, "request_uri": handle}
    assert "op-error" in walk.visitor.get("/authorize", asked).ids


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"redirect_uri": "https://evil.example/"}, "invalid_request"),
        ({"redirect_uri": None}, "invalid_request"),
        ({"request_uri": f"{URN}x"}, "invalid_request"),
        ({"request": "a.b.c"}, "request_not_supported"),
        ({"code_challenge": None}, "invalid_request"),
        ({"scope": "nonsense"}, "invalid_scope"),
        ({"client_id": "another"}, "invalid_client"),
    ],
)
def test_h1_what_would_be_refused_later_is_refused_now(
    house: House, change: dict[str, str | None], error: str
) -> None:
    walk = house.walk()
    answer = walk.as_client("/par", walk.request(**change))
    assert answer.json["error"] == error
    assert answer.status == (401 if error == "invalid_client" else 400)


def test_a_client_that_must_push_is_not_answered_directly(house: House) -> None:
    walk = house.walk(house.world.party(require_pushed=True))
    assert walk.ask().query["error"] == "invalid_request"
    asked = {"client_id": walk.party.client_id, "request_uri": push(walk)}
    assert "username" in walk.visitor.arrive(walk.visitor.get("/authorize", asked)).ids
