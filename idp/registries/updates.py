"""Updates: what changed in a registry changes here, and locks or unlocks (D8.1, D8.2).

An event says only whose record changed. The record is asked for, so that events that come twice or
in another order end the same: with what the registry says now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from itertools import islice
from typing import Final

from sqlalchemy.exc import IntegrityError

from idp.access.powers import Power
from idp.accounts.domain import AccountState, Lock
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.authorization.endings import Endings
from idp.casework.permissions import Permissions
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import NoAnswer, RegistryEvent, RegistryName, RegistryNumber
from idp.letters.decisions import DecisionLetters
from idp.platform.database import Unavailable
from idp.platform.logs import logger
from idp.registries.asking import EVENT, WhoActsQuestions
from idp.registries.domain import CODES, KINDS, SOURCES, ParkedEvent, WhyWaiting, question_of
from idp.registries.duplicates import JoinHeld, Joining
from idp.registries.feeds import RegistryFeeds
from idp.registries.joining import RegistryJoins
from idp.registries.newcomers import RegistryNewcomers
from idp.registries.ports import RecordRegistry
from idp.registries.records import BODIES, LOCKING, ReadRecord, changes_in, read_record
from idp.registries.turns import Turns
from idp.registries.wards import RegisteredWards
from idp.representation.service import Representations
from idp.subjects.domain import NUMBER_OF, Datum, Identity, SubjectKind
from idp.subjects.joins import JoinedMeanwhile
from idp.subjects.newcomers import KeyName, NewSubject
from idp.subjects.service import Subjects

_PERSONS: Final = System(rule="D8.1")
_ORGANISATIONS: Final = System(rule="D8.2")
_AT_ONCE: Final = 200
"""Turns of registries in one round; in each a record is asked for, if one is due."""
_SHOWN: Final = 1_000
_LOG: Final = logger(__name__)


@dataclass(frozen=True)
class RegistryUpdates:
    """`registries`: those with records that are connected."""

    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    endings: Endings
    letters: DecisionLetters
    permissions: Permissions
    joins: RegistryJoins
    newcomers: RegistryNewcomers
    representations: Representations
    wards: RegisteredWards
    who_acts: WhoActsQuestions
    registries: Mapping[RegistryName, RecordRegistry]
    feeds: RegistryFeeds

    def poll(self) -> int:
        """Take a page of each feed that is due; returns how many events were new.

        They are kept for `apply_due`, which asks for the records: nothing is asked for here, so
        that a record that cannot be had keeps no event from being taken.
        """
        taken = 0
        for name, registry in self.registries.items():
            cursor = self.feeds.claim(name)
            if cursor is None:
                continue
            try:
                page = registry.changes(cursor)
            except NoAnswer as silent:
                self.feeds.fail(name, silent.reason)
                continue
            with self.context.database.transaction():
                taken += sum(self._take(name, each) for each in page.events)
                more = page.more and page.cursor != cursor
                self.feeds.advance(name, cursor, page.cursor, more=more)
        return taken

    def ask_who_acts(self) -> int:
        """As `WhoActsQuestions.ask_next`."""
        return self.who_acts.ask_next()

    def apply_due(self) -> int:
        """Apply the events that are due, of the registries that answer; returns how many were.

        The registries take turns, so that none waits for all that another one told.
        """
        self.feeds.wake()
        applied, turns = 0, Turns(self.registries, self.context.clock)
        for name in islice(turns, _AT_ONCE):
            event = self.feeds.claim_due(name)
            reason = Reason.NOT_FOUND if event is None else self._tried(event)
            applied += reason is None
            if event is None or reason is Reason.SERVICE_UNAVAILABLE:
                turns.end(name)
        return applied

    def retry(
        self, name: RegistryName, event_id: str, subject_id: Id | None, *, actor: Actor
    ) -> ParkedEvent | Refused:
        """Have an event that waits tried in the next round.

        `subject_id`: whom it was shown to be about. Refused: as `Permissions.strict`; NOT_FOUND of
        one that waits no more; CASE_MOVED where it is about another subject now.
        """
        refused = self.permissions.strict(actor, Power.REGISTRY_RETRY, about=subject_id)
        if refused is not None:
            return Refused(refused)
        with self.context.database.transaction():
            waits = self.feeds.one(name, event_id)
            if waits is None:
                return Refused(Reason.NOT_FOUND)
            if waits.subject_id != subject_id:
                return Refused(Reason.CASE_MOVED)
            self.feeds.hasten(name, event_id)
            self.context.history.append(
                EventType.REGISTRY_EVENT_RETRIED,
                subject_id=subject_id,
                actor=actor,
                facts={"registry": name, "event": event_id, "reason": waits.reason},
            )
        return waits

    def parked(self) -> list[ParkedEvent]:
        """Events that wait, the next first; a thousand at most."""
        return self.feeds.parked(_SHOWN)

    def _take(self, name: RegistryName, event: RegistryEvent) -> bool:
        """Whether the event was new."""
        subject_id = self._subject(name, event.number)
        if subject_id is None and self.newcomers.is_one(name, event.number):
            return self.newcomers.take(name, event.event_id, event.number)
        if subject_id is None:
            return self.feeds.drop(name, event.event_id, Reason.NOT_FOUND)
        return self.feeds.take(name, event.event_id, subject_id)

    def _subject(self, name: RegistryName, number: RegistryNumber) -> Id | None:
        """The one subject of this registry's kind with that number, or with that code."""
        kind = KINDS[name]
        if number.kind == NUMBER_OF[kind]:
            return self.subjects.of_kind(kind, number.value)
        if kind is SubjectKind.ORGANISATION and number.kind in CODES:
            return self.subjects.by_key(KeyName(number.kind), number.value)
        return None

    def _tried(self, event: ParkedEvent) -> Reason | None:
        """Why the event waits, None when it is done with; one that fails delays no other."""
        try:
            why = self._applied(event)
        except Unavailable:
            raise
        except IntegrityError:  # another verb gave the number or code to another subject now
            why = WhyWaiting(Reason.IDENTITY_EXISTS)
        except JoinedMeanwhile:
            why = WhyWaiting(Reason.CASE_MOVED)
        except Exception:  # noqa: BLE001 - as above
            _LOG.exception(
                "registry event not applied", reference=event.event_id, kind=event.registry
            )
            why = WhyWaiting(Reason.REGISTRY_RECORD_FAULTY)
        if why is None:
            return None
        # Said where it was found (`_renumbered`); and who is silent takes nothing back of it.
        silent = why.reason is Reason.SERVICE_UNAVAILABLE
        if why.hold is None and not (silent and event.hold is not None):
            with self.context.database.transaction():
                self.feeds.wait(event.registry, event.event_id, why)
        return why.reason

    def _applied(self, event: ParkedEvent) -> WhyWaiting | None:
        """Ask for the record and apply it; why it waits, None when it is done with."""
        if event.subject_id is None:
            return self._registered(event)
        before = self.feeds.settled_of(event.subject_id)
        identity = self._known(event.subject_id)
        matched = identity is not None and self.subjects.matched(event.subject_id)
        if identity is None or (not matched and self.feeds.waits_already(event)):
            with self.context.database.transaction():
                self.feeds.settle(event.registry, event.event_id)
            return None
        if not matched:  # nothing is filled in for who only says to have that number (D3.3)
            return WhyWaiting(Reason.MATCH_MISSING)
        read = self._read(event.registry, identity.kind, question_of(identity).number)
        if read is Reason.REGISTRY_HAS_NO_RECORD and event.event_id.startswith(EVENT):
            # A question of ours, and no event of the registry's: nobody acts by its records.
            with self.context.database.transaction():
                self.feeds.settle(event.registry, event.event_id)
            return None
        return (
            WhyWaiting(read)
            if isinstance(read, Reason)
            else self._apply(event, identity.subject_id, read, before)
        )

    def _registered(self, event: ParkedEvent) -> WhyWaiting | None:
        """Register an organisation that was not here, unless it is now (D8.2)."""
        number = self.newcomers.number_of(event)
        known = self._subject(event.registry, number)
        if known is not None:
            with self.context.database.transaction():
                self.feeds.assign(event.registry, event.event_id, known)
            return None
        read = self._read(event.registry, KINDS[event.registry], number)
        if isinstance(read, Reason):
            return WhyWaiting(read)
        return self.newcomers.register(event, number, read)

    def _read(
        self, name: RegistryName, kind: SubjectKind, number: RegistryNumber
    ) -> ReadRecord | Reason:
        """What the registry says now; SERVICE_UNAVAILABLE where it is silent."""
        try:
            record = self.registries[name].look_up(number)
        except NoAnswer as silent:
            return silent.reason
        if record is None:
            return Reason.REGISTRY_HAS_NO_RECORD
        today = self.context.clock.now().astimezone(UTC).date()
        return read_record(kind, record, today) or Reason.REGISTRY_RECORD_FAULTY

    def _known(self, subject_id: Id) -> Identity | None:
        """The identity of a subject; None of who was erased meanwhile."""
        try:
            return self.subjects.identity(subject_id)
        except LookupError:
            return None

    def _apply(
        self, event: ParkedEvent, subject_id: Id, read: ReadRecord, before: int
    ) -> WhyWaiting | None:
        """One transaction: the data, the lock and the history, and that the event is done with.

        `before`: how many events about the subject were done with when the record was asked for.
        Where it is another number now, the record may be the older one, and is asked for again.
        """
        name = event.registry
        with self.context.database.transaction():
            holder = self._lock_both(subject_id, read.number)
            held = self._known(subject_id)
            if held is None:
                self.feeds.settle(name, event.event_id)
                return None
            if self.feeds.settled_of(subject_id) != before:
                return WhyWaiting(Reason.CASE_MOVED)
            why = self._renumbered(event, held, holder, read)
            if why is not None:
                return why if isinstance(why, WhyWaiting) else None
            return self._filled_in(event, held, read)

    def _renumbered(
        self, event: ParkedEvent, held: Identity, holder: Id | None, read: ReadRecord
    ) -> WhyWaiting | Joining | None:
        """Correct the number; join where `holder` has it, another subject.

        None where the record may be filled in; Joining where it is to be asked for again, as what
        the event was about is part of the holder now.
        """
        if read.number is None or read.number == held.number:
            return None
        number = Datum(read.number, SOURCES[event.registry], read.recorded_on)
        if holder is None:
            refused = self.subjects.renumber(held.subject_id, number)
            if refused is not None:
                return WhyWaiting(refused.reason)
            self.feeds.look_again(held.subject_id)
            return None
        found = self.joins.join(event, held.subject_id, holder, number, actor=_actor(held.kind))
        if isinstance(found, JoinHeld):
            # Whatever an officer decides of the two, a death locks now.
            self._followed(event.registry, held, read.status, unlocks=False)
            why = WhyWaiting(Reason.IDENTITY_EXISTS, holder, found)
            # While both are locked: who joins, parts or renumbers one of them has it asked again.
            self.feeds.wait(event.registry, event.event_id, why)
            return why
        return found if found.surviving.subject_id == holder else None

    def _filled_in(self, event: ParkedEvent, held: Identity, read: ReadRecord) -> WhyWaiting | None:
        """The data that differ, the history, the lock, and that the event is done with."""
        name = event.registry
        changed = self._amend(name, held, read)
        if read.number is not None and read.number != held.number:
            changed = sorted({*changed, NUMBER_OF[held.kind]})
        if changed:
            self.context.history.append(
                EventType.SUBJECT_UPDATED,
                subject_id=held.subject_id,
                actor=_actor(held.kind),
                facts={"registry": name, "event": event.event_id, "data": changed},
            )
        self._represent(name, held, read)
        if not self._followed(name, held, read.status):
            return WhyWaiting(Reason.ACCOUNT_LOCKED)
        self.feeds.settle(name, event.event_id)
        return None

    def _represent(self, name: RegistryName, held: Identity, read: ReadRecord) -> None:
        """Who acts for the subject as the registry says now; that may make a ward (X9.1)."""
        if read.agents is None:
            return
        subject_id, actor = held.subject_id, _actor(held.kind)
        self.representations.reconcile(subject_id, name, read.agents, actor=actor)
        self.wards.follow(subject_id, name, actor=actor)

    def _lock_both(self, subject_id: Id, number: str | None) -> Id | None:
        """Lock the account, and the other subject of this kind with the number too, if any.

        Raises JoinedMeanwhile where the number is somebody else's by then, also as the one who had
        it was erased.
        """
        holder = self._holder(subject_id, number)
        if holder is None:
            self.account_locks.lock(subject_id)
        elif not self.joins.lock(subject_id, holder) or self._holder(subject_id, number) != holder:
            raise JoinedMeanwhile
        return holder

    def _holder(self, subject_id: Id, number: str | None) -> Id | None:
        """The other subject of this kind with the number."""
        identity = None if number is None else self._known(subject_id)
        if identity is None or number is None:
            return None
        holder = self.subjects.of_kind(identity.kind, number)
        return None if holder == subject_id else holder

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
        kept = {each: datum for each, datum in data.items() if datum is not None}
        before = NewSubject(held.kind, held.data, None).keys
        for key, value in NewSubject(held.kind, {**held.data, **kept}, None).keys.items():
            if before.get(key) != value:
                self.subjects.rekey(held.subject_id, key, value, before=before.get(key))
        if "birthdate" in changed and self.accounts.status_of(held.subject_id) is not None:
            self.accounts.note_age(held.subject_id)
        return sorted(changed)

    def _followed(
        self, name: RegistryName, held: Identity, status: str | None, *, unlocks: bool = True
    ) -> bool:
        """Lock on a ground of the registry, or unlock what only such a ground locked.

        False where the account would be locked and something else has locked it: an account has
        one ground, and this one holds when the other has ended.
        """
        account = self.accounts.by_subject(held.subject_id)
        if account is None or status is None:
            return True
        locking, actor = LOCKING[held.kind][status], _actor(held.kind)
        mine = account.lock is not None and _is_of(name, held.kind, account.lock)
        if locking is None:
            if mine and unlocks:
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
        else:
            return mine
        return True


def _actor(kind: SubjectKind) -> System:
    return _ORGANISATIONS if kind is SubjectKind.ORGANISATION else _PERSONS


def _is_of(name: RegistryName, kind: SubjectKind, lock: Lock) -> bool:
    """Whether this registry alone locked the account."""
    grounds = {each.ground for each in LOCKING.get(kind, {}).values() if each is not None}
    return lock.body == BODIES[name] and lock.ground in grounds
