"""The effect of a changed registration on codes and tokens of the client."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from idp.assurance.levels import Level
from idp.relying_parties.domain.client import ClaimPurpose
from tests.support.http import Visitor, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR
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
        assert services.tokens.end_client(client_id, actor=OPERATOR) == 1
        sure(services.relying_parties.remove(client_id, reason="closed", actor=OPERATOR))
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
    assert "client_removed" in {row.happening for row in told[-2:]}
    ended = [str(row) for row in told if "tokens_revoked" in row]
    assert "client_removed" in ended[0]
    assert owed


def test_a_client_goes_on_with_either_secret_until_the_overlap_ends(
    house: House, walk: Walk
) -> None:
    tokens = held(walk)
    parties = house.world.services.relying_parties
    sure(parties.rotate_secret(walk.party.client_id, overlap=timedelta(hours=1), actor=OPERATOR))
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
    left = {"name": ClaimPurpose({"vi": "Điền tờ khai"})}
    change = partial(
        replace, claims=left, scopes=frozenset({"openid", "profile", "offline_access"})
    )
    sure(parties.edit(walk.party.client_id, change, actor=OPERATOR))
    refreshed = walk.refresh(tokens["refresh_token"]).json
    for token in (tokens["access_token"], refreshed["access_token"]):
        told = Visitor(house.origin).get("/userinfo", headers=bearer(token)).json
        assert "name" in told
        assert "given_name" not in told
    assert "given_name" not in contents(refreshed["id_token"])


def test_no_answer_goes_to_an_address_that_was_taken_back_meanwhile(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    elsewhere = (walk.party.redirect_uri.removesuffix("cb") + "callback",)
    change = partial(replace, redirect_uris=elsewhere)
    sure(house.world.services.relying_parties.edit(walk.party.client_id, change, actor=OPERATOR))
    for decision in ("allow", "deny"):
        answer = walk.decide(page, decision)
        assert (answer.status, answer.location) == (400, "")


def removed(walk: Walk) -> None:
    services = walk.world.services
    with services.database.transaction():
        services.tokens.end_client(walk.party.client_id, actor=OPERATOR)
        sure(services.relying_parties.remove(walk.party.client_id, reason="closed", actor=OPERATOR))


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
    bye = walk.party.redirect_uri.removesuffix("cb") + "bye"
    wish = {"id_token_hint": hint, "post_logout_redirect_uri": bye}
    page = walk.visitor.get("/logout", wish)
    if end == "removed":
        removed(walk)
    else:
        change = partial(replace, post_logout_redirect_uris=())
        sure(
            house.world.services.relying_parties.edit(walk.party.client_id, change, actor=OPERATOR)
        )
    answer = walk.visitor.submit(page, "decision", decision="allow")
    assert answer.location.endswith("/logged-out")
    assert "code" not in walk.ask(prompt="none").query


def introspected(walk: Walk, token: str) -> bool:
    return bool(walk.as_client("/introspect", {"token": token}).json["active"])


def changed(walk: Walk, **particulars: Any) -> None:  # noqa: ANN401
    """`clients edit`: the registration demands, or allows, something else from now on."""
    edit = walk.world.services.relying_parties.edit
    sure(edit(walk.party.client_id, lambda before: replace(before, **particulars), actor=OPERATOR))


RAISED = [
    {"minimum_level": Level.TWO},
    {"minimum_account_level": 2},
    {"phishing_resistant_only": True},
]


@pytest.mark.parametrize("demand", RAISED, ids=lambda demand: next(iter(demand)))
def test_what_a_client_demands_by_now_decides_about_what_it_was_given_before(
    house: House, demand: dict[str, object]
) -> None:
    """A code, a refresh token and an access token of a sign-in that is too weak by now."""
    walk, person = house.walk(), house.world.person(totp=False, level=1)
    page = walk.sign_in(walk.ask(**OFFLINE), person)
    tokens = walk.redeem(walk.allow_all(page).query["code"]).json
    code = walk.ask(scope="openid profile").query["code"]
    changed(walk, **demand)
    for token in (tokens["access_token"], tokens["refresh_token"]):
        assert not introspected(walk, token)
    answer = Visitor(house.origin).get("/userinfo", headers=bearer(tokens["access_token"]))
    assert (answer.status, "invalid_token" in answer.headers["WWW-Authenticate"]) == (401, True)
    for refused in (walk.redeem(code), walk.refresh(tokens["refresh_token"])):
        assert (refused.status, refused.json["error"]) == (400, "invalid_grant")
        assert "this client" in refused.json["error_description"]


def test_a_level_past_its_age_is_not_answered_below_the_least_level_of_the_client(
    house: House,
) -> None:
    person = house.world.person()
    walk = house.walk(house.world.party(minimum_level=Level.TWO))
    page = walk.sign_in(walk.ask(**OFFLINE), person)
    tokens = walk.redeem(walk.allow_all(page).query["code"]).json
    again = walk.refresh(tokens["refresh_token"]).json
    assert contents(again["id_token"])["assurance_level"] == 2
    house.world.clock.advance(timedelta(hours=1, seconds=1))
    assert not introspected(walk, again["refresh_token"])
    assert walk.refresh(again["refresh_token"]).json["error"] == "invalid_grant"


def test_without_a_least_level_offline_access_outlives_the_level(house: House) -> None:
    walk = house.walk()
    tokens = held(walk)
    house.world.clock.advance(timedelta(hours=9))
    again = walk.refresh(tokens["refresh_token"]).json
    assert "acr" not in contents(again["id_token"])
    assert introspected(walk, again["access_token"])


def test_a_sign_in_that_is_enough_goes_on_at_a_client_that_wants_no_biometrics(
    house: House,
) -> None:
    walk = house.walk()
    tokens = held(walk)
    changed(walk, no_biometrics=True)
    assert introspected(walk, tokens["access_token"])
    assert walk.refresh(tokens["refresh_token"]).status == 200


def test_a_scope_taken_back_is_in_no_later_answer(house: House) -> None:
    walk = house.walk()
    tokens = held(walk)
    changed(walk, scopes=frozenset({"openid", "offline_access"}))
    about = walk.as_client("/introspect", {"token": tokens["access_token"]}).json
    assert "profile" not in about["scope"].split()
    told = Visitor(house.origin).get("/userinfo", headers=bearer(tokens["access_token"])).json
    assert "name" not in told
    refused = walk.refresh(tokens["refresh_token"], scope="openid profile")
    assert refused.json["error"] == "invalid_scope"
    again = walk.refresh(tokens["refresh_token"]).json
    assert set(again["scope"].split()) == {"openid", "offline_access"}
    assert set(contents(again["access_token"])["scope"].split()) == {"openid", "offline_access"}
    changed(walk, scopes=frozenset({"openid"}))
    assert walk.refresh(again["refresh_token"]).json["error"] == "invalid_grant"


def test_a_resource_taken_back_gets_no_more_tokens(house: House) -> None:
    there = "https://api.example/records"
    walk = house.walk(house.world.party(resources=(there,)))
    person = house.world.person(totp=False)
    page = walk.sign_in(walk.ask(**OFFLINE, resource=there), person)
    tokens = walk.redeem(walk.allow_all(page).query["code"]).json
    assert contents(tokens["access_token"])["aud"] == there
    code = walk.ask(scope="openid profile", resource=there).query["code"]
    changed(walk, resources=())
    assert not introspected(walk, tokens["access_token"])
    for refused in (walk.redeem(code), walk.refresh(tokens["refresh_token"])):
        assert refused.json["error"] == "invalid_grant"
