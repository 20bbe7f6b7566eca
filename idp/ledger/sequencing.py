"""Sequencing: committed entries get their leaves, in batches, by one worker at a time.

An entry that is not committed is invisible here, and one that commits late may have an id below
those that have leaves already. So every run looks for entries without a leaf among the ids of the
last minute, each minute among those of the last hour, and in pages over the whole history besides.
Nothing is remembered between runs that could be wrong: an entry without a leaf is found by that.

An entry gets its leaf whoever wrote it; `checkpoints` verifies its seal before that is signed.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, func, insert, literal_column, select
from sqlalchemy.sql import Select

from idp.history.stored import SEALING_IS_OPEN, STORED_ENTRIES
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.ledger.offline import leaves
from idp.ledger.offline.merkle import frontier_at
from idp.ledger.tables import LEAF
from idp.ledger.tree import StoredTree, extend, size_of
from idp.platform.database import Database, IdColumn, Row

LOCK: Final = "ledger"
"""The advisory lock of whoever appends to the tree."""
AT_ONCE: Final = 1_000
"""Leaves appended in one transaction."""
_MOST_STEPS: Final = 100
_SHORTLY: Final = timedelta(minutes=1)
_LATE: Final = timedelta(hours=1)
_PAGE: Final = 5_000
_PAGES: Final = 20
_FIRST: Final[Id] = "00000000-0000-0000-0000-000000000000"
_LAST: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"

_H: Final = STORED_ENTRIES.c
_AFTER: Final = bindparam("after", type_=IdColumn)
_UNTIL: Final = bindparam("until", type_=IdColumn)
_HAS_LEAF: Final = (
    select(literal_column("1"))
    .where(LEAF.c.entry_id == _H.id, LEAF.c.entry_id > _AFTER, LEAF.c.entry_id <= _UNTIL)
    .exists()
)


def _without_leaf(*more: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(STORED_ENTRIES)
        .where(_H.id > _AFTER, _H.id <= _UNTIL, ~_HAS_LEAF, *more)
        .order_by(_H.id)
        .limit(AT_ONCE)
    )


_MISSING: Final = _without_leaf()
_MISSING_AND_SEALED: Final = _without_leaf(_H.seal.is_not(None))
"""While entries of an older release get their seals: a leaf commits to the seal."""
_END_OF_PAGE: Final = select(_H.id).where(_H.id > _AFTER).order_by(_H.id).offset(_PAGE - 1).limit(1)
_NEWEST_ENTRY: Final = (
    select(LEAF.c.entry_id)
    .where(LEAF.c.entry_id > _AFTER)
    .order_by(LEAF.c.entry_id.desc())
    .limit(1)
)
_LAST_LEAF: Final = select(LEAF.c.chained_at).where(
    LEAF.c.position == select(func.max(LEAF.c.position)).scalar_subquery()
)
_INSERT: Final = insert(LEAF)


@dataclass
class Sequencer:
    """`_swept`: the last id of the last page; the next page begins behind it."""

    database: Database
    clock: Clock
    _swept: Id = field(default=_FIRST, init=False)

    def run(self) -> int:
        """Give the newest entries their leaves; returns how many."""
        return self._chain(self._back_from_newest(_SHORTLY), _LAST)

    def run_late(self) -> int:
        """The same for entries of the last hour, and for the next pages of the whole history."""
        count = self._chain(self._back_from_newest(_LATE), _LAST)
        for _ in range(_PAGES):
            end = self.database.one(_END_OF_PAGE, after=self._swept)
            count += self._chain(self._swept, _LAST if end is None else end.id)
            self._swept = _FIRST if end is None else end.id
            if end is None:
                break
        return count

    def oldest_missing(self) -> datetime | None:
        """When the oldest entry of the last minute of ids without a leaf happened; None: none."""
        after = self._back_from_newest(_SHORTLY)
        row = self.database.one(_MISSING, after=after, until=_LAST)
        return None if row is None else row.happened_at

    def _chain(self, after: Id, until: Id) -> int:
        """Opens no unit of work while there is nothing to do: on SQLite that keeps others out."""
        chained = 0
        for _ in range(_MOST_STEPS):
            if not self._rows(after, until):
                break
            with self.database.transaction():
                if not self.database.try_advisory_lock(LOCK):
                    return chained
                rows = self._rows(after, until)
                self._append(rows)
            chained += len(rows)
            if len(rows) < AT_ONCE:
                break
            after = rows[-1].id
        return chained

    def _rows(self, after: Id, until: Id) -> Sequence[Row]:
        opened = self.database.one(SEALING_IS_OPEN)
        missing = _MISSING if opened is None else _MISSING_AND_SEALED
        return self.database.all(missing, after=after, until=until)

    def _append(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        size, now = size_of(self.database), self._not_before_the_last()
        frontier = frontier_at(size, StoredTree(self.database).subtree)
        made = [_leaf(row, size + place, now) for place, row in enumerate(rows)]
        self.database.execute_many(_INSERT, made)
        extend(self.database, frontier, [each["hash"] for each in made])

    def _not_before_the_last(self) -> datetime:
        """The present instant; the last leaf's, where the clock was set back since."""
        last, now = self.database.one(_LAST_LEAF), self.clock.now()
        return now if last is None else max(now, last.chained_at)

    def _back_from_newest(self, span: timedelta) -> Id:
        """The lowest id that may be new: `span` before the newest with a leaf, or before now."""
        row = self.database.one(_NEWEST_ENTRY, after=_FIRST)
        return _FIRST if row is None else _earlier(min(row.entry_id, new_id()), span)


def _leaf(row: Row, position: int, now: datetime) -> dict[str, Any]:
    stored = leaves.row_of(row._asdict())
    leaf = leaves.leaf_of(stored, chained_at=leaves.instant(now))
    return {
        "position": position,
        "entry_id": row.id,
        "happened_at": row.happened_at,
        "chained_at": now,
        "format": leaves.FORMAT,
        "entry_digest": leaves.row_digest(stored),
        "hash": leaves.hash_of(leaf),
    }


def _earlier(version_7: Id, span: timedelta) -> Id:
    """The lowest UUIDv7 that is `span` earlier (RFC 9562 section 5.7)."""
    milliseconds = (uuid.UUID(version_7).int >> 80) - span // timedelta(milliseconds=1)
    return str(uuid.UUID(int=max(0, milliseconds) << 80))
