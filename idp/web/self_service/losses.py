"""Three reasons to report at once, and what became of earlier reports (D32.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.losses.domain import LossCase, LossReason, Lost, ReportedBy, report_from
from idp.web.current import services
from idp.web.pages.rendering import see_other
from idp.web.pages.words import LOSS_REASONS, LOST, N_
from idp.web.self_service.presence import Person, own, show
from idp.web.self_service.words import LOSS_STATES

PATH: Final = "/me/report-loss"
CHOOSE: Final = N_("Choose a reason, and what was lost if something was.")
_WRONG: Final = 422


@dataclass(frozen=True, slots=True)
class Reported:
    """One earlier report; `reason` and `state` are message ids."""

    number: str
    reason: str
    state: str
    reported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """`reasons`, `things`: value -> message id; `chosen`: which of them before.

    `done` is the number of the newest case.
    """

    reasons: dict[LossReason, str]
    things: dict[Lost, str]
    chosen: frozenset[str]
    reported: tuple[Reported, ...]
    problem: str | None
    done: str | None


@own
def ask(person: Person) -> Response:
    """GET: the question, and below it every report so far."""
    return _page(person)


@own
def report(person: Person) -> Response:
    """POST: it stops. No stronger sign-in is asked: what would make one may be what is lost."""
    asked = report_from(request.form.get("reason", ""), request.form.getlist("lost"))
    if asked is None:
        return _page(person, problem=CHOOSE)
    services().losses.report(
        person.subject_id, asked, reported_by=ReportedBy.ACCOUNT, keeps=person.session.id
    )
    return see_other(f"{PATH}?done=1")


def _page(person: Person, *, problem: str | None = None) -> Response:
    cases = services().losses.cases.of(person.subject_id)
    view = Losses(
        reasons=dict(LOSS_REASONS),
        things=dict(LOST),
        chosen=frozenset((request.form.get("reason", ""), *request.form.getlist("lost"))),
        reported=tuple(map(_reported, cases)),
        problem=problem,
        done=cases[0].number if "done" in request.args and cases else None,
    )
    return show(person, "losses", view, status=200 if problem is None else _WRONG)


def _reported(case: LossCase) -> Reported:
    reason, state = LOSS_REASONS[case.reason], LOSS_STATES[case.state]
    return Reported(case.number, reason, state, case.reported_at)
