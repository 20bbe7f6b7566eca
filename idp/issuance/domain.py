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
from idp.casework.domain.facts import PlainField, TextField
from idp.kernel.biometrics import Judged, MatchResult, PadResult
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason, Refused
from idp.subjects.domain import Identity

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 2_000
LEVEL_02: Final = 2
MOST_COMPARISONS: Final = 6
"""Of one dossier: who is not matched by then is somebody else, or is not in the register."""
CONFIRMATION_TEXT: Final = "2026-11"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTwoApplication:
    """What was applied for, and what the registers said then.

    `identity` is the version of the identity (`identity_version`) that the document was compared
    with. `card_number` is empty while the card itself is applied for, `card_application` empty
    where there is a card. `key` is the number of an application key that is to be bound.
    """

    identity: Annotated[str, TextField(N_("Version of the identity"), LONGEST_LINE)]
    card_number: Annotated[str, TextField(N_("Number of the identity card"), LONGEST_LINE)]
    card_application: Annotated[str, TextField(N_("Application for the card"), LONGEST_LINE)]
    checked: Annotated[CardCheck, PlainField(N_("How the card was checked"))]
    phone: Annotated[str, TextField(N_("Telephone number"), LONGEST_LINE)]
    email: Annotated[str, TextField(N_("E-mail address"), LONGEST_LINE)]
    username: Annotated[str, TextField(N_("User name"), LONGEST_LINE)]
    key: Annotated[str, TextField(N_("Number of the key"), LONGEST_LINE, names_nobody=True)]
    integrate: Annotated[tuple[Integrated, ...], PlainField(N_("To be integrated"))]


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
    """The version of who a person is, 64 hexadecimal digits; a register's change gives another."""
    said = {name: _text(identity, name) for name in ("name", "birthdate", "gender")}
    words = json.dumps([identity.kind, identity.number, said], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def person_refusal(identity: Identity, level: int, today: date) -> Reason | None:
    """Why this person may not apply for this level alone on a civil day.

    AGE_BELOW_6 (D7.1b), GUARDIAN_PRESENCE_REQUIRED of who may be under 14 (D10.2d-1).
    """
    born = _text(identity, "birthdate")
    refused = level_refusal(identity.kind, level, born or None, on=today)
    if refused is not None:
        return refused
    return Reason.GUARDIAN_PRESENCE_REQUIRED if today < alone_from(born) else None


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
