"""Rows that requests leave behind for a worker, each of which is taken once.

A request stores a row at equal cost for known and unknown names; what follows is the worker's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, bindparam, delete, select

from idp.platform.database.availability import Unavailable
from idp.platform.database.unit_of_work import Database, Row
from idp.platform.logs import logger

_AT_ONCE: Final = 50
_LOG: Final = logger(__name__)


@dataclass(frozen=True)
class Queue:
    """`key` is the column that names a row, `by` the one of their order."""

    table: Table
    key: ColumnElement[Any]
    by: ColumnElement[Any]

    def each(self, database: Database, act: Callable[[Row], bool]) -> int:
        """Take up to 50 rows and act on each, in a transaction of its own; for how many it did.

        One whose act raises is logged and taken away: it would be the first of every later call,
        and delay all others. Where the act raises Unavailable it stays, and this raises it.
        """
        waiting = select(self.key.label("named")).order_by(self.by).limit(_AT_ONCE)
        return sum(self._one(database, row.named, act) for row in database.all(waiting))

    def _one(self, database: Database, key: object, act: Callable[[Row], bool]) -> bool:
        take = (
            delete(self.table)
            .where(self.key == bindparam("named", type_=self.key.type))
            .returning(*self.table.c)
        )
        try:
            with database.transaction():
                row = database.one(take, named=key)
                return row is not None and act(row)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - one that fails delays no other
            _LOG.exception("row of a queue failed", kind=self.table.name)
        with database.transaction():
            database.one(take, named=key)
        return False
