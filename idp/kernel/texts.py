"""Texts that people read about a party, a provider or a place: allowed characters and lengths."""

import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_NAME: Final = 100
LONGEST_SENTENCE: Final = 300
_NEVER: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Me"})
"""Controls, direction and zero-width marks, unassigned, private, surrogates, line ends, circles."""

_INVISIBLE: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
)
"""Letters, marks and symbols that show as nothing (Unicode's default ignorable, and a blank)."""

_SELECTORS: Final = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_MOST_MARKS: Final = 2
"""The most marks on one letter, as in Vietnamese; more overlap the lines above and below."""


def is_plain(text: str, most: int) -> bool:
    """Whether a text of at most `most` characters has no hidden or confusing characters.

    It has a letter or digit, no space but U+0020, none at its ends, and nothing that hides,
    reorders or stacks (Unicode UTS 36, UTS 39).
    """
    if not 0 < len(text) <= most or text != text.strip() or "  " in text:
        return False
    if any(map(_hides, text)):
        return False
    return (text.isascii() or _marks_fit(text)) and any(map(str.isalnum, text))


def is_storable(text: str) -> bool:
    """Whether a database keeps this text and UTF-8 can say it: no NUL, no lone surrogate."""
    return "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def has_unstorable_text(value: object) -> bool:
    """Whether a JSON value has a text, or the name of a member, that is not storable."""
    match value:
        case str():
            return not is_storable(value)
        case dict():
            return any(has_unstorable_text(each) for pair in value.items() for each in pair)
        case list():
            return any(map(has_unstorable_text, value))
        case _:
            return False


@lru_cache(maxsize=4096)
def _hides(character: str) -> bool:
    category = unicodedata.category(character)
    if category in _NEVER or character in _INVISIBLE:
        return True
    if category == "Zs" and character != " ":
        return True
    return any(ord(character) in selectors for selectors in _SELECTORS)


def _marks_fit(text: str) -> bool:
    marks = 0
    for character in unicodedata.normalize("NFD", text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            return False
    return True


def without_diacritics(text: str) -> str:
    """The text in letters of the Latin alphabet alone, as Vietnamese is typed without its marks."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
