"""Failed tries at user names that do not exist: counted for a while, without history entries.

History entries for them could be filled by anyone. Counting costs as much as the entry of a known
name, so that response times do not differ, and the rows are limited to a number of slots for each
means.
"""

import secrets
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from idp.assurance.kinds import Means
from idp.factors.tables import FACTOR_TRY
from idp.kernel.clock import Clock
from idp.platform.database import Database, Instant, Prepared

_SLOTS: Final = 64
"""Rows for the same means, so that concurrent tries do not wait for each other."""
_MARK: Final = b"names that do not exist"
_DIGEST_BYTES: Final = 32


def _key(slot: int) -> bytes:
    """A key no account can have: theirs are digests."""
    return _MARK + slot.to_bytes(_DIGEST_BYTES - len(_MARK))


_COUNT: Final = Prepared(
    insert(FACTOR_TRY)
    .values(
        account_key=bindparam("key"),
        factor=bindparam("name"),
        tries=1,
        opens_at=bindparam("now", type_=Instant),
    )
    .on_conflict_do_update(
        index_elements=[FACTOR_TRY.c.account_key, FACTOR_TRY.c.factor],
        set_={"tries": FACTOR_TRY.c.tries + 1, "opens_at": bindparam("now", type_=Instant)},
    )
)


class _Tries(NamedTuple):
    tries: int


_COUNTED: Final = Prepared(
    select(FACTOR_TRY.c.tries).where(
        FACTOR_TRY.c.account_key.between(_key(0), _key(_SLOTS - 1)),
        FACTOR_TRY.c.factor == bindparam("name"),
    ),
    _Tries,
)


@dataclass(frozen=True)
class UnknownNames:
    """Counters of this provider as a whole; `AttemptThrottle.purge_idle` deletes unused ones."""

    database: Database
    clock: Clock

    def count(self, means: Means) -> None:
        """Count one failed try, inside the open unit of work."""
        slot = secrets.randbelow(_SLOTS)
        self.database.enqueue(_COUNT, key=_key(slot), name=means.value, now=self.clock.now())

    def counted(self, means: Means) -> int:
        """The failures since the counters were last deleted."""
        return sum(row.tries for row in self.database.all(_COUNTED, name=means.value))
