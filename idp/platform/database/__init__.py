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
from idp.platform.database.work import Database, Work

__all__ = [
    "Base",
    "Database",
    "Digest",
    "Document",
    "IdColumn",
    "Instant",
    "Prepared",
    "Sealed",
    "String",
    "Work",
    "connect",
    "db",
    "engine_options",
    "insert_new",
    "open_database",
    "prefixed",
]
