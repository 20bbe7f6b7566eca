"""The removal of aged entries that have leaves: it says which, so that a purge can name them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, select

from idp.history.domain import EventType, RemovedEntries
from idp.history.keeping import LEGAL_TERM_ON_SQLITE
from idp.history.stored import STORED_ENTRIES
from idp.ledger.tables import LEAF
from idp.platform.database import Database, IdColumn

_H: Final = STORED_ENTRIES.c
_AGED: Final = (
    select(LEAF.c.position, _H.id)
    .join_from(STORED_ENTRIES, LEAF, LEAF.c.entry_id == _H.id)
    .where(
        _H.happened_at < bindparam("before", type_=_H.happened_at.type),
        _H.happened_at < LEGAL_TERM_ON_SQLITE,
        _H.happening != EventType.HISTORY_PURGED,
    )
    .order_by(_H.happened_at)
    .limit(bindparam("most"))
)
_REMOVE: Final = delete(STORED_ENTRIES).where(
    _H.id.in_(bindparam("ids", type_=IdColumn, expanding=True))
)


def remove_aged_entries(database: Database, *, before: datetime, most: int) -> RemovedEntries:
    """Remove up to `most` entries that happened before, and past the legal term; which leaves.

    Belongs inside a unit of work. An entry without a leaf stays until it has one. On PostgreSQL
    a function of the owner removes them (`idp/schema/guards.py`), on SQLite triggers refuse others.
    """
    if database.engine.dialect.name == "postgresql":
        function = func.purge_chained_history(before, most)
        return _removed(row[0] for row in database.all(select(function)))
    aged = database.all(_AGED, before=before, most=most)
    if aged:
        database.execute(_REMOVE, ids=[row.id for row in aged])
    return _removed(row.position for row in aged)


def _removed(positions: Iterable[int]) -> RemovedEntries:
    """Their number, and their leaves as pairs of a first and a last index."""
    spans: list[list[int]] = []
    count = 0
    for each in sorted(positions):
        count += 1
        if spans and spans[-1][1] == each - 1:
            spans[-1][1] = each
        else:
            spans.append([each, each])
    return RemovedEntries(count, spans)
