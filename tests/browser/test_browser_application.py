"""A single-page application on another origin signs a person in, in a real Chromium."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Screen
from tests.support import single_page
from tests.support.single_page import SinglePage


@pytest.fixture
def chromium(whole_chromium: Browser) -> Browser:
    return whole_chromium


@pytest.fixture
def application() -> Iterator[SinglePage]:
    with single_page.serving() as page:
        yield page


def registered(screen: Screen, application: SinglePage, *, origins: tuple[str, ...]) -> None:
    world = screen.house.world
    party = world.party(
        "Single page",
        auth_method="none",
        grant_types=frozenset({"authorization_code"}),
        redirect_uris=(f"{application.origin}/cb",),
        post_logout_redirect_uris=(),
        allowed_origins=origins,
        loopback=True,
    )
    application.settings |= {
        "issuer": world.settings.issuer,
        "client_id": party.client_id,
        "redirect_uri": party.redirect_uri,
    }


def signed_in(screen: Screen, application: SinglePage) -> dict[str, object]:
    """The page's state after a person came back to it."""
    person = screen.house.world.person(totp=False)
    screen.page.goto(application.origin)
    screen.page.click("#sign-in")
    screen.page.wait_for_selector("#username")
    screen.password(person)
    screen.allow()
    expect(screen.page.locator("#told")).not_to_be_empty()
    told: dict[str, object] = json.loads(screen.page.inner_text("#told"))
    return told


def test_a_page_of_a_registered_origin_is_a_whole_client(
    screen: Screen, application: SinglePage
) -> None:
    registered(screen, application, origins=(application.origin,))
    told = signed_in(screen, application)
    assert told.pop("keys")
    assert told == {
        "refused": "The parameter code is missing.",
        "name": "Trần Thị Thử Nghiệm",
        "revoked": 200,
        "after": [401, 'Bearer realm="userinfo", error="invalid_token"'],
    }


def test_a_page_of_another_origin_gets_no_token(screen: Screen, application: SinglePage) -> None:
    """Discovery and keys are everybody's to read; the token endpoint's answer is not."""
    registered(screen, application, origins=("https://app.example",))
    told = signed_in(screen, application)
    assert told.pop("keys")
    assert told == {"failed": "TypeError: Failed to fetch"}
