"""The person's sessions, and signing out of one or all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response

from idp.assurance.kinds import EVIDENCE_RULES
from idp.sessions.domain import Session
from idp.tokens.families import OpenedService
from idp.web.current import services
from idp.web.pages import cookies
from idp.web.pages.device_names import place_of
from idp.web.pages.labels import MEANS, N_
from idp.web.pages.rendering import see_other
from idp.web.self_service.consents import party_name
from idp.web.self_service.guards import AccountHolder, login_required, own_query, show

DONE: Final = {"ended": N_("Done: that session has ended.")}


@dataclass(frozen=True, slots=True)
class UsedService:
    """A relying party that was signed in to from a session, and when it was last."""

    name: str
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """`here` marks the session of this browser; `means` are message ids.

    `used_at`: the last sign-in from there, at a service or here.
    """

    id: str
    device: str
    begun_at: datetime
    used_at: datetime
    expires_at: datetime
    services: tuple[UsedService, ...]
    level: int
    means: tuple[str, ...]
    here: bool


@dataclass(frozen=True, slots=True)
class SessionsPage:
    open: tuple[OpenSession, ...]
    done: str | None = None


@login_required
def sessions(person: AccountHolder) -> Response:
    """GET /me/sessions."""
    found = services().sessions.for_subject(person.subject_id)
    opened = services().tokens.opened_from([each.id for each in found])
    shown = tuple(_open(each, opened[each.id], person) for each in found)
    view = SessionsPage(shown, DONE.get(own_query("done")))
    return show(person, "sessions", view)


@login_required
def end(person: AccountHolder, session_id: UUID) -> Response:
    """POST: end one session."""
    mine = {each.id for each in services().sessions.for_subject(person.subject_id)}
    if str(session_id) in mine:
        services().tokens.end_session(str(session_id), deliver=True, actor=person.actor)
    if str(session_id) == person.session.id:
        return _signed_out()
    return see_other("/me/sessions?done=ended")


@login_required
def end_all(person: AccountHolder) -> Response:
    """POST: end all sessions, this one too."""
    owed = services().endings.sign_out_everywhere(person.subject_id, actor=person.actor)
    services().notices.deliver_now(owed)
    return _signed_out()


def _signed_out() -> Response:
    response = see_other("/logged-out")
    cookies.drop_session(response)
    return response


def _open(session: Session, opened: Sequence[OpenedService], person: AccountHolder) -> OpenSession:
    kinds = session.event.kinds
    return OpenSession(
        id=session.id,
        device=place_of(session.device, person.lang),
        begun_at=session.begun_at,
        used_at=max((session.event.authenticated_at, *(each.last_at for each in opened))),
        expires_at=session.expires_at,
        services=tuple(
            UsedService(party_name(each.client_id, person.lang), each.last_at) for each in opened
        ),
        level=int(session.event.level),
        means=tuple(dict.fromkeys(MEANS[EVIDENCE_RULES[kind].means] for kind in kinds)),
        here=session.id == person.session.id,
    )
