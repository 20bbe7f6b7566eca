"""Every page, in both languages, one light and one dark: nothing for axe, nothing sideways."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Screen
from tests.support.accessibility import faults
from tests.support.applications import application_of
from tests.support.letters import code_sent
from tests.support.officers import OPERATOR
from tests.support.running import COOL_OFF_OF_PRODUCTION
from tests.support.world import Person, sure

# Colours do not depend on the language: each language and each scheme is looked at once.
LOOKS = [
    {"locale": "vi-VN", "color_scheme": "light"},
    {"locale": "en-GB", "color_scheme": "dark"},
]
OWN_PAGES = (
    "/me",
    "/me/means",
    "/me/means/passkey",
    "/me/means/app",
    "/me/means/code-app",
    "/me/means/password",
    "/me/means/pin",
    "/me/sessions",
    "/me/consents",
    "/me/history",
    "/me/looks",
    "/me/letters",
    "/me/messages",
    "/me/contacts",
    "/me/settings",
    "/me/data/copy",
    "/me/data/erasure",
    "/me/lost-phone",
    "/me/report-loss",
    "/logout",
)
PUBLIC_PAGES = (
    "/public",
    "/public/levels",
    "/public/catalogue",
    "/public/providers",
    "/public/relying-parties",
    "/public/deadlines",
    "/public/terms",
    "/public/help",
    "/public/status",
    "/public/receipt",
    "/public/letters",
    "/public/report-loss",
    "/logged-out",
)
ERROR_PAGES = ("/authorize?client_id=nobody", "/nowhere", "/signin/nobody")
SMALL = """() => [...document.querySelectorAll("button, .button, input, select, textarea")]
  .filter(each => each.checkVisibility() && !["checkbox", "radio", "hidden"].includes(each.type))
  .filter(each => each.getBoundingClientRect().height < 44 && !each.closest(".skip"))
  .filter(each => innerWidth <= 640 || !each.closest(".desk"))
  .map(each => each.outerHTML)"""
"""Controls that a finger misses: lower than 44 pixels. A wide desk is dense, for a mouse."""
looks = pytest.mark.parametrize(
    "screen", LOOKS, indirect=True, ids=lambda look: "-".join(look.values())
)


def is_clean(screen: Screen, name: str) -> None:
    """Judge the page that is shown now; its picture is kept where one is asked for."""
    found = faults(screen.page)
    assert not found, f"{name}: {found}"
    width = screen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{name} scrolls sideways by {width} pixels"
    small = screen.page.evaluate(SMALL)
    assert small == [], f"{name}: {small}"
    look = screen.page.evaluate(
        "document.documentElement.lang + (matchMedia('(prefers-color-scheme: dark)').matches"
        " ? '-dark' : '-light')"
    )
    screen.picture(f"{name}-{look}")


def shows(screen: Screen, path: str, status: int) -> None:
    answer = screen.page.goto(f"{screen.house.origin}{path}")
    assert answer is not None
    assert answer.status == status, path


@looks
def test_the_pages_of_signing_in(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    sure(screen.house.world.services.recovery_codes.renew(person.subject_id))
    screen.ask(acr_values=screen.house.acr(2), scope="openid profile email")
    is_clean(screen, "signin")
    address = page.url
    screen.password(person)
    is_clean(screen, "signin-code")
    page.fill("#code", "000000")
    screen.press("#login-submit")
    is_clean(screen, "signin-code-wrong")
    screen.code(person)
    is_clean(screen, "consent")
    screen.allow()
    screen.back()
    page.goto(address)
    is_clean(screen, "signin-over")
    screen.ask(prompt="select_account")
    is_clean(screen, "signin-account")
    screen.ask(prompt="login")
    page.goto(f"{page.url}/recovery")
    is_clean(screen, "signin-recovery")


@looks
def test_the_pages_of_the_application(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = world.person(totp=False)
    app = application_of(screen.house, person)
    screen.ask(acr_values=screen.house.acr(2))
    screen.password(person)
    is_clean(screen, "signin-app")
    address = page.url
    page.click("main section summary")
    link, number = page.inner_text("#app-text"), page.inner_text("#app-number")
    asked = app.scan(link.rpartition("h=")[2]).json
    page.goto(address)
    is_clean(screen, "signin-app-scanned")
    screen.press("#app-continue")
    assert page.locator("#problem").count() == 1
    is_clean(screen, "signin-app-not-yet")
    page.goto(f"{address}/return")
    is_clean(screen, "signin-app-return")
    assert app.approve(asked, number=number).status == 200
    page.goto(address)
    page.wait_for_selector("#consent-allow")


@looks
def test_the_pages_of_ones_own_account(screen: Screen) -> None:
    person = screen.house.world.person()
    screen.ask(acr_values=screen.house.acr(2), scope="openid profile")
    screen.password(person)
    screen.code(person)
    screen.allow()
    screen.back()
    for path in OWN_PAGES:
        shows(screen, path, 200)
        finish_signing_in(screen, person)
        is_clean(screen, path.strip("/").replace("/", "-"))


@COOL_OFF_OF_PRODUCTION
@looks
def test_the_pages_of_how_a_person_is_reached(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = world.person(
        data={
            "email": "nguyen.thi.minh.an.1990@thu-dien-tu.example",
            "email_verified": True,
            "phone_number": "+84912000009",
            "phone_number_verified": True,
        }
    )
    with world.services.database.transaction():
        world.services.contacts.mark_phone_lost(person.subject_id, world.clock.now())
    for path, typed in (("phone", "0912"), ("email", "an@moi.example")):
        shows(screen, f"/me/contacts/{path}", 200)
        finish_signing_in(screen, person)
        is_clean(screen, f"me-contacts-{path}")
        page.locator("form").evaluate_all("all => all.forEach(each => each.noValidate = true)")
        page.fill("#address", typed)
        screen.press("#contact-submit")
        is_clean(screen, f"me-contacts-{path}-sent")
    page.fill("#code", "000000")
    screen.press("#contact-code-submit")
    is_clean(screen, "me-contacts-wrong-code")
    page.fill("#code", code_sent(world, person))
    screen.press("#contact-code-submit")
    is_clean(screen, "me-contacts-waits")


@looks
def test_the_page_after_a_phone_was_reported_lost(screen: Screen) -> None:
    person = screen.house.world.person()
    shows(screen, "/me/lost-phone", 200)
    finish_signing_in(screen, person)
    screen.press("button.grave")
    assert screen.page.locator("[role=status]").count() == 1
    is_clean(screen, "me-lost-phone-done")


def finish_signing_in(screen: Screen, person: Person) -> None:
    if screen.page.locator("#username").count():
        screen.password(person)
    if screen.page.locator("#code").count() and screen.page.locator("#login-submit").count():
        screen.code(person)


@looks
def test_the_page_of_a_locked_account(screen: Screen) -> None:
    world = screen.house.world
    person = world.person()
    screen.ask()
    screen.password(person)
    screen.allow()
    screen.back()
    world.services.accounts.lock(
        person.subject_id, ground="Điều 15", body="C06", remedy="Gọi 1900 0000", actor=OPERATOR
    )
    screen.page.goto(f"{screen.house.origin}/me")
    finish_signing_in(screen, person)
    is_clean(screen, "me-locked")
    screen.ask()
    is_clean(screen, "signin-stopped")


@looks
def test_the_pages_anyone_may_read(screen: Screen) -> None:
    for path in PUBLIC_PAGES:
        shows(screen, path, 200)
        is_clean(screen, path.strip("/").replace("/", "-"))


@looks
def test_the_pages_of_errors(screen: Screen) -> None:
    for path, status in zip(ERROR_PAGES, (400, 404, 404), strict=True):
        shows(screen, path, status)
        is_clean(screen, f"error{path.split('?')[0].replace('/', '-')}")


def test_pages_are_usable_from_the_keyboard(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask()
    press: Callable[[str], None] = page.keyboard.press
    page.focus("#username")
    page.keyboard.type(person.username)
    press("Tab")
    page.keyboard.type(person.password)
    press("Enter")
    page.focus("#consent-allow")
    press("Enter")
    assert "code" in screen.back()


def test_nothing_is_loaded_from_elsewhere_and_no_policy_is_broken(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    complaints: list[str] = []
    foreign: list[str] = []
    ours = (screen.house.origin, screen.receiver.origin)
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("request", lambda sent: None if sent.url.startswith(ours) else foreign.append(sent.url))
    screen.ask(scope="openid profile email")
    screen.password(person)
    screen.allow()
    screen.back()
    for path in (*OWN_PAGES[:2], *PUBLIC_PAGES[:3]):
        shows(screen, path, 200)
    assert (complaints, foreign) == ([], [])
