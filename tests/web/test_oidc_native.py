"""Native applications (RFC 8252): any loopback port, a scheme of their own, claimed https."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.support.live import House
from tests.support.walks import Walk

GRANTS = frozenset({"authorization_code", "refresh_token"})


def native(house: House, *registered: str, **more: object) -> Walk:
    particulars: Mapping[str, object] = {
        "auth_method": "none",
        "grant_types": GRANTS,
        "redirect_uris": registered,
        "post_logout_redirect_uris": (),
        "loopback": True,
        **more,
    }
    return house.walk(house.world.party("Native", **particulars))


@pytest.mark.parametrize(
    ("registered", "used"),
    [
        ("http://127.0.0.1/cb", "http://127.0.0.1:54321/cb"),
        ("http://127.0.0.1:9999/cb", "http://127.0.0.1:1024/cb"),
        ("http://[::1]:9999/cb?a=b", "http://[::1]:54321/cb?a=b"),
        ("vn.example.app:/cb", "vn.example.app:/cb"),
        ("vn.example.app://cb", "vn.example.app://cb"),
        ("https://app.example/cb", "https://app.example/cb"),
    ],
)
def test_a_native_application_gets_its_code_and_its_tokens(
    house: House, registered: str, used: str
) -> None:
    walk = native(house, registered)
    here = replace(walk, party=replace(walk.party, redirect_uri=used))
    answer = here.complete(house.world.person(totp=False))
    assert answer.location.startswith(used + ("&" if "?" in used else "?"))
    assert here.redeem(answer.query["code"]).status == 200


def test_a_code_is_redeemed_at_the_very_port_it_was_sent_to(house: House) -> None:
    walk = native(house, "http://127.0.0.1/cb")
    here = replace(walk, party=replace(walk.party, redirect_uri="http://127.0.0.1:54321/cb"))
    code = here.complete(house.world.person(totp=False)).query["code"]
    elsewhere = here.redeem(code, redirect_uri="http://127.0.0.1:54322/cb")
    assert elsewhere.json["error"] == "invalid_grant"
    assert here.redeem(code).status == 200


@pytest.mark.parametrize(
    "used",
    [
        "http://127.0.0.1:54321/other",
        "http://127.0.0.1:54321/cb/",
        "http://localhost:54321/cb",
        "http://[::1]:54321/cb",
        "http://127.0.0.1:0/cb",
        "http://127.0.0.1:70000/cb",
        "http://127.0.0.1:54321@evil.example/cb",
        "http://127.0.0.1.evil.example:54321/cb",
        "VN.example.app:/cb",
        "vn.example.app:/cb/other",
    ],
)
def test_nothing_but_the_port_is_free(house: House, used: str) -> None:
    walk = native(house, "http://127.0.0.1/cb", "vn.example.app:/cb")
    answer = walk.visitor.get("/authorize", walk.request(redirect_uri=used))
    assert (answer.status, answer.location) == (400, "")


@pytest.mark.parametrize(
    "more", [{"auth_method": "client_secret_basic"}, {"allowed_origins": ("http://127.0.0.1:9",)}]
)
def test_only_a_native_application_names_another_port(
    house: House, more: dict[str, object]
) -> None:
    walk = native(house, "http://127.0.0.1:9/cb", **more)
    assert "username" in walk.ask().ids
    changed = walk.request(redirect_uri="http://127.0.0.1:54321/cb")
    assert walk.visitor.get("/authorize", changed).status == 400


def test_an_error_finds_its_way_to_the_port_too(house: House) -> None:
    walk = native(house, "http://127.0.0.1/cb")
    told = walk.ask(redirect_uri="http://127.0.0.1:54321/cb", prompt="none")
    assert told.location.startswith("http://127.0.0.1:54321/cb?error=login_required")
    pushed = house.visitor().post("/par", walk.request(redirect_uri="http://127.0.0.1:54321/cb"))
    assert pushed.status == 201, json.dumps(pushed.json)
