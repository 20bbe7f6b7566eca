"""What an account keeps of what its person is told: which kinds, which facts, in which words. Pure.

A message says what its letter says, without what only the reader of an address may have: codes, and
links that are used once. Instead it names what the person, who is signed in, can do right there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any, Final

from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind, NoticeState
from idp.notices.domain.letter_texts import LETTER, LETTER_TEXTS, QUIET
from idp.notices.domain.letters import (
    NoticeContext,
    Sender,
    localized,
    names_no_letter,
    placeholders,
)

MESSAGES_KEPT_FOR: Final = timedelta(days=365)
"""As long as the outbox tells where else it was sent. What happened is in history for longer."""


class OwnWay(Enum):
    """What a person who is signed in can do if it was not they who did what a message tells."""

    AS_WRITTEN = auto()
    """What the letter says is so for them too."""
    SIGN_IN = auto()
    CONSENT = auto()
    CONTACT = auto()
    CHANGE = auto()
    REPORT = auto()
    ERASURE = auto()


_ANSWER_AT_AN_ADDRESS: Final = None
"""It answers whoever asked, at the address they named; history tells that it was asked."""
_CODE_OR_LINK: Final = None
"""Its purpose is the secret in it."""
_OF_AN_OFFICE: Final = None
"""It tells of the work of an office, not of the account."""
INBOX: Final[Mapping[NoticeKind, OwnWay | None]] = {
    NoticeKind.CREDENTIAL_ADDED: OwnWay.CHANGE,
    NoticeKind.CREDENTIAL_REMOVED: OwnWay.CHANGE,
    NoticeKind.CREDENTIAL_GIVEN_BACK: OwnWay.CHANGE,
    NoticeKind.CREDENTIAL_FLAGGED: OwnWay.AS_WRITTEN,
    NoticeKind.MEANS_STOPPED: OwnWay.CHANGE,
    NoticeKind.MEANS_DISPUTED: OwnWay.CHANGE,
    NoticeKind.KEY_ANCHORED: OwnWay.CHANGE,
    NoticeKind.KEY_RETIRED: OwnWay.AS_WRITTEN,
    NoticeKind.USERNAME_ASKED: _ANSWER_AT_AN_ADDRESS,
    NoticeKind.PASSWORD_LINK: _CODE_OR_LINK,
    NoticeKind.PASSWORD_LINK_CODE: _CODE_OR_LINK,
    NoticeKind.PASSWORD_LINK_REFUSED: _ANSWER_AT_AN_ADDRESS,
    NoticeKind.PASSWORD_LINK_REFUSED_OWN: _ANSWER_AT_AN_ADDRESS,
    NoticeKind.LOSS_LINK: _CODE_OR_LINK,
    NoticeKind.LOSS_REPORTED: OwnWay.AS_WRITTEN,
    NoticeKind.LOSS_STOPPED_FOR_NOW: OwnWay.REPORT,
    NoticeKind.LOSS_TAKEN_BACK: OwnWay.AS_WRITTEN,
    NoticeKind.LETTER_UNDONE: OwnWay.AS_WRITTEN,
    NoticeKind.MEANS_RECOVERED: OwnWay.AS_WRITTEN,
    NoticeKind.BIOMETRIC_ATTACK: OwnWay.CHANGE,
    NoticeKind.BIOMETRIC_STOPPED: OwnWay.CHANGE,
    NoticeKind.NEW_BROWSER: OwnWay.SIGN_IN,
    NoticeKind.PASSWORD_GUESSED: OwnWay.AS_WRITTEN,
    NoticeKind.SECOND_STEP_GUESSED: OwnWay.AS_WRITTEN,
    NoticeKind.CONTACT_CODE: _CODE_OR_LINK,
    NoticeKind.CONTACT_CHANGED: OwnWay.CONTACT,
    NoticeKind.CONTACT_GIVEN_BACK: OwnWay.CONTACT,
    NoticeKind.PASSWORD_CHANGED: OwnWay.CHANGE,
    NoticeKind.RECOVERY_CODES_USED: OwnWay.SIGN_IN,
    NoticeKind.FIRST_SIGN_IN: OwnWay.SIGN_IN,
    NoticeKind.CONSENT_GIVEN: OwnWay.CONSENT,
    NoticeKind.CONSENT_WITHDRAWN: OwnWay.CHANGE,
    NoticeKind.LETTER_ISSUED: OwnWay.AS_WRITTEN,
    NoticeKind.CORRECTION_QUESTION: OwnWay.AS_WRITTEN,
    NoticeKind.REGISTRATIONS_EXAMINED: OwnWay.AS_WRITTEN,
    NoticeKind.REGISTRATION_PARTED: OwnWay.AS_WRITTEN,
    NoticeKind.ACTIVATION_LINK: _CODE_OR_LINK,
    NoticeKind.ACTIVATION_LINK_AGAIN: _CODE_OR_LINK,
    NoticeKind.ACTIVATION_LAPSED: _ANSWER_AT_AN_ADDRESS,
    NoticeKind.ACCOUNT_ACTIVATED: OwnWay.CHANGE,
    NoticeKind.SIGN_UP_CODE: _CODE_OR_LINK,
    NoticeKind.SIGN_UP_TRIED: _ANSWER_AT_AN_ADDRESS,
    NoticeKind.SIGNED_UP: OwnWay.CHANGE,
    NoticeKind.ACCOUNT_LOCKED: OwnWay.AS_WRITTEN,
    NoticeKind.ACCOUNT_UNLOCKED: OwnWay.AS_WRITTEN,
    NoticeKind.ACCOUNT_GRANTED: OwnWay.AS_WRITTEN,
    NoticeKind.ACCOUNT_REFUSED: OwnWay.AS_WRITTEN,
    NoticeKind.APPLICATION_GRANTED: OwnWay.AS_WRITTEN,
    NoticeKind.APPLICATION_REFUSED: _ANSWER_AT_AN_ADDRESS,
    NoticeKind.APPLICATION_WITHDRAWN: OwnWay.AS_WRITTEN,
    NoticeKind.DOSSIER_INCOMPLETE: OwnWay.AS_WRITTEN,
    NoticeKind.AGREEMENT_ASKED: OwnWay.AS_WRITTEN,
    NoticeKind.AGREEMENT_REMINDER: OwnWay.AS_WRITTEN,
    NoticeKind.ORGANISATION_GRANTED: OwnWay.AS_WRITTEN,
    NoticeKind.ORGANISATION_REFUSED: OwnWay.AS_WRITTEN,
    NoticeKind.ORGANISATION_NOT_AGREED: OwnWay.AS_WRITTEN,
    NoticeKind.ORGANISATION_LAPSED: OwnWay.AS_WRITTEN,
    NoticeKind.ORGANISATION_DECIDED: OwnWay.AS_WRITTEN,
    NoticeKind.ORGANISATION_MEANS_WITHDRAWN: OwnWay.AS_WRITTEN,
    NoticeKind.DATA_COPIED: OwnWay.CHANGE,
    NoticeKind.ERASURE_ASKED: OwnWay.ERASURE,
    NoticeKind.ERASURE_WITHDRAWN: OwnWay.CHANGE,
    NoticeKind.GUARDIANSHIP_RECORDED: OwnWay.AS_WRITTEN,
    NoticeKind.GUARDIANSHIP_ENDED: OwnWay.AS_WRITTEN,
    NoticeKind.AGENT_RECORDED: OwnWay.AS_WRITTEN,
    NoticeKind.AGENT_ENDED: OwnWay.AS_WRITTEN,
    NoticeKind.ACTING_RECORDED: OwnWay.AS_WRITTEN,
    NoticeKind.ACTING_ENDED: OwnWay.AS_WRITTEN,
    NoticeKind.ACTS_ALONE: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_ACTS_ALONE: OwnWay.AS_WRITTEN,
    NoticeKind.ACTIVATES_ALONE: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_ACTIVATES_ALONE: OwnWay.AS_WRITTEN,
    NoticeKind.CONTACTS_LOST: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_AGREEMENT_ASKED: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_ACTIVATED: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_PASSWORD_ASKED: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_PASSWORD_SET: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_MEANS_STOPPED: OwnWay.AS_WRITTEN,
    NoticeKind.WARD_SESSIONS_ENDED: OwnWay.AS_WRITTEN,
    NoticeKind.GUARDIAN_SET_PASSWORD: OwnWay.AS_WRITTEN,
    NoticeKind.GUARDIAN_STOPPED_MEANS: OwnWay.AS_WRITTEN,
    NoticeKind.GUARDIAN_ENDED_SESSIONS: OwnWay.AS_WRITTEN,
    NoticeKind.GUARDIAN_ASKED: OwnWay.AS_WRITTEN,
    NoticeKind.COUNTER_CANCELLED: OwnWay.AS_WRITTEN,
    NoticeKind.PERSON_LOOKED_AT: OwnWay.AS_WRITTEN,
    NoticeKind.OFFICER_APPOINTED: OwnWay.AS_WRITTEN,
    NoticeKind.APPOINTMENT_ENDED: OwnWay.AS_WRITTEN,
    NoticeKind.POWERS_DELEGATED: OwnWay.AS_WRITTEN,
    NoticeKind.DELEGATION_ENDED: OwnWay.AS_WRITTEN,
    NoticeKind.TERMS_NEARLY_OVER: _OF_AN_OFFICE,
    NoticeKind.TERMS_NOT_KEPT: _OF_AN_OFFICE,
}
"""What an account keeps, and what helps then; None: the account keeps no such message."""

KEPT_FACTS: Final = frozenset(
    {
        "body",
        "client_id",
        "client_name",
        "contact",
        "device",
        "from",
        "ground",
        "kind",
        "label",
        "letter",
        "number",
        "purpose",
        "quiet_until",
        "remedy",
        "role",
    }
)
"""The facts a message keeps; what is not named here is not kept."""
SECRET_FACTS: Final = frozenset({"code", "path", "undo"})
"""The facts of letters that are for the reader of one address: codes and links used once."""

_OWN: Final = "\x02"
"""Stands before an address of ours in a text. No fact has it: facts are printable."""
_ADDRESS: Final = re.compile(f"{_OWN}((?:/[a-z-]+)+)")


@dataclass(frozen=True, slots=True)
class SentCopy:
    """Where else a message was sent: the channel, the masked address, its row in the outbox."""

    channel: str
    to: str
    notice_id: Id


@dataclass(frozen=True, slots=True)
class SentBeside:
    """Where else a message was sent, and how far that is; `state` is None once nobody knows."""

    channel: str
    to: str
    state: NoticeState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMessage:
    """`kind` may be one of a later release. `read_at`: when its person marked it as read."""

    id: Id
    kind: str
    told_at: datetime
    read_at: datetime | None
    facts: Mapping[str, Any]
    sent: tuple[SentBeside, ...]


@dataclass(frozen=True, slots=True)
class WordsOrAddress:
    """A piece of a paragraph: words, or the path of a page of ours in their place."""

    text: str
    path: str | None = None


Paragraph = tuple[WordsOrAddress, ...]


@dataclass(frozen=True, slots=True)
class MessageWords:
    """The subject, one line; what happened; what to do, where `way` is AS_WRITTEN."""

    subject: str
    paragraphs: tuple[Paragraph, ...]
    way: OwnWay


def kept_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a letter that a message of the account keeps."""
    return {name: facts[name] for name in sorted(KEPT_FACTS & facts.keys())}


def words_of(message: AccountMessage, language: str, *, provider: str) -> MessageWords | None:
    """The words of a message; None where it is of a later release, which alone has them.

    `provider`: what the deployment is called.
    """
    kind = NoticeKind(message.kind) if message.kind in set(NoticeKind) else None
    way = None if kind is None else INBOX[kind]
    if kind is None or way is None:
        return None
    occasion = NoticeContext(kind, message.told_at, message.facts)
    words = LETTER_TEXTS[kind]
    places = placeholders(occasion, Sender(_OWN, "", provider), language)
    # A person who is signed in reports a loss in the account.
    places["report"] = f"{_OWN}/me/report-loss"
    told = [
        words.what,
        *([LETTER] if names_no_letter(occasion) else []),
        *([words.otherwise] if way is OwnWay.AS_WRITTEN else []),
        *([QUIET] if "quiet_until" in message.facts else []),
    ]
    texts = [localized(each, language, context=kind).format(**places).strip() for each in told]
    return MessageWords(
        subject=localized(words.subject, language, context=kind).format(**places),
        paragraphs=tuple(tuple(_pieces(each)) for each in texts),
        way=way,
    )


def plain(paragraph: Paragraph, issuer: str) -> str:
    """A paragraph as text, with whole addresses."""
    return "".join(each.text if each.path is None else f"{issuer}{each.path}" for each in paragraph)


def _pieces(text: str) -> Iterator[WordsOrAddress]:
    """Words and addresses in turn; a sentence that ends with an address gets its full stop."""
    end = 0
    for found in _ADDRESS.finditer(text):
        if found.start() > end:
            yield WordsOrAddress(text[end : found.start()])
        yield WordsOrAddress("", found[1])
        end = found.end()
    yield WordsOrAddress(text[end:] or ".")
