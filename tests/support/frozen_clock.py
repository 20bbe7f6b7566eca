"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""A Monday morning in Ha Noi."""


class FrozenClock:
    """With a `tick` each look at it is that much later, as with a real one."""

    def __init__(self, now: datetime = START, *, tick: timedelta = timedelta()) -> None:
        self._now = now
        self.tick = tick

    def now(self) -> datetime:
        self._now += self.tick
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by
