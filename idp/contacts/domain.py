"""The steps of a change of a contact, and its results."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

from idp.casework.domain.facts import PlainField
from idp.kernel.catalogues import N_
from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.domain import ContactKind

CODE_LIFETIME: Final = timedelta(minutes=15)
CODES_PER_ACCOUNT: Final = 3
"""Codes that an account may send to one contact, whatever other accounts sent there."""
MAX_TRIES: Final = 5
"""Wrong codes before a new one has to be sent."""


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code was sent to `value`; entering it with this handle proves access to that contact."""

    handle: str
    value: str


@dataclass(frozen=True, slots=True)
class ContactsKept:
    """The kinds of contacts that the person named as theirs.

    Any other that was set in a sign-in may be a thief's, and is given up.
    """

    keeps: Annotated[
        tuple[ContactKind, ...], PlainField(N_("Contacts that the person named as theirs"))
    ]


def normalized(kind: ContactKind, typed: str) -> str | None:
    """A contact in its stored spelling; None for a malformed one."""
    return email_address(typed) if kind is ContactKind.EMAIL else phone_number(typed)
