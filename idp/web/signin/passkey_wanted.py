"""Whether the person who just signed in with a password is offered a passkey."""

from typing import Final

from flask import request

from idp.authorization.domain.passkey_offer import ends_with_a_password, is_worth_making
from idp.authorization.interaction import Interaction
from idp.factors.domain import CredentialKind
from idp.factors.evidence_rules import enrolled_evidence
from idp.web.current import services

FIELD: Final = "can_make_passkey"
"""Sent by `passkey-offer.js`, where the browser has an authenticator of its own and was not told
to be silent. A client without the script never sends it, and is never asked."""


def is_asked_for(interaction: Interaction) -> bool:
    """Whether the form that ended this sign-in says that its browser could make a passkey."""
    able = request.method == "POST" and request.form.get(FIELD) == "yes"
    return able and is_wanted(interaction)


def is_wanted(interaction: Interaction) -> bool:
    """Whether it would help this person: one question, for their credentials, after a password."""
    context = interaction.context
    if interaction.subject_id is None or not ends_with_a_password(context, interaction.step):
        return False
    credentials = services().credentials
    if not credentials.allowed(CredentialKind.PASSKEY):
        return False
    held = credentials.held(interaction.subject_id)
    enrolled = enrolled_evidence(held, context.now)
    return is_worth_making(credentials.available_pieces(held), enrolled)
