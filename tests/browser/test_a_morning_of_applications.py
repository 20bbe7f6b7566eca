"""An officer's morning of applications in a browser, at a desktop and on a phone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import FilePayload, ViewportSize, expect

from idp.access.desks import DeskKind
from idp.casework.domain.cases import Case
from idp.kernel.actors import OfficerRole
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean
from tests.browser.test_desk_pages import in_this_browser, seated, shows
from tests.support.at_desk import sits_down
from tests.support.desks import desk_of
from tests.support.issuance import WITH_CARD, WITHOUT_CARD, Counter, counter
from tests.support.pdf_files import pdf_of
from tests.support.photographs import photograph
from tests.support.world import sure

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
LOOKS = [
    {"locale": "vi-VN", "color_scheme": "light", "viewport": PHONE},
    {"locale": "vi-VN", "color_scheme": "dark", "viewport": DESKTOP},
]
looks = pytest.mark.parametrize("screen", LOOKS, indirect=True, ids=["phone", "desktop"])
TYPED = {
    "number": WITH_CARD.shown.number,
    "name": WITH_CARD.shown.name,
    "birthdate": WITH_CARD.shown.birthdate,
    "card_number": WITH_CARD.card_number,
    "phone": WITH_CARD.phone,
    "username": WITH_CARD.username,
}


@pytest.fixture
def at(screen: Screen) -> Iterator[Counter]:
    with counter(screen.house.world) as made:
        yield made


def fits(screen: Screen) -> None:
    """Nothing is wider than the screen."""
    wide = screen.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= screen.page.evaluate("document.documentElement.clientWidth")


@looks
def test_an_application_from_the_counter_to_the_second_officer(screen: Screen, at: Counter) -> None:
    page, origin = screen.page, screen.house.origin
    in_this_browser(screen, sits_down(screen.house, at.receiver))
    shows(screen, "/officer/citizen-level-2/new/apply", "application-new")
    fits(screen)
    for name, value in TYPED.items():
        page.fill(f"[name={name}]", value)
    page.check("[name=checked][value=card_shown]")
    page.fill("[name=phone]", "0901111111")
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("không phải của người này")
    is_clean(screen, "application-phone-of-another")
    page.fill("[name=phone]", WITH_CARD.phone)
    page.click("main form button[type=submit]")
    expect(page.locator("#state")).to_have_text("Đã nộp")
    is_clean(screen, "application-submitted")
    fits(screen)
    case = page.url.rpartition("/")[2].partition("?")[0]
    page.click("#do-compare button")
    is_clean(screen, "application-compare")
    fits(screen)
    for field in ("face", "fingerprint"):
        file = FilePayload(name=f"{field}.jpg", mimeType="image/jpeg", buffer=photograph())
        page.set_input_files(f"#{field}", [file])
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("Đúng là người này")
    shows(screen, f"/officer/applications/{case}/confirmation", "application-confirmation")
    page.goto(f"{origin}/officer/citizen-level-2/{case}")
    page.click("#add-document summary")
    page.check("#kind-signed_confirmation")
    paper = FilePayload(name="p.pdf", mimeType="application/pdf", buffer=pdf_of())
    page.set_input_files("#file", [paper])
    page.click("#add-document button[type=submit]")
    page.click("#act-complete summary")
    page.click("#do-complete button")
    expect(page.locator("#state")).to_have_text("Đầy đủ, hợp lệ")
    is_clean(screen, "application-complete")
    fits(screen)
    with seated(screen, at.reviewer):
        page.goto(f"{origin}/officer/citizen-level-2/{case}")
        page.click("#act-verify summary")
        page.click("#do-verify button")
        expect(page.locator("#state")).to_have_text("Đã xác minh")
        page.get_by_role("button", name="Đọc và ký").click()
        is_clean(screen, "application-sign")
        fits(screen)
        screen.press("#sign")
        is_clean(screen, "application-signed-once")
    with seated(screen, at.approver):
        page.goto(f"{origin}/officer/citizen-level-2/{case}")
        page.get_by_role("button", name="Đọc và ký").click()
        is_clean(screen, "application-sign-second")
        screen.press("#sign")
    page.goto(f"{origin}/officer/citizen-level-2/{case}")
    expect(page.locator("#state")).to_have_text("Đã cấp")
    is_clean(screen, "application-granted")


@looks
def test_the_list_of_a_morning_shows_what_is_due_first(screen: Screen, at: Counter) -> None:
    made: list[Case] = []
    for at_hand in range(3):
        number, phone = f"00119000081{at_hand}", f"+8490555500{at_hand}"
        record = {**at.population.records[WITH_CARD.shown.number], "personal_number": number}
        for registry in (at.population, at.identity):
            registry.records[number] = record
        at.subscribers.records[phone] = {"personal_number": number}
        shown = replace(WITH_CARD.shown, number=number)
        told = replace(WITHOUT_CARD, shown=shown, phone=phone, username=f"sau.{at_hand}")
        made.append(sure(at.apply(told)))
    both = desk_of(
        screen.house.world,
        OfficerRole.RECEIVING_OFFICER,
        OfficerRole.IDENTITY_OFFICER,
        kind=DeskKind.COMMUNE_POLICE,
    )
    in_this_browser(screen, sits_down(screen.house, both))
    shows(screen, "/officer/citizen-level-2-with-card", "applications-list")
    for each in made:
        expect(screen.page.locator("main")).to_contain_text(each.number)
    fits(screen)
    shows(screen, "/officer/work", "applications-work")
