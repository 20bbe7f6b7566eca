"""What an account was told, on a phone in Vietnamese: found from the overview, read, marked."""

from idp.notices.domain import NoticeKind
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean, looks, shows

TOLD = (
    (NoticeKind.LOSS_STOPPED_FOR_NOW, {"number": "BM-7K4Q-9XTD"}),
    (NoticeKind.CREDENTIAL_ADDED, {"kind": "passkey", "label": "Điện thoại của tôi"}),
    (NoticeKind.CONTACT_CHANGED, {"contact": "email", "label": "t…@thu-dien-tu.example"}),
    (
        NoticeKind.PERSON_LOOKED_AT,
        {"number": "HS-1", "purpose": "serve_the_person", "body": "Công an xã", "role": []},
    ),
)


@looks
def test_the_messages_of_an_account(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = world.person()
    for kind, facts in TOLD:
        world.services.notices.notify(person.subject_id, text_key=kind, facts=facts)
    shows(screen, "/me", 200)
    finish_signing_in(screen, person)
    page.goto(f"{screen.house.origin}/me")
    is_clean(screen, "me-unread")
    screen.press("#unread a")
    page.wait_for_selector("article")
    is_clean(screen, "me-messages-unread")
    page.locator("article summary").first.click()
    page.click("#mark-read")
    page.wait_for_selector("[role=status]")
    assert page.locator("#mark-read").count() == 0
    page.locator("article details summary").first.click()
    is_clean(screen, "me-messages-read")
    page.goto(f"{screen.house.origin}/me")
    assert page.locator("#unread").count() == 0
