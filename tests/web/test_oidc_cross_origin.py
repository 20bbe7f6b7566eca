"""Calls of pages on other origins, header by header (Fetch standard; hostile case S09)."""

import pytest

from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import Walk

PAGE, OTHER = "https://app.example", "https://other.example"
GRANTS = frozenset({"authorization_code"})
ENDPOINTS = ("/token", "/userinfo", "/revoke")
DOCUMENTS = (
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/jwks",
)


def readable(answer: Answer) -> str | None:
    assert "Access-Control-Allow-Credentials" not in answer.headers
    allowed: str | None = answer.headers.get("Access-Control-Allow-Origin")
    return allowed


def preflight(house: House, path: str, origin: str, method: str = "POST") -> Answer:
    asks = {"Origin": origin, "Access-Control-Request-Method": method}
    asks["Access-Control-Request-Headers"] = "authorization"
    return house.visitor().send("OPTIONS", path, headers=asks)


@pytest.mark.parametrize("path", [*DOCUMENTS, *ENDPOINTS])
def test_an_answer_without_content_has_no_length(house: House, path: str) -> None:
    """RFC 9110 section 8.6."""
    single_page(house)
    asked = preflight(house, path, PAGE, "GET" if path in DOCUMENTS else "POST")
    assert (asked.status, asked.headers.get("Content-Length")) == (204, None)
    assert house.visitor().get(path).headers["Content-Length"]


def single_page(house: House, *origins: str) -> Walk:
    """A browser application's walk; only what it sends by hand has an origin."""
    party = house.world.party(
        auth_method="none", grant_types=GRANTS, allowed_origins=origins or (PAGE,)
    )
    return house.walk(party)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_everybody_may_read_is_read_from_any_origin(house: House, path: str) -> None:
    first = house.visitor().get(path, headers={"Origin": OTHER})
    assert readable(first) == "*"
    unchanged = {"Origin": OTHER, "If-None-Match": first.headers["ETag"]}
    assert readable(house.visitor().get(path, headers=unchanged)) == "*"
    asked = preflight(house, path, OTHER, "GET")
    assert (asked.status, readable(asked)) == (204, "*")
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert readable(house.visitor().get(path)) == "*"


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_registered_origin_may_call_and_no_other(house: House, path: str) -> None:
    single_page(house)
    asked = preflight(house, path, PAGE)
    assert (asked.status, readable(asked)) == (204, PAGE)
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert asked.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"
    for origin in (OTHER, "null", f"{PAGE}:8443", f"{PAGE}.evil.example", "https://é"):
        refused = preflight(house, path, origin)
        assert (refused.status, readable(refused)) == (405, None)


@pytest.mark.parametrize("path", ["/par", "/introspect", "/authorize", "/logout", "/me"])
def test_nothing_else_is_called_from_a_page(house: House, path: str) -> None:
    single_page(house)
    assert readable(preflight(house, path, PAGE)) is None
    assert readable(house.visitor().post(path, headers={"Origin": PAGE})) is None


def test_a_page_reads_the_tokens_of_its_own_client_only(house: House) -> None:
    walk, other = single_page(house), single_page(house, OTHER)
    code = walk.complete(house.world.person(totp=False)).query["code"]
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": walk.verifier,
        "redirect_uri": walk.party.redirect_uri,
        "client_id": walk.party.client_id,
    }
    refused = walk.visitor.post("/token", {**fields, "code": "x"}, headers={"Origin": PAGE})
    assert (refused.status, readable(refused)) == (400, PAGE)
    assert readable(walk.visitor.post("/token", {**fields, "code": "x"})) is None
    theirs = {**fields, "code": "x", "client_id": other.party.client_id}
    assert readable(walk.visitor.post("/token", theirs, headers={"Origin": PAGE})) is None
    given = walk.visitor.post("/token", fields, headers={"Origin": PAGE})
    assert (given.status, readable(given)) == (200, PAGE)
    assert "Origin" in (given.headers.get_all("Vary") or [])
    _of_userinfo(house, given.json["access_token"])


def _of_userinfo(house: House, token: str) -> None:
    single_page(house, OTHER)
    for origin, allowed in ((PAGE, PAGE), (OTHER, None), ("null", None)):
        answer = Visitor(house.origin).get("/userinfo", headers={**bearer(token), "Origin": origin})
        assert (answer.status, readable(answer)) == (200, allowed)
    for shown, allowed in (("nothing", PAGE), (token + "x", PAGE)):
        answer = Visitor(house.origin).get("/userinfo", headers={**bearer(shown), "Origin": PAGE})
        assert (answer.status, readable(answer)) == (401, allowed)


def test_no_page_reads_for_a_confidential_client(house: House) -> None:
    single_page(house)
    walk = house.walk()
    credentials = {"client_id": walk.party.client_id, "client_secret": walk.party.secret or ""}
    asked = {"grant_type": "client_credentials", **credentials}
    posted = walk.visitor.post("/token", asked, headers={"Origin": PAGE})
    assert (posted.status, readable(posted)) == (200, None)
    token = walk.tokens(house.world.person(totp=False))["access_token"]
    answer = Visitor(house.origin).get("/userinfo", headers={**bearer(token), "Origin": PAGE})
    assert (answer.status, readable(answer)) == (200, None)


def test_a_client_that_gives_an_origin_up_is_not_read_there(house: House) -> None:
    walk = single_page(house)
    parties = house.world.services.relying_parties
    parties.remove(walk.party.client_id, reason="closed", actor=OPERATOR)
    assert preflight(house, "/token", PAGE).status == 405
