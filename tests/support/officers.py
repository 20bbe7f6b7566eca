"""Officers and an operator who act in tests."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from idp.access.desks import DeskKind
from idp.kernel.actors import Officer, OfficerRole, Operator, Person
from idp.kernel.ids import new_id
from tests.support.frozen_clock import START


def officer(*roles: OfficerRole, subject_id: str | None = None, desk_kind: str = "") -> Officer:
    """Another officer in a session of the desk."""
    return Officer(
        officer_id=new_id(),
        subject_id=subject_id or new_id(),
        roles=roles or (OfficerRole.OPERATOR,),
        desk="Hà Nội 01",
        session_id=new_id(),
        level=3,
        authenticated_at=START,
        desk_kind=desk_kind,
    )


def at_a_counter() -> Officer:
    """An operator who also receives people at a desk where they appear in person."""
    roles = (OfficerRole.OPERATOR, OfficerRole.RECEIVING_OFFICER)
    return officer(*roles, desk_kind=DeskKind.COMMUNE_POLICE)


def of_every_role(now: datetime = START) -> Officer:
    """Another officer who holds every power that a program may have, and just signed in."""
    return replace(officer(*OfficerRole), authenticated_at=now)


AN: Final = at_a_counter()
BINH: Final = at_a_counter()
CHI: Final = at_a_counter()
OPERATOR: Final = Operator(user="idp", host="host-1")
DUNG: Final = at_a_counter()


def themself(subject_id: str) -> Person:
    """The person of an account, without a session."""
    return Person(subject_id=subject_id)
