"""The messages of the account: what its person was told, read without any address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from flask import Response, request

from idp.kernel.clock import civil_day
from idp.kernel.ids import is_id
from idp.notices.domain import Channel, NoticeState
from idp.notices.domain.messages import (
    AccountMessage,
    OwnWay,
    Paragraph,
    SentBeside,
    words_of,
)
from idp.notices.messages import MOST_COUNTED
from idp.web.current import services, settings
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page, see_other
from idp.web.self_service.entry_advice import ADVICE, REPORT, Advice, Concern
from idp.web.self_service.guards import AccountHolder, login_required, own_query, show
from idp.web.self_service.looks import place_in_history

PATH: Final = "/me/messages"
READ: Final = f"{PATH}/read"
_PAGE: Final = 10
"""Their words are long: a page of twice as many would weigh half of what a first visit may."""
NO_MESSAGE: Final = N_("There is no such message.")
DONE: Final = {"read": N_("Done: these messages are marked as read.")}

HELP: Final[Mapping[OwnWay, Advice | None]] = {
    OwnWay.AS_WRITTEN: None,
    OwnWay.SIGN_IN: ADVICE[Concern.SIGN_IN],
    OwnWay.CONSENT: ADVICE[Concern.CONSENT],
    OwnWay.CONTACT: ADVICE[Concern.CONTACT],
    OwnWay.CHANGE: ADVICE[Concern.CHANGE],
    OwnWay.REPORT: ADVICE[Concern.REPORT],
    OwnWay.ERASURE: Advice(
        N_("While it waits you can withdraw it. If you did not ask for it, report that too."),
        (("/me/data/erasure", N_("Erase the account")), REPORT),
    ),
}
"""What a person can do if it was not they; None where the words of the message say it."""
PLACES: Final[Mapping[str, str]] = {
    "/me": N_("Your account"),
    "/me/biometrics": N_("Biometric sign-in"),
    "/me/contacts": N_("How we reach you"),
    "/me/letters": N_("Letters to you"),
    "/me/looks": N_("Who looked at your data"),
    "/me/means": N_("Ways to sign in"),
    "/me/organisations": N_("Organisations you represent"),
    "/me/report-loss": N_("Report a loss or misuse"),
    "/me/requests": N_("Your requests"),
    "/me/wards": N_("Children and others you act for"),
    "/public/letters": N_("Check a letter"),
}
"""What the pages are called whose addresses messages name."""
CHANNELS: Final[Mapping[str, str]] = {
    Channel.MAIL: N_("E-mail"),
    Channel.SMS: N_("Text message"),
}
STATES: Final[Mapping[NoticeState | None, str]] = {
    NoticeState.QUEUED: N_("being sent"),
    NoticeState.DELIVERED: N_("sent"),
    NoticeState.FAILED: N_("could not be sent"),
    None: N_("no record is left"),
}


@dataclass(frozen=True, slots=True)
class SentTo:
    """`channel` and `state` are message ids; `to` is masked. `failed`: it was given up."""

    channel: str
    to: str
    state: str
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """`subject` is None where only a later release has its words. `help`: what can be done."""

    id: str
    at: datetime
    read_at: datetime | None
    subject: str | None
    paragraphs: tuple[Paragraph, ...]
    help: Advice | None
    sent: tuple[SentTo, ...]


@dataclass(frozen=True, slots=True)
class MessageDay:
    """One day in the country's time; its messages newest first."""

    on: date
    messages: tuple[ShownMessage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """`unread`: the messages on this page that are not marked as read.

    `read` is the address of the form that marks them, `older` that of the page with earlier
    messages; `places` are the message ids of pages by their path. `first`: this is the newest page.
    """

    days: tuple[MessageDay, ...]
    unread: tuple[str, ...]
    read: str
    older: str | None
    first: bool
    places: Mapping[str, str]
    done: str | None


@dataclass(frozen=True, slots=True)
class UnreadMessages:
    """How many messages are not marked as read; `more`: at least so many."""

    number: int

    @property
    def more(self) -> bool:
        return self.number >= MOST_COUNTED


@login_required
def messages(person: AccountHolder) -> Response:
    """GET: what the account was told, newest first. Looking marks nothing as read."""
    before = place_in_history()
    found = services().messages.of_person(person.subject_id, before=before, limit=_PAGE)
    shown = [_shown(each, person.lang) for each in found]
    days = tuple(MessageDay(on, tuple(each)) for on, each in groupby(shown, key=_day_of))
    view = MessagesPage(
        days=days,
        unread=tuple(each.id for each in found if each.read_at is None),
        read=READ if before is None else f"{READ}?before={before}",
        older=f"{PATH}?before={found[-1].id}" if len(found) == _PAGE else None,
        first=before is None,
        places=PLACES,
        done=DONE.get(own_query("done")),
    )
    return show(person, "messages", view)


@login_required
def mark_read(person: AccountHolder) -> Response:
    """POST: mark the messages as read that the page showed; then the same page again."""
    named = request.form.getlist("message")
    if not named or len(named) > _PAGE or not all(map(is_id, named)):
        return error_page(404, NO_MESSAGE)
    if not services().messages.mark_read(person.subject_id, named):
        return error_page(404, NO_MESSAGE)
    before = place_in_history()
    here = "" if before is None else f"before={before}&"
    return see_other(f"{PATH}?{here}done=read")


def unread_messages(person: AccountHolder) -> UnreadMessages:
    """How many messages the person has not marked as read."""
    return UnreadMessages(services().messages.unread(person.subject_id))


def _shown(message: AccountMessage, lang: Lang) -> ShownMessage:
    words = words_of(message, lang, provider=settings().brand_name)
    return ShownMessage(
        id=message.id,
        at=message.told_at,
        read_at=message.read_at,
        subject=None if words is None else words.subject,
        paragraphs=() if words is None else words.paragraphs,
        help=None if words is None else HELP[words.way],
        sent=tuple(map(_sent, message.sent)),
    )


def _sent(copy: SentBeside) -> SentTo:
    failed = copy.state is NoticeState.FAILED
    return SentTo(CHANNELS[copy.channel], copy.to, STATES[copy.state], failed)


def _day_of(message: ShownMessage) -> date:
    return civil_day(message.at)
