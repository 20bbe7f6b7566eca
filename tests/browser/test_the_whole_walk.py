"""One sign-in in a real browser, from the relying party and back to it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.support.world import Person


@pytest.mark.norm("D20.1a", limb="a password, told to a relying party")
@pytest.mark.norm("D3.5", limb="a password signs in at a relying party")
def test_a_password_gives_level_one(screen: Screen) -> None:
    person = screen.house.world.person()
    walk = screen.ask()
    screen.picture("01-sign-in")
    screen.password(person)
    screen.picture("02-consent")
    screen.allow()
    claims = screen.told(walk)
    assert (claims["acr"], claims["amr"]) == (screen.house.acr(1), ["pwd"])


@pytest.mark.norm("D20.1b", limb="a password and a code, told to a relying party")
def test_a_password_and_a_code_give_level_two(screen: Screen) -> None:
    person = screen.house.world.person()
    walk = screen.ask(acr_values=screen.house.acr(2))
    screen.password(person)
    screen.picture("03-code")
    screen.code(person)
    screen.allow()
    claims = screen.told(walk)
    assert claims["acr"] == screen.house.acr(2)
    assert {"pwd", "otp"} <= set(claims["amr"])


def test_a_wrong_password_is_told_calmly(screen: Screen) -> None:
    person = screen.house.world.person()
    screen.ask()
    screen.page.fill("#username", person.username)
    screen.page.fill("#password", "not the password")
    screen.press("#login-submit")
    expect(screen.page.locator("#problem")).to_be_visible()
    screen.picture("04-wrong-password")


@pytest.mark.norm("X16.3", limb="a passkey that verified its user is level 2")
def test_a_passkey_is_enrolled_and_alone_gives_level_two(screen: Screen) -> None:
    person = screen.house.world.person()
    screen.authenticator()
    enrol_passkey(screen, person)
    screen.picture("05-means")
    sign_out(screen)
    walk = screen.ask(acr_values=screen.house.acr(2))
    screen.press("#passkey")
    screen.allow()
    claims = screen.told(walk)
    assert claims["acr"] == screen.house.acr(2)
    assert "pwd" not in claims["amr"]


def enrol_passkey(screen: Screen, person: Person) -> None:
    page = screen.page
    page.goto(f"{screen.house.origin}/me/means/passkey")
    if page.locator("#username").count():
        screen.password(person)
    if page.locator("#code").count():
        screen.code(person)
    page.fill("#label", "Điện thoại")
    page.click("#passkey-add")
    page.wait_for_url("**/me/means?done=*")
    expect(page.get_by_text(": Điện thoại").first).to_be_visible()
    screen.house.world.clock.advance(timedelta(seconds=1))


def sign_out(screen: Screen) -> None:
    screen.page.goto(f"{screen.house.origin}/logout")
    screen.press("#logout-confirm")
    expect(screen.page).to_have_url(f"{screen.house.origin}/logged-out")


@pytest.mark.norm("D21.1", "D19.4-3", limb="a step-up repeats every factor")
def test_a_step_up_repeats_every_factor(screen: Screen) -> None:
    person = screen.house.world.person()
    walk = screen.ask()
    screen.password(person)
    screen.allow()
    first = screen.told(walk)
    walk = screen.ask(acr_values=screen.house.acr(2))
    expect(screen.page.locator("#password")).to_be_visible()
    screen.picture("06-step-up")
    screen.password(person)
    screen.code(person)
    second = screen.told(walk)
    assert (first["acr"], second["acr"]) == (screen.house.acr(1), screen.house.acr(2))
    assert first["sub"] == second["sub"]


@pytest.mark.norm("D19.4-3", limb="a continued sign-in tells the old time")
def test_a_second_party_needs_a_consent_of_its_own_but_no_second_sign_in(screen: Screen) -> None:
    person = screen.house.world.person()
    first = screen.ask()
    screen.password(person)
    screen.allow()
    before = screen.told(first)
    other = screen.house.world.party(
        "Other", redirect_uris=(f"{screen.receiver.origin}/other",), loopback=True
    )
    walk = screen.ask(other)
    screen.allow()
    after = screen.told(walk)
    assert after["auth_time"] == before["auth_time"]
    assert after["sub"] != before["sub"]


@pytest.mark.norm("D19.3-2", limb="a no goes back to the party as a no")
def test_a_no_goes_back_to_the_party_as_a_no(screen: Screen) -> None:
    person = screen.house.world.person()
    screen.ask(scope="openid profile")
    screen.password(person)
    screen.press("#consent-deny")
    assert screen.back()["error"] == "access_denied"


def test_cancelling_before_signing_in_goes_back_too(screen: Screen) -> None:
    screen.ask()
    screen.press("#cancel")
    assert screen.back()["error"] == "access_denied"


@pytest.mark.norm("X15.2", limb="a press in the own account ends the refresh token")
@pytest.mark.norm("D4.2", limb="a person sees all consents")
def test_a_consent_is_withdrawn_where_it_is_seen(screen: Screen) -> None:
    person = screen.house.world.person()
    walk = screen.ask(scope="openid offline_access", prompt="consent")
    screen.password(person)
    screen.allow()
    tokens = walk.redeem(screen.back()["code"]).json
    page = screen.page
    page.goto(f"{screen.house.origin}/me/consents")
    screen.picture("07-consents")
    page.click(".ask summary")
    screen.press("form[action$='/withdraw'] button")
    expect(page.locator("[role=status]")).to_be_visible()
    expect(page.locator("form[action$='/withdraw']")).to_have_count(0)
    screen.picture("08-withdrawn")
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    screen.ask()
    expect(page.locator("#consent-allow, #password").first).to_be_visible()


@pytest.mark.norm("D4.2", limb="a person sees every use")
@pytest.mark.norm("D17.3", limb="a person sees what was done in their name")
def test_a_person_sees_what_was_done_in_their_name(screen: Screen) -> None:
    person = screen.house.world.person()
    screen.ask(scope="openid profile")
    screen.password(person)
    screen.allow()
    screen.back()
    screen.page.goto(f"{screen.house.origin}/me/history")
    expect(screen.page.get_by_text("Cổng Demo").first).to_be_visible()
    screen.picture("09-history")


def test_signing_out_everywhere_ends_the_session_of_another_browser(screen: Screen) -> None:
    person = screen.house.world.person()
    elsewhere = screen.house.walk()
    elsewhere.complete(person)
    screen.ask()
    screen.password(person)
    screen.allow()
    screen.back()
    screen.page.goto(f"{screen.house.origin}/me/sessions")
    screen.picture("10-sessions")
    screen.page.click(".ask:has(form[action$='/end-all']) summary")
    screen.press("form[action$='/end-all'] button")
    assert elsewhere.ask(prompt="none").query["error"] == "login_required"
    screen.ask()
    expect(screen.page.locator("#password")).to_be_visible()


@pytest.mark.parametrize("screen", [{"java_script_enabled": False}], indirect=True)
def test_everything_but_passkeys_works_without_javascript(screen: Screen) -> None:
    person = screen.house.world.person()
    walk = screen.ask(acr_values=screen.house.acr(2), response_mode="form_post")
    screen.password(person)
    screen.code(person)
    screen.allow()
    screen.picture("11-form-post-without-script")
    screen.press("main button[type=submit]")
    form = screen.receiver.forms[-1]
    assert walk.redeem(form["code"]).status == 200


def test_a_form_post_answer_submits_itself(screen: Screen) -> None:
    person = screen.house.world.person()
    screen.ask(response_mode="form_post")
    screen.password(person)
    with screen.page.expect_request(f"{screen.receiver.origin}/cb"):
        screen.allow()
    screen.page.wait_for_load_state()
    assert "code" in screen.receiver.forms[-1]


def test_the_back_button_and_a_second_tab_end_at_the_dispatcher(screen: Screen) -> None:
    person = screen.house.world.person()
    walk = screen.ask()
    tab = screen.context.new_page()
    tab.goto(screen.page.url)
    screen.password(person)
    tab.reload()
    expect(tab.locator("#consent-allow")).to_be_visible()
    screen.page.go_back()
    screen.page.reload()
    expect(screen.page.locator("#consent-allow")).to_be_visible()
    screen.allow()
    assert walk.redeem(screen.back()["code"]).status == 200
    tab.locator("#consent-allow").click()
    expect(tab.locator("#op-error")).to_be_visible()
    assert len(screen.receiver.queries) == 1
