"""Matches that wait for a registry; joins the transaction of the caller."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName
from idp.platform.database import Database, Row, insert_new
from idp.registries.domain import WaitingMatch, asked_again_at
from idp.registries.tables import REGISTRY_MATCH
from idp.registries.turns import Turns

_CANDIDATES: Final = 8
"""Due matches that are looked at for one that no other worker claims."""
_C: Final = REGISTRY_MATCH.c
_ADD: Final = insert_new(REGISTRY_MATCH)
_TELL: Final = (
    update(REGISTRY_MATCH)
    .where(_C.subject_id == bindparam("subject"))
    .values(asked=bindparam("registry"), reason=bindparam("why"))
)
_REMOVE: Final = delete(REGISTRY_MATCH).where(_C.subject_id == bindparam("subject"))
_DUE: Final = (
    select(REGISTRY_MATCH)
    .where(_C.due_at <= bindparam("now"), _C.asked == bindparam("registry"))
    .order_by(_C.due_at, _C.subject_id)
    .limit(bindparam("most"))
)
_CLAIM: Final = (
    update(REGISTRY_MATCH)
    .where(_C.subject_id == bindparam("subject"), _C.due_at == bindparam("was_due"))
    .values(due_at=bindparam("later"), tries=_C.tries + 1)
)
_HASTEN: Final = (
    update(REGISTRY_MATCH)
    .where(_C.subject_id == bindparam("subject"), _C.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)
_OF_PERSON: Final = select(REGISTRY_MATCH).where(_C.subject_id == bindparam("subject"))
_ALL: Final = select(REGISTRY_MATCH).order_by(_C.due_at, _C.subject_id).limit(bindparam("most"))
_WAITS: Final = (
    select(REGISTRY_MATCH)
    .where(_C.reason == bindparam("why"))
    .order_by(_C.since, _C.subject_id)
    .limit(bindparam("most"))
)
_COUNT: Final = (
    select(_C.reason, func.count().label("matches"))
    .where(_C.asked == bindparam("registry"))
    .group_by(_C.reason)
)


@dataclass(frozen=True)
class WaitingMatches:
    database: Database
    clock: Clock

    def turns(self, of: Iterable[RegistryName]) -> Turns:
        """One round of questions to these registries, by this clock."""
        return Turns(of, self.clock)

    def park(self, subject_id: Id, registry: RegistryName, reason: Reason) -> bool:
        """Let a match wait; True when it did not before."""
        now = self.clock.now()
        new = self.database.execute(
            _ADD,
            subject_id=subject_id,
            asked=registry,
            reason=reason,
            tries=1,
            since=now,
            due_at=asked_again_at(now, 1),
        )
        if not new:
            self.database.execute(_TELL, subject=subject_id, registry=registry, why=reason)
        return new == 1

    def settle(self, subject_id: Id) -> None:
        """The registry has answered."""
        self.database.execute(_REMOVE, subject=subject_id)

    def claim_due(self, name: RegistryName) -> WaitingMatch | None:
        """A match that waits for this registry and is due, for one worker; None without one."""
        now = self.clock.now()
        with self.database.transaction():
            due = self.database.all(_DUE, now=now, registry=name, most=_CANDIDATES)
            return next((_read(row) for row in due if self._claimed(row, now)), None)

    def _claimed(self, row: Row, now: datetime) -> bool:
        later = asked_again_at(now, row.tries + 1)
        mine = self.database.execute(
            _CLAIM, subject=row.subject_id, was_due=row.due_at, later=later
        )
        return mine == 1

    def hasten(self, subject_id: Id) -> WaitingMatch | None:
        """A match that waits is due now; None where it waits no more."""
        self.database.execute(_HASTEN, subject=subject_id, now=self.clock.now())
        return self.of_person(subject_id)

    def of_person(self, subject_id: Id) -> WaitingMatch | None:
        """The match of this person, if it waits."""
        row = self.database.one(_OF_PERSON, subject=subject_id)
        return None if row is None else _read(row)

    def all(self, most: int) -> list[WaitingMatch]:
        """What waits, the next first."""
        return [_read(row) for row in self.database.all(_ALL, most=most)]

    def waiting(self, reason: Reason, most: int) -> list[WaitingMatch]:
        """What waits for this reason, the longest first."""
        return [_read(row) for row in self.database.all(_WAITS, why=reason, most=most)]

    def count(self, name: RegistryName) -> dict[str, int]:
        """How many matches wait for this registry, by their reasons."""
        rows = self.database.all(_COUNT, registry=name)
        return {row.reason: int(row.matches) for row in rows}


def _read(row: Row) -> WaitingMatch:
    return WaitingMatch(
        subject_id=row.subject_id,
        registry=RegistryName(row.asked),
        reason=row.reason,
        tries=row.tries,
        since=row.since,
        due_at=row.due_at,
    )
