"""Group I: secrets stay out of addresses, logs, caches and error pages."""

import logging
from urllib.parse import urlsplit

import pytest

from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House

OFFLINE = {"scope": "openid profile offline_access", "prompt": "consent"}
MONSTERS = ["\x00", "é" * 3000, "%ff", "{" * 5000, "../../etc/passwd", "'; --", "{{7*7}}"]


@pytest.mark.norm("D4.3", limb="no secret reaches a log")
def test_i02_no_secret_reaches_a_log(
    house: House, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    walk, person = house.walk(), house.world.person()
    walk.password(walk.ask(), person, password="a wrong password of mine")
    answer = walk.complete(person, acr_values=house.acr(2), **OFFLINE)
    tokens = walk.redeem(answer.query["code"]).json
    walk.refresh(tokens["refresh_token"])
    walk.visitor.get("/me")
    seen = "".join((caplog.text, *capfd.readouterr()))
    secrets = [
        person.password,
        person.totp_secret or "",
        "a wrong password of mine",
        answer.query["code"],
        walk.verifier,
        walk.party.secret or "",
        *(tokens[name] for name in ("access_token", "refresh_token", "id_token")),
        *walk.visitor.cookies.values(),
        "Trần Thị Thử Nghiệm",
    ]
    assert [secret for secret in secrets if secret in seen] == []


def test_i02_no_token_and_no_name_is_part_of_an_address(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    addresses: list[str] = []
    page = walk.ask(**OFFLINE)
    addresses.append(page.url)
    page = walk.sign_in(page, person)
    addresses.append(page.url)
    answer = walk.decide(page, "allow")
    assert set(answer.query) == {"code", "state", "iss"}
    for address in addresses:
        assert urlsplit(address).query == ""
        assert person.username not in address


@pytest.mark.parametrize("method", ["FROB", "PROPFIND", "TRACE", "PUT", "DELETE"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/token", {"POST"}),
        ("/par", {"POST"}),
        ("/introspect", {"POST"}),
        ("/revoke", {"POST"}),
        ("/userinfo", {"GET", "HEAD", "POST"}),
        ("/jwks", {"GET", "HEAD"}),
        ("/.well-known/openid-configuration", {"GET", "HEAD"}),
    ],
)
def test_i02_an_unheard_of_method_is_refused_on_the_wire_in_json(
    house: House, path: str, allowed: set[str], method: str
) -> None:
    answer = house.visitor().send(method, path)
    assert answer.status == 405
    assert answer.json["error"] == "invalid_request"
    assert set(answer.headers["Allow"].split(", ")) == allowed
    assert is_kept_by_nobody(answer)


@pytest.mark.parametrize("method", ["FROB", "PROPFIND", "TRACE"])
@pytest.mark.parametrize("path", ["/authorize", "/logout", "/me", "/public", "/health/live", "/"])
def test_i02_an_unheard_of_method_is_refused_on_a_page_of_ours(
    house: House, path: str, method: str
) -> None:
    answer = house.visitor().send(method, path)
    assert answer.status == 405
    assert "op-error" in answer.ids
    assert "GET" in answer.headers["Allow"]
    assert method not in answer.headers["Allow"]
    assert is_kept_by_nobody(answer)


def is_kept_by_nobody(answer: Answer) -> bool:
    return "no-store" in answer.headers.get("Cache-Control", "")


def test_i02_no_answer_with_a_secret_is_kept(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask(**OFFLINE)
    assert is_kept_by_nobody(page)
    page = walk.sign_in(page, person)
    assert is_kept_by_nobody(page)
    answer = walk.decide(page, "allow")
    assert is_kept_by_nobody(answer)
    tokens = walk.redeem(answer.query["code"])
    assert is_kept_by_nobody(tokens)
    token = tokens.json["access_token"]
    assert is_kept_by_nobody(walk.as_client("/introspect", {"token": token}))
    assert is_kept_by_nobody(Visitor(house.origin).get("/userinfo", headers=bearer(token)))
    for path in ("/me", "/me/history", "/me/consents", "/me/sessions", "/logout"):
        assert is_kept_by_nobody(walk.visitor.get(path)), path


@pytest.mark.parametrize("monster", MONSTERS)
@pytest.mark.parametrize(
    "path",
    ["/authorize", "/token", "/userinfo", "/introspect", "/logout", "/me", "/public", "/par"],
)
def test_i02_no_error_tells_how_we_are_built(house: House, path: str, monster: str) -> None:
    fields = [("client_id", monster), ("redirect_uri", monster), (monster, monster)]
    visitor = house.visitor()
    answers = [
        visitor.get(path, fields),
        visitor.post(path, fields),
        visitor.post(path, monster.encode(), headers={"Content-Type": "application/json"}),
        visitor.send("PATCH", path, body=monster.encode()),
    ]
    for answer in answers:
        assert answer.status < 500, (answer.status, answer.text[:300])
        assert "Traceback" not in answer.text
        assert 'File "' not in answer.text
        assert monster not in answer.text or monster == "%ff"
