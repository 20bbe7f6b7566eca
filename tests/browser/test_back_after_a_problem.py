"""Back to a form that showed a problem: the page itself, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in

WRONG = "not the password"


def test_back_after_a_wrong_and_then_the_right_password(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask(acr_values=screen.house.acr(2))
    page.fill("#username", person.username)
    page.fill("#password", WRONG)
    screen.press("#login-submit")
    screen.password(person)
    expect(page.locator("#code")).to_be_visible()
    page.go_back()
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#password")).to_have_value("")
    screen.password(person)
    expect(page.locator("#code")).to_be_visible()


def test_two_backs_from_the_party_after_a_wrong_code(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask(acr_values=screen.house.acr(2))
    screen.password(person)
    page.fill("#code", "000000")
    screen.press("#login-submit")
    screen.code(person)
    screen.allow()
    screen.back()
    for _ in range(2):
        page.go_back()
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("secret", [WRONG, ""], ids=["wrong-secret", "link-by-mail"])
def test_back_to_the_answer_of_the_loss_form(screen: Screen, secret: str) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/public/report-loss")
    page.fill("#username", person.username)
    page.check("#reason-other_danger")
    page.fill("#secret", secret)
    screen.press("#report-submit")
    page.goto(f"{screen.house.origin}/public")
    page.go_back()
    expect(page.locator("#problem, #link-sent")).to_be_visible()


def test_back_to_a_new_password_that_was_mistyped(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/means/password")
    finish_signing_in(screen, person)
    page.fill("#password", "bảy con sếu bay ngang đồng")
    page.fill("#password-again", "bảy con sếu bay ngang sông")
    screen.press("#password-submit")
    page.goto(f"{screen.house.origin}/me")
    page.go_back()
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#password")).to_have_value("")


def test_recovery_codes_are_not_kept_for_back(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/means")
    finish_signing_in(screen, person)
    screen.press("form[action$='/recovery-codes'] button")
    if page.locator("#recovery-codes").count() == 0:
        finish_signing_in(screen, person)
    with page.expect_response("**/recovery-codes") as answered:
        page.click("form[action$='/recovery-codes'] button")
    assert answered.value.headers["cache-control"] == "no-store"
