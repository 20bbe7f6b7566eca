"""The identity card: read by the application, whose answer arrives in this browser."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, jsonify, request
from markupsafe import Markup

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.app_keys.request import Offer, Stage
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.factors.chip_card.service import ChipCards, PresentedCard
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services, settings
from idp.web.pages.app_links import card_link
from idp.web.pages.device_names import is_handheld
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page, see_other
from idp.web.signin.alternatives import alternatives_of, any_instead
from idp.web.signin.another_screen import (
    BesideThisScreen,
    beside_this_screen,
    own_page_on_a_phone,
)
from idp.web.signin.app_request import shown_of
from idp.web.signin.factor_page import FactorPage, judge, leads_on, person_of
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
    show,
    to_dispatcher,
    verification_context,
)

OTHER_DEVICE: Final = frozenset({EvidenceKind.CHIP_CARD_CROSS_DEVICE})
SAME_DEVICE: Final = ChipCards.kinds - OTHER_DEVICE
_PAGE: Final = "/card"
_RETURN: Final = "/card/return"
_LONGEST: Final = 128

WRONG: Final = N_(
    "The card could not be confirmed. Read it again from this page, or choose another way."
)
WRONG_ALONE: Final = N_("The card could not be confirmed. Read it again from this page.")
_NOT_YET: Final = N_("The phone has not read the card yet.")
_OVER: Final = N_("That request is over: it took too long or was refused. Here is a new one.")
_DENIED: Final = N_("The request was refused on the phone. Here is a new one.")
_WRONG: Final = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipCardPage:
    """`here`: the link to read the card on this phone; None where no application is configured.

    `beside`: None also where this level is out of reach from another screen; then `own_page` is the
    page of the own account as a picture for the phone. `answer`: the handle of an answer kept while
    the register was unavailable, to try again.
    """

    requester: Requester
    action: str
    state: str
    here: str | None
    beside: BesideThisScreen | None
    own_page: Markup | None
    on_a_phone: bool
    answer: str | None
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


class ChipCardFactorPage(FactorPage[PresentedCard]):
    """The card's answer arrives at `come_back`; the form submits the same answer again.

    Beside a telephone that reads the card for this screen, the form goes on.
    """

    kinds = ChipCards.kinds

    def asked(self, interaction: Interaction) -> bool:
        return leads_on(interaction, OTHER_DEVICE if _beside_a_phone() else self.kinds)

    def factor(self) -> ChipCards:
        return services().chip_cards

    def presented(self, interaction: Interaction) -> PresentedCard | Refused:
        """What a telephone has read, or the answer kept while the register was unavailable."""
        if _beside_a_phone():
            return PresentedCard(subject_id=person_of(interaction), arrival=None)
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
        """Where the register could not be asked, the answer is kept for this browser.

        Beside a telephone NOT_PROVEN is shown while the request is open, EXPIRED once it is over,
        DECLINED where it was refused there.
        """
        if presented.arrival is None:
            return _page(interaction, refused=_or_over(interaction, refused), kept=None)
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
    if not leads_on(interaction, SAME_DEVICE):
        return to_dispatcher(interaction)
    if arrival is None:
        return see_other(path_of(interaction, _PAGE))
    presented = PresentedCard(subject_id=person_of(interaction), arrival=arrival)
    return judge(PAGE, interaction, presented)


@in_transaction(StepUp, script=True)
def state(interaction: Interaction) -> Response:
    """GET by the script: the stage of the request beside this screen."""
    stage = services().chip_cards.hand_overs.stage(verification_context(interaction))
    response = jsonify({"stage": stage.value})
    response.headers["Cache-Control"] = "no-store"
    return response


def _beside_a_phone() -> bool:
    """Whether this is the form of the screen beside the telephone."""
    return request.method == "POST" and request.form.get("way") == DeviceContext.OTHER_DEVICE.value


def _or_over(interaction: Interaction, refused: Refused) -> Refused:
    """Why the request is over, where it is; else the refusal."""
    if refused.reason is not Reason.NOT_PROVEN:
        return refused
    stage = services().chip_cards.hand_overs.stage(verification_context(interaction))
    if stage is Stage.DENIED:
        return Refused(Reason.DECLINED)
    return Refused(Reason.EXPIRED) if stage is Stage.OVER else refused


def _problem(refused: Refused, *, other_ways: bool) -> Problem:
    if refused.reason is Reason.DECLINED:
        return Problem(_DENIED, _WRONG, other_ways=other_ways, reason=refused.reason)
    if refused.reason is Reason.EXPIRED and _beside_a_phone():
        return Problem(_OVER, _WRONG, other_ways=other_ways, reason=refused.reason)
    wrong = WRONG if other_ways else WRONG_ALONE
    return problem_of(
        refused, wrong=_NOT_YET if _beside_a_phone() else wrong, other_ways=other_ways
    )


def _page(interaction: Interaction, *, refused: Refused | None, kept: str | None) -> Response:
    ways = alternatives_of(interaction, but=PAGE.kinds)
    problem = None if refused is None else _problem(refused, other_ways=any_instead(ways))
    lang = language_of(interaction)
    requester = requester_of(interaction, lang, asks=PAGE.kinds)
    beside = _beside(interaction, requester, lang)
    handheld = is_handheld(request.headers.get("User-Agent", ""))
    view = ChipCardPage(
        requester=requester,
        action=path_of(interaction, _PAGE),
        state=path_of(interaction, "/card/state"),
        here=_here(interaction, requester, lang),
        beside=beside,
        own_page=None if beside or handheld else own_page_on_a_phone(interaction),
        on_a_phone=handheld,
        answer=kept,
        cancel=cancel_path(interaction),
        alternatives=ways,
        problem=problem,
    )
    at = path_of(interaction, _PAGE)
    if problem is not None:
        at = f"{address_telling(at, problem)}&{urlencode({'answer': kept or ''})}"
    return show(interaction, "signin/chip_card", view, lang=lang, problem=problem, at=at)


def _here(interaction: Interaction, requester: Requester, lang: Lang) -> str | None:
    if not (settings().app_link and leads_on(interaction, SAME_DEVICE)):
        return None
    handle = services().chip_cards.begin(
        verification_context(interaction),
        subject_id=person_of(interaction),
        return_to=path_of(interaction, _RETURN),
        shown=shown_of(interaction, SAME_DEVICE, requester, lang),
    )
    return card_link(handle)


def _beside(interaction: Interaction, requester: Requester, lang: Lang) -> BesideThisScreen | None:
    if not (settings().app_link and leads_on(interaction, OTHER_DEVICE)):
        return None
    hand_overs, verification = services().chip_cards.hand_overs, verification_context(interaction)

    def offer() -> Offer:
        shown = shown_of(interaction, OTHER_DEVICE, requester, lang)
        return hand_overs.offer(verification, subject_id=person_of(interaction), shown=shown)

    return beside_this_screen(hand_overs.open_request(verification), offer, card_link)
