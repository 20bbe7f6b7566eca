"""Who works at the desk: the live session of the desk, the officer in it, and their powers.

A session of the own account, or of a relying party, never opens a page here: there is a cookie of
its own, given for one sign-in that named the desk as its purpose.
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, Final, ParamSpec
from urllib.parse import quote

from flask import Response, request

from idp.access.powers import Power
from idp.assurance import binding
from idp.assurance.allowances import PHISHING_RESISTANT
from idp.assurance.levels import Level
from idp.authorization.domain.credential_change import Act, purpose_of
from idp.authorization.domain.request import OwnAccountRequest
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.sign_in import OfficerSignIn, SignInRule
from idp.officers.service import acting_in
from idp.sessions.domain import AuthenticationEvent, DeskSession
from idp.web.current import dispatcher_address, services
from idp.web.officer.kept_text import KeptForm, WayOut, kept_form
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.pages import cookies, csrf
from idp.web.pages.labels import N_, named
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other

Arguments = ParamSpec("Arguments")
SESSION: Final = f"{HOME}/session"
APPOINTMENT: Final = f"{HOME}/appointment"
_OURS: Final = re.compile(rf"{HOME}(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_FORBIDDEN: Final = 403
_UNAUTHORISED: Final = 401
_CONFLICT: Final = 409

NO_DESK: Final[dict[Reason, str]] = {
    Reason.NOT_AUTHORISED: N_("You hold no appointment, so there is no desk for you here."),
    Reason.APPOINTMENT_ENDED: N_("Your appointment has ended, so the desk is closed for you."),
    Reason.UNMET_LEVEL: N_("This sign-in is too weak for the desk."),
    Reason.ACCOUNT_LOCKED: N_("Your account is locked, so the desk is closed for you."),
}
CLOSED: Final = N_("The desk is closed for you.")


@dataclass(frozen=True, slots=True)
class NoDeskPage:
    """Why a person who signed in gets no desk; a message id. `kept`: what they had just typed.

    `level`: of the sign-in that would open it, where this one is too weak.
    """

    why: str
    kept: KeptForm | None
    level: int | None


@dataclass(frozen=True, slots=True)
class SessionOverPage:
    """The desk's session ended while a form was filled in: what was typed is still there.

    `fields` are those of the form, without its token; `sign_in` opens the desk in another tab.
    `unchosen`: the session is another one, in which no appointment is chosen yet. `file`: one was
    sent, which nobody keeps.
    """

    action: str
    fields: tuple[tuple[str, str], ...]
    token: str
    sign_in: str
    unchosen: bool
    file: bool


def at_desk(
    page: Callable[Concatenate[AtDesk, Arguments], Response], *, used: bool = True
) -> Callable[Arguments, Response]:
    """Decorator: a page of the desk, for the officer in the appointment they chose.

    Without a session of the desk it redirects to a sign-in; without an appointment to its choice.
    `used`: whether an officer asked for it, so that their session is not idle.
    """

    @functools.wraps(page)
    def answer(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        session = services().desk_sessions.by_token(cookies.desk(), used=used)
        if session is None:
            return no_session()
        at = _present(session)
        if isinstance(at, Refused):
            theirs = request.method == "POST" and is_officer_of_form(session.subject_id)
            return no_desk(at.reason, kept=kept_form() if theirs else None)
        if at is None:
            return _to_choice(session.subject_id)
        if request.method == "POST" and not csrf.made_for(at.whom):
            return made_for_another(at)
        return page(at, *args, **kwargs)

    return answer


asked_by_script = functools.partial(at_desk, used=False)
"""Decorator: as `at_desk`, of what an open page asks by itself."""

MADE_FOR_ANOTHER: Final = N_(
    "Nothing was done: the form was made for another officer, who worked in this browser before."
)
OTHER_APPOINTMENT: Final = N_(
    "Nothing was done: the form was made for another of your appointments, and you act in this one"
    " now."
)


def made_for_another(at: AtDesk) -> Response:
    """The page after a form of another officer, or of another appointment of this one.

    What one officer typed is shown to no other.
    """
    own = is_officer_of_form(at.officer.subject_id)
    problem = OTHER_APPOINTMENT if own else MADE_FOR_ANOTHER
    way = WayOut(APPOINTMENT, N_("Act in another appointment"))
    kept = kept_form(way) if own else None
    return show(at, "other_officer", kept, status=_CONFLICT, problem=problem, address=HOME)


def is_officer_of_form(subject_id: Id) -> bool:
    """Whether the form was made for this officer, in whichever of their appointments."""
    found = services().officers.of_subject(subject_id)
    if found is None:
        return False
    return any(csrf.made_for(each) for each in (found.id, *(one.id for one in found.appointments)))


def with_power(
    power: Power,
) -> Callable[[Callable[Concatenate[AtDesk, Arguments], Response]], Callable[Arguments, Response]]:
    """Decorator: a page of the desk that takes a power to look at."""

    def guarded(
        page: Callable[Concatenate[AtDesk, Arguments], Response],
    ) -> Callable[Arguments, Response]:
        def answer(at: AtDesk, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
            refused = at.refusal(power)
            return refused_page(at, refused) if refused is not None else page(at, *args, **kwargs)

        return at_desk(answer)

    return guarded


def refused_page(at: AtDesk, reason: Reason) -> Response:
    """The page for who may not do this; or the sign-in that is missing for it."""
    if reason is Reason.FRESH_SIGN_IN_REQUIRED and request.method == "GET":
        return to_sign_in(_here())
    fresh = WayOut(f"{HOME}/again", N_("Sign in again"))
    way = fresh if reason is Reason.FRESH_SIGN_IN_REQUIRED else None
    return kept_page(at, why_not(reason), status=_FORBIDDEN, way=way)


def kept_page(at: AtDesk, problem: str, *, status: int, way: WayOut | None = None) -> Response:
    """Why a form did nothing, with what was typed into it; the form was made for this officer."""
    return show(at, "refused", kept_form(way), status=status, problem=problem, address=HOME)


def to_sign_in(path: str, *, rule: SignInRule | None = None) -> Response:
    """Redirect to the sign-in that begins a session of the desk, then to `path`.

    `rule`: what is asked; by default the least that opens a desk now.
    """
    rule = rule or services().officers.rule_now
    asked = OwnAccountRequest(
        path=f"{SESSION}?next={quote(path)}",
        level=Level(rule.level),
        fresh=True,
        purpose=purpose_of(Act.OPEN_DESK),
        one_of=PHISHING_RESISTANT if rule.resistant else frozenset(),
    )
    interaction = services().authorization.begin(
        asked, browser=cookies.browser(), session_token=cookies.session()
    )
    return see_other(dispatcher_address(interaction))


def no_desk(reason: Reason, *, kept: KeptForm | None = None) -> Response:
    """The page of a person who signed in and has no desk."""
    lang = negotiate_language()
    level = services().officers.rule.level if reason is Reason.UNMET_LEVEL else None
    view = NoDeskPage(NO_DESK.get(reason, CLOSED), kept, level)
    return render("officer/no_desk", view, lang=lang, status=_FORBIDDEN)


def resists(event: AuthenticationEvent) -> bool:
    """Whether what was shown at a sign-in resists phishing."""
    return binding.resists(event.pieces)


def sign_in_of(session: DeskSession) -> OfficerSignIn:
    """The facts of the sign-in that began a session of the desk."""
    event = session.event
    return OfficerSignIn(
        session_id=session.id,
        level=int(event.level),
        resistant=resists(event),
        authenticated_at=event.authenticated_at,
    )


def _present(session: DeskSession) -> AtDesk | Refused | None:
    """None: they have still to choose in which of their appointments they act."""
    held = services().officers.choices(session.subject_id, sign_in_of(session))
    if isinstance(held, Refused):
        return held
    officer, chosen = acting_in(held, session.appointment_id), session.appointment_id
    if officer is None or chosen is None:
        return None
    account = services().accounts.by_subject(session.subject_id)
    if account is None:
        return Refused(Reason.NOT_AUTHORISED)
    return AtDesk(
        officer=officer,
        whom=chosen,
        switches=len(held) > 1 or services().officers.hides_some(held),
        name=named(account, services().subjects.identity(session.subject_id).data),
        lang=negotiate_language(account=account.locale),
        idle_at=session.idle_at,
        ends_at=session.expires_at,
    )


def no_session() -> Response:
    """The sign-in; and for a form, a page that keeps what was typed into it."""
    return _kept(unchosen=False) if request.method == "POST" else to_sign_in(_here())


def next_page(given: Mapping[str, str]) -> str:
    """The page of the desk to go on to; the first one where the address names no page of ours."""
    asked = given.get("next", "")
    return asked if _OURS.fullmatch(asked) else HOME


def _to_choice(subject_id: Id) -> Response:
    """The choice of an appointment; what one officer typed is shown to no other meanwhile."""
    if request.method == "POST" and is_officer_of_form(subject_id):
        return _kept(unchosen=True)
    return see_other(f"{APPOINTMENT}?next={quote(_here())}")


def _kept(*, unchosen: bool) -> Response:
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != csrf.FIELD]
    view = SessionOverPage(
        action=request.path,
        fields=tuple(typed),
        token=request.form.get(csrf.FIELD, ""),
        sign_in=_page_of_form(),
        unchosen=unchosen,
        file=bool(request.files),
    )
    return render(
        "officer/session_over", view, lang=negotiate_language(), status=_UNAUTHORISED, at=HOME
    )


def _here() -> str:
    """The address of the page that was asked for, to come back to after the sign-in."""
    return request.path


def _page_of_form() -> str:
    return HOME
