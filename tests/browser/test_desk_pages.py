"""The officers' desk in a browser: on a desktop and on a phone, nothing for axe to find."""

import base64
import contextlib
import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from playwright.sync_api import CDPSession, Page, ViewportSize, expect

from idp.access.desks import DeskKind
from idp.factors.domain import CredentialKind
from idp.kernel.actors import ActingClient, OfficerRole
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.platform.jose import decode
from idp.registries.domain import WhyWaiting
from idp.registries.duplicates import JoinHeld
from idp.subjects.domain import SubjectKind
from idp.violations.domain import ViolationKind
from tests.browser.conftest import AUTHENTICATOR, Screen
from tests.browser.test_accessibility import is_clean
from tests.support.applications import application_of
from tests.support.at_desk import AtDesk, at_desk, request_about, session_of
from tests.support.at_desk import sits_down as sits_down_at
from tests.support.corrections import ask, declared
from tests.support.desks import Desk, appointed_too, desk_of
from tests.support.officers import themself
from tests.support.pdf_files import pdf_of
from tests.support.registry_merges import twice
from tests.support.telephones import telephone_of
from tests.support.world import Person, sure
from tests.web.test_desk_joins import joined, opened

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
LOOKS = [
    {"locale": "vi-VN", "color_scheme": "light"},
    {"locale": "en-GB", "color_scheme": "dark", "viewport": DESKTOP},
]
looks = pytest.mark.parametrize("screen", LOOKS, indirect=True, ids=["phone-vi", "dark-en"])


def sits_down(screen: Screen, *roles: OfficerRole, kind: DeskKind = DeskKind.AUTHORITY) -> AtDesk:
    """An officer's session of the desk, in this browser."""
    return in_this_browser(screen, at_desk(screen.house, *roles, kind=kind))


def in_this_browser(screen: Screen, there: AtDesk) -> AtDesk:
    """The same session of the desk."""
    screen.context.add_cookies(
        [
            {"name": name, "value": value, "url": screen.house.origin}
            for name, value in there.visitor.cookies.items()
        ]
    )
    return there


def shows(screen: Screen, path: str, name: str, status: int = 200) -> None:
    answer = screen.page.goto(f"{screen.house.origin}{path}")
    assert answer is not None
    assert answer.status == status, path
    is_clean(screen, name)


def a_case(screen: Screen) -> str:
    """An open misuse case; its number."""
    services, party = screen.house.world.services, screen.party.client_id
    case_id = services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to=party, actor=ActingClient(client_id=party)
    )
    case = services.work_list.by_id(case_id)
    assert case is not None
    return case.number


@looks
def test_the_pages_of_a_case(screen: Screen) -> None:
    number, page = a_case(screen), screen.page
    sits_down(screen, OfficerRole.REVIEWER)
    shows(screen, "/officer", "desk-due")
    shows(screen, "/officer/work", "desk-work")
    shows(screen, "/officer/misuse", "desk-misuse")
    shows(screen, f"/officer/misuse/{number}", "desk-case")
    screen.press("#do-take button")
    is_clean(screen, "desk-case-taken")
    at_desk(screen.house, OfficerRole.REVIEWER)
    shows(screen, f"/officer/assign/{number}", "desk-assign")
    page.check("#officer-queue")
    screen.press("main form button")
    is_clean(screen, "desk-case-given")
    page.click("#act-close summary")
    page.fill("#close-outcome", "Đã nhắc nhở bên sử dụng và thay khóa")
    screen.press("#do-close button")
    expect(page.locator("#state")).to_have_text({"vi": "Đã khép lại", "en": "Closed"}[lang(page)])
    is_clean(screen, "desk-case-closed")


@looks
def test_the_papers_of_a_case(screen: Screen) -> None:
    services, person = screen.house.world.services, screen.house.world.person()
    case = services.losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        actor=ActingClient(client_id=screen.party.client_id),
    )
    page = screen.page
    there = sits_down(screen, OfficerRole.HOTLINE)
    shows(screen, f"/officer/losses/{case.number}", "desk-loss")
    page.click("#add-document summary")
    page.check("#kind-evidence")
    page.set_input_files(
        "#file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf_of()}
    )
    is_clean(screen, "desk-loss-adding")
    screen.press("#add-document button")
    page.click(".papers details summary")
    is_clean(screen, "desk-loss-document")
    with page.expect_download() as downloaded:
        page.fill(".papers input[name=purpose]", "đối chiếu")
        page.click(".papers button")
    assert downloaded.value.suggested_filename.endswith(".pdf")
    screen.press("#do-take button")
    page.click("#act-close summary")
    page.fill("#close-outcome", "Đã gọi lại cho người báo")
    screen.press("#do-close button")
    is_clean(screen, "desk-loss-closed")
    screen.press("[aria-labelledby=letters-head] .papers a")
    is_clean(screen, "desk-letter")
    screen.press(".acts .button")
    asked_for = request_about(screen.house, there.desk, person)  # the case of the loss is closed
    page.fill("#look-case", asked_for)
    page.check("#look-purpose-settle_a_case")
    screen.press("#look")
    assert page.locator("#letter").is_visible()
    is_clean(screen, "desk-letter-read")


NARROW = [
    {"locale": locale, "viewport": {"width": width, "height": 700}}
    for locale, width in (("vi-VN", 320), ("en-GB", 320), ("vi-VN", 360), ("vi-VN", 390))
]


@pytest.mark.parametrize(
    "screen", NARROW, indirect=True, ids=["320-vi", "320-en", "360-vi", "390-vi"]
)
def test_on_a_phone_each_row_is_a_block_and_no_number_breaks(screen: Screen) -> None:
    number, page = a_case(screen), screen.page
    width = page.evaluate("window.innerWidth")
    sits_down(screen, *OfficerRole)
    party = screen.party.client_id
    records = (
        f"/officer/misuse/{number}",
        f"/officer/assign/{number}",
        f"/officer/parties/{party}",
        f"/officer/history?words={party}",
        "/officer/people",
    )
    for path in (*LISTS, *records):
        place = path.split("?")[0].replace(number, "one").replace(party, "one")
        shows(screen, path, f"desk-phone-{width}{place.replace('/', '-')}")
        assert page.evaluate(SIDEWAYS) == [], path
    page.goto(f"{screen.house.origin}/officer/work")
    row = page.locator("tbody tr", has_text=number)
    due, head = row.locator(".due").bounding_box(), row.locator("th").bounding_box()
    assert due is not None
    assert head is not None
    assert due["y"] < head["y"]
    assert row.locator("th code").evaluate("each => each.getClientRects().length") == 1
    label = row.locator(".due").evaluate("each => getComputedStyle(each, '::before').content")
    assert {"vi": "Hạn", "en": "Due"}[lang(page)] in label


@looks
def test_who_holds_two_appointments_chooses_and_switches(screen: Screen) -> None:
    page, world = screen.page, screen.house.world
    desk = desk_of(world, OfficerRole.OPERATOR, desk="Cục")
    counter = appointed_too(
        desk, OfficerRole.RECEIVING_OFFICER, name="Công an xã", kind=DeskKind.COMMUNE_POLICE
    )
    token = session_of(screen.house, desk.person.subject_id)
    screen.context.add_cookies([{"name": "md_session", "value": token, "url": screen.house.origin}])
    page.goto(f"{screen.house.origin}/officer/session")
    is_clean(screen, "desk-choice")
    narrow = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(narrow)
    screen.press(f"button[value='{desk.officer.appointment_id}']")
    expect(page.locator("#at-desk")).to_contain_text("Cục")
    is_clean(screen, "desk-two")
    for path in ("appointments", "officers"):
        key = counter.appointment_id if path == "appointments" else desk.officer.officer_id
        shows(screen, f"/officer/{path}/{key}", f"desk-{path}")
    shows(screen, "/officer/resignation", "desk-resignation")
    screen.press("#switch")
    screen.press(f"button[value='{counter.appointment_id}']")
    expect(page.locator("#at-desk")).to_contain_text("Công an xã")


@looks
def test_the_head_of_the_desk_keeps_a_long_office_apart_from_the_switch(screen: Screen) -> None:
    page, world = screen.page, screen.house.world
    long = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội, Công an tỉnh Bà Rịa - Vũng Tàu"
    desk = desk_of(world, OfficerRole.OPERATOR, OfficerRole.HOTLINE, desk=long)
    appointed_too(
        desk, OfficerRole.RECEIVING_OFFICER, name="Công an xã", kind=DeskKind.COMMUNE_POLICE
    )
    token = session_of(screen.house, desk.person.subject_id)
    screen.context.add_cookies([{"name": "md_session", "value": token, "url": screen.house.origin}])
    page.goto(f"{screen.house.origin}/officer/session")
    screen.press(f"button[value='{desk.officer.appointment_id}']")
    where, switch = page.locator("#at-desk .quiet"), page.locator("#switch")
    assert switch.evaluate("link => link.offsetHeight < 50"), "it is broken in two lines"
    office, link = where.bounding_box(), switch.bounding_box()
    assert office is not None
    assert link is not None
    below = link["y"] >= office["y"] + office["height"] - 1
    assert below or link["x"] >= office["x"] + office["width"] + 8
    is_clean(screen, "desk-long-office")


LISTS = (
    "/officer",
    "/officer/work",
    "/officer/misuse",
    "/officer/clocks",
    "/officer/losses",
    "/officer/parties",
    "/officer/officers",
    "/officer/decisions",
    "/officer/notices",
    "/officer/letters",
)
SIDEWAYS = """[...document.querySelectorAll('main *')]
    .filter(each => each.scrollWidth > each.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX))
    .map(each => each.className)"""
"""What can be scrolled sideways inside the page."""


def lang(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


@pytest.mark.parametrize("screen", [{"locale": "en-GB", "viewport": DESKTOP}], indirect=True)
def test_an_officer_works_with_the_keyboard_alone(screen: Screen) -> None:
    number, page = a_case(screen), screen.page
    sits_down(screen, OfficerRole.REVIEWER)
    page.goto(f"{screen.house.origin}/officer/misuse/{number}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#do-take button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.focus("#act-close summary")
    page.keyboard.press("Enter")
    page.focus("#close-outcome")
    page.keyboard.type("found and done")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_text("Closed")


@pytest.mark.parametrize(
    "screen", [{"locale": "en-GB", "java_script_enabled": False}], indirect=True
)
def test_a_list_is_sorted_with_the_keyboard_and_no_script(screen: Screen) -> None:
    page, world = screen.page, screen.house.world
    for name in ("Beta", "Alpha"):
        world.party(name)
    sits_down(screen, OfficerRole.OPERATOR)
    page.goto(f"{screen.house.origin}/officer/parties")
    for sorted_as in ("ascending", "descending"):
        page.focus("thead th:first-child a")
        outline = page.locator("thead th:first-child a").evaluate(
            "each => { const seen = getComputedStyle(each);"
            " return each.matches(':focus-visible') && seen.outlineStyle !== 'none'; }"
        )
        assert outline
        with page.expect_navigation():
            page.keyboard.press("Enter")
        head = page.locator("thead th").first
        expect(head).to_have_attribute("aria-sort", sorted_as)
        names = page.locator("tbody th").all_inner_texts()
        assert names == sorted(names, reverse=sorted_as == "descending")


@pytest.mark.parametrize(
    "screen", [{"locale": "en-GB", "java_script_enabled": False}], indirect=True
)
def test_a_case_is_moved_without_a_script(screen: Screen) -> None:
    number = a_case(screen)
    sits_down(screen, OfficerRole.REVIEWER)
    screen.page.goto(f"{screen.house.origin}/officer/misuse/{number}")
    screen.press("#do-take button")
    expect(screen.page.locator("#state")).to_have_text("Taken")


@pytest.mark.norm("D4.8", limb="an officer signs in a browser exactly what the page shows")
@looks
def test_a_decision_is_signed_with_a_passkey_of_the_browser(screen: Screen) -> None:
    page, world = screen.page, screen.house.world
    there = sits_down(screen, OfficerRole.OPERATOR)
    give_key(screen, there)
    page.goto(f"{screen.house.origin}/officer/policy-change/new/propose-sso")
    page.check("#propose-sso-value-off")
    screen.press("main form button")
    assert "off" in page.inner_text("#decided")
    is_clean(screen, "desk-sign")
    screen.press("#sign")
    (decision,) = world.services.decisions.iterate()
    (signature,) = world.services.decisions.signatures(decision.id)
    assert signature.signer.officer_id == there.desk.officer.officer_id
    is_clean(screen, "desk-signed")


NO_SCRIPT = {"locale": "en-GB", "java_script_enabled": False}


@pytest.mark.norm("D4.8", limb="an officer signs on a telephone what page and telephone show")
@pytest.mark.parametrize(
    "screen", [*LOOKS, NO_SCRIPT], indirect=True, ids=["phone-vi", "dark-en", "no-script"]
)
def test_a_decision_is_signed_on_the_telephone(
    screen: Screen, request: pytest.FixtureRequest
) -> None:
    page, world = screen.page, screen.house.world
    scripted = "no-script" not in request.node.name
    desk = desk_of(world, OfficerRole.OPERATOR)
    app = application_of(screen.house, desk.person)
    in_this_browser(screen, sits_down_at(screen.house, desk))
    page.goto(f"{screen.house.origin}/officer/policy-change/new/propose-sso")
    page.check("#propose-sso-value-off")
    screen.press("main form button")
    if scripted:
        is_clean(screen, "desk-sign-or-on-phone")
    screen.press("#sign-on-phone")
    if scripted:
        is_clean(screen, "desk-sign-on-phone")
    handle = parse_qs(urlsplit(page.text_content("#app-text") or "").query)["h"][0]
    asked, number = app.scan(handle).json, page.inner_text("#app-number")
    for line in asked["shown"]["lines"]:
        assert str(line["after"]) in page.inner_text("#decided"), line
    if scripted:
        page.reload()
        assert page.inner_text("#app-number") == number
        assert page.locator("#app-text").count() == 0
        is_clean(screen, "desk-sign-on-phone-scanned")
        with page.expect_navigation():
            assert app.sign(asked, number=number).status == 200
        expect(page.locator("#app-number")).to_have_count(0)
    else:
        assert app.sign(asked, number=number).status == 200
        screen.press("#app-continue")
    (decision,) = world.services.decisions.iterate()
    expect(page).to_have_url(re.compile(f"/officer/decisions/{decision.id}"))
    (signature,) = world.services.decisions.signatures(decision.id)
    assert (signature.means, signature.digest) == (
        "app_key",
        hashlib.sha256(decode(asked["statement"]) or b"").digest(),
    )


def give_key(screen: Screen, there: AtDesk) -> CDPSession:
    """The officer's key, in a virtual authenticator of this browser; where it is switched off."""
    (key,) = there.desk.device.keys
    private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    devtools = screen.context.new_cdp_session(screen.page)
    devtools.send("WebAuthn.enable")
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    credential = {
        "credentialId": base64.b64encode(key.id).decode(),
        "isResidentCredential": True,
        "rpId": key.rp_id,
        "privateKey": base64.b64encode(private).decode(),
        "userHandle": base64.b64encode(key.user_handle).decode(),
        "signCount": 99,
    }
    devtools.send(
        "WebAuthn.addCredential",
        {"authenticatorId": added["authenticatorId"], "credential": credential},
    )
    return devtools


@contextlib.contextmanager
def seated(screen: Screen, desk: Desk) -> Iterator[None]:
    """The officer at this browser, with a session of the desk and the key that signs."""
    devtools = give_key(screen, in_this_browser(screen, sits_down_at(screen.house, desk)))
    yield
    devtools.send("WebAuthn.disable")


def fills_in(screen: Screen, person: Person, **more: str) -> None:
    """What the document of a person says, in the form that begins a visit to a counter."""
    known = screen.house.world.services.accounts.registered(person.subject_id)
    for name, typed in {"document": "thẻ căn cước", **known, **more}.items():
        screen.page.fill(f"#begin-{name}", typed)


@pytest.mark.norm("D32.2", limb="two officers give an account back in a browser")
@looks
def test_two_officers_give_an_account_back(screen: Screen) -> None:
    page, origin, counter = screen.page, screen.house.origin, DeskKind.COMMUNE_POLICE
    person = screen.house.world.person(data={"email": "a@b.example", "email_verified": True})
    first = sits_down(screen, OfficerRole.RECEIVING_OFFICER, kind=counter)
    devtools = give_key(screen, first)
    page.goto(f"{origin}/officer/counter-recovery/new/begin")
    is_clean(screen, "desk-recovery-begin")
    fills_in(screen, person, name="Nguyễn Văn Khác")
    screen.press("main form button")
    is_clean(screen, "desk-recovery-disagrees")
    fills_in(screen, person)
    screen.press("main form button")
    is_clean(screen, "desk-recovery-begun")
    case = page.url.split("?")[0]
    page.click("#act-review summary")
    page.check("#review-keeps-email")
    is_clean(screen, "desk-recovery-review")
    screen.press("#do-review button")
    is_clean(screen, "desk-recovery-reviewed")
    screen.press("#do-confirm button")
    is_clean(screen, "desk-recovery-sign")
    screen.press("#sign")
    devtools.send("WebAuthn.disable")
    give_key(screen, sits_down(screen, OfficerRole.IDENTITY_OFFICER, kind=counter))
    page.goto(case)
    screen.press("#do-confirm button")
    is_clean(screen, "desk-recovery-approve")
    screen.press("#sign")
    assert page.locator("#recovery-codes li").count() == 10
    is_clean(screen, "desk-recovery-codes")
    page.emulate_media(media="print")
    assert not page.locator(".message").first.is_visible()
    screen.picture("desk-recovery-codes-printed")


@looks
def test_a_key_is_bound_to_its_person(screen: Screen) -> None:
    page, services = screen.page, screen.house.world.services
    person = screen.house.world.person()
    telephone_of(screen.house.world, person.subject_id)
    held = services.credentials.held(person.subject_id)
    (key,) = [each for each in held if each.kind is CredentialKind.APP_KEY]
    first = sits_down(screen, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    give_key(screen, first)
    page.goto(f"{screen.house.origin}/officer/key-anchoring/new/begin")
    fills_in(screen, person, key=services.app_keys.number(key.id))
    is_clean(screen, "desk-key-begin")
    screen.press("main form button")
    is_clean(screen, "desk-key-sign")
    screen.press("#sign")
    page.goto(f"{screen.house.origin}/officer/key-anchoring")
    is_clean(screen, "desk-keys")
    screen.press("main table tbody a")
    is_clean(screen, "desk-key")


@looks
def test_the_pages_of_the_desk(screen: Screen) -> None:
    world = screen.house.world
    party = world.registered("Cổng dịch vụ công").client
    world.party("Kho bạc")
    sits_down(screen, OfficerRole.OPERATOR, OfficerRole.DIRECTOR, OfficerRole.HOTLINE)
    shows(screen, "/officer", "desk-start")
    shows(screen, "/officer/parties?sort=name", "desk-parties")
    shows(screen, f"/officer/parties/{party.client_id}", "desk-party")
    screen.page.click("#act-suspend summary")
    is_clean(screen, "desk-party-suspend")
    for path in ("providers", "terminals", "letters", "notices", "registries", "people", "history"):
        shows(screen, f"/officer/{path}", f"desk-{path}")
    shows(screen, "/officer/parties/new/register", "desk-register")
    screen.page.fill("textarea", "{no json")
    screen.press("main form button")
    assert screen.page.locator("#register-registration-wrong").is_visible()
    is_clean(screen, "desk-register-wrong")


@looks
def test_who_inspects_sees_how_often_officers_looked(screen: Screen) -> None:
    world = screen.house.world
    there, person = at_desk(screen.house, OfficerRole.HOTLINE), world.person()
    number = request_about(screen.house, there.desk, person)
    asked = there.get("/officer/people")
    there.visitor.submit(asked, "who", who=person.username, case=number, purpose="serve_the_person")
    sits_down(screen, OfficerRole.AUDITOR)
    shows(screen, "/officer/looks", "desk-looks")
    shows(screen, "/officer/looks?month=2020-01", "desk-looks-none")


@looks
def test_a_search_by_passport_and_what_it_led_to(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    said = {"type": "passport", "number": "12AB34567"}
    alice = world.person(kind=SubjectKind.FOREIGNER, data={"travel_document": said})
    there = sits_down(screen, OfficerRole.HOTLINE)
    for ticket in ("Phiếu 17", "Phiếu 18"):
        page.goto(f"{screen.house.origin}/officer/people/search")
        page.fill("#search-sought", "12ab 34567")
        page.fill("#search-ground", ticket)
        page.check("#search-purpose-serve_the_person")
        screen.press("#search")
        expect(page.locator("#found li")).to_have_count(1)
    is_clean(screen, "people-found-by-passport")
    request_about(screen.house, there.desk, alice)
    officer = there.desk.officer.officer_id
    sits_down(screen, OfficerRole.AUDITOR)
    shows(screen, "/officer/looks", "desk-looks-searches")
    shows(screen, f"/officer/history?words={officer}", "desk-history-searches")
    expect(page.locator("main")).to_contain_text({"vi": "Dẫn tới", "en": "Led to"}[lang(page)])


@looks
def test_a_relying_party_is_chosen_by_its_name(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    names = ("Kho bạc Nhà nước", "Bảo hiểm xã hội", "Ngân hàng Sen Vàng")
    parties = [world.party(each).client_id for each in names]
    sits_down(screen, OfficerRole.OPERATOR)
    shows(screen, "/officer/policy-change/new/propose-exception", "desk-exception")
    offered = page.eval_on_selector_all(
        "datalist#parties option", "found => found.map(each => each.value)"
    )
    assert set(parties) <= set(offered)
    page.fill("#propose-exception-issued_to", "cổng kho bạc nhà nước")
    page.fill("#propose-exception-recipient", "Kho bạc Trung ương")
    page.fill("#propose-exception-basis", "Điều 12 Luật Căn cước")
    page.check("#propose-exception-data-sub")
    page.fill("#propose-exception-since", "2026-01-01")
    page.fill("#propose-exception-until", "2027-01-01")
    screen.press("main form button")
    expect(page.locator("#propose-exception-recipient-wrong")).to_be_visible()
    is_clean(screen, "desk-exception-wrong")
    page.fill("#propose-exception-recipient", parties[1])
    screen.press("main form button")
    is_clean(screen, "desk-exception-to-sign")
    expect(page.locator("main")).to_contain_text("Cổng Kho bạc Nhà nước")
    for path in ("means-rules-change/new/propose", "terminals/new/register"):
        shows(screen, f"/officer/{path}", f"desk-{path.split('/')[0]}-new")


@looks
def test_two_registrations_of_one_person_wait_at_the_desk(screen: Screen) -> None:
    world = screen.house.world
    told, holder = world.person().subject_id, world.person().subject_id
    feeds, name = world.services.registry_updates.feeds, RegistryName.POPULATION
    feeds.claim(name)
    feeds.fail(name, Reason.SERVICE_UNAVAILABLE)
    why = WhyWaiting(Reason.IDENTITY_EXISTS, holder, JoinHeld.BOTH_USED)
    with world.services.database.transaction():
        feeds.take(name, "e1", told)
        feeds.wait(name, "e1", why)
    sits_down(screen, OfficerRole.OPERATOR)
    shows(screen, "/officer/registries?state=officer", "desk-registries-waiting")
    screen.press("main table tbody a >> nth=0")
    is_clean(screen, "desk-registry-entry")
    screen.press("#act-retry button, #do-retry button")
    assert feeds.one(name, "e1") is not None


@looks
def test_two_registrations_that_were_both_used_are_merged(screen: Screen) -> None:
    both = twice(screen.house.world)
    in_this_browser(screen, sits_down_at(screen.house, both.first))
    screen.page.goto(f"{screen.house.origin}/officer/registries?state=officer")
    screen.press("main table tbody a >> nth=0")
    is_clean(screen, "desk-merge-waits")
    screen.press("#act-merge button, #do-merge button")
    is_clean(screen, "desk-merge-case")
    shown, page = both.shown(), screen.page
    page.click("#act-hear summary")
    for name in ("document", "number", "name", "birthdate", "said"):
        page.fill(f"#hear-{name}", getattr(shown, name))
    is_clean(screen, "desk-merge-hear")
    screen.press("#do-hear button")
    page.click("#act-propose summary")
    page.check("#do-propose input[value=holder]")
    page.fill("#propose-ground", "Một người, hai lần đăng ký: giấy tờ và lời khai khớp.")
    is_clean(screen, "desk-merge-propose")
    screen.press("#do-propose button")
    is_clean(screen, "desk-merge-proposed")
    screen.press("#act-approve button, #do-approve button")
    is_clean(screen, "desk-merge-sign")
    number = page.locator("body").inner_text()
    assert "HS-" in number


@looks
def test_registrations_that_were_joined_are_parted_where_neither_has_an_account(
    screen: Screen,
) -> None:
    both = joined(screen.house.world)
    sits_down(screen, OfficerRole.REVIEWER)
    shows(screen, "/officer/registries?state=joined", "desk-registries-joined")
    screen.press("main table tbody a >> nth=0")
    screen.page.click("#act-part summary")
    is_clean(screen, "desk-registries-part")
    screen.page.fill("#part-reason", "Hai người khác nhau")
    screen.press("#do-part button")
    joins = screen.house.world.services.registry_updates.joins.joins
    undone = joins.by_id(both.join.id)
    assert undone is not None
    assert undone.undone_at is not None


@looks
def test_a_wrong_join_is_undone_on_the_page_of_the_account(screen: Screen) -> None:
    there, both = at_desk(screen.house, OfficerRole.REVIEWER), joined(screen.house.world)
    opened(there, both.used)
    in_this_browser(screen, there)
    shows(screen, f"/officer/accounts/{both.used.subject_id}", "desk-account-joined")
    screen.page.click("#act-part summary")
    is_clean(screen, "desk-account-part")


@looks
def test_what_was_typed_is_kept_until_after_a_fresh_sign_in(screen: Screen) -> None:
    page, world, origin = screen.page, screen.house.world, screen.house.origin
    party = world.registered("Kho bạc").client
    sits_down(screen, OfficerRole.OPERATOR)
    page.goto(f"{origin}/officer/parties/{party.client_id}")
    page.click("#act-suspend summary")
    page.fill("#suspend-reason", "Chứng thư hết hạn\nđã gọi điện cho đầu mối")
    for _ in range(5):
        world.clock.advance(timedelta(minutes=15))
        screen.context.request.get(f"{origin}/officer")
    screen.press("#do-suspend button")
    expect(page.locator("#kept pre")).to_contain_text("đã gọi điện cho đầu mối")
    is_clean(screen, "desk-kept")
    sits_down_again(screen)
    screen.press("#send-again")
    assert page.locator("#state").is_visible()


def sits_down_again(screen: Screen) -> None:
    """A fresh sign-in of the same officer, as in another tab of this browser."""
    cookies = {each["name"]: each["value"] for each in screen.context.cookies()}
    session = screen.house.world.services.desk_sessions.by_token(cookies["md_desk"])
    assert session is not None
    token = session_of(screen.house, session.subject_id)
    screen.context.add_cookies([{"name": "md_session", "value": token, "url": screen.house.origin}])
    screen.context.request.get(f"{screen.house.origin}/officer/session")


@looks
def test_a_passkey_that_does_not_sign_is_explained(screen: Screen) -> None:
    page, services = screen.page, screen.house.world.services
    there = sits_down(screen, OfficerRole.OPERATOR)
    page.goto(f"{screen.house.origin}/officer/policy-change/new/propose-sso")
    page.check("#propose-sso-value-off")
    screen.press("main form button")
    address = page.url
    services.losses.report(
        there.desk.person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        actor=themself(there.desk.person.subject_id),
    )
    token = session_of(screen.house, there.desk.person.subject_id)
    screen.context.add_cookies([{"name": "md_session", "value": token, "url": screen.house.origin}])
    page.goto(f"{screen.house.origin}/officer/session")
    page.goto(address)
    assert page.locator("#unfit-keys").is_visible()
    assert page.locator("#sign").count() == 0
    is_clean(screen, "desk-unfit-keys")


@looks
def test_findings_of_fraud_are_chosen_on_the_page_of_the_person(screen: Screen) -> None:
    page, person = screen.page, screen.house.world.person()
    there = sits_down(screen, OfficerRole.REVIEWER)
    page.goto(f"{screen.house.origin}/officer/people")
    page.fill("#look-who", person.username)
    page.fill("#look-case", request_about(screen.house, there.desk, person))
    page.check("#look-purpose-settle_a_case")
    screen.press("#look")
    for event in ("find-credential", "find-ceremony"):
        page.click(f"#act-{event} summary")
    is_clean(screen, "desk-findings")
    page.check("#do-find-credential input[type=radio] >> nth=0")
    page.fill("#find-credential-since", "2099-01-01")
    screen.press("#do-find-credential button")
    assert page.locator("#find-credential-since-wrong").is_visible()
    is_clean(screen, "desk-findings-wrong")


@looks
def test_the_list_and_the_page_of_a_decision(screen: Screen) -> None:
    page = screen.page
    sits_down(screen, OfficerRole.OPERATOR)
    for value in ("off", "same_client"):
        page.goto(f"{screen.house.origin}/officer/policy-change/new/propose-sso")
        page.check(f"#propose-sso-value-{value}")
        screen.press("main form button")
    shows(screen, "/officer/decisions", "desk-decisions")
    screen.press("tbody th a >> nth=0")
    is_clean(screen, "desk-decision")


@looks
def test_what_is_asked_about_a_person_and_what_did_not_reach_them(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    document = {"type": "passport", "number": "12AB34567"}
    document |= {"issued_on": "2020-02-29", "issued_at": "Paris"}
    told = {"nationality": "FRA", "travel_document": document}
    alice = world.person(kind=SubjectKind.FOREIGNER, data=told)
    declared(world, alice.subject_id, gender="female")
    asked = sure(ask(world, alice.subject_id, "gender", "other"))
    born = sure(ask(world, alice.subject_id, "birthdate", "1992-07-15"))
    kind = DeskKind.IMMIGRATION_PROVINCIAL
    there = sits_down(screen, OfficerRole.IMMIGRATION_OFFICER, OfficerRole.OPERATOR, kind=kind)
    shows(screen, f"/officer/data-correction/{born.number}", "desk-correction-born")
    shows(screen, f"/officer/data-correction/{asked.number}", "desk-correction")
    screen.press("#do-take button")
    at_desk(screen.house, OfficerRole.IMMIGRATION_OFFICER, desk="Quầy 2", kind=kind)
    shows(screen, f"/officer/assign/{asked.number}", "desk-correction-assign")
    page.goto(f"{screen.house.origin}/officer/data-correction/{asked.number}")
    page.click("#act-correct summary")
    page.fill("#correct-ground", "Hộ chiếu ghi như vậy")
    is_clean(screen, "desk-correction-deciding")
    screen.press("#do-correct button")
    is_clean(screen, "desk-correction-decided")
    shows(screen, "/officer/data-correction", "desk-corrections")
    look_at(screen, there, alice)
    assert {"vi": "Pháp", "en": "France"}[lang(page)] in page.inner_text("main")
    is_clean(screen, "desk-foreigner")
    notice = world.services.notices.queue_logout(
        client_id=screen.party.client_id, uri="https://127.0.0.1:1/x", claims={"sub": "s"}
    )
    for _ in range(2):
        world.services.notices.deliver()
        world.clock.advance(timedelta(minutes=2))
    shows(screen, "/officer/notices", "desk-notices-failed")
    shows(screen, f"/officer/notices/{notice}", "desk-notice")


def look_at(screen: Screen, there: AtDesk, person: Person) -> None:
    """A recorded look, for a request about this person."""
    page = screen.page
    page.goto(f"{screen.house.origin}/officer/people")
    page.fill("#look-who", person.username)
    page.fill("#look-case", request_about(screen.house, there.desk, person))
    page.check("#look-purpose-serve_the_person")
    screen.press("#look")


@looks
def test_the_account_of_an_organisation_says_who_acts_for_it(screen: Screen) -> None:
    told = {
        "organisation_number": "500000000031",
        "name": "Công ty Cổ phần Sen Vàng",
        "established_on": "2001-01-02",
        "tax_code": "0100000004",
        "representative": {"number": "001190000017", "name": "Lê Thị Mai", "role": "head"},
    }
    person = screen.house.world.person(kind=SubjectKind.ORGANISATION, data=told)
    kind = DeskKind.COMMUNE_POLICE
    there = sits_down(screen, OfficerRole.IDENTITY_OFFICER, kind=kind)
    look_at(screen, there, person)
    assert "Lê Thị Mai" in screen.page.inner_text("main")
    is_clean(screen, "desk-organisation")


@pytest.mark.parametrize(
    "screen", [{"java_script_enabled": False}], indirect=True, ids=["without-script"]
)
def test_the_menu_of_a_phone_is_one_line_and_opens_without_a_script(screen: Screen) -> None:
    page = screen.page
    sits_down(screen, *OfficerRole)
    page.goto(f"{screen.house.origin}/officer/work")
    first = page.locator("#rooms a").first
    heading = page.locator("h1").bounding_box()
    assert heading is not None
    assert not first.is_visible()
    page.click("#menu summary")
    assert first.is_visible()
    below = page.locator("h1").bounding_box()
    assert below is not None
    assert below["y"] > heading["y"] + 200
    screen.press("#rooms a[href='/officer/losses']")
    assert not first.is_visible()
    page.set_viewport_size(DESKTOP)
    assert first.is_visible()
    assert not page.locator("#menu").is_visible()
