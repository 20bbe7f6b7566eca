"""A family's bad week on one small phone: everybody goes on by what a page or a letter offers.

The grandmother forgot her password, the mother's phone was stolen, the father has another number,
and somebody else signed in as the son.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from idp.factors.domain import CredentialKind
from idp.notices.domain import NoticeKind
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean, looks
from tests.support.contact_changes import password_alone
from tests.support.letters import Arrived, arrived
from tests.support.running import COOL_OFF_OF_PRODUCTION
from tests.support.world import Person, sure

NEW = "bảy con mèo ngủ 47 ngày"
OLD_PHONE, NEW_PHONE = "+84912345661", "+84912345662"
MAIL = "nha@mail.example"
HELP_LINE = "main a[href^='tel:']"


def relative(screen: Screen, name: str, number: str, *, totp: bool = False) -> Person:
    """One of the family, who is reached by mail and by telephone."""
    return screen.house.world.person(
        totp=totp,
        data={
            "name": name,
            "personal_number": number,
            "email": MAIL,
            "email_verified": True,
            "phone_number": OLD_PHONE,
            "phone_number_verified": True,
        },
    )


def newest(screen: Screen, person: Person, kind: NoticeKind, to: str) -> Arrived:
    """What was sent last to this address or number of a person."""
    mine = arrived(screen.house.world, person)
    return [each for each in mine if (each.kind, each.to) == (kind, to)][-1]


def follow(screen: Screen, sent: Arrived, path: str) -> None:
    """Open the link of a letter or text message that leads to this path."""
    (link,) = (each for each in sent.links if path in each)
    screen.page.goto(link)


def first_step(screen: Screen) -> str:
    """The words of the first button of the page, which a hurried person presses."""
    return screen.page.locator("main button, main a.button").first.inner_text()


@looks
@pytest.mark.norm("D32.2", limb="a forgotten password, on the pages")
def test_the_grandmother_sets_a_new_password_and_signs_in_by_the_number(screen: Screen) -> None:
    world, page, number = screen.house.world, screen.page, "000150000066"
    person = relative(screen, "Nguyễn Thị Hai", number)
    screen.ask()
    screen.press("a[href='/public/forgotten']")
    is_clean(screen, "public-forgotten")
    page.fill("#username", "0912 345 661")
    screen.press("#forgotten-password")
    expect(page.locator("#message-sent")).to_be_visible()
    is_clean(screen, "public-forgotten-sent")
    assert world.services.forgotten.send_due() == 1
    letter = newest(screen, person, NoticeKind.PASSWORD_LINK, MAIL)
    follow(screen, letter, "/public/new-password/")
    is_clean(screen, "public-new-password")
    screen.press("#code-send")
    expect(page.locator("#code-sent")).to_be_visible()
    is_clean(screen, "public-new-password-code-sent")
    code = newest(screen, person, NoticeKind.PASSWORD_LINK_CODE, OLD_PHONE)
    assert code.links == []
    page.fill("#code", "12")
    page.fill("#password", NEW)
    page.fill("#password-again", NEW)
    screen.press("#password-submit")
    is_clean(screen, "public-new-password-refused")
    page.fill("#code", re.findall(r"\d{6}", code.text)[0])
    page.fill("#password", NEW)
    page.fill("#password-again", NEW)
    screen.press("#password-submit")
    expect(page.locator("#password-set")).to_be_visible()
    is_clean(screen, "public-new-password-set")
    world.clock.advance(timedelta(seconds=1))
    screen.press("main a.button")
    page.fill("#username", number)
    page.fill("#password", NEW)
    screen.press("#login-submit")
    expect(page.locator("#whose")).to_contain_text("Nguyễn Thị Hai")


def test_a_grandmother_with_more_reads_what_she_can_do_instead(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = relative(screen, "Nguyễn Thị Hai", "000150000067", totp=True)
    screen.ask()
    screen.press("a[href='/public/help']")
    screen.press("main a[href='/public/forgotten']")
    page.fill("#username", OLD_PHONE)
    screen.press("#forgotten-password")
    assert world.services.forgotten.send_due() == 1
    follow(screen, newest(screen, person, NoticeKind.PASSWORD_LINK_REFUSED, OLD_PHONE), "/public/")
    expect(page.locator(HELP_LINE)).to_be_visible()
    expect(page.locator("#without-a-smartphone")).not_to_contain_text("SMS")  # no gateway here
    letter = newest(screen, person, NoticeKind.PASSWORD_LINK_REFUSED, MAIL)
    follow(screen, letter, "/me/means/password")
    expect(page.locator("#passkey")).to_be_visible()


@pytest.mark.norm("D32.3", limb="a stolen phone, on the pages")
def test_the_mother_stops_her_stolen_phone_from_another_and_adds_a_new_one(screen: Screen) -> None:
    house, world, page = screen.house, screen.house.world, screen.page
    person = relative(screen, "Trần Thị Mai", "000180000068")
    codes = world.services.one_time_codes
    begun = sure(codes.begin(person.subject_id, label="stolen"))
    code, binding = world.code(begun.secret), password_alone(world, person)
    sure(codes.confirm(person.subject_id, handle=begun.handle, code=code, binding=binding))
    stolen = house.walk()
    stolen.complete(person)
    world.clock.advance(timedelta(days=1))
    screen.ask()
    screen.press("a[href='/public/help']")
    screen.press("main a[href='/public/report-loss']")
    page.fill("#username", "000180000068")
    page.check("#reason-lost_control")
    page.check("#lost-phone")
    page.fill("#secret", person.password)
    screen.press("#report-submit")
    expect(page.locator("#case-number")).to_be_visible()
    assert "/signin" in stolen.visitor.arrive(stolen.visitor.get("/me")).path
    world.clock.advance(timedelta(seconds=1))
    screen.press("main a.button")
    finish_signing_in(screen, person)
    screen.press(".rooms a[href='/me/means']")
    screen.press("a[href='/me/lost-phone']")
    expect(page.locator("main")).to_contain_text("thêm điện thoại mới")
    page.go_back()
    screen.press("a[href='/me/means/code-app']")
    finish_signing_in(screen, person)
    secret = page.locator("#totp-secret").inner_text()
    page.fill("#code", world.code(secret))
    screen.press("main form button")
    page.wait_for_url("**/me/means?done=added")
    held = world.services.credentials.held(person.subject_id)
    apps = [each for each in held if each.kind is CredentialKind.TOTP]
    assert [each.disabled_at is None for each in apps] == [False, True]
    is_clean(screen, "week-mother-signs-out")
    screen.press("#sign-out")
    assert not world.services.sessions.for_subject(person.subject_id)


@COOL_OFF_OF_PRODUCTION
@pytest.mark.norm("D32.2", limb="a changed number, undone from the old one")
def test_the_father_changes_his_number_and_the_old_one_takes_it_back(screen: Screen) -> None:
    page = screen.page
    person = relative(screen, "Nguyễn Văn Cha", "000180000069")
    screen.ask()
    screen.press("a[href='/public/help']")
    screen.press("main a[href='/me/contacts']")
    finish_signing_in(screen, person)
    screen.press("a[href='/me/contacts/phone']")
    finish_signing_in(screen, person)
    page.fill("#address", "0912 345 662")
    screen.press("#contact-submit")
    sent = newest(screen, person, NoticeKind.CONTACT_CODE, NEW_PHONE)
    page.fill("#code", re.findall(r"\d{6}", sent.text)[0])
    screen.press("#contact-code-submit")
    expect(page.locator("main")).to_contain_text(NEW_PHONE)
    told = {to: newest(screen, person, NoticeKind.CONTACT_CHANGED, to) for to in (MAIL, NEW_PHONE)}
    assert all("/public/undo/" in each.text for each in told.values())
    old = newest(screen, person, NoticeKind.CONTACT_CHANGED, OLD_PHONE)
    follow(screen, old, "/public/undo/")
    assert first_step(screen) == "Hoàn tác ngay"
    screen.press("#undo-submit")
    expect(page.locator("#undone")).to_be_visible()
    is_clean(screen, "week-father-undone")
    screen.press("main a[href='/me']")
    finish_signing_in(screen, person)
    screen.press("a[href='/me/contacts']")
    expect(page.locator("main")).not_to_contain_text(NEW_PHONE)


@pytest.mark.norm("D32.3", limb="a sign-in that was not the person's")
def test_the_son_says_it_was_not_he_and_everything_stops(screen: Screen) -> None:
    house, world, page = screen.house, screen.house.world, screen.page
    person = relative(screen, "Nguyễn Văn Con", "000200000070", totp=True)
    screen.ask()
    screen.password(person)
    screen.allow()
    world.clock.advance(timedelta(days=1))
    stranger = house.walk()
    tokens = stranger.tokens(person, scope="openid offline_access", prompt="consent")
    follow(screen, newest(screen, person, NoticeKind.NEW_BROWSER, MAIL), "/public/undo/")
    assert first_step(screen) == "Đăng xuất mọi người ngay"
    screen.press("#undo-submit")
    assert "/signin" in stranger.visitor.arrive(stranger.visitor.get("/me")).path
    assert stranger.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    world.clock.advance(timedelta(seconds=1))
    screen.press("main a[href='/me']")
    finish_signing_in(screen, person)
    stranger.complete(person)
    screen.press(".rooms a[href='/me/history']")
    act = page.locator(".timeline > li", has_text="Bạn đã đăng nhập").first
    act.locator("details:has(a[href='/me/report-loss']) > summary").click()
    act.locator("a[href='/me/report-loss']").click()
    page.check("#reason-unauthorised_use")
    page.check("#lost-secrets")
    screen.press("#report-submit")
    expect(page.locator("#nothing-left")).to_be_visible()
    expect(page.locator(HELP_LINE)).to_be_visible()
    expect(page.locator("#report-submit")).to_have_count(0)
    is_clean(screen, "week-son-reported")
    assert "/signin" in stranger.visitor.arrive(stranger.visitor.get("/me")).path
    assert stranger.password(stranger.ask(), person).status == 422
