"""By which beginnings a name is found, however it is typed."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.texts import is_plain_name
from idp.subjects.domain import Datum, ScheduledChange, Source
from idp.subjects.name_prefixes import (
    LEAST_BEGUN,
    MOST_WORDS,
    Birth,
    begins,
    birth_of,
    says,
    terms_for,
    terms_of,
    words_of,
)

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđbcghklmnpqrstvx"
)
WORDS = st.text(st.sampled_from(VIETNAMESE), min_size=1, max_size=7)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
ANYTHING = st.text(max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2026, 1, 1))


def told(name: str, born: str | None = None) -> frozenset[str]:
    said = {"name": name} if born is None else {"name": name, "birthdate": born}
    return terms_of({key: datum(value) for key, value in said.items()})


def datum(value: object) -> Datum:
    return Datum(value, Source.NATIONAL_POPULATION_DB, date(2026, 1, 1))


def finds(typed: str, name: str, *, born: str | None = None, birth: str | None = None) -> bool:
    """As the index: a term that both have, and the name that is opened is meant."""
    words, when = words_of(typed), None if birth is None else Birth(birth)
    asked, terms = terms_for(words, when), told(name, born)
    if when is not None and not when.fits(None if born is None else Birth(born)):
        return False
    by_day = when is not None and when.is_day
    whole = bool(terms & set(asked.whole)) and says(name, words, any_order=by_day)
    return whole or (bool(terms & set(asked.begun)) and begins(name, words))


@given(NAMES)
def test_composed_decomposed_and_unmarked_names_are_one(name: str) -> None:
    unmarked = "".join(words_of(name))
    assert unmarked.isascii()
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert words_of(unicodedata.normalize(form, name)) == words_of(name)
    assert words_of(name.upper()) == words_of(name.title()) == words_of(name)
    assert words_of(f"  {name.replace(' ', '   ')} ") == words_of(name)


@given(ANYTHING)
def test_words_are_their_own_words_whatever_is_typed(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert all(words)
    assert not any(each.isspace() for word in words for each in word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("NGUYỄN VĂN ĐỨC", "Nguyễn Văn \u00d0ức"),
        ("H'Hen Niê", "H\u2019Hen Nie"),
        ("H'Hen Niê", "hhen niê"),
        ("O\u02bcConnor", "OConnor"),
        ("Jean-Luc", "jean luc"),
        ("Straße", "STRASSE"),
        ("\uff21\uff2e", "an"),
        (
            "\u0645\u062d\u0645\u062f \u0639\u0644\u064a",
            "\u0645\u062d\u0645\u0651\u062f \u0639\u0644\u064a",
        ),
        ("\u0645\u06cc\u200c\u0631\u0648\u062f", "\u0645\u06cc\u0631\u0648\u062f"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other) != ()


@given(NAMES, st.data())
def test_a_name_is_found_by_each_of_its_beginnings(name: str, data: st.DataObject) -> None:
    words = words_of(name)
    count = data.draw(st.integers(1, len(words)))
    last = words[count - 1]
    assert finds(" ".join(words[:count]), name)
    if len(last) >= LEAST_BEGUN:
        cut = data.draw(st.integers(LEAST_BEGUN, len(last)))
        assert finds(" ".join((*words[: count - 1], last[:cut])), name)


@given(NAMES, DAYS)
def test_a_name_is_found_by_given_name_and_by_family_and_given_name(name: str, born: date) -> None:
    words, day = words_of(name), born.isoformat()
    for typed in (words[-1], f"{words[0]} {words[-1]}" if len(words) > 1 else words[0]):
        for birth in (None, day[:4], day):
            assert finds(typed, name, born=day, birth=birth)


@given(NAMES, DAYS, st.data())
def test_with_the_day_of_birth_some_words_are_enough(
    name: str, born: date, data: st.DataObject
) -> None:
    words, day = words_of(name), born.isoformat()
    typed = " ".join(data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4)))
    assert finds(typed, name, born=day, birth=day)
    assert finds(typed, name, born=day[:4], birth=day), "the register knows the year alone"
    assert not finds(typed, name, born=day, birth=date(1899, 1, 1).isoformat())
    assert not finds(typed, name, birth=day), "not known"


@given(NAMES, NAMES)
def test_nobody_is_found_by_a_name_that_is_not_theirs(name: str, typed: str) -> None:
    """What is found begins so, or has these words as given, or as family and given name."""
    words, asked = words_of(name), words_of(typed)
    whole = asked in {words[: len(asked)], words[-1:], (words[0], words[-1])}
    begun = words[: len(asked) - 1] == asked[:-1] and len(asked) <= len(words)
    assert finds(typed, name) <= (whole or (begun and words[len(asked) - 1].startswith(asked[-1])))


@given(ANYTHING, st.none() | DAYS)
def test_a_name_is_found_by_few_terms(name: str, born: date | None) -> None:
    assert len(told(name, None if born is None else born.isoformat())) <= 44


@given(st.lists(WORDS, min_size=1, max_size=30))
def test_of_a_long_name_the_first_words_and_the_last_find_it(words: list[str]) -> None:
    name = " ".join(words)
    assert is_plain_name(name)
    assert finds(" ".join(words[:MOST_WORDS]), name)
    assert finds(name, name)
    assert finds(words[-1], name)


def test_a_name_of_three_words_has_some_eighteen() -> None:
    assert len(told("Nguyễn Văn Hùng", "1957-03-12")) == 17
    assert len(told("Nguyễn Thị Minh Anh", "1957-03-12")) == 21


def test_organisations_are_found_by_short_and_foreign_names() -> None:
    data = {
        "name": datum("Công ty Cổ phần Sao Mai"),
        "short_name": datum("SMC"),
        "foreign_name": datum("Morning Star"),
    }
    for typed in ("cong ty co phan sao mai", "smc", "morning st"):
        asked = terms_for(words_of(typed), None)
        assert terms_of(data) & {*asked.whole, *asked.begun}, typed


def test_a_name_that_is_to_hold_later_finds_already() -> None:
    later = ScheduledChange(datetime(2027, 1, 1, tzinfo=UTC), {"name": datum("Lê Thị Hoa")})
    terms = terms_of({"name": datum("Nguyễn Thị Hoa")}, [later])
    assert set(terms_for(("le", "thi", "hoa"), None).whole) & terms
    assert set(terms_for(("nguyen", "thi", "hoa"), None).whole) & terms


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1957", "1957"),
        ("12/3/1957", "1957-03-12"),
        ("12.03.1957", "1957-03-12"),
        ("12-03-1957", "1957-03-12"),
        ("12 3 1957", "1957-03-12"),
        ("1957-03-12", "1957-03-12"),
        ("29/2/2024", "2024-02-29"),
    ],
)
def test_a_birth_is_read_as_it_is_written_in_viet_nam(typed: str, means: str) -> None:
    assert birth_of(typed) == Birth(means)


@pytest.mark.parametrize(
    "typed", ["", "57", "3/1957", "29/2/2023", "0/1/1957", "1957-3-12", "١٩٥٧", "1957 ", "9999"]
)
def test_anything_else_is_no_birth(typed: str) -> None:
    assert birth_of(typed) is None
