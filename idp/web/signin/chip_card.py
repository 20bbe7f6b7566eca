"""The identity card: read by the application, whose answer arrives in the browser that began."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.chip_card.requests import Arrival
from idp.factors.chip_card.service import PresentedCard
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.app_links import card_link
from idp.web.pages.devices import is_handheld
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page, see_other
from idp.web.signin.alternatives import alternatives_of
from idp.web.signin.app_request import shown_of
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    ASTRAY,
    GONE,
    Alternative,
    Problem,
    address_telling,
    cancel_path,
    in_transaction,
    interaction_of,
    language_of,
    path_of,
    problem_of,
    refused_before,
    settle,
    show,
    to_dispatcher,
)

_CARD: Final = frozenset({EvidenceKind.CHIP_CARD})
_PAGE: Final = "/card"
_RETURN: Final = "/card/return"
_LONGEST: Final = 128

WRONG: Final = N_(
    "The card could not be confirmed. Read it again from this page, or choose another way."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipCardPage:
    """`application`: where the card is read; None where no application is known.

    `answer`: names what the card answered when the register could not be asked, to try again.
    """

    requester: Requester
    action: str
    application: str | None
    on_a_phone: bool
    answer: str | None
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


@in_transaction(StepUp)
def ask(interaction: Interaction) -> Response:
    """GET: the question, with a fresh challenge for this browser."""
    subject_id = _whose(interaction)
    if subject_id is None:
        return to_dispatcher(interaction)
    kept = request.args.get("answer", "")[:_LONGEST] or None
    return _page(interaction, subject_id, refused=refused_before(), kept=kept)


def come_back(transaction_id: UUID) -> Response:
    """GET `answer`: what the application opens in the browser of the same telephone.

    Arriving uses the answer up, whether this browser may go on with it or not. HEAD does not
    (RFC 9110 section 9.2.1).
    """
    if request.method == "HEAD":
        return Response(mimetype="text/html")
    arrival = services().chip_cards.arrive(request.args.get("answer", "")[:_LONGEST])
    interaction = interaction_of(transaction_id)
    if isinstance(interaction, Refused):
        if arrival is None:
            return error_page(404, GONE)
        services().chip_cards.end_stray(arrival)
        return error_page(403, ASTRAY)
    subject_id = _whose(interaction)
    if subject_id is None:
        return to_dispatcher(interaction)
    return (
        see_other(path_of(interaction, _PAGE)) if arrival is None else _judge(interaction, arrival)
    )


@in_transaction(StepUp)
def answer(interaction: Interaction) -> Response:
    """POST `answer`: try again with what arrived while the register could not be asked."""
    subject_id = _whose(interaction)
    if subject_id is None:
        return to_dispatcher(interaction)
    arrival = services().chip_cards.kept(
        request.form.get("answer", "")[:_LONGEST],
        audience=services().authorization.ceremony(interaction).audience,
    )
    if arrival is None:
        return _page(interaction, subject_id, refused=Refused(Reason.EXPIRED))
    return _judge(interaction, arrival)


def _judge(interaction: Interaction, arrival: Arrival) -> Response:
    ceremony, subject_id = services().authorization.ceremony(interaction), _whose(interaction)
    if subject_id is None:
        return to_dispatcher(interaction)
    found = services().chip_cards.verify(
        ceremony, PresentedCard(subject_id=subject_id, arrival=arrival)
    )
    done = settle(interaction, found, once=True)
    if not isinstance(done, Refused):
        return done
    kept = None
    if done.reason is Reason.SERVICE_UNAVAILABLE:
        kept = services().chip_cards.keep(arrival, audience=ceremony.audience)
    return _page(interaction, subject_id, refused=done, kept=kept)


def _whose(interaction: Interaction) -> Id | None:
    """The person whose card is asked for; None where a card leads nowhere."""
    leads_on = (
        isinstance(interaction.step, StepUp) and EvidenceKind.CHIP_CARD in interaction.step.taken
    )
    return interaction.subject_id if leads_on else None


def _page(
    interaction: Interaction,
    subject_id: Id,
    *,
    refused: Refused | None = None,
    kept: str | None = None,
) -> Response:
    ways = alternatives_of(interaction, but=_CARD)
    problem = None if refused is None else problem_of(refused, wrong=WRONG, other_ways=bool(ways))
    handle = services().chip_cards.begin(
        services().authorization.ceremony(interaction),
        subject_id=subject_id,
        return_to=path_of(interaction, _RETURN),
        shown=shown_of(interaction, _CARD),
    )
    view = ChipCardPage(
        requester=requester_of(interaction, language_of(interaction)),
        action=path_of(interaction, _PAGE),
        application=card_link(handle),
        on_a_phone=is_handheld(request.headers.get("User-Agent", "")),
        answer=kept,
        cancel=cancel_path(interaction),
        alternatives=ways,
        problem=problem,
    )
    at = path_of(interaction, _PAGE)
    if problem is not None:
        at = f"{address_telling(at, problem)}&{urlencode({'answer': kept or ''})}"
    return show(interaction, "signin/chip_card", view, problem=problem, at=at)
