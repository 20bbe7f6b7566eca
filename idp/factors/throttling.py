"""Tries are counted before they are verified, so that concurrent guesses gain nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, case, delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from idp.factors.domain import QUIET_FOR, WAITS, ThrottledSecret, tries_before_wait, wait_after
from idp.factors.tables import FACTOR_TRY
from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason, Refused, RemainingTries
from idp.platform.database import Database, Instant, Prepared, purge

_TRY: Final = FACTOR_TRY
_THIS_ONE: Final = (_TRY.c.account_key == bindparam("key"), _TRY.c.factor == bindparam("name"))
_STEPS: Final = max(len(waits) for waits in WAITS.values())


def _opens_after(tries: int) -> str:
    return f"opens_after_{tries}"


class _Counted(NamedTuple):
    tries: int
    opens_at: datetime


class _Opening(NamedTuple):
    opens_at: datetime


def _count() -> Prepared[_Counted]:
    # PostgreSQL's INSERT … ON CONFLICT is SQLite's too. No row comes back while the counter is
    # closed, and a refused try is not counted: an attacker cannot postpone the opening.
    first = insert(_TRY).values(
        account_key=bindparam("key"),
        factor=bindparam("name"),
        tries=1,
        opens_at=bindparam(_opens_after(1), type_=Instant),
    )
    now_tried = _TRY.c.tries + 1
    opens_at = case(
        *(
            (now_tried == tries, bindparam(_opens_after(tries), type_=Instant))
            # From 1 on: a try that was given back leaves a counter at 0.
            for tries in range(1, _STEPS)
        ),
        else_=bindparam(_opens_after(_STEPS), type_=Instant),
    )
    return Prepared(
        first.on_conflict_do_update(
            index_elements=[_TRY.c.account_key, _TRY.c.factor],
            set_={"tries": now_tried, "opens_at": opens_at},
            where=_TRY.c.opens_at <= bindparam("now", type_=Instant),
        ).returning(_TRY.c.tries, _TRY.c.opens_at),
        _Counted,
    )


OPENINGS: Final = select(_TRY.c.account_key, _TRY.c.factor, _TRY.c.opens_at).subquery("opening")
"""A relation other packages may join: until when a counter is closed."""

_COUNT: Final = _count()
_OPENS_AT: Final = Prepared(select(_TRY.c.opens_at).where(*_THIS_ONE), _Opening)
_CLEAR: Final = Prepared(delete(_TRY).where(*_THIS_ONE))


@dataclass(frozen=True, slots=True)
class CountedAttempt:
    """One counted try, to be given back when it could not be verified at all."""

    key: bytes
    factor: ThrottledSecret
    tries: int
    opens_at: datetime


@dataclass(frozen=True)
class AttemptThrottle:
    """Counters per canonical account key (32 bytes, of names that do not exist too) and factor."""

    database: Database
    clock: Clock

    def acquire(self, key: bytes, factor: ThrottledSecret) -> CountedAttempt | Refused:
        """Count one try, in one statement; refused with `retry_at` while the counter is closed."""
        counted = self._count(key, factor)
        if counted is not None:
            return counted
        closed = self.database.one(_OPENS_AT, key=key, name=factor.value)
        return Refused(Reason.TOO_MANY_TRIES, None if closed is None else closed.opens_at)

    def closed_until(self, key: bytes, factor: ThrottledSecret) -> datetime | None:
        """When a closed counter opens; None where a try would be counted. Nothing is counted."""
        counter = self.database.one(_OPENS_AT, key=key, name=factor.value)
        opens_at: datetime | None = None if counter is None else counter.opens_at
        return opens_at if opens_at is not None and opens_at > self.clock.now() else None

    def acquire_if_open(
        self, key: bytes, factor: ThrottledSecret, *, opens_at: datetime | None
    ) -> bool:
        """As `acquire`, for a counter just read in OPENINGS: a closed one is not queried again."""
        closed = opens_at is not None and opens_at > self.clock.now()
        return not closed and self._count(key, factor) is not None

    def _count(self, key: bytes, factor: ThrottledSecret) -> CountedAttempt | None:
        now = self.clock.now()
        opens = {_opens_after(n): now + wait_after(factor, n) for n in range(1, _STEPS + 1)}
        row = self.database.one(_COUNT, key=key, name=factor.value, now=now, **opens)
        return None if row is None else CountedAttempt(key, factor, row.tries, row.opens_at)

    def with_tries_left(self, refused: Refused, counted: CountedAttempt | None) -> Refused:
        """The same refusal of a counted try, with the tries left."""
        if counted is None:
            return refused
        left = tries_before_wait(counted.factor, counted.tries)
        return replace(refused, tries=RemainingTries(left, counted.opens_at))

    def reset(self, key: bytes, factor: ThrottledSecret) -> None:
        """Reset the tries at one secret after it was proven; others stay."""
        with self.database.transaction():
            self.database.enqueue(_CLEAR, key=key, name=factor.value)

    def release(self, counted: CountedAttempt) -> None:
        """Give back a try that was never verified; a wait begun by another try stays."""
        reopened = case(
            (_TRY.c.opens_at == counted.opens_at, literal(self.clock.now(), Instant)),
            else_=_TRY.c.opens_at,
        )
        with self.database.transaction():
            self.database.execute(
                update(_TRY)
                .where(
                    _TRY.c.account_key == counted.key,
                    _TRY.c.factor == counted.factor.value,
                    _TRY.c.tries > 0,
                )
                .values(tries=_TRY.c.tries - 1, opens_at=reopened)
            )

    def purge_idle(self) -> int:
        """Delete counters unused for `QUIET_FOR`; returns how many."""
        opens = _TRY.c.opens_at
        return purge(self.database, _TRY, opens < self.clock.now() - QUIET_FOR, by=opens)
