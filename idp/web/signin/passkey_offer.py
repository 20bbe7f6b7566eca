"""The offer of a passkey after a sign-in with a password, before the way back to the party.

Nothing is stored: whoever leaves this page for the dispatcher's address is sent on to the party.
"""

from dataclasses import dataclass
from typing import Final

from flask import Response

from idp.authorization.domain.steps import IssueCode
from idp.authorization.interaction import Interaction
from idp.web.pages.waiting_party import with_party
from idp.web.signin.passkey_wanted import is_wanted
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    in_transaction,
    language_of,
    lead_on,
    passkey_offer_path,
    show,
    to_dispatcher,
)

CEREMONY: Final = "/me/means/passkey"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyOfferPage:
    """`ceremony`: the page of the own account that adds a passkey, and leads on to the party."""

    requester: Requester
    action: str
    ceremony: str
    problem: Problem | None = None
    alternatives: tuple[Alternative, ...] = ()


@in_transaction(IssueCode)
def ask(interaction: Interaction) -> Response:
    """GET: the offer; without a password sign-in in this transaction the dispatcher takes over."""
    if not is_wanted(interaction):
        return to_dispatcher(interaction)
    lang = language_of(interaction)
    view = PasskeyOfferPage(
        requester=requester_of(interaction, lang),
        action=passkey_offer_path(interaction),
        ceremony=with_party(CEREMONY, interaction.transaction.id),
    )
    return show(interaction, "signin/passkey_offer", view, lang=lang)


@in_transaction(IssueCode)
def answer(interaction: Interaction) -> Response:
    """POST: not now; on to the party."""
    return lead_on(interaction)
