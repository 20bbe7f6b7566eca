"""The ways in of a child or ward, on the pages of who acts for its person (D14.2-1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from idp.factors.domain import CredentialKind
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.representation.domain import JointAgreement
from idp.wards.access import WardAccess
from idp.wards.acting import LEAST_LEVEL
from idp.web.current import services
from idp.web.pages.labels import N_, REPRESENTATIONS
from idp.web.pages.rendering import error_page, see_other
from idp.web.self_service.guards import (
    AccountHolder,
    address_telling,
    held_from_others,
    held_from_secrets_of_others,
    login_required,
    own_query,
    refusal_in_query,
    refusal_message,
    show,
    show_with_problem,
)
from idp.web.self_service.losses import credential_name
from idp.web.self_service.wards import MEANS as PATH
from idp.web.self_service.wards import NO_ACCOUNT, TWO_PASSWORDS
from idp.web.self_service.wards import PATH as WARDS

DONE: Final = {
    "password": N_(
        "Done: the new password holds from now on. Tell it to this person, and to nobody else."
    ),
    "agreed": N_(
        "Done: your agreement is recorded. The others got a message; the last one who agrees "
        "chooses the new password."
    ),
    "taken-back": N_("Done: you agree no more. The password stays as it is."),
    "stopped": N_("Done: this no longer signs this person in, and every session has ended."),
    "ended": N_("Done: this person is signed out everywhere."),
}
_NOT_DONE: Final[dict[Reason, str]] = {
    Reason.NO_GUARDIANSHIP: N_(
        "Nothing was changed: by the records you do not act for this person now, or this person "
        "acts alone."
    ),
    Reason.ACCOUNT_LOCKED: N_(
        "The account of this person is locked, so nothing in it can be changed now."
    ),
    Reason.ACCOUNT_NOT_ACTIVATED: N_("The account of this person is not active yet."),
}
_CHANGED: Final = N_(
    "What this page says has changed since you opened it, so nothing was done. This is how it is "
    "now."
)
_NOTHING_OPEN: Final = N_("This person is signed in nowhere, so there was nothing to end.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WardMeans:
    """One way in of the ward. `name`: its kind and label; `final`: stopped for good."""

    id: str
    name: str
    enrolled_at: datetime
    last_used_at: datetime | None
    stopped_at: datetime | None
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WardAccessPage:
    """`kind`: a message id, as what the person acts; `joint`: None for who acts alone.

    `password`: passwords are not switched off. `opens`: a password of the ward works.
    """

    name: str
    username: str
    kind: str
    held: tuple[WardMeans, ...]
    sessions: int
    action: str
    shown: str
    joint: JointAgreement | None
    password: bool
    opens: bool
    done: str | None
    problem: str | None


@login_required
def one(person: AccountHolder, ward_id: UUID) -> Response:
    """GET: the ways in of somebody the person acts for, and what can be done.

    What was done is told without another sign-in.
    """
    held_back = _at_level_2(person) if request.args else _just_signed_in(person, str(ward_id))
    return held_back or _page(person, str(ward_id), refusal_in_query())


@login_required
def set_password(person: AccountHolder, ward_id: UUID) -> Response:
    """POST: choose a new password for the ward, as the page showed it."""
    held_back = _just_signed_in(person, str(ward_id))
    if held_back is not None:
        return held_back
    password = request.form.get("password", "")
    if request.form.get("password_again", "") != password:
        return _page(person, str(ward_id), TWO_PASSWORDS, wrong=True)
    verb, shown = services().ward_accesses.set_password, request.form.get("shown", "")
    done = verb(str(ward_id), password, shown=shown, actor=person.actor)
    return _answer(person, str(ward_id), done, "password")


@login_required
def agree(person: AccountHolder, ward_id: UUID) -> Response:
    """POST: agree with the others to a new password, as the page showed it; or agree no more."""
    agreed = request.form.get("decision") == "agree"
    held_back = _just_signed_in(person, str(ward_id)) if agreed else _at_level_2(person)
    if held_back is not None:
        return held_back
    by = services().ward_accesses
    verb, shown = by.agree if agreed else by.take_back, request.form.get("shown", "")
    done = verb(str(ward_id), shown=shown, actor=person.actor)
    return _answer(person, str(ward_id), done, "agreed" if agreed else "taken-back")


@login_required
def stop(person: AccountHolder, ward_id: UUID, credential_id: UUID) -> Response:
    """POST: stop one way in of the ward for good, as the page showed it."""
    held_back = _at_level_2(person)
    if held_back is not None:
        return held_back
    verb, shown = services().ward_accesses.stop, request.form.get("shown", "")
    done = verb(str(ward_id), str(credential_id), shown=shown, actor=person.actor)
    return _answer(person, str(ward_id), done, "stopped")


@login_required
def end_sessions(person: AccountHolder, ward_id: UUID) -> Response:
    """POST: sign the ward out everywhere."""
    held_back = _at_level_2(person)
    if held_back is not None:
        return held_back
    verb, shown = services().ward_accesses.end_sessions, request.form.get("shown", "")
    done = verb(str(ward_id), shown=shown, actor=person.actor)
    if isinstance(done, Refused) and done.reason is Reason.STATE_ALREADY_HOLDS:
        return see_other(address_telling(f"{PATH}/{ward_id}", _NOTHING_OPEN))
    return _answer(person, str(ward_id), done, "ended")


def _answer(
    person: AccountHolder, ward_id: Id, done: WardAccess | Refused | None, what: str
) -> Response:
    """The page again: what was done, or why not."""
    if not isinstance(done, Refused):
        return see_other(f"{PATH}/{ward_id}?done={what}")
    if done.reason in {Reason.PAGE_CHANGED, Reason.AGREEMENT_MISSING, Reason.STATE_ALREADY_HOLDS}:
        return see_other(address_telling(f"{PATH}/{ward_id}", _CHANGED))
    return _page(person, ward_id, refusal_message(done), wrong=True)


def _at_level_2(person: AccountHolder) -> Response | None:
    return held_from_others(person, LEAST_LEVEL, back=WARDS)


def _just_signed_in(person: AccountHolder, ward_id: Id) -> Response | None:
    return held_from_secrets_of_others(person, LEAST_LEVEL, page=f"{PATH}/{ward_id}")


def _page(
    person: AccountHolder, ward_id: Id, problem: str | None, *, wrong: bool = False
) -> Response:
    found = services().ward_accesses.find(ward_id, person.subject_id)
    if isinstance(found, Refused):
        if found.reason is Reason.NOT_FOUND:
            return error_page(404, NO_ACCOUNT)
        return see_other(address_telling(WARDS, _NOT_DONE[found.reason]))
    passwords = services().credentials.allowed(CredentialKind.PASSWORD)
    view = WardAccessPage(
        name=found.name,
        username=found.username,
        kind=REPRESENTATIONS[found.acts_as],
        held=tuple(
            WardMeans(
                id=each.id,
                name=credential_name(each, person.lang),
                enrolled_at=each.enrolled_at,
                last_used_at=each.last_used_at,
                stopped_at=each.disabled_at,
                final=each.disabled_at is not None and not each.resumable,
            )
            for each in found.held
        ),
        sessions=found.sessions,
        action=f"{PATH}/{ward_id}",
        shown=found.version,
        joint=found.joint,
        password=passwords,
        opens=any(
            each.kind is CredentialKind.PASSWORD and each.disabled_at is None for each in found.held
        ),
        done=None if problem else DONE.get(own_query("done")),
        problem=problem,
    )
    if wrong and problem is not None:
        return show_with_problem(person, "ward_access", view, path=view.action)
    return show(person, "ward_access", view)
