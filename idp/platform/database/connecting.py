"""From a database URL to a `Database`: pools, and options of SQLite."""

import json
from collections.abc import Callable
from typing import Any, Final

from flask import Flask
from psycopg.types.json import set_json_loads
from psycopg.types.string import TextLoader
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.pool import ConnectionPoolEntry

from idp.platform.database.availability import Gate, Impatient, Patience, require_alive
from idp.platform.database.columns import db
from idp.platform.database.connections import Connections
from idp.platform.database.unit_of_work import Database

_USUAL_PATIENCE: Final = Patience()
_SQLITE_SECONDS: Final = 5
_IDLE_SECONDS: Final = 60
"""The idle time after which the server ends a transaction and releases its locks."""
_DECODE: Final = json.JSONDecoder().decode
_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # or REPLACE would remove a row of evidence without asking its guard
)


def engine_options(
    url: str, *, pool_size: int, patience: Patience = _USUAL_PATIENCE
) -> dict[str, Any]:
    """Pool settings for a database URL; a SQLite file waits for its one writer."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": _SQLITE_SECONDS, "check_same_thread": False}}
    return {
        "pool_size": pool_size,
        "max_overflow": pool_size,
        "pool_timeout": patience.pool,
        "pool_use_lifo": True,
        "pool_recycle": 1800,
        "connect_args": {
            "connect_timeout": patience.connect,
            "prepare_threshold": None,  # what comes again is prepared by `OnPostgresql`
            "options": _server_options(url, patience),
        },
    }


def _server_options(url: str, patience: Patience) -> str:
    """Limits set in the server, appended to the options of the URL."""
    asked = make_url(url).query.get("options", "")
    bounds = {
        "statement_timeout": patience.statement,
        "lock_timeout": patience.lock,
        "idle_in_transaction_session_timeout": _IDLE_SECONDS,
    }
    ours = (f"-c {name}={int(seconds * 1000)}" for name, seconds in bounds.items())
    return " ".join([*([asked] if isinstance(asked, str) and asked else asked), *ours])


def connect(
    engine: Engine, url: str, *, pool_size: int, patience: Patience = _USUAL_PATIENCE
) -> Database:
    """The `Database` over Flask-SQLAlchemy's engine, plus a pool of autocommit readers."""
    reading = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        **engine_options(url, pool_size=pool_size, patience=patience),
    )
    prepare = _prepare_postgresql
    if engine.dialect.name == "sqlite":
        prepare = _prepare_sqlite
        event.listen(engine, "begin", _begin_immediate)
    for each in (engine, reading):
        event.listen(each, "connect", prepare)
        if engine.dialect.name == "postgresql":
            event.listen(each, "do_connect", _impatient(patience))
            event.listen(each, "checkout", require_alive)
    return Database(
        engine,
        writers=Connections(engine, kept=pool_size),
        readers=Connections(reading, kept=pool_size),
        gate=Gate(patience.places, patience.ticks),
    )


def _impatient(patience: Patience) -> Callable[..., Impatient]:
    """Connections that wait at most a second longer than the server's own limits."""

    def opened(_: object, __: object, words: Any, named: Any) -> Impatient:  # noqa: ANN401
        connection = Impatient.connect(*words, **named)
        connection.patience = patience.statement + 1
        return connection

    return opened


def open_database(url: str, *, pool_size: int, patience: Patience = _USUAL_PATIENCE) -> Database:
    """The database of a process.

    Flask-SQLAlchemy wants an application to bind the engine to; this one answers no request.
    """
    carrier = Flask("database")
    carrier.config["SQLALCHEMY_DATABASE_URI"] = url
    carrier.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(
        url, pool_size=pool_size, patience=patience
    )
    db.init_app(carrier)
    with carrier.app_context():
        return connect(db.engine, url, pool_size=pool_size, patience=patience)


def _prepare_postgresql(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - psycopg's
    """Identifiers are loaded as text: UUID objects would only be converted again."""
    connection.adapters.register_loader("uuid", TextLoader)
    set_json_loads(_from_json, connection)


def _from_json(document: str | bytes) -> Any:  # noqa: ANN401 - whatever was stored
    """JSON from PostgreSQL, which is always UTF-8."""
    return _DECODE(document if isinstance(document, str) else str(document, "utf-8"))


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - sqlite3's
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """For transactions begun by SQLAlchemy; a unit of work begins by itself (`OnSqlite.begin`)."""
    raw: Any = connection.connection.driver_connection
    if not raw.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
