"""Group L: a token's data go to its client only, and ended tokens stay inactive."""

import pytest

from idp.violations.domain import ViolationKind
from tests.support.http import Visitor, basic, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.receiver import Receiver
from tests.support.walks import contents

OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}


@pytest.mark.norm("D19.4-1", limb="another's token is not active and a case names both")
@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_l01_a_token_of_another_client_is_not_active_and_opens_a_case(
    house: House, which: str
) -> None:
    walk, other = house.walk(), house.world.party("Other")
    token = walk.tokens(house.world.person(), **OFFLINE)[which]
    assert walk.as_client("/introspect", {"token": token}).json["active"] is True
    answer = walk.as_client("/introspect", {"token": token}, by=other)
    assert (answer.status, answer.json) == (200, {"active": False})
    case = house.world.services.violations.cases()[0]
    assert case.kind is ViolationKind.TOKEN_SHOWN_BY_OTHER
    assert (case.issued_to, case.shown_by) == (walk.party.client_id, other.client_id)


def test_l01_asking_for_a_signed_answer_tells_no_more(house: House) -> None:
    walk, other = house.walk(), house.world.party("Other")
    token = walk.tokens(house.world.person())["access_token"]
    wish = {"Accept": "application/token-introspection+jwt"}
    proof = basic(other.client_id, other.secret or "")
    asked = Visitor(house.origin).post("/introspect", {"token": token}, headers={**proof, **wish})
    assert (asked.status, asked.json) == (200, {"active": False})


@pytest.mark.parametrize("token", ["x", "a.b.c", "0" * 8000])
def test_l01_a_token_of_nobody_is_not_active(house: House, token: str) -> None:
    answer = house.walk().as_client("/introspect", {"token": token})
    assert (answer.status, answer.json) == (200, {"active": False})


@pytest.mark.parametrize("token", ["", "é"])
def test_l01_what_can_be_no_token_is_a_bad_request(house: House, token: str) -> None:
    answer = house.walk().as_client("/introspect", {"token": token})
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")


def test_l01_nobody_asks_without_proving_who_asks(house: House) -> None:
    walk = house.walk()
    token = walk.tokens(house.world.person())["access_token"]
    for path in ("/introspect", "/revoke"):
        answer = Visitor(house.origin).post(path, {"token": token})
        assert (answer.status, answer.json["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_l02_a_revoked_token_is_dead_everywhere(house: House, which: str) -> None:
    walk = house.walk()
    tokens = walk.tokens(house.world.person(), **OFFLINE)
    assert walk.as_client("/revoke", {"token": tokens[which]}).status == 200
    assert walk.as_client("/introspect", {"token": tokens[which]}).json == {"active": False}
    if which == "refresh_token":
        assert walk.refresh(tokens[which]).json["error"] == "invalid_grant"
        tokens_of_family = walk.as_client("/introspect", {"token": tokens["access_token"]})
        assert tokens_of_family.json == {"active": False}
    answer = Visitor(house.origin).get("/userinfo", headers=bearer(tokens["access_token"]))
    assert answer.status == 401


def test_l02_another_client_revokes_nothing(house: House) -> None:
    walk, other = house.walk(), house.world.party("Other")
    token = walk.tokens(house.world.person(), **OFFLINE)["refresh_token"]
    walk.as_client("/revoke", {"token": token}, by=other)
    assert walk.refresh(token).status == 200


def test_l02_signing_out_everywhere_ends_the_tokens_of_the_sessions(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    token = walk.tokens(person)["access_token"]
    services = house.world.services
    for session in services.sessions.for_subject(person.subject_id):
        services.tokens.end_session(session.id, deliver=False, actor=OPERATOR)
    assert walk.as_client("/introspect", {"token": token}).json == {"active": False}
    assert walk.ask(prompt="none").query["error"] == "login_required"


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "é", "0" * 8000]
)
def test_l04_userinfo_wants_a_token_of_ours(house: House, token: str) -> None:
    answer = Visitor(house.origin).get("/userinfo", headers=bearer(token))
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_l04_userinfo_takes_no_other_kind_of_token(house: House) -> None:
    walk = house.walk()
    tokens = walk.tokens(house.world.person(), **OFFLINE)
    for which in ("id_token", "refresh_token"):
        answer = Visitor(house.origin).get("/userinfo", headers=bearer(tokens[which]))
        assert answer.status == 401
    in_query = Visitor(house.origin).get("/userinfo", {"access_token": tokens["access_token"]})
    assert (in_query.status, in_query.json["error"]) == (400, "invalid_request")


def test_l04_userinfo_wants_a_token_made_for_itself(house: House) -> None:
    resource = "https://api.example"
    walk = house.walk(house.world.party(resources=(resource,)))
    token = walk.tokens(house.world.person(), resource=resource)["access_token"]
    assert contents(token)["aud"] == resource
    answer = Visitor(house.origin).get("/userinfo", headers=bearer(token))
    assert (answer.status, answer.json["error"]) == (401, "invalid_token")


def test_l05_a_logout_token_is_made_for_logging_out_only(house: House, receiver: Receiver) -> None:
    uri = f"{receiver.origin}/backchannel"
    party = house.world.party(backchannel_logout_uri=uri, loopback=True)
    walk, person = house.walk(party), house.world.person()
    tokens = walk.tokens(person)
    services = house.world.services
    for session in services.sessions.for_subject(person.subject_id):
        services.tokens.end_session(session.id, deliver=False, actor=OPERATOR)
    services.notices.deliver()
    (form,) = receiver.forms
    sent = form["logout_token"]
    header, claims = contents(sent, 0), contents(sent)
    assert header["typ"].lower() == "logout+jwt"
    assert "nonce" not in claims
    assert claims["aud"] == party.client_id
    assert 0 < claims["exp"] - claims["iat"] <= 120
    assert claims["jti"]
    assert claims["sid"] == contents(tokens["id_token"])["sid"]
    assert claims["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    walk.complete(person)
    assert walk.ask(prompt="none").query["code"]
    hinted = walk.ask(prompt="none", id_token_hint=sent)
    assert hinted.query["error"] == "invalid_request"
    asked = walk.visitor.get("/logout", {"id_token_hint": sent})
    assert (asked.status, asked.location) == (200, "")
