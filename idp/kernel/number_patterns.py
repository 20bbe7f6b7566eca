"""The structure of identification numbers that the system assigns (D35.3).

A pattern is its prefix in digits, a `#` for each free digit and, if it has one, a `c` for a check
digit at the end: `9##########c`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

SHORTEST: Final = 8
LONGEST: Final = 18
_FEWEST_FREE: Final = 6
_PATTERN: Final = re.compile(r"(?P<prefix>[0-9]*)(?P<free>#+)(?P<check>c?)")
_DIGITS: Final = re.compile(r"[0-9]+")
_TEN: Final = 10
_NINE: Final = 9
_CITIZENS: Final = 12
"""Personal identification numbers of citizens have so many digits."""


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """The structure of one name space of numbers."""

    prefix: str
    free: int
    check_digit: bool

    @property
    def length(self) -> int:
        return len(self.prefix) + self.free + self.check_digit

    def number(self, below: Callable[[int], int]) -> str:
        """A number of this structure; `below` gives a random one from 0 to less than its argument.

        Its free digits mean nothing and follow no order (D5.2).
        """
        digits = f"{self.prefix}{below(_TEN**self.free):0{self.free}}"
        return digits + check_digit(digits) if self.check_digit else digits

    def overlaps(self, other: "NumberPattern") -> bool:
        """Whether some number could be of either structure."""
        alike = self.prefix.startswith(other.prefix) or other.prefix.startswith(self.prefix)
        return self.length == other.length and alike


def number_pattern(text: str) -> NumberPattern:
    """The structure that a pattern describes. Raises ValueError with the reason."""
    parts = _PATTERN.fullmatch(text)
    if parts is None:
        raise ValueError("must be digits, then a # for each free digit, then c for a check digit")
    found = NumberPattern(parts["prefix"], len(parts["free"]), bool(parts["check"]))
    if not SHORTEST <= found.length <= LONGEST:
        raise ValueError(f"must have {SHORTEST} to {LONGEST} digits")
    if found.free < _FEWEST_FREE:
        raise ValueError(f"must have at least {_FEWEST_FREE} free digits")
    if found.length == _CITIZENS and (not found.prefix or found.prefix.startswith("0")):
        raise ValueError("must not begin as numbers of citizens do, with 0 and 12 digits in all")
    return found


def is_digits(number: str) -> bool:
    """Whether it consists of ASCII digits, of a length that numbers of the system have."""
    return SHORTEST <= len(number) <= LONGEST and _DIGITS.fullmatch(number) is not None


def is_citizens(number: str) -> bool:
    """Whether it has the form of a citizen's personal identification number."""
    return len(number) == _CITIZENS and _DIGITS.fullmatch(number) is not None


def check_digit(digits: str) -> str:
    """The check digit of Luhn's formula (ISO/IEC 7812-1): one wrong digit is always noticed."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - _NINE if value > _NINE else value
    return str(-total % _TEN)
