"""The erasure of the account: asked for, withdrawn while it waits, or why it cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.factors.domain import Binding
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other
from idp.web.self_service.guards import (
    ACTS,
    ERASURE,
    AccountHolder,
    login_required,
    own_query,
    redirect_with_refusal,
    refusal_in_query,
    require_recent_authentication,
    show,
)

PATH: Final = ERASURE
ASK: Final = f"{PATH}/ask"
WHY_NOT: Final[Mapping[Reason, str]] = {
    Reason.PERMANENT_RECORD: N_(
        "This is an identification account of the State. Identity data and what is integrated into "
        "the account are kept permanently by law (Decree on electronic identification and "
        "authentication, Article 17, clause 1), so nobody can erase them, not even at your request."
    ),
    Reason.ON_RECORD: N_(
        "You are, or were, an officer here. Decisions are kept with who made them, so this account "
        "is not erased."
    ),
}
HELD: Final[Mapping[Reason, str]] = {
    Reason.ACCOUNT_LOCKED: N_(
        "Your account is locked: it is not erased before it is unlocked, whatever day is told here."
    ),
    Reason.CASE_OPEN: N_("A case about you is still open: it is not erased before that is closed."),
}
DONE: Final = {
    "asked": N_("Done: the erasure is asked for. Nothing is erased yet."),
    "withdrawn": N_("Done: your account will not be erased. Everything stays as it is."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePage:
    """`why_not`: a message id where the account is never erased.

    `due_at` and `shown` (its id) are of the erasure that waits. `held`: a message id, why it waits
    longer than that.
    """

    why_not: str | None
    due_at: datetime | None
    shown: str
    held: str | None
    done: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class AskErasurePage:
    """The page has the same text for everybody."""


@login_required
def look(person: AccountHolder) -> Response:
    """GET /me/data/erasure: what waits, what would happen, or why it cannot be."""
    erasures, whose = services().erasures, person.subject_id
    reason, waiting = erasures.refusal(whose), erasures.waiting(whose)
    held = erasures.held_by(whose)
    view = ErasurePage(
        why_not=None if reason is None else WHY_NOT[reason],
        due_at=None if waiting is None else waiting.due_at,
        shown="" if waiting is None else waiting.id,
        held=None if waiting is None or held is None else HELD[held],
        done=DONE.get(own_query("done")),
        problem=refusal_in_query(),
    )
    return show(person, "erasure", view)


@login_required
def ask(person: AccountHolder) -> Response:
    """GET: the last question, after a sign-in for this alone."""
    made = _signed_in_for_it(person)
    return show(person, "ask_erasure", AskErasurePage()) if isinstance(made, Binding) else made


@login_required
def begin(person: AccountHolder) -> Response:
    """POST: the erasure is asked for; it is carried out when the time to withdraw is over."""
    made = _signed_in_for_it(person)
    if not isinstance(made, Binding):
        return made
    by = person.session.basis
    asked = services().erasures.ask(person.subject_id, by=by, actor=person.actor)
    if isinstance(asked, Refused):
        return redirect_with_refusal(PATH, asked)
    return see_other(f"{PATH}?done=asked")


@login_required
def withdraw(person: AccountHolder) -> Response:
    """POST: the erasure that the page showed is withdrawn; any sign-in may do that."""
    shown = request.form.get("shown", "")
    refused = services().erasures.withdraw(person.subject_id, shown, actor=person.actor)
    if refused is not None:
        return redirect_with_refusal(PATH, refused)
    return see_other(f"{PATH}?done=withdrawn")


def _signed_in_for_it(person: AccountHolder) -> Binding | Response:
    if services().erasures.refusal(person.subject_id) is not None:
        return see_other(PATH)
    if services().erasures.waiting(person.subject_id) is not None:
        return see_other(PATH)
    return require_recent_authentication(person, purpose=ACTS[ASK], back=ASK)
