"""Seals for history entries that a release without seals wrote.

Where such entries are found, the migration that added the column opens a period in which an entry
without a seal is "not sealed yet". Every `idp migrate` seals them as they are, in small
transactions, and may be interrupted and repeated. `close` ends that period for good: from then on
an entry without a seal counts as changed.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql

from idp.history.seals import KEY_PURPOSE, seal
from idp.platform.clock import SystemClock
from idp.platform.database import Instant
from idp.platform.keyring import derived

AT_ONCE: Final = 1_000
_HISTORY: Final = sa.table(
    "history",
    sa.column("id", sa.Uuid(as_uuid=False)),
    sa.column("happened_at", Instant()),
    sa.column("happening", sa.Text()),
    sa.column("subject_id", sa.Uuid(as_uuid=False)),
    sa.column("actor", sa.Text()),
    sa.column("client_id", sa.Text()),
    sa.column("transaction_id", sa.Uuid(as_uuid=False)),
    sa.column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
    sa.column("fields_act", sa.Text()),
    sa.column("seal", sa.LargeBinary()),
)
_OPENING: Final = sa.table(
    "history_sealing", *(sa.column(name, Instant()) for name in ("opened_at", "closed_at"))
)


def is_open(connection: Connection) -> bool:
    """Whether entries without a seal may be those of an older release."""
    if not sa.inspect(connection).has_table(_OPENING.name):
        return False
    mark = sa.select(_OPENING.c.opened_at).where(_OPENING.c.closed_at.is_(None))
    return connection.execute(mark).first() is not None


def seal_what_is_there(engine: Engine, secret: str | None) -> None:
    """Seal every entry without a seal, unless the period is closed.

    `secret` is the setting of that name. Raises RuntimeError when it is missing and needed.
    """
    with engine.connect() as connection:
        if not is_open(connection):
            return
    last = None
    while True:
        with engine.begin() as connection:
            rows = _unsealed(connection, after=last)
            _seal(connection, rows, secret)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]["id"]


def close(engine: Engine, secret: str) -> bool:
    """Seal the last entries and end the period, in one transaction; False when it was closed.

    On PostgreSQL a table lock waits for open writers, and keeps new ones waiting.
    """
    seal_what_is_there(engine, secret)
    with engine.begin() as connection:
        if not is_open(connection):
            return False
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE history IN SHARE ROW EXCLUSIVE MODE")
        for rows in _pages(connection):
            _seal(connection, rows, secret)
        connection.execute(sa.update(_OPENING).values(closed_at=SystemClock().now()))
    return True


def _pages(connection: Connection) -> Iterator[Sequence[Any]]:
    rows = _unsealed(connection)
    while rows:
        yield rows
        rows = _unsealed(connection)


def _unsealed(connection: Connection, *, after: str | None = None) -> Sequence[Any]:
    query = sa.select(_HISTORY).where(_HISTORY.c.seal.is_(None)).order_by(_HISTORY.c.id)
    if after is not None:
        query = query.where(_HISTORY.c.id > after)
    return connection.execute(query.limit(AT_ONCE)).mappings().all()


def _seal(connection: Connection, rows: Sequence[Any], secret: str | None) -> None:
    if not rows:
        return
    if not secret:
        raise RuntimeError("entries of an older release are sealed with the setting `secret`")
    key = derived(secret.encode(), KEY_PURPOSE)
    made = [{"which": row["id"], "made": seal(key, row, at_upgrade=True)} for row in rows]
    one = sa.update(_HISTORY).where(
        _HISTORY.c.id == sa.bindparam("which"), _HISTORY.c.seal.is_(None)
    )
    connection.execute(one.values(seal=sa.bindparam("made")), made)
