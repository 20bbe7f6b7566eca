"""Who applies for an account in a browser, and who decides: a company, a foreigner, a citizen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from idp.issuance.level_one.procedures import LevelOneState
from idp.kernel.actors import OfficerRole
from tests.browser.conftest import Screen, a_screen
from tests.browser.test_accessibility import is_clean
from tests.browser.test_desk_pages import in_this_browser, seated, shows
from tests.support.at_desk import at_desk, sits_down
from tests.support.issuance import immigration
from tests.support.level_one import CITIZEN_CLAIMS, at_home
from tests.support.live import House
from tests.support.organisations import NUMBER, enterprise
from tests.support.receiver import Receiver
from tests.support.world import Person, sure
from tests.web.test_desk_foreigners import TYPED

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
LOOKS = [
    {"locale": "vi-VN", "color_scheme": "light", "viewport": PHONE},
    {"locale": "en-GB", "color_scheme": "dark", "viewport": DESKTOP},
]
looks = pytest.mark.parametrize("screen", LOOKS, indirect=True, ids=["phone", "desktop"])
HOME = "/me/organisations"


@pytest.fixture
def another_phone(chromium: Browser, house: House, receiver: Receiver) -> Iterator[Screen]:
    with a_screen(chromium, house, receiver) as screen:
        yield screen


def at_level_2(screen: Screen, person: Person, path: str) -> Page:
    """On a page of the own account that asks for a sign-in of level 2 at once."""
    screen.page.goto(f"{screen.house.origin}{path}")
    screen.password(person)
    screen.code(person)
    return screen.page


@pytest.fixture
def computer(chromium: Browser, house: House, receiver: Receiver) -> Iterator[Screen]:
    """That of the officers."""
    with a_screen(chromium, house, receiver, viewport=DESKTOP) as screen:
        yield screen


def test_a_company_gets_its_account_on_two_phones_by_two_officers(
    screen: Screen, another_phone: Screen, computer: Screen
) -> None:
    with enterprise(screen.house.world, people=2, totp=True) as two:
        filer, other = two.people
        page = at_level_2(screen, filer, f"{HOME}/{NUMBER}/apply")
        is_clean(screen, "organisation-apply")
        named = page.input_value("#name")
        page.fill("#name", "\u202ex")
        screen.press("#apply-submit")
        is_clean(screen, "organisation-apply-wrong")
        page.fill("#name", named)
        screen.press("#apply-submit")
        is_clean(screen, "organisation-waits-for-others")

        (asked,) = two.issuance.asked(other.subject_id)
        theirs = at_level_2(another_phone, other, f"{HOME}/agreements/{asked.request.id}")
        is_clean(another_phone, "organisation-agree")
        another_phone.press("button[value=agree]")
        is_clean(another_phone, "organisation-agreed")
        expect(theirs.locator("main")).to_contain_text("Sen Vàng")

        (case,) = screen.house.world.services.work_list.of_person(two.id)
        desk, at = computer.page, f"{computer.house.origin}/officer/organisation-account"
        with seated(computer, two.reviewer):
            desk.goto(f"{at}/{case.number}")
            desk.click("#act-verify summary")
            computer.press("#do-verify button")
            is_clean(computer, "organisation-verified")
            desk.get_by_role("button", name="Đọc và ký").click()
            computer.press("#sign")
        with seated(computer, two.approver):
            desk.goto(f"{at}/{case.number}")
            desk.get_by_role("button", name="Đọc và ký").click()
            is_clean(computer, "organisation-sign")
            computer.press("#sign")
        page.goto(f"{screen.house.origin}{HOME}")
        is_clean(screen, "organisation-granted")
        page.check("[name=accept]")
        screen.press("form:has([name=accept]) button[type=submit]")
        is_clean(screen, "organisation-active")


@looks
def test_an_organisation_at_the_desk(screen: Screen) -> None:
    with enterprise(screen.house.world, people=2) as two:
        case = sure(two.file(body_code="H57.01"))
        sure(two.answer(two.people[1]))
        in_this_browser(screen, sits_down(screen.house, two.reviewer))
        shows(screen, "/officer/organisation-account", "desk-organisations")
        shows(screen, f"/officer/organisation-account/{case.number}", "desk-organisation")
        screen.page.click("#act-conclude summary")
        is_clean(screen, "desk-organisation-conclude")


@looks
def test_a_foreigner_at_immigration(screen: Screen) -> None:
    with immigration(screen.house.world) as at:
        page = screen.page
        in_this_browser(screen, sits_down(screen.house, at.receiver))
        shows(screen, "/officer/foreigner-level-2/new/apply", "foreigner-new")
        for name, value in TYPED.items():
            field = page.locator(f"[name={name}]").first
            if field.get_attribute("type") == "radio":
                page.check(f"[name={name}][value={value}]")
            elif field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        screen.press("main form button[type=submit]")
        is_clean(screen, "foreigner-received")
        number = page.url.rpartition("/")[2].partition("?")[0]
        shows(screen, f"/officer/applications/{number}/compare", "foreigner-compare")
        shows(screen, f"/officer/applications/{number}/confirmation", "foreigner-confirmation")
        shows(screen, "/officer/foreigner-level-2", "foreigners")


@looks
def test_what_a_machine_could_not_match(screen: Screen) -> None:
    with at_home(screen.house.world) as home:
        told = home.answered({**CITIZEN_CLAIMS, "name": "Lê Văn Tám"})
        assert told.state == LevelOneState.NEEDS_REVIEW
        case = home.case(told.number)
        in_this_browser(screen, at_desk(screen.house, OfficerRole.IDENTITY_OFFICER))
        shows(screen, "/officer/citizen-level-1", "level-one-list")
        shows(screen, f"/officer/citizen-level-1/{case.number}", "level-one-case")
        in_this_browser(screen, at_desk(screen.house, OfficerRole.DIRECTOR))
        month = screen.house.world.clock.now().date().isoformat()[:7]
        shows(screen, f"/officer/terms?month={month}", "terms")
