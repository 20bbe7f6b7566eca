"""The demo phone's page of a request: level, optional items, place of an error."""

import base64
import hashlib
import html
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template

from idp.ciba.domain.binding_message import HIDDEN, parse_binding_message
from idp.demo.telephones import PACKAGE, SIGNER, make_maker
from idp.kernel.canonical_json import canonical
from idp.platform.clock import SystemClock
from relying_party_demo.counter_desk.app import PURPOSES, message_words
from relying_party_demo.phone.app import create_app
from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.config import Config
from relying_party_demo.phone.keystore import StoredKey
from relying_party_demo.phone.phone import Pending
from relying_party_demo.phone.provider import No
from relying_party_demo.phone.statements import statement_in
from relying_party_demo.phone.texts import WORDS

ITEMS = [
    {"name": "name", "item": "Name", "label": "Name", "purpose": "", "essential": True},
    {"name": "email", "item": "E-mail", "label": "E-mail", "purpose": "", "essential": False},
]
CARD = {
    "party": "Bank",
    "party_kind": "",
    "browser": "Firefox",
    "at": "09:00",
    "lang": "en",
    "items": ITEMS,
}
COUNTER = {
    "party": "Bank",
    "party_kind": "A bank",
    "provider": None,
    "branch": "Hoàn Kiếm",
    "address": "1 Tràng Tiền",
    "desk": "3",
    "message": "An account",
    "level": 3,
    "items": ITEMS,
    "with_authentication": [],
    "agreed": [],
}


@pytest.fixture
def phone(tmp_path: Path) -> Flask:
    maker = make_maker(SystemClock().now())
    config = Config(
        port=1,
        issuer="http://localhost:1",
        maker_key=maker.key,
        maker_certificate=maker.certificate,
        package=PACKAGE,
        signer=SIGNER,
        demo_file=tmp_path / "demo.json",
        state_file=tmp_path / "keys.json",
    )
    return create_app(config)


def page(phone: Flask, template: str, **shown: Any) -> str:  # noqa: ANN401 - of the template
    with phone.test_request_context("/?lang=en"):
        return render_template(template, **shown)


def waiting(txn: str, **more: object) -> dict[str, Any]:
    usual = {"txn": txn, "numbered": True, "need": "nothing", "nonce": "n", "tries_left": 3}
    return {**usual, **more, "shown": COUNTER}


def test_the_page_of_a_card_marks_what_is_optional(phone: Flask) -> None:
    text = page(
        phone,
        "card.html",
        shown=CARD | {"level": 2},
        handle="h",
        cards=[],
        types_number=False,
        problem=None,
    )
    assert text.count("only if you want") == 1
    assert "only if you want" in text.split("E-mail")[1]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_card_for_another_screen_can_be_refused(phone: Flask, *, elsewhere: bool) -> None:
    text = page(
        phone,
        "card.html",
        shown=CARD | {"level": 2},
        handle="h",
        cards=[],
        problem=None,
        types_number=elsewhere,
    )
    assert ('action="/card/denial"' in text) is elsewhere
    assert ("This is not me" in text) is elsewhere


@pytest.mark.parametrize(("reaches", "said"), [(2, False), (4, True)])
def test_a_level_that_can_be_passed_is_told_as_the_least(
    phone: Flask, reaches: int, *, said: bool
) -> None:
    level = {"level": 2, "reaches": reaches, "with": ["Password"]}
    text = page(
        phone,
        "card.html",
        shown=CARD | level,
        handle="h",
        cards=[],
        types_number=False,
        problem=None,
    )
    assert ("at least" in text) is said
    assert ("Shown so far in this sign-in: Password." in text) is said
    assert ("can reach level 4" in text) is said


def test_a_counter_receives_only_what_was_ticked_of_the_optional(phone: Flask) -> None:
    asked = [waiting("one")]
    text = page(phone, "counter_requests.html", key={"name": "k"}, waiting=asked, problem=None)
    receives, choices = text.split("Only if you tick it")
    assert "Name" in receives.split("The counter will receive")[1]
    assert "E-mail" not in receives
    assert "E-mail" in choices


@pytest.mark.parametrize(("meant", "parts"), [("one", 1), ("two", 2), ("gone", 0)])
def test_an_error_stands_at_the_request_that_was_meant(
    phone: Flask, meant: str, parts: int
) -> None:
    asked = [waiting("one", numbered=False), waiting("two", numbered=False)]
    text = page(
        phone,
        "counter_requests.html",
        key={"name": "k"},
        waiting=asked,
        problem="wrong_number",
        meant=meant,
    )
    found = [number for number, part in enumerate(text.split("<section")) if "problem" in part]
    assert found == [parts]


def test_a_level_out_of_reach_comes_with_advice(phone: Flask) -> None:
    asked = [waiting("one", need="out_of_reach")]
    text = page(phone, "counter_requests.html", key={"name": "k"}, waiting=asked, problem=None)
    assert "can ask for a lower level" in text


def test_the_phone_has_a_picture_of_its_own(phone: Flask) -> None:
    with phone.test_client().get("/static/icon.svg") as answer:
        assert answer.status_code == 200


def test_who_said_that_it_was_somebody_else_finds_where_to_change_the_password(
    phone: Flask,
) -> None:
    told = page(phone, "end.html", word="denied", good=True)
    assert 'href="http://localhost:1/me/means/password"' in told
    assert 'href="http://localhost:1/public/report-loss"' in told
    assert "change-password" not in page(phone, "end.html", word="approved", good=True)


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("/scan", {"text": "x"}, "problem.no_link"),
        ("/scan", {"text": "http://localhost:1/open?e=h"}, "new_key.what"),
        ("/keys", {"handle": "h", "label": "l"}, "end.unreachable"),
    ],
)
def test_the_answer_to_a_form_is_there_in_the_other_language(
    phone: Flask, path: str, form: dict[str, str], said: str
) -> None:
    browser = phone.test_client()
    page = browser.post(path, data=form, headers={"Accept-Language": "en"}).text
    for lang, other in (("en", "vi"), ("vi", "en")):
        assert WORDS[lang](said) in html.unescape(page)
        link = re.search(r'class="tongue" href="([^"]*)"', page)
        assert link is not None
        page = browser.get(html.unescape(link[1])).text
        assert f'<html lang="{other}">' in page
    assert browser.get("/shown/unknown").status_code == 404


def test_the_other_language_of_an_opened_link_keeps_what_it_carries(phone: Flask) -> None:
    browser = phone.test_client()
    page = browser.get("/open?e=a%26b&lang=en").text
    assert 'class="tongue" href="?e=a%26b&amp;lang=vi"' in page
    assert 'value="a&amp;b"' in browser.get("/open?e=a%26b&lang=vi").text


@pytest.mark.parametrize(("lang", "item"), [("vi", "Họ tên"), ("en", "Full name")])
def test_a_request_is_shown_in_the_language_of_the_phone(
    phone: Flask, lang: str, item: str
) -> None:
    """Whatever the other screen spoke when it asked."""
    texts = {
        each: CARD | {"level": 2, "lang": each, "items": [ITEMS[0] | {"item": named}]}
        for each, named in (("vi", "Họ tên"), ("en", "Full name"))
    }
    asked = {"way": "same_device", "shown": texts["en"], "translations": texts}
    pending = Pending(
        "r", StoredKey("k", "", Unlock.FINGER, "", "an", anchored=True, retire=""), asked
    )
    with phone.test_request_context(f"/?lang={lang}"):
        text = render_template("request.html", pending=pending, problem=None)
    assert [each for each in ("Họ tên", "Full name") if each in text] == [item]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_desks_message_is_one_that_both_sides_can_show(purpose: str) -> None:
    binding = parse_binding_message(f"{message_words(purpose)} · 42")
    assert binding is not None
    assert HIDDEN in WORDS["en"]("counter.hidden")
    assert HIDDEN in binding.words


def pending_of(asked: dict[str, Any]) -> Pending:
    key = StoredKey("k", "", Unlock.FINGER, "", "an", anchored=True, retire="")
    return Pending("r", key, asked)


def request_to_sign(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - of the template
    """What the provider answers where a decision is to be signed."""
    decision: dict[str, Any] = {
        "id": "01980000-0000-7000-8000-000000000001",
        "shown": [
            {"after": "all", "before": "same_client", "label": "sso"},
            {"after": "Tổ thẩm định", "before": None, "label": "desk"},
        ],
    }
    raw, told = canonical({"act": "approve", "decision": decision}), canonical(decision)
    shown = {
        "act": "Sign the approval",
        "title": "Switch",
        "party": "Minh Danh",
        "desk": "Quầy 1",
        "lines": [
            {**each, "words_before": None, "words_after": "Between all"}
            for each in decision["shown"]
        ],
        "who": None,
        "basis": "Article 4(8)",
        "until": "1 December 2026",
        "digest": hashlib.sha256(told).hexdigest(),
        "browser": "Firefox",
        "at": "09:00",
        "lang": "en",
    }
    return {
        "way": "other_device",
        "statement": base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
        "shown": shown,
        "translations": {"en": {**shown, **changed}},
    }


def test_the_page_of_a_signature_shows_the_lines_and_takes_the_number(phone: Flask) -> None:
    asked = request_to_sign()
    pending = pending_of(asked)
    text = page(phone, "signature.html", pending=pending, problem=None)
    for said in ("Sign the approval: Switch", "same_client", "Tổ thẩm định", "Between all"):
        assert said in text, said
    assert asked["shown"]["digest"] in text
    assert 'name="number"' in text
    assert "Do you sign this decision?" in text


@pytest.mark.parametrize(
    "changed",
    [
        {"digest": "00" * 32},
        {"lines": []},
        {"lines": [{"before": "same_client", "after": "off"}, {"before": None, "after": "x"}]},
    ],
)
def test_the_phone_refuses_lines_that_are_not_those_of_the_statement(
    changed: dict[str, Any],
) -> None:
    asked = request_to_sign(**changed)
    statement = pending_of(asked).statement
    assert statement is not None
    statement.compare(asked["shown"])
    with pytest.raises(No, match="other_lines"):
        statement.compare(asked["translations"]["en"])


@pytest.mark.parametrize("text", ["", "AA", "e30", "bnVsbA"])
def test_what_is_no_statement_is_refused(text: str) -> None:
    with pytest.raises(No, match="unreadable"):
        statement_in(text)
