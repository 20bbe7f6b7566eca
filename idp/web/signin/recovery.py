"""A recovery code instead of everything else: level 1 at most (hostile case A22)."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.level_rules import accepted_kinds
from idp.authorization.domain.steps import Authenticate, SelectAccount, StepUp
from idp.authorization.interaction import Interaction
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller, watched
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
    prove_by,
    settle,
    show,
    to_dispatcher,
)

WRONG: Final = N_(
    "The user name or the recovery code is not right, or this code was used before. Try "
    "another line of your list."
)

MALFORMED: Final = N_(
    "A recovery code has sixteen letters and digits. This was not counted as a try."
)
STOPPED: Final = N_(
    "This is one of your recovery codes, but they were stopped in your account: they sign nobody "
    "in. Use another way of signing in, or call the help line."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPage:
    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    username: str
    problem: Problem | None


@in_transaction(Authenticate, StepUp, SelectAccount)
def ask(interaction: Interaction) -> Response:
    """GET: the question."""
    return _page(interaction) if _asked(interaction) else to_dispatcher(interaction)


@in_transaction(Authenticate, StepUp, SelectAccount)
def answer(interaction: Interaction) -> Response:
    """POST: user name and one recovery code. Where it leads nowhere none is used up."""
    if not _asked(interaction):
        return to_dispatcher(interaction)
    username = request.form.get("username", "")
    who = caller()
    found = watched(
        lambda: prove_by(
            interaction,
            lambda ceremony: services().recovery_codes.verify(
                ceremony, username=username, code=request.form.get("code", ""), caller=who
            ),
        ),
        known=lambda: services().passwords.knows(who, username),
    )
    done = settle(interaction, found, once=True)
    return _page(interaction, username, refused=done) if isinstance(done, Refused) else done


def _asked(interaction: Interaction) -> bool:
    if isinstance(interaction.step, StepUp):
        return EvidenceKind.RECOVERY_CODE in interaction.step.taken
    return EvidenceKind.RECOVERY_CODE in services().credentials.offered() & accepted_kinds(
        interaction.context
    )


def _page(
    interaction: Interaction, username: str = "", *, refused: Refused | None = None
) -> Response:
    ways = alternatives_of(interaction, but=frozenset({EvidenceKind.RECOVERY_CODE}))
    problem = (
        None
        if refused is None
        else problem_of(
            refused, wrong=WRONG, stopped=STOPPED, malformed=MALFORMED, other_ways=bool(ways)
        )
    )
    view = RecoveryPage(
        requester=requester_of(interaction, language_of(interaction)),
        action=path_of(interaction, "/recovery"),
        cancel=cancel_path(interaction),
        alternatives=ways,
        username=username,
        problem=problem,
    )
    return show(interaction, "signin/recovery", view, problem=problem)
