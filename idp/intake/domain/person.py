"""The person that a line describes, or all that is wrong with it."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from idp.accounts.domain import canonical
from idp.accounts.eligibility import LEVELS, level_refusal
from idp.accounts.identifiers import is_identifier
from idp.intake.domain.columns import ALLOWED, CODES, COLUMNS, DOCUMENT, ORIGIN, REPRESENTATIVE
from idp.intake.domain.faults import FaultyLine, LineFault, LineReason, faulty
from idp.intake.domain.line import PersonLine
from idp.kernel.number_patterns import is_citizens, is_digits
from idp.kernel.refusals import Reason
from idp.kernel.texts import is_plain, is_plain_name
from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.countries import country_of
from idp.subjects.datum_values import FIRST_YEAR, SEXES, day_of, is_address, is_birthdate
from idp.subjects.domain import NUMBER_OF, Datum, Source, SubjectKind, canonical_number, kind_of
from idp.subjects.newcomers import NewSubject

T = TypeVar("T")

LONGEST_ISSUER: Final = 200
LONGEST_LINK: Final = 500
LONGEST_WORD: Final = 64
_DOCUMENTS: Final = ("passport", "travel_document")
_ROLES: Final = ("legal_representative", "head")
_LOCALES: Final = ("vi", "en")
_SOURCES: Final = {str(each): each for each in Source if each is not Source.SYSTEM}
_FOUND_BY: Final = frozenset({"number", "reference", *CODES})
"""What an organisation is found by when the same file comes again."""
_OF_LEVEL: Final = {
    Reason.LEVEL_MISSING: LineReason.FIELD_MISSING,
    Reason.ORGANISATION_HAS_NO_LEVEL: LineReason.LEVEL_OF_ORGANISATION,
    Reason.AGE_BELOW_6: LineReason.AGE_BELOW_6,
}
_NAME_PARTS: Final = ("family_name", "middle_name", "given_name")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the command says for lines that do not: kind, source and day of record."""

    kind: SubjectKind | None = None
    source: Source | None = None
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class WantedAccount:
    """The account a line asks for. `level`: 1 or 2, None of an organisation."""

    username: str
    level: int | None
    locale: str | None
    password_hash: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person of a line without fault."""

    line: int
    subject: NewSubject
    account: WantedAccount | None


def examine(line: PersonLine, defaults: Defaults, today: date) -> Newcomer | FaultyLine:
    """The person of a line, its texts in the normal form NFC; or every fault of it."""
    reading = _Reading(line.cells, defaults, today)
    kind = reading.kind()
    if kind is None:
        return faulty(line.number, reading.faults)
    reading.refuse_other_columns(kind)
    data = reading.data(kind)
    subject = reading.subject(kind, data)
    account = reading.account(subject)
    if reading.faults:
        return faulty(line.number, reading.faults)
    return Newcomer(line.number, subject, account)


def differences(
    wanted: Mapping[str, Datum], held: Mapping[str, Datum], *, own: Iterable[str]
) -> tuple[str, ...]:
    """The items in which a line says something else than what is there.

    What the line leaves out is no difference; nor is what the person has changed since in an item
    of `own`.
    """
    return tuple(
        name
        for name, datum in wanted.items()
        if name not in held or alike(held[name].value) != alike(datum.value)
        if not (name in own and name in held and _is_theirs(held[name], datum))
    )


def alike(value: object) -> object:
    """A value as it is compared: texts in the normal form NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {name: alike(each) for name, each in value.items()}
    return value


def _is_theirs(held: Datum, told: Datum) -> bool:
    changed = {Source.SELF_DECLARED, Source.SYSTEM}
    return held.source in changed and held.recorded_on > told.recorded_on


def day_fault(day: date | None, last: date) -> LineReason | None:
    """What is wrong with a day of a cell, or of the command; `last`: the last one that can be."""
    if day is None or day.year < FIRST_YEAR:
        return LineReason.DATE_MALFORMED
    return LineReason.DATE_IN_FUTURE if day > last else None


class _Reading:
    """Reads cell after cell and collects the faults."""

    def __init__(self, cells: Mapping[str, str], defaults: Defaults, today: date) -> None:
        self._cells, self._defaults, self._today = cells, defaults, today
        self.faults: list[LineFault] = []

    def kind(self) -> SubjectKind | None:
        said = self._cells.get("kind")
        kind = self._defaults.kind if said is None else kind_of(said)
        if kind not in ALLOWED:  # nobody brings in who makes an account of their own
            kind = None
        if kind is None:
            missing = LineFault(LineReason.FIELD_MISSING, "kind")
            self.faults.append(
                missing if said is None else LineFault(LineReason.KIND_UNKNOWN, "kind")
            )
        return kind

    def refuse_other_columns(self, kind: SubjectKind) -> None:
        for column in self._cells:
            if column not in ALLOWED[kind]:
                known = column in COLUMNS
                reason = LineReason.FIELD_OF_OTHER_KIND if known else LineReason.FIELD_UNKNOWN
                self._wrong(reason, column if known else "")

    def data(self, kind: SubjectKind) -> dict[str, Datum]:
        values: dict[str, Any] = {NUMBER_OF[kind]: self._number(kind)}
        if kind is SubjectKind.ORGANISATION:
            values |= self._organisation()
        else:
            values |= self._person(kind)
        values |= self._contacts()
        return {
            name: datum
            for name, value in values.items()
            if value is not None and (datum := self._datum(name, value)) is not None
        }

    def subject(self, kind: SubjectKind, data: Mapping[str, Datum]) -> NewSubject:
        number = data.get(NUMBER_OF[kind])
        source = self._source("number.source") if number is None else number.source
        matched = None if source is Source.SELF_DECLARED else source
        reference = self._text("reference", LONGEST_WORD) or ""
        if kind is SubjectKind.ORGANISATION and not self._cells.keys() & _FOUND_BY:
            self._wrong(LineReason.FIELD_MISSING, "number")
        return NewSubject(kind, data, matched, reference)

    def account(self, subject: NewSubject) -> WantedAccount | None:
        username = self._text("username", LONGEST_WORD)
        if username is None:
            for column in ("level", "locale", "password_hash"):
                if column in self._cells and "username" not in self._cells:
                    self._wrong(LineReason.FIELD_MISSING, "username")
            return None
        if not canonical(username):
            self._wrong(LineReason.TEXT_MALFORMED, "username")
        if is_identifier(username):
            self._wrong(LineReason.USERNAME_IS_IDENTIFIER, "username")
        if subject.matched is None:
            self._wrong(LineReason.SOURCE_UNPROVEN, "source")
        if subject.kind is SubjectKind.ORGANISATION and "password_hash" in self._cells:
            self._wrong(LineReason.PASSWORD_OF_ORGANISATION, "password_hash")
        return WantedAccount(
            username,
            self._level(subject),
            self._word("locale", _LOCALES),
            self._cells.get("password_hash", ""),
        )

    def _level(self, subject: NewSubject) -> int | None:
        """The level that the law allows this subject; an organisation names who acts for it."""
        said = self._word("level", ("1", "2", "01", "02"))
        level = None if said is None else int(said)
        if subject.kind is SubjectKind.ORGANISATION:
            self._needed("representative.number", "representative.name", "representative.role")
        elif subject.kind is SubjectKind.FOREIGNER and level == LEVELS[-1]:
            self._needed("face_image", "fingerprints")
        if not {"level", "birthdate"} & {each.column for each in self.faults}:
            born = self._cells.get("birthdate")
            refused = level_refusal(subject.kind, level, born, on=self._today)
            if refused is not None:
                self._wrong(_OF_LEVEL[refused], "level")
        return level

    def _number(self, kind: SubjectKind) -> str | None:
        number = self._cells.get("number")
        if kind is SubjectKind.CITIZEN:
            self._needed("number")
        if number is None:
            return None
        citizen = kind is SubjectKind.CITIZEN
        if not (is_citizens(number) if citizen else is_digits(number)):
            self._wrong(LineReason.NUMBER_MALFORMED, "number")
        return number

    def _person(self, kind: SubjectKind) -> dict[str, Any]:
        parts = {part: self._name(part) for part in _NAME_PARTS}
        whole = self._name("name")
        if "name" not in self._cells:
            whole = " ".join(part for part in parts.values() if part) or None
            if whole is None:
                self._needed("name")
        self._needed("birthdate", "gender")
        values: dict[str, Any] = {
            "name": whole,
            **parts,
            "birthdate": self._birthdate(),
            "gender": self._word("gender", SEXES),
            "face_image": self._text("face_image", LONGEST_LINK),
            "fingerprints": self._text("fingerprints", LONGEST_LINK),
        }
        if kind is SubjectKind.FOREIGNER:
            values |= {"nationality": self._nationality(), "travel_document": self._document()}
        return values

    def _nationality(self) -> str | None:
        self._needed("nationality")
        told = self._cells.get("nationality")
        country = None if told is None else country_of(told)
        if told is not None and country is None:
            self._wrong(LineReason.COUNTRY_MALFORMED, "nationality")
        if country == "VNM":
            self._wrong(LineReason.CITIZENS_NATIONALITY, "nationality")
        return country

    def _document(self) -> dict[str, str] | None:
        self._needed(*(each for each in DOCUMENT if each.endswith(("type", "number", "issued_on"))))
        self._needed("travel_document.issued_at")
        expires = "travel_document.expires_on"
        found = {
            "type": self._word("travel_document.type", _DOCUMENTS),
            "number": self._text("travel_document.number", LONGEST_WORD),
            "symbol": self._text("travel_document.symbol", LONGEST_WORD),
            "issued_on": self._day("travel_document.issued_on"),
            "issued_at": self._text("travel_document.issued_at", LONGEST_ISSUER),
            "expires_on": self._day(expires, past=False),
        }
        if not found["type"] or not found["number"]:
            return None
        return {name: value for name, value in found.items() if value is not None}

    def _organisation(self) -> dict[str, Any]:
        self._needed("name", "established_on", "address")
        address = self._fitting("address", is_address)
        codes = {code: self._text(code, LONGEST_WORD) for code in CODES}
        number = self._cells.get("number")
        if number is not None and number in {
            canonical_number(code) for code in (codes["tax_code"], codes["enterprise_code"]) if code
        }:
            self._wrong(LineReason.NUMBER_IS_CODE, "number")
        return {
            "name": self._name("name"),
            "short_name": self._name("short_name"),
            "foreign_name": self._name("foreign_name"),
            "established_on": self._day("established_on"),
            "address": None if address is None else {"formatted": address},
            **codes,
            "representative": self._representative(),
        }

    def _representative(self) -> dict[str, str] | None:
        if not any(column in self._cells for column in REPRESENTATIVE):
            return None
        self._needed(*REPRESENTATIVE)
        number = self._cells.get("representative.number")
        if number is not None and not is_digits(number):
            self._wrong(LineReason.NUMBER_MALFORMED, "representative.number")
        found = {
            "number": number,
            "name": self._name("representative.name"),
            "role": self._word("representative.role", _ROLES),
        }
        return {name: value for name, value in found.items() if value is not None}

    def _contacts(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, canonically in (("email", email_address), ("phone_number", phone_number)):
            values[column] = self._spelt(column, canonically)
            said = self._word(f"{column}_verified", ("true", "false"))
            if said is not None:
                self._needed(column)
                values[f"{column}_verified"] = said == "true"
        return values

    def _spelt(self, column: str, canonically: Callable[[str], str | None]) -> str | None:
        typed = self._cells.get(column)
        if typed is None:
            return None
        spelt = canonically(typed)
        if spelt is None:
            self._wrong(LineReason.ADDRESS_MALFORMED, column)
        return spelt

    def _datum(self, name: str, value: Any) -> Datum | None:  # noqa: ANN401 - any JSON value
        """The value with its source and day: its own, those of the line, or of the command."""
        item = "number" if name in NUMBER_OF.values() else name.removesuffix("_verified")
        source, recorded_on = self._source(ORIGIN[item][0]), self._recorded_on(ORIGIN[item][1])
        if source is None or recorded_on is None:
            return None
        return Datum(value, source, recorded_on)

    def _source(self, column: str) -> Source | None:
        own = column if column in self._cells else "source"
        said = self._cells.get(own)
        if said is None:
            if self._defaults.source is None:
                self._wrong(LineReason.FIELD_MISSING, "source")
            return self._defaults.source
        if said not in _SOURCES:
            self._wrong(LineReason.WORD_UNKNOWN, own)
        return _SOURCES.get(said)

    def _recorded_on(self, column: str) -> date | None:
        own = column if column in self._cells else "recorded_on"
        if own not in self._cells:
            if self._defaults.recorded_on is None:
                self._wrong(LineReason.FIELD_MISSING, "recorded_on")
            return self._defaults.recorded_on
        day = self._day(own)
        return None if day is None else date.fromisoformat(day)

    def _birthdate(self) -> str | None:
        """A day, or the year alone where the register knows no more."""
        said = self._cells.get("birthdate")
        if said is None or is_birthdate(said, self._today):
            return said
        return self._day("birthdate")

    def _day(self, column: str, *, past: bool = True) -> str | None:
        said = self._cells.get(column)
        if said is None:
            return None
        fault = day_fault(day_of(said), self._today if past else date.max)
        if fault is not None:
            self._wrong(fault, column)
            return None
        return said

    def _word(self, column: str, words: tuple[str, ...]) -> str | None:
        said = self._cells.get(column)
        if said is None or said in words:
            return said
        self._wrong(LineReason.WORD_UNKNOWN, column)
        return None

    def _text(self, column: str, most: int) -> str | None:
        """A text in NFC, with single spaces and nothing that hides or reorders letters."""
        return self._fitting(column, lambda text: is_plain(text, most))

    def _name(self, column: str) -> str | None:
        """In the same way a name, which also has the joiners that its script needs."""
        return self._fitting(column, is_plain_name)

    def _fitting(self, column: str, fits: Callable[[str], bool]) -> str | None:
        said = self._cells.get(column)
        if said is None:
            return None
        text = " ".join(unicodedata.normalize("NFC", said).split())
        if fits(text):
            return text
        self._wrong(LineReason.TEXT_MALFORMED, column)
        return None

    def _needed(self, *columns: str) -> None:
        for column in columns:
            if column not in self._cells:
                self._wrong(LineReason.FIELD_MISSING, column)

    def _wrong(self, reason: LineReason, column: str) -> None:
        self.faults.append(LineFault(reason, column))
