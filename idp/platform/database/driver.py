"""Runs a compiled statement with its values on a connection; rows and a count back.

On PostgreSQL the calls of libpq are made without psycopg's cursor, whose own work (reading the text
for its parameters again, choosing what to prepare, keeping results) costs more than a short
statement. Values are still written and read by psycopg's adapters, and waited for by its
connection, so types, errors and deadlines are the same as with a cursor.

What needs no answer of its own is sent together with the next statement that does, in libpq's
pipeline mode: BEGIN, writes without a result, reads whose answer is needed later, and COMMIT. The
server runs them one after another, each with the snapshot it would have alone, and none after one
that failed.
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
        """Open a transaction, at the latest with its first statement.

        On SQLite it is the one writer from here on.
        """

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        """Run a statement, after those that wait. Raises what the driver raises, also for them."""

    def run_together(self, asked: Sequence[tuple[Text, Sequence[Any]]]) -> list[Ran]:
        """Run several statements in their order, as `run`, and wait for all answers at once."""

    def enqueue(self, text: Text, values: Sequence[Any]) -> None:
        """Run a statement without a result, at the latest before the next one or `commit`."""

    def send(self) -> None:
        """Run what waits. Raises what the driver raises."""

    def commit(self) -> None:
        """Run what waits, and end the transaction. Raises what the driver raises."""

    def forget(self) -> None:
        """Drop what waits: its transaction is rolled back."""


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

    def run_together(self, asked: Sequence[tuple[Text, Sequence[Any]]]) -> list[Ran]:
        return [self.run(text, values) for text, values in asked]

    def enqueue(self, text: Text, values: Sequence[Any]) -> None:
        """At once: nothing is saved by waiting for a database in this process."""
        self.run(text, values)

    def send(self) -> None:
        """Nothing waits."""

    def commit(self) -> None:
        if self._connection.in_transaction:
            self._cursor.execute("COMMIT")

    def forget(self) -> None:
        """Nothing waits."""


class _Bound(NamedTuple):
    """A statement with the values as they are sent; `name` is that of a prepared one."""

    name: bytes | None
    sql: bytes
    values: Sequence[Any] | None
    types: tuple[int, ...]
    formats: Any


_BEGIN: Final = _Bound(None, b"BEGIN", None, (), None)
_COMMIT: Final = _Bound(None, b"COMMIT", None, (), None)


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
        self._waiting: list[_Bound] = []
        self._failed = False

    @property
    def failed(self) -> bool:
        """Also where a statement failed before the server saw its transaction begin."""
        return self._failed or self._pgconn.transaction_status == TransactionStatus.INERROR

    @property
    def idle(self) -> bool:
        return self._pgconn.transaction_status == TransactionStatus.IDLE

    def begin(self) -> None:
        self._waiting = [_BEGIN]
        self._failed = False

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        return self._ran(self._ask(self._bound(text, values))[-1])

    def run_together(self, asked: Sequence[tuple[Text, Sequence[Any]]]) -> list[Ran]:
        answers = self._ask(*[self._bound(text, values) for text, values in asked])
        return [self._ran(each) for each in answers[-len(asked) :]]

    def _ran(self, result: PGresult) -> Ran:
        if result.status != ExecStatus.TUPLES_OK:
            return Ran([], result.command_tuples or 0)
        self._adapters.set_pgresult(result)
        found = result.ntuples
        return Ran(self._adapters.load_rows(0, found, tuple), found)

    def enqueue(self, text: Text, values: Sequence[Any]) -> None:
        self._waiting.append(self._bound(text, values))

    def send(self) -> None:
        if self._waiting:
            self._ask(self._waiting.pop())

    def commit(self) -> None:
        if self._waiting != [_BEGIN]:
            self._ask(_COMMIT)
        self.forget()

    def forget(self) -> None:
        self._waiting = []
        self._failed = False

    def _bound(self, text: Text, values: Sequence[Any]) -> _Bound:
        """The types of the values are part of the key: those of NULL and numbers vary."""
        adapters, places = self._adapters, text.places
        formats = self._formats.get(places)
        if formats is None:
            formats = self._formats[places] = [PyFormat.AUTO] * places
        written = adapters.dump_sequence(values, formats)
        types, form = adapters.types or (), adapters.formats
        name = self._prepared.get((text.numbered, types))
        if name is None and self._comes_again(text.numbered):
            name = self._prepare(text.numbered, types)
        return _Bound(name, text.numbered, written, types, form)

    def _ask(self, *statements: _Bound) -> Sequence[PGresult]:
        """The answers to what waits and to these statements."""
        together, self._waiting = [*self._waiting, *statements], []
        try:
            if len(together) > 1:
                return self._ask_together(together)
            return [self._ask_alone(together[0])]
        except _OUTDATED as outdated:
            self._failed = True
            self._prepared.clear()
            raise Outdated("a prepared statement no longer fits the tables") from outdated
        except BaseException:
            self._failed = True
            raise

    def _ask_alone(self, statement: _Bound) -> PGresult:
        alone = self._pgconn.transaction_status == TransactionStatus.IDLE
        self._put(statement)
        try:
            return self._answer()
        except _OUTDATED:
            if not alone or statement.name is None:
                raise
        self._prepared.clear()
        self._put(statement._replace(name=None))
        return self._answer()

    def _ask_together(self, statements: Sequence[_Bound]) -> Sequence[PGresult]:
        """The answers to several, or the error of the first that failed.

        Each is waited for as long as one alone, so a server that hangs is left as early.
        """
        pgconn, wait = self._pgconn, self._connection.wait
        try:
            pgconn.enter_pipeline_mode()
            for each in statements:
                self._put(each)
            pgconn.pipeline_sync()
            if pgconn.flush():
                wait(generators.send(pgconn))
            answers = [wait(generators.fetch_many(pgconn)) for _ in statements]
            wait(generators.fetch_many(pgconn))  # where the server has done with all of them
            pgconn.exit_pipeline_mode()
        except BaseException:
            pgconn.finish()  # what arrives later would answer another statement
            raise
        return [self._sound(each) for each in answers]

    def _put(self, statement: _Bound) -> None:
        name, sql, values, types, formats = statement
        if name is None:
            self._pgconn.send_query_params(sql, values, param_types=types, param_formats=formats)
        else:
            self._pgconn.send_query_prepared(name, values, param_formats=formats)

    def _comes_again(self, sql: bytes) -> bool:
        seen = self._seen[sql] = self._seen.get(sql, 0) + 1
        return seen > _SEEN_BEFORE and len(self._prepared) < _MOST_PREPARED

    def _prepare(self, sql: bytes, types: tuple[int, ...]) -> bytes:
        self._named += 1
        name = b"hot_%d" % self._named
        self._failed = True  # until the server has taken it
        self._pgconn.send_prepare(name, sql, param_types=types)
        self._answer()
        self._failed = False
        self._prepared[sql, types] = name
        return name

    def _answer(self) -> PGresult:
        return self._sound(self._connection.wait(generators.execute(self._pgconn)))

    def _sound(self, results: Sequence[PGresult]) -> PGresult:
        """The answer to one statement; raises the error it is."""
        for result in results:
            if result.status == ExecStatus.FATAL_ERROR:
                raise errors.error_from_result(result, encoding=self._connection.info.encoding)
        return results[0]
