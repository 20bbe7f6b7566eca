"""The page for a one-time code, after a first factor."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.authorization.interaction import Interaction
from idp.factors.totp import OneTimeCodes, PresentedCode
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller
from idp.web.pages.labels import N_
from idp.web.signin.alternatives import alternatives_of, any_instead
from idp.web.signin.factor_page import FactorPage, person_of
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    cancel_path,
    language_of,
    path_of,
    problem_of,
    show,
)

WRONG: Final = N_(
    "This code is not right. Type the one the application shows now. If every code is "
    "refused, let the phone set its clock by itself."
)

USED: Final = N_("This code was used before. Wait for the next one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeCodePage:
    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


class OneTimeCodeFactorPage(FactorPage[PresentedCode]):
    """Six digits of an application; blanks are ignored."""

    kinds = OneTimeCodes.kinds
    names_browser = True

    def factor(self) -> OneTimeCodes:
        return services().one_time_codes

    def presented(self, interaction: Interaction) -> PresentedCode:
        return PresentedCode(
            subject_id=person_of(interaction),
            code="".join(request.form.get("code", "").split()),
            caller=caller(),
        )

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        ways = alternatives_of(interaction, but=self.kinds)
        problem = (
            None
            if refused is None
            else problem_of(refused, wrong=WRONG, used=USED, other_ways=any_instead(ways))
        )
        lang = language_of(interaction)
        view = OneTimeCodePage(
            requester=requester_of(interaction, lang, asks=self.kinds),
            action=path_of(interaction, "/code"),
            cancel=cancel_path(interaction),
            alternatives=ways,
            problem=problem,
        )
        return show(interaction, "signin/code", view, lang=lang, problem=problem)
