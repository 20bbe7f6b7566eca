"""A subject about to be registered, and what finds it besides its number. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from idp.subjects.domain import NUMBER_OF, Datum, Source, SubjectKind, canonical_number


class KeyName(StrEnum):
    """The name spaces of keys; each value belongs to one subject."""

    TAX_CODE = "tax_code"
    ENTERPRISE_CODE = "enterprise_code"
    BODY_CODE = "body_code"
    TRAVEL_DOCUMENT = "travel_document"
    REFERENCE = "reference"
    """The key of a record in the register it came from, as that register calls it."""
    FORMER_NUMBER = "former_number"
    """The number of a duplicate that was joined to the subject, with its kind before a colon."""
    ASSIGNED_FOREIGNER = "assigned_foreigner"
    ASSIGNED_ORGANISATION = "assigned_organisation"
    ASSIGNED_PERSON = "assigned_person"


ASSIGNED: Final[Mapping[SubjectKind, KeyName]] = {
    SubjectKind.FOREIGNER: KeyName.ASSIGNED_FOREIGNER,
    SubjectKind.ORGANISATION: KeyName.ASSIGNED_ORGANISATION,
    SubjectKind.PERSON: KeyName.ASSIGNED_PERSON,
}
"""The name space in which numbers of a kind are assigned (D5.2, D6.2)."""

_DOCUMENT: Final = {"travel_document", "nationality"}
_CODES: Final = (KeyName.TAX_CODE, KeyName.ENTERPRISE_CODE, KeyName.BODY_CODE)


@dataclass(frozen=True, slots=True)
class NewSubject:
    """An identity about to be registered.

    `matched` is the source it was compared with, None where only the person told it. `reference`
    is the key of the record in the register it came from, empty without one.
    """

    kind: SubjectKind
    data: Mapping[str, Datum]
    matched: Source | None
    reference: str = ""

    @property
    def number(self) -> str | None:
        """The identification number, if it has one already."""
        datum = self.data.get(NUMBER_OF[self.kind])
        return None if datum is None else str(datum.value)

    @property
    def keys(self) -> dict[KeyName, str]:
        """Its keys, each in one spelling. A reference is one of its kind."""
        keys: dict[KeyName, str] = {}
        if self.kind is SubjectKind.ORGANISATION:
            keys |= {
                name: canonical_number(str(self.data[name].value))
                for name in _CODES
                if name in self.data
            }
        if self.kind is SubjectKind.FOREIGNER and self.data.keys() >= _DOCUMENT:
            document = self.data["travel_document"].value
            number = canonical_number(f"{document.get('symbol', '')}{document['number']}")
            issuer = self.data["nationality"].value
            keys[KeyName.TRAVEL_DOCUMENT] = f"{issuer}:{document['type']}:{number}"
        if self.reference:
            keys[KeyName.REFERENCE] = f"{self.kind}:{self.reference}"
        return keys
