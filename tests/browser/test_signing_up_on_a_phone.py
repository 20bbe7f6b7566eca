"""Who has no account comes from a service on a phone, makes one, and ends at the service."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Screen
from tests.browser.test_accessibility import is_clean
from tests.support.live import House
from tests.support.sign_ups import code_for_stranger, to_strangers
from tests.support.world import sure

EMAIL = "lan.dien.thoai@mail.example"


@pytest.fixture
def house(open_house: House) -> House:
    """Where people make accounts of their own."""
    return open_house


@pytest.mark.parametrize("screen", [{"locale": "vi-VN", "viewport": PHONE}], indirect=True)
def test_a_person_signs_up_with_a_passkey_and_ends_at_the_service(screen: Screen) -> None:
    page = screen.page
    screen.authenticator()
    screen.ask()
    is_clean(screen, "sign-up-way-in")
    with page.expect_navigation():
        screen.press("a[href^='/public/sign-up']")
    is_clean(screen, "sign-up-contact")
    page.fill("#contact", EMAIL)
    screen.press("#contact-submit")
    is_clean(screen, "sign-up-code")
    page.fill("#code", "000000")
    screen.press("#code-submit")
    is_clean(screen, "sign-up-wrong-code")
    page.fill("#code", code_for_stranger(screen.house.world))
    screen.press("#code-submit")
    is_clean(screen, "sign-up-details")
    page.fill("#name", "Nguyễn Thị Lan")
    page.fill("#birthdate", "8/3/1990")
    page.check("#accept")
    screen.press("#accept-submit")
    is_clean(screen, "sign-up-means")
    screen.press("#passkey-add")
    expect(page.locator("#signed-up")).to_be_visible()
    is_clean(screen, "sign-up-done")
    screen.house.world.clock.advance(timedelta(seconds=1))
    screen.press("#sign-in")
    screen.press("#passkey")
    screen.allow()
    screen.back()


@pytest.mark.parametrize("screen", [{"locale": "vi-VN", "viewport": PHONE}], indirect=True)
def test_who_is_closed_out_goes_on_from_the_message(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    for _ in range(3):
        sure(world.services.sign_ups.begin(EMAIL, audience="a stranger", locale="en"))
    world.services.sign_ups.send_due()
    page.goto(f"{screen.house.origin}/public/sign-up")
    page.fill("#contact", EMAIL)
    screen.press("#contact-submit")
    is_clean(screen, "sign-up-written-to-before")
    page.goto(screen.house.origin + str(to_strangers(world)[-1]["path"]))
    is_clean(screen, "sign-up-message")
    screen.press("#message-submit")
    expect(page.locator("#birthdate")).to_be_visible()
    page.goto(f"{screen.house.origin}/public/forgotten")
    is_clean(screen, "forgotten-own")
