"""Back after the first step, "not you?", and the same form sent twice, in a real Chromium."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean, looks
from tests.support.world import sure


@looks
def test_back_after_the_password_lands_on_the_open_step(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask(acr_values=screen.house.acr(2))
    screen.password(person)
    expect(page.get_by_text(person.username)).to_be_visible()
    page.go_back()
    expect(page.locator("#code")).to_be_visible()
    page.reload()
    expect(page.locator("#code")).to_be_visible()
    is_clean(screen, "signin-code-after-back")


def test_who_typed_a_wrong_name_starts_again_as_somebody_else(screen: Screen) -> None:
    mistyped, person = (screen.house.world.person() for _ in range(2))
    walk = screen.ask(acr_values=screen.house.acr(2))
    screen.password(mistyped)
    screen.press("#not-me")
    expect(screen.page.locator("#username")).to_have_value("")
    screen.password(person)
    screen.code(person)
    screen.allow()
    assert screen.told(walk)["acr"] == screen.house.acr(2)


@pytest.mark.parametrize("screen", [{"java_script_enabled": False}, {}], indirect=True)
def test_a_double_click_on_every_button_of_a_sign_in_leads_to_the_party(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    walk = screen.ask(acr_values=screen.house.acr(2))
    page.fill("#username", person.username)
    page.fill("#password", person.password)
    page.dblclick("#login-submit")
    page.fill("#code", screen.house.world.code(person.totp_secret or ""))
    page.dblclick("#login-submit")
    page.dblclick("#consent-allow")
    assert "error" not in screen.back()
    assert screen.told(walk)["acr"] == screen.house.acr(2)


@pytest.mark.parametrize("screen", [{"java_script_enabled": False}, {}], indirect=True)
def test_a_double_click_on_the_only_button_leads_to_the_party_with_a_code(screen: Screen) -> None:
    """The first click's answer has the code in it, and the second click throws it away."""
    person, page = screen.house.world.person(totp=False), screen.page
    screen.ask()
    screen.password(person)
    screen.allow()
    screen.context.clear_cookies(name="md_session")
    walk = screen.ask()
    page.fill("#username", person.username)
    page.fill("#password", person.password)
    page.dblclick("#login-submit")
    assert screen.told(walk)["acr"] == screen.house.acr(1)
    page.go_back()
    expect(page.locator("#op-error")).to_be_visible()
    expect(page.get_by_role("link", name="Demo")).to_be_visible()


@pytest.mark.parametrize("level", [1, 2])
def test_a_form_whose_answer_was_lost_is_sent_again(screen: Screen, level: int) -> None:
    """The browser breaks the first try off once the server has it, so no cookie arrives."""
    person, page = screen.house.world.person(), screen.page
    walk = screen.ask(acr_values=screen.house.acr(level))
    if level > 1:
        screen.password(person)
    else:
        page.fill("#username", person.username)
        page.fill("#password", person.password)
    if level > 1:
        page.fill("#code", screen.house.world.code(person.totp_secret or ""))
    page.evaluate(
        "async () => { const form = document.querySelector('#login-submit').form;"
        " await fetch(form.action, {method: 'POST', credentials: 'include',"
        " body: new URLSearchParams(new FormData(form)), redirect: 'manual'}); }"
    )
    screen.context.clear_cookies(name="md_session")
    screen.press("#login-submit")
    screen.allow()
    assert screen.told(walk)["acr"] == screen.house.acr(level)


def test_a_recovery_code_sent_twice_is_used_once_and_signs_in(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    codes = sure(screen.house.world.services.recovery_codes.renew(person.subject_id))
    screen.house.world.clock.advance(timedelta(minutes=1))
    walk = screen.ask()
    page.goto(f"{page.url}/recovery")
    page.fill("#username", person.username)
    page.fill("#code", codes[0])
    page.dblclick("#login-submit")
    screen.allow()
    assert screen.told(walk)["acr"] == screen.house.acr(1)
