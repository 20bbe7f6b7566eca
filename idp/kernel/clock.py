"""The clock as a value passed in, so that decisions do not read the time."""

from datetime import date, datetime, timedelta, timezone
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


def civil_day(now: datetime) -> date:
    """The present calendar day in Viet Nam, by which birthdays and terms are counted."""
    return now.astimezone(VIET_NAM).date()
