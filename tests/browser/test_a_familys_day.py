"""A mother comes to the counter with her child, and activates its account at home."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, ViewportSize, expect

from idp.accounts.domain import AccountState
from tests.browser.conftest import Screen, a_screen
from tests.browser.test_accessibility import finish_signing_in, is_clean
from tests.browser.test_desk_pages import seated, shows
from tests.support.issuance import NUMBER, PERSON, WITH_CARD, Counter, counter
from tests.support.live import House
from tests.support.pdf_files import pdf_of
from tests.support.photographs import photograph
from tests.support.receiver import Receiver

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
SON = {**PERSON, "personal_number": "001218000123", "name": "Nguyễn Văn Con"}
SON |= {"birthdate": "2017-11-23", "gender": "male"}
TYPED = {
    "number": SON["personal_number"],
    "name": SON["name"],
    "birthdate": SON["birthdate"],
    "card_number": "009876543",
    "phone": WITH_CARD.phone,
    "username": "con.nguyen",
    "guardian_number": NUMBER,
    "guardian_name": PERSON["name"],
    "guardian_birthdate": PERSON["birthdate"],
    "guardian_card_number": WITH_CARD.card_number,
    "paper_number": "12/2017",
    "paper_issuer": "UBND xã Tân Lập",
    "paper_issued_on": "2017-12-01",
}
CHOSEN = {
    "checked": "card_shown",
    "acts_as": "parent",
    "guardian_document": "identity_card",
    "paper": "birth_certificate",
}
PASSWORD = "con trâu đi trước cái cày 47"


@pytest.fixture
def at(house: House) -> Iterator[Counter]:
    with counter(house.world) as made:
        for each in (made.population, made.identity):
            each.records[SON["personal_number"]] = SON
        yield made


@pytest.fixture
def computer(chromium: Browser, house: House, receiver: Receiver) -> Iterator[Screen]:
    """That of the officers."""
    with a_screen(chromium, house, receiver, viewport=DESKTOP) as screen:
        yield screen


def adds(computer: Screen, kind: str) -> None:
    """A paper of the dossier, scanned at the counter."""
    page = computer.page
    page.click("#add-document summary")
    page.check(f"#kind-{kind}")
    page.set_input_files(
        "#file", [FilePayload(name="p.pdf", mimeType="application/pdf", buffer=pdf_of())]
    )
    computer.press("#add-document button[type=submit]")


def received(computer: Screen) -> str:
    """The address of the case, with all that it takes."""
    page = computer.page
    shows(computer, "/officer/citizen-level-2/new/apply-with-guardian", "family-new")
    for name, value in TYPED.items():
        page.fill(f"[name={name}]", value)
    for name, value in CHOSEN.items():
        field = page.locator(f"[name={name}]").first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            page.check(f"[name={name}][value={value}]")
    computer.press("main form button[type=submit]")
    is_clean(computer, "family-received")
    case = page.url.partition("?")[0]
    computer.press("#do-compare button")
    for name in ("face", "fingerprint"):
        file = FilePayload(name=f"{name}.jpg", mimeType="image/jpeg", buffer=photograph())
        page.set_input_files(f"#{name}", [file])
    computer.press("main form button[type=submit]")
    page.goto(case)
    adds(computer, "signed_confirmation")
    adds(computer, "authorisation")
    page.click("#act-complete summary")
    computer.press("#do-complete button")
    is_clean(computer, "family-complete")
    return case


@pytest.mark.norm("D10.2d-1", limb="a child with who acts for it, on the pages of a desk")
@pytest.mark.norm("D14.1-1", limb="who acts for a child activates its account on a telephone")
def test_a_mother_gets_her_son_an_account(screen: Screen, computer: Screen, at: Counter) -> None:
    world, desk, phone = screen.house.world, computer.page, screen.page
    mother = world.person(data=dict(PERSON))
    with seated(computer, at.receiver):
        case = received(computer)
    with seated(computer, at.reviewer):
        desk.goto(case)
        desk.click("#act-verify summary")
        computer.press("#do-verify button")
        desk.get_by_role("button", name="Đọc và ký").click()
        is_clean(computer, "family-sign")
        computer.press("#sign")
    with seated(computer, at.approver):
        desk.goto(case)
        desk.get_by_role("button", name="Đọc và ký").click()
        computer.press("#sign")
    shows(computer, case.removeprefix(computer.house.origin), "family-granted")

    phone.goto(f"{screen.house.origin}/me")
    screen.password(mother)
    screen.press("a[href='/me/wards']")
    expect(phone.locator("#to-activate")).to_contain_text(SON["name"])
    is_clean(screen, "family-to-activate")
    screen.press("#to-activate a")
    finish_signing_in(screen, mother)
    is_clean(screen, "family-activate")
    phone.fill("[name=password]", PASSWORD)
    phone.fill("[name=password_again]", PASSWORD)
    phone.check("[name=accept]")
    screen.press("form:has([name=accept]) button[type=submit]")
    is_clean(screen, "family-active")
    screen.press("#in-use a")
    expect(phone.locator("#ward-password")).to_be_visible()
    is_clean(screen, "family-means")
    found = world.services.accounts.by_username("con.nguyen")
    assert found is not None
    assert found.state is AccountState.ACTIVE
    phone.goto(f"{screen.house.origin}/me/history")
    is_clean(screen, "family-history")
