"""An identity card in a real browser: over to the application and back, and without any script."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Screen
from tests.support import cards
from tests.support.accessibility import faults
from tests.support.card_holders import APPLICATION, Holder, State, files_of, reading, write_answer
from tests.support.card_registry import Registry, registering
from tests.support.cards import Card
from tests.support.world import Person, sure

LOOKS = [
    {"locale": "vi-VN", "color_scheme": "light"},
    {"locale": "en-GB", "color_scheme": "dark"},
]
COUNTRY = cards.country()


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registering() as registry:
        yield registry


@pytest.fixture
def reader(screen: Screen, registry: Registry) -> Screen:
    return replace(screen, house=reading(screen.house, registry))


@pytest.fixture
def state(reader: Screen, registry: Registry) -> State:
    return State(reader.house.world, registry, COUNTRY).open()


def arrival(screen: Screen, handle: str, card: Card) -> str:
    """The address the application opens in the browser, after the card was read."""
    cards_of = screen.house.world.services.chip_cards
    asked = cards_of.request(handle)
    assert asked is not None
    files = files_of(card) if asked.with_files else None
    path = sure(cards_of.accept_answer(write_answer(handle, card.answer(asked.challenge), files)))
    return f"{screen.house.origin}{path}"


def install(screen: Screen, card: Card) -> None:
    """An application that opens by its link, reads this card, and comes back by redirect."""

    def read(route: Route) -> None:
        (handle,) = parse_qs(urlsplit(route.request.url).query)["c"]
        location = html.escape(arrival(screen, handle, card))
        body = f'<!doctype html><meta http-equiv="refresh" content="0;url={location}">'
        route.fulfill(status=200, content_type="text/html", body=body)

    screen.page.route(f"{APPLICATION}**", read)


def sign_in_for(screen: Screen, holder: Holder) -> None:
    screen.ask(acr_values=screen.house.acr(2), scope="openid")
    screen.password(holder.person)
    assert screen.page.url.endswith("/card")


def handle_on(screen: Screen) -> str:
    link = screen.page.get_attribute("#card-application", "href") or ""
    return parse_qs(urlsplit(link).query)["c"][0]


def tap(page: Page, until: str) -> None:
    page.click("#card-application")
    page.wait_for_url(until)


@pytest.mark.norm("D20.1b", limb="a password and an identity card, told to a relying party")
def test_over_to_the_application_and_back_with_one_tap(reader: Screen, state: State) -> None:
    holder = state.holder()
    walk = reader.ask(acr_values=reader.house.acr(2), scope="openid")
    reader.password(holder.person)
    install(reader, holder.card)
    tap(reader.page, "**/consent/**")
    assert "#" not in reader.page.url
    reader.allow()
    assert set(reader.told(walk)["amr"]) == {"pwd", "sc", "mfa"}


def test_a_person_adds_a_card_with_one_tap(reader: Screen, state: State) -> None:
    person: Person = reader.house.world.person(totp=False)
    install(reader, state.card_of(person))
    reader.page.goto(f"{reader.house.origin}/me/means/card")
    reader.password(person)
    tap(reader.page, "**/me/means?done=added")
    assert "Thẻ căn cước" in reader.page.inner_text("main")


@pytest.mark.parametrize("screen", [{"java_script_enabled": False}], indirect=True)
def test_it_works_without_a_script(reader: Screen, state: State) -> None:
    holder = state.holder()
    sign_in_for(reader, holder)
    reader.page.goto(arrival(reader, handle_on(reader), holder.card))
    assert reader.page.locator("#consent-allow").is_visible()


def test_an_answer_in_the_browser_of_somebody_else_leaves_nothing_to_read_out(
    reader: Screen, state: State
) -> None:
    """Review 2: the victim's address line kept what counted in the swindler's browser."""
    holder = state.holder()
    sign_in_for(reader, holder)
    back = arrival(reader, handle_on(reader), holder.card)
    browser = reader.context.browser
    assert browser is not None
    with browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740}) as victim:
        theirs = replace(reader, page=victim.new_page())
        theirs.page.goto(back)
        theirs.picture("signin-card-astray")
        assert "lừa đảo" in theirs.page.inner_text("main")
    reader.page.goto(back)
    assert not reader.page.locator("#consent-allow").is_visible()


@pytest.mark.parametrize("screen", LOOKS, indirect=True, ids=lambda look: "-".join(look.values()))
def test_the_pages_are_clean(reader: Screen, state: State) -> None:
    holder = state.holder()
    sign_in_for(reader, holder)
    is_clean(reader, "signin-card")
    state.registry.code = 500
    reader.page.goto(arrival(reader, handle_on(reader), holder.card))
    is_clean(reader, "signin-card-wait")
    state.registry.code = 200
    reader.press("#card-submit")
    assert reader.page.locator("#consent-allow").is_visible()
    reader.context.clear_cookies()
    person = reader.house.world.person(totp=False)
    reader.page.goto(f"{reader.house.origin}/me/means/card")
    reader.password(person)
    is_clean(reader, "me-means-card")


def is_clean(screen: Screen, name: str) -> None:
    """Judge the page that is shown now; its picture is kept where one is asked for."""
    found = faults(screen.page)
    assert not found, f"{name}: {found}"
    width = screen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{name} scrolls sideways by {width} pixels"
    lang = screen.page.get_attribute("html", "lang")
    dark = screen.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    screen.picture(f"{name}-{lang}-{'dark' if dark else 'light'}")
    assert re.fullmatch(r"vi|en", lang or "")
