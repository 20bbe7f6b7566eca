"""Connections to the database that all tests share outlast the engines that opened them.

Each test opens its own engine, and a new connection knows nothing: its server process reads what
each statement touches from the catalogue, which takes longer than most tests. So one that is closed
is reset and given to the next engine that asks for the same. In production a process keeps its own.
"""

import contextlib
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import psycopg
import pytest
from psycopg.pq import ConnStatus, TransactionStatus

from idp.platform.database import connecting
from idp.platform.database.availability import Impatient
from tests.support import databases

_MOST: Final = 6
"""Kept for each set of options; races open ten times as many."""
_KEPT: Final[dict[str, list["Lasting"]]] = defaultdict(list)
_GUARD: Final = threading.Lock()


class Lasting(Impatient):
    """Closing it gives it back."""

    asked: str | None = None

    @classmethod
    def connect(cls, conninfo: str = "", **named: Any) -> "Lasting":  # noqa: ANN401
        # Not the map of adapters, which each engine has of its own: all of them are alike.
        plain = {name: value for name, value in named.items() if isinstance(value, str | int)}
        asked = repr((conninfo, sorted(plain.items())))
        with _GUARD:
            kept = _KEPT[asked].pop() if _KEPT[asked] else None
        if kept is not None:
            if kept.info.transaction_status == TransactionStatus.IDLE:
                return kept
            kept.asked = None
            kept.close()
        connection: Lasting = super().connect(conninfo, **named)
        connection.asked = asked
        return connection

    def close(self) -> None:
        asked, self.asked = self.asked, None
        if asked is None or self.closed or not self._is_reset():
            super().close()
            return
        with _GUARD:
            if len(_KEPT[asked]) < _MOST:
                self.asked = asked
                _KEPT[asked].append(self)
                return
        super().close()

    def _is_reset(self) -> bool:
        if self.pgconn.status != ConnStatus.OK or self.info.dbname not in databases.SHARED:
            return False
        if self.info.transaction_status == TransactionStatus.ACTIVE:
            return False
        with contextlib.suppress(psycopg.Error):
            self.rollback()
            self.autocommit = True
            self.execute("DISCARD ALL")
            self.autocommit = False
            return True
        return False


@pytest.fixture(scope="session", autouse=True)
def _lasting_connections() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connecting, "Impatient", Lasting)
        yield
    for each in (one for kept in _KEPT.values() for one in kept):
        each.asked = None
        each.close()
