"""Two officers record in a browser who acts for a ward, at a desktop and on a phone."""

import contextlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ViewportSize, expect

from idp.access.desks import DeskKind
from idp.kernel.actors import OfficerRole
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean
from tests.browser.test_desk_pages import give_key, in_this_browser
from tests.support.at_desk import sits_down
from tests.support.desks import desk_of
from tests.support.representing import made_ward, with_paper
from tests.support.world import Person
from tests.web.test_desk_guardianships import NAMES
from tests.web.test_desk_people import looks

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
LOOKS = [
    {"locale": "vi-VN", "color_scheme": "light", "viewport": PHONE},
    {"locale": "en-GB", "color_scheme": "dark", "viewport": DESKTOP},
]


@contextlib.contextmanager
def seated(screen: Screen, ward: Person) -> Iterator[None]:
    """A new officer at this browser, who looked at the account on record and signs by a key."""
    role, kind = OfficerRole.IDENTITY_OFFICER, DeskKind.COMMUNE_POLICE
    there = sits_down(screen.house, desk_of(screen.house.world, role, kind=kind))
    there.visitor.arrive(looks(there, ward))
    devtools = give_key(screen, in_this_browser(screen, there))
    yield
    devtools.send("WebAuthn.disable")


def typed(screen: Screen, number: str) -> None:
    page, form = screen.page, screen.page.locator("#do-name-agent")
    page.click("#act-name-agent summary")
    for name, value in {**NAMES, "number": number}.items():
        field = form.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


@pytest.mark.parametrize("screen", LOOKS, indirect=True, ids=["phone", "desktop"])
def test_one_officer_proposes_and_another_signs(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    ward, keeper = world.person(), world.person()
    made_ward(world, ward)
    with seated(screen, ward):
        page.goto(f"{screen.house.origin}/officer/accounts/{ward.subject_id}")
        typed(screen, world.services.subjects.identity(keeper.subject_id).number)
        is_clean(screen, "agent-form")
        screen.press("#do-name-agent button[type=submit]")
        is_clean(screen, "agent-proposed")
        case = page.url.partition("?")[0]
        screen.press("#do-approve button")
        is_clean(screen, "agent-sign")
        screen.press("#sign")
    number = urlsplit(case).path.rpartition("/")[2]
    found = world.services.cases.by_number(number)
    assert found is not None
    with_paper(world, found)
    with seated(screen, ward):
        page.goto(case)
        screen.press("#do-approve button")
        screen.press("#sign")
        page.goto(case)
        expect(page.locator("#state")).to_be_visible()
        is_clean(screen, "agent-recorded")
    assert world.services.representations.may_act(keeper.subject_id, ward.subject_id)
