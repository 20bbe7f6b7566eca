"""The one place that asks the machine what time it is."""

from datetime import UTC, datetime


class SystemClock:
    """Wall-clock time in UTC, cut to microseconds as both databases store it."""

    def now(self) -> datetime:
        return datetime.now(UTC)
