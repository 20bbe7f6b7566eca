"""An officer searches for a person on a phone, finds them, and goes on to a request."""

import pytest
from playwright.sync_api import expect

from idp.kernel.actors import OfficerRole
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean
from tests.browser.test_desk_pages import NARROW, sits_down

LONG = "Công Tằng Tôn Nữ Thị Huyền Trân"


@pytest.mark.parametrize("screen", NARROW[1:3], indirect=True, ids=["320-en", "360-vi"])
def test_a_search_on_a_phone_fits_and_tells_people_apart(screen: Screen) -> None:
    page, world = screen.page, screen.house.world
    for name, born in ((LONG, "1957-03-12"), (LONG, "1961"), ("Tôn Nữ An", "1999-01-01")):
        world.person(totp=False, data={"name": name, "birthdate": born})
    width = page.evaluate("window.innerWidth")
    sits_down(screen, OfficerRole.HOTLINE)
    page.goto(f"{screen.house.origin}/officer/people")
    screen.press("a[href='/officer/people/search']")
    is_clean(screen, f"people-search-{width}")
    page.fill("#search-sought", "cong tang ton nu thi huyen tran")
    page.fill("#search-ground", "Phiếu 17")
    page.check("#search-purpose-serve_the_person")
    screen.press("#search")
    expect(page.locator("#found li")).to_have_count(2)
    assert page.input_value("#search-sought") == "cong tang ton nu thi huyen tran"
    assert "cong" not in page.url
    assert page.input_value("#search-case").startswith("HS-")
    assert page.input_value("#search-ground") == ""
    is_clean(screen, f"people-found-{width}")
    page.fill("#search-born", "12/3/1957")
    screen.press("#search")
    expect(page.locator("#found li")).to_have_count(1)
    page.fill("#search-sought", "Hồ Quý Ly")
    screen.press("#search")
    expect(page.locator("#found li")).to_have_count(0)
    is_clean(screen, f"people-nobody-{width}")
    page.fill("#search-born", "hôm qua")
    screen.press("#search")
    expect(page.locator("#search-born-wrong")).to_be_visible()
    is_clean(screen, f"people-wrong-{width}")
    page.fill("#search-sought", "ton nu an")
    page.fill("#search-born", "")
    screen.press("#search")
    screen.press("#found a[href*='person-request']")
    assert page.input_value("#open-who") in page.url
