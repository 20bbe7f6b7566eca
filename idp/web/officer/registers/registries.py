"""Registries of the State: whether their feeds answer, what waits, and trying it again."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.kernel.actors import Officer
from idp.kernel.ids import is_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.registries.duplicates import JoinHeld
from idp.registries.overview import FeedState, RegistryEntry, WaitsFor
from idp.subjects.joins import SubjectJoin
from idp.web.current import services
from idp.web.officer import case_words
from idp.web.officer.forms import Ask
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    HistoryOf,
    Outcome,
    Record,
    Row,
    person_value,
)
from idp.web.officer.registry_words import NAMES
from idp.web.officer.values import NONE, Fact, Value, code, moment, text, word
from idp.web.pages.labels import N_

FEED: Final = "feed"
_MERGES: Final = "/officer/registration-merge"
JOINED: Final = "joined"
_JOIN: Final = "join"
STATES: Final[Mapping[str, str]] = {
    "fails": N_("The feed does not answer"),
    WaitsFor.OFFICER: N_("Waits for an officer"),
    WaitsFor.REGISTRY: N_("Waits for the registry"),
    WaitsFor.WORKER: N_("Is tried again by itself"),
    "answers": N_("The feed answers"),
    JOINED: N_("Joined"),
}
_OF_FEEDS: Final = frozenset({"fails", "answers"})
REASONS: Final[Mapping[Reason, str]] = {
    Reason.SERVICE_UNAVAILABLE: N_("The registry does not answer"),
    Reason.REGISTRY_ANSWER_REFUSED: N_("The answer of the registry could not be believed"),
    Reason.REGISTRY_RECORD_FAULTY: N_("The record of the registry has a fault"),
    Reason.REGISTRY_HAS_NO_RECORD: N_("The registry has no record with this number"),
    Reason.CASE_MOVED: N_("Something changed while the registry answered"),
    Reason.ACCOUNT_LOCKED: N_("Another lock holds the account"),
    Reason.MATCH_MISSING: N_("The person was not compared with the registry yet"),
    Reason.IDENTITY_EXISTS: N_("The number is that of another registration here"),
}
STEPS: Final[Mapping[Reason, str]] = {
    Reason.SERVICE_UNAVAILABLE: N_("Nothing, unless it lasts: then call the registry."),
    Reason.REGISTRY_ANSWER_REFUSED: N_("Tell the registry, with the event."),
    Reason.REGISTRY_RECORD_FAULTY: N_("Tell the registry, with the event."),
    Reason.REGISTRY_HAS_NO_RECORD: N_("Tell the registry, with the event."),
    Reason.CASE_MOVED: N_("Nothing: it is tried again by itself."),
    Reason.ACCOUNT_LOCKED: N_("Nothing: it is tried again when that lock ends."),
    Reason.MATCH_MISSING: N_("Nothing: it is tried again when the person was compared."),
    Reason.IDENTITY_EXISTS: N_("Find out whether the two are one person."),
}
_MOST: Final = 501
"""One more than a list shows, which then says that there are more."""
_NEW: Final = N_("It is asked for the first time")
_TWICE: Final = N_("One person was registered twice")
HOLDS: Final[Mapping[JoinHeld, str]] = {
    JoinHeld.BOTH_USED: N_("Both accounts were used"),
    JoinHeld.UNUSED_LOCKED: N_("A body locked the account that was never used"),
    JoinHeld.UNUSED_WARD: N_("A guardianship is recorded only for the one that was never used"),
    JoinHeld.UNUSED_HAS_CASE: N_("A case about the registration that was never used is open"),
    JoinHeld.NOT_MATCHED: N_("One of the two was not compared with the registry"),
    JoinHeld.PARTED_BEFORE: N_("The two were joined before, and parted again"),
    JoinHeld.FORMER_NUMBER: N_("The number is one that the other had before"),
}
HOLD_STEPS: Final[Mapping[JoinHeld, str]] = {
    JoinHeld.BOTH_USED: N_(
        "Open a case: two officers decide which account goes on. Until then both stay as they are."
    ),
    JoinHeld.UNUSED_LOCKED: N_("Ask that body. When the lock ends they are joined."),
    JoinHeld.UNUSED_WARD: N_("Record it for the other one too. Then they are joined."),
    JoinHeld.UNUSED_HAS_CASE: N_("Decide the case. Then they are joined."),
    JoinHeld.NOT_MATCHED: N_("Compare that one with the registry, or refuse what it asks for."),
    JoinHeld.PARTED_BEFORE: N_("Tell the registry that the two are not one person."),
    JoinHeld.FORMER_NUMBER: N_("Tell the registry, with the event."),
}


@dataclass(frozen=True, slots=True)
class WhyParted:
    """Why two registrations that were joined are parted."""

    reason: Annotated[str, Ask(N_("Reason"), long=True, hint=N_("It is kept in the history."))]


_NOT_TWICE: Final = N_("Only of two registrations whose accounts were both used.")
_NO_JOIN: Final = N_("Nothing was joined here.")
_NOT_ASKED: Final = N_("Nothing is asked of a registry about this.")


@dataclass(frozen=True, slots=True)
class RegistryRegister:
    path: str = "registries"
    title: str = N_("Registries of the State")
    about: str = N_("Whether the registries answer, and what they told that could not be applied.")
    reads: tuple[Power, ...] = (Power.REGISTRY_RETRY, Power.JOIN_UNDO, Power.MERGE_PROPOSE)
    looks: bool = False
    waits_in: tuple[str, ...] = ("fails", WaitsFor.OFFICER)
    columns: tuple[Column, ...] = (
        Column("registry", N_("Registry")),
        Column("since", N_("Since, or last answer")),
        Column("why", N_("Why")),
        Column("about", N_("About whom")),
        Column("state", N_("State")),
    )
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="retry", label=N_("Ask again now"), power=Power.REGISTRY_RETRY, does=_retry
            ),
            DeskAct(
                event="merge",
                label=N_("Open a case about the two registrations"),
                power=Power.MERGE_PROPOSE,
                hint=N_(
                    "The holders of both accounts are told at once. The person comes to a counter, "
                    "and two officers decide."
                ),
                does=_open_merge,
            ),
            DeskAct(
                event="part",
                label=N_("Part a registration that was joined wrongly"),
                power=Power.JOIN_UNDO,
                facts=WhyParted,
                hint=N_("Only where the two are two people, or two organisations."),
                question=N_(
                    "Each has its own number again, and an account that was locked by the join "
                    "works as before it. The two are never joined again by themselves. Part them?"
                ),
                does=_part,
            ),
        )

    def rows(self, state: str | None) -> Iterable[Row]:
        overview = services().registry_overview
        for feed in overview.states() if state in {None, *_OF_FEEDS} else ():
            if state is None or _state(feed) == state:
                yield _feed_row(feed)
        for whose in WaitsFor:
            if state is None or whose == state:
                yield from map(_row, overview.entries(whose, _MOST))
        if state in {None, JOINED}:
            yield from map(_join_row, services().registry_updates.joins.joins.standing(_MOST))

    def record(self, key: str) -> Record | None:
        kind, _, rest = key.partition(".")
        overview = services().registry_overview
        if kind == FEED:
            feed = next((each for each in overview.states() if each.registry == rest), None)
            return None if feed is None else _feed_record(feed)
        if kind == _JOIN:
            join = _join(rest)
            return None if join is None else _join_record(join)
        found = _entry(key)
        return None if found is None else _record(found)


def _entry(key: str) -> RegistryEntry | None:
    """What waits under this key, if it still does."""
    overview, (name, _, rest) = services().registry_overview, key.partition(".")
    if is_id(rest) and name == "match":
        return overview.match(rest)
    event_id = _decoded(rest)
    if name not in set(RegistryName) or event_id is None:
        return None
    return overview.event(RegistryName(name), event_id)


def _key(entry: RegistryEntry) -> str:
    """An event by its registry and id, which has signs that no address has; a match by whom."""
    if entry.event_id is None:
        return f"match.{entry.subject_id}"
    coded = base64.urlsafe_b64encode(entry.event_id.encode()).decode().rstrip("=")
    return f"{entry.registry}.{coded}"


def _decoded(coded: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None


def _state(feed: FeedState) -> str:
    return "answers" if feed.failing_since is None else "fails"


def _failure(feed: FeedState) -> Value:
    return NONE if feed.failure is None else word(REASONS[Reason(feed.failure)])


def _why(entry: RegistryEntry) -> str:
    return _NEW if entry.reason is None else REASONS[entry.reason]


def _whom(entry: RegistryEntry) -> Value:
    if entry.subject_id is None:
        return word(N_("An organisation that is not here yet"))
    return person_value(entry.subject_id)


def _feed_row(feed: FeedState) -> Row:
    state = _state(feed)
    since = feed.failing_since or feed.answered_at
    cells = (
        word(NAMES[feed.registry]),
        moment(since),
        _failure(feed),
        NONE,
        word(STATES[state]),
    )
    return Row(key=f"{FEED}.{feed.registry}", cells=cells, waits=state == "fails")


def _row(entry: RegistryEntry) -> Row:
    cells = (
        word(NAMES[entry.registry]),
        moment(entry.since),
        word(_why(entry)),
        _whom(entry),
        word(STATES[entry.waits_for]),
    )
    return Row(key=_key(entry), cells=cells, waits=entry.waits_for is WaitsFor.OFFICER)


def _feed_record(feed: FeedState) -> Record:
    state = _state(feed)
    counts = services().registry_overview.count(feed.registry)
    failing = (
        (Fact(N_("Fails since"), moment(feed.failing_since)), Fact(N_("Why"), _failure(feed)))
        if feed.failing_since is not None
        else ()
    )
    return Record(
        key=f"{FEED}.{feed.registry}",
        title=word(NAMES[feed.registry]),
        state=state,
        state_label=STATES[state],
        facts=(
            Fact(N_("Answered last"), moment(feed.answered_at)),
            *failing,
            *(Fact(STATES[each], text(str(count))) for each, count in counts.items()),
        ),
        shut=dict.fromkeys(("retry", "merge", "part"), Reason.STATE_ALREADY_HOLDS),
        why={
            "retry": N_("A feed is read each minute. What waits has a page of its own."),
            "merge": _NOT_TWICE,
            "part": _NO_JOIN,
        },
    )


def _record(entry: RegistryEntry) -> Record:
    held = entry.hold
    step = STEPS[entry.reason or Reason.CASE_MOVED]
    twice = (
        (
            Fact(N_("The other registration"), person_value(entry.other_id)),
            Fact(N_("Why they are not joined"), word(HOLDS[held])),
            *_case_about(entry),
        )
        if held is not None
        else ()
    )
    return Record(
        key=_key(entry),
        title=word(NAMES[entry.registry]),
        state=entry.waits_for,
        state_label=STATES[entry.waits_for],
        facts=(
            Fact(N_("Why"), word(_why(entry))),
            Fact(N_("What to do"), word(step if held is None else HOLD_STEPS[held])),
            Fact(N_("About whom"), _whom(entry)),
            *twice,
            Fact(N_("Since"), moment(entry.since)),
            Fact(N_("Times it was asked"), text(str(entry.tries))),
            Fact(N_("Event of the registry"), code(entry.event_id)),
        ),
        history=None if entry.subject_id is None else HistoryOf(entry.subject_id),
        shut={
            "part": Reason.STATE_ALREADY_HOLDS,
            **({} if held is JoinHeld.BOTH_USED else {"merge": Reason.STATE_ALREADY_HOLDS}),
        },
        why={"merge": _NOT_TWICE, "part": _NO_JOIN},
    )


def _case_about(entry: RegistryEntry) -> tuple[Fact, ...]:
    """So that nobody asks again, unknowing, what an officer refused before."""
    if entry.subject_id is None or entry.other_id is None:
        return ()
    case = services().registry_merges.newest(entry.subject_id, entry.other_id)
    if case is None:
        return ()
    return (
        Fact(N_("Case"), code(case.number, link=f"{_MERGES}/{case.number}")),
        Fact(N_("State"), word(case_words.STATES[case.state])),
    )


def _join(join_id: str) -> SubjectJoin | None:
    """A join that was not undone."""
    found = services().registry_updates.joins.joins.by_id(join_id) if is_id(join_id) else None
    return None if found is None or found.undone_at is not None else found


def _join_row(join: SubjectJoin) -> Row:
    cells = (
        word(NAMES[RegistryName(join.registry)]),
        moment(join.joined_at),
        word(_TWICE),
        person_value(join.surviving_id),
        word(STATES[JOINED]),
    )
    return Row(key=f"{_JOIN}.{join.id}", cells=cells, waits=False)


def _join_record(join: SubjectJoin) -> Record:
    return Record(
        key=f"{_JOIN}.{join.id}",
        title=word(NAMES[RegistryName(join.registry)]),
        state=JOINED,
        state_label=STATES[JOINED],
        facts=(
            Fact(N_("Why"), word(_TWICE)),
            Fact(N_("The one that stays"), person_value(join.surviving_id)),
            Fact(N_("The one that became part of it"), person_value(join.joined_id)),
            Fact(N_("Since"), moment(join.joined_at)),
            Fact(N_("Event of the registry"), code(join.event_id)),
        ),
        history=HistoryOf(join.surviving_id),
        shut=dict.fromkeys(("retry", "merge"), Reason.STATE_ALREADY_HOLDS),
        why={"retry": _NOT_ASKED, "merge": _NOT_TWICE},
    )


def _retry(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    """Whom it is about was shown, and is compared again by the verb."""
    entry = _entry(on.key)
    if entry is None:
        return Refused(Reason.NOT_FOUND)
    tried = _tried(entry, officer)
    return ActDone(key=on.key) if tried is None else tried


def _tried(entry: RegistryEntry, officer: Officer) -> Refused | None:
    tried = (
        services().registry_matching.retry(entry.subject_id or "", actor=officer)
        if entry.event_id is None
        else services().registry_updates.retry(
            entry.registry, entry.event_id, entry.subject_id, actor=officer
        )
    )
    return tried if isinstance(tried, Refused) else None


def _open_merge(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    """The two were shown, and are compared again by the verb."""
    entry = _entry(on.key)
    if entry is None or None in (entry.event_id, entry.subject_id, entry.other_id):
        return Refused(Reason.NOT_FOUND)
    opened = services().registry_merges.open(
        entry.registry,
        entry.event_id or "",
        told=entry.subject_id or "",
        holder=entry.other_id or "",
        actor=officer,
    )
    if isinstance(opened, Refused):
        return opened
    return ActDone(key=on.key, then=f"{_MERGES}/{opened.number}")


def _part(officer: Officer, on: ActTarget, facts: WhyParted) -> Outcome:
    join = _join(on.key.removeprefix(f"{_JOIN}."))
    if join is None:
        return Refused(Reason.NOT_FOUND)
    joins = services().registry_updates.joins
    parted = joins.undo(join.id, reason=facts.reason, actor=officer)
    return (
        parted
        if isinstance(parted, Refused)
        else ActDone(key=on.key, then="/officer/registries?told=done")
    )
