"""The biometric service of the demonstration: level 4 by face, and every way it can misbehave."""

import html
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support.demonstration import Demonstration, Traveller
from tests.support.faces import send_pictures
from tests.support.http import Answer, Visitor

HOLDER = "guardian"
CARD = "/me/means/card"
USUAL = {"match": "match", "liveness": "live", "manner": "prompt"}


@dataclass(frozen=True)
class Abis:
    """The page where anybody at this machine chooses what the service answers."""

    visitor: Visitor

    def answers(self, **changes: str) -> None:
        assert self.visitor.post("/script", USUAL | changes).status == 303


@pytest.fixture
def abis(demonstration: Demonstration) -> Iterator[Abis]:
    abis = Abis(Visitor(demonstration.abis))
    yield abis
    abis.answers()


def hold_card(traveller: Traveller, page: Answer) -> Answer:
    """Hold the card to the phone and come back with what it answered."""
    link = re.search(r'id="card-application" href="([^"]+)"', page.text)
    assert link is not None, page.text
    phone = Visitor(traveller.world.telephone)
    choice = phone.get(phone.get(html.unescape(link[1])).location)
    back = phone.submit(choice, "card", card=traveller.world.person(HOLDER)["username"])
    return traveller.go(back.headers["Location"])


@pytest.fixture(scope="module")
def demonstration(demonstration_of_cards: Demonstration) -> Demonstration:
    return demonstration_of_cards


@pytest.fixture(scope="module")
def carded(demonstration: Demonstration) -> Demonstration:
    """The demonstration after one citizen of level 02 added the own card."""
    traveller = demonstration.traveller()
    page = traveller.prove(traveller.go(f"{demonstration.issuer}{CARD}"), HOLDER)
    page = hold_card(traveller, page)
    assert page.path == "/me/means", page.text
    return demonstration


def before_the_camera(demonstration: Demonstration, level: int = 4) -> tuple[Traveller, Answer]:
    """All but the face: password, card, and the consent to the camera."""
    traveller = demonstration.traveller()
    page = traveller.go(f"{demonstration.portal}/sign-in?level={level}")
    page = traveller.prove(page, HOLDER)
    if "card-application" in page.ids:
        page = hold_card(traveller, page)
    if "face-allow" in page.ids:
        page = traveller.submit(page, "decision", decision="allow")
    assert "face-start" in page.ids, (page.url, page.text)
    return traveller, page


def show_face(traveller: Traveller, page: Answer) -> Answer:
    return traveller.follow(send_pictures(traveller.visitor, page))


@pytest.mark.norm("D20.1d", limb="a password, an identity card and a face, told to a relying party")
def test_password_card_and_face_reach_level_4(carded: Demonstration) -> None:
    traveller, page = before_the_camera(carded)
    page = traveller.agree(show_face(traveller, page))
    assert page.path == "/why", page.text
    assert 'data-level="4"' in page.text


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"match": "no_match"}, 422),
        ({"match": "not_enrolled"}, 422),
        ({"liveness": "attack"}, 422),
        ({"liveness": "inconclusive"}, 422),
        ({"manner": "down"}, 503),
        ({"manner": "lying"}, 503),
        ({"manner": "malformed"}, 503),
        ({"manner": "later"}, 503),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else str(value),
)
def test_every_other_answer_lifts_nothing_and_the_right_one_still_does(
    carded: Demonstration, abis: Abis, answers: dict[str, str], status: int
) -> None:
    traveller, page = before_the_camera(carded)
    abis.answers(**answers)
    refused = show_face(traveller, page)
    assert refused.status == status
    assert "face-start" in refused.ids
    abis.answers()
    assert traveller.agree(show_face(traveller, refused)).path == "/why"


def test_a_service_that_hangs_is_left_alone_within_three_seconds(
    carded: Demonstration, abis: Abis
) -> None:
    traveller, page = before_the_camera(carded)
    abis.answers(manner="slow")
    began = time.monotonic()
    assert show_face(traveller, page).status == 503
    assert time.monotonic() - began < 5


def test_the_service_answers_nobody_without_its_token(demonstration: Demonstration) -> None:
    stranger = Visitor(demonstration.abis)
    for path in ("/v1/verify/demo/somebody", "/v1/liveness"):
        assert stranger.post(path).status == 403
        forged = {"Authorization": "Bearer guessed", "Content-Type": "application/json"}
        assert stranger.send("POST", path, body=b"{}", headers=forged).status == 403


def test_its_page_says_that_it_is_a_demonstration_only(demonstration: Demonstration) -> None:
    page = Visitor(demonstration.abis).get("/")
    assert "DEMO ONLY" in page.text
    assert "CHỈ ĐỂ MINH HỌA" in page.text
    refused = Visitor(demonstration.abis).post("/script", USUAL | {"match": "whatever"})
    assert refused.status == 400
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert Visitor(demonstration.abis).post("/script", USUAL, headers=foreign).status == 403


def test_production_counts_nothing_of_it(demonstration: Demonstration) -> None:
    listed = demonstration.production("biometrics", "list")
    gaps = [json.loads(line)["gaps"] for line in listed.stdout.splitlines() if '"gaps"' in line]
    assert gaps
    assert all("not_of_this_profile" in each for each in gaps)
