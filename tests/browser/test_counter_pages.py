"""A counter in a real browser: the officer's screen and the customer's phone, up to level 4."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect

from tests.browser.conftest import picture
from tests.support.accessibility import faults
from tests.support.demonstration import Demonstration
from tests.support.patience import WAIT

PIN = "805316"
LOOKS = [("vi-VN", "light"), ("en-GB", "dark")]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    running = Demonstration.on_free_ports(tmp_path_factory.mktemp("demo") / "state")
    with running.up():
        yield running


@pytest.fixture(params=LOOKS, ids="-".join)
def screens(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[tuple[Page, Page]]:
    """The officer's screen and the customer's phone."""
    locale, scheme = request.param
    sizes = (ViewportSize(width=1100, height=800), ViewportSize(width=360, height=740))
    contexts = [
        chromium.new_context(viewport=size, locale=locale, color_scheme=scheme) for size in sizes
    ]
    for context in contexts:
        context.set_default_timeout(WAIT)
    desk, phone = (context.new_page() for context in contexts)
    yield desk, phone
    for context in contexts:
        context.close()


def press(page: Page, selector: str) -> None:
    """Press a button and wait until the page it leads to is there."""
    with page.expect_navigation():
        page.click(selector)


def findings(page: Page) -> str:
    """The axe findings of a whole page, checked again if it reloaded meanwhile."""
    for _ in range(5):
        page.wait_for_load_state()
        with contextlib.suppress(Error):  # of a page that went away under it
            page.evaluate("document.documentElement.dataset.seen = 'yes'")
            found = faults(page)
            if page.evaluate("document.documentElement.dataset.seen === 'yes'"):
                return found
    raise AssertionError("the page never stands still")


def looks_right(page: Page, name: str) -> None:
    """Nothing for axe to find, nothing sideways."""
    found = findings(page)
    assert not found, f"{name}: {found}"
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    picture(page, name)


def ask(desk: Page, phone: Page, demonstration: Demonstration, *, level: int) -> str:
    """The customer shows a code, the officer scans it and picks a level; returns the number."""
    phone.goto(demonstration.telephone)
    press(phone, "form[action='/counter/code'] button")
    looks_right(phone, "counter-phone-code")
    code = phone.input_value("#code")
    desk.goto(demonstration.counter_desk)
    looks_right(desk, "counter-desk-home")
    desk.fill("#code", code)
    desk.check(f"input[name=level][value='{level}']")
    press(desk, "#ask")
    number = desk.inner_text("#number")
    looks_right(desk, "counter-desk-number")
    press(phone, "#look")
    return number


@pytest.mark.norm("D21.2", limb="a desk gets the result on the pages")
@pytest.mark.norm("D20.1c", limb="a telephone's anchored key, told at a counter")
def test_a_customer_reaches_level_3_at_the_counter(
    demonstration: Demonstration, screens: tuple[Page, Page]
) -> None:
    desk, phone = screens
    number = ask(desk, phone, demonstration, level=3)
    looks_right(phone, "counter-phone-request")
    phone.fill("input[name=number]", f"{(int(number) - 9) % 90 + 10}")
    press(phone, "form[action='/counter/number'] button")
    expect(phone.locator("#problem")).to_be_visible()
    phone.fill("input[name=number]", number)
    press(phone, "form[action='/counter/number'] button")
    looks_right(phone, "counter-phone-approve")
    press(phone, "button[name=unlock][value=finger]")
    looks_right(phone, "counter-phone-done")
    expect(desk.locator("#level")).to_have_text("3")  # the page looks again by itself
    looks_right(desk, "counter-desk-result")


@pytest.mark.norm("D21.2", limb="a no on the phone is a no at the desk")
def test_a_no_on_the_phone_is_seen_at_the_desk(
    demonstration: Demonstration, screens: tuple[Page, Page]
) -> None:
    desk, phone = screens
    ask(desk, phone, demonstration, level=3)
    press(phone, "button[name=decision][value=deny]")
    expect(desk.locator("#refused")).to_be_visible()
    looks_right(desk, "counter-desk-no")


@pytest.mark.norm("D21.2", limb="a desk gets the result on the pages")
@pytest.mark.norm("D20.1d", limb="a telephone's anchored key and a PIN, told at a counter")
def test_who_has_a_pin_reaches_level_4_at_the_counter(
    demonstration: Demonstration, chromium: Browser
) -> None:
    """Her key was bound to her at a counter; she sets a PIN herself, and takes both to the desk."""
    with chromium.new_context(viewport=ViewportSize(width=360, height=740)) as context:
        context.set_default_timeout(WAIT)
        phone, desk = context.new_page(), context.new_page()
        _set_pin(phone, demonstration)
        number = ask(desk, phone, demonstration, level=4)
        phone.fill("input[name=number]", number)
        press(phone, "form[action='/counter/number'] button")
        looks_right(phone, "counter-phone-pin")
        phone.fill("input[name=pin]", "000000")
        press(phone, "button[name=unlock][value=finger]")
        expect(phone.locator("#problem")).to_be_visible()
        phone.fill("input[name=pin]", PIN)
        press(phone, "button[name=unlock][value=finger]")
        expect(phone.locator("#done")).to_be_visible()
        expect(desk.locator("#level")).to_have_text("4")
        expect(desk.locator("#amr")).to_have_text("hwk mfa pin user")


def _set_pin(phone: Page, demonstration: Demonstration) -> None:
    person = demonstration.person("citizen_with_app")
    phone.goto(f"{demonstration.issuer}/me/means/pin")
    phone.fill("#username", person["username"])
    phone.fill("#password", person["password"])
    press(phone, "#login-submit")
    press(phone, "#app-open")
    press(phone, f".look:has-text('{person['username']}')")
    press(phone, "#finger")
    phone.fill("#pin", PIN)
    phone.fill("#pin-again", PIN)
    press(phone, "#pin-submit")
    phone.wait_for_url(f"{demonstration.issuer}/me/**")
