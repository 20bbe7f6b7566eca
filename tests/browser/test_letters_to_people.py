"""A person finds a letter and keeps its PDF; anybody compares it: on a phone, without a script."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from idp.kernel.actors import Operator
from idp.letters.domain import LetterKind, NumberedLetter, ToPerson
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import finish_signing_in, is_clean, looks, shows
from tests.support.seals import seal_files
from tests.support.world import Person

LONG = (
    "Theo văn bản số 1234/CSĐT-ĐTTH ngày 20 tháng 11 năm 2026 của Cơ quan Cảnh sát điều tra Công "
    "an tỉnh về việc khóa tài khoản định danh điện tử phục vụ điều tra."
)


def written(screen: Screen, person: Person, folder: Path) -> NumberedLetter:
    world = screen.house.world
    letter = world.services.letters.issue(
        LetterKind.ACCOUNT_LOCKED,
        ToPerson(person.subject_id),
        reasons=(LONG, "Second reason, which is short."),
        signer=Operator(user="root", host="here"),
        data={"body": "Công an tỉnh Hải Dương", "remedy": "Đến trụ sở với thẻ căn cước"},
    )
    press = seal_files(folder).press(world)
    with ThreadPoolExecutor(1) as worker:  # Playwright holds the loop of this thread
        assert worker.submit(press.make_due).result() == 1
    return letter


@looks
def test_the_pages_of_a_letter(screen: Screen, tmp_path: Path) -> None:
    person, page = screen.house.world.person(), screen.page
    letter = written(screen, person, tmp_path)
    shows(screen, "/me/letters", 200)
    finish_signing_in(screen, person)
    is_clean(screen, "me-letters-one")
    screen.press("#letters a")
    page.wait_for_selector("#letter")
    assert page.locator("#letter").get_attribute("lang") == "vi"
    is_clean(screen, "me-letter")
    shows(screen, f"/public/letters/{letter.number}", 200)
    is_clean(screen, "public-letter")
    shows(screen, "/public/letters?number=VB", 404)
    is_clean(screen, "public-letters-unknown")


@pytest.mark.parametrize(
    "screen", [{"locale": "vi-VN", "java_script_enabled": False}], indirect=True
)
def test_a_letter_is_kept_and_compared_without_a_script(screen: Screen, tmp_path: Path) -> None:
    person, page = screen.house.world.person(), screen.page
    letter = written(screen, person, tmp_path)
    page.goto(f"{screen.house.origin}/me/letters/{letter.number}")
    finish_signing_in(screen, person)
    with page.expect_download() as loading:
        page.click("#letter-pdf")
    kept = tmp_path / loading.value.suggested_filename
    loading.value.save_as(kept)
    assert kept.name == f"{letter.number}.pdf"
    page.goto(f"{screen.house.origin}/public/letters")
    page.fill("#number", letter.number.lower())
    screen.press("#letter-submit")
    page.set_input_files("#file", kept)
    screen.press("#letter-compare")
    assert "đúng là văn bản" in page.inner_text("#verdict")
    kept.write_bytes(kept.read_bytes() + b"\n")
    page.set_input_files("#file", kept)
    screen.press("#letter-compare")
    assert "không phải văn bản đó" in page.inner_text("#verdict")


def test_a_letter_is_printed_without_the_rest_of_its_page(screen: Screen, tmp_path: Path) -> None:
    person, page = screen.house.world.person(), screen.page
    letter = written(screen, person, tmp_path)
    page.goto(f"{screen.house.origin}/me/letters/{letter.number}")
    finish_signing_in(screen, person)
    page.emulate_media(media="print")
    assert page.locator("#letter").is_visible()
    for hidden in ("nav.top", "#letter-pdf"):
        assert not page.locator(hidden).first.is_visible()
    screen.picture("me-letter-print")
