"""The pages of a child, in both languages, on a small phone and on a computer."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean, looks


@looks
@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_child_reads_why_and_what_to_do(screen: Screen) -> None:
    child = screen.house.world.person(totp=False, level=1, data={"birthdate": "2015-06-01"})
    screen.ask()
    screen.password(child)
    expect(screen.page.locator("#op-error")).to_be_visible()
    is_clean(screen, "child-stopped")
    screen.page.goto(f"{screen.house.origin}/me")
    is_clean(screen, "child-own-account")
    screen.page.goto(f"{screen.house.origin}/me/means/password")
    is_clean(screen, "child-held-back")
