"""A real Chromium with a virtual authenticator, in front of the live application."""

import contextlib
import os
import re
import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.support.live import House
from tests.support.patience import WAIT
from tests.support.receiver import Receiver
from tests.support.tools import absent
from tests.support.walks import Walk, contents
from tests.support.world import Party, Person

PICTURES = Path(__file__).parents[2] / "test-artifacts" / "screenshots"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PHONE = {"width": 360, "height": 740}
expect.set_options(timeout=WAIT)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of what a person saw where a test failed."""
    report = yield
    screen = getattr(item, "funcargs", {}).get("screen")
    if report.when == "call" and report.failed and isinstance(screen, Screen):
        with contextlib.suppress(Error):
            _photograph(screen.page, "failed-" + re.sub("[^a-z-]+", "-", item.name.lower()))
    return report


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page where MINH_DANH_TEST_PICTURES asks for every one."""
    if os.environ.get("MINH_DANH_TEST_PICTURES"):
        _photograph(page, name)


def _photograph(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One driver for all browsers of a session: a second one in the same thread is refused."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The machine's own Chromium, without the windows, tabs and buttons around its pages.

    The same engine in Debian's headless shell, where the machine has it: what the whole browser
    starts around every page takes as long as the page and its judgement by axe.
    """
    yield from launched(playwright, shell=shutil.which("chromium-headless-shell"))


@pytest.fixture(scope="session")
def whole_chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser that a person starts, headless."""
    yield from launched(playwright)


def launched(playwright: Playwright, *args: str, shell: str | None = None) -> Iterator[Browser]:
    """This headless shell, or else the whole Chromium, with more arguments; closed in the end."""
    program = shell or os.environ.get("MINH_DANH_TEST_CHROMIUM") or shutil.which("chromium")
    if program is None:
        absent("Chromium (set MINH_DANH_TEST_CHROMIUM or install it)")
    browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *args])
    yield browser
    browser.close()


@dataclass(frozen=True)
class Screen:
    """One person's browser, and one relying party that waits to hear from it."""

    house: House
    context: BrowserContext
    page: Page
    party: Party
    receiver: Receiver

    def ask(self, party: Party | None = None, **changes: str | None) -> Walk:
        """Let the relying party send the browser to us; the walk can redeem what comes back."""
        walk = self.house.walk(party or self.party)
        self.page.goto(f"{self.house.origin}/authorize?{urlencode(walk.request(**changes))}")
        return walk

    def password(self, person: Person) -> None:
        self.page.fill("#username", person.username)
        self.page.fill("#password", person.password)
        self.press("#login-submit")

    def code(self, person: Person) -> None:
        assert person.totp_secret is not None
        self.page.fill("#code", self.house.world.code(person.totp_secret))
        self.press("#login-submit")

    def allow(self) -> None:
        self.press("#consent-allow")

    def press(self, selector: str) -> None:
        """Press a button and wait until the page it leads to is there."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def back(self) -> dict[str, str]:
        """The parameters with which the browser came back to the relying party."""
        expect(self.page.locator("#back")).to_be_visible()
        return self.receiver.queries[-1]

    def told(self, walk: Walk) -> dict[str, Any]:
        """The ID token's claims after the browser came back with a code."""
        return contents(walk.redeem(self.back()["code"]).json["id_token"])

    def picture(self, name: str) -> None:
        picture(self.page, name)

    def authenticator(self, *, fills: bool = False) -> None:
        """Give the device a platform authenticator that verifies its user.

        `fills`: the browser also offers its passkeys among the names it fills in. The virtual
        authenticator then answers at once, as if the person had chosen one there.
        """
        if not fills:
            self.context.add_init_script(
                "PublicKeyCredential.isConditionalMediationAvailable = async () => false;"
            )
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


@pytest.fixture
def screen(
    request: pytest.FixtureRequest, chromium: Browser, house: House, receiver: Receiver
) -> Iterator[Screen]:
    """A phone-sized Vietnamese browser, unless the test's parameters say otherwise."""
    with a_screen(chromium, house, receiver, **getattr(request, "param", {})) as screen:
        yield screen


@contextlib.contextmanager
def a_screen(
    chromium: Browser, house: House, receiver: Receiver, **changes: object
) -> Iterator[Screen]:
    """One person's browser; `changes` are options of its context."""
    options: dict[str, Any] = {"viewport": PHONE, "locale": "vi-VN", **changes}
    party = house.world.party(
        "Demo",
        redirect_uris=(f"{receiver.origin}/cb",),
        post_logout_redirect_uris=(),
        loopback=True,
    )
    context = chromium.new_context(**options)
    context.set_default_timeout(WAIT)
    yield Screen(house, context, context.new_page(), party, receiver)
    context.close()
