"""What a page that asks for one means of authentication is: one protocol, and one view over it.

A new means is a `FactorPage` in a module of its own, and a line in `pages.means_pages`.
"""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from flask import Response

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import Step, StepUp
from idp.authorization.interaction import EvidenceAccepted, Interaction
from idp.factors.domain import VerifiedFactor
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.web.pages.ip_rate_limit import remember
from idp.web.signin.transaction import in_transaction, refused_before, settle, to_dispatcher

VerificationResult = VerifiedFactor | EvidenceAccepted | Refused
View = Callable[[UUID], Response]


class FactorPage(Protocol):
    """One means of authentication, as a page of the sign-in asks for it."""

    @property
    def works_once(self) -> bool:
        """Whether what is shown is used up, so that the second of two equal forms is refused."""

    @property
    def names_browser(self) -> bool:
        """Whether the browser is its owner's once it was right there (`factors.callers`)."""

    def asked(self, interaction: Interaction) -> bool:
        """Whether this page asks for it, or takes its form, at this step."""

    def verify(self, interaction: Interaction) -> VerificationResult | Response:
        """What the form shows; or a page, where it is nothing that could be tried."""

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        """The question, and why it is asked again."""


def view_of(factor: FactorPage, *steps: type[Step]) -> tuple[View, View]:
    """The page of a means at these steps: what answers GET, and what answers its form."""

    def ask(interaction: Interaction) -> Response:
        return (
            factor.page(interaction, refused_before())
            if factor.asked(interaction)
            else to_dispatcher(interaction)
        )

    def answer(interaction: Interaction) -> Response:
        if not factor.asked(interaction):
            return to_dispatcher(interaction)
        found = factor.verify(interaction)
        if isinstance(found, Response):
            return found
        done = settle(interaction, found, once=factor.works_once)
        if isinstance(done, Refused):
            return factor.page(interaction, done)
        if isinstance(found, VerifiedFactor) and factor.names_browser:
            remember(done, found.subject_id, found.credential_id)
        return done

    page = in_transaction(*steps)
    return page(ask), page(answer)


def leads_on(interaction: Interaction, kinds: frozenset[EvidenceKind]) -> bool:
    """Whether a second factor of one of these kinds is asked for now."""
    return isinstance(interaction.step, StepUp) and bool(interaction.step.taken & kinds)


def person_of(interaction: Interaction) -> Id:
    """Whom a second factor is asked of. Raises ValueError where nobody is known."""
    if interaction.subject_id is None:
        raise ValueError("a second factor is asked of somebody")
    return interaction.subject_id
