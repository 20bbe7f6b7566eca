"""What the desk sees of registries: the state of each feed, and what waits, with its next step."""

from collections.abc import Iterator
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
        if self.reason is Reason.IDENTITY_EXISTS:
            return WaitsFor.OFFICER
        return WaitsFor.REGISTRY if self.reason in _REGISTRYS else WaitsFor.WORKER


_REGISTRYS: Final = frozenset(
    {
        Reason.SERVICE_UNAVAILABLE,
        Reason.REGISTRY_ANSWER_REFUSED,
        Reason.REGISTRY_RECORD_FAULTY,
        Reason.REGISTRY_HAS_NO_RECORD,
    }
)
_SHOWN: Final = 500


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

    def entries(self) -> Iterator[RegistryEntry]:
        """What waits, the longest first; the 500 that are tried next of either kind."""
        found = [
            *map(_of_event, self.feeds.parked(_SHOWN)),
            *map(_of_match, self.waiting.all(_SHOWN)),
        ]
        yield from sorted(found, key=lambda each: each.since)

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
