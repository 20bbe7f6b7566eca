"""The public loss form: report a loss at any hour, without a sign-in and the lost credential.

A public form must not lock an account: credentials stop only with the password or a recovery code,
or by the link sent to the e-mail address on record. Unknown user names get the same answers. People
without any of these call the help line.

The page of a link shows what was asked for, perhaps by a stranger, and whoever opened it chooses
what stops.

The address of a link is a secret: no page of ours sends it as `Referer` (`pages.headers`), and it
is invalid once used (hostile case E05).
"""

from dataclasses import astuple, dataclass
from typing import Final

from flask import Response, request

from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LossReason, LostItem, report_from
from idp.web.current import services
from idp.web.pages import cookies, language_links
from idp.web.pages.ip_rate_limit import caller, rate_limited
from idp.web.pages.labels import LOSS_REASONS, LOST, N_
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other
from idp.web.public.undo import masked_account

PATH: Final = "/public/report-loss"
LONGEST: Final = 255
CHOOSE: Final = N_("Say who you are, choose a reason, and what was lost if something was.")
SENTENCES: Final[dict[Reason, str]] = {
    Reason.NOT_PROVEN: N_(
        "That was not right, so nothing was stopped. Leave the last field empty to get a link by "
        "e-mail, or call the help line."
    ),
    Reason.TOO_MANY_TRIES: N_(
        "There were too many tries for this name. Nothing was stopped now: call the help line."
    ),
    Reason.CREDENTIAL_FLAGGED: N_(
        "What you typed is right, but it was stopped already, so it can report nothing more. Leave "
        "the last field empty to get a link by e-mail, or call the help line."
    ),
    Reason.BUSY: N_("Many people are signing in right now. Please try again in a moment."),
}
TOO_MANY_LINKS: Final = N_(
    "This was asked for too often, perhaps by somebody else. If there is such an account, links "
    "were sent already: open the newest one, which works for 24 hours, and choose there what has "
    "to stop. If you find none, give the password or a recovery code here or call the help line."
)
CHOOSE_THERE: Final = N_("Choose a reason, and what was lost if something was.")
GONE: Final = N_("This link was used, is too old, or never was one of ours.")
STATUS: Final[dict[Reason, int]] = {Reason.TOO_MANY_TRIES: 429, Reason.BUSY: 503}
_WRONG: Final = 422
_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLossPage:
    """`chosen`: the items ticked before. `number`: of the case that was opened.

    `can_be_taken_back`: the report can be retracted. `sent`: a link is on its way, if the name
    exists.
    """

    reasons: dict[LossReason, str]
    things: dict[LostItem, str]
    chosen: frozenset[str]
    username: str = ""
    problem: str | None = None
    number: str | None = None
    can_be_taken_back: bool = False
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the answer to a form tells, and the page in the other language again."""

    number: str | None = None
    can_be_taken_back: bool = False
    sent: bool = False
    problem: str | None = None
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmLossPage:
    """What a link is asked to stop. `account`: the user name with most of it hidden.

    `chosen`: the reason and the items ticked, at first as they were asked for. `gone`: the link is
    not valid any more.
    """

    action: str
    account: str = ""
    reasons: dict[LossReason, str]
    things: dict[LostItem, str]
    chosen: frozenset[str]
    problem: str | None
    gone: bool = False


def ask() -> Response:
    """GET /public/report-loss; after a form, and in the other language, with its answer."""
    said = language_links.parameters(lasts=language_links.LASTS_WHEN_DONE)
    return _page() if said is None else _page(told=Told(*said))


def report() -> Response:
    """POST: with a secret credentials stop at once, without one a link is sent."""
    username, secret = request.form.get("username", ""), request.form.get("secret", "")
    asked = report_from(request.form.get("reason", ""), request.form.getlist("lost"))
    if asked is None or not username.strip() or len(username) > LONGEST:
        return _page(username, told=Told(problem=CHOOSE, status=_WRONG))
    who = caller()

    def known() -> bool:
        return services().passwords.knows(who, username)

    if not secret:
        refused = rate_limited(
            lambda: services().losses.links.request(asked, username=username, caller=who),
            every=True,
            known=known,
        )
        return _answered(Told(sent=True)) if refused is None else _no_link(username, refused)
    answer = rate_limited(
        lambda: services().losses.report_with_secret(
            asked,
            username=username,
            secret=secret,
            audience=cookies.audience(),
            caller=who,
        ),
        known=known,
    )
    if isinstance(answer, Refused):
        return _refused(username, answer)
    return _answered(Told(answer.number, answer.can_be_retracted))


def ask_to_confirm(link: str) -> Response:
    """GET: the report that was asked for. It stops nothing yet: mail programs open links."""
    return _confirmation(link)


def confirm(link: str) -> Response:
    """POST: use the link up and stop what is ticked in the form."""
    chosen = report_from(request.form.get("reason", ""), request.form.getlist("lost"))
    if chosen is None:
        return _confirmation(link, problem=CHOOSE_THERE)
    answer = services().losses.report_by_link(link, chosen)
    if isinstance(answer, Refused):
        return _confirmation(link)
    return _answered(Told(answer.number, answer.can_be_retracted))


def _confirmation(link: str, *, problem: str | None = None) -> Response:
    found = services().losses.links.peek(link)
    status = _NOT_FOUND if found is None else 200 if problem is None else _WRONG
    asked = frozenset[str]() if found is None else {found[1].reason, *found[1].lost}
    view = ConfirmLossPage(
        action=PATH if found is None else request.path,
        account="" if found is None else masked_account(found[0]),
        reasons=dict(LOSS_REASONS),
        things=dict(LOST),
        chosen=_chosen() if request.method == "POST" else frozenset(asked),
        problem=GONE if found is None else problem,
        gone=found is None,
    )
    return render("public/confirm_loss", view, lang=negotiate_language(), status=status)


def _no_link(username: str, refused: Refused) -> Response:
    """Links that were sent meanwhile lead on, whoever asked for them."""
    if refused.reason is not Reason.TOO_MANY_TRIES:
        return _refused(username, refused)
    status = STATUS[Reason.TOO_MANY_TRIES]
    return _page(username, told=Told(problem=TOO_MANY_LINKS, status=status))


def _answered(told: Told) -> Response:
    """To the page that tells it: a telephone that loads that one again reports nothing twice."""
    return see_other(language_links.address(PATH, astuple(told)))


def _refused(username: str, refused: Refused) -> Response:
    sentence = SENTENCES.get(refused.reason, SENTENCES[Reason.NOT_PROVEN])
    status = STATUS.get(refused.reason, _WRONG)
    return _page(username, told=Told(problem=sentence, status=status))


def _page(username: str = "", *, told: Told | None = None) -> Response:
    at = None if told is None else language_links.address(PATH, astuple(told))
    told = told or Told()
    view = ReportLossPage(
        reasons=dict(LOSS_REASONS),
        things=dict(LOST),
        chosen=_chosen(),
        username=username[:LONGEST],
        problem=told.problem,
        number=told.number,
        can_be_taken_back=told.can_be_taken_back,
        sent=told.sent,
    )
    return render("public/report_loss", view, lang=negotiate_language(), status=told.status, at=at)


def _chosen() -> frozenset[str]:
    return frozenset((request.form.get("reason", ""), *request.form.getlist("lost")))
