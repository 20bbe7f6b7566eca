"""What an answer costs, counted instead of timed: statements of the database, and hashes."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event

from idp.platform.database import Database, work
from idp.platform.hashing import HashingPool


@dataclass
class Cost:
    """What was asked of the database, and how many hashes were made.

    `statements` are texts without values in their order, with the begin of each unit of work that
    needed one, which is a round trip too, as its end is.
    """

    statements: list[str] = field(default_factory=list)
    hashes: int = 0


class _Listening:
    """The driver's cursor, whose statements are put down as they are run."""

    def __init__(self, cursor: Any, cost: Cost) -> None:  # noqa: ANN401 - the driver's cursor
        self._cursor = cursor
        self._cost = cost

    def execute(self, sql: str, *parameters: object) -> object:
        self._cost.statements.append(sql)
        return self._cursor.execute(sql, *parameters)

    def __getattr__(self, name: str) -> object:
        return getattr(self._cursor, name)


@contextlib.contextmanager
def counted(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """The cost of what is asked inside, by hot statements (`Prepared`) and by others.

    Everything runs as it does without: statements and hashes are put down on their way.
    """
    cost = Cost()
    cursor_of, run_for = work.cursor_of, HashingPool.run_for

    def listening(pooled: Any) -> _Listening:  # noqa: ANN401
        return _Listening(cursor_of(pooled), cost)

    def hashed(*arguments: Any, **named: Any) -> object:  # noqa: ANN401
        cost.hashes += 1
        return run_for(*arguments, **named)

    def run(_: object, __: object, sql: str, *___: object) -> None:
        cost.statements.append(sql)

    def begun(_: object) -> None:
        cost.statements.append("BEGIN")

    heard: dict[str, Callable[..., None]] = {"before_cursor_execute": run, "begin": begun}
    for name, listener in heard.items():
        event.listen(database.engine, name, listener)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(work, "cursor_of", listening)
            patched.setattr(HashingPool, "run_for", hashed)
            yield cost
    finally:
        for name, listener in heard.items():
            event.remove(database.engine, name, listener)
