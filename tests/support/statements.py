"""What of the database is run, told before it runs: hot statements (`Prepared`) and others."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import event

from idp.platform.database import Database, unit_of_work
from idp.platform.database.driver import Driver, Ran, Text, driver_of

Tell = Callable[[Driver, Text, Sequence[Any]], None]


class _Telling:
    """A driver whose statements are told before they run."""

    def __init__(self, driver: Driver, tell: Tell) -> None:
        self._driver = driver
        self._tell = tell

    @property
    def failed(self) -> bool:
        return self._driver.failed

    def run(self, text: Text, values: Sequence[Any]) -> Ran:
        self._tell(self._driver, text, values)
        return self._driver.run(text, values)


@contextlib.contextmanager
def told(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    hot: Tell,
    **others: Callable[..., None],
) -> Iterator[None]:
    """Tell `hot` of each hot statement that runs inside; `others` listen to the engines' events.

    Of the readers, which begin nothing, only statements are told.
    """

    def telling(pooled: Any) -> _Telling:  # noqa: ANN401
        return _Telling(driver_of(pooled), hot)

    reading = database._reading  # noqa: SLF001 - the ones in autocommit
    heard = [(database.engine, name, listener) for name, listener in others.items()]
    heard += [(reading, name, others[name]) for name in others if name != "begin"]
    for each in heard:
        event.listen(*each)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(unit_of_work, "driver_of", telling)
            yield
    finally:
        for each in heard:
            event.remove(*each)
