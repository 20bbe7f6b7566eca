"""Every parameter of every protocol endpoint, sent broken: a standard answer, nothing stored.

Never a 500, never an echo of what was sent, whichever way it was broken.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from idp.platform.database import Database
from idp.web.oidc.errors import ErrorCode
from idp.web.oidc.parameters import (
    AUTHORIZE,
    LOGOUT,
    PUSHED,
    TOKEN,
    TOKEN_QUESTION,
    USERINFO,
    Rules,
)
from tests.support.databases import contents
from tests.support.health_checks import BY_CHANCE
from tests.support.http import basic
from tests.support.walks import challenge
from tests.support.world import Party, World

MARK = "zqxmark"
"""Stands in every broken value, and nowhere in any answer."""

FORM = "application/x-www-form-urlencoded"
JSON_ENDPOINTS = ("/token", "/par", "/introspect", "/revoke", "/userinfo")
BROWSER_ENDPOINTS = ("/authorize", "/logout")
RULES: Mapping[str, Rules] = {
    "/token": TOKEN,
    "/par": PUSHED,
    "/introspect": TOKEN_QUESTION,
    "/revoke": TOKEN_QUESTION,
    "/userinfo": USERINFO,
    "/authorize": AUTHORIZE,
    "/logout": LOGOUT,
}
HOSTILE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[*BY_CHANCE, HealthCheck.function_scoped_fixture],
)


@dataclass
class Door:
    """The application's test client, with one party that could ask properly."""

    client: FlaskClient
    database: Database
    party: Party
    known: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    """What is stored since the last request, which was refused; empty: not read yet."""

    def usual(self, path: str) -> dict[str, str]:
        """A request that would succeed, or as far as an unauthenticated one can."""
        asked = {
            "client_id": self.party.client_id,
            "redirect_uri": self.party.redirect_uri,
            "response_type": "code",
            "scope": "openid",
            "code_challenge": challenge("v" * 43),
            "code_challenge_method": "S256",
        }
        form = {
            "/token": {"grant_type": "client_credentials"},
            "/par": asked,
            "/introspect": {"token": "t"},
            "/revoke": {"token": "t"},
            "/userinfo": {},
            "/authorize": asked,
            "/logout": {},
        }
        return form[path]

    def send(self, path: str, fields: bytes) -> TestResponse:
        if path in BROWSER_ENDPOINTS:
            return self.client.get(f"{path}?{fields.decode('latin-1')}")
        secret = self.party.secret or ""
        headers = {} if path == "/userinfo" else basic(self.party.client_id, secret)
        return self.client.post(path, data=fields, content_type=FORM, headers=headers)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that is stored."""
        return contents(self.database)


@pytest.fixture
def door(app: Flask, world: World, database: Database) -> Door:
    return Door(app.test_client(), database, world.party())


def judged(path: str, answer: TestResponse) -> bool:
    """Assert that the answer is a standard one; True when it is an error."""
    assert answer.status_code < 500, answer.text
    everything = answer.text + str(answer.headers)
    assert MARK not in everything
    if answer.status_code in {301, 302, 307, 308}:
        raise AssertionError(answer.status_code)
    if answer.status_code < 300:
        return False
    if answer.status_code == 303:
        return _judged_redirect(answer)
    if path in JSON_ENDPOINTS:
        _judge_json(answer)
    else:
        assert 'id="op-error"' in answer.text
    return True


def _judge_json(answer: TestResponse) -> None:
    assert answer.status_code in {400, 401, 403, 405, 413}
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.get_json()
    assert set(body) == {"error", "error_description"}
    assert ErrorCode(body["error"])
    assert not set(body["error_description"]) & set('"\\\r\n\t')
    if answer.status_code == 401:
        assert answer.headers["WWW-Authenticate"]


def _judged_redirect(answer: TestResponse) -> bool:
    """To a page of ours, or a standard error for the party, with its issuer."""
    target = urlsplit(answer.headers["Location"])
    if not target.netloc:
        return False
    assert "error=" in target.query
    assert "iss=" in target.query
    return True


BROKEN = (
    "",
    f"{MARK}\x00",
    f"{MARK}\r\nSet-Cookie: a=b",
    f"{MARK}é",
    f"{MARK}\u2028",
    f'{MARK}"\\<script>',
    MARK * 9000,
    f"{MARK}{{}}[]",
    f'{{"userinfo":"{MARK}"}}',
    f'{{"id_token":{{"{MARK}":{{"value":"\\u0000"}}}}}}',
    "[" * 5000,
    f"https://{MARK}.example/",
    f"javascript:{MARK}",
    f"{MARK} none login",
    f"a.{MARK}.c",
    "-1",
    "1e9",
    "9" * 30,
    "none login",
    "\x7f",
)


def sound(door: Door, path: str, fields: bytes) -> None:
    """One request that may be wrong: a standard answer, and a refused one leaves no trace."""
    before = door.known or door.rows()
    door.known = {}
    if judged(path, door.send(path, fields)):
        door.known = door.rows()
        assert door.known == before, fields[:200]


@pytest.mark.parametrize("path", RULES)
def test_a_broken_value_of_any_parameter_gets_a_standard_answer(door: Door, path: str) -> None:
    for name in RULES[path]:
        for value in BROKEN:
            sound(door, path, urlencode({**door.usual(path), name: value}).encode())


@pytest.mark.parametrize("path", RULES)
def test_a_parameter_left_out_gets_a_standard_answer(door: Door, path: str) -> None:
    usual = door.usual(path)
    for name in usual:
        left = {other: value for other, value in usual.items() if other != name}
        sound(door, path, urlencode(left).encode())


@pytest.mark.parametrize("path", RULES)
def test_a_parameter_sent_twice_is_refused_and_never_redirected(door: Door, path: str) -> None:
    for name in RULES[path]:
        pairs = [*door.usual(path).items(), (name, "a"), (name, "a")]
        answer = door.send(path, urlencode(pairs).encode())
        assert judged(path, answer)
        assert answer.status_code in {400, 401}, (name, answer.status_code)


@pytest.mark.parametrize("path", RULES)
@HOSTILE
@given(value=st.text(max_size=60) | st.binary(max_size=60), data=st.data())
def test_any_text_or_bytes_get_a_standard_answer(
    door: Door, path: str, value: str | bytes, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(RULES[path])))
    raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    usual = {other: kept for other, kept in door.usual(path).items() if other != name}
    sound(door, path, f"{urlencode(usual)}&{name}={quote(MARK)}{quote(raw)}".encode())


@pytest.mark.parametrize("path", RULES)
@HOSTILE
@given(raw=st.binary(max_size=300).filter(lambda raw: b"#" not in raw and b"\n" not in raw))
def test_any_query_or_body_gets_a_standard_answer(door: Door, path: str, raw: bytes) -> None:
    sound(door, path, raw)


@pytest.mark.parametrize("path", JSON_ENDPOINTS)
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", json.dumps({"grant_type": MARK, "token": MARK, "client_id": MARK})),
        ("application/json", "[" * 10_000),
        ("multipart/form-data; boundary=x", f"--x\r\n{MARK}"),
        ("text/plain", f"token={MARK}"),
        (f"{FORM}; charset=utf-16", f"token={MARK}"),
        ("", f"token={MARK}"),
        (f"{MARK}/\x80", f"token={MARK}"),
        (FORM, f"token={MARK}&" * 20_000),
        (FORM, MARK * 20_000),
    ],
)
def test_another_content_type_or_too_much_is_refused(
    door: Door, path: str, content_type: str, body: str
) -> None:
    before = door.rows()
    answer = door.client.post(path, data=body, content_type=content_type)
    assert judged(path, answer)
    assert door.rows() == before


@pytest.mark.parametrize("path", [*JSON_ENDPOINTS, "/jwks", "/.well-known/openid-configuration"])
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_another_method_is_405_in_json(door: Door, path: str, method: str) -> None:
    answer = door.client.open(path, method=method)
    if method == "GET" and path not in {"/token", "/par", "/introspect", "/revoke"}:
        return
    assert answer.status_code == 405
    assert answer.get_json()["error"] == "invalid_request"
    assert "Allow" in answer.headers


@pytest.mark.parametrize(
    "header", ["Basic", "Basic é", "Basic ////", "Bearer x", f"{MARK} x", "\x7f"]
)
@pytest.mark.parametrize("path", JSON_ENDPOINTS)
def test_a_broken_authorization_header_is_401(door: Door, path: str, header: str) -> None:
    answer = door.client.post(path, data={**door.usual(path)}, headers={"Authorization": header})
    assert judged(path, answer)
    assert answer.status_code == 401


def test_a_query_never_counts_at_the_token_endpoint(door: Door) -> None:
    query = urlencode({"grant_type": "client_credentials", "scope": "openid"})
    headers = basic(door.party.client_id, door.party.secret or "")
    answer = door.client.post(f"/token?{query}", content_type=FORM, headers=headers)
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid_request")
    answer = door.client.get(f"/userinfo?access_token={MARK}")
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid_request")
