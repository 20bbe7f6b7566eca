"""The officers of the demonstration: two installed, the others appointed by them, all signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

from idp.access.desks import DeskKind
from idp.demo.actors import ONE
from idp.demo.passkey import SoftwarePasskey
from idp.factors.domain import ACTIVATING
from idp.kernel.actors import Officer, OfficerRole
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Refused
from idp.officers.domain.appointments import AppointmentDraft
from idp.officers.domain.sign_in import OfficerSignIn
from idp.services import Services

_HEAD_OFFICE: Final = "Cơ quan định danh (minh họa)"
_COUNTER: Final = "Công an phường Hoàn Kiếm (minh họa)"
_HOTLINE: Final = "Tổng đài (minh họa)"
_A_YEAR: Final = timedelta(days=365)
_AUDIENCE: Final = "d" * 64

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Post:
    """What an officer of the demonstration is appointed to; `key` is that of their person."""

    key: str
    desk: str
    desk_kind: DeskKind
    roles: tuple[OfficerRole, ...]


_APPOINTED: Final = (
    Post(
        "receiving_officer",
        _COUNTER,
        DeskKind.COMMUNE_POLICE,
        (OfficerRole.RECEIVING_OFFICER,),
    ),
    Post(
        "identity_officer",
        _COUNTER,
        DeskKind.COMMUNE_POLICE,
        (OfficerRole.IDENTITY_OFFICER, OfficerRole.REVIEWER),
    ),
    Post(
        "second_identity_officer",
        _COUNTER,
        DeskKind.COMMUNE_POLICE,
        (OfficerRole.IDENTITY_OFFICER,),
    ),
    Post("hotline", _HOTLINE, DeskKind.HOTLINE, (OfficerRole.HOTLINE,)),
    Post("auditor", _HEAD_OFFICE, DeskKind.AUTHORITY, (OfficerRole.AUDITOR,)),
)


@dataclass(frozen=True, slots=True)
class _Seated:
    """A person of the demonstration with the passkey that signs for them."""

    subject_id: Id
    told: Mapping[str, Any]
    passkey: SoftwarePasskey


def install_officers(
    services: Services, people: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], tuple[bytes, bytes]]:
    """Install the first two of these people and have them appoint the others.

    Returns the members `officers` of demo.json, and the offline installation keys (PEM).
    """
    seated = {each["key"]: _seat(services, each) for each in people}
    director, operator = seated["director"], seated["operator"]
    keys = _install(services, director, operator)
    for post in _APPOINTED:
        _appoint(services, post, seated[post.key], (director, operator))
    return [_told(services, each) for each in seated.values()], keys


def _seat(services: Services, told: Mapping[str, Any]) -> _Seated:
    account = services.accounts.by_username(told["username"])
    if account is None:
        raise LookupError(told["username"])
    subject_id, passkeys = account.subject_id, services.passkeys
    options = passkeys.registration(subject_id, audience=_AUDIENCE, name=account.username)
    key = SoftwarePasskey.made(options, issuer=services.decisions.issuer)
    _granted(
        passkeys.register(
            subject_id,
            audience=_AUDIENCE,
            response=key.created(options),
            label="Khóa minh họa",
            binding=ACTIVATING,
        )
    )
    return _Seated(subject_id, told, key)


def _install(services: Services, *two: _Seated) -> tuple[bytes, bytes]:
    names = (two[0].told["username"], two[1].told["username"])
    installation = services.installation
    begun = _granted(installation.begin(names, desk=_HEAD_OFFICE, lasts=_A_YEAR, actor=ONE))
    for each, handle in zip(two, begun.handles, strict=True):
        page = _granted(installation.page(handle))
        _granted(installation.sign(handle, each.passkey.signed(page.options)))
    return begun.keys


def _appoint(services: Services, post: Post, new: _Seated, two: tuple[_Seated, _Seated]) -> None:
    now = services.clock.now()
    draft = AppointmentDraft(
        username=new.told["username"],
        roles=post.roles,
        desk=post.desk,
        desk_kind=post.desk_kind,
        valid_from=now,
        valid_until=now + _A_YEAR,
    )
    decision = _granted(services.appointments.propose(draft, _officer(services, two[0])))
    for each in two:
        officer = _officer(services, each)
        page = _granted(services.decisions.page(decision.id, officer))
        answer = each.passkey.signed(page.options)
        _granted(services.appointments.sign(decision.id, officer, answer))


def _officer(services: Services, seated: _Seated) -> Officer:
    """As in a session of the desk, which nobody has opened while the demonstration is made."""
    sign_in = OfficerSignIn(
        session_id=new_id(), level=3, resistant=True, authenticated_at=services.clock.now()
    )
    return _granted(services.officers.choices(seated.subject_id, sign_in))[0]


def _told(services: Services, seated: _Seated) -> dict[str, Any]:
    officer = _officer(services, seated)
    return {
        **seated.told,
        "roles": list(officer.roles),
        "desk": officer.desk,
        "passkey": seated.passkey.told(),
    }


def _granted(answer: T | Refused) -> T:
    if isinstance(answer, Refused):
        raise RuntimeError(f"the demonstration was refused: {answer.reason}")  # noqa: TRY004
    return answer
