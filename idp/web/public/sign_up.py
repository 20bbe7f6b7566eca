"""The pages on which a person makes an account: contact, code, who they are, and a first means.

There are none unless the operator switched them on (`sign_up`). The page that takes a contact
answers alike whether somebody has an account with it or not. All of it works without a script,
with a password.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Response, abort, jsonify, request

from idp.accounts.domain import CURRENT_TERMS, Account
from idp.factors.domain import CredentialKind
from idp.kernel.clock import civil_day
from idp.kernel.refusals import Reason, Refused
from idp.signup.domain import DeclarationFault, SignUpOffer, declared
from idp.web.current import services
from idp.web.pages import cookies, language_links
from idp.web.pages.data_errors import problem
from idp.web.pages.ip_rate_limit import caller, rate_limited
from idp.web.pages.labels import N_, PASSWORD_REFUSALS
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other
from idp.web.public.activation import NO_PASSKEY, TWO_PASSWORDS, FirstMeansPage

PATH: Final = "/public/sign-up"
DONE: Final = f"{PATH}/done"
LONGEST: Final = 320
_SIGN_IN: Final = re.compile(
    r"/signin/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_WRONG: Final = 422
_OVER: Final = 410
_STATUS: Final[dict[Reason, int]] = {
    Reason.TOO_MANY_TRIES: 429,
    Reason.WRITTEN_TO_BEFORE: 429,
    Reason.DAY_IS_FULL: 429,
    Reason.BUSY: 503,
}
_NO_KEY_OF_THE_STEP: Final = frozenset({Reason.NOT_PROVEN, Reason.EXPIRED})
"""Also of a passkey whose challenge ended or was not answered, while the step still works."""
_NO_USERNAME: Final = N_(
    "A user name cannot be an address, only digits, or SC and digits like the number of an "
    "account. Leave it empty to sign in with the address or number that you confirmed."
)
SENTENCES: Final[dict[Reason, str]] = {
    Reason.TOO_MANY_TRIES: N_(
        "This was asked for too often. Please wait before you ask again, or call the help line."
    ),
    Reason.WRITTEN_TO_BEFORE: N_(
        "Several messages went there already, so no other is sent now, whoever asked for them. "
        "Open the newest one: it says how you go on, in this browser too."
    ),
    Reason.CODE_MALFORMED: N_("The code has six digits. This was not counted as a try."),
    Reason.NOT_PROVEN: N_("This is not the code that was sent. Check it and try again."),
    Reason.EXPIRED: N_(
        "That took too long, was begun in another browser, or was finished already. If your "
        "account is not there yet, please begin again."
    ),
    Reason.TERMS_NOT_ACCEPTED: N_(
        "An account is only made once you accept the terms of use. Nothing was kept."
    ),
    Reason.USERNAME_TAKEN: N_(
        "Somebody else has this user name. Choose another one; nothing was kept."
    ),
    Reason.USERNAME_IS_IDENTIFIER: _NO_USERNAME,
    Reason.COUNTRY_NOT_REACHED: N_(
        "No codes are sent to numbers of this country. Use another number, or an e-mail address."
    ),
    Reason.DAY_IS_FULL: N_(
        "So many codes were asked for today that no more are sent. Please come back tomorrow, or "
        "call the help line."
    ),
    Reason.IDENTITY_EXISTS: N_(
        "An account with this address or number was made meanwhile, so no second one was. Sign in "
        "with it, or ask for what you forgot."
    ),
    Reason.BUSY: N_("The service is busy. Please try again in a moment."),
    **PASSWORD_REFUSALS,
}
FAULTS: Final[Mapping[DeclarationFault, str]] = {
    DeclarationFault.NAME: N_(
        "Type your name: letters, without signs that hide or reorder others."
    ),
    DeclarationFault.BIRTHDATE: N_("Type the day on which you were born."),
    DeclarationFault.TOO_YOUNG: N_(
        "Who is under 14 uses an account only with the confirmation of a parent or guardian, and "
        "that is not possible here yet. So no account is made, and nothing was kept."
    ),
    DeclarationFault.USERNAME: N_(
        "This user name is too long, or has signs that hide or reorder others."
    ),
    DeclarationFault.USERNAME_NAMES_A_CONTACT: _NO_USERNAME,
}
NO_ADDRESS: Final = N_("This is no e-mail address to which mail can be sent.")
NO_CONTACT: Final = N_("This is neither an e-mail address nor a mobile number.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpPage:
    """`phones`: whether a telephone number is taken too; `back`: the sign-in to go on with."""

    typed: str
    phones: bool
    back: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpCodePage:
    """`sent_to`: where the code went, None where no code can be typed any more.

    `back`: as of `SignUpPage`.
    """

    action: str
    sent_to: str | None
    back: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpMessagePage:
    """`sent_to`: where the message of this link went, None where the link does nothing any more."""

    action: str
    sent_to: str | None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpDetailsPage:
    """`contact`: which was proven. What was typed is shown again; `version` of the terms shown.

    `back`: as of `SignUpPage`.
    """

    action: str
    contact: str
    back: str
    name: str
    birthdate: str
    username: str
    version: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUpPage:
    """`back`: the sign-in the person came from, empty without one.

    It has to begin again: what was added in the course of a sign-in does not count in it.
    `present`: the user name of another account that this browser is signed in to, empty without
    one. The pages of the own account would be of that one.
    """

    back: str
    present: str


def ask() -> Response:
    """GET /public/sign-up."""
    _require_open()
    said = language_links.parameters()
    if said is not None:
        return _ask("", back=_sign_in(said[1]), problem=said[0])
    return _ask("", back=_sign_in(request.args.get("back", "")))


def begin() -> Response:
    """POST: send a code, or tell the owner; the answer is the same."""
    _require_open()
    typed = request.form.get("contact", "")[:LONGEST]
    back = _sign_in(request.form.get("back", ""))
    who = caller()
    handle = rate_limited(
        lambda: services().sign_ups.begin(
            typed,
            audience=cookies.audience(),
            locale=negotiate_language(),
            back=back,
            caller=who,
        ),
        every=True,
    )
    if not isinstance(handle, Refused):
        return see_other(_with_back(f"{PATH}/code/{handle}", back))
    if handle.reason is Reason.ADDRESS_MALFORMED:
        problem = NO_CONTACT if services().sign_ups.phones else NO_ADDRESS
        return _ask(typed, back=back, problem=problem, status=_WRONG)
    status = _STATUS.get(handle.reason, _WRONG)
    return _ask(typed, back=back, problem=SENTENCES[handle.reason], status=status)


def ask_for_code(handle: str) -> Response:
    """GET: the question for the code. Reading uses nothing up."""
    _require_open()
    said = language_links.parameters()
    return _ask_for_code(handle, problem=None if said is None else said[0])


def prove(handle: str) -> Response:
    """POST: compare the code; who typed it right declares who they are, in this browser."""
    _require_open()
    code = "".join(request.form.get("code", "")[:LONGEST].split())
    step = rate_limited(
        lambda: services().sign_ups.prove(handle, code, audience=cookies.audience())
    )
    if not isinstance(step, Refused):
        return see_other(_with_back(f"{PATH}/account/{step}", _back()))
    status = _STATUS.get(step.reason, _WRONG)
    return _ask_for_code(handle, problem=SENTENCES[step.reason], status=status)


def ask_from_message(link: str) -> Response:
    """GET: where the link of a message leads. Reading uses nothing up: mail programs open links."""
    _require_open()
    told = language_links.parameters()
    return _ask_from_message(link, problem=None if told is None else told[0])


def go_on_from_message(link: str) -> Response:
    """POST: go on in this browser; whoever reads the contact declares who they are."""
    _require_open()
    step = rate_limited(
        lambda: services().sign_ups.go_on(
            link, audience=cookies.audience(), locale=negotiate_language()
        )
    )
    if not isinstance(step, Refused):
        return see_other(f"{PATH}/account/{step}")
    if step.reason is Reason.EXPIRED:
        return _over()
    status = _STATUS.get(step.reason, _WRONG)
    return _ask_from_message(link, problem=SENTENCES[step.reason], status=status)


def _ask_from_message(link: str, *, problem: str | None = None, status: int = 200) -> Response:
    contact = services().sign_ups.link_to(link)
    view = SignUpMessagePage(
        action=request.path, sent_to=None if contact is None else contact.value, problem=problem
    )
    return render(
        "public/sign_up_message",
        view,
        lang=negotiate_language(),
        status=_OVER if contact is None else status,
        at=_at(request.path, "", problem),
    )


def show(step: str) -> Response:
    """GET: who the person is and the terms; once that is declared, the first way to sign in."""
    offer = _offer(step)
    if offer is None:
        return _over()
    said = language_links.parameters()
    return _show(step, offer, problem=None if said is None else said[0])


def go_on(step: str) -> Response:
    """POST: declare oneself and accept the terms; or, after that, make it with a password."""
    offer = _offer(step)
    if offer is None:
        return _over()
    return _declare(step, offer) if offer.declared is None else _with_password(step, offer)


def add_passkey(step: str) -> Response:
    """POST: make the account with the passkey that the browser made."""
    offer = _offer(step)
    if offer is None:
        return _over()
    made = services().sign_ups.with_passkey(
        step, request.form.get("response", ""), audience=cookies.audience()
    )
    if isinstance(made, Refused) and _is_of_the_passkey(step, made):
        return _show(step, offer, problem=NO_PASSKEY, status=_WRONG)
    return _made(step, offer, made)


def _is_of_the_passkey(step: str, refused: Refused) -> bool:
    """Whether another passkey may be tried: this one was refused, and the step was not."""
    if refused.reason in _NO_KEY_OF_THE_STEP:
        return _offer(step) is not None
    return refused.reason not in SENTENCES


def options(step: str) -> Response:
    """POST from the script: what a passkey is made of."""
    _require_open()
    made = services().sign_ups.passkey_options(step, audience=cookies.audience())
    if isinstance(made, Refused):
        return problem(made.reason, _WRONG)
    response = jsonify(made)
    response.headers["Cache-Control"] = "no-store"
    return response


def done() -> Response:
    """GET: the account was made in this browser, and where to go on."""
    _require_open()
    said = language_links.parameters(lasts=language_links.LASTS_WHEN_DONE)
    if said is None:
        return see_other(PATH)
    back, made = _sign_in(said[0]), str(said[1]) if len(said) > 1 else ""
    view = SignedUpPage(back=back, present=_present_beside(made))
    at = language_links.address(DONE, [back, made])
    return render("public/signed_up", view, lang=negotiate_language(), at=at)


def _declare(step: str, offer: SignUpOffer) -> Response:
    said = declared(request.form, civil_day(services().clock.now()))
    if said is DeclarationFault.TOO_YOUNG:
        # Another date of birth takes another code.
        services().sign_ups.end(offer)
        return see_other(language_links.address(PATH, [FAULTS[said], offer.back]))
    if isinstance(said, DeclarationFault):
        return _show(step, offer, problem=FAULTS[said], status=_WRONG)
    accepted = request.form.get("terms", "") if request.form.get("accept") else ""
    # Who looks for taken user names meets the limit of the network.
    following = rate_limited(
        lambda: services().sign_ups.declare(step, said, accepted, audience=cookies.audience()),
        every=True,
    )
    if isinstance(following, Refused):
        return _refused(step, offer, following)
    return see_other(_with_back(f"{PATH}/account/{following}", offer.back))


def _with_password(step: str, offer: SignUpOffer) -> Response:
    password = request.form.get("password", "")
    if request.form.get("password_again", password) != password:
        return _show(step, offer, problem=TWO_PASSWORDS, status=_WRONG)
    made = services().sign_ups.with_password(step, password, audience=cookies.audience())
    return _made(step, offer, made)


def _made(step: str, offer: SignUpOffer, made: Account | Refused) -> Response:
    if isinstance(made, Refused):
        return _refused(step, offer, made)
    return see_other(language_links.address(DONE, [offer.back, str(made.subject_id)]))


def _present_beside(made: str) -> str:
    """The user name of the account this browser is signed in to, if it is not the one just made."""
    session = services().sessions.by_token(cookies.session())
    if session is None or str(session.subject_id) == made:
        return ""
    account = services().accounts.by_subject(session.subject_id)
    return "" if account is None else account.username


def _refused(step: str, offer: SignUpOffer, refused: Refused) -> Response:
    """The same page again with the reason; or the first page, where this sign-up is over."""
    if refused.reason in (Reason.EXPIRED, Reason.IDENTITY_EXISTS):
        return _over(refused.reason, back=offer.back)
    status = _STATUS.get(refused.reason, _WRONG)
    return _show(step, offer, problem=SENTENCES[refused.reason], status=status)


def _show(step: str, offer: SignUpOffer, *, problem: str | None, status: int = 200) -> Response:
    path = f"{PATH}/account/{step}"
    back = offer.back
    at = _at(path, back, problem)
    if offer.declared is None:
        typed = {
            each: request.form.get(each, "")[:LONGEST] for each in ("name", "birthdate", "username")
        }
        view: object = SignUpDetailsPage(
            action=path,
            contact=offer.contact.value,
            back=back,
            **typed,
            version=CURRENT_TERMS,
            problem=problem,
        )
        return render(
            "public/sign_up_details", view, lang=negotiate_language(), status=status, at=at
        )
    view = FirstMeansPage(
        action=path,
        username=offer.username,
        passkey=services().credentials.allowed(CredentialKind.PASSKEY),
        password=services().credentials.allowed(CredentialKind.PASSWORD),
        came=False,
        of_kept=False,
        new=True,
        back=back,
        problem=problem,
    )
    return render("public/first_means", view, lang=negotiate_language(), status=status, at=at)


def _ask(typed: str, *, back: str, problem: str | None = None, status: int = 200) -> Response:
    at = _at(PATH, back, problem)
    view = SignUpPage(typed=typed, phones=services().sign_ups.phones, back=back, problem=problem)
    return render("public/sign_up", view, lang=negotiate_language(), status=status, at=at)


def _ask_for_code(handle: str, *, problem: str | None, status: int = 200) -> Response:
    path, back = f"{PATH}/code/{handle}", _back()
    contact = services().sign_ups.sent_to(handle, audience=cookies.audience())
    if contact is None:
        problem, status = SENTENCES[Reason.EXPIRED], _OVER
    at = _at(path, back, problem)
    view = SignUpCodePage(
        action=path,
        sent_to=None if contact is None else contact.value,
        back=back,
        problem=problem,
    )
    return render("public/sign_up_code", view, lang=negotiate_language(), status=status, at=at)


def _over(reason: Reason = Reason.EXPIRED, *, back: str | None = None) -> Response:
    way = _back() if back is None else back
    return see_other(language_links.address(PATH, [SENTENCES[reason], way]))


def _back() -> str:
    """The sign-in to go on with, of a form or an address: what ended has forgotten it."""
    said = language_links.parameters()
    told = str(said[1]) if said is not None and len(said) > 1 else ""
    return _sign_in(request.values.get("back", "") or told)


def _at(path: str, back: str, problem: str | None) -> str:
    """The address of a page for the links of its languages."""
    if problem is not None:
        return language_links.address(path, [problem, back])
    return _with_back(path, back)


def _with_back(path: str, back: str) -> str:
    return f"{path}?back={back}" if back else path


def _offer(step: str) -> SignUpOffer | None:
    _require_open()
    return services().sign_ups.offer(step, audience=cookies.audience())


def _require_open() -> None:
    """Where nobody makes an account of their own there is no such page."""
    if not services().sign_ups.allowed:
        abort(404)


def _sign_in(path: str) -> str:
    """The path of the first page of a sign-in; empty for anything else that was typed."""
    return path if _SIGN_IN.fullmatch(path) else ""
