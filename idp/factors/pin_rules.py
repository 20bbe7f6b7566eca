"""Refused PINs: rules over digits and over data a guesser may know. Pure."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

SHORTEST: Final = 6
LONGEST: Final = 12
"""Digits. With the schedule of tries six are enough, and more than twelve are not remembered."""

_RUN: Final = 6
"""The most digits in a row that a PIN may share with a number of the person."""
_FEWEST_DIFFERENT: Final = 3
_PATHS: Final = ("147258369", "963852741", "159357", "159753", "753159", "357159", "123654")
"""Patterns of a keypad."""
_DATE_FORMS: Final = ("%d%m%y", "%d%m%Y", "%m%d%y", "%m%d%Y", "%y%m%d", "%Y%m%d", "%Y%d%m")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[ .+()/-]+(?=\d)")
_DIGITS: Final = re.compile(rf"\d{{{_RUN},}}", re.ASCII)


def well_formed(pin: str) -> bool:
    """Six to twelve ASCII digits."""
    return SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdigit()


def easy_to_guess(pin: str, *, known: Sequence[str] = ()) -> bool:
    """Whether a well-formed PIN is among the first that a guesser would try.

    `known` are texts a guesser knows of the person: dates (ISO 8601), numbers, addresses.
    """
    return (
        len(set(pin)) < _FEWEST_DIFFERENT
        or _repeats(pin)
        or _counts(pin)
        or _counts(_each_group_once(pin))
        or any(_overlaps(pin, path) for path in _PATHS)
        or any(_overlaps(pin, each) for text in known for each in _numbers_of(text))
    )


def _repeats(pin: str) -> bool:
    """A repeated block: 121212, 123123, 12341234."""
    return any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))


def _counts(digits: Iterable[str]) -> bool:
    """A constant step, modulo ten: 456789, 890123, 864208."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(digits)}
    return len(steps) == 1 and steps <= {1, 2, 8, 9}


def _each_group_once(pin: str) -> list[str]:
    """112233 as 123; a PIN without equal groups as it is."""
    groups = [(digit, len(list(run))) for digit, run in itertools.groupby(pin)]
    return [digit for digit, _ in groups] if len({size for _, size in groups}) == 1 else list(pin)


def _overlaps(pin: str, number: str) -> bool:
    """Whether both share so many digits in a row."""
    runs = {number[at : at + _RUN] for at in range(len(number) - _RUN + 1)}
    return any(run in pin for run in runs)


def _numbers_of(text: str) -> Iterator[str]:
    """The numbers in a text, without blanks and dashes; of a date, all notations."""
    yield from _DIGITS.findall(_BETWEEN_DIGITS.sub("", text))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return
    yield from (day.strftime(form) for form in _DATE_FORMS)
