"""The history as officers read it: of one record on its page, and searched by any id (D14.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.access.powers import Power
from idp.history.domain import Entry, Sealed
from idp.web.current import services
from idp.web.officer.actor_words import actor_value
from idp.web.officer.event_words import HAPPENINGS
from idp.web.officer.guards import with_power
from idp.web.officer.page import AtDesk, show
from idp.web.officer.plain_values import plain
from idp.web.officer.records import Record
from idp.web.officer.values import Value

_LONGEST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One entry. `happening`: a message id, `code` the stable name.

    `bent`: it does not say any more what was written.
    """

    id: str
    at: datetime
    happening: str | None
    code: str
    actor: Value
    client: str | None
    facts: Value
    bent: bool


@dataclass(frozen=True, slots=True)
class HistorySearchPage:
    """`found`: None before anything is searched for."""

    words: str
    found: tuple[HistoryLine, ...] | None


@with_power(Power.HISTORY_READ)
def search(at: AtDesk) -> Response:
    """GET /officer/history: the entries that an id leads to."""
    words = request.args.get("words", "").strip()[:_LONGEST]
    entries = services().history.search(words) if words else None
    found = None if entries is None else tuple(_line(each) for each in entries)
    return show(at, "entries", HistorySearchPage(words, found))


def lines_of(at: AtDesk, record: Record) -> tuple[HistoryLine, ...]:
    """The history of one record, newest first (D14.3).

    Entries about a person are left out for who may not read history: the page of a party or an
    officer is opened without a case of that person.
    """
    if record.history is None:
        return ()
    found = services().history.search(record.history.words)
    whole = at.holds(Power.HISTORY_READ)
    return tuple(_line(each) for each in found if whole or each.subject_id is None)


def _line(entry: Entry) -> HistoryLine:
    return HistoryLine(
        id=entry.id,
        at=entry.happened_at,
        happening=HAPPENINGS.get(entry.happening),
        code=entry.happening,
        actor=actor_value(entry.actor),
        client=entry.client_id,
        facts=plain(services().cases.texts.opened(entry.subject_id, entry.facts)),
        bent=entry.sealed is Sealed.NOT,
    )
