"""A letter says the same in both languages, and its PDF says what the letter says."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import pytest
from babel.messages.extract import extract_from_dir
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from idp.kernel.actors import Officer, OfficerRole, Operator, System
from idp.kernel.catalogues import read
from idp.letters.domain import (
    REASONED,
    LetterKind,
    ReasonMissing,
    new_number,
    number_in,
    reasons_of,
    signer_as_data,
)
from idp.letters.domain.content import (
    CATALOGUES,
    LANGUAGES,
    LetterContent,
    Written,
    content_of,
    printable,
)
from idp.letters.domain.texts import LETTER_FORMS
from idp.letters.typesetting import open_typesetter

TYPESETTER: Final = open_typesetter()
AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
"""In Viet Nam it is the next day."""
ALL_OF_VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
OFFICER = Officer(
    officer_id="o",
    subject_id="s",
    roles=(OfficerRole.APPROVER,),
    desk="Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
    session_id="x",
    level=3,
    authenticated_at=AT,
)
WRITTEN = Written(
    recipient="Nguyễn Thị Minh Ẩn",
    basis="",
    reasons=("Giấy tờ xuất trình không khớp.", "Second reason."),
    facts={"ground": "D15.2a", "body": "Công an tỉnh", "case": "BM-1", "document": "căn cước"},
    signed_by="Trần Bình",
)


def written(kind: LetterKind, language: str, said: Written = WRITTEN) -> LetterContent:
    return content_of(
        kind,
        said,
        number="VB-0123-4567-89AB",
        dated_at=AT,
        signer=signer_as_data(OFFICER),
        language=language,
        issuer="https://id.test",
    )


def text_of(pdf: bytes) -> str:
    """What another program reads in a PDF, without its line ends."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_the_pdf_says_every_word_of_the_letter(kind: LetterKind, language: str) -> None:
    content = written(kind, language)
    text = text_of(open_typesetter().pdf(content, at=AT))
    words = [content.sender, content.title, *content.opening, *content.reasons, *content.closing]
    words += [content.signer, content.check_link, content.footer]
    for each in words:
        assert each in text
    for label, value in content.facts:
        assert f"{label}: {value}" in text


def test_a_letter_states_what_a_written_answer_has_to() -> None:
    content = written(LetterKind.RECOVERY_REFUSED, "vi")
    facts = dict(content.facts)
    assert facts["Số"] == "VB-0123-4567-89AB"
    assert facts["Ngày"] == "24 tháng 11 năm 2026"
    assert facts["Kính gửi"] == "Nguyễn Thị Minh Ẩn"
    assert facts["Căn cứ pháp lý"].startswith("Dự thảo Nghị định")
    assert content.reasons == WRITTEN.reasons
    assert content.signer == f"Trần Bình, {OFFICER.desk}"


@pytest.mark.parametrize("kind", LetterKind)
def test_what_somebody_typed_is_never_translated(kind: LetterKind) -> None:
    typed = dict.fromkeys(LETTER_FORMS[kind].facts, "To")
    said = replace(WRITTEN, reasons=("To",), facts={**typed, "datum": "Family name"})
    content = written(kind, "vi", said)
    assert content.reasons == ("To",)
    told = [value for _, value in content.facts[4:] if value not in {"Họ", "Kính gửi"}]
    assert told.count("To") == len({*typed} - {"datum", "register"})


@pytest.mark.parametrize(("datum", "value"), [("Sex", "Nữ"), ("Family name", "Female")])
def test_a_sex_is_told_in_the_language_of_the_letter_and_a_name_is_not(
    datum: str, value: str
) -> None:
    said = replace(WRITTEN, facts={"datum": datum, "value": "Female"})
    facts = dict(written(LetterKind.CORRECTION_MADE, "vi", said).facts)
    assert facts["Dữ liệu ghi từ nay"] == value


def test_every_letter_of_vietnamese_is_printed() -> None:
    text = ALL_OF_VIETNAMESE + ALL_OF_VIETNAMESE.upper()
    decomposed = unicodedata.normalize("NFD", text)
    said = replace(WRITTEN, reasons=(text, decomposed))
    content = written(LetterKind.ACCOUNT_LOCKED, "vi", said)
    assert content.reasons == (text, text)
    assert text_of(open_typesetter().pdf(content, at=AT)).replace(" ", "").count(text) == 2


def test_the_typeface_is_embedded_and_the_file_says_its_language() -> None:
    root: Any = PdfReader(
        BytesIO(open_typesetter().pdf(written(LetterKind.ACCOUNT_LOCKED, "vi"), at=AT))
    )
    fonts = [page["/Resources"]["/Font"] for page in root.pages]
    used = [font.get_object() for each in fonts for font in each.values()]
    assert used
    for font in used:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in described or "/FontFile3" in described
    catalogue = root.trailer["/Root"]
    assert catalogue["/Lang"] == "vi"
    assert catalogue["/MarkInfo"]["/Marked"]
    identified = catalogue["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in identified
    assert "<pdfuaid:part>1</pdfuaid:part>" in identified


@given(st.text(max_size=200))
def test_any_text_can_be_printed_and_none_is_markup(text: str) -> None:
    said = replace(WRITTEN, recipient=text, reasons=(f"x{text}",), signed_by=text)
    content = written(LetterKind.RECOVERY_REFUSED, "en", said)
    assert TYPESETTER.pdf(content, at=AT).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "text", ["#panic()", "*bold* _x_ $y$", "@label <label>", "= title", "\\u{41}"]
)
def test_markup_is_printed_as_it_was_typed(text: str) -> None:
    content = written(LetterKind.ACCOUNT_LOCKED, "en", replace(WRITTEN, reasons=(text,)))
    assert text in text_of(TYPESETTER.pdf(content, at=AT))


def test_the_same_letter_is_the_same_file() -> None:
    content = written(LetterKind.ACCOUNT_LOCKED, "vi")
    assert TYPESETTER.pdf(content, at=AT) == open_typesetter().pdf(content, at=AT)


@pytest.mark.parametrize("kind", sorted(REASONED))
@pytest.mark.parametrize("reasons", [(), ("",), ("  ", "\n\t")])
def test_a_refusal_without_reasons_cannot_be_written(
    kind: LetterKind, reasons: tuple[str, ...]
) -> None:
    with pytest.raises(ReasonMissing):
        reasons_of(kind, reasons)


def test_a_result_may_be_written_without_reasons() -> None:
    assert reasons_of(LetterKind.ACCOUNT_UNLOCKED, ()) == ()
    assert reasons_of(LetterKind.ACCOUNT_LOCKED, (" a\n b ", "")) == ("a b",)


def test_a_number_tells_nothing_and_is_found_as_people_type_it() -> None:
    numbers = {new_number() for _ in range(1_000)}
    assert len(numbers) == 1_000
    assert all(number_in(each) == each for each in numbers)
    assert number_in(" vb 7k4q 9xtd ol12 ") == "VB-7K4Q-9XTD-0112"
    assert number_in("7K4Q9XTD0112") == "VB-7K4Q-9XTD-0112"


@pytest.mark.parametrize(
    "text", ["", "VB-7K4Q-9XTD", "VB-7K4Q-9XTD-0112-3", "VB-7K4Q-9XTD-UUUU", "\0"]
)
def test_other_text_is_no_number(text: str) -> None:
    assert number_in(text) is None


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = number_in(text)
    assert found is None or number_in(found) == found


def test_the_operator_and_a_rule_sign_by_what_they_are() -> None:
    operator = signer_as_data(Operator(user="root", host="one", said="Binh"))
    by: dict[str, Any] = {"number": "VB-1", "dated_at": AT, "language": "en", "issuer": ""}
    kind = LetterKind.ACCOUNT_UNLOCKED
    assert content_of(kind, WRITTEN, signer=operator, **by).signer == "Minh Danh, by its operator"
    rule = signer_as_data(System(rule="D15.3"))
    assert content_of(kind, WRITTEN, signer=rule, **by).signer.endswith("under D15.3")


def message_ids() -> set[str]:
    found = extract_from_dir(CATALOGUES.parent, method_map=[("**.py", "python")])
    return {str(message) for _, _, message, _, _ in found}


def test_every_text_has_vietnamese_words_with_the_same_places() -> None:
    spoken = {
        str(each.id): str(each.string) for each in read("vi", [CATALOGUES / "vi.po"]) if each.id
    }
    assert message_ids() == spoken.keys()
    assert all(spoken.values())
    for message, text in spoken.items():
        assert set(re.findall(r"{\w+}", message)) == set(re.findall(r"{\w+}", text))


def test_every_kind_has_a_form() -> None:
    assert set(LETTER_FORMS) == set(LetterKind)
    assert LetterKind.ACCOUNT_UNLOCKED not in REASONED


def test_what_cannot_be_printed_is_seen_to_be_missing() -> None:
    assert printable("Anna 漢 \u202e Ł") == "Anna ? ? Ł"


@pytest.mark.norm("D9.4-1", limb="no letter of an operator's own accounts claims the State")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_of_an_operators_own_accounts_claims_no_identity_of_the_state(
    kind: LetterKind, language: str
) -> None:
    made = content_of(
        kind,
        WRITTEN,
        number="VB-0123-4567-89AB",
        dated_at=AT,
        signer=signer_as_data(OFFICER),
        language=language,
        issuer="https://id.test",
        own=True,
    )
    said = " ".join((made.sender, made.title, *made.opening, *made.closing, made.footer))
    for claim in ("identification account", "electronic identification", "định danh điện tử"):
        assert claim not in said
