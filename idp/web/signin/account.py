"""Who is it? The relying party wants the choice to be the person's (`prompt=select_account`)."""

from dataclasses import dataclass

from flask import Response, request

from idp.authorization.domain.steps import AskConsent, ChooseAccount, Explain, Notify, StepUp
from idp.authorization.visit import Visit
from idp.kernel.refusals import Reason
from idp.web.current import services
from idp.web.pages.rendering import see_other
from idp.web.signin.card import Asker, asker_of
from idp.web.signin.transaction import (
    Problem,
    Way,
    account_of,
    asked_again,
    cancel_path,
    in_transaction,
    language_of,
    on,
    path_of,
    show,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`present` is who is signed in in this browser; nobody else is ever listed (S07).

    `changed`: it is asked because the person said "not me", or was another one before.
    """

    asker: Asker
    action: str
    cancel: str
    present: str
    changed: bool
    problem: Problem | None
    ways: tuple[Way, ...] = ()


def account_path(visit: Visit) -> str:
    """The page of a transaction on which an account is chosen, and to which it is posted."""
    return path_of(visit, "/account")


def _page(visit: Visit) -> Response:
    account, problem = account_of(visit), asked_again()
    view = Account(
        asker=asker_of(visit, language_of(visit)),
        action=account_path(visit),
        cancel=cancel_path(visit),
        present="" if account is None else account.username,
        changed=visit.transaction.asks_who_at is not None,
        problem=problem,
    )
    return show(visit, "signin/account", view, problem=problem)


@in_transaction(ChooseAccount)
def ask(visit: Visit) -> Response:
    """GET: the question."""
    return _page(visit)


@in_transaction(ChooseAccount, again=account_path)
def answer(visit: Visit) -> Response:
    """POST: continue as the one who is present, or sign in as somebody else."""
    if request.form.get("account") != "present":
        return see_other(path_of(visit))
    services().authorization.choose_presence(visit)
    return on(visit)


@in_transaction(StepUp, ChooseAccount, AskConsent, Notify, Explain)
def not_me(visit: Visit) -> Response:
    """POST "not me": the same request anew, and no live session answers by itself."""
    again = services().authorization.start_again(visit, Reason.DECLINED, asks_who=True)
    return see_other(path_of(again))
