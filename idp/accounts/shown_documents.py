"""What an officer types from a document that a person shows, to compare with the register."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """Data of a document's holder, typed by an officer; a birth date is ISO 8601."""

    number: str
    name: str
    birthdate: str


def same_name(one: object, other: str) -> bool:
    """Whether two spellings of a name are equal but for case, blanks and composition."""
    return _plain(str(one)) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
