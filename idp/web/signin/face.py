"""The camera page: consent to the biometric first, then one picture for each requested pose.

The sensor is untrusted, so a capture counts only together with a registered device, and only with a
liveness service that two operators approved (Q11). The browser's labels and settings of its camera
are not asked for.
"""

from dataclasses import dataclass, replace
from typing import Final

from flask import Response, jsonify, request

from idp.accounts.domain import AccountStatus
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.biometrics.captures import CAPTURE_FOR, SubmittedCapture
from idp.factors.biometrics.domain import BiometricPurpose, CaptureChannel, purpose_for
from idp.factors.biometrics.domain.jpeg import MOST
from idp.factors.biometrics.service import Biometrics
from idp.kernel.actors import Person
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other
from idp.web.signin.alternatives import alternatives_of, any_instead
from idp.web.signin.face_consent import PURPOSES, consent_words, text_digest
from idp.web.signin.factor_page import FactorPage
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    ask_again,
    asked_again,
    cancel_path,
    in_transaction,
    language_of,
    path_of,
    problem_of,
    show,
    to_dispatcher,
    verification_context,
)

NOT_CONFIRMED: Final = N_(
    "Your face could not be confirmed. Try again in even light, or choose another way."
)
NOT_CONFIRMED_ALONE: Final = N_("Your face could not be confirmed. Try again in even light.")
_FACE: Final = frozenset({EvidenceKind.FACE_ON_PAGE})
_TOO_LATE: Final = {Reason.USED_BEFORE, Reason.NOT_FOUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class FacePage:
    requester: Requester
    action: str
    question: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceConsentPage:
    """`words`: message ids of the consent text; `declined`: the person has just declined.

    `shown` is the digest of the page's content.
    """

    requester: Requester
    action: str
    shown: str
    problem: Problem | None
    purpose: str
    words: tuple[str, ...]
    declined: bool
    cancel: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceNotNowPage:
    requester: Requester
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem


def face_path(interaction: Interaction) -> str:
    """The path of the consent and camera page of a transaction."""
    return path_of(interaction, "/face")


@in_transaction(StepUp, again=face_path)
def agree(interaction: Interaction) -> Response:
    """POST: consent to the purpose of this sign-in, or decline."""
    barred, purpose = _barred(interaction), _purpose(interaction)
    if barred is not None or purpose is None:
        return barred or to_dispatcher(interaction)
    if request.form.get("decision") != "allow":
        return ask_again(face_path(interaction), "declined")
    lang = language_of(interaction)
    page = text_digest(purpose, lang)
    if request.form.get("shown") != page:
        return ask_again(face_path(interaction), "changed")
    subject_id = _account(interaction).subject_id
    services().biometric_consents.give(
        subject_id,
        purpose,
        text_digest=page,
        lang=lang,
        channel=CaptureChannel.PAGE,
        transaction_id=interaction.transaction.id,
        actor=Person(subject_id=subject_id),
    )
    return see_other(face_path(interaction))


@in_transaction(StepUp, script=True)
def question(interaction: Interaction) -> Response:
    """POST from the script: the poses in order, and a handle that is valid for `seconds`."""
    barred = _barred(interaction)
    if barred is not None:
        return barred
    asked = services().biometrics.captures.question(
        verification_context(interaction),
        subject_id=_account(interaction).subject_id,
    )
    response = jsonify(
        handle=asked.handle,
        poses=[pose.value for pose in asked.poses],
        seconds=int(CAPTURE_FOR.total_seconds()),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


class FaceFactorPage(FactorPage[SubmittedCapture]):
    """Pictures for the requested poses; they are in memory while they are verified."""

    kinds = _FACE

    def asked(self, interaction: Interaction) -> bool:
        """Always: where a face is of no use the page tells why, or redirects."""
        return interaction.subject_id is not None

    def factor(self) -> Biometrics:
        return services().biometrics

    def presented(self, interaction: Interaction) -> SubmittedCapture | Response:
        return _barred(interaction) or _submitted_capture(interaction)

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        """The consent page if there is no consent on record, else the camera page."""
        if refused is not None and refused.reason is Reason.CONSENT_MISSING:
            return see_other(face_path(interaction))
        looks = refused is None or request.method != "POST"
        barred = _barred(interaction) if looks else None
        return _page(interaction, refused=refused) if barred is None else barred


def _submitted_capture(interaction: Interaction) -> SubmittedCapture:
    files = request.files.getlist("picture")[: MOST + 1]
    return SubmittedCapture(
        account=_account(interaction),
        level=_target(interaction),
        handle=request.form.get("handle", ""),
        images=tuple(file.read() for file in files),
    )


def _account(interaction: Interaction) -> AccountStatus:
    account = interaction.context.account
    if account is None:
        raise ValueError("a step-up names its person")
    return account


def _target(interaction: Interaction) -> Level:
    return interaction.step.target if isinstance(interaction.step, StepUp) else Level.NONE


def _purpose(interaction: Interaction) -> BiometricPurpose | None:
    return purpose_for(_target(interaction))


def _barred(interaction: Interaction) -> Response | None:
    """The answer when a face is of no use here; None when it is asked for."""
    if (
        isinstance(interaction.step, StepUp)
        and interaction.step.taken >= _FACE
        and _purpose(interaction) is not None
    ):
        return None
    reason = services().biometrics.eligibility.refusal_reason(_account(interaction))
    if reason not in {Reason.ACCOUNT_LEVEL_INSUFFICIENT, Reason.BIOMETRIC_DISABLED}:
        return to_dispatcher(interaction)
    lang = language_of(interaction)
    view = FaceNotNowPage(
        requester=requester_of(interaction, lang),
        cancel=cancel_path(interaction),
        alternatives=alternatives_of(interaction, but=_FACE),
        problem=problem_of(Refused(reason)),
    )
    return show(interaction, "signin/face_not_now", view, lang=lang, problem=view.problem)


def _page(interaction: Interaction, *, refused: Refused | None = None) -> Response:
    purpose = _purpose(interaction)
    if purpose is None:
        return to_dispatcher(interaction)
    if services().biometric_consents.live(_account(interaction).subject_id, purpose) is None:
        return _consent_page(interaction, purpose)
    ways = alternatives_of(interaction, but=_FACE)
    problem = None if refused is None else _problem(refused, other_ways=any_instead(ways))
    lang = language_of(interaction)
    view = FacePage(
        requester=requester_of(interaction, lang, asks=_FACE),
        action=face_path(interaction),
        question=path_of(interaction, "/face/question"),
        cancel=cancel_path(interaction),
        alternatives=ways,
        problem=problem,
    )
    return show(interaction, "signin/face", view, lang=lang, problem=problem, camera=True)


def _problem(refused: Refused, *, other_ways: bool) -> Problem:
    """The message; a used or unknown question counts as expired."""
    if refused.reason in _TOO_LATE:
        refused = replace(refused, reason=Reason.EXPIRED)
    wrong = NOT_CONFIRMED if other_ways else NOT_CONFIRMED_ALONE
    return problem_of(refused, wrong=wrong, other_ways=other_ways)


def _consent_page(interaction: Interaction, purpose: BiometricPurpose) -> Response:
    problem, lang = asked_again(), language_of(interaction)
    view = FaceConsentPage(
        requester=requester_of(interaction, lang, asks=_FACE),
        action=path_of(interaction, "/face/consent"),
        shown=text_digest(purpose, lang),
        problem=problem,
        purpose=PURPOSES[purpose],
        words=consent_words(),
        declined=request.args.get("again") == "declined",
        cancel=cancel_path(interaction),
        alternatives=alternatives_of(interaction, but=_FACE),
    )
    return show(interaction, "signin/face_consent", view, lang=lang, problem=problem)
