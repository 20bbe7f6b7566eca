"""User name, password and one-time code on one page, while the password has to wait by itself."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.authorization.domain.steps import Authenticate, SelectAccount
from idp.authorization.interaction import Interaction
from idp.factors.password_with_code import PresentedPasswordAndCode
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller, remember, watched
from idp.web.pages.labels import N_
from idp.web.signin.alternatives import alternatives_of
from idp.web.signin.identify import TOGETHER, takes_code
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    cancel_path,
    in_transaction,
    language_of,
    path_of,
    problem_of,
    refused_before,
    settle,
    show,
    to_dispatcher,
)

WRONG: Final = N_(
    "User name, password and code have to be right together, and one of them is not. A code works "
    "once: wait for the next one. After many wrong codes none is taken for a while."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordAndCodePage:
    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    username: str
    problem: Problem | None


@in_transaction(Authenticate, SelectAccount)
def ask(interaction: Interaction) -> Response:
    """GET: the three questions."""
    if not takes_code(interaction):
        return to_dispatcher(interaction)
    return _page(interaction, refused=refused_before())


@in_transaction(Authenticate, SelectAccount)
def answer(interaction: Interaction) -> Response:
    """POST: all three are judged as one; where they lead nowhere nothing is tried."""
    if not takes_code(interaction):
        return to_dispatcher(interaction)
    username, who = request.form.get("username", ""), caller()
    found = watched(
        lambda: services().password_with_code.verify(
            services().authorization.ceremony(interaction),
            PresentedPasswordAndCode(
                username=username,
                password=request.form.get("password", ""),
                code="".join(request.form.get("code", "").split()),
                caller=who,
            ),
        ),
        known=lambda: services().passwords.knows(who, username),
    )
    password, code = (found, None) if isinstance(found, Refused) else found
    done = settle(interaction, password, once=True, beside=code)
    if isinstance(done, Refused):
        return _page(interaction, username, refused=done)
    if not isinstance(found, Refused):
        remember(done, found[0].subject_id, *(each.credential_id for each in found))
    return done


def _page(
    interaction: Interaction, username: str = "", *, refused: Refused | None = None
) -> Response:
    problem = None if refused is None else problem_of(refused, wrong=WRONG, other_ways=True)
    view = PasswordAndCodePage(
        requester=requester_of(interaction, language_of(interaction)),
        action=path_of(interaction, TOGETHER),
        cancel=cancel_path(interaction),
        alternatives=alternatives_of(interaction, but=frozenset()),
        username=username,
        problem=problem,
    )
    return show(interaction, "signin/password_and_code", view, problem=problem)
