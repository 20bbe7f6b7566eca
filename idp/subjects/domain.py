"""An electronic identity: the data of one subject, each with its source."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from idp.assurance.contacts import CHANGED_LATELY, ContactFacts
from idp.kernel.ids import Id


def canonical_number(number: str) -> str:
    """An identification number in one spelling: letters and digits, compatibility forms folded."""
    folded = unicodedata.normalize("NFKC", number).casefold()
    return "".join(each for each in folded if each.isalnum())


ACCOUNT_NUMBER_PREFIX: Final = "SC"
"""How the number of an account begins that its person made."""
_ACCOUNT_NUMBER: Final = re.compile(rf"{ACCOUNT_NUMBER_PREFIX.casefold()}[0-9]+")


def is_account_number(text: str) -> bool:
    """Whether a text looks like such a number, in whatever spelling and of whatever length."""
    return _ACCOUNT_NUMBER.fullmatch(canonical_number(text)) is not None


class SubjectKind(StrEnum):
    """The kinds of subjects under the rules (D2)."""

    CITIZEN = "citizen"
    FOREIGNER = "foreigner"
    ORGANISATION = "organisation"
    PERSON = "person"
    """Who made an account of their own (Art. 9(4)): what they are by the rules nobody examined."""


class Source(StrEnum):
    """The source of a datum (D3.6)."""

    NATIONAL_POPULATION_DB = "national_population_db"
    IDENTITY_DB = "identity_db"
    IMMIGRATION_DB = "immigration_db"
    NATIONAL_ORGANISATION_DB = "national_organisation_db"
    SELF_DECLARED = "self_declared"
    SYSTEM = "system"
    """This system itself, of what it did: when data last changed, that a contact was verified."""


NUMBER_OF: Final[Mapping[SubjectKind, str]] = {
    SubjectKind.CITIZEN: "personal_number",
    SubjectKind.FOREIGNER: "personal_number",
    SubjectKind.ORGANISATION: "organisation_number",
    SubjectKind.PERSON: "account_number",
}
"""The identification number that is unique for a subject of a kind (D3.1).

That of an account which its person made is the operator's own, and no number of the State.
"""

_PEOPLE: Final = (SubjectKind.CITIZEN, SubjectKind.FOREIGNER)
NOT_TOO: Final[Mapping[SubjectKind, tuple[SubjectKind, ...]]] = {
    **dict.fromkeys(_PEOPLE, (SubjectKind.ORGANISATION,)),
    SubjectKind.ORGANISATION: _PEOPLE,
    SubjectKind.PERSON: (),
}
"""The kinds that have no number of this kind; a foreigner may become a citizen and keep theirs."""

_KINDS: Final = {str(kind): kind for kind in SubjectKind}
_SOURCES: Final = {str(source): source for source in Source}
_ALWAYS_OURS: Final = frozenset({"updated_at", "email_verified", "phone_number_verified"})
"""Data that an earlier release recorded itself, and stored as of the Identity Database.

Its processes know no other word, so what this system records is still stored like that and read as
what it is; other data than these are named in `_OURS`, and those of these that the Identity
Database did tell in `_TOLD`.
"""


@dataclass(frozen=True, slots=True)
class Datum:
    """One value (JSON), its source register and the day it was recorded there."""

    value: Any
    source: Source
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Identity:
    """The data on record of one subject; the keys of `data` are claim names (OIDC Core 5.1)."""

    subject_id: Id
    kind: SubjectKind
    data: Mapping[str, Datum]

    @property
    def number(self) -> str:
        """The identification number of this kind. Raises KeyError when it is missing."""
        return str(self.data[NUMBER_OF[self.kind]].value)

    @property
    def name(self) -> str | None:
        """The full name on record (claim `name`); None without one."""
        return str(self.data["name"].value) if "name" in self.data else None


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """All that is on record of a subject: `later` takes effect at its instants."""

    identity: Identity
    later: tuple["ScheduledChange", ...]
    registered_at: datetime
    matched_source: str | None
    matched_at: datetime | None


def kind_of(text: str) -> SubjectKind | None:
    """The kind with this name; None for a device or anything else that is not a subject."""
    return _KINDS.get(text)


@dataclass(frozen=True, slots=True)
class ScheduledChange:
    """Data that take effect at an instant; None removes one."""

    from_then: datetime
    data: Mapping[str, Datum | None]


_SCHEDULED: Final = "~later"
"""Not a claim name: the member with values that take effect at a later time.

It has the form of a datum, so that processes of the previous release ignore it.
"""
_OURS: Final = "~system"
"""In the same way the names of the data whose source is this system, in their order."""
_TOLD: Final = "~identity_db"
"""In the same way the names of those of `_ALWAYS_OURS` that the Identity Database told.

It is said of the data that hold now: what is scheduled of these is what this system will record.
"""
_PLACEHOLDER_DAY: Final = date(2026, 1, 1)
_TO_TEXT: Final = json.JSONEncoder(ensure_ascii=False).encode


def serialize(data: Mapping[str, Datum], later: Sequence[ScheduledChange] = ()) -> str:
    """The data as text, to be sealed."""
    document: dict[str, Any] = {name: _to_json(datum) for name, datum in data.items()}
    ours = [
        name
        for name, datum in data.items()
        if datum.source is Source.SYSTEM and name not in _ALWAYS_OURS
    ]
    told = [name for name in data.keys() & _ALWAYS_OURS if data[name].source is Source.IDENTITY_DB]
    for member, names in ((_OURS, ours), (_TOLD, told)):
        if names:
            document[member] = _to_json(
                Datum(sorted(names), Source.SELF_DECLARED, _PLACEHOLDER_DAY)
            )
    if later:
        to_come = [
            (each.from_then.isoformat(), {name: _to_json(it) for name, it in each.data.items()})
            for each in later
        ]
        document[_SCHEDULED] = _to_json(Datum(to_come, Source.SELF_DECLARED, _PLACEHOLDER_DAY))
    return _TO_TEXT(document)


def deserialize(text: str, now: datetime) -> dict[str, Datum]:
    """The data that `serialize` wrote, as they hold now."""
    return deserialize_scheduled(text, now)[0]


def deserialize_scheduled(
    text: str, now: datetime
) -> tuple[dict[str, Datum], tuple[ScheduledChange, ...]]:
    """The data as of now, and the scheduled changes."""
    document = json.loads(text)
    ours = _ALWAYS_OURS.union(document.pop(_OURS, ((),))[0])
    told = frozenset(document.pop(_TOLD, ((),))[0])
    later = [
        ScheduledChange(
            datetime.fromisoformat(at),
            {name: _from_json(it, ours=name in ours) for name, it in data.items()},
        )
        for at, data in document.pop(_SCHEDULED, ((),))[0]
    ]
    data = {
        name: datum
        for name, it in document.items()
        if (datum := _from_json(it, ours=name in ours - told)) is not None
    }
    for each in later:
        if each.from_then <= now:
            data = _with(data, each.data)
    return data, tuple(each for each in later if each.from_then > now)


def amended(
    text: str, data: Mapping[str, Datum | None], *, from_then: datetime, now: datetime
) -> str:
    """The same text after a change of some data, which cancels scheduled ones of them."""
    present, later = deserialize_scheduled(text, now)
    kept = [each for each in later if not (each.data.keys() & data.keys()) - {"updated_at"}]
    if from_then <= now:
        return serialize(_with(present, data), kept)
    kept.append(ScheduledChange(from_then, data))
    return serialize(present, sorted(kept, key=lambda each: each.from_then))


def _with(data: Mapping[str, Datum], more: Mapping[str, Datum | None]) -> dict[str, Datum]:
    return {name: it for name, it in {**data, **more}.items() if it is not None}


def _to_json(datum: Datum | None) -> tuple[Any, str, str] | None:
    if datum is None:
        return None
    source = Source.IDENTITY_DB if datum.source is Source.SYSTEM else datum.source
    return (datum.value, source, datum.recorded_on.isoformat())


def _from_json(words: Sequence[Any] | None, *, ours: bool) -> Datum | None:
    if words is None:
        return None
    value, stored, recorded_on = words
    source = _SOURCES[stored]
    if ours and source is Source.IDENTITY_DB:
        source = Source.SYSTEM
    return Datum(value, source, date.fromisoformat(recorded_on))


class ContactKind(StrEnum):
    """The kinds of contacts; each is the name of its claim (OpenID Connect Core 5.1)."""

    EMAIL = "email"
    PHONE = "phone_number"

    @property
    def verified(self) -> str:
        """The claim for a verified contact."""
        return f"{self}_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An address or a number of a person, with its claims.

    `ceremony_id`: of the change it was set in, None for a registered one. `undone_at`: since when
    it is undone.
    """

    id: Id
    subject_id: Id
    kind: ContactKind
    data: Mapping[str, Datum]
    facts: ContactFacts
    ceremony_id: Id | None = None
    undone_at: datetime | None = None

    @property
    def value(self) -> str:
        return str(self.data[self.kind].value)

    @property
    def proven(self) -> bool:
        """Whether it is not known to be unconfirmed."""
        said = self.data.get(self.kind.verified)
        return said is None or said.value is True

    @property
    def version(self) -> str:
        """The version of a contact for a page, 64 hexadecimal digits; each change gives another."""
        words = f"{self.kind} {self.facts.set_at.isoformat()} {self.value}"
        return hashlib.sha256(words.encode()).hexdigest()

    def pending(self, now: datetime) -> bool:
        """Whether it is not effective yet."""
        return self.current and now < self.facts.effective_at

    @property
    def current(self) -> bool:
        """Whether it has no replacement."""
        return self.facts.replaced_at is None

    def receives(self, now: datetime) -> bool:
        """Whether it gets letters about credentials and contacts: until a week after its end."""
        replaced_at = self.facts.replaced_at
        lately = replaced_at is None or now < replaced_at + CHANGED_LATELY
        return lately and self.undone_at is None and self.proven


def replacements(contacts: Sequence[Contact]) -> dict[Id, datetime]:
    """When each contact of one kind is replaced, in the order they were set.

    One in force stays until the next one is effective; a pending one is replaced at once.
    """
    ends: dict[Id, datetime] = {}
    held: Contact | None = None
    current: Contact | None = None
    for each in contacts:
        if current is not None and current.facts.effective_at <= each.facts.set_at:
            held = current
        elif current is not None:
            ends[current.id] = each.facts.set_at
        if held is not None:
            ends[held.id] = each.facts.effective_at
        current = each
    return ends


def contact_data(data: Mapping[str, Datum], kind: ContactKind) -> dict[str, Datum]:
    """The claims of an identity about one contact."""
    return {name: data[name] for name in (kind.value, kind.verified) if name in data}
