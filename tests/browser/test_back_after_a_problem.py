"""Back to a form that showed a problem: the page itself, in a real Chromium."""

from datetime import timedelta

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean

WRONG = "not the password"
both_languages = pytest.mark.parametrize(
    "screen", [{"locale": "vi-VN"}, {"locale": "en-GB"}], indirect=True, ids=["vi", "en"]
)


def test_back_after_a_wrong_and_then_the_right_password(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask(acr_values=screen.house.acr(2))
    page.fill("#username", person.username)
    page.fill("#password", WRONG)
    screen.press("#login-submit")
    screen.password(person)
    expect(page.locator("#code")).to_be_visible()
    page.go_back()
    # The fault was corrected since: the page that showed it goes on to the next step.
    expect(page.locator("#code")).to_be_visible()
    expect(page.locator("#problem")).to_have_count(0)
    screen.code(person)
    expect(page.locator("#consent-allow")).to_be_visible()


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


@both_languages
def test_new_recovery_codes_are_a_sheet_to_keep_and_found_again_by_back(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/means")
    finish_signing_in(screen, person)
    screen.press("form[action$='/recovery-codes'] button")
    finish_signing_in(screen, person)
    with page.expect_response("**/recovery-codes/sheet?made=*") as answered:
        page.click("form[action$='/recovery-codes'] button")
    assert answered.value.headers["cache-control"] == "no-store"
    expect(page.locator("#codes-to-keep")).to_contain_text(person.username)
    codes = page.locator("#recovery-codes").inner_text()
    is_clean(screen, "recovery-codes")
    page.emulate_media(media="print")
    screen.picture(f"recovery-codes-print-{page.locator('html').get_attribute('lang')}")
    page.emulate_media(media="screen")
    expect(page.locator("#print")).to_be_visible()
    page.click(".tongue")
    page.click(".tongue")
    page.click("#codes-kept")
    page.go_back()
    expect(page.locator("#recovery-codes")).to_have_text(codes, use_inner_text=True)
    screen.house.world.clock.advance(timedelta(minutes=11))
    page.reload()
    expect(page.locator("#codes-gone")).to_be_visible()
    is_clean(screen, "recovery-codes-gone")


def test_back_to_a_consent_whose_page_had_changed(screen: Screen) -> None:
    person, page = screen.house.world.person(totp=False), screen.page
    screen.ask(scope="openid profile")
    screen.password(person)
    page.evaluate("document.querySelector('[name=shown]').value = 'older'")
    screen.allow()
    expect(page.locator("#problem")).to_be_visible()
    screen.allow()
    screen.back()
    page.go_back()
    expect(page.locator("h1")).to_be_visible()


def test_back_to_the_code_for_a_new_address(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/contacts/email")
    finish_signing_in(screen, person)
    page.fill("#address", "moi@thu.example")
    screen.press("#contact-submit")
    page.fill("#code", "000000")
    screen.press("#contact-code-submit")
    expect(page.locator("#problem")).to_be_visible()
    for _ in range(2):
        page.goto(f"{screen.house.origin}/me/contacts")
        page.go_back()
        expect(page.locator("#contact-code-submit")).to_be_visible()


def test_who_signs_out_leaves_nothing_for_the_next_one_s_back(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/contacts/email")
    finish_signing_in(screen, person)
    page.fill("#address", "kin@sai..example")
    page.locator("form").evaluate_all("all => all.forEach(each => each.noValidate = true)")
    screen.press("#contact-submit")
    expect(page.locator("#address")).to_have_value("kin@sai..example")
    page.goto(f"{screen.house.origin}/logout")
    screen.press("#logout-confirm")
    page.go_back()
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    expect(page.locator("#address")).to_have_count(0)
