"""The page for who forgot a user name or password, or lost a link that activates.

It says the same whoever exists.
"""

from dataclasses import astuple, dataclass
from typing import Final

from flask import Response, request

from idp.kernel.refusals import Refused
from idp.losses.forgotten import Forgotten
from idp.web.current import services, settings
from idp.web.pages import language_links
from idp.web.pages.ip_rate_limit import caller, rate_limited
from idp.web.pages.labels import N_
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other

PATH: Final = "/public/forgotten"
LONGEST: Final = 255
CHOOSE: Final = N_("Say who you are, and press what you want to have sent.")
TOO_MANY: Final = N_(
    "This was asked for too often, perhaps by somebody else. If there is such an account, messages "
    "were sent already: look for the newest one and open its link, which works for 24 hours. If "
    "you find none, use one of the other ways below or call the help line."
)
_WRONG: Final = 422
_TOO_MANY: Final = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenPage:
    """`sent`: what is on its way, if there is such an account. `texts`: text messages are sent."""

    texts: bool
    username: str = ""
    sent: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ForgottenAnswer:
    """What the answer to a form tells, and the page in the other language again."""

    sent: str | None = None
    problem: str | None = None
    status: int = 200


def ask() -> Response:
    """GET /public/forgotten; after a form, and in the other language, with its answer."""
    said = language_links.parameters(lasts=language_links.LASTS_WHEN_DONE)
    return _page() if said is None else _page(told=ForgottenAnswer(*said))


def send() -> Response:
    """POST: store the request; known and unknown names get one answer."""
    username = request.form.get("username", "")
    try:
        forgotten = Forgotten(request.form.get("forgotten", ""))
    except ValueError:
        return _page(username, told=ForgottenAnswer(problem=CHOOSE, status=_WRONG))
    if not username.strip() or len(username) > LONGEST:
        return _page(username, told=ForgottenAnswer(problem=CHOOSE, status=_WRONG))
    who = caller()
    refused = rate_limited(
        lambda: services().forgotten.request(forgotten, username=username, caller=who),
        every=True,
        known=lambda: services().passwords.knows(who, username),
    )
    if isinstance(refused, Refused):
        return _page(username, told=ForgottenAnswer(problem=TOO_MANY, status=_TOO_MANY))
    told = ForgottenAnswer(sent=forgotten.value)
    return see_other(language_links.address(PATH, astuple(told)))


def _page(username: str = "", *, told: ForgottenAnswer | None = None) -> Response:
    at = None if told is None else language_links.address(PATH, astuple(told))
    told = told or ForgottenAnswer()
    view = ForgottenPage(
        texts=bool(settings().sms_url),
        username=username[:LONGEST],
        sent=told.sent,
        problem=told.problem,
    )
    return render("public/forgotten", view, lang=negotiate_language(), status=told.status, at=at)
