"""Guards of the self-service: who is signed in, and whether they may change their account."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Final, ParamSpec

from flask import Response, request

from idp.accounts.domain import Account, AccountStatus, acts_alone
from idp.assurance.binding import may_change
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Pieces
from idp.authorization.domain.credential_change import (
    Act,
    RequiredLevels,
    is_beyond_doubt,
    levels_for_change,
    may_make,
    purpose_of,
    recently_authenticated,
)
from idp.authorization.domain.request import OwnAccountRequest
from idp.factors.domain import Binding
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.sessions.domain import Session
from idp.web.current import dispatcher_address, services
from idp.web.pages import cookies, csrf, language_links
from idp.web.pages.labels import N_, PASSWORD_REFUSALS, named
from idp.web.pages.language import Lang, negotiate_language
from idp.web.pages.rendering import SignedIn, render, see_other
from idp.web.route_access import is_bound_to_person

Arguments = ParamSpec("Arguments")
_FORBIDDEN: Final = 403
_WRONG: Final = 422
_DIGITS: Final = 9
"""More than the version of any case has."""
CHANGES: Final = "/me/means/"
CONTACTS: Final = "/me/contacts"
DATA_COPY: Final = "/me/data/copy"
ERASURE: Final = "/me/data/erasure"
CORRECTION: Final = "/me/data/correction"
REQUESTS: Final = "/me/requests"
ORGANISATIONS: Final = "/me/organisations"
_NOT_YOURS: Final = "made-for-another"
_DATA: Final = "/me/data"
_OVERVIEW: Final = "/me"
"""The page that leads to the forms below `_DATA`, where there is no page."""
"""The query parameter that tells that a form of another person's page was refused."""
LOSSES: Final = "/me/report-loss"
LOCKED: Final = "/me/means?locked=1"
ACTS: Final[dict[str, str]] = {
    f"{CHANGES}password": purpose_of(Act.SET_PASSWORD),
    f"{CHANGES}pin": purpose_of(Act.SET_PIN),
    f"{CHANGES}code-app": purpose_of(Act.ADD_CODE_APP),
    f"{CHANGES}passkey": purpose_of(Act.ADD_PASSKEY),
    f"{CHANGES}app": purpose_of(Act.ADD_APPLICATION),
    f"{CHANGES}card": purpose_of(Act.ADD_CARD),
    f"{CONTACTS}/email": purpose_of(Act.SET_EMAIL),
    f"{CONTACTS}/phone": purpose_of(Act.SET_PHONE),
    DATA_COPY: purpose_of(Act.COPY_DATA),
    f"{ERASURE}/ask": purpose_of(Act.ERASE_ACCOUNT),
}
"""Pages that need a sign-in of their own: a person without session signs in for it at once."""
_STRONG: Final = (CHANGES, f"{CONTACTS}/", DATA_COPY, f"{ERASURE}/", f"{ORGANISATIONS}/")
"""Where the strongest sign-in will be demanded, so that it is asked for at once."""
_A_LOOK: Final = RequiredLevels(Level.ONE, Level.NONE)

NOT_TAKEN: Final = N_(
    "Nothing was changed: when you sent the form there was no recent sign-in for this change. Now "
    "there is. What you typed was not kept, so please fill the form in again."
)

SENTENCES: Final[dict[Reason, str]] = {
    Reason.BUSY: N_("The service is busy. Please try again in a moment."),
    Reason.EXPIRED: N_("That took too long. Please begin again."),
    Reason.USED_BEFORE: N_("This was used before. Please begin again."),
    Reason.CARD_NOT_GENUINE: N_("This card could not be verified as a genuine identity card."),
    Reason.CARD_NOT_VALID: N_(
        "This card cannot be used now: it expired, or was reported lost, locked or withdrawn."
    ),
    Reason.CARD_OF_ANOTHER: N_(
        "This card is not yours: the number on it is not the number of your account."
    ),
    Reason.SERVICE_UNAVAILABLE: N_(
        "This cannot be checked at the moment. Please try again in a little while."
    ),
    Reason.OLDER_MEANS_NEEDED: N_(
        "What you signed in with came later than this way to sign in and proves less, so it "
        "cannot change it. Sign in with this one, or with an older one. You can still stop it "
        "for now."
    ),
    Reason.LAST_MEANS: N_("This is the last way to sign in, so it cannot be removed."),
    Reason.NOT_FOUND: N_("This no longer exists."),
    Reason.STATE_ALREADY_HOLDS: N_("This was done already."),
    **PASSWORD_REFUSALS,
    Reason.PIN_MALFORMED: N_("A PIN has six to twelve digits and nothing else."),
    Reason.PIN_TOO_WEAK: N_(
        "This PIN is too easy to guess: no rows, no repeats, and nothing from your birth date or "
        "your numbers."
    ),
    Reason.NOT_PROVEN: N_("That was not right. Please try again."),
    Reason.FRESH_SIGN_IN_REQUIRED: N_(
        "Nothing was changed: you were signed out meanwhile, or your ways to sign in changed. "
        "Please sign in again."
    ),
    Reason.TOO_MANY_TRIES: N_(
        "Nothing was added: many of these were added lately, so only one more a day can be. Please "
        "try again later."
    ),
    Reason.ACCOUNT_LOCKED: N_("Nothing was changed: your account is locked."),
    Reason.GUARDIAN_NEEDED: N_(
        "Nothing was changed: a parent, guardian or representative has to confirm it."
    ),
}


@dataclass(frozen=True, slots=True)
class AccountHolder:
    """The person of the live session in this browser."""

    session: Session
    account: Account
    lang: Lang

    @property
    def subject_id(self) -> Id:
        return self.session.subject_id

    @property
    def actor(self) -> Person:
        """The person as who acts, in this session."""
        return self.session.actor


@dataclass(frozen=True, slots=True)
class GuardianNeededPage:
    """The page has the same text for every change."""


@dataclass(frozen=True, slots=True)
class OtherAccountPage:
    """The form came from another person's page; `room` is the same page made for this one."""

    name: str
    username: str
    room: str


def login_required(
    page: Callable[Concatenate[AccountHolder, Arguments], Response],
) -> Callable[Arguments, Response]:
    """Decorator: a page of the own account; without a session redirect to a sign-in."""

    @functools.wraps(page)
    def answer(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        session = services().sessions.by_token(cookies.session())
        account = None if session is None else services().accounts.by_subject(session.subject_id)
        if session is None or account is None:
            return redirect_to_sign_in(_way_back())
        person = AccountHolder(session, account, negotiate_language(account=account.locale))
        if request.method == "GET" and _NOT_YOURS in request.args:
            return _other_account(person)
        if not _made_for(person):
            return see_other(f"{_room()}?{_NOT_YOURS}=1")
        return page(person, *args, **kwargs)

    return answer


def _made_for(person: AccountHolder) -> bool:
    """Whether a form bound to a person comes from a page made for this person."""
    bound = request.method == "POST" and is_bound_to_person(str(request.url_rule))
    return not bound or csrf.made_for(person.subject_id)


def _other_account(person: AccountHolder) -> Response:
    """The page for another person's form: it had no effect; the present account is named."""
    view = OtherAccountPage(display_name(person), person.account.username, _room())
    return show(person, "other_account", view)


def _room() -> str:
    """The page of the own account to which a form belongs."""
    room = "/".join(request.path.split("/")[:3])
    return _OVERVIEW if room == _DATA else room


def display_name(person: AccountHolder) -> str:
    """The name of a person on their own pages: name, or user name where none is on record."""
    return named(person.account, services().subjects.identity(person.subject_id).data)


def _way_back() -> str:
    return request.path if request.method == "GET" else "/me"


def redirect_to_sign_in(
    path: str,
    *,
    needed: RequiredLevels = _A_LOOK,
    fresh: bool = False,
    purpose: str | None = None,
    one_of: frozenset[EvidenceKind] = frozenset(),
    demanded_of: Id | None = None,
) -> Response:
    """Redirect to a sign-in for the own account, then to `path`; `one_of`: accepted evidence.

    `demanded_of`: the person whose credentials decide the needed level, if any do. A change of
    credentials will demand the strongest sign-in, so it is asked for at once. A loss is reported
    with whatever is left (D32.3): a stronger sign-in is the person's choice there.
    """
    wishes = (Level.TWO,) if path.startswith(_STRONG) or one_of else ()
    asked = OwnAccountRequest(
        path=path,
        level=needed.level,
        levels_preferred=wishes,
        fresh=fresh or path in ACTS,
        without_biometrics=needed.without_biometrics,
        purpose=purpose or ACTS.get(path),
        one_of=one_of or needed.one_of,
        demanded_of=demanded_of,
    )
    interaction = services().authorization.begin(
        asked, browser=cookies.browser(), session_token=cookies.session()
    )
    return see_other(dispatcher_address(interaction))


def require_recent_authentication(
    person: AccountHolder, *, purpose: str, back: str
) -> Binding | Response:
    """The binding by the sign-in for this change, or a redirect to such a sign-in (A09).

    Refused for a locked account, and for a person who needs a guardian (D14.2-1).
    """
    if not acts_without_guardian(person):
        return guardian_needed(person)
    if request.method == "POST" and "?" not in back:
        back = address_telling(back, NOT_TAKEN)
    credentials = services().credentials
    if credentials.change_refusal(person.subject_id) is not None:
        return see_other(LOCKED)
    session, settled = person.session, credentials.enrolled_pieces(person.subject_id)
    fit = may_make(purpose, session.event, services().clock.now(), enrolled=settled)
    unused = services().endings.shown_by(session.basis) is not None
    if session.continues and fit and unused:
        event = session.event
        made = credentials.own_account_binding(person.subject_id, event.shown, event.transaction_id)
        if made is not None:
            return made
    return _sign_in_for(person, purpose, back)


def require_sign_in_for(person: AccountHolder, *, purpose: str, back: str) -> Response | None:
    """None where this sign-in was made just now for what changes nothing, else the way to one.

    As strong as a change demands. A person with a locked account or a guardian may read.
    """
    settled = services().credentials.enrolled_pieces(person.subject_id)
    session, now = person.session, services().clock.now()
    if session.continues and may_make(purpose, session.event, now, enrolled=settled):
        return None
    return _sign_in_for(person, purpose, back)


def _sign_in_for(person: AccountHolder, purpose: str, back: str) -> Response:
    settled = services().credentials.enrolled_pieces(person.subject_id)
    return redirect_to_sign_in(
        back,
        needed=levels_for_change(settled),
        fresh=True,
        purpose=purpose,
        demanded_of=person.subject_id,
    )


def is_strongly_authenticated(person: AccountHolder) -> bool:
    """Whether this sign-in is as recent and strong as a change demands (A09).

    And of level 2 at least, as a password alone may be a thief's.
    """
    settled, session = services().credentials.enrolled_pieces(person.subject_id), person.session
    return session.continues and is_beyond_doubt(
        session.event, services().clock.now(), enrolled=settled
    )


def evidence_of(person: AccountHolder) -> Pieces:
    """The evidence the person can show now, the face included."""
    account = person.account
    standing = AccountStatus(account.subject_id, account.state, account.level)
    face = services().biometrics.eligibility.pieces(standing)
    return services().credentials.pieces(account.subject_id) | face


def step_up_needed(person: AccountHolder) -> RequiredLevels | None:
    """The level a sign-in must reach to make a report final; None if unreachable or reached."""
    settled = services().credentials.enrolled_pieces(person.subject_id)
    needed = levels_for_change(settled)
    possible = needed.level >= Level.TWO and may_change(evidence_of(person), settled)
    return needed if possible and not is_strongly_authenticated(person) else None


def step_up_if_requested(person: AccountHolder, path: str) -> Response | None:
    """Redirect to the stronger sign-in the person asked for; then back to the loss page."""
    needed = step_up_needed(person) if "more" in request.args else None
    return (
        None
        if needed is None
        else redirect_to_sign_in(path, needed=needed, fresh=True, demanded_of=person.subject_id)
    )


def acts_without_guardian(person: AccountHolder) -> bool:
    """Whether the person uses the account without a guardian's confirmation (D14.2-1)."""
    account = services().accounts.status_of(person.subject_id)
    return account is not None and acts_alone(account, services().clock.now())


def held_from_others(person: AccountHolder, least: int, *, back: str) -> Response | None:
    """Before somebody acts for another: the page for a ward, or a sign-in of this level (1 to 4).

    None where neither is needed. A session whose means was stopped since opens the own account and
    nothing else. `back`: where a form leads whose session was not enough.
    """
    if not acts_without_guardian(person):
        return guardian_needed(person)
    if person.session.continues and (person.actor.level or 0) >= least:
        return None
    back = request.path if request.method == "GET" else back
    return redirect_to_sign_in(back, needed=RequiredLevels(Level(least), Level.NONE))


def held_from_secrets_of_others(person: AccountHolder, least: int, *, page: str) -> Response | None:
    """The same before a secret is chosen, which whoever finds a session open would keep (A09).

    So the sign-in is a recent one to the own account. `page`: the path of the form.
    """
    if not acts_without_guardian(person):
        return guardian_needed(person)
    session, needed = person.session, RequiredLevels(Level(least), Level.NONE)
    now = services().clock.now()
    if session.continues and recently_authenticated(session.event, needed.level, now):
        return None
    back = page if request.method == "GET" else address_telling(page, NOT_TAKEN)
    return redirect_to_sign_in(back, needed=needed, fresh=True)


def guardian_needed(person: AccountHolder) -> Response:
    """The page shown to a child or a ward instead of one that changes something."""
    return show(person, "guardian_needed", GuardianNeededPage(), status=_FORBIDDEN)


def refusal_message(refused: Refused) -> str:
    """The message id for a refusal of a change."""
    return SENTENCES.get(refused.reason, SENTENCES[Reason.NOT_PROVEN])


def address_telling(path: str, problem: str) -> str:
    """The address at which this browser sees the page with this message, for a few minutes."""
    return language_links.address(path, [problem])


def redirect_with_refusal(path: str, refused: Refused) -> Response:
    """Redirect to the page, with the reason of the refusal."""
    return see_other(address_telling(path, refusal_message(refused)))


def show_with_problem(
    person: AccountHolder,
    template: str,
    view: Any,  # noqa: ANN401
    *,
    path: str,
) -> Response:
    """The page at `path`; the page in the other language tells its `view.problem` too."""
    if view.problem is None:
        return show(person, template, view)
    at = address_telling(path, view.problem)
    return show(person, template, view, status=status_refused(), at=at)


def status_refused() -> int:
    """422 for the form that was refused; a page that only tells it again was found."""
    return _WRONG if request.method == "POST" else 200


def refusal_in_query() -> str | None:
    """The message id of why a form was refused, where its answer led this browser to this page."""
    said = language_links.parameters()
    return None if said is None else said[0]


def own_query(name: str) -> str:
    """A parameter of the address, "" where another site, a mail or an application opened it.

    What a page says was done is named in its address, to which anybody can link. Browsers tell
    where a request began (Fetch Metadata, Sec-Fetch-Site); one that does not is believed.
    """
    began = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.args.get(name, "") if began == "same-origin" else ""


def shown_version() -> int:
    """The version of the case that the form was made for; 0 for anything else that was sent."""
    shown = request.form.get("shown", "")
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < _DIGITS else 0


def show(
    person: AccountHolder,
    template: str,
    view: Any,  # noqa: ANN401
    *,
    status: int = 200,
    at: str | None = None,
) -> Response:
    """A page of the own account; `at`: as `render`."""
    return render(
        f"self_service/{template}",
        view,
        lang=person.lang,
        status=status,
        whom=person.subject_id,
        signed_in=SignedIn(display_name(person), f"/me/sessions/{person.session.id}/end"),
        at=at,
    )
