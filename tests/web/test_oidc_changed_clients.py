"""What a change of a registration does to what the client already holds."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from idp.relying_parties.domain.client import Purpose
from tests.support.http import Visitor, bearer
from tests.support.live import House
from tests.support.receiver import Receiver
from tests.support.walks import Walk, contents
from tests.support.world import sure

OFFLINE = {"scope": "openid profile offline_access", "prompt": "consent"}


@pytest.fixture
def walk(house: House, receiver: Receiver) -> Walk:
    return house.walk(
        house.world.party(backchannel_logout_uri=f"{receiver.origin}/out", loopback=True)
    )


def held(walk: Walk) -> dict[str, str]:
    """Tokens of a person who allowed everything, offline access too."""
    person = walk.world.person(totp=False)
    page = walk.sign_in(walk.ask(**OFFLINE), person)
    tokens: dict[str, str] = walk.redeem(walk.allow_all(page).query["code"]).json
    return tokens


def test_a_removed_client_loses_what_it_held_and_people_see_it(house: House, walk: Walk) -> None:
    tokens, services = held(walk), house.world.services
    client_id = walk.party.client_id
    with services.database.transaction():
        assert services.tokens.end_client(client_id) == 1
        sure(services.relying_parties.remove(client_id, reason="closed"))
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_client"
    answer = Visitor(house.origin).get("/userinfo", headers=bearer(tokens["access_token"]))
    assert answer.status == 401
    assert walk.visitor.get("/authorize", walk.request()).status == 400
    with services.database.transaction() as connection:
        told = connection.execute(
            text("SELECT happening, facts FROM history WHERE client_id = :id ORDER BY id"),
            {"id": client_id},
        ).fetchall()
        owed = connection.execute(text("SELECT count(*) FROM notice")).scalar()
    assert "client_removed" in str(told[-2:])
    ended = [str(row) for row in told if "tokens_revoked" in row]
    assert "client_removed" in ended[0]
    assert owed


def test_a_client_goes_on_with_either_secret_until_the_overlap_ends(
    house: House, walk: Walk
) -> None:
    tokens = held(walk)
    parties = house.world.services.relying_parties
    sure(parties.rotate_secret(walk.party.client_id, overlap=timedelta(hours=1)))
    again = walk.refresh(tokens["refresh_token"])
    assert again.status == 200
    house.world.clock.advance(timedelta(hours=1))
    late = walk.refresh(again.json["refresh_token"])
    assert late.json["error"] == "invalid_client"


def test_what_is_no_longer_approved_leaves_no_more(house: House) -> None:
    """Neither by an old token nor by a refreshed one, whatever the person agreed to."""
    walk, parties = house.walk(), house.world.services.relying_parties
    wish = '{"id_token":{"given_name":null},"userinfo":{"given_name":null}}'
    person = house.world.person(totp=False)
    page = walk.sign_in(walk.ask(**OFFLINE, claims=wish), person)
    tokens = walk.redeem(walk.allow_all(page).query["code"]).json
    about = bearer(tokens["access_token"])
    assert {"name", "given_name"} <= set(Visitor(house.origin).get("/userinfo", headers=about).json)
    left = {"name": Purpose({"vi": "Điền tờ khai"})}
    change = partial(
        replace, claims=left, scopes=frozenset({"openid", "profile", "offline_access"})
    )
    sure(parties.edit(walk.party.client_id, change))
    refreshed = walk.refresh(tokens["refresh_token"]).json
    for token in (tokens["access_token"], refreshed["access_token"]):
        told = Visitor(house.origin).get("/userinfo", headers=bearer(token)).json
        assert "name" in told
        assert "given_name" not in told
    assert "given_name" not in contents(refreshed["id_token"])


def test_no_answer_goes_to_an_address_that_was_taken_back_meanwhile(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    elsewhere = (walk.party.redirect_uri.replace("/cb", "/callback"),)
    change = partial(replace, redirect_uris=elsewhere)
    sure(house.world.services.relying_parties.edit(walk.party.client_id, change))
    for decision in ("allow", "deny"):
        answer = walk.decide(page, decision)
        assert (answer.status, answer.location) == (400, "")


def removed(walk: Walk) -> None:
    services = walk.world.services
    with services.database.transaction():
        services.tokens.end_client(walk.party.client_id)
        sure(services.relying_parties.remove(walk.party.client_id, reason="closed"))


def test_a_sign_in_that_was_open_sends_nothing_to_a_client_removed_meanwhile(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    removed(walk)
    for decision in ("allow", "deny"):
        answer = walk.decide(page, decision)
        assert (answer.status, answer.location) == (400, "")
        assert walk.party.redirect_uri.rsplit("/", 1)[0] not in answer.text


@pytest.mark.parametrize("end", ["removed", "address"])
def test_a_sign_out_that_waited_leads_to_no_address_taken_back_meanwhile(
    house: House, end: str
) -> None:
    walk = house.walk()
    hint = walk.tokens(house.world.person(totp=False))["id_token"]
    bye = walk.party.redirect_uri.replace("/cb", "/bye")
    wish = {"id_token_hint": hint, "post_logout_redirect_uri": bye}
    page = walk.visitor.get("/logout", wish)
    if end == "removed":
        removed(walk)
    else:
        change = partial(replace, post_logout_redirect_uris=())
        sure(house.world.services.relying_parties.edit(walk.party.client_id, change))
    answer = walk.visitor.submit(page, "decision", decision="allow")
    assert answer.location.endswith("/logged-out")
    assert "code" not in walk.ask(prompt="none").query
