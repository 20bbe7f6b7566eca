"""The PIN of the person whom another factor has named."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.domain import Proven
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller, remember
from idp.web.pages.labels import N_
from idp.web.signin.alternatives import alternatives_of
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    cancel_path,
    in_transaction,
    language_of,
    path_of,
    problem_of,
    settle,
    show,
    to_dispatcher,
)

WRONG: Final = N_("This PIN is not right. It is the one you chose in your account.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPage:
    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    problem: Problem | None


@in_transaction(StepUp)
def ask(interaction: Interaction) -> Response:
    """GET: the question."""
    return _page(interaction) if _asked(interaction) else to_dispatcher(interaction)


@in_transaction(StepUp)
def answer(interaction: Interaction) -> Response:
    """POST: the digits. Where a PIN leads nowhere none is tried, so that no try is counted."""
    if interaction.subject_id is None or not _asked(interaction):
        return to_dispatcher(interaction)
    found = services().pins.verify(
        services().authorization.ceremony(interaction),
        subject_id=interaction.subject_id,
        pin="".join(request.form.get("pin", "").split()),
        caller=caller(),
    )
    done = settle(interaction, found)
    if isinstance(done, Refused):
        return _page(interaction, refused=done)
    if isinstance(found, Proven):
        remember(done, found.subject_id, found.credential_id)
    return done


def _asked(interaction: Interaction) -> bool:
    return isinstance(interaction.step, StepUp) and EvidenceKind.PIN in interaction.step.taken


def _page(interaction: Interaction, *, refused: Refused | None = None) -> Response:
    ways = alternatives_of(interaction, but=frozenset({EvidenceKind.PIN}))
    problem = None if refused is None else problem_of(refused, wrong=WRONG, other_ways=bool(ways))
    view = PinPage(
        requester=requester_of(interaction, language_of(interaction)),
        action=path_of(interaction, "/pin"),
        cancel=cancel_path(interaction),
        alternatives=ways,
        problem=problem,
    )
    return show(interaction, "signin/pin", view, problem=problem)
