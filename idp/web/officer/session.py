"""Opening the desk after a sign-in, signing in anew for an act, and leaving."""

from flask import Response, request

from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.user_agents import browser_and_system
from idp.officers.domain.sign_in import OfficerSignIn
from idp.officers.service import acting_in
from idp.sessions.domain import OPEN_DESK, Session
from idp.web.current import services
from idp.web.officer.guards import (
    at_desk,
    is_officer_of_form,
    made_for_another,
    next_page,
    no_desk,
    no_session,
    resists,
    to_sign_in,
)
from idp.web.officer.page import AtDesk
from idp.web.pages import cookies
from idp.web.pages.rendering import see_other


def arrive() -> Response:
    """GET /officer/session: begin a session of the desk with the sign-in that was just made."""
    back = next_page(request.args)
    own = services().sessions.by_token(cookies.session())
    if own is None or own.event.purpose != OPEN_DESK:
        return to_sign_in(back)
    held = services().officers.choices(own.subject_id, _sign_in(own))
    if isinstance(held, Refused):
        if held.reason is Reason.UNMET_LEVEL and _was_asked_less(own):
            return to_sign_in(back, rule=services().officers.rule)
        return no_desk(held.reason)
    begun = services().desk_sessions.begin(
        own,
        appointment_id=_chosen(held),
        device=browser_and_system(request.headers.get("User-Agent", "")),
    )
    if isinstance(begun, Refused):
        here = services().desk_sessions.by_token(cookies.desk())
        return to_sign_in(back) if here is None else see_other(back)
    response = see_other(back)
    cookies.keep_desk(response, begun.token)
    return response


def again() -> Response:
    """GET /officer/again: a fresh sign-in for what takes one; then back to the page.

    With `at=rule` it is one that opens the desk in every appointment, also where less opens it now.
    """
    rule = services().officers.rule if request.args.get("at") == "rule" else None
    return to_sign_in(next_page(request.args), rule=rule)


def leave() -> Response:
    """POST /officer/sign-out: the desk and this browser's own session end.

    A page of any appointment of the officer leaves, also before one is chosen.
    """
    session = services().desk_sessions.by_token(cookies.desk())
    if session is None:
        return no_session()
    if not is_officer_of_form(session.subject_id):
        return _of_another()
    services().desk_sessions.end(session)
    services().tokens.end_session(session.session_id, deliver=True, actor=session.actor)
    response = see_other("/logged-out")
    cookies.drop_session(response)
    cookies.drop_desk(response)
    return response


@at_desk
def _of_another(at: AtDesk) -> Response:
    return made_for_another(at)


def _chosen(held: tuple[Officer, ...]) -> Id | None:
    """The only appointment, or the one the same officer acted in here before they signed in anew.

    None: they choose.
    """
    if len(held) == 1:
        return held[0].appointment_id
    before = services().desk_sessions.by_token(cookies.desk())
    if before is None or acting_in(held, before.appointment_id) is None:
        return None
    return before.appointment_id


def _was_asked_less(own: Session) -> bool:
    """Whether an installation begins, and this sign-in showed no more than its first two need."""
    officers = services().officers
    return officers.rule_now is not officers.rule and own.event.level < officers.rule.level


def _sign_in(own: Session) -> OfficerSignIn:
    return OfficerSignIn(
        session_id=own.id,
        level=int(own.event.level),
        resistant=resists(own.event),
        authenticated_at=own.event.authenticated_at,
    )
