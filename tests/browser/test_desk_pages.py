"""The officers' desk in a browser: on a desktop and on a phone, nothing for axe to find."""

import pytest

from idp.kernel.actors import OfficerRole
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean
from tests.support.at_desk import AtDesk, at_desk

DESKTOP = {"width": 1280, "height": 860}
LOOKS = [
    {"locale": "vi-VN", "color_scheme": "light"},
    {"locale": "en-GB", "color_scheme": "dark", "viewport": DESKTOP},
    {"locale": "vi-VN", "color_scheme": "dark", "viewport": DESKTOP},
    {"locale": "en-GB", "color_scheme": "light", "viewport": DESKTOP},
]
looks = pytest.mark.parametrize(
    "screen", LOOKS, indirect=True, ids=["phone-vi", "dark-en", "dark-vi", "light-en"]
)


def sits_down(screen: Screen, *roles: OfficerRole) -> AtDesk:
    """An officer's session of the desk, in this browser."""
    there = at_desk(screen.house, *roles)
    screen.context.add_cookies(
        [
            {"name": name, "value": value, "url": screen.house.origin}
            for name, value in there.visitor.cookies.items()
        ]
    )
    return there


def shows(screen: Screen, path: str, name: str, status: int = 200) -> None:
    answer = screen.page.goto(f"{screen.house.origin}{path}")
    assert answer is not None
    assert answer.status == status, path
    is_clean(screen, name)


@looks
def test_the_pages_of_the_desk(screen: Screen) -> None:
    world = screen.house.world
    party = world.registered("Cổng dịch vụ công").client
    world.party("Kho bạc")
    sits_down(screen, OfficerRole.OPERATOR, OfficerRole.DIRECTOR, OfficerRole.HOTLINE)
    shows(screen, "/officer", "desk-start")
    shows(screen, "/officer/parties?sort=name", "desk-parties")
    shows(screen, f"/officer/parties/{party.client_id}", "desk-party")
    screen.page.click("#act-suspend summary")
    is_clean(screen, "desk-party-suspend")
    for path in ("providers", "terminals", "notices", "people", "history"):
        shows(screen, f"/officer/{path}", f"desk-{path}")
    shows(screen, "/officer/parties/new/register", "desk-register")
    screen.page.fill("textarea", "{no json")
    screen.press("main form button")
    assert screen.page.locator("#register-registration-wrong").is_visible()
    is_clean(screen, "desk-register-wrong")
