"""How far each feed was read, and which of its events were applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, exists, func, or_, select, update

from idp.accounts.domain import AccountState
from idp.accounts.service import ACCOUNT_STATUS
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName
from idp.platform.database import Database, Instant, Row, insert_new, purge
from idp.registries.domain import KnownEvent, ParkedEvent, WhyWaiting, asked_again_at
from idp.registries.duplicates import JoinHeld
from idp.registries.tables import REGISTRY_EVENT, REGISTRY_FEED
from idp.subjects.service import MATCHED

POLLED_EVERY: Final = timedelta(minutes=1)
KEPT_FOR: Final = timedelta(days=90)
"""How long an event that is done with counts once; sent again later, it changes nothing."""
_CANDIDATES: Final = 8
"""Due events that are looked at for one that no other worker claims."""
_F, _E = REGISTRY_FEED.c, REGISTRY_EVENT.c
_NOT_READ_YET: Final = dict.fromkeys(("answered_at", "failing_since", "failure"))
_NEW_FEED: Final = insert_new(REGISTRY_FEED)
_CURSOR: Final = select(REGISTRY_FEED).where(_F.asked == bindparam("registry"))
_CLAIM_FEED: Final = (
    update(REGISTRY_FEED)
    .where(_F.asked == bindparam("registry"), _F.due_at <= bindparam("now"))
    .values(due_at=bindparam("later"))
)
_ADVANCE: Final = (
    update(REGISTRY_FEED)
    .where(_F.asked == bindparam("registry"), _F.cursor == bindparam("was"))
    .values(
        cursor=bindparam("following"),
        due_at=bindparam("again_at"),
        answered_at=bindparam("now"),
        failing_since=None,
        failure=None,
    )
)
_FAIL: Final = (
    update(REGISTRY_FEED)
    .where(_F.asked == bindparam("registry"))
    .values(
        failing_since=func.coalesce(_F.failing_since, bindparam("now", type_=Instant)),
        failure=bindparam("why"),
    )
)
_STATES: Final = select(REGISTRY_FEED).order_by(_F.asked)
_NEW_EVENT: Final = insert_new(REGISTRY_EVENT)
_THIS: Final = (_E.asked == bindparam("registry"), _E.event_id == bindparam("event"))
_UNTOLD: Final = dict.fromkeys(("reason", "other_id", "hold"))
"""Of an event of which it is not said why it waits."""
_PASS_ON: Final = (
    update(REGISTRY_EVENT)
    .where(_E.subject_id == bindparam("joined"), _E.settled_at.is_(None))
    .values(subject_id=bindparam("surviving"), due_at=bindparam("now"), **_UNTOLD)
)
_LOOK_AGAIN: Final = (
    update(REGISTRY_EVENT)
    .where(
        _E.due_at.is_not(None),
        _E.reason == Reason.IDENTITY_EXISTS,
        or_(
            _E.subject_id.in_(bindparam("holders", expanding=True)),
            _E.other_id.in_(bindparam("holders", expanding=True)),
        ),
    )
    .values(due_at=bindparam("now"), **_UNTOLD)
)
_SETTLE: Final = (
    update(REGISTRY_EVENT)
    .where(*_THIS, _E.settled_at.is_(None))
    .values(
        settled_at=bindparam("now"), due_at=None, number_key=None, number_sealed=None, **_UNTOLD
    )
)
_ASSIGN: Final = (
    update(REGISTRY_EVENT)
    .where(*_THIS, _E.settled_at.is_(None))
    .values(
        subject_id=bindparam("subject"),
        due_at=bindparam("now"),
        number_key=None,
        number_sealed=None,
        **_UNTOLD,
    )
)
_TELL: Final = (
    update(REGISTRY_EVENT)
    .where(*_THIS, _E.settled_at.is_(None))
    .values(reason=bindparam("why"), other_id=bindparam("other"), hold=bindparam("held"))
)
_DUE: Final = (
    select(REGISTRY_EVENT)
    .where(_E.due_at <= bindparam("now"), _E.asked == bindparam("registry"))
    .order_by(_E.due_at, _E.event_id)
    .limit(bindparam("most"))
)
_CLAIM: Final = (
    update(REGISTRY_EVENT)
    .where(*_THIS, _E.due_at == bindparam("was_due"))
    .values(due_at=bindparam("later"), tries=_E.tries + 1)
)
_UNLOCKED: Final = ~exists().where(
    ACCOUNT_STATUS.c.subject_id == _E.subject_id, ACCOUNT_STATUS.c.state == AccountState.LOCKED
)
_MATCHED_NOW: Final = exists().where(MATCHED.c.subject_id == _E.subject_id)
_WAKE: Final = tuple(
    update(REGISTRY_EVENT)
    .where(_E.reason == reason, _E.due_at > bindparam("now"), freed)
    .values(due_at=bindparam("now"))
    for reason, freed in (
        (Reason.ACCOUNT_LOCKED, _UNLOCKED),
        (Reason.MATCH_MISSING, _MATCHED_NOW),
    )
)
"""One statement for each: with an OR between them each would read all of the other table."""
_BEFORE: Final = (
    select(_E.event_id)
    .where(
        _E.subject_id == bindparam("subject"),
        _E.asked == bindparam("registry"),
        _E.reason == Reason.MATCH_MISSING,
        _E.event_id != bindparam("event"),
    )
    .limit(1)
)
_NEW: Final = (
    select(_E.event_id)
    .where(
        _E.asked == bindparam("registry"),
        _E.event_id >= bindparam("begins"),
        _E.event_id < bindparam("ends"),
        _E.due_at.is_not(None),
        _E.tries == 0,
    )
    .limit(1)
)
_ONE: Final = select(REGISTRY_EVENT).where(*_THIS, _E.due_at.is_not(None))
_HASTEN: Final = (
    update(REGISTRY_EVENT)
    .where(*_THIS, _E.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)
_SETTLED: Final = select(func.count().label("events")).where(
    _E.subject_id == bindparam("subject"), _E.settled_at.is_not(None)
)
_OF_PERSON: Final = (
    select(REGISTRY_EVENT)
    .where(_E.subject_id == bindparam("subject"))
    .order_by(_E.since, _E.asked, _E.event_id)
)
_PARKED: Final = (
    select(REGISTRY_EVENT)
    .where(_E.due_at.is_not(None))
    .order_by(_E.due_at, _E.asked, _E.event_id)
    .limit(bindparam("most"))
)
_LONGEST_FIRST: Final = (
    select(REGISTRY_EVENT)
    .where(_E.due_at.is_not(None))
    .order_by(_E.since, _E.asked, _E.event_id)
    .limit(bindparam("most"))
)
_WAITS: Final = _LONGEST_FIRST.where(_E.reason == bindparam("why"))
_NOT_ASKED: Final = _LONGEST_FIRST.where(_E.reason.is_(None))
_COUNT: Final = (
    select(_E.reason, func.count().label("events"))
    .where(_E.due_at.is_not(None), _E.asked == bindparam("registry"))
    .group_by(_E.reason)
)


@dataclass(frozen=True)
class RegistryFeeds:
    """Joins the transaction of the caller, but for the claims."""

    database: Database
    clock: Clock

    def claim(self, name: RegistryName) -> str | None:
        """The cursor of a feed that is due, for one worker; None otherwise."""
        now = self.clock.now()
        with self.database.transaction():
            self.database.execute(_NEW_FEED, asked=name, cursor="", due_at=now, **_NOT_READ_YET)
            later = now + POLLED_EVERY
            if not self.database.execute(_CLAIM_FEED, registry=name, now=now, later=later):
                return None
            row = self.database.one(_CURSOR, registry=name)
            return None if row is None else str(row.cursor)

    def advance(self, name: RegistryName, was: str, following: str, *, more: bool) -> None:
        """The page after `was` was taken; the next one is due at once where there is more."""
        now = self.clock.now()
        again_at = now + (timedelta(0) if more else POLLED_EVERY)
        self.database.execute(
            _ADVANCE, registry=name, was=was, following=following, again_at=again_at, now=now
        )

    def fail(self, name: RegistryName, reason: Reason) -> None:
        """The feed did not answer, or not with a page that is believed."""
        with self.database.transaction():
            self.database.execute(_FAIL, registry=name, why=reason, now=self.clock.now())

    def states(self) -> Sequence[Row]:
        """The rows of the feeds that were ever read."""
        return self.database.all(_STATES)

    def take(self, name: RegistryName, event_id: str, subject_id: Id) -> bool:
        """The event is there, and due; False where it came before."""
        now = self.clock.now()
        return self._add(name, event_id, subject_id, reason=None, due_at=now, settled_at=None)

    def has_new(self, name: RegistryName, begins: str) -> bool:
        """Whether an event whose id begins so was not tried yet."""
        ends = begins[:-1] + chr(ord(begins[-1]) + 1)
        return self.database.one(_NEW, registry=name, begins=begins, ends=ends) is not None

    def ask_again(self, join_id: Id, registry: RegistryName, one: Id, other: Id) -> None:
        """The records of two that were parted are due, of each registry that told of one of them.

        What came while they were joined may have been about either. `registry` told of the join.
        """
        told = {each.registry for who in (one, other) for each in self.of_person(who)}
        for name in sorted({registry, *told}):
            for who in (one, other):
                self.take(name, f"parted:{join_id}:{who}", who)

    def take_newcomer(
        self, name: RegistryName, event_id: str, number_key: bytes, number_sealed: bytes
    ) -> bool:
        """An event about an organisation that is not here; as `take`."""
        now, sealed = self.clock.now(), (number_key, number_sealed)
        return self._add(
            name, event_id, None, reason=None, due_at=now, settled_at=None, newcomer=sealed
        )

    def newcomer(self, name: RegistryName, event_id: str) -> tuple[bytes, bytes]:
        """The sealed number of `take_newcomer`, with its key. Raises LookupError without one."""
        row = self.database.one(_ONE, registry=name, event=event_id)
        if row is None or row.number_key is None or row.number_sealed is None:
            raise LookupError("an event about nobody, and about nobody new")
        return bytes(row.number_key), bytes(row.number_sealed)

    def assign(self, name: RegistryName, event_id: str, subject_id: Id) -> None:
        """The event turns out to be about this subject, and is due."""
        now = self.clock.now()
        self.database.execute(_ASSIGN, registry=name, event=event_id, subject=subject_id, now=now)

    def settle(self, name: RegistryName, event_id: str) -> None:
        """The event is done with."""
        self.database.execute(_SETTLE, registry=name, event=event_id, now=self.clock.now())

    def drop(self, name: RegistryName, event_id: str, reason: Reason) -> bool:
        """The event is about nobody here; False where it came before."""
        now = self.clock.now()
        return self._add(name, event_id, None, reason=reason, due_at=None, settled_at=now)

    def wait(self, name: RegistryName, event_id: str, why: WhyWaiting) -> None:
        """Say why the event waits; when it is tried again its claim has said."""
        told = {"why": why.reason, "other": why.other_id, "held": why.hold}
        self.database.execute(_TELL, registry=name, event=event_id, **told)

    def pass_on(self, joined: Id, surviving: Id) -> None:
        """What waits about a duplicate is about the subject to which it was joined, and due."""
        now = self.clock.now()
        self.database.execute(_PASS_ON, joined=joined, surviving=surviving, now=now)
        self.look_again(joined, surviving)

    def look_again(self, *holders: Id) -> None:
        """What waits because two have one number is asked for again, where one of these is of them.

        For who changes a number, joins or parts, under the lock of them. Until the registry
        answered, nothing says that two are one person.
        """
        now = self.clock.now()
        self.database.execute(_LOOK_AGAIN, holders=sorted(holders), now=now)

    def claim_due(self, name: RegistryName) -> ParkedEvent | None:
        """An event of this registry that is due, for one worker; None where there is none."""
        now = self.clock.now()
        with self.database.transaction():
            due = self.database.all(_DUE, now=now, registry=name, most=_CANDIDATES)
            return next((_read(row) for row in due if self._claimed(row, now)), None)

    def wake(self) -> int:
        """Let what waits for something of ours be tried now where that has come; how many.

        For the end of another lock, or for a match (D3.3): neither is announced to a registry.
        """
        with self.database.transaction():
            now = self.clock.now()
            return sum(self.database.execute(each, now=now) for each in _WAKE)

    def waits_already(self, event: ParkedEvent) -> bool:
        """Whether another event of this registry waits until the subject is matched.

        One is enough: the record is asked for then, and it says everything.
        """
        found = self.database.one(
            _BEFORE, subject=event.subject_id, registry=event.registry, event=event.event_id
        )
        return found is not None

    def settled_of(self, subject_id: Id) -> int:
        """How many events about a subject are done with."""
        row = self.database.one(_SETTLED, subject=subject_id)
        return 0 if row is None else int(row.events)

    def one(self, name: RegistryName, event_id: str) -> ParkedEvent | None:
        """An event that waits."""
        row = self.database.one(_ONE, registry=name, event=event_id)
        return None if row is None else _read(row)

    def hasten(self, name: RegistryName, event_id: str) -> None:
        """An event that waits is due now."""
        self.database.execute(_HASTEN, registry=name, event=event_id, now=self.clock.now())

    def parked(self, most: int) -> list[ParkedEvent]:
        """The events that wait, the next first."""
        return [_read(row) for row in self.database.all(_PARKED, most=most)]

    def waiting(self, reason: Reason | None, most: int) -> list[ParkedEvent]:
        """The events that wait for this reason, the longest first; None: not asked for yet."""
        rows = (
            self.database.all(_NOT_ASKED, most=most)
            if reason is None
            else self.database.all(_WAITS, why=reason, most=most)
        )
        return [_read(row) for row in rows]

    def count(self, name: RegistryName) -> dict[str | None, int]:
        """How many events of this registry wait, by their reasons."""
        rows = self.database.all(_COUNT, registry=name)
        return {row.reason: int(row.events) for row in rows}

    def of_person(self, subject_id: Id) -> list[KnownEvent]:
        """The events about a person that are still on record, the first one first."""
        return [
            KnownEvent(
                registry=RegistryName(row.asked),
                event_id=row.event_id,
                reason=row.reason,
                came_at=row.since,
                settled_at=row.settled_at,
            )
            for row in self.database.all(_OF_PERSON, subject=subject_id)
        ]

    def purge_settled(self) -> int:
        """Delete events that were done with long ago; returns how many."""
        settled = _E.settled_at
        past = settled < self.clock.now() - KEPT_FOR
        return purge(self.database, REGISTRY_EVENT, past, by=settled)

    def _claimed(self, row: Row, now: datetime) -> bool:
        later = asked_again_at(now, row.tries + 1)
        mine = self.database.execute(
            _CLAIM, registry=row.asked, event=row.event_id, was_due=row.due_at, later=later
        )
        return mine == 1

    def _add(
        self,
        name: RegistryName,
        event_id: str,
        subject_id: Id | None,
        reason: Reason | None,
        *,
        due_at: datetime | None,
        settled_at: datetime | None,
        newcomer: tuple[bytes | None, bytes | None] = (None, None),
    ) -> bool:
        new = self.database.execute(
            _NEW_EVENT,
            asked=name,
            event_id=event_id,
            subject_id=subject_id,
            reason=reason,
            tries=0,
            since=self.clock.now(),
            due_at=due_at,
            settled_at=settled_at,
            other_id=None,
            hold=None,
            number_key=newcomer[0],
            number_sealed=newcomer[1],
        )
        return new == 1


def _read(row: Row) -> ParkedEvent:
    return ParkedEvent(
        registry=RegistryName(row.asked),
        event_id=row.event_id,
        subject_id=row.subject_id,
        reason=row.reason,
        tries=row.tries,
        since=row.since,
        due_at=row.due_at,
        other_id=row.other_id,
        hold=None if row.hold is None else JoinHeld(row.hold),
    )
