"""Time limits of waiting for the database, and which errors mean that it is away.

A server that hangs does not apply its own time-outs, so the client has its own.
"""

import select
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import errors
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout

RETRY_AFTER_SECONDS: Final = 5
_SQLITE_AWAY: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_BROKEN_OFF: Final = frozenset({None, "57P01", "57P02", "57P03"})
"""SQLSTATEs of an absence; None: the connection broke without one."""
_ONE_ABSENCE_SECONDS: Final = 30.0
"""Two failures that are this close belong to one absence."""
_PATIENT_SECONDS: Final = 1.0
"""How long the last free threads wait for another thread."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to connect, for a statement, for a lock, for a free connection of the pool.

    `places`: how many threads may use the database at once; the other threads of the process answer
    requests that do not need it. `ticks`: the clock, in seconds, by which an absence is timed.
    """

    connect: int = 3
    statement: float = 5
    lock: float = 3
    pool: float = 3
    places: int = 512
    ticks: Callable[[], float] = time.monotonic


class Unavailable(Exception):
    """The database does not answer, or takes no writes; the unit of work was rolled back.

    `lost`: the connection broke, so a new one may find the database back.
    """

    def __init__(self, *, lost: bool = False) -> None:
        super().__init__("the database is not available")
        self.lost = lost


class Waited(psycopg.OperationalError):
    """The server did not answer in time; its connection is closed."""


class Impatient(psycopg.Connection[Any]):
    """A connection that waits no longer than `patience` seconds for anything."""

    patience: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:  # noqa: ANN401
        limit = self.patience if timeout is None else timeout
        try:
            return super().wait(gen, interval=interval, timeout=limit)
        except errors._WaitTimeout:  # noqa: SLF001 - psycopg tells it in no other way
            self.pgconn.finish()
            raise Waited("the database did not answer in time") from None


class Outdated(psycopg.OperationalError):
    """A prepared statement no longer fits the tables, or is gone; the unit of work begins again."""


def absence(error: BaseException) -> Unavailable | None:
    """The kind of absence an error of driver or pool means; None for any other error."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    match cause:
        case Waited() | Outdated():
            return Unavailable()
        case errors.QueryCanceled() | errors.LockNotAvailable() | errors.ReadOnlySqlTransaction():
            return Unavailable()
        case PoolTimeout():
            return Unavailable()
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return Unavailable(lost=cause.sqlstate in _BROKEN_OFF)
        case sqlite3.OperationalError():
            code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            return Unavailable() if code & 0xFF in _SQLITE_AWAY else None
        case _:
            return None


def _is_unheard(error: BaseException) -> bool:
    """Whether the statement may have been executed although no answer arrived.

    A lock timeout, a deadlock or a statement timeout is an answer: it was rolled back. A client
    that can provoke those must not be taken for an absence of the database.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    match cause:
        case Outdated():
            return False
        case Waited() | errors.ConnectionTimeout():
            return True
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return cause.sqlstate in _BROKEN_OFF
        case sqlite3.OperationalError():
            return absence(error) is not None
        case _:
            return False


class TranslatedErrors:
    """Raises Unavailable in place of the driver's error that means it.

    It surrounds every statement, so it is no generator: those cost more than a short read.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing has gone wrong yet."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        away = None if error is None else absence(error)
        if away is not None:
            raise away from error


translated_errors: Final = TranslatedErrors


def require_alive(connection: Any, *_: object) -> None:  # noqa: ANN401 - psycopg's
    """Check a connection before it leaves the pool: one closed by the server is readable.

    All of the same age are dropped with it, so a restart of the server fails no request.
    """
    if not is_alive(connection):
        raise InvalidatePoolError


def is_alive(connection: Any) -> bool:  # noqa: ANN401 - the driver's
    """Whether the server has not closed an idle connection; always true for SQLite."""
    if isinstance(connection, sqlite3.Connection):
        return True
    return not (connection.closed or _is_readable(connection.pgconn.socket))


def _is_readable(socket: int) -> bool:
    watched = select.poll()
    watched.register(socket, select.POLLIN)
    return bool(watched.poll(0))


class Gate:
    """Limits the threads that wait for the database, more so while it hangs."""

    def __init__(self, places: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._places = places
        self._seconds = seconds
        self._changed = threading.Condition(threading.Lock())
        self._inside: dict[int, float] = {}
        self._hangs = False
        self._away: tuple[float, float] | None = None

    def pass_through(self) -> "Passage":
        """A passage for one use of the database; raises Unavailable at once while it hangs."""
        return Passage(self)

    def holds(self, me: int) -> bool:
        """Whether this thread has passed already."""
        return me in self._inside

    def enter(self, me: int) -> None:
        with self._changed:
            if self._hangs and self._inside:
                raise Unavailable
            while len(self._inside) >= self._places:
                left = min(self._inside.values()) + _PATIENT_SECONDS - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    raise Unavailable
            self._inside[me] = time.monotonic()

    @property
    def away(self) -> tuple[float, float] | None:
        """How many seconds ago the last absence began and last failed; None without one."""
        if self._away is None:
            return None
        now = self._seconds()
        return now - self._away[0], now - self._away[1]

    def note_absence(self) -> None:
        """Note that a statement got no answer, or its transaction no confirmation."""
        with self._changed:
            now = self._seconds()
            goes_on = self._away is not None and now - self._away[1] < _ONE_ABSENCE_SECONDS
            self._away = (self._away[0] if self._away and goes_on else now, now)

    def leave(self, me: int, *, hangs: bool | None) -> None:
        with self._changed:
            self._inside.pop(me, None)
            if hangs is not None:
                self._hangs = hangs
            self._changed.notify()


class Passage:
    """A thread's passage through the gate; nested ones do nothing.

    It surrounds every statement, so it is no generator, as `TranslatedErrors` is none.
    """

    __slots__ = ("_gate", "_me")

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._me: int | None = None

    def __enter__(self) -> None:
        me = threading.get_ident()
        if not self._gate.holds(me):
            self._gate.enter(me)
            self._me = me

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and _is_unheard(error):
            self._gate.note_absence()
        if self._me is not None:
            self._gate.leave(self._me, hangs=False if error is None else _did_not_answer(error))


def _did_not_answer(error: BaseException | None) -> bool | None:
    """True: the database hangs; None: the exception does not tell."""
    while error is not None:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, Waited | errors.ConnectionTimeout):
            return True
        error = error.__cause__
    return None
