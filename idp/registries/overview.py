"""What the desk sees of registries: the state of each feed, and what waits, with its next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName
from idp.registries.domain import ParkedEvent, WaitingMatch
from idp.registries.duplicates import JoinHeld
from idp.registries.feeds import RegistryFeeds
from idp.registries.waiting import WaitingMatches


class WaitsFor(StrEnum):
    """Who has to do something before it can be done with."""

    OFFICER = "officer"
    REGISTRY = "registry"
    WORKER = "worker"
    """Nobody: it is tried by itself when something here has come."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How far a feed is read. `answered_at`: when it last answered; None before the first time.

    `failing_since` and `failure`: since when it does not, and how it failed last.
    """

    registry: RegistryName
    answered_at: datetime | None
    failing_since: datetime | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """What waits for a registry, or after what one told: a match, or an event of a feed.

    `event_id`: None of a match. `subject_id`: None of an organisation that is not here yet.
    """

    registry: RegistryName
    event_id: str | None
    subject_id: Id | None
    other_id: Id | None
    reason: Reason | None
    hold: JoinHeld | None
    tries: int
    since: datetime
    due_at: datetime

    @property
    def waits_for(self) -> WaitsFor:
        """Who comes next."""
        return _waits_for(self.reason)


REASONS_OF: Final[Mapping[WaitsFor, tuple[Reason | None, ...]]] = {
    WaitsFor.OFFICER: (Reason.IDENTITY_EXISTS,),
    WaitsFor.REGISTRY: (
        Reason.SERVICE_UNAVAILABLE,
        Reason.REGISTRY_ANSWER_REFUSED,
        Reason.REGISTRY_RECORD_FAULTY,
        Reason.REGISTRY_HAS_NO_RECORD,
    ),
    WaitsFor.WORKER: (None, Reason.CASE_MOVED, Reason.ACCOUNT_LOCKED, Reason.MATCH_MISSING),
}
"""Why something waits, by who comes next; None: it is asked for the first time."""
_OF_REASON: Final = {reason: whose for whose, those in REASONS_OF.items() for reason in those}


def _waits_for(reason: str | None) -> WaitsFor:
    return _OF_REASON[None if reason is None else Reason(reason)]


@dataclass(frozen=True)
class RegistryOverview:
    """Reads; it changes nothing."""

    feeds: RegistryFeeds
    waiting: WaitingMatches

    def states(self) -> list[FeedState]:
        """The feeds that were ever read, by their names."""
        return [
            FeedState(
                registry=RegistryName(row.asked),
                answered_at=row.answered_at,
                failing_since=row.failing_since,
                failure=row.failure,
            )
            for row in self.feeds.states()
        ]

    def entries(self, waits_for: WaitsFor, most: int) -> list[RegistryEntry]:
        """What waits for one of these, the longest first."""
        found: list[RegistryEntry] = []
        for reason in REASONS_OF[waits_for]:
            found += map(_of_event, self.feeds.waiting(reason, most))
            if reason is not None:
                found += map(_of_match, self.waiting.waiting(reason, most))
        return sorted(found, key=lambda each: each.since)[:most]

    def count(self, registry: RegistryName) -> dict[WaitsFor, int]:
        """How many events and matches of a registry wait, by who comes next."""
        counted = dict.fromkeys(WaitsFor, 0)
        for those in (self.feeds.count(registry), self.waiting.count(registry)):
            for reason, number in those.items():
                counted[_waits_for(reason)] += number
        return counted

    def match(self, subject_id: Id) -> RegistryEntry | None:
        """The match of this person, if it waits."""
        found = self.waiting.of_person(subject_id)
        return None if found is None else _of_match(found)

    def event(self, name: RegistryName, event_id: str) -> RegistryEntry | None:
        """An event of a feed, if it waits."""
        found = self.feeds.one(name, event_id)
        return None if found is None else _of_event(found)


def _of_event(event: ParkedEvent) -> RegistryEntry:
    return RegistryEntry(
        registry=event.registry,
        event_id=event.event_id,
        subject_id=event.subject_id,
        other_id=event.other_id,
        reason=None if event.reason is None else Reason(event.reason),
        hold=event.hold,
        tries=event.tries,
        since=event.since,
        due_at=event.due_at,
    )


def _of_match(match: WaitingMatch) -> RegistryEntry:
    return RegistryEntry(
        registry=match.registry,
        event_id=None,
        subject_id=match.subject_id,
        other_id=None,
        reason=Reason(match.reason),
        hold=None,
        tries=match.tries,
        since=match.since,
        due_at=match.due_at,
    )
