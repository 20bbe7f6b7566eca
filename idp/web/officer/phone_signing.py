"""Signing a decision on the officer's telephone: the page beside it, which needs no script.

The page shows the same lines as the telephone, a picture to scan, and the number that is typed on
the telephone. A reload shows how far it is; a script looks by itself. What is signed is made with
the picture, as the challenge of a passkey is made with its page (`signing`).
"""

from dataclasses import dataclass
from typing import Any, Final

from flask import Response, jsonify, request
from markupsafe import Markup

from idp.factors.app_keys.request import Stage
from idp.kernel.refusals import Refused
from idp.kernel.spoken_dates import day, moment
from idp.law.citations import legal_basis
from idp.officers.decisions import OnPhone, SigningTurn
from idp.officers.domain.signing import ShownValue
from idp.officers.phone_signing import PhoneTurn
from idp.platform.qr_codes import qr_code
from idp.web.current import services, settings
from idp.web.officer.guards import asked_by_script, at_desk, to_sign_in
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.signers import needs_sign_in
from idp.web.officer.signing import (
    CONFIRM,
    Line,
    ShownDecision,
    cannot,
    closed_to,
    decided_of,
    found_or_404,
    keep,
)
from idp.web.officer.values import Kind, PlainLine, Said, Value
from idp.web.pages.app_links import approval_link
from idp.web.pages.app_texts import in_all_languages
from idp.web.pages.device_names import device_name
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import see_other, words

_NOT_YET: Final = N_("The phone has not signed this yet.")
_ENDED: Final = {
    Stage.DENIED: N_("The request was refused on the phone. Here is a new one."),
    Stage.OVER: N_("That request is over: it took too long or was refused. Here is a new one."),
}
_WRONG: Final = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSignPage:
    """`qr` and `link` are None once a telephone has the request; `signed`: it has signed.

    `back`: the page on which a passkey signs. `confirm`: what the telephone is asked to do.
    """

    decided: ShownDecision
    action: str
    state: str
    back: str
    qr: Markup | None
    link: str | None
    number: str
    signed: bool
    confirm: str
    phones: tuple[str, ...]


@at_desk
def ask(at: AtDesk, decision: str) -> Response:
    """GET: a picture for the telephone, unless it is looking at the last one."""
    return _page(at, decision)


@asked_by_script
def state(at: AtDesk, decision: str) -> Response:
    """GET by the script: how far the telephone is."""
    found = found_or_404(decision)
    stage = services().phone_signing.stage(found.id, at.officer)
    response = jsonify({"stage": stage.value})
    response.headers["Cache-Control"] = "no-store"
    return response


@at_desk
def finish(at: AtDesk, decision: str) -> Response:
    """POST: keep what the telephone signed; the second signature has it done."""
    found = found_or_404(decision)
    stage = services().phone_signing.stage(found.id, at.officer)
    if stage is Stage.APPROVED:
        return keep(at, found, OnPhone())
    return _page(at, decision, problem=_ENDED.get(stage, _NOT_YET))


def _page(at: AtDesk, decision: str, *, problem: str | None = None) -> Response:
    found = found_or_404(decision)
    closed = closed_to(at, found)
    if closed is not None:
        return cannot(at, decision, closed)
    if needs_sign_in(found, at.officer):  # before anything is signed in vain
        return to_sign_in(f"{HOME}/decisions/{decision}/phone")
    if not services().phone_signing.keys(at.officer):  # there is nothing to scan the picture with
        return see_other(f"{HOME}/decisions/{decision}/sign")
    asked = services().phone_signing.ask(decision, at.officer, lambda turn: _texts(at, turn))
    if isinstance(asked, Refused):
        return cannot(at, decision, asked.reason)
    status = 200 if problem is None else _WRONG
    view = _view(at, asked)
    return show(at, "sign_on_phone", view, status=status, problem=problem, address=view.action)


def _view(at: AtDesk, asked: PhoneTurn) -> PhoneSignPage:
    decided = decided_of(asked.turn.decision)
    link = None if asked.handle is None else approval_link(asked.handle)
    return PhoneSignPage(
        decided=decided,
        action=f"{decided.path}/phone",
        state=f"{decided.path}/phone/state",
        back=f"{decided.path}/sign",
        qr=None if link is None else qr_code(link),
        link=link,
        number=asked.number,
        signed=asked.signed,
        confirm=CONFIRM[asked.turn.act],
        phones=tuple(each.label for each in services().phone_signing.keys(at.officer)),
    )


def _texts(at: AtDesk, turn: SigningTurn) -> dict[str, Any]:
    """What the telephone shows, in every language; the values are those of what it signs."""
    decided = decided_of(turn.decision)
    return in_all_languages(lambda lang: _text(at, turn, decided, lang), at.lang)


def _text(at: AtDesk, turn: SigningTurn, decided: ShownDecision, lang: Lang) -> dict[str, Any]:
    return {
        "party": settings().brand_name,
        "title": words(lang, decided.title),
        "act": words(lang, CONFIRM[turn.act]),
        "lines": [
            _line(signed, line, lang)
            for signed, line in zip(turn.decision.shown, decided.lines, strict=True)
        ],
        "who": decided.who,
        "basis": legal_basis(decided.basis, lang),
        "until": moment(decided.expires_at, lang),
        "digest": decided.digest,
        "desk": at.officer.desk,
        "browser": device_name(request.headers.get("User-Agent", ""), lang),
        "at": moment(services().clock.now(), lang),
        "lang": lang,
    }


def _line(signed: ShownValue, line: Line, lang: Lang) -> dict[str, str | None]:
    """The values as they are signed, and what they are called where that is not the same."""
    return {
        "label": words(lang, line.label),
        "before": signed.before,
        "after": signed.after,
        "words_before": _in_words(line.before, lang),
        "words_after": _in_words(line.after, lang),
    }


def _in_words(value: Value | None, lang: Lang) -> str | None:
    """A value as the page of the desk says it, without its form; None where it says itself."""
    if value is None or not value.aside:
        return None
    if value.kind is Kind.MOMENT and value.at is not None:
        return moment(value.at, lang)
    if value.kind is Kind.DAY and value.at is not None:
        return day(value.at, lang)
    if value.kind is Kind.WORDS:
        return ", ".join(words(lang, each) for each in value.words)
    if value.kind is Kind.PLAIN:
        return "; ".join(_plain(each, lang) for each in value.lines)
    return words(lang, value.text) if value.kind is Kind.WORD else value.text


def _plain(line: PlainLine, lang: Lang) -> str:
    said = ", ".join(_said(each, lang) for each in line.said).replace(":,", ":")
    return said if line.label is None else f"{_said(line.label, lang)}: {said}"


def _said(part: Said, lang: Lang) -> str:
    if part.on is not None:
        return day(part.on, lang)
    if part.at is not None:
        return moment(part.at, lang)
    text = words(lang, part.text) if part.word else part.text
    return f"{text}:" if part.label else text
