"""Which registry is asked about whom, what is compared, and when it is asked again."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName, RegistryNumber
from idp.registries.duplicates import JoinHeld
from idp.subjects.domain import ContactKind, Identity, Source, SubjectKind

ASKED: Final[Mapping[SubjectKind, tuple[RegistryName, ...]]] = {
    SubjectKind.CITIZEN: (RegistryName.POPULATION, RegistryName.IDENTITY),
    SubjectKind.FOREIGNER: (RegistryName.IMMIGRATION,),
    SubjectKind.ORGANISATION: (RegistryName.BUSINESS,),
}
"""The registries that know a kind of subject; the first that is connected is asked."""

SOURCES: Final[Mapping[RegistryName, Source]] = {
    RegistryName.POPULATION: Source.NATIONAL_POPULATION_DB,
    RegistryName.IDENTITY: Source.IDENTITY_DB,
    RegistryName.IMMIGRATION: Source.IMMIGRATION_DB,
    RegistryName.BUSINESS: Source.NATIONAL_ORGANISATION_DB,
}
"""The source of what a registry answers. That of telephone numbers is the source of no datum."""

KINDS: Final[Mapping[RegistryName, SubjectKind]] = {
    name: kind for kind, names in ASKED.items() for name in names
}
"""The kind of subject a registry has records of."""

CODES: Final = frozenset({"enterprise_code", "tax_code"})
"""What a business register may call an organisation by, beside its number."""

_NUMBERS: Final[Mapping[SubjectKind, tuple[str, ...]]] = {
    SubjectKind.CITIZEN: ("personal_number",),
    SubjectKind.FOREIGNER: ("personal_number",),
    SubjectKind.ORGANISATION: ("enterprise_code", "organisation_number"),
}
_REQUIRED: Final[Mapping[SubjectKind, tuple[str, ...]]] = {
    SubjectKind.CITIZEN: ("name", "birthdate"),
    SubjectKind.FOREIGNER: ("name", "birthdate", "nationality"),
    SubjectKind.ORGANISATION: ("name",),
}
"""Without one of these nothing was compared that tells two people apart."""
_OPTIONAL: Final[Mapping[SubjectKind, tuple[str, ...]]] = {
    SubjectKind.CITIZEN: ("gender",),
    SubjectKind.FOREIGNER: ("gender",),
    SubjectKind.ORGANISATION: ("tax_code",),
}
_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=6)
_MOST_DOUBLINGS: Final = 10


@dataclass(frozen=True, slots=True)
class RegistryQuestion:
    """What a registry is asked to compare; `missing`: names of data that the identity lacks."""

    number: RegistryNumber
    data: Mapping[str, str]
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Matched:
    """The identity is as its registry has it.

    `own_phone`: whether the telephone number is the person's own by the subscribers' registry; None
    where that was not asked, or did not answer.
    """

    registry: RegistryName
    own_phone: bool | None = None


@dataclass(frozen=True, slots=True)
class Differing(Refused):
    """REGISTRY_DIFFERS, with the names of the data that differ or are missing."""

    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingMatch:
    """A match that a registry has not answered yet."""

    subject_id: Id
    registry: RegistryName
    reason: str
    tries: int
    since: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ParkedEvent:
    """An event of a feed that could not be applied yet.

    `subject_id`: None of an organisation that is not here.

    `other_id`: another subject, which has the number that this one is told to have; `hold`: why the
    two are not joined.
    """

    registry: RegistryName
    event_id: str
    subject_id: Id | None
    reason: str | None
    tries: int
    since: datetime
    due_at: datetime
    other_id: Id | None = None
    hold: JoinHeld | None = None


@dataclass(frozen=True, slots=True)
class WhyWaiting:
    """Why an event waits; the rest is of two registrations of one person, as of `ParkedEvent`."""

    reason: Reason
    other_id: Id | None = None
    hold: JoinHeld | None = None


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event of a feed about a person. `reason`: why it was not applied."""

    registry: RegistryName
    event_id: str
    reason: str | None
    came_at: datetime
    settled_at: datetime | None


def question_of(identity: Identity) -> RegistryQuestion:
    """The question about an identity; names in one normal form, however they were typed.

    Raises LookupError for an identity without any number that a registry knows.
    """
    said = {name: _text(datum.value) for name, datum in identity.data.items()}
    kind = next((each for each in _NUMBERS[identity.kind] if said.get(each)), None)
    if kind is None:
        raise LookupError("no number")
    required, optional = _REQUIRED[identity.kind], _OPTIONAL[identity.kind]
    data = {name: said[name] for name in (*required, *optional) if said.get(name)}
    return RegistryQuestion(
        RegistryNumber(kind, said[kind]), data, frozenset(required) - data.keys()
    )


def phone_question(identity: Identity) -> RegistryQuestion | None:
    """Whether the telephone number is the person's own (D9.1); None of who has no number here."""
    phone = identity.data.get(ContactKind.PHONE)
    if phone is None or identity.kind is SubjectKind.ORGANISATION:
        return None
    owner = {"personal_number": _text(identity.number)}
    return RegistryQuestion(RegistryNumber(ContactKind.PHONE, _text(phone.value)), owner)


def asked_again_at(now: datetime, tries: int) -> datetime:
    """When a registry that did not answer is asked again: later each time, six hours at most."""
    wait: timedelta = _FIRST_WAIT * 2 ** min(max(tries - 1, 0), _MOST_DOUBLINGS)
    return now + min(wait, _LONGEST_WAIT)


def _text(value: object) -> str:
    """A datum as it is sent: Unicode NFC, one space between words."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())
