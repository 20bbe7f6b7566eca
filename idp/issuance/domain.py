"""An application for an account: what it holds, when it is complete, when it may be granted. Pure.

A dossier is complete and valid before its term runs (D13.0): what is missing until then costs the
authority no time.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from idp.accounts.domain import Account, AccountState, alone_from
from idp.accounts.eligibility import level_refusal
from idp.casework.domain.facts import PersonalDayField, PlainField, TextField
from idp.kernel.biometrics import Judged, MatchResult, PadResult
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason, Refused
from idp.subjects.domain import ContactKind, Identity, SubjectKind, canonical_number

_IDENTIFYING: Final = ("name", "birthdate", "gender")
LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 2_000
LEVEL_02: Final = 2
MOST_COMPARISONS: Final = 6
"""Of one dossier: who is not matched by then is somebody else, or is not in the register."""
CONFIRMATION_TEXT: Final = "2026-12"
"""The version of the text by which a person confirms the registration (D10.2b-3)."""


class IssuanceState(StrEnum):
    """Where an application stands (requirements S1)."""

    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    """The person was told what is missing; no term runs."""
    COMPLETE_VALID = "complete_valid"
    """The dossier is complete and valid, and the term of the decision runs (D13.0)."""
    VERIFIED = "verified"
    """The authority checked it and proposes to grant it."""
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """The person does not ask for it any more."""


class ForeignerState(StrEnum):
    """Where the application of a foreigner stands, which goes through immigration (D11.2c)."""

    RECEIVED_BY_IMMIGRATION = "received_by_immigration"
    INCOMPLETE = "incomplete"
    COMPLETE_VALID = "complete_valid"
    """Immigration has everything, and the term runs though the authority does not have it yet."""
    SENT_TO_AUTHORITY = "sent_to_authority"
    VERIFIED = "verified"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


NOT_COMPLETE: Final = (
    ForeignerState.RECEIVED_BY_IMMIGRATION,
    IssuanceState.SUBMITTED,
    IssuanceState.INCOMPLETE,
)
"""The states in which something may be missing still: no term runs, what was told is changed."""


class CardCheck(StrEnum):
    """How the officer checked the identity card (D10.2a-2)."""

    CHIP_READ = "chip_read"
    SHOWN = "card_shown"


class Integrated(StrEnum):
    """Further information that a person may ask to have integrated (D10.2a-4)."""

    HEALTH_INSURANCE = "health_insurance"
    DRIVING_LICENCE = "driving_licence"
    VEHICLE_REGISTRATION = "vehicle_registration"


class ComparedAs(StrEnum):
    """What the comparison of one trait with the State's record said."""

    MATCH = "match"
    NO_MATCH = "no_match"
    UNCLEAR = "unclear"
    NOT_ENROLLED = "not_enrolled"
    IMITATION = "imitation"
    """It was no living face or finger."""


class TravelDocumentType(StrEnum):
    """What a foreigner shows (D11.2a-2)."""

    PASSPORT = "passport"
    TRAVEL_DOCUMENT = "travel_document"
    """An international travel document that is no passport."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTwoApplication:
    """What was applied for, and what the registers said then.

    `identity` is the version of the identity (`identity_version`) that the document was compared
    with. A contact that was not told is empty. `key` is the number of an application key that is
    to be bound.
    """

    identity: Annotated[str, TextField(N_("Version of the identity"), LONGEST_LINE)]
    phone: Annotated[str, TextField(N_("Telephone number"), LONGEST_LINE)]
    email: Annotated[str, TextField(N_("E-mail address"), LONGEST_LINE)]
    username: Annotated[str, TextField(N_("User name"), LONGEST_LINE)]
    key: Annotated[str, TextField(N_("Number of the key"), LONGEST_LINE, names_nobody=True)]
    integrate: Annotated[tuple[Integrated, ...], PlainField(N_("To be integrated"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenApplication(LevelTwoApplication):
    """Of a citizen.

    `card_number` is empty while the card itself is applied for, `card_application` where there is
    one.
    """

    card_number: Annotated[str, TextField(N_("Number of the identity card"), LONGEST_LINE)]
    card_application: Annotated[str, TextField(N_("Application for the card"), LONGEST_LINE)]
    checked: Annotated[CardCheck, PlainField(N_("How the card was checked"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignerApplication(LevelTwoApplication):
    """Of a foreigner.

    `document` is the key of what was shown (`travel_document_number`), `expires_on` its last valid
    day.
    """

    document: Annotated[str, TextField(N_("Passport or travel document"), LONGEST_LINE)]
    expires_on: Annotated[str, PersonalDayField(N_("Valid until"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedApplication:
    """What was changed in an application before it was complete, checked anew."""

    identity: Annotated[str, TextField(N_("Version of the identity"), LONGEST_LINE)]
    phone: Annotated[str, TextField(N_("Telephone number"), LONGEST_LINE)]
    email: Annotated[str, TextField(N_("E-mail address"), LONGEST_LINE)]
    username: Annotated[str, TextField(N_("User name"), LONGEST_LINE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BiometricsCompared:
    """What the machine said of the face and the finger before the officer; no picture is kept."""

    face: Annotated[ComparedAs, PlainField(N_("Face"))]
    fingers: Annotated[ComparedAs, PlainField(N_("Finger"))]
    service: Annotated[str, TextField(N_("Service"), LONGEST_LINE, names_nobody=True)]
    attempt: Annotated[str, TextField(N_("Id of the attempt"), LONGEST_LINE, names_nobody=True)]

    @property
    def matches(self) -> bool:
        """Both: a twin has the face, and not the fingers (D10.2b-2)."""
        return self.face is ComparedAs.MATCH and self.fingers is ComparedAs.MATCH


@dataclass(frozen=True, slots=True)
class SignedConfirmation:
    """The document that the person signed, and the version of its text (D10.2b-3)."""

    confirmation: Annotated[
        str, TextField(N_("Signed confirmation (SHA-256)"), LONGEST_LINE, names_nobody=True)
    ]
    text_version: Annotated[
        str, TextField(N_("Version of its text"), LONGEST_LINE, names_nobody=True)
    ]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing or not valid; the person reads it."""

    missing: Annotated[
        str, TextField(N_("What is missing, which the person reads"), LONGEST_TEXT, lines=True)
    ]


@dataclass(frozen=True, slots=True)
class IssuanceGround:
    """Why it was refused; the person reads it in a letter."""

    ground: Annotated[
        str, TextField(N_("Reasons, which the person reads"), LONGEST_TEXT, lines=True)
    ]


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """The card that was issued on the application beside this one."""

    card_number: Annotated[str, TextField(N_("Number of the identity card"), LONGEST_LINE)]


@dataclass(frozen=True, slots=True)
class FieldRefused(Refused):
    """A refusal of what was told in one field, by the name of that field."""

    field: str = ""


def identity_version(identity: Identity) -> str:
    """The version of who a person is, 64 hexadecimal digits; a register's change gives another.

    Of a foreigner also of the document that they are known by.
    """
    said: dict[str, Any] = {name: _text(identity, name) for name in _IDENTIFYING}
    document = identity.data.get("travel_document")
    if document is not None:
        said["travel_document"] = document.value
    words = json.dumps([identity.kind, identity.number, said], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def person_refusal(
    kind: SubjectKind,
    born: str,
    received_on: date,
    *,
    ward: bool,
    accompanied: bool,
) -> Reason | None:
    """Why this person may not have what they applied for on a civil day, alone or `accompanied`.

    `born`: as a register says it, empty where none does. Ages are those of the day of receipt,
    whenever it is decided. `ward`: by a record of now. AGE_BELOW_6 (D7.1b);
    GUARDIAN_PRESENCE_REQUIRED alone, of a ward and of who may be under 14 (D10.2d-1).
    """
    refused = level_refusal(kind, LEVEL_02, born or None, on=received_on)
    if refused is not None or accompanied:
        return refused
    guarded = ward or received_on < alone_from(born)
    return Reason.GUARDIAN_PRESENCE_REQUIRED if guarded else None


def birthdate_of(identity: Identity) -> str:
    """The day of birth on record, or the year alone; empty where there is none."""
    return _text(identity, "birthdate")


def account_refusal(account: Account | None, level: int) -> Reason | None:
    """Why an account may not be granted at this level to who has this one.

    ACCOUNT_LOCKED, STATE_ALREADY_HOLDS where it has the level.
    """
    if account is None:
        return None
    if account.state is AccountState.LOCKED:
        return Reason.ACCOUNT_LOCKED
    return Reason.STATE_ALREADY_HOLDS if (account.level or 0) >= level else None


def last_comparison(told: Mapping[str, Any]) -> tuple[ComparedAs, ComparedAs] | None:
    """What the last comparison said of face and finger, in the facts of a case; None without."""
    if "fingers" not in told:
        return None
    return ComparedAs(told["face"]), ComparedAs(told["fingers"])


def biometric_refusal(told: Mapping[str, Any]) -> Reason | None:
    """BIOMETRIC_MISMATCH unless face and finger both matched the last time (D10.2b-2)."""
    matched = last_comparison(told) == (ComparedAs.MATCH, ComparedAs.MATCH)
    return None if matched else Reason.BIOMETRIC_MISMATCH


def is_proven(kind: ContactKind, phone: str, *, of_guardian: bool = False) -> bool | None:
    """Whether a contact that was told with this telephone number, or with none, is the person's.

    The number is, by its register; an address beside it is not known to be. None of an address
    alone: nothing else reaches the person, so it is written to (D11.2a-2). None also of the number
    where it is that of who acts for the person (D10.2d-2).
    """
    if kind is ContactKind.PHONE:
        return None if of_guardian else True
    return False if phone else None


def path_refusal(compared: Iterable[Mapping[str, Any]], *, to_enrol: bool) -> Reason | None:
    """Why a foreigner's dossier is not complete on this path, by all comparisons so far (D13.3).

    Whose face or finger the database did not have when they applied has to be enrolled there first,
    and the authority has the longer term. Refused: BIOMETRICS_NOT_ON_FILE of them on the short
    path, BIOMETRIC_MISMATCH of everybody else who was not matched, BIOMETRICS_ON_FILE of who was
    matched on the long path.
    """
    told = list(compared)
    absent = any(ComparedAs.NOT_ENROLLED in (each["face"], each["fingers"]) for each in told)
    if absent:
        return None if to_enrol else Reason.BIOMETRICS_NOT_ON_FILE
    mismatch = biometric_refusal(told[-1] if told else {})
    if mismatch is None and to_enrol:
        return Reason.BIOMETRICS_ON_FILE
    return mismatch


def travel_document_number(nationality: str, number: str) -> str:
    """What finds the record of who has a passport or travel document, as `FRA:00XX00003`.

    `number`: with its symbol, in whatever spelling.
    """
    return f"{nationality}:{canonical_number(number).upper()}"


def document_refusal(expires_on: str, today: date) -> Reason | None:
    """TRAVEL_DOCUMENT_EXPIRED after the last valid day of a document (D11.2a-2), ISO 8601."""
    expired = date.fromisoformat(expires_on) < today
    return Reason.TRAVEL_DOCUMENT_EXPIRED if expired else None


def compared_as(judged: Judged, compared: MatchResult | None) -> ComparedAs | None:
    """What a service found of one trait; None where it gave no answer."""
    if judged.result is PadResult.ATTACK:
        return ComparedAs.IMITATION
    if judged.result is PadResult.INCONCLUSIVE:
        return ComparedAs.UNCLEAR
    if judged.result is not PadResult.LIVE or compared is None:
        return None
    return _COMPARED.get(compared)


_COMPARED: Final = {
    MatchResult.MATCH: ComparedAs.MATCH,
    MatchResult.NO_MATCH: ComparedAs.NO_MATCH,
    MatchResult.QUALITY: ComparedAs.UNCLEAR,
    MatchResult.NOT_ENROLLED: ComparedAs.NOT_ENROLLED,
}


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the data that two registers tell differently; of what both tell."""
    return tuple(sorted(name for name in one.keys() & other.keys() if one[name] != other[name]))


def only(names: Iterable[str], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with these names."""
    return {name: data[name] for name in names if name in data}


def _text(identity: Identity, name: str) -> str:
    datum = identity.data.get(name)
    return "" if datum is None else str(datum.value)
