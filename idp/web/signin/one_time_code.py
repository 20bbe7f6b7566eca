"""The second page: a one-time code of the person the first one named."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import Means, kinds_of
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.domain import VerifiedFactor
from idp.factors.totp import PresentedCode
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller
from idp.web.pages.labels import N_
from idp.web.signin.alternatives import alternatives_of
from idp.web.signin.factor_page import leads_on, person_of, view_of
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

_KINDS: Final = kinds_of(Means.TOTP)

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


class OneTimeCodeFactorPage:
    """Six digits of an application; blanks that a person reads them in do not count."""

    works_once = True
    names_browser = True

    def asked(self, interaction: Interaction) -> bool:
        return leads_on(interaction, _KINDS)

    def verify(self, interaction: Interaction) -> VerifiedFactor | Refused:
        return services().one_time_codes.verify(
            services().authorization.ceremony(interaction),
            PresentedCode(
                subject_id=person_of(interaction),
                code="".join(request.form.get("code", "").split()),
                caller=caller(),
            ),
        )

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        ways = alternatives_of(interaction, but=_KINDS)
        problem = (
            None
            if refused is None
            else problem_of(refused, wrong=WRONG, used=USED, other_ways=bool(ways))
        )
        view = OneTimeCodePage(
            requester=requester_of(interaction, language_of(interaction)),
            action=path_of(interaction, "/code"),
            cancel=cancel_path(interaction),
            alternatives=ways,
            problem=problem,
        )
        return show(interaction, "signin/code", view, problem=problem)


ask, answer = view_of(OneTimeCodeFactorPage(), StepUp)
