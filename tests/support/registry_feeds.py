"""A registry with a feed, in memory: records by number, and the events that it tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from idp.intake.domain.faults import FaultyLine
from idp.kernel.refusals import Reason
from idp.kernel.registries import (
    NoAnswer,
    RegistryComparison,
    RegistryEvent,
    RegistryEvents,
    RegistryName,
    RegistryNumber,
    RegistryRecord,
)
from idp.registries.domain import ParkedEvent
from idp.registries.updates import RegistryUpdates
from idp.subjects.domain import SubjectKind
from tests.support.world import World


@dataclass
class Feed:
    """A registry: records by number, and the events that it has told, in pages of `page`."""

    records: dict[str, Mapping[str, Any] | NoAnswer] = field(default_factory=dict)
    events: list[RegistryEvent] = field(default_factory=list)
    page: int = 100
    down: bool = False

    def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
        raise AssertionError(f"{number} is not compared here: {data}")

    def look_up(self, number: RegistryNumber) -> RegistryRecord | None:
        record = self.records.get(number.value)
        if self.down:
            raise NoAnswer(Reason.SERVICE_UNAVAILABLE)
        if isinstance(record, NoAnswer):
            raise record
        return None if record is None else RegistryRecord(number, record)

    def changes(self, cursor: str) -> RegistryEvents:
        at = int(cursor or 0)
        told = self.events[at : at + self.page]
        return RegistryEvents(told, str(at + len(told)), at + len(told) < len(self.events))

    def tell(self, event_id: str, number: str) -> None:
        self.events.append(RegistryEvent(event_id, RegistryNumber("personal_number", number)))


class Untold:
    """Nobody is told of the lines of an import."""

    def fault(self, found: FaultyLine) -> None:
        """Its report counts them."""

    def number(self, line: int, kind: SubjectKind, number: str) -> None:
        """None is assigned here."""


def polled(world: World, updates: RegistryUpdates) -> int:
    """What the next round of the worker takes; it applies what is due."""
    world.clock.advance(timedelta(minutes=2))
    taken = updates.poll()
    updates.apply_due()
    return taken


def claimed_event(world: World, subject_id: str) -> ParkedEvent:
    """An event about a subject that waits, as a worker claims it."""
    now = world.clock.now()
    feeds = world.services.registry_updates.feeds
    feeds.take(RegistryName.POPULATION, "claimed", subject_id)
    return ParkedEvent(RegistryName.POPULATION, "claimed", subject_id, None, 1, now, now)
