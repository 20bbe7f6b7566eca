"""The second page: a one-time code of the person the first one named."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.visit import Visit
from idp.factors.domain import Proven, is_six_digits
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.crowds import caller, remember
from idp.web.pages.words import N_
from idp.web.signin.card import Asker, asker_of
from idp.web.signin.transaction import (
    Problem,
    Way,
    cancel_path,
    in_transaction,
    language_of,
    on,
    path_of,
    problem_of,
    settle,
    show,
)
from idp.web.signin.ways import ways_of

WRONG: Final = N_(
    "This code is not right. Type the one the application shows now. If every code is "
    "refused, let the phone set its clock by itself."
)


SIX_DIGITS: Final = N_("A one-time code has six digits. This was not counted as a try.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    asker: Asker
    action: str
    cancel: str
    ways: tuple[Way, ...]
    problem: Problem | None


@in_transaction(StepUp)
def ask(visit: Visit) -> Response:
    """GET: the question."""
    return _page(visit) if _asked(visit) else on(visit)


@in_transaction(StepUp)
def answer(visit: Visit) -> Response:
    """POST: six digits; blanks that a person reads them in do not count.

    Where a code leads nowhere, or is no code at all, none is tried, so that no try is counted.
    """
    if visit.subject_id is None or not _asked(visit):
        return on(visit)
    code = "".join(request.form.get("code", "").split())
    if not is_six_digits(code):
        return _page(visit, refused=Refused(Reason.NOT_PROVEN), wrong=SIX_DIGITS)
    found = services().one_time_codes.verify(
        services().authorization.ceremony(visit),
        subject_id=visit.subject_id,
        code=code,
        caller=caller(),
    )
    done = settle(visit, found, once=True)
    if isinstance(done, Refused):
        return _page(visit, refused=done)
    if isinstance(found, Proven):
        remember(done, found.subject_id, found.credential_id)
    return done


def _asked(visit: Visit) -> bool:
    return isinstance(visit.step, StepUp) and EvidenceKind.TOTP in visit.step.taken


def _page(visit: Visit, *, refused: Refused | None = None, wrong: str = WRONG) -> Response:
    ways = ways_of(visit, but=frozenset({EvidenceKind.TOTP}))
    problem = None if refused is None else problem_of(refused, wrong=wrong, other_ways=bool(ways))
    view = Code(
        asker=asker_of(visit, language_of(visit)),
        action=path_of(visit, "/code"),
        cancel=cancel_path(visit),
        ways=ways,
        problem=problem,
    )
    return show(visit, "signin/code", view, problem=problem)
