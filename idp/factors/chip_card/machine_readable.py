"""DG1: the machine-readable zone of a card (ICAO Doc 9303 part 5, size TD1), three lines of thirty.

Only the fields compared at enrolment are parsed, and none is stored. The citizen's number is in the
optional data of the first line: twelve digits, then fillers.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from idp.factors.der import Fields, MalformedDer, fields_of

LARGEST: Final = 256
_GROUP: Final = 0x61
_ZONE: Final = 0x5F1F
_LINE: Final = 30
_LINES: Final = 3
_WRITTEN: Final = re.compile(rb"[A-Z0-9<]{90}")
_NUMBER: Final = re.compile(r"[0-9]{12}")
_DATE: Final = re.compile(r"[0-9]{6}")
_CENTURY: Final = 2000
_WEIGHTS: Final = (7, 3, 1)
_ISSUER: Final = "VNM"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Data of the machine-readable zone; `expires_on` is the card's last valid day."""

    document_number: str
    personal_number: str
    expires_on: date


def read_zone(encoded: bytes) -> CardFacts:
    """Parse DG1. Raises Malformed, also for another country's card or a wrong check digit."""
    if len(encoded) > LARGEST:
        raise MalformedDer("a machine-readable zone that is too large")
    group: Fields = fields_of(encoded, _GROUP)
    zone = group.take(_ZONE).content
    group.end()
    if not _WRITTEN.fullmatch(zone):
        raise MalformedDer("a machine-readable zone of another size or alphabet")
    text = zone.decode("ascii")
    first, second, _ = (text[_LINE * each : _LINE * (each + 1)] for each in range(_LINES))
    _check(first[5:14], first[14])
    _check(second[0:6], second[6])
    _check(second[8:14], second[14])
    _check(first[5:] + second[0:7] + second[8:15] + second[18:29], second[29])
    if not first.startswith("I") or first[2:5] != _ISSUER:
        raise MalformedDer("not an identity card of Viet Nam")
    number, rest = first[15:27], first[27:29]
    if not _NUMBER.fullmatch(number) or rest != "<<":
        raise MalformedDer("no citizen's number")
    return CardFacts(first[5:14].rstrip("<"), number, _date(second[8:14]))


def check_digit(text: str) -> int:
    """The check digit of some characters (ICAO Doc 9303 part 3, section 4.9)."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return sum(value * _WEIGHTS[at % 3] for at, value in enumerate(values)) % 10


def _check(text: str, digit: str) -> None:
    if digit != str(check_digit(text)):
        raise MalformedDer("a wrong check digit")


def _date(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date(_CENTURY + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError as error:
        raise MalformedDer("a date that does not exist") from error
    raise MalformedDer("a date that is not written in digits")
