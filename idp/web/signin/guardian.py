"""The page of a use that waits for a guardian (D14.2-1): ask, and wait for the answer."""

from dataclasses import dataclass

from flask import Response, jsonify

from idp.authorization.domain.steps import AwaitGuardian
from idp.authorization.interaction import Interaction
from idp.kernel.refusals import Reason
from idp.web.current import dispatcher_address, services
from idp.web.pages.rendering import see_other
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    Who,
    asked_again,
    cancel_path,
    in_transaction,
    language_of,
    path_of,
    problem_of,
    refused_before,
    show,
    who_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianPage:
    """`asked`: the guardians know of it, and the page waits. `state`: where a script asks."""

    requester: Requester
    who: Who
    action: str
    cancel: str
    asked: bool
    state: str
    again: str
    problem: Problem | None
    alternatives: tuple[Alternative, ...] = ()


def guardian_path(interaction: Interaction) -> str:
    """The path of the page that waits for a guardian."""
    return path_of(interaction, "/guardian")


@in_transaction(AwaitGuardian)
def ask(interaction: Interaction) -> Response:
    """GET: the question whether to ask, or that the answer is awaited."""
    refused = refused_before()
    return _page(interaction, asked_again() if refused is None else problem_of(refused))


def _page(interaction: Interaction, problem: Problem | None) -> Response:
    lang = language_of(interaction)
    view = GuardianPage(
        requester=requester_of(interaction, lang),
        who=who_of(interaction),
        action=guardian_path(interaction),
        cancel=cancel_path(interaction),
        asked=isinstance(interaction.step, AwaitGuardian) and interaction.step.asked,
        state=path_of(interaction, "/guardian/state"),
        again=dispatcher_address(interaction),
        problem=problem,
    )
    return show(interaction, "signin/guardian", view, lang=lang, problem=problem)


@in_transaction(AwaitGuardian, again=guardian_path)
def answer(interaction: Interaction) -> Response:
    """POST: everybody who may confirm is asked; asked twice it counts once."""
    asked = services().guardian_requests.ask(interaction)
    if asked is not None and asked.reason is Reason.TOO_MANY_TRIES:
        return _page(interaction, problem_of(asked))
    return see_other(guardian_path(interaction))


@in_transaction(AwaitGuardian, script=True)
def state(interaction: Interaction) -> Response:  # noqa: ARG001 - any other step redirects
    """GET by the script: still waiting; once it is decided the answer is a redirect."""
    response = jsonify({"stage": "offered"})
    response.headers["Cache-Control"] = "no-store"
    return response
