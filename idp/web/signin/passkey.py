"""Passkeys: the options for the script as JSON, the answer as an ordinary form field."""

from dataclasses import dataclass
from typing import Final

from flask import Response, jsonify, request

from idp.assurance.levels import Level
from idp.authorization.domain.steps import Authenticate, SelectAccount, StepUp
from idp.authorization.interaction import Interaction
from idp.factors.passkeys import Passkeys, PresentedPasskey
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.labels import N_
from idp.web.signin.alternatives import alternatives_of, any_instead
from idp.web.signin.factor_page import FactorPage, leads_on
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    cancel_path,
    in_transaction,
    language_of,
    path_of,
    problem_of,
    refused_before,
    show,
    verification_context,
)

WRONG: Final = N_(
    "This passkey was not accepted. It may have been removed from the account, or the page stood "
    "open too long. Try again, or choose another way."
)
WRONG_ALONE: Final = N_(
    "This passkey was not accepted. It may have been removed from the account, or the page stood "
    "open too long. Try again."
)


@dataclass(frozen=True, slots=True)
class PasskeyForm:
    """The address of the options for the script, and that of the form.

    `begins`: the required level is higher than a passkey alone reaches.
    """

    action: str
    options: str
    begins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyPage:
    requester: Requester
    passkey: PasskeyForm
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


def passkey_form(interaction: Interaction) -> PasskeyForm:
    """The addresses of this transaction."""
    return PasskeyForm(
        action=path_of(interaction, "/passkey"),
        options=path_of(interaction, "/passkey/options"),
        begins=isinstance(interaction.step, Authenticate) and interaction.step.target > Level.TWO,
    )


@in_transaction(Authenticate, StepUp, SelectAccount, script=True)
def options(interaction: Interaction) -> Response:
    """POST from the script: a challenge for this transaction, browser and person."""
    challenge = services().passkeys.challenge(
        verification_context(interaction), subject_id=_subject(interaction)
    )
    response = jsonify(challenge)
    response.headers["Cache-Control"] = "no-store"
    return response


class PasskeyFactorPage(FactorPage[PresentedPasskey]):
    """A passkey as a factor; used alone it also identifies the person."""

    kinds = Passkeys.kinds
    steps = (Authenticate, StepUp, SelectAccount)

    def asked(self, interaction: Interaction) -> bool:
        """At the start the first page asks for it, and this one accepts the form."""
        answers = request.method == "POST" or refused_before() is not None
        begins = answers and not isinstance(interaction.step, StepUp)
        return begins or leads_on(interaction, self.kinds)

    def factor(self) -> Passkeys:
        return services().passkeys

    def presented(self, interaction: Interaction) -> PresentedPasskey:
        return PresentedPasskey(
            response=request.form.get("response", ""), subject_id=_subject(interaction)
        )

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        ways = alternatives_of(interaction, but=self.kinds)
        others = any_instead(ways)
        wrong = WRONG if others else WRONG_ALONE
        problem = None if refused is None else problem_of(refused, wrong=wrong, other_ways=others)
        lang = language_of(interaction)
        view = PasskeyPage(
            requester=requester_of(interaction, lang, asks=self.kinds),
            passkey=passkey_form(interaction),
            cancel=cancel_path(interaction),
            alternatives=ways,
            problem=problem,
        )
        return show(interaction, "signin/passkey", view, lang=lang, problem=problem)


def _subject(interaction: Interaction) -> Id | None:
    """The person by the evidence of this transaction; else the passkey identifies them."""
    return interaction.subject_id if isinstance(interaction.step, StepUp) else None
