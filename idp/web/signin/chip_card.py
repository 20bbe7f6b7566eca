"""The identity card: a link to the application that reads it, and a field for what it brings back.

The application returns to this page with the card's answer in the fragment of the address; a small
script puts it into the form. Without the script the answer is pasted.
"""

from dataclasses import dataclass

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.visit import Visit
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.app_links import card_link
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

_PAGE = "/card"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipCard:
    """`application`: where the card is read. `answer` comes again when nobody could check it."""

    asker: Asker
    action: str
    application: str | None
    answer: str
    cancel: str
    ways: tuple[Way, ...]
    problem: Problem | None


@in_transaction(StepUp)
def ask(visit: Visit) -> Response:
    """GET: the question, with a fresh challenge for this browser."""
    subject_id = _whose(visit)
    return on(visit) if subject_id is None else _page(visit, subject_id)


@in_transaction(StepUp)
def answer(visit: Visit) -> Response:
    """POST: what the application brought back."""
    subject_id = _whose(visit)
    if subject_id is None:
        return on(visit)
    found = services().chip_cards.verify(
        services().authorization.ceremony(visit),
        subject_id=subject_id,
        answer=request.form.get("answer", ""),
    )
    done = settle(visit, found, once=True)
    return _page(visit, subject_id, refused=done) if isinstance(done, Refused) else done


def _whose(visit: Visit) -> Id | None:
    """The person whose card is asked for; None where a card leads nowhere."""
    leads_on = isinstance(visit.step, StepUp) and EvidenceKind.CHIP_CARD in visit.step.by
    return visit.subject_id if leads_on else None


def _page(visit: Visit, subject_id: Id, *, refused: Refused | None = None) -> Response:
    ways = ways_of(visit, but=frozenset({EvidenceKind.CHIP_CARD}))
    problem = None if refused is None else problem_of(refused, other_ways=bool(ways))
    handle = services().chip_cards.begin(
        services().authorization.ceremony(visit),
        subject_id=subject_id,
        return_to=path_of(visit, _PAGE),
    )
    still_good = refused is not None and refused.reason is Reason.SERVICE_UNAVAILABLE
    view = ChipCard(
        asker=asker_of(visit, language_of(visit)),
        action=path_of(visit, _PAGE),
        application=card_link(handle),
        answer=request.form.get("answer", "") if still_good else "",
        cancel=cancel_path(visit),
        ways=ways,
        problem=problem,
    )
    return show(visit, "signin/chip_card", view, problem=problem)
