"""Every page that says no: a way out, a reference the log has too, and a word of cookies."""

from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any

import pytest

from tests.support.http import Answer, tongue
from tests.support.live import House

LOST = "sent no cookie"


def way_out(page: Answer) -> str:
    return page.text.split('id="way-out" href="')[1].split('"', maxsplit=1)[0]


def reference(page: Answer) -> str:
    return page.text.split('id="reference">')[1].split("<", maxsplit=1)[0]


@pytest.mark.parametrize("path", ["/nowhere", "/signin/x", "/authorize?client_id=nobody"])
def test_an_error_names_a_reference_that_is_in_the_log(
    house: House, path: str, log_lines: list[MutableMapping[str, Any]]
) -> None:
    page = house.visitor().get(path)
    assert way_out(page) == "/"
    assert reference(page) in {line.get("reference") for line in log_lines}


def test_who_waited_too_long_starts_again_at_the_party(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    house.world.clock.advance(timedelta(minutes=31))
    house.world.services.authorization.purge_expired()
    late = walk.visitor.arrive(walk.visitor.get(page.path))
    assert late.status == 400
    assert "open for too long" in late.text
    assert "Start again at Portal" in late.text
    assert walk.party.redirect_uri.startswith(way_out(late))


def test_who_comes_back_to_a_finished_sign_in_finds_the_party(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    walk.decide(walk.sign_in(page, person), "allow")
    over = walk.visitor.arrive(walk.visitor.get(page.path))
    assert "Back to Portal" in over.text
    assert walk.party.redirect_uri.startswith(way_out(over))


def test_an_old_page_of_ones_own_account_opens_it_again(house: House) -> None:
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/sessions"))
    house.world.clock.advance(timedelta(minutes=31))
    anew = visitor.arrive(visitor.get(page.path))
    assert "username" in anew.ids
    assert anew.path != page.path


def test_missing_cookies_are_named_and_only_then(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    filled = page.form("username").filled(username="x", password="x")
    assert LOST in house.visitor().post(page.form("username").action, filled).text
    assert LOST in house.visitor().get(f"/authorize/{page.path.rsplit('/', 1)[1]}").text
    assert LOST not in walk.visitor.get("/nowhere").text


@pytest.mark.parametrize(
    ("referer", "link"),
    [
        ("{issuer}/public/receipt", "/public/receipt"),
        ("https://evil.example/", "/public/report-loss"),
        ("{issuer}//evil.example/", "/public/report-loss"),
        ("{issuer}/\\evil.example/", "/public/report-loss"),
        ("{issuer}.evil.example/", "/public/report-loss"),
        ("{issuer}/me/sessions/end-all", "/public/report-loss"),
    ],
)
def test_a_stale_form_leads_back_to_its_page_and_never_to_another_site(
    house: House, referer: str, link: str
) -> None:
    visitor = house.visitor()
    visitor.get("/public/receipt")
    headers = {"Referer": referer.format(issuer=house.world.settings.issuer)}
    page = visitor.post("/public/report-loss", {"csrf": "x"}, headers=headers)
    assert (page.status, way_out(page)) == (403, link)


def test_what_is_not_in_the_own_account_leads_back_to_it(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    for path in ("/me/nowhere", "/me/data/correction/nothing"):
        page = walk.visitor.get(path)
        assert (page.status, way_out(page)) == (404, "/me")
        assert "If you came from a service" not in page.text


def test_the_signed_out_page_leads_on(house: House) -> None:
    page = house.visitor().get("/logged-out")
    assert 'href="/me"' in page.text


def test_a_refused_request_is_no_way_out_of_its_own_refusal(house: House) -> None:
    """Also not from the page in the other language, and nothing of it is in a link (R07)."""
    visitor = house.visitor()
    first = visitor.get("/authorize?client_id=nobody&state=of-the-request")
    refused = f"{house.world.settings.issuer}/authorize?client_id=nobody"
    there = visitor.get(tongue(first), headers={"Referer": refused})
    for page in (first, there):
        assert (page.status, way_out(page)) == (400, "/")
        assert "nobody" not in page.text
