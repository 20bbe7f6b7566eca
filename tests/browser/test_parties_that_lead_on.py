"""A callback that leads on to another origin, as brokers and proxies do, in a real Chromium.

Chromium applies a page's `form-action` to every redirect after its form. Where one is missing in
the policy the press of the button does nothing, and no page says so.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Screen, a_screen
from tests.support.live import House
from tests.support.receiver import Receiver, receiving


@pytest.fixture
def beyond() -> Iterator[Receiver]:
    """Another origin, which no registration names."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def broker(receiver: Receiver, beyond: Receiver) -> Iterator[Receiver]:
    """The party's callback leads every browser on to the other origin."""
    receiver.onward = f"{beyond.origin}/application"
    yield receiver
    receiver.onward = None


def ends_beyond(screen: Screen, beyond: Receiver) -> None:
    expect(screen.page.locator("#back")).to_be_visible()
    expect(screen.page).to_have_url(f"{beyond.origin}/application")


def test_a_consent_ends_where_the_callback_leads(
    screen: Screen, broker: Receiver, beyond: Receiver
) -> None:
    person = screen.house.world.person()
    screen.ask()
    screen.password(person)
    screen.allow()
    ends_beyond(screen, beyond)
    assert "code" in broker.queries[-1]


def test_a_refused_consent_and_a_cancelled_sign_in_end_there_too(
    screen: Screen, broker: Receiver, beyond: Receiver
) -> None:
    person = screen.house.world.person()
    screen.ask()
    screen.press("#cancel")
    ends_beyond(screen, beyond)
    screen.ask()
    screen.password(person)
    screen.press("#consent-deny")
    ends_beyond(screen, beyond)
    assert broker.queries[-1]["error"] == "access_denied"


@pytest.mark.parametrize("level", [1, 2])
def test_a_sign_in_ends_there_when_nothing_is_left_to_consent(
    screen: Screen, broker: Receiver, beyond: Receiver, level: int
) -> None:
    person = screen.house.world.person()
    screen.house.walk(screen.party).complete(person, acr_values=screen.house.acr(level))
    screen.ask(acr_values=screen.house.acr(level))
    screen.password(person)
    if level > 1:
        screen.code(person)
    ends_beyond(screen, beyond)
    assert "code" in broker.queries[-1]


@pytest.mark.parametrize("session", [False, True])
def test_a_form_post_answer_ends_there(
    screen: Screen, broker: Receiver, beyond: Receiver, *, session: bool
) -> None:
    person = screen.house.world.person()
    screen.ask(response_mode="form_post")
    screen.password(person)
    screen.press("#consent-allow")
    ends_beyond(screen, beyond)
    if session:
        screen.ask(response_mode="form_post")
        ends_beyond(screen, beyond)
    assert "code" in broker.forms[-1]


def test_a_sign_out_ends_there(screen: Screen, broker: Receiver, beyond: Receiver) -> None:
    person = screen.house.world.person()
    back = f"{broker.origin}/signed-out"
    party = screen.house.world.party(
        "Broker",
        redirect_uris=(f"{broker.origin}/cb",),
        post_logout_redirect_uris=(back,),
        loopback=True,
    )
    walk = screen.ask(party)
    screen.password(person)
    screen.allow()
    ends_beyond(screen, beyond)
    token = walk.redeem(broker.queries[-1]["code"]).json["id_token"]
    query = urlencode({"id_token_hint": token, "post_logout_redirect_uri": back})
    screen.page.goto(f"{screen.house.origin}/logout?{query}")
    screen.press("#logout-confirm")
    ends_beyond(screen, beyond)


@pytest.mark.parametrize("mode", ["query", "form_post"])
def test_a_callback_on_an_ipv6_address_is_reached(
    chromium: Browser, house: House, mode: str
) -> None:
    with receiving("::1") as party, a_screen(chromium, house, party) as screen:
        person = house.world.person()
        screen.ask(response_mode=mode)
        screen.password(person)
        with screen.page.expect_request(f"{party.origin}/cb**"):
            screen.press("#consent-allow")
        expect(screen.page).not_to_have_url(f"{house.origin}/**")
        told = party.queries if mode == "query" else party.forms
        assert "code" in told[-1]
