"""Approval in the application: on this telephone by a link, or on another one with a number.

Only the link binds the approval to the browser, so only it reaches levels 3 and 4 (RFC 10027). The
text on the telephone comes from the server, never from the link or the QR code.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Response, jsonify, request
from markupsafe import Markup

from idp.assurance.acr import acr
from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.app_keys.approval_requests import ApprovalRequests, PresentedApproval
from idp.factors.app_keys.request import Offer, Stage
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services, settings
from idp.web.pages.app_links import approval_link
from idp.web.pages.device_names import is_handheld
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page
from idp.web.signin.alternatives import alternatives_of, any_instead
from idp.web.signin.another_screen import (
    BesideThisScreen,
    beside_this_screen,
    own_page_on_a_phone,
)
from idp.web.signin.app_request import asked_of
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

SAME_DEVICE: Final = ApprovalRequests.kinds - {EvidenceKind.APP_KEY_CROSS_DEVICE}
OTHER_DEVICE: Final = frozenset({EvidenceKind.APP_KEY_CROSS_DEVICE})
_NOT_YET: Final = N_("The phone has not approved this yet.")
_DENIED: Final = N_("The request was refused on the phone. Here is a new one.")
_OVER: Final = N_("That request is over: it took too long or was refused. Here is a new one.")
_WRONG: Final = 422
_LONGEST: Final = 128
_PAGE: Final = "/app"


@dataclass(frozen=True, slots=True)
class OnThisPhone:
    """`link` opens the application; None once it has scanned the request."""

    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppPage:
    """`higher`: this level is out of reach from another screen.

    `on_a_phone`: which way is shown first, by the User-Agent. `own_page`: where the level is out
    of reach here, the page of the own account as a picture for the phone.
    """

    requester: Requester
    action: str
    state: str
    here: OnThisPhone | None
    beside: BesideThisScreen | None
    higher: bool
    own_page: Markup | None
    on_a_phone: bool
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


class AppKeyFactorPage(FactorPage[PresentedApproval]):
    """The form goes on beside the telephone; on the telephone itself `come_back` does."""

    kinds = ApprovalRequests.kinds

    def asked(self, interaction: Interaction) -> bool:
        if request.method != "POST":
            return leads_on(interaction, self.kinds)
        beside = request.form.get("way", "") == DeviceContext.OTHER_DEVICE.value
        return beside and leads_on(interaction, OTHER_DEVICE)

    def factor(self) -> ApprovalRequests:
        return services().approval_requests

    def presented(self, interaction: Interaction) -> PresentedApproval:
        return _approval(interaction, DeviceContext.OTHER_DEVICE)

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        """A fresh handle for each way, unless the telephone is looking at the last one."""
        return _page(interaction, refused=refused)

    def refuse(
        self, interaction: Interaction, presented: PresentedApproval, refused: Refused
    ) -> Response:
        """NOT_PROVEN is shown while the request is open, EXPIRED or DECLINED once it is over.

        An answer that arrived is used up.
        """
        told = _or_over(interaction, presented.way, refused)
        if presented.answer:
            self.factor().end_stray(interaction.transaction.id, presented.answer)
        return self.page(interaction, told)


PAGE: Final = AppKeyFactorPage()


@in_transaction(StepUp, script=True)
def state(interaction: Interaction) -> Response:
    """GET by the script: the stage of the request beside this screen."""
    verification = verification_context(interaction)
    stage = services().approval_requests.stage(verification, DeviceContext.OTHER_DEVICE)
    response = jsonify({"stage": stage.value})
    response.headers["Cache-Control"] = "no-store"
    return response


def come_back(transaction_id: UUID) -> Response:
    """GET `answer`: opened by the application in the browser of the same telephone.

    The request uses the answer up, whether this browser began or not.
    """
    arrived, interaction = request.args.get("answer", "")[:_LONGEST], interaction_of(transaction_id)
    if isinstance(interaction, Refused):
        astray = services().approval_requests.end_stray(str(transaction_id), arrived)
        return error_page(403, ASTRAY) if astray else error_page(404, GONE)
    if not (arrived and leads_on(interaction, SAME_DEVICE)):
        return to_dispatcher(interaction)
    return judge(
        PAGE, interaction, _approval(interaction, DeviceContext.SAME_DEVICE, answer=arrived)
    )


def _approval(
    interaction: Interaction, way: DeviceContext, *, answer: str = ""
) -> PresentedApproval:
    return PresentedApproval(
        subject_id=person_of(interaction), acr=_acr(interaction), way=way, answer=answer
    )


def _or_over(interaction: Interaction, way: DeviceContext, refused: Refused) -> Refused:
    """Why the request is over, where it is; else the refusal."""
    if refused.reason is not Reason.NOT_PROVEN:
        return refused
    stage = services().approval_requests.stage(verification_context(interaction), way)
    if stage is Stage.DENIED:
        return Refused(Reason.DECLINED)
    return Refused(Reason.EXPIRED) if stage is Stage.OVER else refused


def _problem(refused: Refused, *, other_ways: bool) -> Problem:
    if refused.reason is Reason.DECLINED:
        return Problem(_DENIED, _WRONG, other_ways=other_ways, reason=refused.reason)
    if refused.reason is Reason.EXPIRED:
        return Problem(_OVER, _WRONG, other_ways=other_ways, reason=refused.reason)
    return problem_of(refused, wrong=_NOT_YET, other_ways=other_ways)


def _acr(interaction: Interaction) -> str:
    """The level that the approval names."""
    return (
        acr(settings().issuer, interaction.step.target)
        if isinstance(interaction.step, StepUp)
        else ""
    )


def _page(interaction: Interaction, *, refused: Refused | None = None) -> Response:
    ways = alternatives_of(interaction, but=PAGE.kinds)
    problem = None if refused is None else _problem(refused, other_ways=any_instead(ways))
    lang = language_of(interaction)
    requester = requester_of(interaction, lang, asks=PAGE.kinds)
    here, beside = _here(interaction, requester, lang), _beside(interaction, requester, lang)
    handheld = is_handheld(request.headers.get("User-Agent", ""))
    view = AppPage(
        requester=requester,
        action=path_of(interaction, _PAGE),
        state=path_of(interaction, "/app/state"),
        here=here,
        beside=beside,
        higher=beside is None,
        own_page=None if beside or handheld else own_page_on_a_phone(interaction),
        on_a_phone=handheld,
        cancel=cancel_path(interaction),
        alternatives=ways,
        problem=problem,
    )
    at = path_of(interaction, _PAGE)
    if problem is not None:
        at = address_telling(at, problem)
    return show(interaction, "signin/app", view, lang=lang, problem=problem, at=at)


def _here(interaction: Interaction, requester: Requester, lang: Lang) -> OnThisPhone | None:
    if interaction.subject_id is None or not leads_on(interaction, SAME_DEVICE):
        return None
    approval_requests, verification = (
        services().approval_requests,
        verification_context(interaction),
    )
    if approval_requests.open_request(verification, DeviceContext.SAME_DEVICE) is not None:
        return OnThisPhone(None)
    asked = asked_of(interaction, _acr(interaction), SAME_DEVICE, requester, lang)
    offer = approval_requests.offer(
        verification, interaction.subject_id, asked, DeviceContext.SAME_DEVICE
    )
    return OnThisPhone(approval_link(offer.handle))


def _beside(interaction: Interaction, requester: Requester, lang: Lang) -> BesideThisScreen | None:
    if interaction.subject_id is None or not leads_on(interaction, OTHER_DEVICE):
        return None
    approval_requests, verification = (
        services().approval_requests,
        verification_context(interaction),
    )
    subject_id, way = interaction.subject_id, DeviceContext.OTHER_DEVICE

    def offer() -> Offer:
        asked = asked_of(interaction, _acr(interaction), OTHER_DEVICE, requester, lang)
        return approval_requests.offer(verification, subject_id, asked, way)

    taken = approval_requests.open_request(verification, way)
    return beside_this_screen(taken, offer, approval_link)
