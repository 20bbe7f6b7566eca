"""A passkey offered after a password, and passkeys among the names: in a real Chromium."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean
from tests.browser.test_the_whole_walk import enrol_passkey, sign_out
from tests.support.world import Person

LISTS = """
window.listed = 0;
window.stopped = 0;
PublicKeyCredential.isConditionalMediationAvailable = async () => true;
const really = navigator.credentials.get.bind(navigator.credentials);
navigator.credentials.get = (options) => {
  if (options.mediation !== 'conditional') {
    return really(options);
  }
  window.listed += 1;
  return new Promise((_, stop) => options.signal.addEventListener('abort', () => {
    window.stopped += 1;
    stop(new DOMException('aborted', 'AbortError'));
  }));
};
"""
"""The list of names waits, as a browser's does until the person chooses or it is stopped."""


def agreed_before(screen: Screen, person: Person) -> None:
    """A person who is known at the party, and signed out."""
    screen.ask()
    screen.password(person)
    screen.allow()
    screen.back()
    sign_out(screen)


@pytest.mark.parametrize(
    "screen",
    [{"locale": "vi-VN"}, {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}}],
    indirect=True,
    ids=["phone", "desktop"],
)
def test_a_passkey_made_after_a_password_sign_in(screen: Screen) -> None:
    person, page = screen.house.world.person(totp=False), screen.page
    agreed_before(screen, person)
    screen.authenticator()
    walk = screen.ask()
    screen.password(person)
    expect(page.locator("#passkey-make")).to_be_visible()
    expect(page.locator("#passkey-never")).to_be_visible()
    is_clean(screen, "signin-passkey-offer")
    screen.press("#passkey-make")
    finish_signing_in(screen, person)
    is_clean(screen, "me-means-passkey-for-a-party")
    page.click("#passkey-add")
    page.wait_for_url("**/me/means?done=*")
    expect(page.locator("#onward")).to_be_visible()
    is_clean(screen, "me-means-passkey-made")
    screen.press("#onward")
    assert screen.told(walk)["amr"] == ["pwd"]
    screen.house.world.clock.advance(timedelta(seconds=1))
    sign_out(screen)
    walk = screen.ask()
    screen.press("#passkey")
    assert "pwd" not in screen.told(walk)["amr"]


def test_who_says_not_now_is_not_asked_in_the_next_sign_in(screen: Screen) -> None:
    person = screen.house.world.person(totp=False)
    agreed_before(screen, person)
    screen.authenticator()
    screen.ask()
    screen.password(person)
    screen.press("#passkey-later")
    screen.back()
    sign_out(screen)
    screen.ask()
    screen.password(person)
    screen.back()


def test_who_says_never_is_not_asked_a_month_later(screen: Screen) -> None:
    person, page = screen.house.world.person(totp=False), screen.page
    agreed_before(screen, person)
    screen.authenticator()
    screen.ask()
    screen.password(person)
    page.check("#passkey-never")
    screen.press("#passkey-later")
    screen.back()
    screen.page.goto(f"{screen.house.origin}/public")
    assert page.evaluate("localStorage.getItem('passkey-offer')") == "never"


def test_the_list_of_names_waits_on_every_page_and_gives_way_to_the_button(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.authenticator()
    enrol_passkey(screen, person)
    sign_out(screen)
    screen.context.add_init_script(LISTS)
    walk = screen.ask()
    page.wait_for_function("() => window.listed === 1")
    page.fill("#username", person.username)
    page.click(".tongue")
    page.wait_for_function("() => window.listed === 1")
    expect(page.locator("#username")).to_have_value(person.username)
    page.fill("#password", "not the password")
    screen.press("#login-submit")
    expect(page.locator("#problem")).to_be_visible()
    page.wait_for_function("() => window.listed === 1")
    with page.expect_navigation():
        page.click("#passkey")
    screen.allow()
    assert "pwd" not in screen.told(walk)["amr"]


def test_after_a_stopped_button_the_list_of_names_waits_again(screen: Screen) -> None:
    """The button stops the list; when the person stops the button, names are filled in again."""
    page = screen.page
    screen.context.add_init_script(
        "navigator.credentials.get = async () => {"
        " throw new DOMException('no', 'NotAllowedError'); };"
    )
    screen.context.add_init_script(LISTS)
    screen.ask()
    page.wait_for_function("() => window.listed === 1")
    page.click("#passkey")
    expect(page.locator("[data-failed=stopped]")).to_be_focused()
    page.wait_for_function("() => window.stopped === 1 && window.listed === 2")
    expect(page.locator("#passkey")).to_be_enabled()
