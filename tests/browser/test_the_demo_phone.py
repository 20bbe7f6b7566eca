"""A real browser, the real demonstration and its phone: levels 2, 3 and 4 with the application."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import picture
from tests.browser.test_whole_words import SMALLEST, enlarge, whole
from tests.support.accessibility import faults
from tests.support.demonstration import Demonstration
from tests.support.patience import WAIT


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    running = Demonstration.on_free_ports(tmp_path_factory.mktemp("demo") / "state")
    with running.up():
        yield running


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """The telephone's own browser: the application and the web page stand in the same device."""
    context = chromium.new_context(
        viewport=ViewportSize(width=360, height=740), locale="en-GB", is_mobile=True
    )
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1100, "height": 800}, locale="vi-VN")
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


def looks_right(page: Page, name: str) -> None:
    """Nothing for axe to find, nothing sideways."""
    found = faults(page)
    assert not found, f"{name}: {found}"
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    picture(page, name)


def reads_well_enlarged(page: Page, name: str) -> None:
    """Every word whole on the smallest phone, in both sizes of letters; then as it was."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size(SMALLEST["viewport"])
    whole(page, name)
    picture(page, f"{name}-enlarged")
    enlarge(page, 100)
    page.set_viewport_size(before)


def press(page: Page, selector: str) -> None:
    """Press what leads to another page, and wait until that is there with its looks."""
    with page.expect_navigation():
        page.click(selector)


def sign_in(page: Page, demonstration: Demonstration, who: str) -> None:
    person = demonstration.person(who)
    page.fill("#username", person["username"])
    page.fill("#password", person["password"])
    press(page, "#login-submit")


def approve(page: Page, username: str, unlock: str = "#finger") -> None:
    """From the page of the provider into the application, and with a finger back again."""
    press(page, "#app-open")
    looks_right(page, "phone-choose")
    press(page, f".look:has-text('{username}')")
    looks_right(page, "phone-request")
    reads_well_enlarged(page, "phone-request")
    press(page, unlock)


def reached(page: Page, demonstration: Demonstration, level: int) -> None:
    """Agree where that is asked still; the portal says which level it got."""
    page.wait_for_selector("#consent-allow, #principal-myself, [data-level]")
    if page.locator("#principal-myself").count():
        press(page, "#principal-myself")
    page.wait_for_selector("#consent-allow, [data-level]")
    if page.locator("#consent-allow").count():
        press(page, "#consent-allow")
    page.wait_for_url(f"{demonstration.portal}/**")
    expect(page.locator(f"[data-level='{level}']").first).to_be_visible()


@pytest.mark.norm("D20.1b", limb="a telephone's own key, told to a relying party")
@pytest.mark.norm("X16.4", limb="a finger that only a device enrolled is no reference")
def test_a_newcomer_adds_the_phone_and_reaches_level_2_for_nobody_saw_whose_finger_it_is(
    demonstration: Demonstration, phone: Page
) -> None:
    phone.goto(f"{demonstration.issuer}/me/means/app")
    sign_in(phone, demonstration, "citizen_l2")
    phone.fill("#code", demonstration.phone("citizen_l2").code())
    press(phone, "#login-submit")
    looks_right(phone, "me-means-app")
    press(phone, "#app-open")
    looks_right(phone, "phone-new-key")
    press(phone, "#make")
    expect(phone.locator("#done")).to_be_visible()
    looks_right(phone, "phone-done")
    phone.goto(demonstration.telephone)
    looks_right(phone, "phone-home")
    reads_well_enlarged(phone, "phone-home")
    # README, step 6: her page names level 3, which takes the camera beside the application.
    phone.goto(f"{demonstration.issuer}/me/means")
    expect(phone.locator("main")).to_contain_text("reaches level 3 of 4")
    expect(phone.locator("#reached-by")).to_contain_text("from the camera of a page")
    phone.goto(f"{demonstration.portal}/sign-in?level=3")
    sign_in(phone, demonstration, "citizen_l2")
    approve(phone, "minh.an")
    # The finger alone is not enough: her face, compared with the State's record, would be.
    phone.wait_for_url("**/face**")
    looks_right(phone, "signin-app-level-3-takes-the-face-too")
    phone.goto(f"{demonstration.portal}/sign-in?level=2")
    reached(phone, demonstration, 2)  # her own account was opened at level 2 a moment ago


@pytest.mark.norm("X16.4", limb="a finger that only a device enrolled is no reference")
def test_what_a_password_alone_adds_is_worth_no_more_and_can_be_stopped(
    demonstration: Demonstration, desktop: Page
) -> None:
    desktop.goto(f"{demonstration.issuer}/me/means/app")
    looks_right(desktop, "signin-for-one-change")
    sign_in(desktop, demonstration, "citizen_l1")
    looks_right(desktop, "me-means-app-level-2-at-most")
    press(desktop, "#app-open")
    press(desktop, "#make")
    desktop.goto(f"{demonstration.issuer}/me/means")
    looks_right(desktop, "me-means-bound")
    expect(desktop.get_by_text("Được tính đến mức độ 1 trên 4").first).to_be_visible()
    desktop.goto(f"{demonstration.portal}/sign-in?level=2")
    sign_in(desktop, demonstration, "citizen_l1")
    expect(desktop.locator("#op-error")).to_be_visible()
    looks_right(desktop, "signin-level-2-out-of-reach")


@pytest.mark.norm(
    "D20.1d", limb="a telephone's anchored key and a password, told to a relying party"
)
@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_key_anchored_at_a_counter_and_the_password_reach_level_4(
    demonstration: Demonstration, phone: Page
) -> None:
    phone.goto(f"{demonstration.portal}/sign-in?level=4")
    sign_in(phone, demonstration, "citizen_with_app")
    expect(phone.locator("#app-higher")).to_be_visible()
    approve(phone, "hai.yen", "#device-pin")
    expect(phone.locator("[role=alert]")).to_be_visible()  # this key takes a finger only
    press(phone, "#finger")
    reached(phone, demonstration, 4)


@pytest.mark.norm("D20.1b", limb="a telephone beside another screen, told to a relying party")
def test_beside_another_screen_the_number_is_typed_over_and_gives_level_2(
    demonstration: Demonstration, phone: Page, desktop: Page
) -> None:
    desktop.goto(f"{demonstration.portal}/sign-in?level=2")
    sign_in(desktop, demonstration, "citizen_with_app")
    looks_right(desktop, "signin-app-beside")
    number = desktop.inner_text("#app-number")
    desktop.click("details:has(#app-text) > summary")
    phone.goto(demonstration.telephone)
    phone.fill("#text", desktop.inner_text("#app-text"))
    press(phone, "#scan")
    press(phone, ".look:has-text('hai.yen')")
    looks_right(phone, "phone-request-number")
    wrong = "11" if number != "11" else "12"
    phone.fill("#number", wrong)
    press(phone, "#finger")
    expect(phone.locator("[role=alert]")).to_be_visible()
    phone.fill("#number", number)
    press(phone, "#finger")
    expect(phone.locator("#done")).to_be_visible()
    # No button is pressed here: the page that began polls, and goes on.
    reached(desktop, demonstration, 2)


def test_a_key_that_was_deleted_on_the_phone_signs_nobody_in(
    demonstration: Demonstration, phone: Page
) -> None:
    phone.goto(f"{demonstration.issuer}/me/means/app")
    sign_in(phone, demonstration, "guardian")
    phone.fill("#code", demonstration.phone("guardian").code())
    press(phone, "#login-submit")
    press(phone, "#app-open")
    phone.check("input[value=either]")
    press(phone, "#make")
    phone.goto(demonstration.telephone)
    press(phone, ".thing:has-text('thu.chi') button")
    expect(phone.locator("#done")).to_be_visible()
    phone.goto(f"{demonstration.issuer}/me/means")
    if phone.locator("#username").count():
        sign_in(phone, demonstration, "guardian")
    expect(phone.locator(".tag.bad")).to_be_visible()


@pytest.mark.norm("D4.8", limb="an officer reads on the telephone what is signed there")
def test_an_officer_signs_a_decision_with_the_demo_phone(
    demonstration: Demonstration, phone: Page
) -> None:
    officer = next(each for each in demonstration.file["officers"] if each["key"] == "operator")
    phone.goto(f"{demonstration.issuer}/officer")
    phone.fill("#username", officer["username"])
    phone.fill("#password", officer["password"])
    press(phone, "#login-submit")
    approve(phone, officer["username"])
    expect(phone.locator("#at-desk")).to_be_visible()
    phone.goto(f"{demonstration.issuer}/officer/policy-change/new/propose-biometric-passkeys")
    phone.check("#propose-biometric-passkeys-value-yes")
    press(phone, "main form button")
    press(phone, "#sign-on-phone")
    here, number = phone.url, phone.inner_text("#app-number")
    link = phone.text_content("#app-text") or ""
    digest = phone.locator("dl.facts code").last.inner_text()
    phone.goto(demonstration.telephone)
    phone.fill("#text", link)
    press(phone, "#scan")
    press(phone, f".look:has-text('{officer['username']}')")
    expect(phone.locator("#digest")).to_have_text(digest)
    looks_right(phone, "phone-signature")
    reads_well_enlarged(phone, "phone-signature")
    phone.fill("#number", number)
    press(phone, "#finger")
    expect(phone.locator("#done")).to_contain_text("Go on at the desk")
    looks_right(phone, "phone-signed")
    phone.goto(here)
    press(phone, "#app-continue")
    expect(phone.locator("main")).to_contain_text("Signed with")
