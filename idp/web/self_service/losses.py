"""The three reasons for a report, and the earlier reports (D32.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.factors.credential_types import usable_pieces
from idp.factors.domain import Credential
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import (
    STOPS,
    LossCase,
    LossReason,
    LostItem,
    ReportedBy,
    report_from,
)
from idp.web.current import services
from idp.web.pages.labels import CREDENTIALS, LOSS_REASONS, LOST, N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import see_other, words
from idp.web.self_service.account_labels import LOSS_STATES
from idp.web.self_service.guards import (
    LOSSES,
    AccountHolder,
    acts_without_guardian,
    evidence_of,
    guardian_needed,
    is_strongly_authenticated,
    login_required,
    own_query,
    redirect_to_sign_in,
    refusal_in_query,
    refusal_message,
    show_with_problem,
    step_up_if_requested,
    step_up_needed,
)

PATH: Final = LOSSES
CHOOSE: Final = N_("Choose a reason, and what was lost if something was.")
BY_A_LINK: Final = N_("Reported or undone through a link that was sent to you")
UNDONE: Final = N_("A change was undone through the link of a letter")
STOPPED_ONE: Final = N_("One way to sign in was stopped in your account")
TAKE_BACK: Final = N_("You can take that back under Report a loss or misuse.")
NOTHING_TO_TAKE_BACK: Final = N_("This report cannot be taken back, or was already.")
NOT_BY_YOURSELF: Final = N_(
    "With what you can sign in with now, you cannot take this report back yourself. Call the "
    "help line: it tells you what can be done."
)
GUARDED: Final = N_(
    "A parent, guardian or representative has to confirm it before this report is taken back."
)
LOCKED_NOW: Final = N_("Your account is locked: no report is taken back before it is unlocked.")
SIGN_IN_WITH_MORE: Final = N_(
    "The way you signed in does not allow it: the password or PIN alone is not enough, and "
    "neither is what was added later. Sign out, then sign in with an older application, passkey, "
    "card or recovery code as well."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLoss:
    """One earlier report; `reason` and `state` are message ids.

    `can_be_taken_back`: it can be retracted. `why_not`: the message id of the reason why not by
    this person here, None where a sign-in can: this one where it is `enough`, else a new one with
    one of `ways`, the names of credentials.
    """

    number: str
    reason: str
    state: str
    reported_at: datetime
    taken_back_at: datetime | None
    can_be_taken_back: bool
    why_not: str | None
    enough: bool
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LossesPage:
    """`reasons`, `things`: value -> message id; `chosen`: which of them before.

    `opens`: something is left with which a sign-in can begin. `stops`: the names of the credentials
    that each thing would stop. `final`: this sign-in is so
    strong that a report cannot be retracted. `done`: the number of the newest case, just made;
    `then`: the message id of whether the person can retract it. `more`: a stronger sign-in would
    make it final. `taken_back`: it was just retracted.
    """

    reasons: dict[LossReason, str]
    things: dict[LostItem, str]
    chosen: frozenset[str]
    reported: tuple[ReportedLoss, ...]
    problem: str | None
    done: str | None
    then: str | None
    opens: bool
    stops: dict[LostItem, tuple[str, ...]]
    final: bool
    more: bool
    taken_back: bool


@login_required
def ask(person: AccountHolder) -> Response:
    """GET: the question, and below it every report so far."""
    return step_up_if_requested(person, PATH) or _page(person, problem=refusal_in_query())


@login_required
def report(person: AccountHolder) -> Response:
    """POST: report. No step-up: the credential it needs may be the lost one."""
    asked = report_from(request.form.get("reason", ""), request.form.getlist("lost"))
    if asked is None:
        return _page(person, problem=CHOOSE)
    services().losses.report(
        person.subject_id,
        asked,
        reported_by=ReportedBy.ACCOUNT,
        keeps=person.session.id,
        final=is_strongly_authenticated(person),
        actor=person.actor,
    )
    return see_other(f"{PATH}?done=1")


@login_required
def take_back(person: AccountHolder, number: str) -> Response:
    """POST: retract a report on weak proof, after a new and stronger sign-in."""
    if not acts_without_guardian(person):
        return guardian_needed(person)
    losses = services().losses
    taken = losses.retraction.by_owner(person.session, number)
    match taken:
        case Refused(reason=Reason.FRESH_SIGN_IN_REQUIRED | Reason.OLDER_MEANS_NEEDED):
            return _another_sign_in(person, number)
        case Refused(reason=Reason.ACCOUNT_LOCKED):
            return _page(person, problem=refusal_message(taken))
        case Refused():
            return _page(person, problem=NOTHING_TO_TAKE_BACK)
        case _:
            return see_other(f"{PATH}?taken-back=1")


def _another_sign_in(person: AccountHolder, number: str) -> Response:
    """Redirect to a sign-in that can retract; a message where none could."""
    losses, event = services().losses, person.session.event
    case = losses.cases.by_number(number)
    if case is None or case.subject_id != person.subject_id:
        return _page(person, problem=NOTHING_TO_TAKE_BACK)
    by = losses.retraction.accepted_kinds(case)
    if not by:
        return _page(person, problem=NOT_BY_YOURSELF)
    if by & set(event.kinds) and event.authenticated_at > case.reported_at:
        return _page(person, problem=SIGN_IN_WITH_MORE)
    return redirect_to_sign_in(PATH, fresh=True, one_of=by)


def _page(person: AccountHolder, *, problem: str | None = None) -> Response:
    cases = services().losses.cases.for_subject(person.subject_id)
    done = bool(own_query("done") and cases)
    view = LossesPage(
        reasons=dict(LOSS_REASONS),
        things=dict(LOST),
        chosen=frozenset((request.form.get("reason", ""), *request.form.getlist("lost"))),
        reported=tuple(_reported(case, person) for case in cases),
        problem=problem,
        done=cases[0].number if done else None,
        then=whether_retractable(cases[0], person) if done else None,
        opens=bool(usable_pieces(evidence_of(person))),
        stops=_stops(person),
        final=is_strongly_authenticated(person),
        more=step_up_needed(person) is not None,
        taken_back=own_query("taken-back") != ""
        and any(case.taken_back_at is not None for case in cases),
    )
    return show_with_problem(person, "losses", view, path=PATH)


def _reported(case: LossCase, person: AccountHolder) -> ReportedLoss:
    retraction = services().losses.retraction
    return ReportedLoss(
        number=case.number,
        reason=_reason(case),
        state=LOSS_STATES[case.state],
        reported_at=case.reported_at,
        taken_back_at=case.taken_back_at,
        can_be_taken_back=case.can_be_retracted,
        why_not=refusal_reason(case, person) if case.can_be_retracted else None,
        enough=retraction.shows_enough(person.session, case),
        ways=tuple(
            credential_name(each, person.lang) for each in retraction.accepted_credentials(case)
        ),
    )


def _reason(case: LossCase) -> str:
    if case.stopped_one:
        return STOPPED_ONE
    if case.undid_a_change:
        return UNDONE
    return BY_A_LINK if case.gives_no_reason else LOSS_REASONS[case.reason]


def refusal_reason(case: LossCase, person: AccountHolder) -> str | None:
    """The message id of why no sign-in of this person can retract it; None where one can."""
    barred = retraction_barred(person)
    if barred is not None:
        return barred
    retraction = services().losses.retraction
    shown = retraction.shows_enough(person.session, case)
    possible = shown or retraction.accepted_credentials(case)
    return None if possible else NOT_BY_YOURSELF


def whether_retractable(case: LossCase, person: AccountHolder) -> str | None:
    """The message id of whether this person can retract the report; None where it is final."""
    return refusal_reason(case, person) or TAKE_BACK if case.can_be_retracted else None


def retraction_barred(person: AccountHolder) -> str | None:
    """The message id of why this person retracts no report at all at present, or None."""
    if not acts_without_guardian(person):
        return GUARDED
    locked = services().credentials.change_refusal(person.subject_id) is not None
    return LOCKED_NOW if locked else None


def credential_name(credential: Credential, lang: Lang) -> str:
    """The kind and the label of a credential in this language."""
    return " ".join(filter(None, (words(lang, CREDENTIALS[credential.kind]), credential.label)))


def _stops(person: AccountHolder) -> dict[LostItem, tuple[str, ...]]:
    """For each thing the labels of the person's credentials that it would stop."""
    held = services().credentials.held(person.subject_id)
    standing = [each for each in held if each.disabled_at is None]
    return {
        thing: tuple(
            credential_name(each, person.lang) for each in standing if each.kind in STOPS[thing]
        )
        for thing in LostItem
    }
