"""From a forgotten password to a new one, in a real browser, without a smartphone's application."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from idp.notices.domain import NoticeKind
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean, looks
from tests.support.letters import letters

NEW = "bảy con mèo ngủ 47 ngày"
NUMBER = "000190000066"


@looks
@pytest.mark.norm("D32.2", limb="a forgotten password, on the pages")
def test_who_forgot_the_password_sets_a_new_one_and_signs_in_by_the_number(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = world.person(
        totp=False,
        data={
            "personal_number": NUMBER,
            "email": "quen@mail.example",
            "email_verified": True,
            "phone_number": "+84912345666",
            "phone_number_verified": True,
        },
    )
    screen.ask()
    page.click("a[href='/public/forgotten']")
    is_clean(screen, "public-forgotten")
    page.fill("#username", "0912 345 666")
    screen.press("#forgotten-password")
    expect(page.locator("#message-sent")).to_be_visible()
    is_clean(screen, "public-forgotten-sent")
    assert world.services.forgotten.send_due() == 1
    page.goto(screen.house.origin + letters(world, person, NoticeKind.PASSWORD_LINK)[-1]["path"])
    is_clean(screen, "public-new-password")
    page.fill("#code", "12")
    page.fill("#password", NEW)
    page.fill("#password-again", NEW)
    screen.press("#password-submit")
    is_clean(screen, "public-new-password-refused")
    page.fill("#code", letters(world, person, NoticeKind.PASSWORD_LINK_CODE)[-1]["code"])
    page.fill("#password", NEW)
    page.fill("#password-again", NEW)
    screen.press("#password-submit")
    expect(page.locator("#password-set")).to_be_visible()
    is_clean(screen, "public-new-password-set")
    world.clock.advance(timedelta(seconds=1))
    screen.ask(acr_values=screen.house.acr(1))
    page.fill("#username", NUMBER)
    page.fill("#password", NEW)
    screen.press("#login-submit")
    expect(page.locator("#consent-allow")).to_be_visible()
