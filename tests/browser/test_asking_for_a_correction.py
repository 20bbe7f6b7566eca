"""What is wrong on record, from the page of the data to the list of requests, on a small phone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from idp.access.desks import DeskKind
from idp.corrections.procedures import CorrectionEvent, CorrectionQuestion
from idp.kernel.actors import OfficerRole
from idp.subjects.domain import SubjectKind
from tests.browser.conftest import PHONE, Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean
from tests.support.corrections import ask, declared
from tests.support.desks import desk_of
from tests.support.pdf_files import pdf_of
from tests.support.world import sure


@pytest.mark.parametrize(
    "screen",
    [{}, {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}],
    indirect=True,
    ids=["vi phone", "en desk"],
)
def test_a_datum_is_asked_about_and_followed(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    declared(screen.house.world, person.subject_id, nickname="Nghiệm Còi")
    page.goto(f"{screen.house.origin}/me")
    finish_signing_in(screen, person)
    is_clean(screen, "me-with-corrections")
    screen.press("a[href='/me/data/correction/birthdate']")
    is_clean(screen, "correction-of-a-register")
    page.fill("#value", "1990-03-02")
    page.fill("#why", "Ngày và tháng bị đảo.\nGiấy khai sinh số 12/1990, xã Tân Thịnh.")
    screen.press("#correction-submit")
    expect(page.locator("#requests li")).to_have_count(1)
    is_clean(screen, "requests")
    page.goto(f"{screen.house.origin}/me/data/correction/birthdate")
    expect(page.locator("#waits")).to_be_visible()
    is_clean(screen, "correction-waits")
    page.goto(f"{screen.house.origin}/me/data/correction/nickname")
    page.fill("#value", "Nghiệm Còi")
    page.fill("#why", "Sai.")
    screen.press("#correction-submit")
    expect(page.locator("#problem")).to_be_visible()
    is_clean(screen, "correction-of-the-same")


@pytest.mark.parametrize("screen", [{"viewport": PHONE}], indirect=True)
def test_a_question_of_the_officer_is_answered_with_a_document(
    screen: Screen, tmp_path: Path
) -> None:
    world, page = screen.house.world, screen.page
    person = world.person()
    declared(world, person.subject_id, nickname="Nghiệm Còi")
    case = sure(ask(world, person.subject_id, "nickname", "Nghiệm"))
    foreign = world.person(kind=SubjectKind.FOREIGNER)
    desk = desk_of(world, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    sure(world.services.cases.fire(case.id, CorrectionEvent.TAKE, desk.officer))
    question = CorrectionQuestion("Bạn có giấy tờ nào ghi tên gọi này không?\nXin gửi ảnh chụp.")
    sure(world.services.cases.fire(case.id, CorrectionEvent.ASK, desk.officer, question))
    page.goto(f"{screen.house.origin}/me/requests")
    finish_signing_in(screen, person)
    is_clean(screen, "requests-question")
    page.fill("textarea[name=answer]", "Có, giấy khai sinh ở đây.")
    paper = tmp_path / "giay.pdf"
    paper.write_bytes(pdf_of())
    page.set_input_files("input[name=file]", paper)
    screen.press("form[action$='/answer'] button")
    expect(page.locator("form[action$='/answer']")).to_have_count(0)
    is_clean(screen, "requests-answered")
    assert len(world.services.documents.of_case(case.number)) == 1
    sure(ask(world, foreign.subject_id, "name", "Ann Example"))
    page.goto(f"{screen.house.origin}/logout")
    screen.press("#logout-confirm")
    page.goto(f"{screen.house.origin}/me/requests")
    finish_signing_in(screen, foreign)
    is_clean(screen, "requests-nobody-able")
    expect(page.locator("[id^=nobody-able]")).to_be_visible()
