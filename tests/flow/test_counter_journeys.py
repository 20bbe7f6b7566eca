"""A person at the post office's counter, through the demonstration's own phone and terminal."""

import html
import re
import time
from dataclasses import dataclass

import pytest

from relying_party_demo.phone.texts import WORDS as PHONE
from tests.support.demonstration import Demonstration
from tests.support.http import Answer, Visitor, tongue

HOLDER = "citizen_with_app"
_TRIES, _PAUSE = 120, 0.5


@dataclass(frozen=True)
class Scene:
    """The two screens: the customer's phone and the officer's desk."""

    phone: Visitor
    desk: Visitor
    key: str

    def code(self) -> str:
        page = self.phone.post("/counter/code", {"key": self.key})
        shown = re.search(r'<textarea id="code"[^>]*>([^<]+)</textarea>', page.text)
        assert shown is not None, page.text
        return html.unescape(shown[1])

    def ask(self, code: str, *, level: int = 3) -> Answer:
        """The officer's page after the button was pressed."""
        asked = {"code": code, "purpose": "account", "level": str(level)}
        return self.desk.arrive(self.desk.post("/ask", asked))

    def request(self) -> Answer:
        return self.phone.post("/counter/requests", {"key": self.key})

    def deny(self, request: Answer) -> Answer:
        form = next(form for form in request.forms if ("decision", "deny") in form.buttons)
        return self.phone.post(form.action, form.filled(decision="deny"))

    def look(self, waiting: Answer) -> Answer:
        """The officer looks again, as the page does by itself."""
        page = waiting
        for _ in range(_TRIES):
            page = self.desk.get(waiting.path)
            if "number" not in page.ids:
                break
            time.sleep(_PAUSE)
        return page


def number_of(waiting: Answer) -> str:
    shown = re.search(r'id="number">(\d{2})<', waiting.text)
    assert shown is not None, waiting.text
    return shown[1]


@pytest.fixture(scope="module")
def scene(demonstration: Demonstration) -> Scene:
    """The phone has enrolled the key its owner got at a counter; that takes it a moment."""
    phone = Visitor(demonstration.telephone)
    for _ in range(_TRIES):
        home = phone.get("/")
        key = re.search(r'action="/counter/code"><button name="key" value="([^"]+)"', home.text)
        if key is not None:
            return Scene(phone, Visitor(demonstration.counter_desk), key[1])
        time.sleep(_PAUSE)
    raise AssertionError("the phone has no key")


@pytest.mark.norm("D21.2", limb="a desk gets the result on the pages")
@pytest.mark.norm("D20.1c", limb="a telephone's anchored key, told at a counter")
def test_a_customer_is_authenticated_in_person_at_level_3(
    scene: Scene, demonstration: Demonstration
) -> None:
    waiting = scene.ask(scene.code())
    number = number_of(waiting)
    asked = scene.request()
    assert "Bưu điện Bờ Hồ" in asked.text
    assert number not in re.sub(r"<[^>]*>", "", asked.text)
    numbered = scene.phone.submit(asked, "number", number=number)
    approved = scene.phone.submit(numbered, "unlock", unlock="finger", item="birthdate")
    assert "done" in approved.ids, approved.text
    result = scene.look(waiting)
    assert re.search(r'id="level">3<', result.text), result.text
    assert "birthdate" in result.text
    assert "hwk mfa user" in result.text
    assert demonstration.person(HOLDER)["personal_number"] not in result.text


@pytest.mark.norm("D21.2", limb="a scanned code is used once")
def test_a_code_shown_twice_and_a_foreign_text_ask_nobody(scene: Scene) -> None:
    code = scene.code()
    waiting = scene.ask(code)
    again = scene.ask(code)
    assert (again.status, "problem" in again.ids) == (422, True)
    assert "problem" in scene.ask("not a code").ids
    scene.deny(scene.request())
    assert "refused" in scene.look(waiting).ids


@pytest.mark.norm("D21.2", limb="a no on the phone is a no at the desk")
def test_a_no_on_the_phone_is_a_no_at_the_desk(scene: Scene) -> None:
    waiting = scene.ask(scene.code())
    assert "done" in scene.deny(scene.request()).ids
    refused = scene.look(waiting)
    assert (refused.status, "refused" in refused.ids) == (422, True)


@pytest.mark.norm("D21.2", limb="three wrong numbers end it")
def test_three_wrong_numbers_end_it(scene: Scene) -> None:
    waiting = scene.ask(scene.code())
    number = int(number_of(waiting))
    page = scene.request()
    for off in (1, 2, 3):
        page = scene.phone.submit(page, "number", number=f"{(number - 10 + off) % 90 + 10}")
    assert "refused" in page.ids, page.text
    assert "refused" in scene.look(waiting).ids


def test_level_4_is_said_to_be_out_of_reach_without_a_pin(scene: Scene) -> None:
    waiting = scene.ask(scene.code(), level=4)
    request = scene.request()
    assert not any("number" in form.names for form in request.forms)
    scene.deny(request)
    assert "refused" in scene.look(waiting).ids


def test_nobody_pings_the_desk_without_its_token(scene: Scene) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}):
        body = b'{"auth_req_id": "x"}'
        sent = {"Content-Type": "application/json", **headers}
        assert scene.desk.send("POST", "/ping", body=body, headers=sent).status == 401


def test_the_phone_shows_the_answer_to_a_form_in_the_other_language(scene: Scene) -> None:
    code = scene.phone.post("/counter/code", {"key": scene.key})
    waiting = scene.ask(scene.code())
    again = scene.phone.get(tongue(code))
    assert re.findall("<textarea.*", again.text) == re.findall("<textarea.*", code.text)
    scene.phone.get("/?lang=en")
    off = f"{(int(number_of(waiting)) - 9) % 90 + 10}"
    wrong = scene.phone.submit(scene.request(), "number", number=off)
    for lang in ("vi", "en"):
        wrong = scene.phone.get(tongue(wrong))
        assert f'<html lang="{lang}">' in wrong.text
        assert PHONE[lang]("counter.problem.wrong_number") in html.unescape(wrong.text)
    numbered = scene.phone.submit(wrong, "number", number=number_of(waiting))
    for lang, item in (("vi", "họ, chữ đệm và tên"), ("en", "full name")):
        numbered = scene.phone.get(tongue(numbered))
        assert f'<html lang="{lang}">' in numbered.text
        assert item in numbered.text.lower(), numbered.text
        assert "Mở tài khoản tiết kiệm / Open a savings account · ••" in numbered.text
        assert f"({PHONE[lang]('counter.hidden')})" in html.unescape(numbered.text)
    for lang, purpose in (("vi", "Mở tài khoản tiết kiệm"), ("en", "Open a savings account")):
        said = re.sub(r"\s+", " ", scene.desk.get(f"{waiting.path}?lang={lang}").text)
        assert f'<p class="quiet">{purpose} ·' in said
    denied = scene.phone.get(tongue(scene.deny(numbered)))
    assert {"done", "change-password"} <= denied.ids
    assert "refused" in scene.look(waiting).ids


def test_the_desk_says_what_was_wrong_in_the_other_language(scene: Scene) -> None:
    wrong = scene.ask("not a code")
    again = scene.desk.get(tongue(wrong))
    assert "problem" in again.ids
    assert again.text != wrong.text
