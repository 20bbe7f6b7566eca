"""Opening the desk after a sign-in, signing in anew for an act, and leaving."""

import re
from typing import Final

from flask import Response, request

from idp.kernel.refusals import Refused
from idp.kernel.user_agents import browser_and_system
from idp.officers.domain.sign_in import OfficerSignIn
from idp.sessions.domain import OPEN_DESK, Session
from idp.web.current import services
from idp.web.officer.guards import at_desk, no_desk, resists, to_sign_in
from idp.web.officer.page import HOME, AtDesk
from idp.web.pages import cookies
from idp.web.pages.rendering import see_other

_OURS: Final = re.compile(rf"{HOME}(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")


def arrive() -> Response:
    """GET /officer/session: begin a session of the desk with the sign-in that was just made."""
    back = _next()
    own = services().sessions.by_token(cookies.session())
    if own is None or own.event.purpose != OPEN_DESK:
        return to_sign_in(back)
    officer = services().officers.session_for(own.subject_id, _sign_in(own))
    if isinstance(officer, Refused):
        return no_desk(officer.reason)
    begun = services().desk_sessions.begin(
        own,
        appointment_id=officer.appointment_id,
        device=browser_and_system(request.headers.get("User-Agent", "")),
    )
    if isinstance(begun, Refused):
        here = services().desk_sessions.by_token(cookies.desk())
        return to_sign_in(back) if here is None else see_other(back)
    response = see_other(back)
    cookies.keep_desk(response, begun.token)
    return response


def again() -> Response:
    """GET /officer/again: a fresh sign-in for what takes one; then back to the page."""
    return to_sign_in(_next())


@at_desk
def leave(_: AtDesk) -> Response:
    """POST /officer/sign-out: the desk and this browser's own session end."""
    session = services().desk_sessions.by_token(cookies.desk())
    if session is not None:
        services().desk_sessions.end(session)
        services().tokens.end_session(session.session_id, deliver=True, actor=session.actor)
    response = see_other("/logged-out")
    cookies.drop_session(response)
    cookies.drop_desk(response)
    return response


def _sign_in(own: Session) -> OfficerSignIn:
    return OfficerSignIn(
        session_id=own.id,
        level=int(own.event.level),
        resistant=resists(own.event),
        authenticated_at=own.event.authenticated_at,
    )


def _next() -> str:
    """The page of the desk to go to; the first one where the address names no page of ours."""
    asked = request.args.get("next", "")
    return asked if _OURS.fullmatch(asked) else HOME
