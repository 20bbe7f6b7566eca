"""By which beginnings a name is found, and what a typed one asks for. Pure.

A name is found as people in Viet Nam say it: by its beginning ("Nguyễn Văn"), by the given name
alone, which comes last ("An"), or by family and given name ("Nguyễn An"); each of these alone or
with the year of birth. Its last word may be only begun. With the day of birth one word is enough,
whichever: of ten million people some 350 were born on one day. So a look-up is one range of an
index, however common the name is.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from idp.kernel.texts import without_diacritics
from idp.subjects.domain import Datum, ScheduledChange

MOST_WORDS: Final = 8
"""Words of a name that are looked at; of a longer one the first seven and the last."""
LEAST_BEGUN: Final = 2
"""Letters of a word that is only begun."""
_BEGUN: Final = (2, 4)
"""Lengths at which a begun word is found; letters beyond them are compared once it is."""
_NAMES: Final = ("name", "short_name", "foreign_name")
"""A person has the first alone."""
_APART: Final = "\x1f"
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_DAY_FIRST: Final = re.compile(
    r"(?P<day>[0-9]{1,2})[/. -](?P<month>[0-9]{1,2})[/. -](?P<year>[12][0-9]{3})"
)
_YEAR_FIRST: Final = re.compile(r"(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_ETH: Final = str.maketrans("\u00d0\u00f0", "Dd")
"""Letters of Iceland, which old Vietnamese keyboards typed for theirs."""
_JOINED: Final = re.compile("['\u2018\u2019\u02bc\u02b9\u02bb\u0060\u00b4\u2032\uff07\u200c\u200d]")
"""Apostrophes, as in the names of the Ede ("H'Hen"), and joiners: what they stand in is one word.
"""


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born: a day as YYYY-MM-DD, or the year alone, as YYYY."""

    text: str

    @property
    def year(self) -> str:
        return self.text[:4]

    @property
    def is_day(self) -> bool:
        return self.text != self.year

    def fits(self, born: "Birth | None") -> bool:
        """Whether one born then may be meant; a year that is all a register knows fits its days."""
        if born is None or self.year != born.year:
            return False
        return not (self.is_day and born.is_day) or self.text == born.text


def birth_of(text: str) -> Birth | None:
    """A day or a year as an officer types it: 1957, 12/3/1957, 12.3.1957 or 1957-03-12.

    None for any other text, and for a day that no calendar has.
    """
    if _YEAR.fullmatch(text):
        return Birth(text)
    day = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if day is None:
        return None
    try:
        found = date(int(day["year"]), int(day["month"]), int(day["day"]))
    except ValueError:
        return None
    return Birth(found.isoformat())


@dataclass(frozen=True, slots=True)
class NameTerms:
    """What a typed name is looked up by: `whole` words, or a last one that is only `begun`."""

    whole: tuple[str, ...]
    begun: tuple[str, ...]


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling: without marks, case and compatibility forms.

    The same for NFC and NFD, and for a name that is typed without the marks of Vietnamese.
    """
    return tuple(word for each in name.split() for word in _plain(each))


def says(name: str, typed: tuple[str, ...], *, any_order: bool) -> bool:
    """Whether whole words mean this name: its beginning, given, or family and given name.

    `any_order`: also where each is some word of the name, as with the day of birth.
    """
    words = words_of(name)
    if any_order and set(typed) <= set(words):
        return True
    ends = (words[0], words[-1]) if len(words) > 1 else ()
    return typed in (words[: len(typed)], words[-1:], ends)


def begins(name: str, typed: tuple[str, ...]) -> bool:
    """Whether a name begins with these words, the last of which is only begun there."""
    said = words_of(name)[: len(typed)]
    return (
        len(said) == len(typed)
        and said[:-1] == typed[:-1]
        and said[-1] != typed[-1]
        and said[-1].startswith(typed[-1])
    )


def terms_of(data: Mapping[str, Datum], later: Iterable[ScheduledChange] = ()) -> frozenset[str]:
    """All by which a subject with these data is found, now and after each scheduled change.

    At most 44 for a person, some 18 for one with a name of three words.
    """
    states: list[Mapping[str, Datum | None]] = [data]
    states += [{**states[-1], **each.data} for each in later]
    return frozenset(term for each in states for term in _terms_of_state(each))


def names_in(data: Mapping[str, Datum | None]) -> tuple[str, ...]:
    """The names of a subject: of an organisation also the short and the foreign one."""
    found = (data.get(each) for each in _NAMES)
    return tuple(each.value for each in found if each is not None and isinstance(each.value, str))


def birth_in(data: Mapping[str, Datum | None]) -> Birth | None:
    """When a subject was born; None of an organisation."""
    born = data.get("birthdate")
    return Birth(born.value) if born is not None and isinstance(born.value, str) else None


def terms_for(typed: tuple[str, ...], birth: Birth | None) -> NameTerms:
    """By which a name of these words is looked up; `typed` is of `words_of`, and not empty."""
    last = typed[-1]
    if birth is not None and birth.is_day:
        whole = [_term("d", last, day) for day in (birth.text, birth.year)]
    else:
        year = "" if birth is None else birth.year
        whole = [_term("b", *typed[:MOST_WORDS], "", year)]
        if len(typed) == 1:
            whole.append(_term("g", last, year))
        elif len(typed) == 2:  # noqa: PLR2004 - family and given name
            whole.append(_term("f", *typed, year))
    length = max((each for each in _BEGUN if each <= len(last)), default=None)
    if length is None or len(typed) > MOST_WORDS:
        return NameTerms(tuple(whole), ())
    return NameTerms(tuple(whole), (_term("p", *typed[:-1], last[:length]),))


def _terms_of_state(data: Mapping[str, Datum | None]) -> Iterator[str]:
    birth = birth_in(data)
    years = ("",) if birth is None else ("", birth.year)
    for name in names_in(data):
        words = words_of(name)
        for year in years:
            yield from _whole_terms(words, year)
        for count, word in enumerate(words[:MOST_WORDS]):
            for length in _BEGUN:
                if len(word) > length:
                    yield _term("p", *words[:count], word[:length])
        if birth is not None:
            for word in {*words[: MOST_WORDS - 1], *words[-1:]}:
                yield _term("d", word, birth.text)


def _whole_terms(words: tuple[str, ...], year: str) -> Iterator[str]:
    for count in range(1, min(len(words), MOST_WORDS) + 1):
        yield _term("b", *words[:count], "", year)
    if len(words) > 1:
        yield _term("g", words[-1], year)
    if len(words) > 2:  # noqa: PLR2004 - family and given name are the beginning of two
        yield _term("f", words[0], words[-1], year)


def _term(*parts: str) -> str:
    return _APART.join(parts)


@lru_cache(maxsize=4096)
def _plain(word: str) -> tuple[str, ...]:
    """One word in that spelling, of which a hyphen or the like makes more; most are common."""
    joined = _JOINED.sub("", unicodedata.normalize("NFKC", _JOINED.sub("", word)))
    letters = without_diacritics(without_diacritics(joined.translate(_ETH)).casefold())
    return tuple("".join(each if _is_of_word(each) else " " for each in letters).split())


def _is_of_word(character: str) -> bool:
    """Letters, marks (vowels of the Indic scripts) and digits."""
    return unicodedata.category(character)[0] in "LMN"
