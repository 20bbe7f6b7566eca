"""The page on which an officer signs: the decision as its signed bytes say it, then the key.

The challenge is made with the page, over exactly the bytes the page was made from, so nobody can
sign before they were shown. It counts once, for this officer and this session of the desk, for five
minutes. What a screen showed nobody can prove; what was sent to it is signed.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, abort, request
from markupsafe import Markup

from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.losses.visits import Recovered
from idp.officers.decisions import SigningPage
from idp.officers.domain.decisions import Decision
from idp.officers.domain.signing import ShownValue, SigningAct
from idp.web.current import services, settings
from idp.web.officer.decision_words import event_label, label_of, line_value
from idp.web.officer.guards import at_desk, to_sign_in
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.officer.signers import NotTheirs, signing_closed
from idp.web.officer.values import Value
from idp.web.pages import headers
from idp.web.pages.labels import N_
from idp.web.pages.language import LANGUAGES, NAMES, Lang, known
from idp.web.pages.rendering import part_of_page, see_other

_CONFLICT: Final = 409
_CONFIRM: Final[Mapping[SigningAct, str]] = {
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
class SignPage:
    """`options`: JSON for `navigator.credentials.get()`. `who`: the user name of the person.

    `who` is looked up now and is no part of what is signed, which names the person's id.
    """

    title: str
    path: str
    lines: tuple[Line, ...]
    who: str | None
    basis: str
    expires_at: datetime
    digest: str
    action: str
    options: str
    confirm: str


@dataclass(frozen=True, slots=True)
class CodesSheet:
    """What a printed sheet of recovery codes says beside them, to the person who takes it home."""

    username: str | None
    case: str
    made_at: datetime
    site: str


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


def _sign_case(decision: Decision, officer: Officer, response: str) -> object:
    answer = services().case_decisions.sign(decision.id, officer, response)
    if isinstance(answer, Refused) or answer.moved is None:
        return answer
    return answer.moved.result


def _sign_appointment(decision: Decision, officer: Officer, response: str) -> object:
    answer = services().appointments.sign(decision.id, officer, response)
    return answer if isinstance(answer, Refused) else None


SIGNERS: Final[Mapping[str, Callable[[Decision, Officer, str], object]]] = {
    "appointment": _sign_appointment,
}
"""By procedure: the verb that keeps a signature, and executes what two people signed.

It returns Refused, or the result of what was executed. Every other procedure is of the engine.
"""


@at_desk
def ask(at: AtDesk, decision: str) -> Response:
    """GET: show what is decided to who may sign it, with a challenge over it."""
    found = services().decisions.find(decision)
    if found is None:
        abort(404)
    if services().case_decisions.is_stale(found):
        return _cannot(at, decision, Reason.PAGE_CHANGED)
    page: SigningPage | Refused | NotTheirs = signing_closed(
        found, at.officer
    ) or services().decisions.page(decision, at.officer)
    if isinstance(page, Refused | NotTheirs):
        return _cannot(at, decision, page.reason)
    return show(at, "sign", _view(page))


@at_desk
def sign(at: AtDesk, decision: str) -> Response:
    """POST: keep the signature; the second one has it done."""
    found = services().decisions.find(decision)
    if found is None:
        abort(404)
    signer = SIGNERS.get(found.procedure, _sign_case)
    done = signer(found, at.officer, request.form.get("response", ""))
    if isinstance(done, Refused):
        return _cannot(at, decision, done.reason)
    path = f"{HOME}/decisions/{found.id}?told=done"
    if isinstance(done, Recovered):
        codes = services().counter_visits.hand_over(done)
        view = CodesPage(codes=codes, sheet=_sheet(found), path=path)
        return headers.kept_nowhere(show(at, "codes", view, address=path))
    return see_other(path)


def _cannot(at: AtDesk, decision: Id, reason: Reason) -> Response:
    """Why it cannot be signed; or the fresh sign-in that is missing."""
    if reason is Reason.NOT_FOUND:
        abort(404)
    if reason is Reason.FRESH_SIGN_IN_REQUIRED:
        return to_sign_in(f"{HOME}/decisions/{decision}/sign")
    path = f"{HOME}/decisions"
    return show(at, "refused", None, status=_CONFLICT, problem=why_not(reason), address=path)


def _view(page: SigningPage) -> SignPage:
    decision, path = page.decision, f"{HOME}/decisions/{page.decision.id}"
    return SignPage(
        title=event_label(decision),
        path=path,
        lines=tuple(map(_line, decision.shown)),
        who=_username(decision),
        basis=decision.document["legal_basis"],
        expires_at=decision.expires_at,
        digest=decision.digest.hex(),
        action=f"{path}/sign",
        options=json.dumps(page.options),
        confirm=_CONFIRM[page.act],
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
    return tuple(
        SheetWords(
            lang,
            NAMES[lang],
            part_of_page("officer/codes_above", told, lang=lang),
            part_of_page("officer/codes_how", told, lang=lang),
        )
        for lang in LANGUAGES
        if chosen in {None, lang}
    )


def _line(shown: ShownValue) -> Line:
    return Line(
        label_of(shown.label),
        line_value(shown.label, shown.before),
        line_value(shown.label, shown.after),
    )


def _username(decision: Decision) -> str | None:
    subject_id = decision.document["data"].get("subject")
    account = None if subject_id is None else services().accounts.by_subject(subject_id)
    return None if account is None else account.username
