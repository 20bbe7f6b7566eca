import re
import string
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from babel.messages.extract import extract_from_dir

from idp.kernel.catalogues import read
from idp.kernel.ids import new_id
from idp.notices.domain import REPEATABLE, Channel, NoticeKind
from idp.notices.domain.letter_texts import LANGUAGES, LETTER_TEXTS
from idp.notices.domain.letters import (
    CATALOGUES,
    Letter,
    NoticeContext,
    Sender,
    letter,
    localized,
    provider_letter,
    short_message,
)
from idp.notices.domain.recipients import primary_recipients
from idp.notices.domain.retries import next_try
from idp.subjects.contact_rows import registered_contacts
from idp.subjects.domain import Datum
from tests.support.people import CITIZEN

_FLAGGED = NoticeKind.CREDENTIAL_FLAGGED
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SENDER = Sender("https://id.test", "1900 0000")
UNDOABLE = {
    NoticeKind.CREDENTIAL_ADDED,
    NoticeKind.PASSWORD_CHANGED,
    NoticeKind.KEY_ANCHORED,
    NoticeKind.NEW_BROWSER,
}
FACTS = {
    "kind": "passkey",
    "label": "my phone",
    "client_name": {"vi": "Cổng dịch vụ", "en": "Service Portal"},
    "ground": "D30.1",
    "remedy": "Call us.",
    "number": "BM-7K4Q-9XTD",
    "path": "/public/report-loss/" + "x" * 43,
}


def written(notice: NoticeKind, language: str | None = "en", **facts: object) -> Letter:
    return letter(NoticeContext(notice, AT, {**FACTS, **facts}), SENDER, language)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_says_what_when_and_what_to_do(kind: NoticeKind, language: str) -> None:
    made = written(kind, language)
    assert "09:00" in made.text
    assert "https://id.test/me" in made.text
    assert "1900 0000" in made.text
    assert len(made.text) < 700
    assert "\n" not in made.subject
    assert not set("{}") & set(made.subject + made.text)


def message_ids() -> set[str]:
    found = extract_from_dir(CATALOGUES.parent, method_map=[("**.py", "python")])
    return {str(message) for _, _, message, _, _ in found}


def vietnamese() -> dict[str, list[str]]:
    """Each message id with what it says in each of its contexts."""
    spoken: dict[str, list[str]] = {}
    for entry in read("vi", [CATALOGUES / "vi.po"]):
        if entry.id:
            spoken.setdefault(str(entry.id), []).append(str(entry.string))
    return spoken


def places(text: str) -> set[str]:
    named = (place for _, place, _, _ in string.Formatter().parse(text))
    return {place.partition(".")[0] for place in named if place}


def test_every_kind_has_words_in_every_language() -> None:
    assert set(LETTER_TEXTS) == set(NoticeKind)
    assert message_ids() == vietnamese().keys()
    assert all(all(texts) for texts in vietnamese().values())


def test_both_languages_of_a_letter_tell_the_same_facts() -> None:
    assert len(vietnamese()) > len(NoticeKind)
    for message, texts in vietnamese().items():
        assert all(places(text) == places(message) for text in texts), message


def test_a_message_may_say_something_else_in_a_context() -> None:
    flagged, stopped = (LETTER_TEXTS[each] for each in (_FLAGGED, NoticeKind.MEANS_STOPPED))
    assert flagged.subject == stopped.subject
    assert localized(flagged.subject, "vi", context=_FLAGGED).endswith("đã bị tạm ngừng")
    assert localized(stopped.subject, "vi", context=NoticeKind.MEANS_STOPPED).endswith("đã ngừng")
    assert localized(stopped.subject, "en", context=NoticeKind.MEANS_STOPPED) == stopped.subject


def test_a_provider_is_written_to_in_both_languages() -> None:
    made = provider_letter(AT, SENDER, number="BM-1", subs={"portal": "a", "bank": "b"})
    assert made.subject == "Minh Danh: BM-1"
    vietnamese, english = made.text.split("\n\n—\n\n")
    assert vietnamese.startswith("Lúc 09:00 ngày 23/11/2026 (giờ Việt Nam), một người")
    assert english.startswith("At 23 November 2026, 09:00 (Viet Nam time) a person")
    for part in (vietnamese, english):
        assert "BM-1" in part
        assert "bank: b\nportal: a" in part


def test_a_credential_is_named_as_the_person_named_it() -> None:
    assert "A passkey “my phone” was added" in written(NoticeKind.CREDENTIAL_ADDED).text
    vietnamese = written(NoticeKind.CREDENTIAL_REMOVED, "vi", kind="totp", label=None)
    assert "Ứng dụng mã một lần đã được gỡ" in vietnamese.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_letter_before_a_pause_says_so(language: str) -> None:
    plain = written(NoticeKind.CONSENT_GIVEN, language)
    last = written(NoticeKind.CONSENT_GIVEN, language, quiet_until="2026-11-24T03:30:00+00:00")
    assert "10:30" in last.text
    assert "10:30" not in plain.text
    assert last.subject == plain.subject


def test_a_relying_party_is_named_in_the_language_of_the_letter() -> None:
    assert written(NoticeKind.FIRST_SIGN_IN, "vi").subject.endswith("tại Cổng dịch vụ")
    assert written(NoticeKind.CONSENT_WITHDRAWN).subject == "Consent to Service Portal withdrawn"
    only_id = written(NoticeKind.CONSENT_GIVEN, client_name=None, client_id="rp-1")
    assert "with rp-1" in only_id.subject


@pytest.mark.parametrize("language", [None, "fr"])
def test_an_unknown_language_gets_both(language: str | None) -> None:
    made = written(NoticeKind.PASSWORD_CHANGED, language)
    assert made.subject == "Mật khẩu đã được thay đổi / Your password was changed"
    assert "Your password was changed at 23 November 2026, 09:00" in made.text


def test_a_typed_name_stays_one_short_line() -> None:
    made = written(
        NoticeKind.FIRST_SIGN_IN, client_name="A\r\nBcc: all\x00 {0.__class__}" + "x" * 999
    )
    assert len(made.subject) < 150
    assert made.subject.isprintable()
    assert "{0.__class__}" in made.subject


@pytest.mark.parametrize(
    ("agent", "vi", "en"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0", "Chrome, Android", "Chrome, Android"),
        ("Call 0900 000 000 now", "một trình duyệt lạ", "a browser we do not know"),
        ("", "một trình duyệt lạ", "a browser we do not know"),
    ],
)
def test_a_device_is_named_in_our_own_words(agent: str, vi: str, en: str) -> None:
    for language, named in (("vi", vi), ("en", en)):
        made = written(NoticeKind.NEW_BROWSER, language, device=agent)
        assert f": {named}. " in made.text
        assert not agent or agent not in made.text


def test_a_text_message_is_one_paragraph() -> None:
    text = short_message(NoticeContext(NoticeKind.PASSWORD_CHANGED, AT, FACTS), SENDER, "en-GB")
    assert text == (
        "Minh Danh: Your password was changed, 09:00 23/11. "
        "Not you? https://id.test/public/report-loss"
    )


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Minh Danh", "Bưu điện Số", "N" * 32])
def test_a_text_message_has_two_parts_at_most_and_its_address_whole(
    kind: NoticeKind, language: str, name: str
) -> None:
    path = "/public/undo/" + "x" * 43
    facts = {**FACTS, "client_name": "Cổng dịch vụ công trực tuyến " * 3}
    facts |= {"undo": path} if kind in UNDOABLE else {}
    sender = Sender("https://id.example.vn", "1900 0000", name)
    text = short_message(NoticeContext(kind, AT, facts), sender, language)
    assert len(text.encode("utf-16-le")) / 2 <= 134
    address = text.split()[-1]
    if kind is NoticeKind.PASSWORD_LINK_CODE:
        assert sender.issuer not in text
        return
    assert address.startswith(sender.issuer)
    assert kind not in UNDOABLE or address == sender.issuer + path
    assert "…" not in text or "{client}" in LETTER_TEXTS[kind].subject


def test_letters_are_signed_by_the_deployment() -> None:
    sender = Sender("https://id.test", "", "Bưu điện {Số}")
    context = NoticeContext(NoticeKind.PASSWORD_CHANGED, AT, FACTS)
    made = letter(context, sender, None)
    assert made.text.count("\n\nBưu điện {Số}\n") == 2
    assert "Bưu điện {Số} never asks for your password" in made.text
    assert "Minh Danh" not in made.text
    assert short_message(context, sender, "en").startswith("Bưu điện {Số}: Your password")
    told = provider_letter(AT, sender, number="BM-1", subs={})
    assert told.subject == "Bưu điện {Số}: BM-1"
    assert told.text.endswith("\n\nBưu điện {Số}\n")


def test_after_a_forgotten_password_no_text_message_leads_to_a_page_that_asks_for_it() -> None:
    refused, code = (
        short_message(NoticeContext(kind, AT, FACTS), SENDER, "en")
        for kind in (NoticeKind.PASSWORD_LINK_REFUSED, NoticeKind.PASSWORD_LINK_CODE)
    )
    assert refused.endswith("See: https://id.test/public/forgotten")
    assert code.endswith("Type it on the page that the link in the e-mail opens.")


@pytest.mark.parametrize("kind", sorted(REPEATABLE))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_text_message_before_a_pause_says_so(kind: NoticeKind, language: str) -> None:
    path = "/public/undo/" + "x" * 43
    facts = {**FACTS, "undo": path, "client_name": "Cổng dịch vụ công trực tuyến " * 3}
    sender = Sender("https://id.example.vn", "1900 0000")
    plain = short_message(NoticeContext(kind, AT, facts), sender, language)
    facts["quiet_until"] = "2026-11-24T03:30:00+00:00"
    last = short_message(NoticeContext(kind, AT, facts), sender, language)
    pause = {
        "en": "Others until 10:30 24/11 may bring no message.",
        "vi": "Các lần khác đến 10:30 24/11 có thể không được báo.",
    }[language]
    assert pause in last
    assert pause not in plain
    assert last.split()[-1] == sender.issuer + path
    assert len(last.encode("utf-16-le")) / 2 <= 201
    assert "…" not in last or "{client}" in LETTER_TEXTS[kind].subject


def test_of_guesses_at_the_second_step_only_what_is_sure_is_said() -> None:
    """Beside the wrong ones a right one may have passed meanwhile."""
    for language in LANGUAGES:
        guessed = localized(LETTER_TEXTS[NoticeKind.SECOND_STEP_GUESSED].what, language)
        assert guessed.count(".") == 1


def test_no_letter_advises_a_change_that_the_account_may_refuse() -> None:
    """Locked, with a guardian, or with too little left: a report and the own pages stand open."""
    refusable = re.compile(
        r"\b(change|add|remove) (it|a|an|another)\b(?! yourself now)|open it again", re.IGNORECASE
    )
    told = {text for words in LETTER_TEXTS.values() for text in (words.what, words.otherwise)}
    advised = {each for each in told if refusable.search(each)}
    assert advised == {LETTER_TEXTS[NoticeKind.BIOMETRIC_STOPPED].what}
    assert all("whether you can open it again" in each for each in advised)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("help_line", ["", "1900 0000"])
def test_every_paragraph_is_whole_with_and_without_a_help_line(
    kind: NoticeKind, language: str, help_line: str
) -> None:
    sender = Sender("https://id.test", help_line)
    facts = {**FACTS, "undo": "/public/undo/x", "body": "Tòa án"}
    made = letter(NoticeContext(kind, AT, facts), sender, language)
    *paragraphs, signed = made.text.strip().split("\n\n")
    assert signed == "Minh Danh"
    for paragraph in paragraphs:
        assert paragraph.endswith(".") or paragraph.split()[-1].startswith("https://"), paragraph
    assert (help_line in made.text) or not help_line


def test_the_pauses_grow_and_end_after_a_day() -> None:
    pauses = [next_try(AT, attempts=attempts, now=AT) for attempts in (1, 2, 3, 4, 9)]
    minutes = [(pause - AT) / timedelta(minutes=1) for pause in pauses if pause is not None]
    assert minutes == [1, 5, 30, 120, 120]
    soon = AT + timedelta(minutes=9)
    code = NoticeKind.SIGN_UP_CODE
    assert next_try(AT, attempts=2, now=soon, kind=code) == soon + timedelta(minutes=5)
    assert next_try(AT, attempts=2, now=soon + timedelta(minutes=2), kind=code) is None
    assert next_try(AT, attempts=12, now=AT + timedelta(hours=22)) is not None
    assert next_try(AT, attempts=13, now=AT + timedelta(hours=22, seconds=1)) is None


def reach(data: Mapping[str, Datum]) -> list[tuple[Channel, str]]:
    return primary_recipients(list(registered_contacts(new_id(), data, AT)), AT)


def test_a_person_is_reached_by_mail_else_by_sms_never_at_an_unproven_address() -> None:
    assert reach(CITIZEN) == [(Channel.MAIL, "bich.hanh@example.test")]
    no_mail = {name: datum for name, datum in CITIZEN.items() if not name.startswith("email")}
    assert reach(no_mail) == [(Channel.SMS, "+84900000017")]
    unproven = {**CITIZEN, "email_verified": CITIZEN["gender"]}
    assert reach(unproven) == [(Channel.SMS, "+84900000017")]
    assert reach({}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_for_a_new_number_is_in_the_text_message(language: str) -> None:
    occasion = NoticeContext(NoticeKind.CONTACT_CODE, AT, {"code": "408317", "to": "+84912345678"})
    said = short_message(occasion, SENDER, language)
    for words in {
        "vi": ("408317 cho ai", "xác nhận số này"),
        "en": ("nobody code 408317", "confirms this number"),
    }[language]:
        assert words in said
    assert "408317" in letter(occasion, SENDER, language).text


def test_a_means_is_stopped_on_an_account_and_a_face_until_it_is_opened_again() -> None:
    assert "was stopped on your account" in written(NoticeKind.MEANS_STOPPED).text
    assert "trên tài khoản của bạn" in written(NoticeKind.MEANS_STOPPED, "vi").text
    assert "until you open it again" in written(NoticeKind.BIOMETRIC_STOPPED).subject
    assert "đến khi bạn mở lại" in written(NoticeKind.BIOMETRIC_STOPPED, "vi").subject
