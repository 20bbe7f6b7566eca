"""The account chooser (`prompt=select_account`): the person confirms which account to use."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.authorization.domain.steps import (
    Authenticate,
    AwaitGuardian,
    IssueCode,
    RequestConsent,
    SelectAccount,
    SelectPrincipal,
    ShowError,
    ShowNotice,
    ShowWarning,
    StepUp,
)
from idp.authorization.interaction import Interaction
from idp.kernel.refusals import Reason
from idp.web.current import services
from idp.web.pages.rendering import see_other
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    account_of,
    asked_again,
    cancel_path,
    in_transaction,
    language_of,
    lead_on,
    move_on,
    path_of,
    show,
)

BEGUN: Final = (
    StepUp,
    RequestConsent,
    ShowNotice,
    ShowWarning,
    AwaitGuardian,
    SelectPrincipal,
    ShowError,
    IssueCode,
)
"""The steps at which the person of a sign-in is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectAccountPage:
    """`present` is the account signed in in this browser; no other account is ever listed (S07).

    `changed`: the page is shown because the person chose "not me", or another one was signed in
    before.
    """

    requester: Requester
    action: str
    cancel: str
    present: str
    changed: bool
    problem: Problem | None
    alternatives: tuple[Alternative, ...] = ()


def account_path(interaction: Interaction) -> str:
    """The path of the account chooser of a transaction."""
    return path_of(interaction, "/account")


def _page(interaction: Interaction) -> Response:
    account, problem = account_of(interaction), asked_again()
    lang = language_of(interaction)
    view = SelectAccountPage(
        requester=requester_of(interaction, lang),
        action=account_path(interaction),
        cancel=cancel_path(interaction),
        present="" if account is None else account.username,
        changed=interaction.transaction.asks_who_at is not None,
        problem=problem,
    )
    return show(interaction, "signin/account", view, lang=lang, problem=problem)


@in_transaction(SelectAccount)
def ask(interaction: Interaction) -> Response:
    """GET: the account chooser."""
    return _page(interaction)


def _chosen_late(interaction: Interaction) -> Response:
    """The choice from an outdated page: another account counts as "not me"."""
    other = request.method == "POST" and request.form.get("account") != "present"
    goes_on = isinstance(interaction.step, BEGUN)
    return _restart(interaction) if other and goes_on else move_on(interaction)


@in_transaction(SelectAccount, again=account_path, otherwise=_chosen_late)
def answer(interaction: Interaction) -> Response:
    """POST: continue with the session's account, or sign in with another one."""
    if request.form.get("account") != "present":
        return see_other(path_of(interaction))
    services().authorization.select_account(interaction)
    return lead_on(interaction)


@in_transaction(Authenticate, SelectAccount, *BEGUN)
def not_me(interaction: Interaction) -> Response:
    """POST "not me": restart the request, ignoring live sessions.

    Also before anything was proven: who made an account meanwhile (`public.sign_up`) signs in with
    what counts in no sign-in that was begun before.
    """
    return _restart(interaction)


def _restart(interaction: Interaction) -> Response:
    again = services().authorization.restart(interaction, Reason.DECLINED, asks_who=True)
    return see_other(path_of(again))
