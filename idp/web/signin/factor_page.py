"""The protocol of a page that asks for one factor, and the one view over all of them.

A new one is a `FactorPage` in its own module, and a line in `routes.FACTOR_PAGES`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from flask import Response

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import Step, StepUp
from idp.authorization.interaction import EvidenceAccepted, Interaction
from idp.factors.domain import VerifiedFactor
from idp.factors.factor import Factor, VerifiedTogether, WithUsername
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import rate_limited, remember
from idp.web.signin.transaction import (
    in_transaction,
    refused_before,
    settle,
    to_dispatcher,
    verification_context,
)

Presented = TypeVar("Presented")
VerificationResult = VerifiedFactor | VerifiedTogether | EvidenceAccepted | Refused
View = Callable[[UUID], Response]


class FactorPage(ABC, Generic[Presented]):
    """The page that asks for a factor, and takes the form in which it is presented.

    `kinds`: the evidence it asks for, `steps`: when. `works_once`: what is presented is used up, so
    of two equal forms the second is refused. `names_browser`: once it was right, the browser is
    known as its owner's (`factors.callers`). `comes_first`: a request for a sign-in redirects here.
    """

    kinds: ClassVar[frozenset[EvidenceKind]]
    steps: ClassVar[tuple[type[Step], ...]] = (StepUp,)
    works_once: ClassVar[bool] = True
    names_browser: ClassVar[bool] = False
    comes_first: ClassVar[bool] = False

    def asked(self, interaction: Interaction) -> bool:
        """Whether this page asks for the factor, or accepts its form, at this step."""
        return leads_on(interaction, self.kinds)

    @abstractmethod
    def factor(self) -> Factor[Presented]:
        """The service that verifies it."""

    @abstractmethod
    def presented(self, interaction: Interaction) -> Presented | Refused | Response:
        """The proof in the form; or a page, where it cannot be tried."""

    def verify(self, interaction: Interaction, presented: Presented) -> VerificationResult:
        """The verified factor, or the refusal of its service."""
        return self.factor().verify(verification_context(interaction), presented)

    @abstractmethod
    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        """The page, with the reason of a refused try."""

    def refuse(self, interaction: Interaction, presented: Presented, refused: Refused) -> Response:
        """The answer where what was presented is refused: the question again."""
        del presented
        return self.page(interaction, refused)


def view_of(page: FactorPage[Any]) -> tuple[View, View]:
    """The view of a page, for GET and for its form."""

    def ask(interaction: Interaction) -> Response:
        return (
            page.page(interaction, refused_before())
            if page.asked(interaction)
            else to_dispatcher(interaction)
        )

    def answer(interaction: Interaction) -> Response:
        if not page.asked(interaction):
            return to_dispatcher(interaction)
        presented = page.presented(interaction)
        if isinstance(presented, Response):
            return presented
        if isinstance(presented, Refused):
            return page.page(interaction, presented)
        return judge(page, interaction, presented)

    inside = in_transaction(*page.steps, first=page.comes_first)
    return inside(ask), inside(answer)


def judge(page: FactorPage[Presented], interaction: Interaction, presented: Presented) -> Response:
    """Verify what was presented, record it, and answer with what follows; or ask again."""
    found = _verify(page, interaction, presented)
    first, beside = found if isinstance(found, tuple) else (found, None)
    done = settle(interaction, first, once=page.works_once, beside=beside)
    if isinstance(done, Refused):
        return page.refuse(interaction, presented, done)
    if page.names_browser and isinstance(first, VerifiedFactor):
        proven = (first,) if beside is None else (first, beside)
        remember(done, first.subject_id, *(each.credential_id for each in proven))
    return done


def _verify(
    page: FactorPage[Presented], interaction: Interaction, presented: Presented
) -> VerificationResult:
    """Verify; a factor presented with a user name also counts against the network address."""
    if not isinstance(presented, WithUsername):
        return page.verify(interaction, presented)
    caller, username = presented.caller, presented.username
    return rate_limited(
        lambda: page.verify(interaction, presented),
        known=lambda: services().passwords.knows(caller, username),
    )


def leads_on(interaction: Interaction, kinds: frozenset[EvidenceKind]) -> bool:
    """Whether a second factor of one of these kinds is asked for now."""
    return isinstance(interaction.step, StepUp) and bool(interaction.step.taken & kinds)


def person_of(interaction: Interaction) -> Id:
    """Whom a second factor is asked of. Raises ValueError where no person is known."""
    if interaction.subject_id is None:
        raise ValueError("a second factor needs a known person")
    return interaction.subject_id
