"""The pages of an activation link: the number, the agreement, and the first way to sign in (D14.1).

Opening a page uses nothing up, because mail programs open links, and shows nothing about anybody
before the identification number was typed. The address of a link is a secret: no page of ours sends
it as `Referer` (`pages.headers`). All of it works without a script, with a password.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, jsonify, request

from idp.accounts.domain import CURRENT_TERMS
from idp.activation.domain import ActivationOffer, Shown
from idp.activation.service import LINK_PATH
from idp.factors.domain import CredentialKind
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages import cookies, language_links
from idp.web.pages.data_errors import problem
from idp.web.pages.ip_rate_limit import caller, rate_limited
from idp.web.pages.labels import N_, named
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other

PATH: Final = LINK_PATH
LONGEST: Final = 64
CLOSED: Final[dict[Reason, str]] = {
    Reason.NOT_FOUND: N_("This link is not one of ours, or was not copied whole."),
    Reason.EXPIRED: N_("A newer link was sent since. Please open the newest message."),
    Reason.ACTIVATION_WINDOW_CLOSED: N_(
        "The 7 days in which this link works are over. Your account is kept: call the help line, "
        "which sends you a new link."
    ),
    Reason.INSTALLING_OVER: N_(
        "This link of the installation does nothing any more: it is older than 30 minutes, a newer "
        "one was printed, or there are officers now."
    ),
    Reason.ACCOUNT_LOCKED: N_(
        "This account is locked, so it cannot be activated now. Call the help line: it tells you "
        "what can be done."
    ),
    Reason.GUARDIAN_NEEDED: N_(
        "A parent, guardian or representative activates this account, and confirms each use of it: "
        "that person signs in to an account of their own, and finds it under Children and others."
    ),
    Reason.NO_CONTACT: N_(
        "You use this account alone now, and this link was sent to who acted for you, or whom you "
        "applied with. Call the help line: it makes sure that it is you, and says where a number "
        "or address of your own is recorded, to which you get a new link."
    ),
    Reason.REPRESENTATIVE_NEEDED: N_(
        "This is the account of an organisation, as which nobody signs in. Who represents it "
        "activates it in their own account, at “Organisations you represent”."
    ),
}
_SENT_AGAIN: Final = frozenset({Reason.NOT_FOUND, Reason.EXPIRED})
"""Where a newer link may have got lost, and another one can be asked for."""
SENTENCES: Final[dict[Reason, str]] = {
    Reason.NOT_PROVEN: N_("This number does not belong to this link. Nothing was changed."),
    Reason.TOO_MANY_TRIES: N_("There were too many tries, so there is a wait before the next one."),
    Reason.FRESH_SIGN_IN_REQUIRED: N_(
        "That took too long, or was begun in another browser. Please type the number again."
    ),
    Reason.TERMS_NOT_ACCEPTED: N_(
        "The account can only be used once you accept the terms of use. Nothing was changed."
    ),
    Reason.PASSWORD_BREACHED: N_("This password is in a published list of leaked passwords."),
    Reason.PASSWORD_TOO_WEAK: N_("This password is too easy to guess."),
    Reason.PASSWORD_TOO_LONG: N_("This password is too long."),
    Reason.MEANS_DISABLED: N_("This way of signing in is switched off at present."),
    Reason.BUSY: N_("The service is busy. Please try again in a moment."),
}
_OF_ANY_MEANS: Final = frozenset({Reason.MEANS_DISABLED, Reason.BUSY})
_ASKED_ANEW: Final = frozenset(
    {Reason.NOT_PROVEN, Reason.TOO_MANY_TRIES, Reason.FRESH_SIGN_IN_REQUIRED}
)
_AGAIN: Final = {each: said for each, said in SENTENCES.items() if each not in _ASKED_ANEW}
"""What is said on the page of the agreement or of the first way to sign in itself."""
TWO_PASSWORDS: Final = N_("The two passwords are not the same. Type the new password twice.")
NOT_KEPT: Final[dict[Reason, str]] = {
    Reason.NOT_PROVEN: N_(
        "This is not the password that came with your account. Nothing was changed. Try again, or "
        "choose another way."
    ),
    Reason.TOO_MANY_TRIES: N_(
        "There were too many tries at this password, so there is a wait before the next one. "
        "You need not wait for another way."
    ),
    Reason.PASSWORD_BREACHED: N_(
        "Your password is in a published list of leaked passwords, so it cannot be kept. Choose "
        "another way."
    ),
    Reason.PASSWORD_TOO_WEAK: N_(
        "Your password is too easy to guess, so it cannot be kept. Choose another way."
    ),
}
"""Why the password that came with an account is not kept."""
NO_PASSKEY: Final = N_("No passkey was added, and nothing was changed. Please try again.")
_WRONG: Final = 422
_STATUS: Final[dict[Reason, int]] = {
    Reason.NOT_FOUND: 404,
    Reason.TOO_MANY_TRIES: 429,
    Reason.BUSY: 503,
    **dict.fromkeys(
        (
            Reason.ACCOUNT_LOCKED,
            Reason.GUARDIAN_NEEDED,
            Reason.NO_CONTACT,
            Reason.REPRESENTATIVE_NEEDED,
        ),
        409,
    ),
    **dict.fromkeys((Reason.EXPIRED, Reason.ACTIVATION_WINDOW_CLOSED, Reason.INSTALLING_OVER), 410),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivatePage:
    """`closed`: why the link does nothing, and `active`: because the account is active already.

    `again`: another link can be asked for. `tries_left` and `opens_at` are advice after a wrong
    number. `printed`: by a link of the installation, which nobody was sent.
    """

    action: str
    printed: bool = False
    closed: str | None = None
    active: bool = False
    again: bool = False
    problem: str | None = None
    tries_left: int | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """Whose account it is, for who typed the number; `version` of the terms that are shown."""

    action: str
    name: str
    username: str
    version: str
    ends_at: datetime
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMeansPage:
    """`passkey` and `password`: whether that kind can be chosen at present, and by this link.

    `came`: whether the account came with a password of another system; `of_kept`: the problem is
    of that one. `new`: the account is made by this, and is not an activated one; `back` is then the
    sign-in that its person came from.
    """

    action: str
    username: str
    passkey: bool
    password: bool
    came: bool
    of_kept: bool
    new: bool = False
    back: str = ""
    problem: str | None = None


def ask(link: str) -> Response:
    """GET: the question for the number, or why the link does nothing."""
    printed, refused = _printed(link), services().activations.refusal(link)
    if refused is not None:
        return _closed(refused, printed=printed)
    said = language_links.parameters()
    problem = None if said is None else said[0]
    return _ask(ActivatePage(action=request.path, printed=printed, problem=problem))


def prove(link: str) -> Response:
    """POST: compare the number; who knows it sees the agreement, in this browser."""
    number = request.form.get("number", "")[:LONGEST]
    step = rate_limited(
        lambda: services().activations.prove(link, number, audience=cookies.audience())
    )
    if isinstance(step, Refused):
        return _not_proven(step, printed=_printed(link))
    return see_other(f"{PATH}/{link}/{step}")


def choose(link: str, step: str) -> Response:
    """GET: the agreement; once that is accepted, the choice of the first way to sign in."""
    shown = _shown(link, step)
    offer = services().activations.offer(shown)
    if isinstance(offer, Refused):
        return _from_the_beginning(link, offer)
    said = language_links.parameters()
    return _show(shown, offer, problem=None if said is None else said[0])


def go_on(link: str, step: str) -> Response:
    """POST: accept the agreement; or, once it is accepted, activate with a password."""
    shown = _shown(link, step)
    offer = services().activations.offer(shown)
    if isinstance(offer, Refused):
        return _from_the_beginning(link, offer)
    return _agree(shown, offer) if offer.terms is None else _with_password(shown, offer)


def add_passkey(link: str, step: str) -> Response:
    """POST: activate with the passkey that the browser made."""
    shown = _shown(link, step)
    offer = services().activations.offer(shown)
    if isinstance(offer, Refused):
        return _from_the_beginning(link, offer)
    made = services().activations.with_passkey(shown, request.form.get("response", ""))
    if not isinstance(made, Refused):
        return see_other(f"{PATH}/{link}")
    over = services().activations.refusal(link)
    if over is not None:
        return _from_the_beginning(link, over)
    problem = SENTENCES[made.reason] if made.reason in _OF_ANY_MEANS else NO_PASSKEY
    return _show(shown, offer, problem=problem, status=_WRONG)


def options(link: str, step: str) -> Response:
    """POST from the script: what a passkey is made of."""
    made = services().activations.passkey_options(_shown(link, step))
    if isinstance(made, Refused):
        return problem(made.reason, _WRONG)
    response = jsonify(made)
    response.headers["Cache-Control"] = "no-store"
    return response


def _agree(shown: Shown, offer: ActivationOffer) -> Response:
    accepted = request.form.get("terms", "") if request.form.get("accept") else ""
    step = services().activations.agree(shown, accepted)
    if isinstance(step, Refused):
        return _refused(shown, offer, step)
    return see_other(f"{PATH}/{shown.link}/{step}")


def _with_password(shown: Shown, offer: ActivationOffer) -> Response:
    password = request.form.get("password", "")
    if request.form.get("keep"):
        return _keeping_password(shown, offer, password)
    if request.form.get("password_again", password) != password:
        return _show(shown, offer, problem=TWO_PASSWORDS, status=_WRONG)
    made = services().activations.with_password(shown, password)
    return _refused(shown, offer, made) if isinstance(made, Refused) else see_other(_page(shown))


def _keeping_password(shown: Shown, offer: ActivationOffer, password: str) -> Response:
    made = rate_limited(
        lambda: services().activations.keeping_password(shown, password, caller=caller())
    )
    if not isinstance(made, Refused):
        return see_other(_page(shown))
    sentence = NOT_KEPT.get(made.reason)
    if sentence is None:
        return _refused(shown, offer, made)
    return _show(shown, offer, problem=sentence, status=_STATUS.get(made.reason, _WRONG))


def _refused(shown: Shown, offer: ActivationOffer, refused: Refused) -> Response:
    """The same page again with the reason; or the page of the link, where that did nothing."""
    sentence = _AGAIN.get(refused.reason)
    if sentence is None or (offer.terms and refused.reason is Reason.TERMS_NOT_ACCEPTED):
        return _from_the_beginning(shown.link, refused)
    return _show(shown, offer, problem=sentence, status=_STATUS.get(refused.reason, _WRONG))


def _page(shown: Shown) -> str:
    """The page of the link, which says from then on that the account is active."""
    return f"{PATH}/{shown.link}"


def _show(
    shown: Shown, offer: ActivationOffer, *, problem: str | None, status: int = 200
) -> Response:
    path = f"{_page(shown)}/{shown.step}"
    at = None if problem is None else language_links.address(path, [problem])
    if offer.terms is None:
        account = services().accounts.by_subject(offer.subject_id)
        data = services().subjects.identity(offer.subject_id).data
        view: object = AgreementPage(
            action=path,
            name=offer.username if account is None else named(account, data),
            username=offer.username,
            version=CURRENT_TERMS,
            ends_at=offer.ends_at,
            problem=problem,
        )
        return render("public/agreement", view, lang=negotiate_language(), status=status, at=at)
    view = FirstMeansPage(
        action=path,
        username=offer.username,
        passkey=services().credentials.allowed(CredentialKind.PASSKEY),
        password=not offer.printed and services().credentials.allowed(CredentialKind.PASSWORD),
        came=services().activations.came_with_password(offer.subject_id),
        of_kept=problem in NOT_KEPT.values(),
        problem=problem,
    )
    return render("public/first_means", view, lang=negotiate_language(), status=status, at=at)


def _from_the_beginning(link: str, refused: Refused) -> Response:
    """The page of the link, which asks for the number again or says why it does nothing."""
    path = f"{PATH}/{link}"
    if refused.reason not in SENTENCES:
        return see_other(path)
    return see_other(language_links.address(path, [SENTENCES[refused.reason]]))


def _not_proven(refused: Refused, *, printed: bool) -> Response:
    sentence = SENTENCES.get(refused.reason)
    if sentence is None:
        return _closed(refused, printed=printed)
    tries = refused.tries
    opens_at = refused.retry_at
    if tries is not None and tries.left == 0:
        opens_at = tries.opens_at
    view = ActivatePage(
        action=request.path,
        printed=printed,
        problem=sentence,
        tries_left=tries.left if tries is not None and tries.left else None,
        opens_at=opens_at,
    )
    return _ask(view, status=_STATUS.get(refused.reason, _WRONG))


def _closed(refused: Refused, *, printed: bool) -> Response:
    if refused.reason is Reason.USED_BEFORE:
        return _ask(ActivatePage(action=request.path, printed=printed, active=True))
    view = ActivatePage(
        action=request.path,
        closed=CLOSED.get(refused.reason, CLOSED[Reason.NOT_FOUND]),
        again=refused.reason in _SENT_AGAIN,
    )
    return _ask(view, status=_STATUS.get(refused.reason, _WRONG))


def _ask(view: ActivatePage, *, status: int = 200) -> Response:
    at = None
    if view.problem is not None:
        at = language_links.address(request.path, [view.problem])
    return render("public/activate", view, lang=negotiate_language(), status=status, at=at)


def _printed(link: str) -> bool:
    return services().activations.is_printed(link)


def _shown(link: str, step: str) -> Shown:
    return Shown(link=link, step=step, audience=cookies.audience())
