"""The system clock, the only module that reads it."""

from datetime import UTC, datetime


class SystemClock:
    """Wall-clock time in UTC, cut to microseconds as both databases store it."""

    def now(self) -> datetime:
        return datetime.now(UTC)
