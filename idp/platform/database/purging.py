"""Purges: expired rows are deleted in small steps, by one worker at a time.

Each step is a short transaction, finds its rows by an index, and skips locked rows: a purge of a
million rows keeps no request waiting, and can be stopped between any two steps.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, Delete, Table, any_, delete, func, literal_column, select

from idp.platform.database.unit_of_work import Database

AT_ONCE: Final = 1_000
"""Rows deleted in one transaction."""
MOST_STEPS: Final = 100
"""Steps of one call; the next call deletes the rest."""


def purge(
    database: Database, table: Table, *past: ColumnElement[bool], by: ColumnElement[Any] | None
) -> int:
    """Delete the rows for which all of `past` holds, in the order of the column `by`; how many.

    `by` is the column of the index that finds them, None where its order does not matter.
    """
    dialect = database.engine.dialect.name

    def step(most: int) -> int:
        return database.execute(deletion(table, *past, by=by, most=most, dialect=dialect))

    return in_steps(database, table.name, step)


def in_steps(
    database: Database,
    name: str,
    step: Callable[[int], int],
    *,
    at_once: int | None = None,
) -> int:
    """Repeat a step, each time in a new transaction, until it deletes less than it may.

    A step is called with that number (AT_ONCE unless `at_once` is given) and returns how many rows
    it deleted. It needs the advisory lock `name`: where another worker holds it nothing is done.
    Returns the sum.
    """
    gone, most = 0, at_once or AT_ONCE
    for _ in range(MOST_STEPS):
        with database.transaction():
            if not database.try_advisory_lock(f"purge {name}"):
                return gone
            last = step(most)
        gone += last
        if last < most:
            break
    return gone


def deletion(
    table: Table,
    *past: ColumnElement[bool],
    by: ColumnElement[Any] | None,
    most: int,
    dialect: str,
) -> Delete:
    """The statement of one step on `postgresql` or `sqlite`.

    Rows are named by their physical id. On PostgreSQL as an array, which is evaluated once: a
    sub-query with a limit and a lock could run more than once in a join, and then delete more than
    the limit.
    """
    place: ColumnElement[Any] = literal_column("rowid" if dialect == "sqlite" else "ctid")
    some = select(place).select_from(table).where(*past).limit(most)
    some = some if by is None else some.order_by(by)
    if dialect == "sqlite":
        return delete(table).where(place.in_(some))
    locked = some.with_for_update(skip_locked=True).scalar_subquery()
    return delete(table).where(place == any_(func.array(locked)))
