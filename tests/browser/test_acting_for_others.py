"""A family's and a company's journey on a small Vietnamese phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Screen, a_screen
from tests.browser.test_accessibility import is_clean
from tests.hostile.test_t_acting_for_others import company, portal
from tests.support.families import child_of
from tests.support.live import House
from tests.support.receiver import Receiver

PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "vi-VN"}


@pytest.fixture
def child_phone(chromium: Browser, house: House, receiver: Receiver) -> Iterator[Screen]:
    with a_screen(chromium, house, receiver, **PHONE) as screen:
        yield screen


@pytest.fixture
def mother_phone(chromium: Browser, house: House, receiver: Receiver) -> Iterator[Screen]:
    with a_screen(chromium, house, receiver, **PHONE) as screen:
        yield screen


@pytest.mark.norm("D14.2-1", limb="held until a guardian confirms in their own session")
def test_a_child_waits_and_the_mother_confirms_on_her_own_phone(
    child_phone: Screen, mother_phone: Screen
) -> None:
    world, his, hers = child_phone.house.world, child_phone.page, mother_phone.page
    mother = world.person(totp=False)
    child = child_of(world, mother)
    walk = child_phone.ask(scope="openid profile email")
    child_phone.password(child)
    is_clean(child_phone, "family-1-child-asks")
    child_phone.press("#ask-guardian")
    expect(his.locator("#waiting")).to_be_visible()
    is_clean(child_phone, "family-2-child-waits")

    hers.goto(f"{mother_phone.house.origin}/me")
    mother_phone.password(mother)
    expect(hers.locator("#wards-wait")).to_be_visible()
    is_clean(mother_phone, "family-3-mother-own-account")
    mother_phone.press("#wards-wait a")
    is_clean(mother_phone, "family-4-mother-wards")
    mother_phone.press("#waiting a")
    is_clean(mother_phone, "family-5-mother-reads")
    mother_phone.press("#ward-allow")
    is_clean(mother_phone, "family-6-mother-done")

    expect(his.locator("#back")).to_be_visible()  # it goes on by itself
    assert "act" not in child_phone.told(walk)


@pytest.mark.norm("X6.1", limb="the token names the organisation, and who acts")
def test_a_director_acts_for_the_company_and_a_mother_for_the_child(
    mother_phone: Screen,
) -> None:
    world = mother_phone.house.world
    person = world.person(totp=False)
    company(world, person)
    child_of(world, person)
    party = portal(
        world,
        redirect_uris=(f"{mother_phone.receiver.origin}/cb",),
        post_logout_redirect_uris=(),
        loopback=True,
    )
    claims = '{"userinfo": {"organisation_number": null, "tax_code": null, "birthdate": null}}'
    walk = mother_phone.ask(party, scope="openid profile", claims=claims)
    mother_phone.password(person)
    is_clean(mother_phone, "company-1-for-whom")
    mother_phone.press("button:has-text('Sen Vàng')")
    expect(mother_phone.page.locator("#acts-for")).to_contain_text("Công ty Sen Vàng")
    is_clean(mother_phone, "company-2-consent")
    mother_phone.allow()
    assert mother_phone.told(walk)["act"]["sub"]
    mother_phone.page.goto(f"{mother_phone.house.origin}/me/history")
    is_clean(mother_phone, "company-3-history")
