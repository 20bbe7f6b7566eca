"""The page for a PIN, after a first factor."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.authorization.interaction import Interaction
from idp.factors.pins import Pins, PresentedPin
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

WRONG: Final = N_("This PIN is not right. It is the one you chose in your account.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPage:
    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


class PinFactorPage(FactorPage[PresentedPin]):
    """A PIN; it may be repeated in each sign-in."""

    kinds = Pins.kinds
    works_once = False
    names_browser = True

    def factor(self) -> Pins:
        return services().pins

    def presented(self, interaction: Interaction) -> PresentedPin:
        return PresentedPin(
            subject_id=person_of(interaction),
            pin="".join(request.form.get("pin", "").split()),
            caller=caller(),
        )

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        ways = alternatives_of(interaction, but=self.kinds)
        problem = (
            None
            if refused is None
            else problem_of(refused, wrong=WRONG, other_ways=any_instead(ways))
        )
        lang = language_of(interaction)
        view = PinPage(
            requester=requester_of(interaction, lang, asks=self.kinds),
            action=path_of(interaction, "/pin"),
            cancel=cancel_path(interaction),
            alternatives=ways,
            problem=problem,
        )
        return show(interaction, "signin/pin", view, lang=lang, problem=problem)
