"""What an answer costs, counted instead of timed: statements of the database, and hashes."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event

from idp.platform.database import Database, unit_of_work
from idp.platform.database.driver import Driver, Ran, Text, driver_of
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
    """A driver whose statements are put down as they are run."""

    def __init__(self, driver: Driver, cost: Cost) -> None:
        self._driver = driver
        self._cost = cost

    @property
    def failed(self) -> bool:
        return self._driver.failed

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        self._cost.statements.append(text.sql)
        return self._driver.run(text, values)


@contextlib.contextmanager
def counted(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """The cost of what is asked inside, by hot statements (`Prepared`) and by others.

    Everything runs as it does without: statements and hashes are put down on their way.
    """
    cost = Cost()
    run_for = HashingPool.run_for

    def listening(pooled: Any) -> _Listening:  # noqa: ANN401
        return _Listening(driver_of(pooled), cost)

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
            patched.setattr(unit_of_work, "driver_of", listening)
            patched.setattr(HashingPool, "run_for", hashed)
            yield cost
    finally:
        for name, listener in heard.items():
            event.remove(database.engine, name, listener)
