"""The camera page in a real Chromium: a film for a camera, no permission, no camera at all."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Route, expect

from idp.factors.biometrics.domain.jpeg import picture
from tests.browser.conftest import Screen, a_screen, launched
from tests.support import cameras
from tests.support.accessibility import faults
from tests.support.biometric_services import MATCH, NO_MATCH, Answer, Script, judgement, serving
from tests.support.biometrics import enter_both
from tests.support.live import House
from tests.support.patience import WAIT
from tests.support.receiver import Receiver
from tests.support.world import Person

Open = Callable[..., Screen]


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture(autouse=True)
def desks(script: Script, house: House) -> Iterator[None]:
    with serving(script) as services:
        enter_both(house.world, services.origin)
        yield


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("films")
    return {
        "living": cameras.write_film(folder / "living.y4m", cameras.face),
        "covered": cameras.write_film(folder / "covered.y4m", cameras.covered),
        "warped": cameras.write_film(folder / "warped.y4m", cameras.warped_still),
    }


@dataclass(frozen=True)
class Cinema:
    """Opens browsers whose camera shows a film."""

    playwright: Playwright
    house: House
    receiver: Receiver

    @contextmanager
    def shows(self, film: Path | None, *, allowed: bool = True, **look: object) -> Iterator[Screen]:
        """A browser before this film; without one there is no camera."""
        pretended = (
            ()
            if film is None
            else (
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            )
        )
        permissions = ["camera"] if allowed else []
        with (
            contextmanager(launched)(self.playwright, *pretended) as browser,
            a_screen(browser, self.house, self.receiver, permissions=permissions, **look) as screen,
        ):
            yield screen


@pytest.fixture
def cinema(playwright: Playwright, house: House, receiver: Receiver) -> Cinema:
    return Cinema(playwright, house, receiver)


def with_passkey(screen: Screen) -> Person:
    """A person at level 02 who has just added a passkey on this device, and signed out."""
    person, page = screen.house.world.person(), screen.page
    screen.authenticator()
    page.goto(f"{screen.house.origin}/me/means/passkey")
    screen.password(person)
    screen.code(person)
    page.fill("#label", "Điện thoại")
    page.click("#passkey-add")
    page.wait_for_url("**/me/means?done=*")
    screen.house.world.clock.advance(timedelta(seconds=1))
    page.goto(f"{screen.house.origin}/logout")
    screen.press("#logout-confirm")
    return person


def clean(screen: Screen, name: str) -> None:
    found = faults(screen.page)
    assert not found, f"{name}: {found}"
    width = screen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0
    screen.picture(name)


def take_all(page: Page) -> None:
    """Say for each picture that it may be taken."""
    for place in range(1, 5):
        expect(page.locator("[data-place-told]")).to_contain_text(f"{place}/4", timeout=WAIT)
        page.click("#face-ready")


def to_the_camera(screen: Screen) -> None:
    screen.press("#passkey")
    expect(screen.page.locator("#face-allow")).to_be_visible()
    screen.press("#face-allow")


@pytest.mark.norm("D20.1c", limb="a passkey and a face, told to a relying party")
def test_a_living_person_beside_a_passkey_reaches_level_3(
    films: dict[str, Path], house: House, cinema: Cinema, script: Script
) -> None:
    with cinema.shows(films["living"]) as screen:
        with_passkey(screen)
        walk = screen.ask(acr_values=house.acr(3))
        screen.press("#passkey")
        clean(screen, "face-consent")
        screen.press("#face-allow")
        clean(screen, "face-camera")
        screen.page.click("#face-start")
        expect(screen.page.locator("video")).to_be_visible()
        clean(screen, "face-running")
        take_all(screen.page)
        screen.page.wait_for_url("**/consent/**", timeout=WAIT)
        screen.allow()
        claims = screen.told(walk)
    assert claims["acr"] == house.acr(3)
    assert "face" in claims["amr"]
    assert script.faults == []


@pytest.mark.norm("D20.1d", limb="a passkey bound at level 2 is no part of level 4, beside a face")
def test_without_the_identity_card_no_face_makes_level_4(
    films: dict[str, Path], house: House, cinema: Cinema
) -> None:
    with cinema.shows(films["living"]) as screen:
        person = with_passkey(screen)
        values = {"essential": True, "values": [house.acr(4)]}
        screen.ask(claims=json.dumps({"id_token": {"acr": values}}))
        screen.password(person)
        assert screen.page.url.endswith("/stopped")
        assert not screen.page.locator("#face-allow").is_visible()


def test_what_the_camera_sent_is_four_different_photographs(
    films: dict[str, Path], house: House, cinema: Cinema, script: Script
) -> None:
    with cinema.shows(films["living"]) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        screen.page.click("#face-start")
        take_all(screen.page)
        screen.page.wait_for_url("**/consent/**", timeout=WAIT)
    watched = script.asked[0].body
    images = [base64.b64decode(each["image"]) for each in watched["samples"]]
    assert len({picture(image).digest for image in images}) == 4
    assert {(picture(image).width, picture(image).height) for image in images} == {
        (cameras.WIDTH, cameras.HEIGHT)
    }
    assert all(len(image) > 3_000 for image in images), "blank pictures"


def test_a_warped_still_never_reaches_level_3(
    films: dict[str, Path], house: House, cinema: Cinema, script: Script
) -> None:
    """The provider sees the imitation; that the ABIS would match is worth nothing."""
    script.liveness = "ATTACK"
    with cinema.shows(films["warped"]) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        screen.page.click("#face-start")
        take_all(screen.page)
        expect(screen.page.locator("#problem")).to_be_visible(timeout=WAIT)
        clean(screen, "face-refused-3")
        assert cinema.receiver.queries == []


def test_a_warped_still_is_nothing_without_a_device_though_everybody_believes_it(
    films: dict[str, Path], house: House, cinema: Cinema, script: Script
) -> None:
    """Password, one-time code and a face that fools both services: level 2 it stays (Q11)."""
    with cinema.shows(films["warped"]) as screen:
        person = screen.house.world.person()
        walk = screen.ask(acr_values=f"{house.acr(4)} {house.acr(3)} {house.acr(2)}")
        screen.password(person)
        screen.code(person)
        screen.allow()
        assert screen.told(walk)["acr"] == house.acr(2)
    assert script.asked == []


def test_the_camera_is_off_once_the_pictures_are_taken(
    films: dict[str, Path], house: House, cinema: Cinema, script: Script
) -> None:
    script.liveness = lambda asked: (200, judgement(asked, "INCONCLUSIVE"))
    with cinema.shows(films["living"]) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        page = screen.page
        told: list[object] = []

        def tell(what: object) -> None:
            told.append(what)

        page.expose_function("tell", tell)
        page.evaluate(
            """() => {
              const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
              navigator.mediaDevices.getUserMedia = async (wish) => {
                tell(wish.audio);
                const stream = await real(wish);
                for (const track of stream.getTracks()) {
                  const stop = track.stop.bind(track);
                  track.stop = () => { stop(); tell(track.readyState); };
                }
                return stream;
              };
            }"""
        )
        page.click("#face-start")
        take_all(page)
        expect(page.locator("#problem")).to_be_visible(timeout=WAIT)
        assert told == [False, "ended"]
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_who_takes_too_long_hears_so_before_all_pictures_are_taken(
    films: dict[str, Path], house: House, cinema: Cinema
) -> None:
    def sooner(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"seconds": 16})

    with cinema.shows(films["living"]) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        screen.page.route("**/face/question", sooner)
        screen.page.click("#face-start")
        expect(screen.page.locator('[data-failed="late"]')).to_be_visible()
        clean(screen, "face-late")
        screen.page.unroute("**/face/question")
        screen.page.click("#face-start")
        take_all(screen.page)
        screen.page.wait_for_url("**/consent/**", timeout=WAIT)


def test_a_picture_that_shows_nothing_is_asked_for_again_and_it_alone(
    films: dict[str, Path], house: House, cinema: Cinema
) -> None:
    with cinema.shows(films["covered"]) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        page = screen.page
        page.click("#face-start")
        told, ready = page.locator("[data-place-told]"), page.locator("#face-ready")
        expect(told).to_have_text("Ảnh 1/4", timeout=WAIT)
        for _ in range(2):
            ready.click()
            expect(told).to_contain_text("chụp lại riêng ảnh này", timeout=WAIT)
            expect(told).to_contain_text("1/4")
            expect(ready).to_be_enabled(timeout=WAIT)
        clean(screen, "face-again")
        ready.click()  # the service judges it then
        expect(told).to_contain_text("2/4", timeout=WAIT)


@pytest.mark.parametrize(
    ("answer", "seconds", "calm"),
    [
        pytest.param(NO_MATCH, 0, False, id="no"),
        pytest.param((200, {"decision": "true"}), 0, True, id="lie"),
        pytest.param(MATCH, 30, True, id="slow"),
    ],
)
def test_a_service_that_says_no_or_lies_or_is_slow_leaves_the_person_a_way_on(
    films: dict[str, Path],
    house: House,
    cinema: Cinema,
    script: Script,
    *,
    answer: Answer,
    seconds: float,
    calm: bool,
) -> None:
    """`calm`: the fault is not theirs, and no try of theirs was counted."""
    script.abis = answer
    with cinema.shows(films["living"]) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        screen.page.click("#face-start")
        script.seconds = seconds
        take_all(screen.page)
        problem = screen.page.locator("#problem")
        expect(problem).to_be_visible(timeout=2 * WAIT)
        clean(screen, f"face-service-{'calm' if calm else 'no'}-{seconds}")
        assert ("không bị tính" in problem.inner_text()) is calm
        assert screen.page.locator("#face-start").is_visible()
        script.released.set()
        screen.press("#cancel")
        assert screen.back()["error"] == "access_denied"


def test_without_permission_the_page_says_so_and_the_other_ways_stay(
    films: dict[str, Path], house: House, cinema: Cinema, script: Script
) -> None:
    with cinema.shows(films["living"], allowed=False) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        screen.page.click("#face-start")
        expect(screen.page.locator('[data-failed="denied"]')).to_be_visible()
        expect(screen.page.locator("#face-start")).to_be_enabled()
        clean(screen, "face-denied")
        screen.press("#cancel")
        assert screen.back()["error"] == "access_denied"
    assert script.asked == []


def test_without_a_camera_the_page_says_so(house: House, cinema: Cinema, script: Script) -> None:
    with cinema.shows(None) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        to_the_camera(screen)
        screen.page.click("#face-start")
        expect(screen.page.locator('[data-failed="missing"]')).to_be_visible()
        clean(screen, "face-missing")
    assert script.asked == []


@pytest.mark.parametrize("look", [{"locale": "en-GB", "color_scheme": "dark"}], ids=["dark"])
def test_the_pages_in_english_and_dark(
    films: dict[str, Path], house: House, cinema: Cinema, look: dict[str, Any]
) -> None:
    with cinema.shows(films["living"], **look) as screen:
        with_passkey(screen)
        screen.ask(acr_values=house.acr(3))
        screen.press("#passkey")
        clean(screen, "face-consent-dark")
        screen.press("#face-deny")
        clean(screen, "face-declined-dark")
        screen.press("#face-allow")
        clean(screen, "face-camera-dark")
        screen.page.goto(f"{house.origin}/me/biometrics")
        screen.press("#passkey")
        clean(screen, "me-biometrics-dark")
