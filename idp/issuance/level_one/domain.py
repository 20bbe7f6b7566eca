"""An application for level 01 from the national application: what it has to hold. Pure.

Nobody has seen the applicant: who they are is proven by their face before the State's record of it
and by a telephone number that is registered in their own name (D10.1b, D11.1b).
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from idp.accounts.domain import alone_from
from idp.accounts.shown_documents import same_name
from idp.casework.domain.facts import PlainField, TextField
from idp.issuance.domain import LONGEST_LINE, LONGEST_TEXT, ComparedAs
from idp.kernel.catalogues import N_
from idp.kernel.number_patterns import is_citizens
from idp.kernel.refusals import Reason
from idp.kernel.texts import is_plain, is_plain_name
from idp.law.ages import is_of_age
from idp.representation.domain import StatedAgent, is_ward
from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.countries import country_of
from idp.subjects.datum_values import is_birthdate, last_possible_birth
from idp.subjects.domain import SubjectKind

LEVEL_01: Final = 1
AGE_OF_FACE: Final = 6
"""The full years from which a citizen's face is captured (D10.1b-3)."""
DECLARATION_TEXT: Final = "2026-11"
"""The version of the text by which the applicant declares that what they sent is true."""
LONGEST_CARD_APPLICATION: Final = 60
_LONGEST: Final = 200
OF_OTHERS: Final = frozenset({ComparedAs.NO_MATCH, ComparedAs.IMITATION})
"""What a service says of a face that is not the person's."""
_KINDS: Final = {str(kind): kind for kind in (SubjectKind.CITIZEN, SubjectKind.FOREIGNER)}
_SEXES: Final = frozenset({"male", "female"})
_DOCUMENT_SIGNS: Final = range(5, 21)
_Reader = Callable[[str], str | None]
"""The stored spelling of a text; None where it is malformed."""


class Missed(StrEnum):
    """Why a member of an application is not taken."""

    MISSING = "missing"
    MALFORMED = "malformed"


class DeclaredItem(StrEnum):
    """What an applicant declares, and a register tells."""

    NAME = "name"
    BIRTHDATE = "birthdate"
    GENDER = "gender"
    NATIONALITY = "nationality"
    REGISTERS = "registers"
    """Two registers contradict each other about the person."""
    OTHER_FACES = "other_faces"
    """So many others showed their faces as the person's that a matching one may be luck."""
    NO_CARD = "no_card"
    """The identity card was not issued yet, so no face was compared (D7.1-3)."""


@dataclass(frozen=True, slots=True)
class Faults:
    """A member of the application for each thing that is missing or malformed.

    `contacts`: of a foreigner who gave no contact at all (D11.1b-1).
    """

    members: Mapping[str, Missed]
    contacts: bool = False

    @property
    def reason(self) -> Reason:
        return Reason.CONTACT_REQUIRED if self.contacts else Reason.DOSSIER_INCOMPLETE


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOneDeclaration:
    """What an applicant sent, in its stored spelling.

    `number`: the personal number of a citizen, the number of the passport or travel document of a
    foreigner. `gender`, `nationality`, `phone` and `email` are empty where none was given.
    `on_behalf`: for a child, a ward or a represented person, by who signs with their own key.
    `card_application`: the number of the application for the identity card; empty without one.
    """

    kind: SubjectKind
    number: str
    name: str
    birthdate: str
    gender: str = ""
    nationality: str = ""
    phone: str = ""
    email: str = ""
    locale: str = ""
    on_behalf: bool = False
    card_application: str = ""

    def declared(self) -> dict[str, str]:
        """What is compared with the register; of what was declared."""
        said = {each.value: str(getattr(self, each, "")) for each in DeclaredItem}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOneApplication:
    """What was applied for, and what the services of the State said of it.

    `identity` is the version of the identity then. `filer`: who filed it on behalf of the person,
    empty of who applied alone. `differs`: what was declared otherwise than the register has it.
    `face`: what the machine said of it, nothing of a child below six, whose face is not captured;
    `comparison`: the reference of the comparison, as no picture is kept.
    """

    identity: Annotated[str, TextField(N_("Version of the identity"), LONGEST_LINE)]
    phone: Annotated[str, TextField(N_("Telephone number"), LONGEST_LINE)]
    email: Annotated[str, TextField(N_("E-mail address"), LONGEST_LINE)]
    filer: Annotated[str, TextField(N_("Filed by"), LONGEST_LINE)]
    differs: Annotated[tuple[DeclaredItem, ...], PlainField(N_("Declared otherwise"))]
    face: Annotated[tuple[ComparedAs, ...], PlainField(N_("Face"))]
    comparison: Annotated[
        str, TextField(N_("Reference of the comparison"), LONGEST_LINE, names_nobody=True)
    ]

    @property
    def agrees(self) -> bool:
        """Whether everything agrees, so that the machine grants it (D10.1c-1)."""
        return not self.differs and self.is_proven

    @property
    def is_proven(self) -> bool:
        """Whether the face is that of the person, or none is asked for (D10.1b-3)."""
        return DeclaredItem.NO_CARD not in self.differs and self.face in ((), (ComparedAs.MATCH,))

    @property
    def proves_sender(self) -> bool:
        """Whether what was sent shows that its telephone is the person's, whoever looks at it.

        A face that matched after many others may be luck: officers may find that it is the person,
        but a telephone that they refuse is told no more than one with another face.
        """
        return self.is_proven and DeclaredItem.OTHER_FACES not in self.differs


@dataclass(frozen=True, slots=True, kw_only=True)
class JointLevelOneApplication(LevelOneApplication):
    """Filed together with that for the identity card: at first without a card or a face (D7.1-3).

    Told again in full once the card exists. `found`: the code of the reason for which the machine
    gave it to an officer; empty of what is only declared otherwise, and before.
    """

    card_application: Annotated[str, TextField(N_("Application for the card"), LONGEST_LINE)]
    found: Annotated[
        str, TextField(N_("What the machine found"), LONGEST_LINE, names_nobody=True)
    ] = ""


def joint(asked: LevelOneApplication, card_application: str) -> JointLevelOneApplication:
    """The same, filed together with that for the identity card."""
    said = {each.name: getattr(asked, each.name) for each in fields(asked)}
    return JointLevelOneApplication(**said, card_application=card_application)


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """Why an officer proposes to grant what the machine did not."""

    finding: Annotated[
        str, TextField(N_("Why what differs is no other person"), LONGEST_TEXT, lines=True)
    ]


def read_application(
    claims: Mapping[str, Any], *, today: date, face: bool, foreign_under_six: bool
) -> LevelOneDeclaration | Faults:
    """The application in a signed message, or everything that is wrong with it.

    `face`: whether a picture came with it. `foreign_under_six`: whether that of a foreigner below
    six is asked for too (D11.1b-2).
    """
    kind = _KINDS.get(str(claims.get("kind")))
    if kind is None:
        return Faults({"kind": _missed(claims, "kind")})
    found, faults = _read_members(kind, claims, today)
    born = last_possible_birth(found.get("birthdate", ""))
    if not face and born is not None and face_asked(kind, born, today, foreign=foreign_under_six):
        faults["face"] = Missed.MISSING
    if claims.get("declaration") != DECLARATION_TEXT:
        faults["declaration"] = _missed(claims, "declaration")
    if not isinstance(claims.get("on_behalf", False), bool):
        faults["on_behalf"] = Missed.MALFORMED
    nobody = kind is SubjectKind.FOREIGNER and not (
        {"phone_number", "email"} & (found.keys() | faults.keys())
    )
    if faults or nobody:
        return Faults(faults or {"contact": Missed.MISSING}, contacts=nobody)
    return LevelOneDeclaration(
        kind=kind,
        number=found["number"],
        name=found["name"],
        birthdate=found["birthdate"],
        gender=found.get("gender", ""),
        nationality=found.get("nationality", ""),
        phone=found.get("phone_number", ""),
        email=found.get("email", ""),
        locale=found.get("locale", ""),
        on_behalf=claims.get("on_behalf") is True,
        card_application=found.get("card_application", ""),
    )


def face_asked(kind: SubjectKind, born: date, today: date, *, foreign: bool) -> bool:
    """Whether the face of who was born then is captured on this day (D10.1b-3, D11.1b-2)."""
    if kind is SubjectKind.FOREIGNER and foreign:
        return True
    return is_of_age(born, AGE_OF_FACE, today)


def differing_items(
    declared: Mapping[str, str], recorded: Mapping[str, str]
) -> tuple[DeclaredItem, ...]:
    """What was declared otherwise than the register tells; of what both tell."""
    both = [each for each in DeclaredItem if each in declared and each in recorded]
    return tuple(each for each in both if not _same(each, declared[each], recorded[each]))


def needs_agent(
    birthdate: str, agents: Iterable[StatedAgent], today: date, *, received_on: date
) -> bool:
    """Whether somebody acts for the person: a ward or represented, or a child (D10.1d).

    A child is who is under 14 on the day of receipt.
    """
    return received_on < alone_from(birthdate) or is_ward(agents, today)


def is_agent(
    number: str,
    agents: Iterable[StatedAgent],
    birthdate: str,
    today: date,
    *,
    received_on: date,
) -> bool:
    """Whether a register says that this person acts alone for who was born then (D10.1d)."""
    child = received_on < alone_from(birthdate)
    return any(
        each.number == number and not each.jointly and each.acts_on(today, child=child)
        for each in agents
    )


def _same(item: DeclaredItem, one: str, other: str) -> bool:
    return same_name(one, other) if item is DeclaredItem.NAME else one == other


def _read_members(
    kind: SubjectKind, claims: Mapping[str, Any], today: date
) -> tuple[dict[str, str], dict[str, Missed]]:
    readers: dict[str, _Reader] = {
        "number": _number(kind),
        "name": lambda text: text if is_plain_name(text) else None,
        "birthdate": lambda text: text if is_birthdate(text, today) else None,
        "gender": lambda text: text if text in _SEXES else None,
        "nationality": country_of,
        "phone_number": phone_number,
        "email": email_address,
        "locale": lambda text: text if text in ("vi", "en") else None,
        "card_application": _card_application(kind),
    }
    needed = {"number", "name", "birthdate"} | (
        {"phone_number"} if kind is SubjectKind.CITIZEN else {"nationality"}
    )
    found: dict[str, str] = {}
    faults: dict[str, Missed] = {}
    for name, read in readers.items():
        if name not in needed and _missed(claims, name) is Missed.MISSING:
            continue
        text = _text(claims, name)
        value = read(text) if text else None
        if value is None:
            faults[name] = _missed(claims, name)
        else:
            found[name] = value
    return found, faults


def _number(kind: SubjectKind) -> _Reader:
    if kind is SubjectKind.CITIZEN:
        return lambda text: text if is_citizens(text) else None
    return _document_number


def _card_application(kind: SubjectKind) -> _Reader:
    """A line in the spelling of its receipt; identity cards are for citizens alone."""
    if kind is not SubjectKind.CITIZEN:
        return lambda _: None
    return lambda text: text if is_plain(text, LONGEST_CARD_APPLICATION) else None


def _document_number(text: str) -> str | None:
    """The number of a passport in one spelling: capital letters and digits (ICAO 9303)."""
    bare = text.replace(" ", "").replace("-", "").upper()
    sound = len(bare) in _DOCUMENT_SIGNS and bare.isascii() and bare.isalnum()
    return bare if sound else None


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    return " ".join(unicodedata.normalize("NFC", value).split())


def _missed(claims: Mapping[str, Any], name: str) -> Missed:
    return Missed.MISSING if claims.get(name) in (None, "") else Missed.MALFORMED
