"""The link for a new password: opening it uses nothing up, because mail programs open links.

Nor does it send a code: a button of the page does.
"""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.kernel.refusals import Reason, Refused
from idp.losses.password_links import CODE_LIFETIME
from idp.subjects.contact_values import masked as masked_contact
from idp.web.current import services
from idp.web.pages import cookies, language_links
from idp.web.pages.ip_rate_limit import caller, rate_limited
from idp.web.pages.labels import N_, PASSWORD_REFUSALS
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other
from idp.web.public.undo import masked

PATH: Final = "/public/new-password"
GONE: Final = N_("This link was used, is too old, or never was one of ours.")
TWO: Final = N_("The two passwords are not the same. Type the new password twice.")
SENTENCES: Final[dict[Reason, str]] = {
    Reason.NOT_PROVEN: N_(
        "The code is not right, or too old: one by text message works for 10 minutes. Nothing was "
        "changed."
    ),
    Reason.CODE_MALFORMED: N_(
        "The code of the text message has six digits, a recovery code sixteen letters and digits. "
        "This was not counted as a try."
    ),
    Reason.USED_BEFORE: N_("This recovery code was used before. Try another line of your list."),
    Reason.TOO_MANY_TRIES: N_(
        "There were too many tries. Please wait before you try again, or call the help line."
    ),
    Reason.CREDENTIAL_FLAGGED: N_(
        "Your recovery codes were stopped, so they set no password. Call the help line."
    ),
    Reason.BUSY: N_("Many people are signing in right now. Please try again in a moment."),
    **PASSWORD_REFUSALS,
}
TOO_MANY_CODES: Final = N_(
    "Too many codes were sent. Use the newest one, wait before you ask again, or call the help "
    "line."
)
STATUS: Final[dict[Reason, int]] = {Reason.TOO_MANY_TRIES: 429, Reason.BUSY: 503}
_SET: Final = "set"
_SENT: Final = "sent"
_WRONG: Final = 422
_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasswordByLinkPage:
    """`account`: the masked user name. `code_to`: the masked number to which codes are sent.

    `sent`: one was, just now. `by_recovery_code`: a recovery code is taken for it. `done`: the
    password was set.
    """

    action: str = PATH
    account: str = ""
    code_to: str | None = None
    by_recovery_code: bool = False
    sent: bool = False
    done: bool = False
    problem: str | None = None


def ask(link: str) -> Response:
    """GET: the form, or that the link works no more; after that, that it was set."""
    if language_links.parameters(lasts=language_links.LASTS_WHEN_DONE) == [_SET]:
        return _done()
    return _form(link, sent=language_links.parameters(lasts=CODE_LIFETIME) == [_SENT])


def send_code(link: str) -> Response:
    """POST: send a code to the telephone of the person; back to the form, which says so."""
    refused = rate_limited(lambda: services().forgotten.links.send_code(link))
    if isinstance(refused, Refused):
        too_many = refused.reason is Reason.TOO_MANY_TRIES
        problem = TOO_MANY_CODES if too_many else None
        return _form(link, problem=problem, status=STATUS.get(refused.reason, _NOT_FOUND))
    return see_other(_told(_path(link), _SENT))


def set_password(link: str) -> Response:
    """POST: use the link up and set the password; every session ends."""
    password = request.form.get("password", "")
    if request.form.get("password_again", password) != password:
        return _form(link, problem=TWO, status=_WRONG)
    refused = rate_limited(
        lambda: services().forgotten.links.set_password(
            link,
            proof="".join(request.form.get("code", "").split()),
            password=password,
            audience=cookies.audience(),
            caller=caller(),
        )
    )
    if not isinstance(refused, Refused):
        return see_other(_told(_path(link), _SET))
    sentence = SENTENCES.get(refused.reason, SENTENCES[Reason.NOT_PROVEN])
    return _form(link, problem=sentence, status=STATUS.get(refused.reason, _WRONG))


def _form(
    link: str, *, problem: str | None = None, status: int = 200, sent: bool = False
) -> Response:
    found = services().forgotten.links.peek(link)
    if found is None:
        return _show(NewPasswordByLinkPage(problem=GONE), status=_NOT_FOUND)
    view = NewPasswordByLinkPage(
        action=_path(link),
        account=masked(found.account.username),
        code_to=None if found.code_to is None else masked_contact(found.code_to.value),
        by_recovery_code=found.recovery_codes,
        sent=sent and found.code_to is not None,
        problem=problem,
    )
    at = _told(_path(link), _SENT) if view.sent else _path(link)
    return _show(view, status=status, at=at)


def _done() -> Response:
    return _show(NewPasswordByLinkPage(done=True), at=_told(request.path, _SET))


def _path(link: str) -> str:
    """Of a link that works, which has only letters that a path takes."""
    return f"{PATH}/{link}"


def _told(path: str, said: str) -> str:
    """Where this browser is told again: the link is used up, and telephones reload their pages."""
    return language_links.address(path, [said])


def _show(view: NewPasswordByLinkPage, *, status: int = 200, at: str | None = None) -> Response:
    return render(
        "public/new_password_by_link", view, lang=negotiate_language(), status=status, at=at
    )
