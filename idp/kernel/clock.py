"""The clock as a value handed in, so that decisions never ask the time themselves."""

from datetime import date, datetime, timedelta, timezone
from typing import Final, Protocol

VIET_NAM: Final = timezone(timedelta(hours=7))
"""The civil time of Viet Nam, which knows no summer time."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


def civil_midnight(now: datetime) -> datetime:
    """When the calendar day began in Viet Nam that it is there at this instant."""
    return now.astimezone(VIET_NAM).replace(hour=0, minute=0, second=0, microsecond=0)


def civil_day(now: datetime) -> date:
    """The calendar day it is in Viet Nam at this instant: birthdays and terms are counted by it."""
    return now.astimezone(VIET_NAM).date()
