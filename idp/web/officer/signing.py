"""The page on which an officer signs: the decision as its signed bytes say it, then the passkey.

The challenge is made with the page, over exactly the bytes the page was made from, so nobody can
sign before they were shown. It counts once, for this officer and this session of the desk, for five
minutes. What a screen showed nobody can prove; what was sent to it is signed.

From here the key of the application on the officer's telephone can be asked instead
(`phone_signing`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import Response, abort, request
from markupsafe import Markup

from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.losses.visits import Recovered
from idp.officers.decisions import OnPhone, SigningPage
from idp.officers.domain.decisions import Decision
from idp.officers.domain.signing import ShownValue, SigningAct
from idp.web.current import services, settings
from idp.web.officer.decision_words import event_label, label_of, line_to_sign
from idp.web.officer.guards import at_desk, to_sign_in
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.officer.signers import signing_closed
from idp.web.officer.signing_keys import NOT_SIGNED, KeysOfOfficer, keys_of
from idp.web.officer.values import Value
from idp.web.pages import headers
from idp.web.pages.labels import N_
from idp.web.pages.language import LANGUAGES, NAMES, Lang, known
from idp.web.pages.rendering import part_of_page, see_other

_CONFLICT: Final = 409
CONFIRM: Final[Mapping[SigningAct, str]] = {
    SigningAct.PROPOSE: N_("Sign the proposal"),
    SigningAct.APPROVE: N_("Sign the approval"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is decided: in words, with the value of the signed bytes beside them.

    `label` is a message id.
    """

    label: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDecision:
    """What a page says of a decision to be signed. `title` is a message id.

    `who`, the user name of the person, is looked up now and is no part of what is signed, which
    names the person's id.
    """

    title: str
    path: str
    lines: tuple[Line, ...]
    who: str | None
    basis: str
    expires_at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPage:
    """`options`: JSON for `navigator.credentials.get()`.

    `phones`: the names of the officer's keys of the application that may sign; `on_phone` is the
    page for them.
    """

    decided: ShownDecision
    action: str
    options: str
    confirm: str
    phones: tuple[str, ...]
    on_phone: str
    keys: KeysOfOfficer


@dataclass(frozen=True, slots=True)
class UnsignedPage:
    """The page after a signature that was not taken; `title` is a message id."""

    title: str
    path: str
    keys: KeysOfOfficer


@dataclass(frozen=True, slots=True)
class CodesSheet:
    """What a printed sheet of recovery codes says beside them, to the person who takes it home.

    `first`: in the first language of the sheet, whose heading is the sheet's title.
    """

    username: str | None
    case: str
    made_at: datetime
    site: str
    first: bool = True


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words of a sheet in one language: above the codes, and how they are used."""

    lang: Lang
    name: str
    above: Markup
    how: Markup


@dataclass(frozen=True, slots=True)
class CodesPage:
    """Recovery codes of a person, shown this once to be printed.

    `sheet`: its words in the language of the person, and in each where none of them is known.
    """

    codes: tuple[str, ...]
    sheet: tuple[SheetWords, ...]
    path: str


def _sign_case(decision: Decision, officer: Officer, response: str | OnPhone) -> object:
    answer = services().case_decisions.sign(decision.id, officer, response)
    if isinstance(answer, Refused) or answer.moved is None:
        return answer
    return answer.moved.result


def _sign_appointment(decision: Decision, officer: Officer, response: str | OnPhone) -> object:
    answer = services().appointments.sign(decision.id, officer, response)
    return answer if isinstance(answer, Refused) else None


SIGNERS: Final[Mapping[str, Callable[[Decision, Officer, str | OnPhone], object]]] = {
    "appointment": _sign_appointment,
}
"""By procedure: the verb that keeps a signature, and executes what two people signed.

It returns Refused, or the result of what was executed. Every other procedure is of the engine.
"""


@at_desk
def ask(at: AtDesk, decision: str) -> Response:
    """GET: show what is decided to who may sign it, with a challenge over it."""
    closed = closed_to(at, found_or_404(decision))
    if closed is not None:
        return cannot(at, decision, closed)
    page = services().decisions.page(decision, at.officer)
    if isinstance(page, Refused):
        return cannot(at, decision, page.reason)
    return show(at, "sign", _view(at, page))


@at_desk
def sign(at: AtDesk, decision: str) -> Response:
    """POST: keep the signature; the second one has it done."""
    return keep(at, found_or_404(decision), request.form.get("response", ""))


def found_or_404(decision: str) -> Decision:
    """The decision of an address."""
    found = services().decisions.find(decision)
    return abort(404) if found is None else found


def closed_to(at: AtDesk, decision: Decision) -> Reason | None:
    """Why the officer is not shown the decision to be signed."""
    if services().case_decisions.is_stale(decision):
        return Reason.PAGE_CHANGED
    closed = signing_closed(decision, at.officer)
    return None if closed is None else closed.reason


def keep(at: AtDesk, found: Decision, response: str | OnPhone) -> Response:
    """Keep the signature, and lead on: to the decision, or to what was made for the person."""
    signer = SIGNERS.get(found.procedure, _sign_case)
    done = signer(found, at.officer, response)
    if isinstance(done, Refused):
        told = NOT_SIGNED.get(done.reason) if isinstance(response, str) else None
        return cannot(at, found.id, done.reason) if told is None else _unsigned(at, found, told)
    path = f"{HOME}/decisions/{found.id}?told=done"
    if isinstance(done, Recovered):
        codes = services().counter_visits.hand_over(done)
        view = CodesPage(codes=codes, sheet=_sheet(found), path=path)
        return headers.kept_nowhere(show(at, "codes", view, address=path))
    return see_other(path)


def cannot(at: AtDesk, decision: Id, reason: Reason) -> Response:
    """Why it cannot be signed; or the fresh sign-in that is missing."""
    if reason is Reason.NOT_FOUND:
        abort(404)
    if reason is Reason.FRESH_SIGN_IN_REQUIRED:
        return to_sign_in(f"{HOME}/decisions/{decision}/sign")
    path = f"{HOME}/decisions"
    return show(at, "refused", None, status=_CONFLICT, problem=why_not(reason), address=path)


def _unsigned(at: AtDesk, decision: Decision, told: str) -> Response:
    """Why a passkey's signature was not taken, what stands in the way of each, and the way back."""
    view = UnsignedPage(
        title=event_label(decision),
        path=f"{HOME}/decisions/{decision.id}",
        keys=keys_of(at.officer.subject_id),
    )
    return show(at, "unsigned", view, status=_CONFLICT, problem=told, address=view.path)


def decided_of(decision: Decision) -> ShownDecision:
    """What a page shows of a decision to be signed."""
    return ShownDecision(
        title=event_label(decision),
        path=f"{HOME}/decisions/{decision.id}",
        lines=tuple(map(_line, decision.shown)),
        who=_username(decision),
        basis=decision.document["legal_basis"],
        expires_at=decision.expires_at,
        digest=decision.digest.hex(),
    )


def _view(at: AtDesk, page: SigningPage) -> SignPage:
    decided = decided_of(page.decision)
    return SignPage(
        decided=decided,
        action=f"{decided.path}/sign",
        options=json.dumps(page.options),
        confirm=CONFIRM[page.act],
        phones=tuple(each.label for each in services().phone_signing.keys(at.officer)),
        on_phone=f"{decided.path}/phone",
        keys=keys_of(at.officer.subject_id),
    )


def _sheet(decision: Decision) -> tuple[SheetWords, ...]:
    """Its words in the language that the person chose for the account, else in each we speak."""
    subject_id = decision.document["data"]["subject"]
    told = CodesSheet(
        username=_username(decision),
        case=decision.document["data"]["number"],
        made_at=services().clock.now(),
        site=f"{settings().issuer}/me",
    )
    chosen = known(services().accounts.locale_of(subject_id))
    spoken = [lang for lang in LANGUAGES if chosen in {None, lang}]
    return tuple(
        SheetWords(
            lang,
            NAMES[lang],
            part_of_page("officer/codes_above", replace(told, first=lang == spoken[0]), lang=lang),
            part_of_page("officer/codes_how", told, lang=lang),
        )
        for lang in spoken
    )


def _line(shown: ShownValue) -> Line:
    return Line(
        label_of(shown.label),
        line_to_sign(shown.label, shown.before),
        line_to_sign(shown.label, shown.after),
    )


def _username(decision: Decision) -> str | None:
    subject_id = decision.document["data"].get("subject")
    account = None if subject_id is None else services().accounts.by_subject(subject_id)
    return None if account is None else account.username
