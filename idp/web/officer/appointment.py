"""In which appointment an officer acts: chosen after the sign-in by who holds several."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.officers.service import acting_in
from idp.sessions.domain import DeskSession
from idp.web.current import services
from idp.web.officer.guards import (
    APPOINTMENT,
    MADE_FOR_ANOTHER,
    is_officer_of_form,
    next_page,
    no_desk,
    no_session,
    sign_in_of,
)
from idp.web.pages import cookies
from idp.web.pages.labels import N_
from idp.web.pages.language import negotiate_language
from idp.web.pages.officer_roles import ROLES
from idp.web.pages.rendering import render, see_other

PATH: Final = APPOINTMENT
NOT_IN_FORCE: Final = N_("Nothing was done: choose one of these appointments.")
_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class Choice:
    """One appointment in force. `roles`: message ids; `here`: the officer acts in it now."""

    id: Id | None
    roles: tuple[str, ...]
    desk: str
    until: datetime | None
    here: bool


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """`next`: the page of the desk to go on to. `problem`: a message id.

    `level`: of a sign-in for other appointments in force, for which this one is too weak.
    """

    choices: tuple[Choice, ...]
    next: str
    problem: str | None
    level: int | None


def ask() -> Response:
    """GET /officer/appointment: the appointments in force of who signed in."""
    return _with_choices(_page)


def choose() -> Response:
    """POST /officer/appointment: act in this one from now on; forms of the other are void."""
    return _with_choices(_choose)


def _with_choices(
    answer: Callable[[DeskSession, tuple[Officer, ...]], Response],
) -> Response:
    session = services().desk_sessions.by_token(cookies.desk())
    if session is None:
        return no_session()
    held = services().officers.choices(session.subject_id, sign_in_of(session))
    return no_desk(held.reason) if isinstance(held, Refused) else answer(session, held)


def _choose(session: DeskSession, held: tuple[Officer, ...]) -> Response:
    if not is_officer_of_form(session.subject_id):
        return _page(session, held, status=_CONFLICT, problem=MADE_FOR_ANOTHER)
    asked = request.form.get("appointment", "")
    if acting_in(held, asked) is None:
        return _page(session, held, status=_CONFLICT, problem=NOT_IN_FORCE)
    services().desk_sessions.act_in(session, asked)
    return see_other(next_page(request.form))


def _page(
    session: DeskSession,
    held: tuple[Officer, ...],
    *,
    status: int = 200,
    problem: str | None = None,
) -> Response:
    choices = tuple(
        Choice(
            id=each.appointment_id,
            roles=tuple(ROLES[role] for role in each.roles),
            desk=each.desk,
            until=each.until,
            here=each.appointment_id == session.appointment_id,
        )
        for each in held
    )
    account = services().accounts.by_subject(session.subject_id)
    lang = negotiate_language(account=None if account is None else account.locale)
    asked = request.args if request.method == "GET" else request.form
    officers = services().officers
    level = officers.rule.level if officers.hides_some(held) else None
    view = ChoicePage(choices, next_page(asked), problem, level)
    return render(
        "officer/choose", view, lang=lang, status=status, whom=held[0].officer_id, at=PATH
    )
