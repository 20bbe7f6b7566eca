"""Connections of a pool, kept on a stack after use.

SQLAlchemy's pool opens, counts and replaces connections. Checking one out and in costs more there
than most statements, so after its use a connection stays checked out, on our stack.
"""

import threading
import time
from collections import deque
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.pool import PoolProxiedConnection

from idp.platform.database.availability import is_alive
from idp.platform.database.driver import Driver, driver_of

_KEPT_SECONDS: Final = 1800.0
"""How old an idle connection may be before it goes back to the pool, which replaces it."""
_SURELY_OPEN_SECONDS: Final = 0.02
"""How long after its last use a connection is taken without a look whether the server closed it.

The look lets another thread run first. A server that stops takes longer than this to go.
"""


class Lent:
    """One connection in use; not thread-safe."""

    __slots__ = ("_core", "_driver", "_engine", "idle_since", "pooled", "raw", "since")

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.pooled: PoolProxiedConnection = engine.raw_connection()
        self.raw: Any = self.pooled.driver_connection
        self._driver = driver_of(self.pooled)
        self.since = self.idle_since = time.monotonic()
        self._core: Connection | None = None

    @property
    def driver(self) -> Driver:
        """The driver for hot statements on this connection, with its prepared statements."""
        return self._driver

    def core(self) -> Connection:
        """SQLAlchemy's view of the same connection, for this use of it."""
        self._driver.send()
        if self._core is None:
            self._core = Connection(self._engine, connection=self.pooled)
        return self._core

    def commit(self) -> None:
        """Send what waits and end the transaction; raises what the driver raises."""
        self.driver.commit()

    def roll_back(self) -> None:
        """Roll back; where that fails the connection is closed, which rolls back too."""
        self._driver.forget()
        if self.broken:
            return
        try:
            self.raw.rollback()
        except Exception:  # noqa: BLE001 - the earlier exception is the one to raise
            self.pooled.invalidate()

    def end(self) -> None:
        """The use is over, and with it SQLAlchemy's view of the transaction."""
        self._core = None

    @property
    def broken(self) -> bool:
        """Whether SQLAlchemy or the driver has invalidated it."""
        return self.pooled.dbapi_connection is None or getattr(self.raw, "closed", False)


class Connections:
    """The connections of one engine."""

    def __init__(self, engine: Engine, *, kept: int) -> None:
        self.engine = engine
        self._kept = kept
        self._idle: deque[Lent] = deque()
        self._asking = 0
        self._counting = threading.Lock()

    def take(self) -> Lent:
        """A live connection, the one used last if any is idle. Raises what the pool raises.

        One closed by the server is dropped, so a restart of it fails no request.
        """
        lent = self._idle_one()
        if lent is not None:
            return lent
        self._ask(1)
        try:
            # A thread that gave one back before it saw this request left it on the stack.
            return self._idle_one() or Lent(self.engine)
        finally:
            self._ask(-1)

    def begin(self) -> Lent:
        """A connection whose next statement is in a transaction."""
        lent = self.take()
        try:
            lent.driver.begin()
        except BaseException:
            lent.roll_back()
            self.give_back(lent)
            raise
        return lent

    def give_back(self, lent: Lent) -> None:
        """After its transaction ended, pass it to the next user, here or at the pool."""
        lent.end()
        if lent.broken or not lent.driver.idle:
            self._forget(lent)
            return
        lent.idle_since = time.monotonic()
        self._idle.append(lent)
        if self._asking:
            self._leave_to_pool()
        elif len(self._idle) > self._kept:
            spare = self._pop()
            if spare is not None:
                self._forget(spare)  # the pool would keep as many again

    def close(self) -> None:
        """Close the idle ones, and those in use when they are given back."""
        self._kept = 0
        while (lent := self._pop()) is not None:
            lent.pooled.close()
        self.engine.dispose()

    def _leave_to_pool(self) -> None:
        """Whoever waits at the pool is given one there."""
        spare = self._pop()
        if spare is not None:
            spare.pooled.close()

    def _ask(self, more: int) -> None:
        with self._counting:
            self._asking += more

    def _idle_one(self) -> Lent | None:
        while (lent := self._pop()) is not None:
            now = time.monotonic()
            long_idle = now - lent.idle_since > _SURELY_OPEN_SECONDS
            if lent.broken or (long_idle and not is_alive(lent.raw)):
                self._forget(lent)
            elif now - lent.since > _KEPT_SECONDS:
                lent.pooled.close()
            else:
                return lent
        return None

    def _pop(self) -> Lent | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    @staticmethod
    def _forget(lent: Lent) -> None:
        if lent.pooled.dbapi_connection is not None:
            lent.pooled.invalidate()
        lent.pooled.close()
