"""A computer and the telephone that reads the card for it, in a real browser."""

import html
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from idp.factors.app_keys.request import SCAN_WITHIN
from tests.browser.conftest import Screen
from tests.browser.test_identity_card import is_clean
from tests.support import cards
from tests.support.card_holders import Holder, State, reading, write_answer
from tests.support.card_registry import Registry, registering

DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
COUNTRY = cards.country()


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registering() as registry:
        yield registry


@pytest.fixture
def reader(screen: Screen, registry: Registry) -> Screen:
    return replace(screen, house=reading(screen.house, registry))


@pytest.fixture
def holder(reader: Screen, registry: Registry) -> Holder:
    return State(reader.house.world, registry, COUNTRY).open().holder()


def scanned(screen: Screen) -> str:
    """The handle in the picture."""
    text = html.unescape(screen.page.text_content("#card-text") or "")
    return parse_qs(urlsplit(text).query)["c"][0]


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=["desk"])
def test_the_page_tells_what_changes_and_goes_on_by_itself(reader: Screen, holder: Holder) -> None:
    page, cards_of = reader.page, reader.house.world.services.chip_cards
    reader.ask(acr_values=reader.house.acr(2), scope="openid")
    reader.password(holder.person)
    is_clean(reader, "signin-card-beside")
    old, number = scanned(reader), page.inner_text("#card-number")
    said = page.locator("[data-said]")
    reader.house.world.clock.advance(SCAN_WITHIN)
    expect(said).to_contain_text("The picture is new")
    assert scanned(reader) != old
    denied = scanned(reader)
    assert cards_of.request(denied) is not None
    expect(page.locator("#card-text")).to_have_count(0)
    assert cards_of.deny_for_other_screen(denied) is None
    expect(said).to_contain_text("refused on the phone")
    expect(page.locator("#card-text")).to_have_count(1)
    number = page.inner_text("#card-number")
    expect(said).to_contain_text(number)
    handle = scanned(reader)
    asked = cards_of.request(handle)
    assert asked is not None
    expect(said).to_contain_text(f"type this number there: {number}")
    expect(page.locator("#card-text")).to_have_count(0)
    is_clean(reader, "signin-card-beside-scanned")
    answer = write_answer(handle, holder.card.answer(asked.challenge))
    assert cards_of.accept_for_other_screen(answer, number) is None
    page.wait_for_url("**/consent/**")
