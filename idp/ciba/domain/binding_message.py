"""The binding message (CIBA Core 7.1), shown at the counter and on the phone.

The message has one number, which only the terminal shows; the person types it on the phone.
Comparing two screens is not enough, because people confirm without comparing (NIST SP 800-63B-4,
out-of-band: the secret is transferred, not compared).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MOST_TRIES: Final = 3
"""Wrong numbers before the request is cancelled."""

HIDDEN: Final = "••"
"""The phone's text in place of the number."""

_LONGEST: Final = 64
_NUMBER: Final = re.compile(r"[0-9]+")
_DIGITS: Final = range(2, 5)
_MARKS: Final = frozenset(" .,:;-–·/()#")


@dataclass(frozen=True, slots=True)
class BindingMessage:
    """`words` is the message with its number hidden."""

    words: str
    number: str


def parse_binding_message(message: str) -> BindingMessage | None:
    """The message if it can be shown on both sides; else None.

    At most 64 characters: Latin letters with any accents, ASCII digits and plain marks, so that no
    character changes direction or is confusable; and exactly one number, of two to four digits.
    """
    text = unicodedata.normalize("NFC", message)
    if not 0 < len(text) <= _LONGEST or not all(map(_is_plain, text)):
        return None
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1 or len(numbers[0]) not in _DIGITS:
        return None
    return BindingMessage(_NUMBER.sub(HIDDEN, text), numbers[0])


def is_number(text: str) -> bool:
    """Whether a text has the form of such a number."""
    return len(text) in _DIGITS and text.isascii() and text.isdigit()


def _is_plain(character: str) -> bool:
    if character in _MARKS or character in "0123456789":
        return True
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN ")
