"""The columns of a file of people, by the kind of the person.

Identity data are exactly the groups that the law names: for foreigners 003 Art. 5(1), for
organisations Art. 6(1), for citizens the Law on Identification, Art. 31. A column for anything
else, such as a religion, is refused.
"""

from collections.abc import Mapping
from typing import Final

from idp.subjects.domain import SubjectKind

PERSON: Final = (
    "number",
    "name",
    "family_name",
    "middle_name",
    "given_name",
    "birthdate",
    "gender",
    "face_image",
    "fingerprints",
)
DOCUMENT: Final = (
    "travel_document.type",
    "travel_document.number",
    "travel_document.symbol",
    "travel_document.issued_on",
    "travel_document.issued_at",
    "travel_document.expires_on",
)
REPRESENTATIVE: Final = ("representative.number", "representative.name", "representative.role")
CODES: Final = ("tax_code", "enterprise_code", "body_code")
CONTACTS: Final = ("email", "email_verified", "phone_number", "phone_number_verified")
ACCOUNT: Final = ("username", "level", "locale", "password_hash")
LINE: Final = ("kind", "source", "recorded_on", "reference")
IDENTITY: Final[Mapping[SubjectKind, tuple[str, ...]]] = {
    SubjectKind.CITIZEN: PERSON,
    SubjectKind.FOREIGNER: (*PERSON, "nationality", *DOCUMENT),
    SubjectKind.ORGANISATION: (
        "number",
        "name",
        "short_name",
        "foreign_name",
        "established_on",
        "address",
        *CODES,
        *REPRESENTATIVE,
    ),
}
"""The columns of identity data of each kind."""

_ITEMS: Final = frozenset(
    column.partition(".")[0] for columns in IDENTITY.values() for column in columns
) | {"email", "phone_number"}
_ORIGINS: Final = ("source", "recorded_on")
ORIGIN: Final[Mapping[str, tuple[str, str]]] = {
    item: (f"{item}.source", f"{item}.recorded_on") for item in sorted(_ITEMS)
}
"""The columns with source and day of one datum, where they are not those of the line."""

_OF_ANY: Final = (*LINE, *CONTACTS, *ACCOUNT)
ALLOWED: Final[Mapping[SubjectKind, frozenset[str]]] = {
    kind: frozenset(
        (
            *_OF_ANY,
            *columns,
            *(
                origin
                for item in {each.partition(".")[0] for each in (*columns, *CONTACTS)} & _ITEMS
                for origin in ORIGIN[item]
            ),
        )
    )
    for kind, columns in IDENTITY.items()
}
"""The columns in which a line of a kind may say something."""
COLUMNS: Final = frozenset().union(*ALLOWED.values())
"""Every column."""
