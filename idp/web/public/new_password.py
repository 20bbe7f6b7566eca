"""The link for a new password: opening it uses nothing up, because mail programs open links."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.kernel.refusals import Reason, Refused
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
    Reason.NOT_PROVEN: N_("The code is not right. Nothing was changed."),
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
STATUS: Final[dict[Reason, int]] = {Reason.TOO_MANY_TRIES: 429, Reason.BUSY: 503}
_WRONG: Final = 422
_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasswordByLinkPage:
    """`account`: the masked user name. `code_to`: the masked number to which the code was sent.

    `by_recovery_code`: a recovery code is taken for it. `done`: the password was set.
    """

    action: str = PATH
    account: str = ""
    code_to: str | None = None
    by_recovery_code: bool = False
    done: bool = False
    problem: str | None = None


def ask(link: str) -> Response:
    """GET: the form, or that the link works no more; after that, that it was set."""
    if language_links.parameters(lasts=language_links.LASTS_WHEN_DONE) is not None:
        return _done()
    return _form(link)


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
        return see_other(_told())
    sentence = SENTENCES.get(refused.reason, SENTENCES[Reason.NOT_PROVEN])
    return _form(link, problem=sentence, status=STATUS.get(refused.reason, _WRONG))


def _form(link: str, *, problem: str | None = None, status: int = 200) -> Response:
    found = services().forgotten.links.peek(link)
    if found is None:
        return _show(NewPasswordByLinkPage(problem=GONE), status=_NOT_FOUND)
    view = NewPasswordByLinkPage(
        action=request.path,
        account=masked(found.account.username),
        code_to=None if found.code_to is None else masked_contact(found.code_to.value),
        by_recovery_code=found.recovery_codes,
        problem=problem,
    )
    return _show(view, status=status, at=request.path)


def _done() -> Response:
    return _show(NewPasswordByLinkPage(done=True), at=_told())


def _told() -> str:
    """Where this browser is told again: the link is used up, and telephones reload their pages."""
    return language_links.address(request.path, [True])


def _show(view: NewPasswordByLinkPage, *, status: int = 200, at: str | None = None) -> Response:
    return render(
        "public/new_password_by_link", view, lang=negotiate_language(), status=status, at=at
    )
