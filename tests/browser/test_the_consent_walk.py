"""The consent pages on a phone and in both languages: person, items, and nothing else."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean
from tests.support.world import Person

SCOPE = "openid profile email"
BORN = re.compile(r"\b1990\b")
"""The year alone: other values of a person are random digits."""
BOTH_LANGUAGES = pytest.mark.parametrize(
    "screen", [{"locale": "vi-VN"}, {"locale": "en-GB"}], indirect=True, ids=["vi", "en"]
)


def language(screen: Screen) -> str:
    return str(screen.page.locator("html").get_attribute("lang"))


def consents_of(screen: Screen, person: Person) -> set[str]:
    live = screen.house.world.services.consents.live(person.subject_id, screen.party.client_id)
    return set() if live is None else set(live.items)


def signs_in(screen: Screen, tab: Page, person: Person) -> None:
    """Another person signs in in another tab, at another party, and completes the sign-in."""
    other = Screen(screen.house, screen.context, tab, screen.party, screen.receiver)
    other.ask(prompt="login")
    other.password(person)
    if tab.locator("#consent-deny").count():
        other.press("#consent-deny")


@BOTH_LANGUAGES
@pytest.mark.norm("X15.1", limb="the page shows everything and a receipt is kept")
def test_a_person_reads_everything_agrees_and_keeps_a_receipt(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    walk = screen.ask(scope=SCOPE, acr_values=screen.house.acr(2))
    screen.password(person)
    screen.code(person)
    expect(page.locator("#who")).to_contain_text(person.username)
    expect(page.locator("#told")).to_contain_text("pwd")
    born = page.get_by_text(BORN)
    expect(born).to_be_hidden()
    is_clean(screen, "consent")
    page.locator("details.value summary").first.click()
    expect(born).to_be_visible()
    screen.picture(f"consent-shown-{language(screen)}")
    page.check("#item-1")
    screen.allow()
    told = screen.told(walk)
    assert told["amr"]
    page.goto(f"{screen.house.origin}/me/consents")
    is_clean(screen, "me-consents")
    page.locator("a[href^='/me/consents/']:not([download])").first.click()
    expect(page.locator("#items")).to_be_visible()
    expect(page.get_by_text("Trần Thị Thử Nghiệm").first).to_be_visible()
    is_clean(screen, "receipt")
    page.emulate_media(media="print")
    screen.picture(f"receipt-print-{language(screen)}")


@BOTH_LANGUAGES
@pytest.mark.norm("X15.1", limb="the page of one person is no consent of another")
def test_a_page_of_one_person_is_stopped_when_another_one_signed_in(screen: Screen) -> None:
    first, second = (screen.house.world.person(totp=False) for _ in range(2))
    signs_in(screen, screen.page, first)
    screen.ask(scope=SCOPE)
    expect(screen.page.locator("#who")).to_contain_text(first.username)
    tab = screen.context.new_page()
    signs_in(screen, tab, second)
    screen.allow()
    expect(screen.page.locator("#problem")).to_be_visible()
    expect(screen.page.locator("#who")).to_contain_text(second.username)
    is_clean(screen, "consent-of-another")
    assert (consents_of(screen, first), consents_of(screen, second)) == (set(), set())
    screen.press("#not-me")
    expect(screen.page.locator("#username")).to_be_visible()
    screen.picture(f"not-me-{language(screen)}")
    screen.password(first)
    expect(screen.page.locator("#who")).to_contain_text(first.username)
    screen.allow()
    assert screen.back()["code"]
    assert consents_of(screen, second) == set()


@BOTH_LANGUAGES
def test_an_own_page_of_another_person_changes_nothing(screen: Screen) -> None:
    first, second = (screen.house.world.person(totp=False) for _ in range(2))
    signs_in(screen, screen.page, first)
    screen.page.goto(f"{screen.house.origin}/me/settings")
    tab = screen.context.new_page()
    signs_in(screen, tab, second)
    screen.press("main form button[type=submit]")
    expect(screen.page.locator("main")).to_contain_text(second.username)
    is_clean(screen, "made-for-somebody-else")


@pytest.mark.parametrize("screen", [{"java_script_enabled": False}], indirect=True)
def test_values_can_be_shown_without_a_script(screen: Screen) -> None:
    person = screen.house.world.person(totp=False)
    screen.ask(scope=SCOPE, claims=json.dumps({"userinfo": {"birthdate": None}}))
    screen.password(person)
    screen.page.locator("details.value summary").first.click()
    expect(screen.page.get_by_text(BORN)).to_be_visible()
