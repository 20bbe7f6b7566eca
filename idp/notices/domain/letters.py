"""Letters from facts: pure text, in the person's language or in both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel.support import Translations

from idp.kernel import catalogues, spoken_dates
from idp.kernel.names import PRODUCT
from idp.kernel.user_agents import browser_and_system
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import (
    CONTACTS,
    CREDENTIALS,
    HELP,
    LANGUAGES,
    LETTER,
    LETTER_TEXTS,
    NEVER_ASKED_FOR,
    NOT_YOU,
    OTHER_BROWSER,
    OTHER_CONTACT,
    OTHER_CREDENTIAL,
    OTHER_PURPOSE,
    OTHER_ROLE,
    PROVIDER,
    PROVIDER_SUBJECT,
    PURPOSES,
    QUIET,
    QUIET_SHORT,
    ROLES,
    SEE,
    SHORT,
    SIGNED,
    TYPE_THE_CODE,
    UNDO_WORDS,
    WHEN,
    LetterText,
)

CATALOGUES: Final = Path(__file__).parents[1] / "translations"
_TEXT_MESSAGE: Final = "text message"
"""The context of shorter texts in text messages (`msgctxt`); for a letter it is the kind."""
_BETWEEN_LANGUAGES: Final = "\n\n—\n\n"
_MAX_NAME: Final = 100
TWO_PARTS: Final = 134
"""Two parts of a text message in UCS-2, each with the header that joins them (3GPP TS 23.040)."""
THREE_PARTS: Final = 201
"""The sentence of the last letter before a pause."""
_FEW: Final = 30
_USUAL_HEAD: Final = f"{PRODUCT}: "
"""How a message begins that every sentence has room for."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The subject, one line, and the plain text."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Sender:
    """The contacts named in letters: our name and address, the account page, the help line."""

    issuer: str
    help_line: str
    name: str = PRODUCT

    @property
    def account(self) -> str:
        return f"{self.issuer}/me"


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """The event and its time. `facts` name the credential, the relying party or the ground."""

    kind: NoticeKind
    at: datetime
    facts: Mapping[str, Any]


_TELLS_WHAT_ELSE: Final = frozenset(
    {
        NoticeKind.PASSWORD_LINK_REFUSED,
        NoticeKind.PASSWORD_LINK_REFUSED_OWN,
        NoticeKind.ACTIVATION_LAPSED,
    }
)
"""What was asked for was not sent; the page it was asked on says what else there is."""


def letter(occasion: NoticeContext, sender: Sender, language: str | None) -> Letter:
    """The letter in one language; in both when the person's is not known."""
    parts = [_letter(occasion, sender, each) for each in languages(language)]
    return Letter(
        subject=" / ".join(part.subject for part in parts),
        text=_BETWEEN_LANGUAGES.join(part.text for part in parts) + "\n",
    )


def provider_letter(
    at: datetime, sender: Sender, *, number: str, subs: Mapping[str, str]
) -> Letter:
    """The letter to a licensed provider: the case, and the subjects of its clients."""
    places = {
        "provider": sender.name,
        "number": _line(number),
        "subs": "\n".join(f"{client}: {sub}" for client, sub in sorted(subs.items())),
    }
    parts = [
        localized(PROVIDER, each).format(when=_when(None, at, each), **places) for each in LANGUAGES
    ]
    text = f"{_BETWEEN_LANGUAGES.join(parts)}\n\n{sender.name}\n"
    return Letter(subject=PROVIDER_SUBJECT.format(**places), text=text)


def short_message(occasion: NoticeContext, sender: Sender, language: str | None) -> str:
    """The event and a link, in one language, within two parts of a text message (SMS).

    Within three where the next such changes may bring none, which it says. The link is never cut:
    first the time makes room for it, then a name of ours that is longer than the product's, then
    the end of the sentence.
    """
    spoken = languages(language)[0]
    words = LETTER_TEXTS[occasion.kind]
    places = placeholders(occasion, sender, spoken)
    short = SHORT.get(occasion.kind)
    told = (
        localized(words.subject, spoken, context=occasion.kind)
        if short is None
        else localized(short, spoken, context=_TEXT_MESSAGE)
    ).format(**places)
    tail = _where_to_go(occasion, words, places, spoken)
    parts, until = TWO_PARTS, occasion.facts.get("quiet_until")
    if until is not None:
        pause = localized(QUIET_SHORT, spoken).format(
            quiet_until=spoken_dates.short_moment(datetime.fromisoformat(until))
        )
        parts, tail = THREE_PARTS, f"{pause} {tail}"
    head = f"{sender.name}: "
    for text in (
        f"{head}{told}, {spoken_dates.short_moment(occasion.at)}. {tail}",
        f"{head}{told}. {tail}",
    ):
        if _units(text) <= parts:
            return text
    if _units(head) > _units(_USUAL_HEAD):
        head = ""
    return f"{head}{_shortened(told, parts - _units(f'{head}. {tail}'))}. {tail}"


def _where_to_go(
    occasion: NoticeContext, words: LetterText, places: Mapping[str, str], language: str
) -> str:
    """The link that undoes it, else the page for reports, else a page with more.

    After a forgotten password that is no page of the account, which would ask for the password.
    """
    if "undo" in occasion.facts:
        return f"{localized(NOT_YOU, language)} {places['undo']}"
    if "{report}" in words.otherwise:
        return f"{localized(NOT_YOU, language)} {places['report']}"
    if occasion.kind is NoticeKind.PASSWORD_LINK_CODE:
        return localized(TYPE_THE_CODE, language)
    where = places["link"] if "{link}" in words.what else places["account"]
    if occasion.kind in _TELLS_WHAT_ELSE:
        where = places["forgotten"]
    return f"{localized(SEE, language)} {where}"


def _shortened(text: str, room: int) -> str:
    """As much text as fits, and at least a few words."""
    if _units(text) <= room:
        return text
    kept = text[: max(room, _FEW) - 1]
    while kept and _units(kept) >= max(room, _FEW):
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _units(text: str) -> int:
    """The length of a text message in UCS-2, which has the Vietnamese letters."""
    return len(text.encode("utf-16-le")) // 2


def _letter(occasion: NoticeContext, sender: Sender, language: str) -> Letter:
    words = LETTER_TEXTS[occasion.kind]
    places = placeholders(occasion, sender, language)
    paragraphs = [
        words.what,
        *([UNDO_WORDS] if "undo" in occasion.facts else []),
        *([LETTER] if names_no_letter(occasion) else []),
        words.otherwise,
        *([QUIET] if "quiet_until" in occasion.facts else []),
        *([HELP] if sender.help_line else []),
        NEVER_ASKED_FOR,
        SIGNED,
    ]
    texts = [localized(each, language, context=occasion.kind) for each in paragraphs]
    return Letter(
        subject=localized(words.subject, language, context=occasion.kind).format(**places),
        text="\n\n".join(text.format(**places).strip() for text in texts),
    )


def names_no_letter(occasion: NoticeContext) -> bool:
    """Whether there is a numbered letter of which the text itself tells nothing."""
    return "letter" in occasion.facts and "{letter}" not in LETTER_TEXTS[occasion.kind].what


def localized(message: str, language: str, *, context: str = "") -> str:
    """A message id in a language, its placeholders still open; with this context, if it differs."""
    spoken = _translations(language)
    text = str(spoken.pgettext(context, message)) if context else message
    return spoken.gettext(message) if text == message else text


@cache
def _translations(language: str) -> Translations:
    return catalogues.translations(language, sorted(CATALOGUES.glob(f"{language}.po")))


def languages(language: str | None) -> tuple[str, ...]:
    """The language of a letter, or both where it is not one of ours: the first is more read."""
    spoken = (language or "").partition("-")[0]
    return (spoken,) if spoken in LANGUAGES else LANGUAGES


def placeholders(occasion: NoticeContext, sender: Sender, language: str) -> dict[str, str]:
    """What stands in the places of the texts; facts as one printable line each."""
    facts = occasion.facts
    return {
        "provider": sender.name,
        "when": _when(None, occasion.at, language),
        "credential": _credential(facts, language),
        "client": _named(facts.get("client_name"), language) or _line(facts.get("client_id", "")),
        "ground": _line(facts.get("ground", "")).rstrip("."),
        "remedy": _line(facts.get("remedy", "")),
        "number": _line(facts.get("number", "")),
        "body": _line(facts.get("body", "")),
        "letter": _line(facts.get("letter", "")),
        "check": f"{sender.issuer}/public/letters",
        "forgotten": f"{sender.issuer}/public/forgotten",
        "purpose": localized(PURPOSES.get(str(facts.get("purpose")), OTHER_PURPOSE), language),
        "role": _roles(facts, language),
        "link": f"{sender.issuer}{facts.get('path', '')}",
        "undo": f"{sender.issuer}{facts.get('undo', '')}",
        "contact": localized(CONTACTS.get(str(facts.get("contact")), OTHER_CONTACT), language),
        "label": _line(facts.get("label") or ""),
        "code": _line(facts.get("code", "")),
        "from_when": _when(facts.get("from"), occasion.at, language),
        "quiet_until": _when(facts.get("quiet_until"), occasion.at, language),
        "device": browser_and_system(str(facts.get("device", "")))
        or localized(OTHER_BROWSER, language),
        "account": sender.account,
        "report": f"{sender.issuer}/public/report-loss",
        "help_line": sender.help_line,
    }


def _when(moment: object, else_at: datetime, language: str) -> str:
    """The time in a fact (ISO 8601), else that of the event."""
    at = datetime.fromisoformat(str(moment)) if moment else else_at
    return localized(WHEN, language).format(moment=spoken_dates.moment(at, language))


def _credential(facts: Mapping[str, Any], language: str) -> str:
    words = localized(CREDENTIALS.get(str(facts.get("kind")), OTHER_CREDENTIAL), language)
    label = _line(facts.get("label") or "")
    return f"{words} “{label}”" if label else words


def _roles(facts: Mapping[str, Any], language: str) -> str:
    held = [localized(ROLES.get(str(each), OTHER_ROLE), language) for each in facts.get("role", ())]
    return ", ".join(dict.fromkeys(held)) or localized(OTHER_ROLE, language)


def _named(name: object, language: str) -> str:
    """A name as text, or as a mapping from language to text."""
    if isinstance(name, Mapping):
        name = name.get(language) or next(iter(name.values()), "")
    return _line(name or "")


def _line(text: object) -> str:
    """Text that someone typed, as one line of bounded length."""
    return " ".join("".join(map(_printable, str(text))).split())[:_MAX_NAME]


def _printable(character: str) -> str:
    return character if character.isprintable() else " "
