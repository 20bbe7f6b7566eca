"""Runs a compiled statement with its values on a connection; rows and a count back.

On PostgreSQL the calls of libpq are made without psycopg's cursor, whose own work (reading the text
for its parameters again, choosing what to prepare, keeping results) costs more than a short
statement. Values are still written and read by psycopg's adapters, and waited for by its
connection, so types, errors and deadlines are the same as with a cursor.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, Protocol

from psycopg import Connection, errors, generators
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from sqlalchemy.pool import PoolProxiedConnection

from idp.platform.database.availability import Outdated

_SEEN_BEFORE: Final = 5
"""Runs on one connection after which a statement is prepared, as in psycopg."""
_MOST_PREPARED: Final = 500
_OUTDATED: Final = (errors.FeatureNotSupported, errors.InvalidSqlStatementName)
"""A column's type was changed meanwhile, or a pooler dropped the prepared statement."""
_DRIVER: Final = "driver"


class Text(NamedTuple):
    """A statement for the driver: `sql` names parameters, `numbered` counts them.

    `places` is how many there are; a repeated name counts once.
    """

    sql: str
    numbered: bytes
    places: int


class Ran(NamedTuple):
    """All rows of a result; `touched` is how many were found or changed."""

    rows: list[Any]
    touched: int


class Driver(Protocol):
    """Runs statements on one connection; not thread-safe."""

    @property
    def failed(self) -> bool:
        """Whether the open transaction can only be rolled back."""

    @property
    def idle(self) -> bool:
        """Whether no transaction is open and no statement runs."""

    def begin(self) -> None:
        """Open a transaction; on SQLite as the one writer from its start."""

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        """Raises what the driver raises."""


def driver_of(pooled: PoolProxiedConnection) -> Driver:
    """The driver of a pooled connection, with its prepared statements."""
    driver: Driver | None = pooled.info.get(_DRIVER)
    if driver is None:
        raw: Any = pooled.driver_connection
        driver = OnPostgresql(raw) if isinstance(raw, Connection) else OnSqlite(raw)
        pooled.info[_DRIVER] = driver
    return driver


class OnSqlite:
    """Keeps one cursor for the connection: a new one for each statement costs half of it."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - sqlite3's
        self._connection = connection
        self._cursor = connection.cursor()

    @property
    def failed(self) -> bool:
        """A failed statement rolls back by itself; after a full disk so does the transaction."""
        return not self._connection.in_transaction

    @property
    def idle(self) -> bool:
        return not self._connection.in_transaction

    def begin(self) -> None:
        """SQLite would otherwise start reading and fail to upgrade when another wrote first."""
        self._cursor.execute("BEGIN IMMEDIATE")

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        """Fetches all rows at once: an unread one would keep the statement's lock."""
        cursor = self._cursor.execute(text.sql, values)
        return Ran(cursor.fetchall(), cursor.rowcount)


class OnPostgresql:
    """Prepares repeated statements, under our own names.

    psycopg must prepare nothing on the same connection (`prepare_threshold=None`): after a rollback
    it would drop what it has prepared, and ours with it.
    """

    def __init__(self, connection: "Connection[Any]") -> None:
        self._connection = connection
        self._pgconn = connection.pgconn
        self._adapters = Transformer(connection)
        self._prepared: dict[tuple[bytes, tuple[int, ...]], bytes] = {}
        self._named = 0
        self._seen: dict[bytes, int] = {}
        self._formats: dict[int, list[PyFormat]] = {}

    @property
    def failed(self) -> bool:
        return self._pgconn.transaction_status == TransactionStatus.INERROR

    @property
    def idle(self) -> bool:
        return self._pgconn.transaction_status == TransactionStatus.IDLE

    def begin(self) -> None:
        self._pgconn.send_query(b"BEGIN")
        self._answer()

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        result = self._ask(text, values)
        if result.status != ExecStatus.TUPLES_OK:
            return Ran([], result.command_tuples or 0)
        self._adapters.set_pgresult(result)
        found = result.ntuples
        return Ran(self._adapters.load_rows(0, found, tuple), found)

    def _ask(self, text: Text, values: Sequence[Any]) -> PGresult:
        """The types of the values are part of the key: those of NULL and numbers vary."""
        adapters, places = self._adapters, text.places
        formats = self._formats.get(places)
        if formats is None:
            formats = self._formats[places] = [PyFormat.AUTO] * places
        written = adapters.dump_sequence(values, formats)
        types = adapters.types or ()
        name = self._prepared.get((text.numbered, types))
        if name is None and not self._comes_again(text.numbered):
            self._pgconn.send_query_params(
                text.numbered, written, param_types=types, param_formats=adapters.formats
            )
            return self._answer()
        form = adapters.formats
        if name is None:
            name = self._prepare(text.numbered, types)
        alone = self._pgconn.transaction_status == TransactionStatus.IDLE
        self._pgconn.send_query_prepared(name, written, param_formats=form)
        try:
            return self._answer()
        except _OUTDATED as outdated:
            self._prepared.clear()
            if not alone:
                raise Outdated("a prepared statement no longer fits the tables") from outdated
        self._pgconn.send_query_params(
            text.numbered, written, param_types=types, param_formats=form
        )
        return self._answer()

    def _comes_again(self, sql: bytes) -> bool:
        seen = self._seen[sql] = self._seen.get(sql, 0) + 1
        return seen > _SEEN_BEFORE and len(self._prepared) < _MOST_PREPARED

    def _prepare(self, sql: bytes, types: tuple[int, ...]) -> bytes:
        self._named += 1
        name = b"hot_%d" % self._named
        self._pgconn.send_prepare(name, sql, param_types=types)
        self._answer()
        self._prepared[sql, types] = name
        return name

    def _answer(self) -> PGresult:
        results = self._connection.wait(generators.execute(self._pgconn))
        for result in results:
            if result.status == ExecStatus.FATAL_ERROR:
                raise errors.error_from_result(result, encoding=self._connection.info.encoding)
        answer: PGresult = results[0]
        return answer
