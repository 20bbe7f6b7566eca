"""The second page: a one-time code of the person the first one named."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.domain import Proven, is_six_digits
from idp.kernel.refusals import Reason, Refused
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

WRONG: Final = N_(
    "This code is not right. Type the one the application shows now. If every code is "
    "refused, let the phone set its clock by itself."
)


SIX_DIGITS: Final = N_("A one-time code has six digits. This was not counted as a try.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeCodePage:
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
    """POST: six digits; blanks that a person reads them in do not count.

    Where a code leads nowhere, or is no code at all, none is tried, so that no try is counted.
    """
    if interaction.subject_id is None or not _asked(interaction):
        return to_dispatcher(interaction)
    code = "".join(request.form.get("code", "").split())
    if not is_six_digits(code):
        return _page(interaction, refused=Refused(Reason.NOT_PROVEN), wrong=SIX_DIGITS)
    found = services().one_time_codes.verify(
        services().authorization.ceremony(interaction),
        subject_id=interaction.subject_id,
        code=code,
        caller=caller(),
    )
    done = settle(interaction, found, once=True)
    if isinstance(done, Refused):
        return _page(interaction, refused=done)
    if isinstance(found, Proven):
        remember(done, found.subject_id, found.credential_id)
    return done


def _asked(interaction: Interaction) -> bool:
    return isinstance(interaction.step, StepUp) and EvidenceKind.TOTP in interaction.step.taken


def _page(
    interaction: Interaction, *, refused: Refused | None = None, wrong: str = WRONG
) -> Response:
    ways = alternatives_of(interaction, but=frozenset({EvidenceKind.TOTP}))
    problem = None if refused is None else problem_of(refused, wrong=wrong, other_ways=bool(ways))
    view = OneTimeCodePage(
        requester=requester_of(interaction, language_of(interaction)),
        action=path_of(interaction, "/code"),
        cancel=cancel_path(interaction),
        alternatives=ways,
        problem=problem,
    )
    return show(interaction, "signin/code", view, problem=problem)
