"""The content of a letter in one language: what its page and its PDF are both made from."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel.support import Translations

from idp.kernel import catalogues, spoken_dates
from idp.kernel.clock import VIET_NAM
from idp.kernel.names import PRODUCT
from idp.law.citations import citation_in
from idp.letters.domain import LetterKind
from idp.letters.domain.texts import (
    BASIS,
    CHECK,
    CHECK_CODE,
    CHECK_PAPER,
    DATA,
    DATE,
    FOOTER,
    LETTER_FORMS,
    NUMBER,
    OF_A_LATER_RELEASE,
    OF_AN_OPERATOR,
    OF_OFFICER,
    OF_OPERATOR,
    OF_RULE,
    OWN_REASONS,
    REASONS,
    SENDER,
    SIGNER,
    TO,
    is_own_word,
)
from idp.subjects.datum_values import day_of

CATALOGUES: Final = Path(__file__).parents[1] / "translations"
LANGUAGES: Final = ("vi", "en")
_PRINTED: Final = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x131),
    (0x134, 0x137),
    (0x139, 0x13E),
    (0x141, 0x148),
    (0x14C, 0x17E),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x1E80, 0x1E85),
    (0x1EA0, 0x1EF9),
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x20AB, 0x20AC),
)
"""The characters of the typeface that a letter may have: Latin, all of Vietnamese, and signs."""
_NOT_PRINTED: Final = "?"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written when a letter was issued; it is stored sealed.

    `basis` is empty where the usual one of the kind applies. `signed_by`: the officer's name.
    `provider`: the name of the deployment then, which the letter keeps.
    """

    recipient: str
    basis: str
    reasons: tuple[str, ...]
    facts: Mapping[str, str]
    signed_by: str
    provider: str = PRODUCT


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """All words of a letter, in the order of its page and its PDF."""

    language: str
    author: str
    sender: str
    title: str
    dated_on: date
    recipient: str
    basis: str
    facts: tuple[tuple[str, str], ...]
    opening: tuple[str, ...]
    reasons_title: str
    reasons: tuple[str, ...]
    closing: tuple[str, ...]
    signer_title: str
    signer: str
    check: str
    check_link: str
    footer: str


def basis_of(kind: LetterKind, written: Written, *, own: bool = False) -> str:
    """The legal basis as Vietnamese law is cited: that of its kind, where none was given.

    Empty where the kind is one of a later release, and with `own` as in `content_of`: the decree
    leaves an operator's own accounts to the operator.
    """
    usual = LETTER_FORMS[kind].basis.vi if kind.is_known and not own else ""
    given = "" if own and citation_in(written.basis) is not None else written.basis
    return given or usual


def content_of(
    kind: LetterKind,
    written: Written,
    *,
    number: str,
    dated_at: datetime,
    signer: Mapping[str, Any],
    language: str,
    issuer: str,
    own: bool = False,
) -> LetterContent:
    """The content in one language; reasons and facts are as they were written.

    Only words of ours are translated, never what somebody typed (`is_own_word`, `OWN_REASONS`).

    `own`: the accounts are an operator's own, so nothing is said of the State, and no article of
    the decree is the basis of a letter (Art. 9(4)). Raises LookupError for a kind of a later
    release.
    """
    code = written.facts.get(CHECK_CODE)
    form, day = LETTER_FORMS[kind], dated_at.astimezone(VIET_NAM).date()
    cited = citation_in(written.basis) or form.basis
    other = written.basis if citation_in(written.basis) is None else ""
    basis = other or ("" if own else cited.in_letter(language))
    facts = [
        (localized(NUMBER, language), number),
        (localized(DATE, language), spoken_dates.dated(day, language)),
        (localized(TO, language), written.recipient),
    ]
    facts += [(localized(BASIS, language), basis)] if basis else []
    facts += [
        (localized(label, language), _value(kind, name, written, language))
        for name, label in form.facts.items()
        if written.facts.get(name)
    ]
    return LetterContent(
        language=language,
        author=printable(written.provider),
        sender=printable(
            localized(_said(SENDER, own=own), language).format(provider=written.provider)
        ),
        title=title_of(kind, language, own=own),
        dated_on=day,
        recipient=printable(written.recipient),
        basis=printable(basis),
        facts=tuple((label, printable(value)) for label, value in facts),
        opening=(localized(_said(form.opening, own=own), language),),
        reasons_title=localized(form.listed or REASONS, language),
        reasons=tuple(printable(_reason(kind, each, language)) for each in written.reasons),
        closing=(localized(form.closing, language),),
        signer_title=localized(SIGNER, language),
        signer=printable(
            localized(form.by_itself, language).format(provider=written.provider)
            if form.by_itself
            else _signer(signer, written, language)
        ),
        check=localized(CHECK_PAPER if code else CHECK, language),
        check_link=f"{issuer}/public/receipt?number={number}#code={code}"
        if code
        else f"{issuer}/public/letters/{number}",
        footer=localized(FOOTER, language).format(number=number),
    )


def title_of(kind: LetterKind, language: str, *, own: bool = False) -> str:
    """What letters of a kind are called; `own` as in `content_of`."""
    if not kind.is_known:
        return localized(OF_A_LATER_RELEASE, language)
    return localized(_said(LETTER_FORMS[kind].title, own=own), language)


def _said(text: str, *, own: bool) -> str:
    return OF_AN_OPERATOR.get(text, text) if own else text


def _value(kind: LetterKind, name: str, written: Written, language: str) -> str:
    value = written.facts[name]
    if name == "value" and written.facts.get("datum") == DATA["birthdate"]:
        day = day_of(value)
        return value if day is None else spoken_dates.day(day, language)
    return localized(value, language) if is_own_word(kind, name, written.facts) else value


def _reason(kind: LetterKind, reason: str, language: str) -> str:
    return localized(reason, language) if OWN_REASONS.get(kind) == reason else reason


def language_for(locale: str | None) -> str:
    """The language of a letter: the recipient's, else that of the law."""
    spoken = (locale or "").partition("-")[0]
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def printable(text: str) -> str:
    """The text in the characters that a letter may have, on one line.

    An archival file may name no character that its typeface lacks.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(map(_printed, composed))


def localized(message: str, language: str) -> str:
    """A message id in a language, its places still open."""
    return str(_translations(language).gettext(message))


def _signer(signer: Mapping[str, Any], written: Written, language: str) -> str:
    if "officer_id" in signer:
        return localized(OF_OFFICER, language).format(name=written.signed_by, desk=signer["desk"])
    if "rule" in signer:
        return localized(OF_RULE, language).format(provider=written.provider, rule=signer["rule"])
    return localized(OF_OPERATOR, language).format(provider=written.provider)


def _printed(character: str) -> str:
    if _has(character):
        return character
    plain = "".join(filter(_has, unicodedata.normalize("NFKD", character)))
    return plain or ("" if unicodedata.category(character).startswith("M") else _NOT_PRINTED)


def _has(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _PRINTED)


@cache
def _translations(language: str) -> Translations:
    return catalogues.translations(language, sorted(CATALOGUES.glob(f"{language}.po")))


def as_data(written: Written) -> dict[str, Any]:
    """What is sealed (JSON)."""
    return {
        "recipient": written.recipient,
        "basis": written.basis,
        "reasons": list(written.reasons),
        "facts": dict(written.facts),
        "signed_by": written.signed_by,
        "provider": written.provider,
    }


def from_data(data: Mapping[str, Any]) -> Written:
    """What `as_data` made; letters of earlier releases name no provider."""
    reasons: Sequence[str] = data["reasons"]
    return Written(
        recipient=data["recipient"],
        basis=data["basis"],
        reasons=tuple(reasons),
        facts=data["facts"],
        signed_by=data["signed_by"],
        provider=data.get("provider", PRODUCT),
    )
