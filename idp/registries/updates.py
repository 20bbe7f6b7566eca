"""Updates: what changed in a registry changes here, and locks or unlocks (D8.1, D8.2).

An event says only whose record changed. The record is asked for, so that events that come twice or
in another order end the same: with what the registry says now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from idp.accounts.domain import AccountState, Lock
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.authorization.endings import Endings
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import NoAnswer, RegistryEvent, RegistryName, RegistryNumber
from idp.letters.decisions import DecisionLetters
from idp.registries.domain import KINDS, SOURCES, ParkedEvent, question_of
from idp.registries.feeds import RegistryFeeds
from idp.registries.ports import RecordRegistry
from idp.registries.records import BODIES, LOCKING, ReadRecord, changes_in, read_record
from idp.subjects.domain import NUMBER_OF, Datum, Identity, SubjectKind
from idp.subjects.service import Subjects

_PERSONS: Final = System(rule="D8.1")
_ORGANISATIONS: Final = System(rule="D8.2")
_AT_ONCE: Final = 20
_SHOWN: Final = 1_000


@dataclass(frozen=True)
class RegistryUpdates:
    """`registries`: those with records that are connected."""

    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    endings: Endings
    letters: DecisionLetters
    registries: Mapping[RegistryName, RecordRegistry]
    feeds: RegistryFeeds

    def poll(self) -> int:
        """Read a page of each feed that is due; returns how many events were new.

        A page whose registry falls silent is read again: its cursor stays.
        """
        taken = 0
        for name, registry in self.registries.items():
            cursor = self.feeds.claim(name)
            if cursor is None:
                continue
            try:
                page = registry.changes(cursor)
            except NoAnswer:
                continue
            outcomes: list[bool | None] = []
            for each in page.events:
                outcomes.append(self._take(name, each))
                if outcomes[-1] is None:
                    break
            taken += outcomes.count(True)
            if None not in outcomes:
                more = page.more and page.cursor != cursor
                self.feeds.advance(name, cursor, page.cursor, more=more)
        return taken

    def retry_due(self) -> int:
        """Try parked events again; returns how many were applied."""
        return sum(
            self._applied(each.registry, each.event_id, each.subject_id) is None
            for each in self.feeds.claim_due(_AT_ONCE)
            if each.subject_id is not None
        )

    def parked(self) -> list[ParkedEvent]:
        """Events that wait, the next first; a thousand at most."""
        return self.feeds.parked(_SHOWN)

    def _take(self, name: RegistryName, event: RegistryEvent) -> bool | None:
        """Whether the event was new; None where the registry is silent, and it is to come again."""
        if self.feeds.knows(name, event.event_id):
            return False
        subject_id = self._subject(name, event.number)
        if subject_id is None:
            with self.context.database.transaction():
                self.feeds.drop(name, event.event_id, Reason.NOT_FOUND)
            return True
        reason = self._applied(name, event.event_id, subject_id)
        return None if reason is Reason.SERVICE_UNAVAILABLE else True

    def _subject(self, name: RegistryName, number: RegistryNumber) -> Id | None:
        """The one subject of this registry's kind with that number."""
        kind = KINDS[name]
        if number.kind != NUMBER_OF[kind]:
            return None
        return self.subjects.of_kind(kind, number.value)

    def _applied(self, name: RegistryName, event_id: str, subject_id: Id) -> Reason | None:
        """Ask for the record and apply it; why it was parked, None when it was applied."""
        identity = self._updated(subject_id)
        if identity is None:
            with self.context.database.transaction():
                self.feeds.settle(name, event_id, subject_id)
            return None
        read = self._read(name, identity)
        if isinstance(read, ReadRecord):
            return self._apply(name, event_id, identity, read)
        if read is not Reason.SERVICE_UNAVAILABLE:
            self._park(name, event_id, subject_id, read)
        return read

    def _read(self, name: RegistryName, identity: Identity) -> ReadRecord | Reason:
        """What the registry says now; SERVICE_UNAVAILABLE where it is silent or not connected."""
        registry = self.registries.get(name)
        if registry is None:
            return Reason.SERVICE_UNAVAILABLE
        try:
            record = registry.look_up(question_of(identity).number)
        except NoAnswer as silent:
            return silent.reason
        if record is None:
            return Reason.REGISTRY_HAS_NO_RECORD
        today = self.context.clock.now().astimezone(UTC).date()
        return read_record(identity.kind, record, today) or Reason.REGISTRY_RECORD_FAULTY

    def _updated(self, subject_id: Id) -> Identity | None:
        """The identity of somebody whom registries update: who is here, and was matched (D3.3).

        Nothing of a registry is filled in for a person who only says to have that number.
        """
        try:
            identity = self.subjects.identity(subject_id)
        except LookupError:  # erased meanwhile
            return None
        return identity if self.subjects.matched(subject_id) else None

    def _apply(
        self, name: RegistryName, event_id: str, identity: Identity, read: ReadRecord
    ) -> Reason | None:
        """One transaction: the data, the lock and the history, and that the event is done with."""
        subject_id = identity.subject_id
        with self.context.database.transaction():
            self.account_locks.lock(subject_id)
            held = self.subjects.identity(subject_id)
            if held.data != identity.data:  # changed since the record was asked for
                return Reason.SERVICE_UNAVAILABLE
            renumbered = read.number is not None and read.number != held.number
            if renumbered:
                number = Datum(read.number, SOURCES[name], read.recorded_on)
                refused = self.subjects.renumber(subject_id, number)
                if refused is not None:
                    self._park(name, event_id, subject_id, refused.reason)
                    return refused.reason
            if not self.feeds.settle(name, event_id, subject_id):
                return None
            changed = self._amend(name, held, read)
            if renumbered:
                changed = sorted({*changed, NUMBER_OF[held.kind]})
            if changed:
                self.context.history.append(
                    EventType.SUBJECT_UPDATED,
                    subject_id=subject_id,
                    actor=_actor(held.kind),
                    facts={"registry": name, "event": event_id, "data": changed},
                )
            self._follow_status(name, held, read.status)
        return None

    def _amend(self, name: RegistryName, held: Identity, read: ReadRecord) -> list[str]:
        """Change the data that differ; their names."""
        values = {each: datum.value for each, datum in held.data.items()}
        changed = changes_in(values, read.data)
        if not changed:
            return []
        data = {
            each: None if value is None else Datum(value, SOURCES[name], read.recorded_on)
            for each, value in changed.items()
        }
        self.subjects.amend(held.subject_id, data, from_then=self.context.clock.now())
        if "birthdate" in changed and self.accounts.status_of(held.subject_id) is not None:
            self.accounts.note_age(held.subject_id)
        return sorted(changed)

    def _follow_status(self, name: RegistryName, held: Identity, status: str | None) -> None:
        """Lock on a ground of the registry, or unlock what only such a ground locked."""
        account = self.accounts.by_subject(held.subject_id)
        if account is None or status is None:
            return
        locking, actor = LOCKING[held.kind][status], _actor(held.kind)
        if locking is None:
            if account.lock is not None and _is_of(name, held.kind, account.lock):
                unlocked = self.accounts.unlock(held.subject_id, actor=actor)
                if not isinstance(unlocked, Refused):
                    self.letters.account_unlocked(held.subject_id, actor=actor)
        elif account.state is not AccountState.LOCKED:
            words = {
                "ground": locking.ground,
                "body": BODIES[name],
                "remedy": locking.remedy,
            }
            locked = self.endings.lock(held.subject_id, **words, actor=actor)
            if not isinstance(locked, Refused):
                self.letters.account_locked(held.subject_id, **words, actor=actor)

    def _park(self, name: RegistryName, event_id: str, subject_id: Id, reason: Reason) -> None:
        with self.context.database.transaction():
            self.feeds.park(name, event_id, subject_id, reason)


def _actor(kind: SubjectKind) -> System:
    return _ORGANISATIONS if kind is SubjectKind.ORGANISATION else _PERSONS


def _is_of(name: RegistryName, kind: SubjectKind, lock: Lock) -> bool:
    """Whether this registry alone locked the account."""
    grounds = {each.ground for each in LOCKING[kind].values() if each is not None}
    return lock.body == BODIES[name] and lock.ground in grounds
