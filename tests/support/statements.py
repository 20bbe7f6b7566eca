"""A record of statements before they run: hot ones (`Prepared`) and others."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import event

from idp.platform.database import Database
from idp.platform.database.connections import Connections, Lent
from idp.platform.database.driver import Driver, Ran, Text, driver_of

Tell = Callable[[Driver, Text, Sequence[Any]], None]


class _Telling:
    """A driver whose statements are recorded before they run."""

    def __init__(self, driver: Driver, tell: Tell) -> None:
        self._driver = driver
        self._tell = tell

    @property
    def failed(self) -> bool:
        return self._driver.failed

    @property
    def idle(self) -> bool:
        return self._driver.idle

    def begin(self) -> None:
        self._driver.begin()

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        self._tell(self._driver, text, values)
        return self._driver.run(text, values)

    def run_together(self, asked: Sequence[tuple[Text, Sequence[Any]]]) -> list[Ran]:
        for text, values in asked:
            self._tell(self._driver, text, values)
        return self._driver.run_together(asked)

    def enqueue(self, text: Text, values: Sequence[Any]) -> None:
        self._tell(self._driver, text, values)
        self._driver.enqueue(text, values)

    def send(self) -> None:
        self._driver.send()

    def commit(self) -> None:
        self._driver.commit()

    def forget(self) -> None:
        self._driver.forget()


@contextlib.contextmanager
def told(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    hot: Tell,
    *,
    begun: Callable[[], None] | None = None,
    **others: Callable[..., None],
) -> Iterator[None]:
    """Tell `hot` of each hot statement that runs inside, and `begun` of each unit of work.

    `others` listen to the events of both engines.
    """
    begin = Connections.begin

    def telling(lent: Lent) -> _Telling:
        return _Telling(driver_of(lent.pooled), hot)

    def beginning(connections: Connections) -> Lent:
        if begun is not None:
            begun()
        return begin(connections)

    engines = (database.engine, database._readers.engine)  # noqa: SLF001 - those in autocommit
    heard = [(engine, *each) for engine in engines for each in others.items()]
    for each in heard:
        event.listen(*each)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(Lent, "driver", property(telling))
            patched.setattr(Connections, "begin", beginning)
            yield
    finally:
        for each in heard:
            event.remove(*each)
