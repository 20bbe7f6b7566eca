"""The identity card: read by the application, whose answer arrives in this browser."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from idp.authorization.interaction import Interaction
from idp.factors.chip_card.service import ChipCards, PresentedCard
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.app_links import card_link
from idp.web.pages.device_names import is_handheld
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page, see_other
from idp.web.signin.alternatives import alternatives_of, any_instead
from idp.web.signin.app_request import shown_of
from idp.web.signin.factor_page import FactorPage, judge, person_of
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    ASTRAY,
    GONE,
    Alternative,
    Problem,
    address_telling,
    cancel_path,
    interaction_of,
    language_of,
    path_of,
    problem_of,
    show,
    to_dispatcher,
    verification_context,
)

_PAGE: Final = "/card"
_RETURN: Final = "/card/return"
_LONGEST: Final = 128

WRONG: Final = N_(
    "The card could not be confirmed. Read it again from this page, or choose another way."
)
WRONG_ALONE: Final = N_("The card could not be confirmed. Read it again from this page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipCardPage:
    """`application`: the link to read the card; None where no application is configured.

    `answer`: the handle of an answer kept while the register was unavailable, to try again.
    """

    requester: Requester
    action: str
    application: str | None
    on_a_phone: bool
    answer: str | None
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


class ChipCardFactorPage(FactorPage[PresentedCard]):
    """The card's answer arrives at `come_back`; the form submits the same answer again."""

    kinds = ChipCards.kinds

    def factor(self) -> ChipCards:
        return services().chip_cards

    def presented(self, interaction: Interaction) -> PresentedCard | Refused:
        """The answer that was kept while the register was unavailable."""
        arrival = services().chip_cards.kept(
            request.form.get("answer", "")[:_LONGEST],
            audience=verification_context(interaction).audience,
        )
        if arrival is None:
            return Refused(Reason.EXPIRED)
        return PresentedCard(subject_id=person_of(interaction), arrival=arrival)

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        """The question, with a fresh challenge for this browser."""
        kept = request.args.get("answer", "")[:_LONGEST] or None
        return _page(interaction, refused=refused, kept=kept)

    def refuse(
        self, interaction: Interaction, presented: PresentedCard, refused: Refused
    ) -> Response:
        """Where the register could not be asked, the answer is kept for this browser."""
        kept = None
        if refused.reason is Reason.SERVICE_UNAVAILABLE:
            audience = verification_context(interaction).audience
            kept = services().chip_cards.keep(presented.arrival, audience=audience)
        return _page(interaction, refused=refused, kept=kept)


PAGE: Final = ChipCardFactorPage()


def come_back(transaction_id: UUID) -> Response:
    """GET `answer`: opened by the application in the browser of the same telephone.

    The request uses the answer up, whether this browser began or not.
    """
    arrival = services().chip_cards.arrive(request.args.get("answer", "")[:_LONGEST])
    interaction = interaction_of(transaction_id)
    if isinstance(interaction, Refused):
        if arrival is None:
            return error_page(404, GONE)
        services().chip_cards.end_stray(arrival)
        return error_page(403, ASTRAY)
    if not PAGE.asked(interaction):
        return to_dispatcher(interaction)
    if arrival is None:
        return see_other(path_of(interaction, _PAGE))
    presented = PresentedCard(subject_id=person_of(interaction), arrival=arrival)
    return judge(PAGE, interaction, presented)


def _page(interaction: Interaction, *, refused: Refused | None, kept: str | None) -> Response:
    ways = alternatives_of(interaction, but=PAGE.kinds)
    others = any_instead(ways)
    wrong = WRONG if others else WRONG_ALONE
    problem = None if refused is None else problem_of(refused, wrong=wrong, other_ways=others)
    lang = language_of(interaction)
    requester = requester_of(interaction, lang, asks=PAGE.kinds)
    handle = services().chip_cards.begin(
        verification_context(interaction),
        subject_id=person_of(interaction),
        return_to=path_of(interaction, _RETURN),
        shown=shown_of(interaction, PAGE.kinds, requester, lang),
    )
    view = ChipCardPage(
        requester=requester,
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
    return show(interaction, "signin/chip_card", view, lang=lang, problem=problem, at=at)
