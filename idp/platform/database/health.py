"""Whether the database would accept a write now, on a separate connection."""

import sqlite3
import threading
import time
from contextlib import closing
from typing import Final

from sqlalchemy import Engine

from idp.platform.database.availability import Impatient, Unavailable, translated_errors

_SECONDS: Final = 2
"""The shortest connect timeout of libpq."""
_REMEMBERED_SECONDS: Final = 1.0


class Health:
    """Runs one check at a time, and caches the result for a second.

    Not through the pool: when all its connections hang, this must still answer in time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._asking = threading.Lock()
        self._asked_at = float("-inf")
        self._fit = False

    def require_writable(self) -> None:
        """Raises Unavailable, also while another thread's check takes too long."""
        if not self._asking.acquire(timeout=_SECONDS):
            raise Unavailable
        try:
            if time.monotonic() - self._asked_at >= _REMEMBERED_SECONDS:
                self._fit = self._ask()
                self._asked_at = time.monotonic()
        finally:
            self._asking.release()
        if not self._fit:
            raise Unavailable

    def _ask(self) -> bool:
        sqlite = self._engine.dialect.name == "sqlite"
        try:
            with translated_errors():
                return self._sqlite() if sqlite else self._postgresql()
        except Unavailable:
            return False

    def _postgresql(self) -> bool:
        words, named = self._engine.dialect.create_connect_args(self._engine.url)
        with Impatient.connect(
            *words, **{**named, "connect_timeout": _SECONDS, "autocommit": True}
        ) as connection:
            connection.patience = 1
            row = connection.execute("SHOW transaction_read_only").fetchone()
            return row is not None and row[0] == "off"

    def _sqlite(self) -> bool:
        file = self._engine.url.database or ""
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        return True
