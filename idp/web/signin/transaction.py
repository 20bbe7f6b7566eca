"""The base of all pages of a transaction: loading it, adding evidence, going to the next step."""

import functools
import math
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from idp.accounts.domain import Account
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.steps import (
    Authenticate,
    AwaitGuardian,
    Ended,
    IssueCode,
    RedirectError,
    RequestConsent,
    SelectPrincipal,
    ShowError,
    ShowNotice,
    ShowWarning,
    Step,
    StepUp,
)
from idp.authorization.interaction import EvidenceAccepted, Interaction
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.kernel.refusals import Reason, Refused, RemainingTries
from idp.kernel.user_agents import browser_and_system
from idp.web.current import dispatcher, dispatcher_address, services
from idp.web.pages import cookies, csrf, language_links
from idp.web.pages.labels import N_, named
from idp.web.pages.language import Lang, negotiate_language
from idp.web.pages.rendering import error_page, render, see_other
from idp.web.route_access import FORM_BINDINGS, FormBinding, is_bound_to_person
from idp.web.signin.passkey_wanted import is_asked_for
from idp.web.signin.repeats import (
    BegunSession,
    authorization_code,
    begun_before,
    declines,
    session_token,
)

ASTRAY: Final = N_(
    "This sign-in was begun in another browser, so what you just approved was cancelled. If you "
    "began it yourself in another browser of this phone, begin again in this one. If somebody sent "
    "you a link or asked you to approve, it is a scam: do not approve again, and tell the help "
    "line."
)
OTHER_PERSON: Final = N_(
    "Somebody else is signed in in this browser now, so what you pressed counted for nothing. "
    "This is the same page, made for the person named below."
)
CHANGED: Final = N_(
    "What this page says has changed since you opened it, so your answer was not taken. This is "
    "how it is now."
)
AGAIN: Final[Mapping[str, str]] = {"person": OTHER_PERSON, "changed": CHANGED}
"""Reasons why a page is shown again instead of accepting a form, by name in its address."""
GONE: Final = N_("This sign-in was not begun in this browser, or it is over.")

SENTENCES: Final[dict[Reason, str]] = {
    Reason.NOT_PROVEN: N_("That was not right. Check what you typed and try again."),
    Reason.CODE_MALFORMED: N_("A one-time code has six digits. This was not counted as a try."),
    Reason.PIN_MALFORMED: N_("A PIN has six to twelve digits. This was not counted as a try."),
    Reason.USED_BEFORE: N_(
        "This was used before, so it was not taken again. Please try once more."
    ),
    Reason.TOO_MANY_TRIES: N_("There were too many tries."),
    Reason.BUSY: N_("Many people are signing in right now. Please try again in a moment."),
    Reason.EXPIRED: N_("That took too long. Please try again."),
    Reason.ENROLLED_IN_THIS_SIGN_IN: N_(
        "This was added during this sign-in, so it does not count yet. Start again to use it."
    ),
    Reason.MEANS_NOT_ALLOWED: N_("This service does not take this way of signing in."),
    Reason.MEANS_DISABLED: N_("This way of signing in is switched off at present."),
    Reason.CARD_NOT_GENUINE: N_("This card could not be verified as a genuine identity card."),
    Reason.CARD_NOT_VALID: N_(
        "This card cannot be used now: it expired, or was reported lost, locked or withdrawn."
    ),
    Reason.CREDENTIAL_FLAGGED: N_(
        "This was stopped: it was reported lost, a copy of it seems to exist, or somebody chose it "
        "for you before you used the account alone. It can no longer be used."
    ),
    Reason.PICTURES_REFUSED: N_("The pictures could not be used. Please take new ones."),
    Reason.PICTURES_UNCLEAR: N_("The pictures were not clear enough. Please try in better light."),
    Reason.SERVICE_UNAVAILABLE: N_(
        "The service that checks this does not answer at present. Nothing was counted; please "
        "try again in a moment, or choose another way."
    ),
    Reason.BIOMETRIC_DISABLED: N_(
        "This was stopped after too many failures. Sign in another way at level 2 and open it "
        "again in your account."
    ),
    Reason.ACCOUNT_LEVEL_INSUFFICIENT: N_(
        "Your face can only be compared for an account of level 2; yours is of level 1. The help "
        "line says how to get one."
    ),
    Reason.FACTOR_FROM_OTHER_TRANSACTION: N_(
        "This belongs to another person or another sign-in, so it cannot be used here."
    ),
}
NO_ANSWER: Final = N_(
    "The service that checks this does not answer at present. Nothing was counted; please try "
    "again in a moment."
)
"""The sentence of SERVICE_UNAVAILABLE where there is no other way."""
STATUS: Final[dict[Reason, int]] = {
    Reason.TOO_MANY_TRIES: 429,
    Reason.BUSY: 503,
    Reason.SERVICE_UNAVAILABLE: 503,
}
_WRONG: Final = 422
_SHOWN: Final = 200
_SOON: Final = 3
_SPENT: Final = {Reason.USED_BEFORE, Reason.EXPIRED, Reason.NOT_FOUND, Reason.NOT_PROVEN}
"""Refusals of a one-time factor that another form may just be using up."""
_LOOKS: Final = 4
_PAUSE: Final = 0.06
"""Seconds between two polls."""
_WAITERS: Final = threading.BoundedSemaphore(2)
"""The most threads of this process that wait for another form, as anyone can send refused ones."""
_CONTINUED: Final = (
    IssueCode,
    AwaitGuardian,
    SelectPrincipal,
    RequestConsent,
    ShowNotice,
    ShowError,
)
"""Steps at which a live session answers instead of a sign-in."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The end of a wait; `now` is our clock, `seconds` the rest of it."""

    at: datetime
    now: datetime

    @property
    def seconds(self) -> int:
        return max(1, math.ceil((self.at - self.now).total_seconds()))

    @property
    def minutes(self) -> int:
        """Rounded up; a page shows minutes from 90 seconds on."""
        return math.ceil(self.seconds / 60)


@dataclass(frozen=True, slots=True)
class Problem:
    """The message about the last failed try. It never tells whether a name is known.

    `tries_left`: how many more wrong tries there are at most before a wait. `reason`: the refusal,
    where the page can show it in the other language as well.
    """

    sentence: str
    status: int
    wait: Wait | None = None
    other_ways: bool = False
    tries_left: int | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another factor: its page and label.

    `instead`: it takes the place of the one asked for; otherwise both are needed, in either order.
    """

    link: str
    label: str
    instead: bool = True


@dataclass(frozen=True, slots=True)
class Who:
    """The person of a page, by name and user name."""

    name: str
    username: str


Page = Callable[[Interaction], Response]
PathOf = Callable[[Interaction], str]


def path_of(interaction: Interaction, page: str = "") -> str:
    """A page's path in this transaction."""
    return f"/signin/{interaction.transaction.id}{page}"


def to_dispatcher(interaction: Interaction) -> Response:
    """Redirect to the dispatcher, from a page that is not of the present step."""
    return see_other(dispatcher_address(interaction))


def lead_on(interaction: Interaction, begun: BegunSession | None = None) -> Response:
    """The answer for the next step of the dispatcher, after a form changed something.

    `begun`: the session that this form began when it was sent the first time.
    """
    now = services().authorization.resume(
        interaction.transaction.id if begun is None else begun.transaction,
        browser=interaction.browser,
        session_token=interaction.session_token if begun is None else begun.token,
    )
    token = None if begun is None else begun.token
    return _answer(interaction if isinstance(now, Refused) else now, token, again=begun is not None)


def _answer(now: Interaction, token: str | None, *, again: bool = False) -> Response:
    """The dispatcher's answer to this form; a new session's token is set as cookie.

    A page opened by GET redirects to the dispatcher instead. A browser that could make a passkey is
    offered one before it goes back to the party.
    """
    code, posted = authorization_code(now), request.method == "POST"
    repeats = again or (declines() and now.transaction.declined_at is not None)
    if is_asked_for(now):
        response = see_other(passkey_offer_path(now))
    elif posted:
        response = dispatcher().answer_form(now, code=code, again=repeats)
    else:
        response = to_dispatcher(now)
    if token is not None:
        cookies.keep_session(response, token)
    return response


def move_on(interaction: Interaction) -> Response:
    """The answer for the next step, from a page that has nothing to ask.

    A repeated form gets the answer of the first time, which may have been lost.
    """
    if request.method != "POST":
        return to_dispatcher(interaction)
    return lead_on(interaction, begun_before(interaction))


def passkey_offer_path(interaction: Interaction) -> str:
    """The path of the page that offers a passkey after the sign-in."""
    return path_of(interaction, "/passkey-offer")


def cancel_path(interaction: Interaction) -> str:
    """The path to which cancelling is posted."""
    return path_of(interaction, "/cancel")


def interaction_of(transaction_id: UUID) -> Interaction | Refused:
    """The interaction of this browser with a transaction; refused OTHER_BROWSER for any other."""
    return services().authorization.resume(
        str(transaction_id), browser=cookies.browser_seen(), session_token=cookies.session()
    )


def _first_shown(transaction_id: UUID) -> Interaction | Refused:
    if request.method != "GET":
        return interaction_of(transaction_id)
    return services().authorization.first_page(
        str(transaction_id), browser=cookies.browser_seen(), session_token=cookies.session()
    )


def in_transaction(
    *steps: type[Step],
    again: PathOf | None = None,
    otherwise: Page | None = None,
    script: bool = False,
    first: bool = False,
) -> Callable[[Page], Callable[[UUID], Response]]:
    """A page that belongs to some steps; at any other step the dispatcher takes over.

    A form is processed at any step: a refusal is recorded, and a proof is verified even where
    another person's sign-in could answer by now. `again`: the page that asks again where a form was
    bound to another person. `otherwise`: the view for other steps, instead of the dispatcher.
    `script`: the request comes from a script, which follows no redirect, so it never gets the
    answer that ends the transaction. `first`: the page to which a request for a sign-in redirects.
    """
    elsewhere = to_dispatcher if script else otherwise or move_on
    names_person = Authenticate in steps and not script
    of_request = _first_shown if first else interaction_of

    def decorate(page: Page) -> Callable[[UUID], Response]:
        @functools.wraps(page)
        def answer(transaction_id: UUID) -> Response:
            interaction = of_request(transaction_id)
            if not isinstance(interaction, Refused) and _proves_beside_a_session(interaction):
                interaction = services().authorization.ask_who(interaction)
            if isinstance(interaction, Refused):
                return error_page(404, GONE)
            if not _made_for(interaction):
                return _for_whom(interaction, steps, again)
            if isinstance(interaction.step, steps):
                return page(interaction)
            if names_person and _proves_beside_a_sign_in(interaction):
                return page(interaction)
            return decline(interaction) if _says_no(interaction) else elsewhere(interaction)

        return answer

    return decorate


def _says_no(interaction: Interaction) -> bool:
    """Whether this form declines an open transaction."""
    return request.method == "POST" and declines() and not isinstance(interaction.step, Ended)


def _proves() -> bool:
    """Whether the form of this request identifies its person by a proof."""
    return (
        request.method == "POST" and FORM_BINDINGS.get(str(request.url_rule)) is FormBinding.PROOF
    )


def _proves_beside_a_session(interaction: Interaction) -> bool:
    """Whether a proof arrives while a live session would answer instead."""
    return _proves() and _continues(interaction)


def _proves_beside_a_sign_in(interaction: Interaction) -> bool:
    """Whether the form identifies a person although one has signed in in this transaction.

    The form of that sign-in is not verified twice. Nor does a page that says who acts for an
    organisation keep that person from signing in.
    """
    step = interaction.step
    absent = isinstance(step, RedirectError) and step.reason is Reason.FRESH_SIGN_IN_REQUIRED
    signed_in = interaction.context.event is not None and (
        absent or isinstance(step, (*_CONTINUED, ShowWarning))
    )
    nobodys = isinstance(step, ShowError) and step.reason is Reason.REPRESENTATIVE_NEEDED
    return (signed_in or nobodys) and _proves() and begun_before(interaction) is None


def _continues(interaction: Interaction) -> bool:
    """Whether a live session of this browser answers here, and no sign-in of this transaction."""
    context = interaction.context
    present = context.session is not None and context.event is None
    return present and isinstance(interaction.step, _CONTINUED)


def _made_for(interaction: Interaction) -> bool:
    """Whether a form bound to a person comes from a page made for this person."""
    bound = request.method == "POST" and is_bound_to_person(str(request.url_rule))
    return not bound or csrf.made_for(interaction.subject_id)


def _for_whom(
    interaction: Interaction, steps: tuple[type[Step], ...], again: PathOf | None
) -> Response:
    """The answer to another person's form: the page tells it, and live sessions are ignored."""
    if again is not None and isinstance(interaction.step, steps):
        return ask_again(again(interaction), "person")
    if _continues(interaction):
        services().authorization.ask_who(interaction)
    return to_dispatcher(interaction)


def ask_again(path: str, why: str) -> Response:
    """Redirect to a page that asks again, so that Back works."""
    return see_other(f"{path}?again={why}")


def asked_again() -> Problem | None:
    """Why the page asks again, if it does."""
    sentence = AGAIN.get(request.args.get("again", "")) if request.method == "GET" else None
    return None if sentence is None else Problem(sentence, _SHOWN)


def account_of(interaction: Interaction) -> Account | None:
    """The account of the interaction's person, once known."""
    return (
        None
        if interaction.subject_id is None
        else services().accounts.by_subject(interaction.subject_id)
    )


def who_of(interaction: Interaction, data: Mapping[str, Any] | None = None) -> Who:
    """The person as named on a page. Raises LookupError while unknown.

    `data`: their identity, where the page has read it already.
    """
    account = account_of(interaction)
    if account is None:
        raise LookupError("the person is not known yet")
    if data is None:
        data = services().subjects.identity(account.subject_id).data
    return Who(named(account, data), account.username)


def language_of(interaction: Interaction) -> Lang:
    """The language of this transaction's pages."""
    known = interaction.subject_id
    return negotiate_language(
        ui_locales=" ".join(interaction.transaction.request.ui_locales),
        account=None if known is None else services().accounts.locale_of(known),
    )


def show(
    interaction: Interaction,
    template: str,
    view: object,
    *,
    lang: Lang,
    problem: Problem | None = None,
    camera: bool = False,
    at: str | None = None,
    alike: bool = False,
) -> Response:
    """A page of this transaction, which may end at the relying party's address.

    `lang`: its language, by `language_of`, which reads the account: once per page. `at`: as
    `render`; by default the language link of a form's answer tells the problem again (see
    `refused_before`). `alike`: the page says nothing of a person, so that most transactions have
    the same one but for their id.
    """
    if at is None and problem is not None and problem.reason and request.method == "POST":
        at = address_telling(request.path, problem)
    response = render(
        template,
        view,
        lang=lang,
        status=200 if problem is None else problem.status,
        whom=interaction.subject_id,
        leaves=isinstance(interaction.transaction.request, AuthorizationRequest),
        images=_logo(interaction),
        camera=camera,
        at=at,
        identifier=str(interaction.transaction.id) if alike else None,
    )
    if problem is not None and problem.status in STATUS.values():
        response.headers["Retry-After"] = str(problem.wait.seconds if problem.wait else _SOON)
    return response


def _logo(interaction: Interaction) -> Iterable[str]:
    logo = None if interaction.client is None else interaction.client.logo_uri
    return () if logo is None else (logo,)


def problem_of(
    refused: Refused,
    *,
    wrong: str = SENTENCES[Reason.NOT_PROVEN],
    stopped: str = SENTENCES[Reason.CREDENTIAL_FLAGGED],
    malformed: str = SENTENCES[Reason.CODE_MALFORMED],
    used: str = SENTENCES[Reason.USED_BEFORE],
    other_ways: bool = False,
) -> Problem:
    """The sentence for a refusal; a reason without one gets that of NOT_PROVEN.

    The page's sentence for NOT_PROVEN is `wrong`, for CREDENTIAL_FLAGGED `stopped`, for
    CODE_MALFORMED `malformed`, for USED_BEFORE `used`.
    """
    said = {
        **SENTENCES,
        Reason.NOT_PROVEN: wrong,
        Reason.CREDENTIAL_FLAGGED: stopped,
        Reason.CODE_MALFORMED: malformed,
        Reason.USED_BEFORE: used,
    }
    if not other_ways:
        said[Reason.SERVICE_UNAVAILABLE] = NO_ANSWER
    status = STATUS.get(refused.reason, _WRONG)
    wrongly = refused.tries is not None and refused.reason is Reason.NOT_PROVEN
    left = None if refused.tries is None else refused.tries.left
    at = refused.tries.opens_at if refused.tries is not None and not left else refused.retry_at
    wait = None if at is None else Wait(at, services().clock.now())
    # A reason without a sentence must not be told apart in the language link either.
    reason = refused.reason if refused.reason in said else Reason.NOT_PROVEN
    return Problem(said[reason], status, wait, other_ways, left if wrongly else None, reason)


def address_telling(path: str, problem: Problem) -> str:
    """The address at which the page shows the problem again; without one its plain path."""
    if problem.reason is None:
        return path
    until = None if problem.wait is None else problem.wait.at.isoformat()
    return language_links.address(path, [problem.reason, until, problem.tries_left])


def refused_before() -> Refused | None:
    """The refusal carried by the language link that opened this page.

    None without one, and once its wait is over.
    """
    said = language_links.parameters()
    if said is None:
        return None
    reason, until, left = said
    now = services().clock.now()
    at = None if until is None else datetime.fromisoformat(until)
    if at is not None and at <= now:
        return None
    return Refused(Reason(reason), at, None if left is None else RemainingTries(left, at or now))


def verification_context(interaction: Interaction) -> VerificationContext:
    """The sign-in that a proof of this request is made for."""
    return services().authorization.verification_context(interaction, device=_device())


def prove_by(
    interaction: Interaction, show: Callable[[VerificationContext], VerifiedFactor | Refused]
) -> EvidenceAccepted | Refused:
    """Verify and record in one unit of work; `settle` answers with the next step."""
    return services().authorization.add_evidence_from(
        interaction, show, device=_device(), token=session_token(interaction)
    )


def settle(
    interaction: Interaction,
    found: VerifiedFactor | EvidenceAccepted | Refused,
    *,
    once: bool = False,
    beside: VerifiedFactor | None = None,
) -> Response | Refused:
    """The answer to a verified factor; a refusal only while the page still has to ask.

    `once`: the factor can be used once. The second of two equal forms is then refused, although the
    first may only be about to record it. `beside`: a second factor of the same form; it counts
    where it leads on.
    """
    done = found if isinstance(found, Refused) else _record(interaction, found, beside)
    if not isinstance(done, Refused):
        return done
    if done.reason is Reason.STATE_ALREADY_HOLDS:
        return move_on(interaction)
    spent = once and done.reason in _SPENT
    return (
        move_on(interaction) if _went_on(interaction) or (spent and _goes_on(interaction)) else done
    )


def _goes_on(interaction: Interaction) -> bool:
    """Whether another form moves the transaction on in the next moments."""
    if not _WAITERS.acquire(blocking=False):
        return False
    try:
        for _ in range(_LOOKS):
            time.sleep(_PAUSE)
            if _went_on(interaction):
                return True
        return False
    finally:
        _WAITERS.release()


def _went_on(interaction: Interaction) -> bool:
    """Whether another form moved the transaction on since this request began."""
    now = services().authorization.resume(
        interaction.transaction.id,
        browser=interaction.browser,
        session_token=interaction.session_token,
    )
    if isinstance(now, Refused):
        return False
    before, found = interaction.context, now.context
    return len(found.evidence) > len(before.evidence) or found.event != before.event


def _device() -> str:
    return browser_and_system(request.headers.get("User-Agent", ""))


def _record(
    interaction: Interaction,
    found: VerifiedFactor | EvidenceAccepted,
    beside: VerifiedFactor | None,
) -> Response | Refused:
    """Record the factor and compute the answer, in one unit of work."""
    token = session_token(interaction)

    def record() -> Response | Refused:
        accepted: EvidenceAccepted | Refused
        if isinstance(found, EvidenceAccepted):
            accepted = found
        else:
            accepted = services().authorization.add_evidence(
                interaction, found, device=_device(), token=token
            )
        if isinstance(accepted, Refused):
            return accepted
        if beside is not None:
            accepted = _with(accepted, beside, token)
        started = accepted.started
        return _answer(accepted.interaction, None if started is None else started.token)

    return services().authorization.atomically(record)


def _with(accepted: EvidenceAccepted, beside: VerifiedFactor, token: str) -> EvidenceAccepted:
    """Record a second factor in the transaction in which the first counted, if it leads on there.

    That is another transaction than the page's where another person had signed in there.
    """
    now = accepted.interaction
    if not isinstance(now.step, StepUp) or beside.kind not in now.step.taken:
        return accepted
    moved = replace(beside, transaction_id=now.transaction.id)
    both = services().authorization.add_evidence(now, moved, device=_device(), token=token)
    return accepted if isinstance(both, Refused) else both


def decline(interaction: Interaction) -> Response:
    """Record the refusal; the dispatcher answers the relying party."""
    services().authorization.decline(interaction)
    return lead_on(interaction)
