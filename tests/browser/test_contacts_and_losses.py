"""How a person is reached, and a loss from the report to taking it back, on a small phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean
from tests.support.ages import printed_before
from tests.support.letters import code_sent
from tests.support.running import COOL_OFF_OF_PRODUCTION
from tests.support.world import Person, sure

on_a_phone = pytest.mark.parametrize(
    "screen",
    [{"viewport": PHONE, "locale": locale} for locale in ("vi-VN", "en-GB")],
    indirect=True,
    ids=["vi", "en"],
)
OLD, NEW = "nguyen.thi.minh.an.1990@thu-dien-tu.example", "an@moi.example"


def owner(screen: Screen) -> Person:
    return screen.house.world.person(
        data={
            "email": OLD,
            "email_verified": True,
            "phone_number": "+84912000009",
            "phone_number_verified": True,
        }
    )


def open_page(screen: Screen, path: str, person: Person) -> None:
    screen.page.goto(f"{screen.house.origin}{path}")
    finish_signing_in(screen, person)
    screen.page.wait_for_url(re.compile(re.escape(path)))


def set_address(screen: Screen, person: Person) -> None:
    """As a person does who mistypes both the address and the code."""
    page = screen.page
    screen.press("a[href='/me/contacts/email']")
    finish_signing_in(screen, person)
    expect(page.locator("#address")).to_be_visible()
    is_clean(screen, "walk-contacts-address")
    page.fill("#address", "an@moi")
    page.eval_on_selector("form:has(#address)", "form => form.noValidate = true")
    screen.press("#contact-submit")
    expect(page.locator("#problem")).to_be_visible()
    is_clean(screen, "walk-contacts-malformed")
    page.fill("#address", NEW)
    screen.press("#contact-submit")
    is_clean(screen, "walk-contacts-code")
    page.fill("#code", "000000")
    screen.press("#contact-code-submit")
    expect(page.locator("#problem")).to_be_visible()
    is_clean(screen, "walk-contacts-code-wrong")
    page.fill("#code", code_sent(screen.house.world, person))
    screen.press("#contact-code-submit")


@COOL_OFF_OF_PRODUCTION
@on_a_phone
def test_an_address_is_set_and_taken_back_while_it_waits(screen: Screen) -> None:
    person, page = owner(screen), screen.page
    open_page(screen, "/me/contacts", person)
    is_clean(screen, "walk-contacts-before")
    set_address(screen, person)
    expect(page.locator("strong", has_text=NEW)).to_be_visible()
    is_clean(screen, "walk-contacts-waits")
    button = page.locator("form[action='/me/contacts/email/cancel'] button")
    expect(button).to_be_hidden()
    page.locator("details.ask summary").click()
    expect(button).to_contain_text(NEW)
    is_clean(screen, "walk-contacts-asked-once")
    screen.press("form[action='/me/contacts/email/cancel'] button")
    expect(page.get_by_text(NEW)).to_have_count(0)
    expect(page.get_by_text(OLD)).to_be_visible()
    is_clean(screen, "walk-contacts-taken-back")


def report(screen: Screen, person: Person) -> None:
    """A lost phone, on the public form, with the password."""
    page = screen.page
    page.goto(f"{screen.house.origin}/public/report-loss")
    page.fill("#username", person.username)
    page.check("#reason-lost_control")
    page.check("#lost-phone")
    page.fill("#secret", person.password)
    is_clean(screen, "walk-loss-form")
    screen.press("#report-submit")
    expect(page.locator("#case-number")).to_be_visible()
    is_clean(screen, "walk-loss-done")


@on_a_phone
def test_a_loss_is_reported_by_password_and_taken_back_with_a_printed_code(screen: Screen) -> None:
    world, page, person = screen.house.world, screen.page, owner(screen)
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    printed_before(world, person)
    world.clock.advance(timedelta(seconds=30))
    report(screen, person)
    world.clock.advance(timedelta(seconds=5))
    page.goto(f"{screen.house.origin}/me/contacts")
    screen.press("a[href$='/recovery']")
    page.fill("#username", person.username)
    page.fill("#code", codes[0])
    screen.press("#login-submit")
    page.wait_for_url("**/me/contacts")
    expect(page.locator(".message.wrong")).to_be_visible()
    is_clean(screen, "walk-loss-contacts")
    page.goto(f"{screen.house.origin}/me/report-loss")
    is_clean(screen, "walk-loss-reported")
    screen.press("form[action$='/take-back'] button")
    page.wait_for_url("**/me/report-loss?taken-back=1")
    is_clean(screen, "walk-loss-taken-back")
    page.goto(f"{screen.house.origin}/me/contacts")
    expect(page.locator(".message.wrong")).to_have_count(0)
    page.goto(f"{screen.house.origin}/me/means")
    expect(page.locator(".tag.bad")).to_have_count(0)
