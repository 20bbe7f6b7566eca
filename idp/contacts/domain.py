"""The steps of a change of a contact, and its results."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.domain import ContactKind

CODE_DIGITS: Final = 6
CODE_LIFETIME: Final = timedelta(minutes=15)
CODES_PER_ACCOUNT: Final = 3
"""Codes that an account may send to one address whatever others sent there."""
MAX_TRIES: Final = 5
"""How often a code may be typed wrongly before another one has to be sent."""


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code was sent to `value`; entering it with this handle proves access to that contact."""

    handle: str
    value: str


def normalized(kind: ContactKind, typed: str) -> str | None:
    """An address as it is kept; None for what is none."""
    return email_address(typed) if kind is ContactKind.EMAIL else phone_number(typed)
