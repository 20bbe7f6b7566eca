"""Two walks of one person, page by page: up the levels, and through the loss of a phone."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean, looks
from tests.browser.test_the_whole_walk import enrol_passkey, sign_out


@looks
def test_up_the_levels(screen: Screen) -> None:
    """Level 1 by password, level 2 by a code beside it and by a passkey alone, 3 explained."""
    person, page, acr = screen.house.world.person(), screen.page, screen.house.acr
    screen.authenticator()
    walk = screen.ask(acr_values=acr(1))
    is_clean(screen, "walk-levels-1-password")
    screen.password(person)
    screen.allow()
    assert screen.told(walk)["acr"] == acr(1)
    walk = screen.ask(acr_values=acr(2))
    expect(page.locator("#username")).to_have_value(person.username)
    is_clean(screen, "walk-levels-2-step-up")
    screen.password(person)
    is_clean(screen, "walk-levels-3-code")
    screen.code(person)
    is_clean(screen, "walk-levels-3-offer")
    screen.press("#passkey-later")
    assert screen.told(walk)["acr"] == acr(2)
    enrol_passkey(screen, person)
    is_clean(screen, "walk-levels-4-means")
    sign_out(screen)
    walk = screen.ask(acr_values=acr(2))
    screen.press("#passkey")
    assert screen.told(walk)["acr"] == acr(2)
    screen.ask(screen.house.world.party(minimum_level=4, no_biometrics=True))
    is_clean(screen, "walk-levels-5-out-of-reach")


@looks
def test_through_the_loss_of_a_phone(screen: Screen) -> None:
    """Stop what was on it, sign in with what is left, and read what goes and what does not."""
    person, page = screen.house.world.person(), screen.page
    screen.authenticator()
    enrol_passkey(screen, person)
    page.goto(f"{screen.house.origin}/me/lost-phone")
    finish_signing_in(screen, person)
    is_clean(screen, "walk-loss-1-question")
    screen.press("button.grave")
    expect(page.locator("[role=status]")).to_be_visible()
    is_clean(screen, "walk-loss-2-stopped")
    sign_out(screen)
    screen.house.world.clock.advance(timedelta(minutes=1))
    walk = screen.ask()
    screen.password(person)
    screen.allow()
    assert screen.told(walk)["acr"] == screen.house.acr(1)
    page.goto(f"{screen.house.origin}/me/means")
    is_clean(screen, "walk-loss-3-means")
    screen.ask(screen.house.world.party(minimum_level=2))
    screen.password(person)
    expect(page.locator("#op-error")).to_be_visible()
    is_clean(screen, "walk-loss-4-not-enough")
