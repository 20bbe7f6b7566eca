"""The history as officers read it: of one record on its page, and searched by any id (D14.3)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.access.powers import Power
from idp.history.domain import Entry, EventType, Sealed
from idp.history.search_leads import SEARCH, led_to
from idp.kernel.actors import Officer
from idp.kernel.ids import Id, is_id
from idp.web.current import services
from idp.web.officer.actor_words import actor_value
from idp.web.officer.event_words import HAPPENINGS
from idp.web.officer.guards import with_power
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.party_names import party
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
    client: Value
    facts: Value
    bent: bool


@dataclass(frozen=True, slots=True)
class HistorySearchPage:
    """`found`: None before anything is searched for.

    `unseen`: the people whom entries are about that are not shown, because no look at them is
    recorded. `again`: the address of this search, where a look can lead back to it.
    """

    words: str
    found: tuple[HistoryLine, ...] | None
    unseen: tuple[Id, ...] = ()
    again: str | None = None


@with_power(Power.HISTORY_READ)
def search(at: AtDesk) -> Response:
    """GET /officer/history: the entries that an id leads to.

    Those about a person take a recorded look at that person, with case and purpose (D17.3). What an
    officer did is shown to who inspects officers, whomever it was about.
    """
    words = request.args.get("words", "").strip()[:_LONGEST]
    if not words:
        return show(at, "entries", HistorySearchPage(words, None))
    entries = services().history.search(words)
    closed = _unseen(at, words, entries)
    found = _lines([each for each in entries if _whom(each, words) not in closed])
    again = f"{HOME}/history?words={words}" if is_id(words) else None
    return show(at, "entries", HistorySearchPage(words, found, tuple(sorted(closed)), again))


def _unseen(at: AtDesk, words: str, entries: Iterable[Entry]) -> frozenset[Id]:
    """The people whom these entries are about and at whom no look is recorded."""
    whom = {_whom(each, words) for each in entries}
    looks = services().looks
    return frozenset(
        each for each in whom if each is not None and not looks.has_looked(at.officer, each)
    )


def _whom(entry: Entry, words: str) -> Id | None:
    """Whom an entry is about; None for an act of the very officer who is searched for."""
    actor = entry.actor
    theirs = isinstance(actor, Officer) and actor.officer_id == words
    return None if theirs else entry.subject_id


def lines_of(at: AtDesk, record: Record) -> tuple[HistoryLine, ...]:
    """The history of one record, newest first (D14.3).

    Entries about a person are left out for who may not read history: the page of a party or an
    officer is opened without a case of that person.
    """
    if record.history is None:
        return ()
    found = services().history.search(record.history.words)
    whole = at.holds(Power.HISTORY_READ)
    return _lines([each for each in found if whole or each.subject_id is None])


def _lines(entries: Sequence[Entry]) -> tuple[HistoryLine, ...]:
    """The entries as lines; a search for people names the cases that it led to so far."""
    searches = {search for each in entries if (search := _search_of(each)) is not None}
    led = led_to(services().database, searches)
    return tuple(_line(each, led) for each in entries)


def _search_of(entry: Entry) -> Id | None:
    """The search that an entry tells of; None of any other, and of an earlier release's."""
    return entry.facts.get(SEARCH) if entry.happening == EventType.PEOPLE_SEARCHED else None


def _line(entry: Entry, led: Mapping[Id, Collection[Id]]) -> HistoryLine:
    search, facts = _search_of(entry), entry.facts
    if search is not None:
        facts = {**facts, "led_to": list(led.get(search, ()))}
    return HistoryLine(
        id=entry.id,
        at=entry.happened_at,
        happening=HAPPENINGS.get(entry.happening),
        code=entry.happening,
        actor=actor_value(entry.actor),
        client=party(entry.client_id, aside=True),
        facts=plain(services().cases.texts.opened(entry.subject_id, facts)),
        bent=entry.sealed is Sealed.NOT,
    )
