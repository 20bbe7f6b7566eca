"""Browsers and password managers as they are: half an API, methods that throw, a no."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean, looks
from tests.browser.test_the_whole_walk import enrol_passkey, sign_out

WILD = {
    "an older Safari": "delete PublicKeyCredential.parseCreationOptionsFromJSON;"
    " delete PublicKeyCredential.parseRequestOptionsFromJSON;"
    " delete PublicKeyCredential.prototype.toJSON;",
    "a password manager": "PublicKeyCredential.prototype.toJSON = () => {"
    " throw new TypeError('Illegal invocation'); };",
}


@pytest.mark.parametrize("script", WILD.values(), ids=WILD)
def test_half_an_api_is_enough(screen: Screen, script: str) -> None:
    person = screen.house.world.person()
    screen.context.add_init_script(script)
    screen.authenticator()
    enrol_passkey(screen, person)
    sign_out(screen)
    walk = screen.ask(acr_values=screen.house.acr(2))
    screen.press("#passkey")
    screen.allow()
    assert "pwd" not in screen.told(walk)["amr"]


def test_a_passkey_chosen_among_the_names_signs_in(screen: Screen) -> None:
    person = screen.house.world.person()
    screen.authenticator(fills=True)
    enrol_passkey(screen, person)
    sign_out(screen)
    walk = screen.ask()
    expect(screen.page.locator("#consent-allow")).to_be_visible()
    screen.allow()
    assert "pwd" not in screen.told(walk)["amr"]


@pytest.mark.parametrize("totp", [True, False])
def test_who_has_no_passkey_is_offered_one(screen: Screen, *, totp: bool) -> None:
    """Also a person with a password only."""
    person = screen.house.world.person(totp=totp)
    screen.authenticator()
    screen.page.goto(f"{screen.house.origin}/me")
    screen.password(person)
    screen.press("#passkey-first")
    finish_signing_in(screen, person)
    screen.page.click("#passkey-add")
    screen.page.wait_for_url("**/me/means?done=*")
    screen.house.world.clock.advance(timedelta(seconds=1))
    screen.page.goto(f"{screen.house.origin}/me")
    expect(screen.page.locator("#passkey-first")).to_have_count(0)
    sign_out(screen)
    walk = screen.ask()
    screen.press("#passkey")
    screen.allow()
    assert "pwd" not in screen.told(walk)["amr"]


@looks
def test_who_stops_reads_what_to_do(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.context.add_init_script(
        "navigator.credentials.get = navigator.credentials.create = async () => {"
        " throw new DOMException('no', 'NotAllowedError'); };"
    )
    screen.ask()
    page.click("#passkey")
    for _ in range(2):
        expect(page.locator("[data-failed=stopped]")).to_be_focused()
        expect(page).to_have_title(re.compile("^(Lỗi|Error): [^:]*$"))
        page.click("#passkey")
    expect(page.locator("[data-failed=stopped]")).to_be_focused()
    is_clean(screen, "signin-passkey-stopped")
    page.goto(f"{screen.house.origin}/me/means/passkey")
    screen.password(person)
    screen.code(person)
    page.click("#passkey-add")
    expect(page.locator("[data-failed=stopped]")).to_be_visible()
    is_clean(screen, "me-means-passkey-stopped")


def test_a_device_that_holds_one_already_is_told_apart(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.authenticator()
    enrol_passkey(screen, person)
    page.goto(f"{screen.house.origin}/me/means/passkey")
    if page.locator("#password").count():
        screen.password(person)
        screen.code(person)
    page.click("#passkey-add")
    expect(page.locator("[data-failed=held]")).to_be_visible()
