"""Something was added to the account and waits: its owner reads so, and goes on or cancels it."""

from dataclasses import dataclass

from flask import Response

from idp.authorization.domain.steps import Warn
from idp.authorization.visit import Visit
from idp.web.current import services
from idp.web.signin.card import Asker, asker_of
from idp.web.signin.transaction import (
    Problem,
    Way,
    asked_again,
    cancel_path,
    in_transaction,
    language_of,
    on,
    path_of,
    show,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits stands on the card of every page (`Asker.waits_until`)."""

    asker: Asker
    action: str
    cancel: str
    problem: Problem | None
    ways: tuple[Way, ...] = ()


def waiting_path(visit: Visit) -> str:
    """The page of a transaction that says what waits, and to which it is posted."""
    return path_of(visit, "/waiting")


@in_transaction(Warn)
def ask(visit: Visit) -> Response:
    """GET: the warning."""
    problem = asked_again()
    view = Waiting(
        asker=asker_of(visit, language_of(visit)),
        action=waiting_path(visit),
        cancel=cancel_path(visit),
        problem=problem,
    )
    return show(visit, "signin/waiting", view, problem=problem)


@in_transaction(Warn, again=waiting_path)
def answer(visit: Visit) -> Response:
    """POST: the person has read it and goes on."""
    services().authorization.choose_presence(visit)
    return on(visit)
