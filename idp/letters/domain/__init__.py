"""A numbered letter (S3): its kind, number, recipient and signer, and proof of its delivery."""

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from idp.kernel.actors import ActingClient, Actor, Officer, Operator, System
from idp.kernel.ids import Id
from idp.kernel.stored_words import StoredWord

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: a number is read from paper and typed."""
_ALIKE: Final = str.maketrans("OIL", "011")
_PREFIX: Final = "VB"
_GROUPS: Final = 3
_GROUP: Final = 4
NUMBER_FORM: Final = rf"{_PREFIX}(-[{_LETTERS}]{{{_GROUP}}}){{{_GROUPS}}}"
"""A number in its usual form as a regular expression, of the whole text."""
LONGEST_REASON: Final = 2_000
MOST_REASONS: Final = 100


class LetterKind(StoredWord):
    """What is owed in writing (S3). A letter of a kind that is not known is listed and not read."""

    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_UNLOCKED = "account_unlocked"
    LOSS_CASE_CLOSED = "loss_case_closed"
    RECOVERY_REFUSED = "recovery_refused"
    VIOLATION_CLOSED = "violation_closed"
    CLIENT_SUSPENDED = "client_suspended"
    PROVIDER_REVOKED = "provider_revoked"
    CORRECTION_MADE = "correction_made"
    CORRECTION_REFERRED = "correction_referred"
    CORRECTION_REFUSED = "correction_refused"
    REGISTRATIONS_MERGED = "registrations_merged"
    MERGE_REFUSED = "merge_refused"
    CONSENT_RECEIPT = "consent_receipt"
    ACCOUNT_GRANTED = "account_granted"
    ACCOUNT_REFUSED = "account_refused"
    ORGANISATION_GRANTED = "organisation_granted"
    ORGANISATION_REFUSED = "organisation_refused"
    ORGANISATION_NOT_AGREED = "organisation_not_agreed"


REASONED: Final = frozenset(
    {
        LetterKind.ACCOUNT_LOCKED,
        LetterKind.LOSS_CASE_CLOSED,
        LetterKind.RECOVERY_REFUSED,
        LetterKind.VIOLATION_CLOSED,
        LetterKind.CLIENT_SUSPENDED,
        LetterKind.PROVIDER_REVOKED,
        LetterKind.CORRECTION_MADE,
        LetterKind.CORRECTION_REFERRED,
        LetterKind.CORRECTION_REFUSED,
        LetterKind.REGISTRATIONS_MERGED,
        LetterKind.MERGE_REFUSED,
        LetterKind.ACCOUNT_REFUSED,
        LetterKind.ORGANISATION_REFUSED,
        LetterKind.ORGANISATION_NOT_AGREED,
    }
)
"""Kinds that must state reasons: every refusal, and what is decided against its recipient."""


class ReasonMissing(ValueError):
    """A written refusal without reasons cannot be made; the decision is undone with it (S3)."""


@dataclass(frozen=True, slots=True)
class ToPerson:
    subject_id: Id


@dataclass(frozen=True, slots=True)
class ToBody:
    """An organisation by its name; `about`: the person the letter is about, if it is about one."""

    name: str
    about: Id | None = None


@dataclass(frozen=True, slots=True)
class ToSender:
    """Whoever sent an application with this number: proven to be nobody, and so without a name."""

    number: str


Recipient = ToPerson | ToBody | ToSender
Signer = Officer | Operator | ActingClient | System


class DeliveryMethod(StrEnum):
    """How a letter reached its recipient, or was on the way there."""

    TOLD = "told"
    """A notice that names the letter was accepted by a mail server or an SMS gateway."""
    OPENED = "opened"
    """Its recipient, signed in, opened it."""
    HANDED_OVER = "handed_over"
    """An officer handed it over on paper; the detail says who received it, or its register."""
    POSTED = "posted"
    """It was posted; the detail is the number of the registered letter."""


BY_HAND: Final = (DeliveryMethod.HANDED_OVER, DeliveryMethod.POSTED)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One proof of delivery. `detail`: the channel, the number of the post, or who received it."""

    how: DeliveryMethod
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedLetter:
    """A letter without its content, which is sealed.

    `subject_id`: the person it is to or about. `to_person`: that person is its recipient. `digest`
    (SHA-256) and `sealed_at` are those of the sealed PDF, None until a worker has made it.
    """

    id: Id
    number: str
    kind: LetterKind
    dated_at: datetime
    language: str
    subject_id: Id | None
    to_person: bool
    signer: Mapping[str, Any]
    digest: bytes | None
    sealed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterInList:
    """A letter in a list, with its legal basis, empty where the key is gone that opens it.

    `body`: the organisation it is to. The name of a person is not told: a recorded look shows it
    (D17.3).
    """

    letter: NumberedLetter
    body: str | None
    basis: str
    deliveries: tuple[Delivery, ...]


def new_number() -> str:
    """Sixty random bits, so that a number tells nothing and cannot be guessed."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP))
    return _grouped(letters)


def number_in(text: str) -> str | None:
    """The number that somebody typed, in its usual form; None when it can be none."""
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text[:64]).upper()))
    letters = plain.removeprefix(_PREFIX).translate(_ALIKE)
    sound = len(letters) == _GROUPS * _GROUP and all(each in _LETTERS for each in letters)
    return _grouped(letters) if sound else None


def new_check_code() -> str:
    """Sixty random bits that stand on the paper of a letter alone: who has it holds the paper."""
    return _groups("".join(secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP)))


def check_code_in(text: str) -> str | None:
    """The check code that somebody typed, in its usual form; None when it can be none."""
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text[:64]).upper()))
    letters = plain.translate(_ALIKE)
    sound = len(letters) == _GROUPS * _GROUP and all(each in _LETTERS for each in letters)
    return _groups(letters) if sound else None


def _grouped(letters: str) -> str:
    return f"{_PREFIX}-{_groups(letters)}"


def _groups(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def reasons_of(kind: LetterKind, reasons: Sequence[str]) -> tuple[str, ...]:
    """The reasons as they are written. Raises ReasonMissing where the kind has to state one."""
    said = tuple(filter(None, (" ".join(each.split())[:LONGEST_REASON] for each in reasons)))
    if kind in REASONED and not said:
        raise ReasonMissing(kind)
    return said[:MOST_REASONS]


def signer_of(actor: Actor) -> Signer:
    """Who signs the letter of a decision: an officer, an operator, a client of the API, or a rule.

    Raises TypeError for any other actor, who decides nothing that is owed in writing.
    """
    if isinstance(actor, Officer | Operator | ActingClient | System):
        return actor
    raise TypeError(type(actor).__name__)


def signer_as_data(signer: Signer) -> dict[str, Any]:
    """The signer as it is stored (JSON)."""
    match signer:
        case Officer():
            return {
                "officer_id": signer.officer_id,
                "subject_id": signer.subject_id,
                "desk": signer.desk,
            }
        case Operator():
            return {"user": signer.user, "host": signer.host, "said": signer.said}
        case ActingClient():
            return {"client_id": signer.client_id, "authenticated_by": signer.authenticated_by}
        case System():
            return {"rule": signer.rule}


CLAIMED_FOR: Final = timedelta(minutes=5)
"""How long a worker has for the letters it took; then another one may take them."""
_LONGEST_WAIT: Final = timedelta(hours=6)


def next_try(now: datetime, attempts: int) -> datetime:
    """When a letter that could not be made is tried again: soon, and then more and more rarely."""
    return now + min(timedelta(seconds=30 * (1 << min(attempts, 12))), _LONGEST_WAIT)
