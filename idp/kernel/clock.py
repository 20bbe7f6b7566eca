"""The clock as a value passed in, so that decisions do not read the time."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, Protocol

VIET_NAM: Final = timezone(timedelta(hours=7))
"""The civil time of Viet Nam, without summer time."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


def civil_midnight(now: datetime) -> datetime:
    """The beginning of the present calendar day in Viet Nam."""
    return now.astimezone(VIET_NAM).replace(hour=0, minute=0, second=0, microsecond=0)


def instant_of(told: date) -> datetime:
    """The instant (UTC) of a day, or of a day with a time, that somebody wrote without a zone.

    It is meant as people in Viet Nam count; a day is its beginning there. The first day of year 1
    begins with the first instant there is.
    """
    at = told.time() if isinstance(told, datetime) else time()
    meant = datetime.combine(told, at, VIET_NAM)
    try:
        return meant.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def civil_text(at: datetime) -> str:
    """An instant as RFC 3339 text in the time of Viet Nam, to the second where it has no more."""
    return at.astimezone(VIET_NAM).isoformat()


def civil_day(now: datetime) -> date:
    """The present calendar day in Viet Nam, by which birthdays and terms are counted."""
    return now.astimezone(VIET_NAM).date()
