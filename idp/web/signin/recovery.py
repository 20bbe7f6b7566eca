"""A recovery code as the only factor: level 1 at most (hostile case A22)."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.authorization.domain.level_rules import accepted_kinds
from idp.authorization.domain.steps import Authenticate, SelectAccount, StepUp
from idp.authorization.interaction import EvidenceAccepted, Interaction
from idp.factors.recovery import PresentedRecoveryCode, RecoveryCodes
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller
from idp.web.pages.labels import N_
from idp.web.signin.alternatives import alternatives_of, any_instead
from idp.web.signin.factor_page import FactorPage, leads_on
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    cancel_path,
    language_of,
    path_of,
    problem_of,
    prove_by,
    show,
)

WRONG: Final = N_(
    "The user name or the recovery code is not right, or this code was used before. Try "
    "another line of your list."
)

USED: Final = N_("This recovery code was used before. Try another line of your list.")
MALFORMED: Final = N_(
    "A recovery code has sixteen letters and digits. This was not counted as a try."
)
STOPPED: Final = N_(
    "This is one of your recovery codes, but they were stopped in your account: they sign nobody "
    "in. Use another way of signing in, or call the help line."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPage:
    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    username: str
    problem: Problem | None


class RecoveryFactorPage(FactorPage[PresentedRecoveryCode]):
    """User name and one code of a printed list; none is used up where it does not lead on."""

    kinds = RecoveryCodes.kinds
    steps = (Authenticate, StepUp, SelectAccount)

    def asked(self, interaction: Interaction) -> bool:
        if isinstance(interaction.step, StepUp):
            return leads_on(interaction, self.kinds)
        offered = services().credentials.offered_pieces() & accepted_kinds(interaction.context)
        return bool(offered & self.kinds)

    def factor(self) -> RecoveryCodes:
        return services().recovery_codes

    def presented(self, interaction: Interaction) -> PresentedRecoveryCode:
        del interaction
        return PresentedRecoveryCode(
            username=_username(), code=request.form.get("code", ""), caller=caller()
        )

    def verify(
        self, interaction: Interaction, presented: PresentedRecoveryCode
    ) -> EvidenceAccepted | Refused:
        """The code is used up in the transaction that records it, and not before."""
        return prove_by(interaction, lambda context: self.factor().verify(context, presented))

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        ways = alternatives_of(interaction, but=self.kinds)
        problem = (
            None
            if refused is None
            else problem_of(
                refused,
                wrong=WRONG,
                stopped=STOPPED,
                malformed=MALFORMED,
                used=USED,
                other_ways=any_instead(ways),
            )
        )
        lang = language_of(interaction)
        view = RecoveryPage(
            requester=requester_of(interaction, lang),
            action=path_of(interaction, "/recovery"),
            cancel=cancel_path(interaction),
            alternatives=ways,
            username=_username(),
            problem=problem,
        )
        return show(interaction, "signin/recovery", view, lang=lang, problem=problem)


def _username() -> str:
    return request.form.get("username", "")
