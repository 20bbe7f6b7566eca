"""A phone is lost: reported without it and without signing in, by the letter that arrives."""

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.support.demonstration import Demonstration, Traveller
from tests.support.http import Answer, Visitor

KEY = "guardian"


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Demonstration]:
    """A separate one: credentials stopped here must not be missing in other tests."""
    running = Demonstration.on_free_ports(tmp_path / "state")
    with running.up():
        yield running


def portal_was_told(traveller: Traveller) -> bool:
    """Whether the portal shows, at most a minute later, that the provider ended the visit."""
    for _ in range(240):
        if "ended-by-provider" in traveller.go(f"{traveller.world.portal}/").ids:
            return True
        time.sleep(0.25)
    return False


def letter_with(demonstration: Demonstration, words: str) -> str:
    """The letter in the demonstration's inbox, at most a minute later."""
    inbox = Visitor(demonstration.inbox)
    for _ in range(240):
        shown = unescape(inbox.get("/").text)
        if words in shown:
            return shown
        time.sleep(0.25)
    raise AssertionError(f"no letter says {words}")


def report(visitor: Visitor, name: str) -> Answer:
    page = visitor.get("/public/report-loss")
    sent = visitor.submit(
        page, "username", username=name, reason="lost_control", lost="phone", secret=""
    )
    return visitor.arrive(sent)


@pytest.mark.norm("D32.3", limb="by a link, and the relying party is told")
def test_a_lost_phone_stops_by_a_link_and_the_portal_is_told(
    demonstration: Demonstration, traveller: Traveller
) -> None:
    assert traveller.sign_in(KEY, level=2).path == "/why"
    person = demonstration.person(KEY)
    borrowed = Visitor(demonstration.issuer)
    assert "link-sent" in report(borrowed, person["username"]).ids
    mail = letter_with(demonstration, "/public/report-loss/")
    link = re.findall(r"/public/report-loss/[A-Za-z0-9_-]{43}", mail)[-1]
    done = borrowed.arrive(borrowed.submit(borrowed.get(link), "csrf"))
    number = re.search(r"BM-[0-9A-Z]{4}-[0-9A-Z]{4}", done.text)
    assert number is not None
    assert number[0] in letter_with(demonstration, number[0])
    assert portal_was_told(traveller)
    assert traveller.visitor.get(f"{demonstration.issuer}/me").status == 303
    again = demonstration.traveller()
    page = again.prove(again.go(f"{demonstration.portal}/sign-in?level=2"), KEY)
    assert "consent-allow" not in page.ids
    assert page.path.endswith("/stopped")
    assert "help line" in page.text
