"""The choice for whom the person acts (D14.2-2, X6.1): for themself, a ward or an organisation."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.authorization.domain.steps import SelectPrincipal
from idp.authorization.interaction import Interaction
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.labels import REPRESENTATIONS
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    Who,
    ask_again,
    asked_again,
    cancel_path,
    in_transaction,
    language_of,
    lead_on,
    path_of,
    show,
    who_of,
)

MYSELF: Final = "myself"


@dataclass(frozen=True, slots=True)
class OfferedPrincipal:
    """One that the person may act for; `kind` is a message id."""

    id: Id
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipalPage:
    requester: Requester
    who: Who
    action: str
    cancel: str
    offered: tuple[OfferedPrincipal, ...]
    problem: Problem | None
    alternatives: tuple[Alternative, ...] = ()


def principal_path(interaction: Interaction) -> str:
    """The path of the choice."""
    return path_of(interaction, "/principal")


@in_transaction(SelectPrincipal)
def ask(interaction: Interaction) -> Response:
    """GET: for themself, or for one of those on record."""
    problem, lang = asked_again(), language_of(interaction)
    view = PrincipalPage(
        requester=requester_of(interaction, lang),
        who=who_of(interaction),
        action=principal_path(interaction),
        cancel=cancel_path(interaction),
        offered=tuple(
            OfferedPrincipal(
                each.principal_id, _name(each.principal_id), REPRESENTATIONS[each.kind]
            )
            for each in interaction.context.principals
        ),
        problem=problem,
    )
    return show(interaction, "signin/principal", view, lang=lang, problem=problem)


@in_transaction(SelectPrincipal, again=principal_path)
def answer(interaction: Interaction) -> Response:
    """POST: the choice, which the button carries; one that is not offered any more asks again."""
    said = request.form.get("principal", "")
    chosen = None if said == MYSELF else said
    refused = services().authorization.choose_principal(interaction, chosen)
    if isinstance(refused, Refused) and refused.reason is Reason.NOT_REPRESENTATIVE:
        return ask_again(principal_path(interaction), "changed")
    return lead_on(interaction)


def _name(subject_id: Id) -> str:
    return services().subjects.identity(subject_id).name or subject_id
