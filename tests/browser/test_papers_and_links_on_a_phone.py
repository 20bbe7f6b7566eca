"""A lost link, and a receipt on paper: what somebody finds out on a small phone, not signed in."""

import re

import pytest
from playwright.sync_api import expect

from idp.kernel.actors import Person as ActingPerson
from tests.browser.conftest import PHONE, Screen
from tests.browser.test_accessibility import is_clean
from tests.support.activations import invited, number_of


@pytest.mark.parametrize("screen", [{"locale": "vi-VN", "viewport": PHONE}], indirect=True)
def test_a_lost_link_is_asked_for_again(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person, lost = invited(world)
    page.goto(f"{screen.house.origin}/public/forgotten")
    page.fill("#username", number_of(world, person))
    is_clean(screen, "lost-link")
    screen.press("#forgotten-activation")
    expect(page.locator("#message-sent")).to_be_visible()
    is_clean(screen, "lost-link-asked")
    assert world.services.forgotten.send_due() == 1
    page.goto(f"{screen.house.origin}/activate/{lost}")
    expect(page.locator("#number")).to_be_visible()
    is_clean(screen, "lost-link-found")
    page.goto(f"{screen.house.origin}/activate/{lost[:-1]}")
    expect(page.locator("#again")).to_be_visible()
    is_clean(screen, "lost-link-ended")


@pytest.mark.parametrize("screen", [{"locale": "vi-VN", "viewport": PHONE}], indirect=True)
def test_a_receipt_on_paper_is_scanned_and_checked(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = world.person(totp=False)
    facts = {"party": "Cổng dịch vụ công (portal)", "given_at": "09:00 01/11/2026"}
    letter = world.services.letters.receipt_of_consent(
        ActingPerson(subject_id=person.subject_id),
        items=["Họ và tên: điền tờ khai", "Ngày sinh: điền tờ khai"],
        data=facts,
        language="vi",
    )
    link = world.services.letters.content(letter).check_link
    page.goto(screen.house.origin + link.removeprefix(world.settings.issuer))
    expect(page.locator("#code")).to_have_value(link.rpartition("=")[2])
    expect(page).to_have_url(re.compile(r"\?number=[^#]*$"))
    is_clean(screen, "paper-scanned")
    screen.press("#paper-submit")
    expect(page.locator("#verdict")).to_contain_text("Cổng dịch vụ công")
    is_clean(screen, "paper-genuine")
    page.fill("#number", letter.number)
    page.fill("#code", "0000-0000-0000")
    screen.press("#paper-submit")
    is_clean(screen, "paper-unknown")
