"""What a text typed as a user name may name: beside that an e-mail address, a number, a telephone.

Decided by the text alone, so that a known and an unknown one are looked up alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from idp.accounts.domain import canonical
from idp.assurance.contacts import is_confirmed
from idp.kernel.ids import Id
from idp.kernel.number_patterns import is_digits
from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.domain import SubjectKind, is_account_number

_BETWEEN: Final = str.maketrans("", "", " .-()")
_CITIZENS: Final = re.compile(r"0[0-9]{11}")
"""Numbers of citizens, which would else be telephones abroad where they begin with 00."""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The readings of a text; each None where it is none. `canonical` is one spelling of all."""

    email: str | None
    phone: str | None
    number: str | None

    @property
    def canonical(self) -> str:
        return self.email or self.phone or self.number or ""

    @property
    def kind(self) -> str:
        """What `canonical` is; a text that may be a telephone or another number is the former."""
        if self.email is not None:
            return "email"
        return "number" if self.phone is None else "phone"


class Reading(NamedTuple):
    """A subject that a text names: as user name, by the number in the register, or by a contact.

    `kind`: of the subject, None of one that was erased meanwhile. The last three are of a contact:
    when it was confirmed last, since when it counts as lost, and from when on it is in force.
    """

    how: str
    subject_id: Id
    kind: str | None
    username_key: bytes | None
    confirmed_at: datetime | None
    lost_at: datetime | None
    effective_at: datetime | None


LONGEST_USERNAME: Final = 64
"""In characters, of one that a person chooses."""
USERNAME: Final = "username"
SPELLED: Final = "spelled"
"""As user name in the one spelling of an address or a number, where another was typed."""
NUMBER: Final = "number"
CONTACT: Final = "contact"


def identifiers_in(typed: str) -> Identifiers | None:
    """The readings of a typed text beside a user name; None for a text that can only be that."""
    folded = unicodedata.normalize("NFKC", typed).strip()
    if "@" in folded:
        email = email_address(folded)
        return None if email is None else Identifiers(email.casefold(), None, None)
    digits = folded.translate(_BETWEEN)
    if not is_digits(digits.removeprefix("+")):
        return None
    phone = None if _CITIZENS.fullmatch(digits) else phone_number(folded)
    number = None if digits.startswith("+") else digits
    return None if phone is None and number is None else Identifiers(None, phone, number)


def is_identifier(username: str) -> bool:
    """Whether a wanted user name may be somebody's number, also of an account, or contact.

    It is read as typed and in its canonical form.

    Nobody gets such a one: it would be read before the contact or the number of whoever has that.
    """
    spellings = (username, canonical(username))
    return is_account_number(username) or any(identifiers_in(each) for each in spellings)


def named(readings: Iterable[Reading], now: datetime) -> bytes | None:
    """The `username_key` of the one account that is meant; None where none is, or several are.

    A user name comes first: it is one person's alone. It was the contact of who has it, and yields
    where that is another person's now: one confirmed it, in force, and who has the user name did
    not, or not for a year. A contact counts while it is confirmed
    (`assurance.contacts.is_confirmed`) and in force. What two people have by their number or a
    confirmed contact, be it still pending, names neither; one that another person did not confirm,
    or not for a year, or lost takes nothing away.

    Nor does an organisation, which nobody signs in as (X6.1): its user name, number and contacts
    are read only where no person has the text, such as its head.
    """
    every = list(readings)
    people = [each for each in every if each.kind != SubjectKind.ORGANISATION]
    return _named(people or every, now)


def _named(every: Sequence[Reading], now: datetime) -> bytes | None:
    proven = [each for each in every if _is_proven(each, now)]
    having = {
        each.subject_id
        for each in proven
        if each.how == CONTACT and each.username_key is not None and _is_in_force(each, now)
    }
    for how in (USERNAME, SPELLED):
        for each in every:
            if each.how == how and (not having or each.subject_id in having):
                return each.username_key
    people = {each.subject_id for each in proven}
    usable = [each for each in proven if _is_in_force(each, now)]
    return usable[0].username_key if len(people) == 1 and usable else None


def _is_proven(reading: Reading, now: datetime) -> bool:
    """Whether it is the person's: a number is by the register, a contact by its confirmation."""
    return reading.how == NUMBER or is_confirmed(reading.confirmed_at, reading.lost_at, now)


def _is_in_force(reading: Reading, now: datetime) -> bool:
    return reading.effective_at is None or reading.effective_at <= now
