"""A person activates a granted account on a phone: with a passkey, or without a script."""

import pytest
from playwright.sync_api import expect

from idp.accounts.domain import AccountState
from idp.activation.domain import PRINTED_LIFETIME
from idp.factors.domain import CredentialKind
from idp.kernel.actors import Operator
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean, looks
from tests.support.activations import PASSWORD, invited, number_of
from tests.support.world import Person, sure


def held(screen: Screen, person: Person) -> list[CredentialKind]:
    services = screen.house.world.services
    status = services.accounts.status_of(person.subject_id)
    assert status is not None
    assert status.state is AccountState.ACTIVE
    return [each.kind for each in services.credentials.held(person.subject_id)]


@looks
def test_the_walk_of_a_link_with_a_passkey(screen: Screen) -> None:
    person, link = invited(screen.house.world)
    page = screen.page
    screen.authenticator()
    page.goto(f"{screen.house.origin}/activate/{link}")
    is_clean(screen, "activate-number")
    page.fill("#number", "000000000000")
    screen.press("#number-submit")
    is_clean(screen, "activate-wrong-number")
    page.fill("#number", number_of(screen.house.world, person))
    screen.press("#number-submit")
    is_clean(screen, "activate-agreement")
    page.check("#accept")
    screen.press("#accept-submit")
    is_clean(screen, "activate-means")
    screen.press("#passkey-add")
    expect(page.locator("#activated")).to_be_visible()
    is_clean(screen, "activate-done")
    assert held(screen, person) == [CredentialKind.PASSKEY]


@pytest.mark.parametrize(
    "screen", [{"locale": "vi-VN", "java_script_enabled": False}], indirect=True
)
def test_without_a_script_there_is_the_password(screen: Screen) -> None:
    person, link = invited(screen.house.world)
    page = screen.page
    page.goto(f"{screen.house.origin}/activate/{link}")
    page.fill("#number", number_of(screen.house.world, person))
    page.click("#number-submit")
    page.check("#accept")
    screen.press("#accept-submit")
    screen.picture("activate-means-no-script")
    assert not page.locator("#passkey-add").is_visible()
    page.fill("#password", PASSWORD)
    page.fill("#password-again", PASSWORD)
    page.click("#password-submit")
    expect(page.locator("#activated")).to_be_visible()
    assert held(screen, person) == [CredentialKind.PASSWORD]


@looks
def test_the_walk_of_a_link_that_the_installation_printed(screen: Screen) -> None:
    """It takes a passkey alone, and its pages speak of no letter."""
    world = screen.house.world
    person, shell = world.granted(), Operator(user="root", host="db1")
    printed = sure(world.services.installing.open(person.username, actor=shell))
    page = screen.page
    screen.authenticator()
    page.goto(f"{screen.house.origin}{printed.path}")
    is_clean(screen, "installing-number")
    page.fill("#number", number_of(world, person))
    screen.press("#number-submit")
    page.check("#accept")
    screen.press("#accept-submit")
    assert not page.locator("#password").is_visible()
    is_clean(screen, "installing-means")
    screen.press("#passkey-add")
    expect(page.locator("#activated")).to_be_visible()
    is_clean(screen, "installing-done")
    assert held(screen, person) == [CredentialKind.PASSKEY]
    late = sure(world.services.installing.open(world.granted().username, actor=shell))
    world.clock.advance(PRINTED_LIFETIME)
    page.goto(f"{screen.house.origin}{late.path}")
    is_clean(screen, "installing-late")
