"""What is wrong on record, from the page of the data to the list of requests, on a small phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean
from tests.support.corrections import declared


@pytest.mark.parametrize(
    "screen",
    [{}, {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}],
    indirect=True,
    ids=["vi phone", "en desk"],
)
def test_a_datum_is_asked_about_and_followed(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    declared(screen.house.world, person.subject_id, nickname="Nghiệm Còi")
    page.goto(f"{screen.house.origin}/me")
    finish_signing_in(screen, person)
    is_clean(screen, "me-with-corrections")
    page.click("a[href='/me/data/correction/birthdate']")
    is_clean(screen, "correction-of-a-register")
    page.fill("#value", "1990-03-02")
    page.fill("#why", "Ngày và tháng bị đảo.\nGiấy khai sinh số 12/1990, xã Tân Thịnh.")
    screen.press("#correction-submit")
    expect(page.locator("#requests li")).to_have_count(1)
    is_clean(screen, "requests")
    page.goto(f"{screen.house.origin}/me/data/correction/birthdate")
    expect(page.locator("#waits")).to_be_visible()
    is_clean(screen, "correction-waits")
    page.goto(f"{screen.house.origin}/me/data/correction/nickname")
    page.fill("#value", "Nghiệm Còi")
    page.fill("#why", "Sai.")
    screen.press("#correction-submit")
    expect(page.locator("#problem")).to_be_visible()
    is_clean(screen, "correction-of-the-same")
