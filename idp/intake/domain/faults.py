"""What is wrong with a file or with one of its lines: stable reasons, never what the line says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class LineReason(StrEnum):
    """Why a line, or the whole file, is not taken."""

    # of the file: nothing of it is taken
    FILE_EMPTY = "file_empty"
    ENCODING_OTHER = "encoding_other"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    # of a line
    LINE_TOO_LONG = "line_too_long"
    LINE_MALFORMED = "line_malformed"
    FIELD_UNKNOWN = "field_unknown"
    FIELD_OF_OTHER_KIND = "field_of_other_kind"
    FIELD_MISSING = "field_missing"
    KIND_UNKNOWN = "kind_unknown"
    VALUE_OF_OTHER_TYPE = "value_of_other_type"
    TEXT_MALFORMED = "text_malformed"
    NUMBER_MALFORMED = "number_malformed"
    NUMBER_IS_CODE = "number_is_code"
    DATE_MALFORMED = "date_malformed"
    DATE_IN_FUTURE = "date_in_future"
    WORD_UNKNOWN = "word_unknown"
    COUNTRY_MALFORMED = "country_malformed"
    CITIZENS_NATIONALITY = "citizens_nationality"
    ADDRESS_MALFORMED = "address_malformed"
    SOURCE_UNPROVEN = "source_unproven"
    LEVEL_OF_ORGANISATION = "level_of_organisation"
    PASSWORD_OF_ORGANISATION = "password_of_organisation"
    AGE_BELOW_6 = "age_below_6"
    USERNAME_IS_IDENTIFIER = "username_is_identifier"
    HASH_UNKNOWN = "hash_unknown"
    HASH_TOO_COSTLY = "hash_too_costly"
    HASH_NOT_VERIFIABLE_HERE = "hash_not_verifiable_here"
    # with what is there already
    PASSWORDS_DISABLED = "passwords_disabled"
    USERNAME_TAKEN = "username_taken"
    KEY_TAKEN = "key_taken"
    DATA_DIFFER = "data_differ"


CONFLICTS = frozenset({LineReason.KEY_TAKEN, LineReason.DATA_DIFFER})
"""Somebody is there already, and the line says something else: nothing is overwritten."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """One reason; `column` is a column of ours, or empty."""

    reason: LineReason
    column: str = ""


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """A line that is not taken, with all that was found wrong with it."""

    line: int
    faults: tuple[LineFault, ...]


class FileRefused(Exception):
    """The whole file is not taken. `line` and `place` count from 1; `place` is of a byte."""

    def __init__(
        self, reason: LineReason, *, line: int = 1, place: int = 1, what: str = ""
    ) -> None:
        self.reason, self.line, self.place, self.what = reason, line, place, what
        super().__init__(f"{reason} at line {line}, column {place}" + (f": {what}" if what else ""))


def faulty(line: int, faults: Iterable[LineFault]) -> FaultyLine:
    return FaultyLine(line, tuple(dict.fromkeys(faults)))
