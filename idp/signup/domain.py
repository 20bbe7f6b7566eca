"""What a person declares to make an account, and what is refused of it. Pure."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from idp.accounts.domain import AGE_OF_USE, canonical
from idp.accounts.identifiers import LONGEST_USERNAME, is_identifier
from idp.kernel.ids import Id
from idp.kernel.texts import is_plain, is_plain_name
from idp.law.ages import is_of_age
from idp.notices.domain import NoticeKind
from idp.notices.domain.retries import WORTH_FOR
from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.datum_values import FIRST_YEAR
from idp.subjects.domain import (
    NUMBER_OF,
    ContactKind,
    Datum,
    Source,
    SubjectKind,
)

CODE_LIFETIME: Final = WORTH_FOR[NoticeKind.SIGN_UP_CODE]
LINK_LIFETIME: Final = timedelta(days=1)
"""As long as the longest wait for another message to the contact (`ThrottledSecret.SIGN_UP`): who
used up its messages has sent its owner what they go on with."""
LINK_PATH: Final = "/public/sign-up/message"
"""The path of the page of a link in a message, which is named after it."""
MOST_TRIES: Final = 5
"""Wrong codes before another one has to be sent."""
STEP_LIFETIME: Final = timedelta(minutes=30)
"""The time to declare oneself and to choose the first credential, after the code was typed."""
_PARTS: Final = 10
_LEAST_PART: Final = 30
_DAY: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DAY_AS_SPOKEN: Final = re.compile(
    r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})"
)
"""As it is written in Viet Nam: the day first."""

_BETWEEN_DIGITS: Final = str.maketrans("", "", " +.-()")


def part_of_network(daily: int) -> int:
    """How many of the installation's messages of a day one network may bring about.

    A tenth of them, so that no single network closes the sign-up for everybody; or what a network
    begins without a wait (`ThrottledSecret.SIGN_UP_NETWORK`), where a tenth is less than that.
    """
    return max(daily // _PARTS, min(daily, _LEAST_PART))


class DeclarationFault(StrEnum):
    """Why a declaration is not taken."""

    NAME = "name"
    BIRTHDATE = "birthdate"
    USERNAME = "username"
    """Hidden or confusing characters, or too long."""
    USERNAME_NAMES_A_CONTACT = "username_names_a_contact"
    """It reads as an address or a number, also of an account, which may be another person's."""
    TOO_YOUNG = "too_young"


@dataclass(frozen=True, slots=True)
class OwnContact:
    """An address or a number in its stored spelling."""

    kind: ContactKind
    value: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What the person said of themself; `username` is empty where the contact is to be it."""

    name: str
    birthdate: str
    username: str


@dataclass(frozen=True, slots=True)
class SignUpOffer:
    """What the handle of a sign-up lets its browser see.

    `subject_id`: of the person to be. `declared` and `terms`: what was said and accepted, None
    before that. `back`: the path of the sign-in the person came from, empty without one.
    """

    contact: OwnContact
    back: str
    locale: str
    subject_id: Id
    user_handle: bytes
    declared: Declared | None
    terms: str | None

    @property
    def username(self) -> str:
        """The user name of the account to be."""
        chosen = "" if self.declared is None else self.declared.username
        return canonical(chosen or self.contact.value)


def contact_in(typed: str, *, phones: bool) -> OwnContact | None:
    """The address, or with `phones` the number, that was typed; None where it is none."""
    folded = unicodedata.normalize("NFKC", typed).strip()
    if "@" in folded:
        email = email_address(folded)
        return None if email is None else OwnContact(ContactKind.EMAIL, email)
    number = phone_number(folded) if phones else None
    return None if number is None else OwnContact(ContactKind.PHONE, number)


def is_reached(contact: OwnContact, countries: Collection[str]) -> bool:
    """Whether codes go there: to any address, and to numbers that begin with one of these."""
    return contact.kind is not ContactKind.PHONE or contact.value.startswith(tuple(countries))


def counted_as(contact: OwnContact) -> str:
    """What messages to a contact are counted by: one text for all spellings of one mailbox.

    Most servers deliver `ai+x@` to `ai@`, in any case of letters; where one does not, several
    people share a limit. Nothing is sent to this text, and no owner is found by it.
    """
    if contact.kind is not ContactKind.EMAIL:
        return contact.value
    name, _, domain = contact.value.rpartition("@")
    return f"{name.partition('+')[0] or name}@{domain}".casefold()


def declared(form: Mapping[str, str], today: date) -> Declared | DeclarationFault:
    """What a form says, texts in the normal form NFC with single blanks; or its first fault.

    Who is under 14 uses no account without a guardian (D14.2-1), and a guardian cannot confirm
    here, so none is made. The day is the person's own word.
    """
    name = _spaced(form.get("name", ""))
    if not is_plain_name(name):
        return DeclarationFault.NAME
    born = _day_of(form.get("birthdate", "").strip())
    if born is None or born > today or born.year < FIRST_YEAR:
        return DeclarationFault.BIRTHDATE
    if not is_of_age(born, AGE_OF_USE, today):
        return DeclarationFault.TOO_YOUNG
    username = _spaced(form.get("username", ""))
    if username and not (is_plain(username, LONGEST_USERNAME) and canonical(username)):
        return DeclarationFault.USERNAME
    # As it will be kept too: `ß` and the like become other letters there.
    names = is_identifier(username) or _is_digits_alone(username)
    if names or "@" in canonical(username):
        return DeclarationFault.USERNAME_NAMES_A_CONTACT
    return Declared(name, born.isoformat(), username)


def identity_data(
    offer: SignUpOffer, said: Declared, number: str, now: datetime
) -> dict[str, Datum]:
    """The data of the identity, self-declared but for the number and that the contact is proven."""
    today, contact = now.date(), offer.contact
    own = {"name": said.name, "birthdate": said.birthdate, contact.kind.value: contact.value}
    return {
        NUMBER_OF[SubjectKind.PERSON]: Datum(number, Source.SYSTEM, today),
        **{name: Datum(value, Source.SELF_DECLARED, today) for name, value in own.items()},
        contact.kind.verified: Datum(True, Source.SYSTEM, today),  # noqa: FBT003 - a claim
    }


def _is_digits_alone(username: str) -> bool:
    """Whether it is a number of any length, in the digits of any script, in groups or not."""
    bare = unicodedata.normalize("NFKC", username).translate(_BETWEEN_DIGITS)
    return bare.isdigit()


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _day_of(text: str) -> date | None:
    found = _DAY.fullmatch(text) or _DAY_AS_SPOKEN.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
