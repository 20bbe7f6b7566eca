"""Kinds of desks and the matters they are competent for, as dated data with successors.

Which kinds there are is a matter of whose accounts these are (`AccountsMode`) as well: no operator
of accounts of its own has police or immigration at its desks, and no counter of an operator serves
a State system.

The organisation of the police changes by law, so nothing here is a fact for ever: district police
ended on 1 March 2025, and what it received is received at commune and provincial level since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import OfficerRole

_BEGINNING: Final = date.min
_NO_END: Final = date.max
_LAST_DAY_OF_DISTRICTS: Final = date(2025, 2, 28)


class DeskKind(StrEnum):
    """Kinds of desks at which officers work."""

    COMMUNE_POLICE = "commune_police"
    """Police of a commune, ward or township."""
    CARD_PLACE = "card_place"
    """A place where identity cards are made."""
    DISTRICT_POLICE = "district_police"
    """Identity management unit of a district's police."""
    PROVINCIAL_POLICE = "provincial_police"
    """Identity management unit of a province's police."""
    IMMIGRATION_PROVINCIAL = "immigration_provincial"
    IMMIGRATION_CENTRAL = "immigration_central"
    AUTHORITY = "authority"
    """The identification and authentication authority (D3.4); of an operator, its head office."""
    COUNTER = "counter"
    """Where people appear in person before an operator of accounts of its own."""
    HOTLINE = "hotline"


class Matter(StrEnum):
    """What a person or a body comes to a desk for."""

    CITIZEN_IN_PERSON = "citizen_in_person"
    """A citizen who appears with an identity card (D10.2a-1)."""
    FOREIGNER_IN_PERSON = "foreigner_in_person"
    """A foreigner who appears with a travel document (D11.2a-1)."""
    ORGANISATION_AT_DESK = "organisation_at_desk"
    """Who applies for an organisation's account on paper (Art. 12 of Decree 69/2024)."""
    OF_OWN_ACCOUNT = "of_own_account"
    """The holder of an operator's own account (Art. 9(4)), for whom the law names no desk: any
    kind of desk that has a power may use it for them, and the authority's beside the others."""
    REQUEST_OF_A_BODY = "request_of_a_body"
    """The written request of a body to lock or unlock an account (D15.2c-2)."""


@dataclass(frozen=True, slots=True)
class Competence:
    """A kind of desk, competent from the one day to the other, both included."""

    kind: DeskKind
    first_day: date = _BEGINNING
    last_day: date = _NO_END


COMPETENCE: Final[Mapping[Matter, tuple[Competence, ...]]] = {
    Matter.CITIZEN_IN_PERSON: (
        Competence(DeskKind.COMMUNE_POLICE),
        Competence(DeskKind.CARD_PLACE),
        Competence(DeskKind.COUNTER),
    ),
    Matter.FOREIGNER_IN_PERSON: (
        Competence(DeskKind.IMMIGRATION_PROVINCIAL),
        Competence(DeskKind.IMMIGRATION_CENTRAL),
        Competence(DeskKind.COUNTER),
    ),
    Matter.ORGANISATION_AT_DESK: (
        Competence(DeskKind.COMMUNE_POLICE),
        Competence(DeskKind.DISTRICT_POLICE, last_day=_LAST_DAY_OF_DISTRICTS),
        Competence(DeskKind.PROVINCIAL_POLICE),
    ),
    Matter.OF_OWN_ACCOUNT: (Competence(DeskKind.AUTHORITY), Competence(DeskKind.COUNTER)),
    Matter.REQUEST_OF_A_BODY: (
        Competence(DeskKind.COMMUNE_POLICE),
        Competence(DeskKind.DISTRICT_POLICE, last_day=_LAST_DAY_OF_DISTRICTS),
        Competence(DeskKind.PROVINCIAL_POLICE),
    ),
}
"""The competent kinds of desks of each matter; every other kind is not."""

ENDED: Final[Mapping[DeskKind, tuple[date, DeskKind]]] = {
    DeskKind.DISTRICT_POLICE: (_LAST_DAY_OF_DISTRICTS, DeskKind.PROVINCIAL_POLICE),
}
"""Kinds of desks that ended: the last day, and the kind that their open cases passed to."""


_OF_AN_OPERATOR: Final = (DeskKind.AUTHORITY, DeskKind.COUNTER, DeskKind.HOTLINE)
KINDS: Final[Mapping[AccountsMode, frozenset[DeskKind]]] = {
    AccountsMode.STATE_SYSTEM: frozenset(DeskKind) - {DeskKind.COUNTER},
    AccountsMode.SELF_CREATED: frozenset(_OF_AN_OPERATOR),
}
"""The kinds of desks at which somebody is newly appointed, ended ones among them (`exists`)."""

ROLES: Final[Mapping[AccountsMode, frozenset[OfficerRole]]] = {
    AccountsMode.STATE_SYSTEM: frozenset(OfficerRole),
    AccountsMode.SELF_CREATED: frozenset(OfficerRole) - {OfficerRole.IMMIGRATION_OFFICER},
}
"""The roles to which somebody is newly appointed."""


def competent(kind: str, matter: Matter, day: date) -> bool:
    """Whether desks of this kind are competent for the matter on a civil day of Viet Nam."""
    return any(
        each.kind == kind and each.first_day <= day <= each.last_day for each in COMPETENCE[matter]
    )


def exists(kind: str, day: date) -> bool:
    """Whether there are desks of this kind on a civil day of Viet Nam."""
    known = next((each for each in DeskKind if each == kind), None)
    return known is not None and (known not in ENDED or day <= ENDED[known][0])


def successor(kind: DeskKind, day: date) -> DeskKind:
    """The kind of desk that holds the cases of this kind on a day: itself while it exists."""
    while not exists(kind, day):
        kind = ENDED[kind][1]
    return kind
