"""One database behind one door: columns, statements compiled once, and the unit of work."""

from idp.platform.database.columns import (
    Base,
    Digest,
    Document,
    IdColumn,
    Instant,
    Sealed,
    String,
    db,
    insert_new,
)
from idp.platform.database.connecting import connect, engine_options, open_database
from idp.platform.database.prepared import Prepared, prefixed
from idp.platform.database.purging import deletion, in_steps, purge
from idp.platform.database.unit_of_work import Database, UnitOfWork
from idp.platform.database.waiting import RETRY_AFTER_SECONDS, Patience, Unavailable

__all__ = [
    "RETRY_AFTER_SECONDS",
    "Base",
    "Database",
    "Digest",
    "Document",
    "IdColumn",
    "Instant",
    "Patience",
    "Prepared",
    "Sealed",
    "String",
    "Unavailable",
    "UnitOfWork",
    "connect",
    "db",
    "deletion",
    "engine_options",
    "in_steps",
    "insert_new",
    "open_database",
    "prefixed",
    "purge",
]
