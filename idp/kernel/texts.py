"""Texts that people read about a party, a provider or a place: allowed characters and lengths."""

import re
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

_NON_JOINER: Final = "\u200c"
_JOINERS: Final = (_NON_JOINER, "\u200d")
_VIRAMA: Final = 9
"""The combining class of the marks that join consonants, in the scripts of India and around."""
_JOINS_BOTH: Final = re.compile(
    "[\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f\u0678-\u0687"
    "\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff\u0750-\u0758\u075c-\u076a"
    "\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u08a0-\u08a9\u08af\u08b0\u08b3-\u08b8\u08ba-\u08c7]"
)
"""Arabic letters that join the one before and the one behind (`Joining_Type` D of Unicode)."""
_JOINS_BEFORE: Final = re.compile(
    "[\u0620\u0622-\u063f\u0641-\u064a\u066e\u066f\u0671-\u0673\u0675-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc"
    "\u06ff\u0750-\u077f\u08a0-\u08ac\u08ae-\u08c7]"
)
"""Those, and Arabic letters that join the one before alone (R)."""
_SELECTORS: Final = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_PRESENTATIONS: Final = ("\ufe0e", "\ufe0f")
"""The selectors that say whether a symbol is shown as a sign or as a picture."""
_SYMBOLS: Final = frozenset({"So", "Sm", "Sk"})
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


def is_prose(text: str, most: int) -> bool:
    """Whether a text of lines, of at most `most` characters, hides and reorders nothing.

    It is what people write: a line may be of signs alone, and words have the joiners of their
    script, as in `is_plain_name`. A picture may be of several signs: U+FE0E and U+FE0F may follow a
    symbol, and U+200D join two (Unicode UTS 51). The whole has a letter or digit.
    """
    if not 0 < len(text) <= most or not any(map(str.isalnum, text)):
        return False
    return all(map(_is_line_of_prose, text.split("\n")))


def _is_line_of_prose(line: str) -> bool:
    for place, each in enumerate(line):
        if each in _PRESENTATIONS:
            fits = _is_symbol(line[place - 1 : place])
        elif each in _JOINERS:
            fits = _is_needed(line, place) or _joins_pictures(line, place)
        else:
            fits = not _hides(each)
        if not fits:
            return False
    return line.isascii() or _marks_fit(line)


def _joins_pictures(line: str, joiner: int) -> bool:
    before = line[:joiner].rstrip("".join(_PRESENTATIONS))[-1:]
    return line[joiner] != _NON_JOINER and all(
        map(_is_symbol, (before, line[joiner + 1 : joiner + 2]))
    )


def _is_symbol(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in _SYMBOLS


def is_plain_name(text: str) -> bool:
    """As `is_plain`, of the name of a person or organisation in any script, in the normal form NFC.

    One rule for all who tell it, a file and a registry. It may have U+200C and U+200D between
    letters, where letters of the Arabic and Indic scripts need them (RFC 5892 appendix A.1 and
    A.2).
    """
    if not any(joiner in text for joiner in _JOINERS):
        return is_plain(text, LONGEST_SENTENCE)
    joiners = [place for place, each in enumerate(text) if each in _JOINERS]
    bare = "".join(each for each in text if each not in _JOINERS)
    return (
        len(text) <= LONGEST_SENTENCE
        and is_plain(bare, LONGEST_SENTENCE)
        and all(_is_needed(text, place) for place in joiners)
    )


def _is_needed(text: str, joiner: int) -> bool:
    """Whether the joiner at this place changes how the letters around it are written."""
    before, behind = text[:joiner], text[joiner + 1 :]
    if not before or not behind:
        return False
    if unicodedata.combining(before[-1]) == _VIRAMA:
        return unicodedata.category(behind[0]) == "Lo"
    if text[joiner] != _NON_JOINER:
        return False
    letter = before.rstrip("".join(filter(unicodedata.combining, set(before))))[-1:]
    return bool(_JOINS_BOTH.match(letter) and _JOINS_BEFORE.match(behind))


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
