"""A person binds the application to themselves, with card and face, and reaches level 4 by it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, ViewportSize, expect

from tests.browser.conftest import launched
from tests.browser.test_the_demo_phone import approve, looks_right, press, reached, sign_in
from tests.support import cameras
from tests.support.demonstration import Demonstration
from tests.support.patience import WAIT

WHO = "guardian"
NAME = "thu.chi"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    running = Demonstration.on_free_ports(tmp_path_factory.mktemp("demo") / "state")
    with running.up():
        yield running


@pytest.fixture
def phone(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The telephone's own browser, with a person before its camera."""
    film = cameras.write_film(tmp_path_factory.mktemp("films") / "living.y4m", cameras.face)
    camera = (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={Path(film)}",
    )
    started = launched(playwright, *camera)
    context = next(started).new_context(
        viewport=ViewportSize(width=360, height=740),
        locale="en-GB",
        is_mobile=True,
        permissions=["camera"],
    )
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()
    next(started, None)


def hold_card(page: Page, demonstration: Demonstration) -> None:
    """Over to the application, the card held to the phone, and back."""
    press(page, "#card-application")
    username = demonstration.person(WHO)["username"]
    page.check(f"input[name='card'][value='{username}']")
    press(page, "#hold")


def with_code(page: Page, demonstration: Demonstration) -> None:
    sign_in(page, demonstration, WHO)
    page.fill("#code", demonstration.phone(WHO).code())
    press(page, "#login-submit")


def show_card_and_face(page: Page, demonstration: Demonstration) -> None:
    sign_in(page, demonstration, WHO)
    hold_card(page, demonstration)
    looks_right(page, "signin-as-oneself-face-consent")
    press(page, "#face-allow")
    looks_right(page, "signin-as-oneself-face")
    page.click("#face-start")
    for place in range(1, 5):
        expect(page.locator("[data-place-told]")).to_contain_text(
            re.compile(f"{place}(/| of )4"), timeout=WAIT
        )
        page.click("#face-ready")
    page.wait_for_url("**/me/means/app", timeout=WAIT)


def sign_in_with_the_application(page: Page, demonstration: Demonstration) -> None:
    page.goto(f"{demonstration.portal}/sign-in?level=4")
    sign_in(page, demonstration, WHO)
    if not page.locator("#app-open").count():
        press(page, "a[href$='/app']")  # the other of her two ways to level 4
    assert page.locator("a[href$='/card']").count()  # the card and her face are a way as well
    approve(page, NAME)
    reached(page, demonstration, 4)
    looks_right(page, "portal-level-4-by-oneself")


@pytest.mark.norm("D20.1d", limb="password and an anchored key of the application")
@pytest.mark.norm("X16.4", limb="what card and face have bound")
def test_card_and_face_bind_the_application_and_it_reaches_level_4(
    demonstration: Demonstration, phone: Page
) -> None:
    phone.goto(f"{demonstration.issuer}/me/means/card")
    with_code(phone, demonstration)
    hold_card(phone, demonstration)
    phone.wait_for_url("**/me/means?done=added")

    phone.goto(f"{demonstration.issuer}/me/means/app")
    with_code(phone, demonstration)
    expect(phone.locator(".qr")).to_be_visible()
    looks_right(phone, "me-means-app-could-be-anchored")
    press(phone, "#as-oneself")
    looks_right(phone, "signin-as-oneself")
    show_card_and_face(phone, demonstration)
    expect(phone.locator("#anchored")).to_be_visible()
    # No QR code is offered: only this telephone was before that camera.
    expect(phone.locator(".qr")).to_have_count(0)
    looks_right(phone, "me-means-app-anchored")
    press(phone, "#app-open")
    press(phone, "#make")
    expect(phone.locator("#done")).to_be_visible()

    phone.goto(f"{demonstration.issuer}/me/means")
    looks_right(phone, "me-means-anchored")
    sign_in_with_the_application(phone, demonstration)
