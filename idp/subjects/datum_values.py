"""Which values the data of a person can have, whoever tells them: a file or a registry."""

import re
import unicodedata
from datetime import date
from typing import Final

from idp.kernel.texts import is_plain

FIRST_YEAR: Final = 1850
"""The first year of a day that data tell: before it nobody was born, and nothing established."""
LONGEST_ADDRESS: Final = 500
SEXES: Final = ("female", "male", "other")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR: Final = re.compile(r"[0-9]{4}")


def day_of(text: str) -> date | None:
    """The day of an ISO 8601 text in its one long form; None for any other text."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def last_possible_birth(text: str) -> date | None:
    """The last day on which a person with this birth date, or birth year alone, was born."""
    return date(int(text), 12, 31) if _YEAR.fullmatch(text) and int(text) else day_of(text)


def is_birthdate(text: str, today: date) -> bool:
    """Whether it is a day up to today, or the year alone where a register knows no more."""
    if _YEAR.fullmatch(text):
        return FIRST_YEAR <= int(text) <= today.year
    day = day_of(text)
    return day is not None and day.year >= FIRST_YEAR and day <= today


def is_address(text: str) -> bool:
    """Whether it is an address or a part of one: one line, with nothing that hides or reorders."""
    return is_plain(unicodedata.normalize("NFC", text), LONGEST_ADDRESS)
