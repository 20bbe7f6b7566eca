"""Passkeys: the options for the script as JSON, the answer as an ordinary form field."""

from dataclasses import dataclass
from typing import Final

from flask import Response, jsonify, request

from idp.assurance.kinds import Means, kinds_of
from idp.assurance.levels import Level
from idp.authorization.domain.steps import ChooseAccount, SignIn, StepUp
from idp.authorization.visit import Visit
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.words import N_
from idp.web.signin.card import Asker, asker_of
from idp.web.signin.transaction import (
    Problem,
    Way,
    cancel_path,
    in_transaction,
    language_of,
    on,
    path_of,
    problem_of,
    settle,
    show,
)
from idp.web.signin.ways import ways_of

WRONG: Final = N_(
    "This passkey was not accepted. It may have been removed from the account, or the page stood "
    "open too long. Try again, or choose another way."
)


@dataclass(frozen=True, slots=True)
class PasskeyForm:
    """Where the script gets its options, and where the form takes the answer.

    `begins`: the level asked for is higher than any that a passkey reaches by itself.
    """

    action: str
    options: str
    begins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    asker: Asker
    passkey: PasskeyForm
    cancel: str
    ways: tuple[Way, ...]
    problem: Problem | None


def passkey_form(visit: Visit) -> PasskeyForm:
    """The addresses of this transaction."""
    return PasskeyForm(
        action=path_of(visit, "/passkey"),
        options=path_of(visit, "/passkey/options"),
        begins=isinstance(visit.step, SignIn) and visit.step.target > Level.TWO,
    )


@in_transaction(SignIn, StepUp, ChooseAccount)
def ask(visit: Visit) -> Response:
    """GET: the question of a step-up; at the start the first page asks it."""
    return _page(visit) if _asked(visit) else on(visit)


@in_transaction(SignIn, StepUp, ChooseAccount)
def options(visit: Visit) -> Response:
    """POST from the script: a challenge for this transaction, browser and person."""
    challenge = services().passkeys.challenge(
        services().authorization.ceremony(visit), subject_id=_subject(visit)
    )
    response = jsonify(challenge)
    response.headers["Cache-Control"] = "no-store"
    return response


@in_transaction(SignIn, StepUp, ChooseAccount)
def answer(visit: Visit) -> Response:
    """POST: what the authenticator said."""
    if isinstance(visit.step, StepUp) and not _asked(visit):
        return on(visit)
    found = services().passkeys.verify(
        services().authorization.ceremony(visit),
        response=request.form.get("response", ""),
        subject_id=_subject(visit),
    )
    done = settle(visit, found, once=True)
    return _page(visit, refused=done) if isinstance(done, Refused) else done


def _asked(visit: Visit) -> bool:
    return isinstance(visit.step, StepUp) and bool(visit.step.taken & kinds_of(Means.PASSKEY))


def _subject(visit: Visit) -> Id | None:
    """Known only by evidence of this very transaction; else the passkey itself says who it is."""
    return visit.subject_id if isinstance(visit.step, StepUp) else None


def _page(visit: Visit, *, refused: Refused | None = None) -> Response:
    problem = None if refused is None else problem_of(refused, wrong=WRONG, other_ways=True)
    view = Passkey(
        asker=asker_of(visit, language_of(visit)),
        passkey=passkey_form(visit),
        cancel=cancel_path(visit),
        ways=ways_of(visit, but=kinds_of(Means.PASSKEY)),
        problem=problem,
    )
    return show(visit, "signin/passkey", view, problem=problem)
