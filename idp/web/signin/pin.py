"""The PIN of the person whom another factor has named."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.visit import Visit
from idp.factors.domain import Proven
from idp.kernel.refusals import Refused
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

WRONG: Final = N_("This PIN is not right. It is the one you chose in your account.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
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
    """POST: the digits. Where a PIN leads nowhere none is tried, so that no try is counted."""
    if visit.subject_id is None or not _asked(visit):
        return on(visit)
    found = services().pins.verify(
        services().authorization.ceremony(visit),
        subject_id=visit.subject_id,
        pin=request.form.get("pin", "").replace(" ", ""),
        caller=caller(),
    )
    done = settle(visit, found)
    if isinstance(done, Refused):
        return _page(visit, refused=done)
    if isinstance(found, Proven):
        remember(done, found.subject_id, found.credential_id)
    return done


def _asked(visit: Visit) -> bool:
    return isinstance(visit.step, StepUp) and EvidenceKind.PIN in visit.step.taken


def _page(visit: Visit, *, refused: Refused | None = None) -> Response:
    ways = ways_of(visit, but=frozenset({EvidenceKind.PIN}))
    problem = None if refused is None else problem_of(refused, wrong=WRONG, other_ways=bool(ways))
    view = Pin(
        asker=asker_of(visit, language_of(visit)),
        action=path_of(visit, "/pin"),
        cancel=cancel_path(visit),
        ways=ways,
        problem=problem,
    )
    return show(visit, "signin/pin", view, problem=problem)
