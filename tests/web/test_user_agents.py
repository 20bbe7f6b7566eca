"""Of what a browser says of itself, the names of browser and system are kept, and nothing else."""

import ast
import logging
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import text

from idp.web.oidc.discovery import DISCOVERY, JWKS
from idp.web.route_access import ROUTE_ACCESS
from tests.support import source
from tests.support.http import Visitor
from tests.support.live import House

MARK = "ZwMarkerOfThisTest"
AGENT = f"Mozilla/5.0 (X11; Linux x86_64; {MARK}/7) Gecko/20100101 Firefox/120.0"
TAKES = {"browser_and_system", "device_name", "is_handheld"}
PAGES = [
    *("/", "/me", "/me/means", "/me/sessions", "/me/consents", "/me/history", "/me/settings"),
    *("/me/lost-phone", "/public", "/public/report-loss", "/authorize", "/logout", "/nowhere"),
    *("/health/live", "/.well-known/openid-configuration", "/jwks"),
]
POSTED = [
    *("/token", "/par", "/revoke", "/introspect", "/userinfo", "/backchannel-authn"),
    *("/app/keys", "/app/approvals", "/public/report-loss", "/authorize", "/logout"),
]


def test_every_address_that_is_asked_below_is_answered() -> None:
    assert {*PAGES, *POSTED} - {"/nowhere"} <= {*ROUTE_ACCESS, DISCOVERY, JWKS}


class Named(Visitor):
    """A browser with a unique name."""

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        return {**super()._headers(more), "User-Agent": AGENT}


def test_a_whole_user_agent_is_stored_nowhere(
    house: House, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    browser, person = Named(house.origin), house.world.person()
    walk = house.walk(visitor=browser)
    page = walk.ask(acr_values=house.acr(2), scope="openid offline_access", prompt="consent")
    browser.submit(page, "username", "password", username=person.username, password="wrong")
    walk.complete(person)
    for path in PAGES:
        browser.arrive(browser.get(path))
    for path in POSTED:
        browser.post(path, {"username": person.username, "secret": "", "reason": "other_danger"})
    form = (
        browser.get("/public/report-loss")
        .form("csrf")
        .filled(username=person.username, reason="other_danger", secret="wrong")
    )
    browser.post("/public/report-loss", form)
    sessions = house.world.services.sessions.for_subject(person.subject_id)
    assert {each.device for each in sessions} == {"Firefox, Linux"}
    assert [name for name, held in stored(house) if MARK in held] == []
    assert MARK not in caplog.text + "".join(capfd.readouterr())


def stored(house: House) -> list[tuple[str, str]]:
    """Every value of every row, with the name of its table."""
    with house.world.services.database.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return [
            (name, repr(tuple(row)))
            for name in tables.scalars().all()
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608 - its own
        ]


def test_the_field_is_read_for_the_names_in_it_alone() -> None:
    """Sealed text cannot be searched: so no other module gets the field at all."""
    readers = [found for path in source.modules("idp") for found in reads(path)]
    assert readers
    assert set(readers) <= TAKES


def reads(path: Path) -> list[str]:
    """The functions that get the field of a request; what we send of ours is no read."""
    tree = source.tree(path)
    parents = {child: each for each in ast.walk(tree) for child in ast.iter_child_nodes(each)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "user_agent":
            found.append("request.user_agent")
        if not (isinstance(node, ast.Constant) and str(node.value).lower() == "user-agent"):
            continue
        read = parents[node]
        if isinstance(read, ast.Dict):
            continue
        call = parents[read]
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            found.append(call.func.id)
        else:
            found.append(ast.unparse(read))
    return found
