"""What an officer types from a document that a person shows, to compare with the register."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """Data of a document's holder, typed by an officer; a birth date is ISO 8601."""

    number: str
    name: str
    birthdate: str


def is_document_of(known: Mapping[str, str], shown: DocumentData) -> bool:
    """Whether all data of a document equal those of the register (`Accounts.registered`)."""
    return (
        known.get("number") == shown.number.strip()
        and same_name(known.get("name"), shown.name)
        and known.get("birthdate", "") == shown.birthdate.strip()
    )


def same_name(one: object, other: str) -> bool:
    """Whether two spellings of a name are equal but for case, blanks and composition."""
    return _plain(str(one)) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
