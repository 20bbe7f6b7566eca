"""The cost of an answer, counted instead of timed: SQL statements and hashes."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from idp.platform.database import Database
from idp.platform.database.driver import Text
from idp.platform.hashing import HashingPool
from tests.support.statements import told


@dataclass
class Cost:
    """The statements sent to the database, and how many hashes were made.

    `statements` are texts without values in their order, with the begin of each unit of work that
    needed one, which is a round trip too, as its end is.
    """

    statements: list[str] = field(default_factory=list)
    hashes: int = 0


@contextlib.contextmanager
def counted(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """The cost of what is asked inside, by hot statements (`Prepared`) and by others.

    Everything runs as it does without: statements and hashes are put down on their way.
    """
    cost = Cost()
    run_for = HashingPool.run_for

    def hashed(*arguments: Any, **named: Any) -> object:  # noqa: ANN401
        cost.hashes += 1
        return run_for(*arguments, **named)

    def run_hot(_: object, statement: Text, __: object) -> None:
        cost.statements.append(statement.sql)

    def run(_: object, __: object, sql: str, *___: object) -> None:
        cost.statements.append(sql)

    def begun() -> None:
        cost.statements.append("BEGIN")

    with (
        told(database, monkeypatch, run_hot, begun=begun, before_cursor_execute=run),
        monkeypatch.context() as patched,
    ):
        patched.setattr(HashingPool, "run_for", hashed)
        yield cost
