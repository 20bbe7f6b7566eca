"""Error pages on a small phone, enlarged, and under time pressure."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean, looks
from tests.support.world import Person

ENLARGED = {"width": 640, "height": 400}
"""The viewport of 1280 × 800 at 200 %."""
REMOVAL = ".ask:has(form[action$='/remove']) summary"
SMALL = [{"viewport": PHONE}, {"viewport": ENLARGED}]
small = pytest.mark.parametrize("screen", SMALL, indirect=True, ids=["phone", "enlarged"])


def in_view(screen: Screen, *what: Locator) -> None:
    height = screen.page.evaluate("innerHeight")
    for each in what:
        box = each.bounding_box()
        assert box is not None
        assert box["y"] >= 0, (each, box)
        assert box["y"] + box["height"] <= height, (each, box, height)


def test_user_name_password_and_button_fit_on_a_small_phone(screen: Screen) -> None:
    screen.ask(acr_values=screen.house.acr(2))
    in_view(screen, *map(screen.page.locator, ("#username", "#password", "#login-submit")))


@small
def test_a_wrong_password_is_seen_and_in_the_title(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask()
    page.fill("#username", person.username)
    page.fill("#password", "not the password")
    screen.press("#login-submit")
    expect(page).to_have_title("Lỗi: Đăng nhập · Minh Danh")
    expect(page.locator("#problem")).to_be_focused()
    in_view(screen, page.locator("#problem"))
    screen.picture(f"wrong-password-{page.viewport_size}")


@small
def test_a_wrong_code_is_seen_and_says_what_to_do(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask(acr_values=screen.house.acr(2))
    screen.password(person)
    page.fill("#code", "000000")
    screen.press("#login-submit")
    expect(page.locator("#problem")).to_contain_text("tự đặt giờ")
    in_view(screen, page.locator("#problem"))


def test_a_wait_is_counted_down_in_words(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask()
    for _ in range(6):
        page.fill("#username", person.username)
        page.fill("#password", "not the password")
        screen.press("#login-submit")
    expect(page.locator("#problem time")).to_contain_text("nữa")
    is_clean(screen, "signin-wait")


@small
def test_while_the_password_waits_the_code_beside_it_opens(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    assert person.totp_secret is not None
    code = screen.house.world.code(person.totp_secret)
    screen.ask(acr_values=screen.house.acr(2))
    for _ in range(6):
        page.fill("#username", person.username)
        page.fill("#password", "not the password")
        screen.press("#login-submit")
    is_clean(screen, f"signin-wait-way-out-{page.viewport_size}")
    with page.expect_navigation():
        screen.press("a[href$='/password-and-code']")
    is_clean(screen, f"signin-password-and-code-{page.viewport_size}")
    for typed in ("000000", code):
        page.fill("#username", person.username)
        page.fill("#password", person.password)
        page.fill("#code", typed)
        screen.press("#login-submit")
    is_clean(screen, f"signin-after-password-and-code-{page.viewport_size}")
    expect(page.locator("#consent-allow")).to_be_visible()


@looks
def test_a_password_can_be_shown_and_is_masked_again_when_sent(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask()
    page.fill("#username", person.username)
    page.fill("#password", person.password)
    page.click(".show")
    expect(page.locator("#password")).to_have_attribute("type", "text")
    is_clean(screen, "signin-shown")
    screen.press("#login-submit")
    expect(page.locator("#consent-allow")).to_be_visible()


@looks
def test_removing_and_withdrawing_ask_once_and_name_their_object(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask(acr_values=screen.house.acr(2), scope="openid profile")
    screen.password(person)
    screen.code(person)
    screen.allow()
    screen.back()
    page.goto(f"{screen.house.origin}/me/means")
    names = [each.inner_text() for each in page.locator(".ask summary").all()]
    page.locator(REMOVAL).last.click()
    is_clean(screen, "me-means-asked")
    screen.press(".ask[open] button")
    finish_signing_in(screen, person)
    screen.press(".ask[open] button")
    expect(page.locator("[role=status]")).to_be_visible()
    assert len(set(names)) == len(names)
    page.goto(f"{screen.house.origin}/me/consents")
    page.click(".ask summary")
    is_clean(screen, "me-consents-asked")
    screen.press(".ask[open] button")
    expect(page.locator("[role=status]")).to_be_visible()


def test_a_removal_goes_on_after_the_sign_in_it_needed(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/means")
    finish_signing_in(screen, person)
    screen.house.world.clock.advance(timedelta(minutes=6))
    page.goto(f"{screen.house.origin}/me/means")
    page.locator(REMOVAL).last.click()
    screen.press(".ask[open] button")
    finish_signing_in(screen, person)
    expect(page.locator(".ask[open]")).to_have_count(1)
    screen.press(".ask[open] button")
    expect(page.locator("[role=status]")).to_be_visible()
    expect(page.locator(REMOVAL)).to_have_count(0)  # the password is the last way in


@pytest.mark.parametrize("screen", [{"java_script_enabled": False}, {}], indirect=True)
def test_a_new_password_is_typed_twice(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/means/password")
    finish_signing_in(screen, person)
    page.fill("#password", "bảy con sếu bay ngang đồng")
    page.fill("#password-again", "bảy con sếu bay ngang sông")
    screen.press("#password-submit")
    expect(page.locator("#problem")).to_contain_text("không giống nhau")
    page.fill("#password", "bảy con sếu bay ngang đồng")
    page.fill("#password-again", "bảy con sếu bay ngang đồng")
    screen.press("#password-submit")
    page.wait_for_url("**/me/means?done=changed")
    expect(page.get_by_role("status")).to_contain_text("Đã xong")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Đã xong")


@pytest.mark.parametrize("screen", [{"viewport": {"width": 180, "height": 370}}], indirect=True)
def test_nothing_runs_sideways_on_a_small_phone_at_200_percent(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = world.person(data={"email": "nguyen.thi.minh.an.1990@thu-dien-tu.example"})
    page.goto(f"{screen.house.origin}/me/contacts")
    finish_signing_in(screen, person)
    for path in ("/me", "/me/contacts", "/me/means", "/me/history", "/public/help"):
        page.goto(f"{screen.house.origin}{path}")
        wide = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(each =>"
            " each.getBoundingClientRect().right > innerWidth).map(each => each.outerHTML)"
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, wide)
    screen.ask(acr_values=screen.house.acr(2), prompt="login")
    screen.password(person)
    line = page.locator(".asker.line summary").bounding_box()
    assert line is not None
    assert line["height"] < 120


@pytest.mark.parametrize("screen", [{"viewport": {"width": 1280, "height": 800}}], indirect=True)
def test_the_menu_of_the_own_account_is_one_line_on_a_computer(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me")
    finish_signing_in(screen, person)
    expect(page.locator(".rooms")).to_be_visible()
    tops = {each.bounding_box()["y"] for each in page.locator(".rooms a").all()}  # type: ignore[index]
    assert len(tops) == 1


def tab_to(screen: Screen, selector: str) -> None:
    """Press Tab until it is there; each stop on the way shows where it is."""
    page = screen.page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", selector
    assert page.evaluate("one => document.activeElement.matches(one)", selector), selector


def enter(screen: Screen, selector: str) -> None:
    tab_to(screen, selector)
    with screen.page.expect_navigation():
        screen.page.keyboard.press("Enter")


def types(screen: Screen, selector: str, text: str) -> None:
    tab_to(screen, selector)
    screen.page.keyboard.type(text)


def signs_in_by_keyboard(screen: Screen, person: Person) -> None:
    assert person.totp_secret is not None
    screen.ask(acr_values=screen.house.acr(2), scope="openid profile email")
    types(screen, "#username", person.username)
    types(screen, "#password", person.password)
    enter(screen, "#login-submit")
    expect(screen.page.locator("#code")).to_be_focused()
    screen.page.keyboard.type("000000")
    enter(screen, "#login-submit")
    expect(screen.page.locator("#problem")).to_be_focused()
    types(screen, "#code", screen.house.world.code(person.totp_secret))
    enter(screen, "#login-submit")


def test_a_sign_in_a_consent_and_its_withdrawal_with_the_keyboard_alone(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    signs_in_by_keyboard(screen, person)
    tab_to(screen, "#item-1")
    page.keyboard.press("Space")
    tab_to(screen, "#days")
    enter(screen, "#consent-allow")
    screen.back()
    page.goto(f"{screen.house.origin}/me/consents")
    tab_to(screen, ".ask summary")
    page.keyboard.press("Enter")
    enter(screen, ".ask[open] button")
    expect(page.locator("[role=status]")).to_be_focused()
    page.goto(f"{screen.house.origin}/me/history")
    tab_to(screen, "details:has(.steps) > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details[open] .steps")).to_be_visible()
