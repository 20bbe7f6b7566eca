"""The installation of the first two officers: who, what they become, and the offline keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from idp.access.desks import DeskKind
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_text
from idp.kernel.ids import Id
from idp.law.citations import INTEGRITY
from idp.officers.domain.appointments import Appointment
from idp.officers.domain.decisions import INSTALLATION
from idp.officers.domain.signing import DecisionContent, ShownValue, Signer

CEREMONY: Final[Id] = "00000000-0000-7000-8000-000000000001"
"""The case of every installation, so that beginning anew voids what was begun before."""
INSTALL: Final = "install"
RECOVER: Final = "recover"
LINK_LIFETIME: Final = timedelta(minutes=30)
"""How long the two have to sign, both present."""
BASIS: Final = INTEGRITY.vi
FIRST: Final = "first"
ROLES: Final[tuple[tuple[OfficerRole, ...], ...]] = (
    (OfficerRole.DIRECTOR, OfficerRole.OPERATOR),
    (OfficerRole.OPERATOR,),
)
"""What the two become: together they can appoint everybody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOfficer:
    """One of the two, with the ids that their appointment will have."""

    signer: Signer
    roles: tuple[OfficerRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What both sign. `keys`: the public halves (hexadecimal) of the offline keys."""

    event: str
    officers: tuple[FirstOfficer, FirstOfficer]
    desk: str
    begins: datetime
    ends: datetime
    keys: tuple[str, str]


def content_of(plan: Plan) -> DecisionContent:
    """The plan as a decision."""
    begins, ends = civil_text(plan.begins), civil_text(plan.ends)
    people = [
        line
        for place, each in enumerate(plan.officers, start=1)
        for line in (
            ShownValue(f"person_{place}", None, each.signer.subject_id),
            ShownValue(f"roles_{place}", None, ", ".join(each.roles)),
        )
    ]
    keys = [
        ShownValue(f"offline_key_{place}", None, fingerprint(key))
        for place, key in enumerate(plan.keys, start=1)
    ]
    return DecisionContent(
        case_id=CEREMONY,
        version=1,
        procedure=INSTALLATION,
        event=plan.event,
        legal_basis=BASIS,
        shown=(
            *people,
            ShownValue("desk", None, plan.desk),
            ShownValue("from", None, begins),
            ShownValue("until", None, ends),
            *keys,
        ),
        data={
            "officers": [_document(each) for each in plan.officers],
            "desk": plan.desk,
            "desk_kind": DeskKind.AUTHORITY,
            "from": begins,
            "until": ends,
            "keys": list(plan.keys),
        },
    )


def officers_in(data: Mapping[str, Any]) -> tuple[FirstOfficer, ...]:
    """The two in the data of such a decision."""
    return tuple(
        FirstOfficer(
            signer=Signer(
                officer_id=each["officer"],
                appointment_id=each["appointment"],
                subject_id=each["subject"],
                identity=bytes.fromhex(each["identity"]),
            ),
            roles=tuple(OfficerRole(role) for role in each["roles"]),
        )
        for each in data["officers"]
    )


def appointment_in(
    data: Mapping[str, Any], officer: FirstOfficer, *, decision_id: Id, now: datetime
) -> Appointment:
    """The appointment of one of the two."""
    return Appointment(
        id=officer.signer.appointment_id,
        officer_id=officer.signer.officer_id,
        roles=officer.roles,
        desk=data["desk"],
        desk_kind=DeskKind(data["desk_kind"]),
        valid_from=datetime.fromisoformat(data["from"]),
        valid_until=datetime.fromisoformat(data["until"]),
        appointed_at=now,
        decision_id=decision_id,
    )


def fingerprint(key: str) -> str:
    """SHA-256 of a public key (hexadecimal) in groups of four, as far as people compare it."""
    digest = sha256(bytes.fromhex(key)).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def pair_of(keys: Sequence[str]) -> str:
    """What names a pair of offline keys, in any order."""
    return sha256("".join(sorted(keys)).encode()).hexdigest()


def _document(officer: FirstOfficer) -> dict[str, Any]:
    return {
        "officer": officer.signer.officer_id,
        "appointment": officer.signer.appointment_id,
        "subject": officer.signer.subject_id,
        "identity": officer.signer.identity.hex(),
        "roles": list(officer.roles),
    }
