"""User name, password and one-time code on one page, while the password is throttled."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.authorization.domain.steps import Authenticate, SelectAccount
from idp.authorization.interaction import Interaction
from idp.factors.password_with_code import PasswordWithCode, PresentedPasswordAndCode
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller
from idp.web.pages.labels import N_
from idp.web.signin.alternatives import alternatives_of
from idp.web.signin.factor_page import FactorPage
from idp.web.signin.identify import TOGETHER, takes_code
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
    "User name, password and code have to be right together, and one of them is not. A code works "
    "once: wait for the next one. After many wrong codes none is taken for a while."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordAndCodePage:
    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    username: str
    problem: Problem | None


class PasswordAndCodeFactorPage(FactorPage[PresentedPasswordAndCode]):
    """All three are judged as one; where they lead nowhere nothing is tried."""

    kinds = PasswordWithCode.kinds
    steps = (Authenticate, SelectAccount)
    names_browser = True

    def asked(self, interaction: Interaction) -> bool:
        return takes_code(interaction)

    def factor(self) -> PasswordWithCode:
        return services().password_with_code

    def presented(self, interaction: Interaction) -> PresentedPasswordAndCode:
        del interaction
        return PresentedPasswordAndCode(
            username=request.form.get("username", ""),
            password=request.form.get("password", ""),
            code="".join(request.form.get("code", "").split()),
            caller=caller(),
        )

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        problem = None if refused is None else problem_of(refused, wrong=WRONG, other_ways=True)
        lang = language_of(interaction)
        view = PasswordAndCodePage(
            requester=requester_of(interaction, lang, asks=self.kinds),
            action=path_of(interaction, TOGETHER),
            cancel=cancel_path(interaction),
            alternatives=alternatives_of(interaction, but=frozenset()),
            username=request.form.get("username", ""),
            problem=problem,
        )
        return show(interaction, "signin/password_and_code", view, lang=lang, problem=problem)
