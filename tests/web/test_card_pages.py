"""The identity card over HTTP: added in the own account, asked beside what a person knows."""

import base64
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.demo.card_office import Authority
from idp.factors.chip_card.answers import write_answer
from tests.support import cards
from tests.support.card_holders import APPLICATION, Holder, State, closed, files_of, reading
from tests.support.card_registry import Registry, registering
from tests.support.cards import Card
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.walks import Walk, contents
from tests.support.world import Person

PATH = "/me/means/card"
COUNTRY: Authority = cards.country()


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registering() as registry:
        yield registry


@pytest.fixture
def reading_house(house: House, registry: Registry) -> House:
    """A house that asks our register, and knows an application."""
    return reading(house, registry)


@pytest.fixture
def state(reading_house: House, registry: Registry) -> State:
    return State(reading_house.world, registry, COUNTRY).open()


@pytest.fixture
def holder(state: State) -> Holder:
    return state.holder()


def handle_on(page: Answer) -> str:
    link = re.search(r'id="card-application" href="([^"]+)"', page.text)
    assert link is not None, page.text
    address, _, handle = html.unescape(link[1]).partition("?c=")
    assert address == APPLICATION
    return handle


def application(house: House, said: object) -> Answer:
    """Ask as the application does: no cookie, JSON."""
    headers = {"Content-Type": "application/json"}
    return Visitor(house.origin).post("/app/cards", json.dumps(said).encode(), headers=headers)


def read(house: House, page: Answer, card: Card) -> str:
    """What the application does with the link on a page."""
    asked = application(house, {"handle": handle_on(page)})
    assert asked.status == 200
    challenge = base64.urlsafe_b64decode(asked.json["challenge"] + "=")
    files = files_of(card) if asked.json["files"] else None
    return write_answer(handle_on(page), card.answer(challenge), files)


def send(walk: Walk, page: Answer, answer: str) -> Answer:
    return walk.visitor.arrive(walk.visitor.submit(page, "answer", answer=answer))


def at_the_card(house: House, holder: Holder) -> tuple[Walk, Answer]:
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), holder.person)
    assert page.path.endswith("/card")
    return walk, page


@pytest.mark.norm("D20.1b", "D3.8")
def test_password_and_card_make_level_2_and_are_named(reading_house: House, holder: Holder) -> None:
    walk, page = at_the_card(reading_house, holder)
    page = send(walk, page, read(reading_house, page, holder.card))
    token = walk.redeem(walk.decide(page, "allow").query["code"]).json["id_token"]
    claims = contents(token)
    assert claims["acr"] == reading_house.acr(2)
    assert set(claims["amr"]) == {"pwd", "sc", "mfa"}


def test_a_person_adds_the_own_card_and_sees_it(reading_house: House, state: State) -> None:
    person, walk = reading_house.world.person(totp=False), reading_house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get(PATH)), person)
    assert page.path == PATH
    done = send(walk, page, read(reading_house, page, state.card_of(person)))
    assert (done.path, "the new way to sign in is ready" in done.text) == ("/me/means", True)
    assert "<strong>Identity card</strong>" in done.text
    history = walk.visitor.get("/me/history")
    assert "An identity card was added" in history.text


def test_the_last_use_is_shown(reading_house: House, holder: Holder) -> None:
    walk, page = at_the_card(reading_house, holder)
    send(walk, page, read(reading_house, page, holder.card))
    shown = walk.visitor.get("/me/means").text
    assert "last used" in shown[shown.index("Identity card") :]


def test_the_application_learns_nothing_about_the_person(
    reading_house: House, holder: Holder
) -> None:
    _, page = at_the_card(reading_house, holder)
    asked = application(reading_house, {"handle": handle_on(page)})
    assert set(asked.json) == {"challenge", "files", "return_to", "expires_at"}
    assert asked.json["return_to"] == f"{reading_house.world.settings.issuer}{page.path}"
    assert asked.headers["Cache-Control"] == "no-store"
    assert holder.subject_id not in asked.text


@pytest.mark.parametrize(
    "handle", ["unknown", "", "a" * 5000, "\x00", None, 1, [], {}, "\ud800"], ids=range(9)
)
def test_an_unknown_handle_opens_nothing(reading_house: House, handle: object) -> None:
    answer = application(reading_house, {"handle": handle})
    assert (answer.status, answer.json) == (404, {"error": "not_found"})


def test_a_clone_is_told_without_a_word_about_the_card(
    reading_house: House, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    copy = replace(holder.card, chip=cards.curve_key())
    page = send(walk, page, read(reading_house, page, copy))
    assert (page.status, "That was not right" in page.text) == (422, True)
    assert "consent-allow" in send(walk, page, read(reading_house, page, holder.card)).ids


def test_a_lost_card_is_refused_and_the_reason_is_told(
    reading_house: House, state: State, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    state.registry.status = "lost"
    page = send(walk, page, read(reading_house, page, holder.card))
    assert (page.status, "reported lost" in page.text) == (422, True)


def test_a_register_that_is_down_burns_no_try(
    reading_house: House, state: State, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    state.registry.code = 500
    answer = read(reading_house, page, holder.card)
    page = send(walk, page, answer)
    assert (page.status, page.headers["Retry-After"]) == (503, "3")
    assert answer in page.text
    state.registry.code = 200
    assert "consent-allow" in send(walk, page, answer).ids


def test_an_answer_does_not_count_in_another_browser(reading_house: House, holder: Holder) -> None:
    """A stranger begins with the person's password and has the person's card sign."""
    _, theirs = at_the_card(reading_house, holder)
    walk, page = at_the_card(reading_house, holder)
    answer = read(reading_house, theirs, holder.card)
    refused = send(walk, page, answer)
    assert (refused.status, "consent-allow" in refused.ids) == (422, False)


def test_the_return_address_shows_nothing_in_another_browser(
    reading_house: House, holder: Holder
) -> None:
    _, page = at_the_card(reading_house, holder)
    answer = reading_house.visitor().get(page.path)
    assert (answer.status, "data-card" in answer.text) == (404, False)


@pytest.mark.parametrize(
    "answer",
    ["", "x", "\x00", "<b>1</b>", "A" * 60_000, closed({"handle": [], "signature": {}})],
    ids=range(6),
)
def test_a_hostile_answer_is_a_refusal(reading_house: House, holder: Holder, answer: str) -> None:
    walk, page = at_the_card(reading_house, holder)
    page = send(walk, page, answer)
    assert (page.status, "That was not right" in page.text) == (422, True)


def test_more_than_a_form_takes_is_refused(reading_house: House, holder: Holder) -> None:
    walk, page = at_the_card(reading_house, holder)
    assert walk.visitor.submit(page, "answer", answer="A" * 100_000).status == 413


def test_who_has_no_card_is_not_asked_for_one(reading_house: House) -> None:
    walk, person = reading_house.walk(), reading_house.world.person()
    page = walk.password(walk.ask(acr_values=reading_house.acr(2)), person)
    other = page.path.replace("/code", "/card")
    assert walk.visitor.arrive(walk.visitor.get(other)).path == page.path
    proof = dict(page.form("csrf").fields)["csrf"]
    sent = walk.visitor.post(other, {"csrf": proof, "answer": "x"})
    assert walk.visitor.arrive(sent).path == page.path


@pytest.mark.usefixtures("holder")
def test_a_card_is_not_asked_before_it_is_known_who_it_is(reading_house: House) -> None:
    walk = reading_house.walk()
    page = walk.ask()
    assert walk.visitor.arrive(walk.visitor.get(f"{page.path}/card")).path == page.path


def own_page(walk: Walk, person: Person) -> Answer:
    return walk.sign_in(walk.visitor.arrive(walk.visitor.get(PATH)), person)


def test_another_persons_card_is_not_added(reading_house: House, state: State) -> None:
    person, walk = reading_house.world.person(), reading_house.walk()
    page = own_page(walk, person)
    card = cards.card(state.signer, dg1=cards.zone("000000000000"))
    page = send(walk, page, read(reading_house, page, card))
    assert (page.status, "This card is not yours" in page.text) == (422, True)


def test_adding_waits_for_the_register(reading_house: House, state: State) -> None:
    person, walk = reading_house.world.person(), reading_house.walk()
    page = own_page(walk, person)
    state.registry.raw = b"{}"
    answer = read(reading_house, page, state.card_of(person))
    page = send(walk, page, answer)
    assert (page.status, answer in page.text) == (503, True)
    state.registry.raw = None
    assert send(walk, page, answer).path == "/me/means"


@pytest.mark.norm("D32.2")
def test_a_weaker_sign_in_adds_no_card(reading_house: House, state: State) -> None:
    """Case A09: the password alone of somebody who has two factors."""
    person, walk = reading_house.world.person(), reading_house.walk()
    walk.password(walk.visitor.arrive(walk.visitor.get("/me")), person)
    page = walk.visitor.arrive(walk.visitor.get(PATH))
    assert page.path != PATH
    sent = walk.visitor.post(PATH, {"csrf": dict(page.form("csrf").fields)["csrf"], "answer": "x"})
    assert sent.status == 303
    assert len(state.world.services.credentials.held(person.subject_id)) == 2


def test_where_no_card_can_be_checked_none_is_offered(reading_house: House) -> None:
    person, walk = reading_house.world.person(totp=False), reading_house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get("/me/means")), person)
    assert PATH not in page.text
    assert walk.visitor.arrive(walk.visitor.get(PATH)).path == "/me/means"


def test_an_old_question_is_over(reading_house: House, holder: Holder) -> None:
    walk, page = at_the_card(reading_house, holder)
    answer = read(reading_house, page, holder.card)
    reading_house.world.clock.advance(timedelta(minutes=5))
    page = send(walk, page, answer)
    assert (page.status, "That took too long" in page.text) == (422, True)
