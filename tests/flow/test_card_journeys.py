"""The identity card through the demonstration: added, used, copied, lost, found, and unanswered."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support.demonstration import Demonstration, Traveller
from tests.support.http import Answer, Visitor

HOLDER = "citizen_l1"
NUMBER = "000085000002"
PATH = "/me/means/card"


@dataclass(frozen=True)
class Desk:
    """The desk of the register, where anybody at this machine may lose a card."""

    visitor: Visitor

    def switch(self, status: str) -> None:
        numbers = {"personal_number": NUMBER, "document_number": NUMBER[-9:]}
        assert self.visitor.post("/cards", {**numbers, "status": status}).status == 303

    def plug(self) -> None:
        assert self.visitor.post("/plug").status == 303


@pytest.fixture
def desk(demonstration: Demonstration) -> Iterator[Desk]:
    desk = Desk(Visitor(demonstration.card_registry))
    yield desk
    desk.switch("valid")
    if "not answering" in desk.visitor.get("/").text:
        desk.plug()


def hold(traveller: Traveller, page: Answer, **bent: str) -> Answer:
    """Tap the link on a page, hold a card to the phone, and come back with what it answered."""
    link = re.search(r'id="card-application" href="([^"]+)"', page.text)
    assert link is not None, page.text
    phone = Visitor(traveller.world.telephone)
    choice = phone.get(phone.get(html.unescape(link[1])).location)
    username = traveller.world.person(HOLDER)["username"]
    back = phone.submit(choice, "card", **{"card": username, **bent})
    assert "/card/return?answer=" in back.headers["Location"], back.text
    return traveller.go(back.headers["Location"])


def add(traveller: Traveller) -> Answer:
    page = traveller.prove(traveller.go(f"{traveller.world.issuer}{PATH}"), HOLDER)
    return hold(traveller, page)


@pytest.fixture(scope="module")
def demonstration(demonstration_of_cards: Demonstration) -> Demonstration:
    return demonstration_of_cards


@pytest.fixture(scope="module")
def carded(demonstration: Demonstration) -> Demonstration:
    """The demonstration after one citizen added the own card, in the own account."""
    page = add(demonstration.traveller())
    assert (page.path, "Identity card" in page.text) == ("/me/means", True), page.text
    return demonstration


def at_the_card(demonstration: Demonstration) -> tuple[Traveller, Answer]:
    traveller = demonstration.traveller()
    page = traveller.go(f"{demonstration.portal}/sign-in?level=2")
    page = traveller.prove(page, HOLDER)
    assert page.path.endswith("/card"), page.url
    return traveller, page


@pytest.mark.norm("D20.1b", limb="a password and an identity card, told to a relying party")
@pytest.mark.norm("D3.8", limb="a chip card is a means")
def test_password_and_card_reach_level_2_and_the_portal_says_why(carded: Demonstration) -> None:
    traveller, page = at_the_card(carded)
    page = traveller.agree(hold(traveller, page))
    assert page.path == "/why"
    assert 'data-level="2"' in page.text


def test_a_copy_of_the_card_is_refused(carded: Demonstration) -> None:
    traveller, page = at_the_card(carded)
    refused = hold(traveller, page, copy="yes")
    assert (refused.status, "consent-allow" in refused.ids) == (422, False)


def test_another_persons_card_is_refused(carded: Demonstration) -> None:
    traveller, page = at_the_card(carded)
    other = carded.person("citizen_l2")["username"]
    assert hold(traveller, page, card=other).status == 422


@pytest.mark.parametrize("status", ["lost", "locked", "revoked", "expired"])
def test_a_card_that_may_not_be_used_is_refused_until_it_may(
    carded: Demonstration, desk: Desk, status: str
) -> None:
    traveller, page = at_the_card(carded)
    desk.switch(status)
    refused = hold(traveller, page)
    assert (refused.status, "reported lost" in refused.text) == (422, True)
    desk.switch("valid")
    assert traveller.agree(hold(traveller, refused)).path == "/why"


def test_a_silent_register_is_no_yes_and_the_answer_stays_good(
    carded: Demonstration, desk: Desk
) -> None:
    traveller, page = at_the_card(carded)
    desk.plug()
    waiting = hold(traveller, page)
    assert (waiting.status, "Retry-After" in waiting.headers) == (503, True)
    desk.plug()
    assert traveller.agree(traveller.submit(waiting, "answer")).path == "/why"


def test_the_register_knows_no_key_and_the_telephones_files_are_its_owners(
    demonstration: Demonstration,
) -> None:
    register = (demonstration.state / "card_registry.json").read_text()
    assert "PRIVATE" not in register
    assert "dg1" not in register
    for name in ("cards.json", "card_registry.json"):
        assert (demonstration.state / name).stat().st_mode & 0o077 == 0


def test_the_telephone_reads_the_card_for_a_computer(carded: Demonstration) -> None:
    """The text of the picture is pasted, as for the application, and the number typed over."""
    traveller, page = at_the_card(carded)
    text = re.search(r'id="card-text">([^<]+)<', page.text)
    number = re.search(r'id="card-number">(\d\d)<', page.text)
    assert text is not None, page.text
    assert number is not None, page.text
    phone = Visitor(carded.telephone)
    choice = phone.arrive(phone.post("/scan", {"text": html.unescape(text[1])}))
    wrong = phone.submit(choice, "card", card=carded.person(HOLDER)["username"], number="00")
    choice = phone.arrive(wrong)
    assert "Số chưa đúng" in choice.text or "not the number" in choice.text
    done = phone.submit(choice, "card", card=carded.person(HOLDER)["username"], number=number[1])
    assert (done.status, "done" in done.ids) == (200, True), done.text
    page = traveller.agree(traveller.submit(page, "way"))
    assert (page.path, 'data-level="2"' in page.text) == ("/why", True)
