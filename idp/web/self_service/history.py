"""The history of the account, newest first, with signed evidence (D14.3, D17.3)."""

import functools
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from idp.assurance.kinds import EVIDENCE_RULES, Means
from idp.history.domain import Entry, EntryBent, EventType, Sealed
from idp.history.extracts import Extract, extract_in
from idp.kernel.actors import Person
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.user_agents import at_counter
from idp.web.current import services, settings
from idp.web.pages.device_names import device_name, place_of
from idp.web.pages.labels import ITEMS, MEANS, N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page, words
from idp.web.pages.values import item_text
from idp.web.self_service.account_labels import (
    EVENT_LABELS,
    EVENT_OF_A_LATER_RELEASE,
    TROUBLE,
)
from idp.web.self_service.actor_words import who_acted
from idp.web.self_service.consents import NOT_SIGNED, party_name
from idp.web.self_service.entry_advice import ADVICE, Advice, concern_in
from idp.web.self_service.guards import AccountHolder, login_required, show
from idp.web.self_service.letters import letter
from idp.web.self_service.looks import Look, look_in, place_in_history

_PAGE: Final = 30
_IN_A_FILE: Final = 200
_AT_A_LEVEL: Final = frozenset(
    {EventType.SIGNED_IN, EventType.SIGN_IN_CONTINUED, EventType.CONSENT_GIVEN}
)
_BY_NAME: Final[Mapping[str, Means]] = {
    kind.value: rule.means for kind, rule in EVIDENCE_RULES.items()
} | {means.value: means for means in Means}
OWN_ACCOUNT: Final = N_("Your own account")
PATH: Final = "/me/history"
FILE: Final = f"{PATH}/file"
PARTS: Final[Mapping[Extract | None, str]] = {
    None: N_("Everything"),
    Extract.SIGN_INS: N_("Sign-ins"),
    Extract.CHANGES: N_("Changes"),
    Extract.CONSENTS: N_("Consents"),
    Extract.OFFICERS: N_("Officers"),
}
_ENDS: Final = (
    EventType.SIGNED_IN,
    EventType.SIGN_IN_CONTINUED,
    EventType.SIGN_IN_REFUSED,
    EventType.LOSS_REPORTED,
)
UNFINISHED: Final = N_("whoever has what was shown here; the sign-in was not finished")
_STEPS: Final = frozenset({EventType.FACTOR_PROVEN, EventType.FACTOR_REFUSED})
_OF_TWO: Final = frozenset(
    {
        EventType.REPRESENTATION_RECORDED,
        EventType.REPRESENTATION_ENDED,
        EventType.WARD_AGREED,
        EventType.WARD_AGREEMENT_TAKEN_BACK,
        EventType.WARD_ACTIVATED,
        EventType.WARD_PASSWORD_AGREED,
        EventType.WARD_PASSWORD_AGREEMENT_TAKEN_BACK,
        EventType.WARD_PASSWORD_SET,
        EventType.WARD_MEANS_STOPPED,
        EventType.WARD_SESSIONS_ENDED,
        EventType.WARD_ACTS_ALONE,
        EventType.ACTED_FOR_ANOTHER,
        EventType.CONSENT_WITHDRAWN_FOR_ANOTHER,
        EventType.GUARDIAN_ASKED,
        EventType.GUARDIAN_CONFIRMED,
        EventType.GUARDIAN_REFUSED,
        EventType.CO_REPRESENTATIVE_ASKED,
        EventType.CO_REPRESENTATIVE_AGREED,
        EventType.CO_REPRESENTATIVE_REFUSED,
    }
)
"""What concerns who acts and for whom, each of whom the other's history names."""
_PROVABLE: Final = frozenset({EventType.SIGNED_IN, EventType.SIGN_IN_CONTINUED})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """`statement` links to the signed evidence of the transaction, if there was one.

    `who` acted, in words. `bent`: it was altered. `disputed`: a credential that was used or added
    was found later to be in wrong hands. `other`: the name of the other one, where it concerns who
    acts and for whom.
    """

    at: datetime
    what: str
    who: str
    trouble: bool
    bent: bool
    disputed: bool
    party: str | None
    level: int | None
    means: tuple[str, ...]
    items: str
    consent: str | None
    statement: str | None
    look: Look | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """The entries of one transaction: the one that names it, and `parts`, all in order.

    `parts` is empty where `told` is the only entry. `trouble`: it is marked for the person's
    attention. `place`: the browser or counter, "" where it was not entered. `advice`: what helps if
    it was not the person.
    """

    told: HistoryEntry
    parts: tuple[HistoryEntry, ...]
    trouble: bool
    place: str
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class Day:
    """One day in the country's time; its acts newest first."""

    on: date
    acts: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`older` links to the page with earlier entries.

    `parts`: address and label (a message id) of each part of the history; `shown` is the address of
    this one, and `file` that of the signed file, which begins with the newest entry here.
    """

    days: tuple[Day, ...]
    years: int
    older: str | None
    parts: tuple[tuple[str, str], ...]
    shown: str
    file: str


@login_required
def history(person: AccountHolder) -> Response:
    """GET /me/history, or a part of it."""
    only = extract_in(request.args.get("only", ""))
    found = services().history.for_subject(
        person.subject_id, before=place_in_history(), limit=_PAGE, only=only
    )
    more = len(found) == _PAGE
    entries = without_a_begun_one(found) if more else found
    shown = _address(only)
    older = f"{shown}{'?' if only is None else '&'}before={entries[-1].id}" if more else None
    disputed = services().history.disputed_among(person.subject_id, entries)
    said = _Words(
        person.lang,
        functools.cache(lambda each: party_name(each, person.lang)),
        _naming(person.subject_id),
    )
    acts = (_act(group, said, disputed) for group in by_transaction(entries))
    days = tuple(Day(on, tuple(each)) for on, each in groupby(acts, key=_day_of))
    parts = tuple((_address(each), label) for each, label in PARTS.items())
    here = {"only": only, "before": place_in_history()}
    query = urlencode({name: each for name, each in here.items() if each is not None})
    file = f"{FILE}?{query}" if query else FILE
    view = HistoryPage(days, settings().history_years, older, parts, shown, file)
    return show(person, "history", view)


@login_required
def statement(person: AccountHolder, transaction_id: UUID) -> Response:
    """GET: the signed evidence of one transaction of the person as a file."""
    try:
        signed = services().history.statement(person.subject_id, str(transaction_id))
    except EntryBent:
        return error_page(409, NOT_SIGNED)
    if signed is None:
        return error_page(404, "There is no such evidence.")
    return letter(signed, name=f"evidence-{transaction_id}")


@login_required
def download(person: AccountHolder) -> Response:
    """GET: a part of the history as a JSON file, in clear and signed, with proofs of the ledger.

    Any sign-in may have it, as the page that shows the same; history tells of each file.
    """
    only = extract_in(request.args.get("only", ""))
    try:
        claims, signed = services().personal_data.part_of_history(
            person.subject_id,
            before=place_in_history(),
            limit=_IN_A_FILE,
            only=only,
            actor=person.actor,
        )
    except EntryBent:
        return error_page(409, NOT_SIGNED)
    response = Response(
        json.dumps({"history": claims, "signed": signed}, ensure_ascii=False),
        mimetype="application/json",
    )
    day = civil_day(services().clock.now()).isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="history-{day}.json"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def by_transaction(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Entries grouped by transaction, in the order of the entry that names each group.

    The group has that entry's time, so days and times stay in order.
    """
    groups: dict[Id, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.transaction_id or entry.id, []).append(entry)
    found = map(tuple, groups.values())
    return tuple(sorted(found, key=lambda group: told_by(group).happened_at, reverse=True))


def without_a_begun_one(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The page without a transaction at its end that may continue on the next page."""
    last = entries[-1].transaction_id
    kept = len(entries)
    while last is not None and kept and entries[kept - 1].transaction_id == last:
        kept -= 1
    return entries[:kept] or entries


def told_by(group: Sequence[Entry]) -> Entry:
    """The entry that names a group: the end of a sign-in, else the newest."""
    return next((each for end in _ENDS for each in group if each.happening is end), group[0])


def troubles(group: Sequence[Entry]) -> bool:
    """Whether the group is marked: not for a wrong try followed by a right one."""
    signed_in = any(each.happening in _PROVABLE for each in group)
    calm = {EventType.FACTOR_REFUSED} if signed_in else set()
    return any(each.happening in TROUBLE - calm for each in group)


def is_unfinished(group: Sequence[Entry]) -> bool:
    """Whether a sign-in went no further than to some of its factors."""
    happened = {each.happening for each in group}
    return EventType.FACTOR_PROVEN in happened and happened <= _STEPS


@dataclass(frozen=True, slots=True)
class _Words:
    """The language of a page, and names by id, each looked up once; who was erased has none.

    `named`: of a relying party; `person`: of a person or an organisation.
    """

    lang: Lang
    named: Callable[[str], str]
    person: Callable[[Id], str | None]


def _act(group: Sequence[Entry], said: _Words, disputed: Collection[Id]) -> Activity:
    told = told_by(group)
    concern = concern_in(told, group)
    parts = group[::-1] if len(group) > 1 else ()
    begun = UNFINISHED if is_unfinished(group) else None
    shown = _history_entry(told, said, disputed=told.id in disputed, begun=begun)
    party = next((each.client_id for each in group if each.client_id is not None), None)
    if party is not None:
        shown = replace(shown, party=said.named(party))
    elif told.happening in _PROVABLE:
        shown = replace(shown, party=words(said.lang, OWN_ACCOUNT))
    acted = next((it for it in group if it.happening is EventType.ACTED_FOR_ANOTHER), None)
    if acted is not None:
        shown = replace(shown, other=_other(acted, said))
    return Activity(
        shown,
        tuple(
            _history_entry(each, said, disputed=each.id in disputed, begun=begun) for each in parts
        ),
        troubles(group),
        next(filter(None, (_place(each, said.lang) for each in group)), ""),
        None if concern is None else ADVICE[concern],
    )


def _place(entry: Entry, lang: Lang) -> str:
    """The browser or the counter of an entry; "" where it was not entered."""
    facts = entry.facts
    if "branch" in facts and "desk" in facts:
        return place_of(at_counter(facts["desk"], facts["branch"]), lang)
    return device_name(facts["device"], lang) if "device" in facts else ""


def _address(only: Extract | None) -> str:
    return PATH if only is None else f"{PATH}?only={only}"


def _day_of(act: Activity) -> date:
    return civil_day(act.told.at)


def _history_entry(
    entry: Entry, said: _Words, *, disputed: bool, begun: str | None
) -> HistoryEntry:
    """`begun`: who showed a factor of a sign-in that was not finished, a message id."""
    facts, happening = entry.facts, entry.happening
    whoever = begun if happening is EventType.FACTOR_PROVEN else None
    return HistoryEntry(
        at=entry.happened_at,
        what=EVENT_LABELS.get(happening, EVENT_OF_A_LATER_RELEASE),
        who=words(said.lang, whoever) if whoever else _who(entry, said),
        trouble=happening in TROUBLE,
        bent=entry.sealed is Sealed.NOT,
        disputed=disputed,
        party=None if entry.client_id is None else said.named(entry.client_id),
        level=facts.get("level") if happening in _AT_A_LEVEL else None,
        means=tuple(dict.fromkeys(_means(facts))),
        items="; ".join(
            item_text(name, said.lang) for name in facts.get("items", ()) if _known(name)
        ),
        consent=facts.get("consent_id") or facts.get("consent"),
        statement=f"/me/history/{entry.transaction_id}/statement"
        if happening in _PROVABLE and entry.transaction_id
        else None,
        look=look_in(entry),
        other=_other(entry, said),
    )


def _who(entry: Entry, said: _Words) -> str:
    """Who acted; by name where it is somebody else who acts for the same person as the reader."""
    actor = entry.actor
    name = None
    if isinstance(actor, Person) and entry.happening in _OF_TWO:
        both = {actor.subject_id, actor.acting_for}
        name = None if entry.subject_id in both else said.person(actor.subject_id)
    return name or who_acted(entry, said.lang, said.named)


def _other(entry: Entry, said: _Words) -> str | None:
    """The name of who acts for the person, or for whom the person acts."""
    other = entry.facts.get("other") if entry.happening in _OF_TWO else None
    return None if other is None else said.person(other)


def _naming(reader: Id) -> Callable[[Id], str | None]:
    """The names of those whose present name the reader may know by the records of who acts."""
    named_to = functools.cache(services().representations.named_to)
    return functools.cache(lambda each: _name_of(each) if each in named_to(reader) else None)


def _name_of(subject_id: Id) -> str | None:
    try:
        return services().subjects.identity(subject_id).name
    except LookupError:
        return None


def _known(name: str) -> bool:
    return name.removesuffix("_matches") in ITEMS


def _means(facts: Mapping[str, Any]) -> Iterator[str]:
    """Message ids of the means in an entry, as kinds of evidence or as means."""
    named = facts.get("means") or facts.get("kind") or ()
    for name in (named,) if isinstance(named, str) else named:
        if name in _BY_NAME:
            yield MEANS[_BY_NAME[name]]
