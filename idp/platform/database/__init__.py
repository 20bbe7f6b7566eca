"""Database access: columns, statements, and the unit of work.

Statements are constants at the top of a module, with `bindparam` for each value, of two kinds. The
usual one is of SQLAlchemy Core; its rows have an attribute for each column. One that runs in a
sign-in, at `/authorize` or `/token`, for each use of a token or a session, or for the pages and
rows of the desk is `Prepared`: compiled once, run without SQLAlchemy, its rows NamedTuples. The
methods, their deadlines and what they raise when the database is away are the same for both:

* `Database.one` and `Database.all` read, in the open unit of work or else in autocommit; also what
  a write returns (RETURNING).
* `Database.execute` writes now and says how many rows it touched: every conditional write whose
  outcome decides something.
* `Database.enqueue` (only `Prepared`) writes with the unit of work, where nothing depends on the
  outcome: on PostgreSQL inserts that wait cost one round trip together. Order is kept: what is read
  or written later in the same unit of work finds it made.
* `Database.execute_many` writes one statement for each of many rows, `insert_together` thousands
  of rows in one statement.

Writes belong inside `Database.transaction()`. One `Prepared` write with RETURNING may also run
alone, in autocommit. It is not repeated where the connection broke, as a read is: it may have been
made. Inside `Database.refusing_writes()`, around a request that must change nothing, every write
raises WriteRefused.

The package that owns a table publishes the relations that others may join: the relation, the
NamedTuple of its row, and the function that reads that row (`ACCOUNT_STATUS`, `StoredStatus`,
`Accounts.status_from`). In a joined row it is a part: `prefixed(ACCOUNT_STATUS, "account_")` are
the columns of a field `account: StoredStatus`, or `StoredStatus | None` where the join is an outer
one.
"""

from idp.platform.database.availability import RETRY_AFTER_SECONDS, Patience, Unavailable
from idp.platform.database.columns import (
    Base,
    Digest,
    Document,
    IdColumn,
    Instant,
    MaybeDocument,
    Sealed,
    String,
    among,
    db,
    insert_new,
)
from idp.platform.database.connecting import connect, engine_options, open_database
from idp.platform.database.ordered_reads import MarkedRow, OrderedReads, ReadOrder
from idp.platform.database.prepared import Prepared, prefixed
from idp.platform.database.purging import deletion, in_steps, purge
from idp.platform.database.queues import Queue
from idp.platform.database.together import insert_together
from idp.platform.database.unit_of_work import Database, Row, UnitOfWork, WriteRefused

__all__ = [
    "RETRY_AFTER_SECONDS",
    "Base",
    "Database",
    "Digest",
    "Document",
    "IdColumn",
    "Instant",
    "MarkedRow",
    "MaybeDocument",
    "OrderedReads",
    "Patience",
    "Prepared",
    "Queue",
    "ReadOrder",
    "Row",
    "Sealed",
    "String",
    "Unavailable",
    "UnitOfWork",
    "WriteRefused",
    "among",
    "connect",
    "db",
    "deletion",
    "engine_options",
    "in_steps",
    "insert_new",
    "insert_together",
    "open_database",
    "prefixed",
    "purge",
]
