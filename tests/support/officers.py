"""Officers and an operator who act in tests."""

from typing import Final

from idp.kernel.actors import Officer, OfficerRole, Operator, Person
from idp.kernel.ids import new_id
from tests.support.frozen_clock import START


def officer(*roles: OfficerRole, subject_id: str | None = None) -> Officer:
    """Another officer in a session of the desk."""
    return Officer(
        officer_id=new_id(),
        subject_id=subject_id or new_id(),
        roles=roles or (OfficerRole.OPERATOR,),
        desk="Hà Nội 01",
        session_id=new_id(),
        level=3,
        authenticated_at=START,
    )


AN: Final = officer()
BINH: Final = officer()
CHI: Final = officer()
OPERATOR: Final = Operator(user="idp", host="host-1")
DUNG: Final = officer()


def themself(subject_id: str) -> Person:
    """The person of an account, without a session."""
    return Person(subject_id=subject_id)
