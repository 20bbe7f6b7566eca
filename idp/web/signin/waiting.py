"""The page about a pending credential: its owner continues, or cancels it."""

from dataclasses import dataclass

from flask import Response

from idp.authorization.domain.steps import ShowWarning
from idp.authorization.interaction import Interaction
from idp.web.current import services
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    asked_again,
    cancel_path,
    in_transaction,
    language_of,
    lead_on,
    path_of,
    show,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """The pending credential is shown on every page (`Requester.waits_until`)."""

    requester: Requester
    action: str
    cancel: str
    problem: Problem | None
    alternatives: tuple[Alternative, ...] = ()


def waiting_path(interaction: Interaction) -> str:
    """The path of the page about a pending credential."""
    return path_of(interaction, "/waiting")


@in_transaction(ShowWarning)
def ask(interaction: Interaction) -> Response:
    """GET: the warning."""
    problem, lang = asked_again(), language_of(interaction)
    view = WaitingPage(
        requester=requester_of(interaction, lang),
        action=waiting_path(interaction),
        cancel=cancel_path(interaction),
        problem=problem,
    )
    return show(interaction, "signin/waiting", view, lang=lang, problem=problem)


@in_transaction(ShowWarning, again=waiting_path)
def answer(interaction: Interaction) -> Response:
    """POST: the person has read it and continues."""
    services().authorization.select_account(interaction)
    return lead_on(interaction)
