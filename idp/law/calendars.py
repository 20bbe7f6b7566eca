"""Which days and hours are worked in Viet Nam: dated editions, with what is not settled yet.

A year has editions: the notices about it come one after the other, and some after the year began.
An edition is never changed; a later one replaces it from the day it was entered, and an earlier
view of the calendar can be had again (`Calendar.as_of`), so that an instant computed with it can be
computed again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from idp.kernel.clock import VIET_NAM

ONE_DAY: Final = timedelta(days=1)


class Certainty(IntEnum):
    """How much the calendar knows of a day; the highest of several is the least certain."""

    PUBLISHED = 0
    """The notices for the year were published and are in the data."""
    PROVISIONAL = 1
    """The year has not been published yet, or this day is not settled."""
    UNKNOWN = 2
    """No data for the year: weekends and the holidays with a fixed date are all that is known."""


class Holiday(StrEnum):
    """The holidays of Labour Code 2019 Art. 112(1), days in lieu (Art. 111(3)) and swapped days."""

    NEW_YEAR = "new_year"
    TET = "tet"
    HUNG_KINGS = "hung_kings"
    REUNIFICATION = "reunification"
    LABOUR = "labour"
    NATIONAL_DAY = "national_day"
    IN_LIEU = "in_lieu"
    SWAPPED = "swapped"


STATUTORY_DAYS: Final[Mapping[Holiday, int]] = {
    Holiday.NEW_YEAR: 1,
    Holiday.TET: 5,
    Holiday.HUNG_KINGS: 1,
    Holiday.REUNIFICATION: 1,
    Holiday.LABOUR: 1,
    Holiday.NATIONAL_DAY: 2,
}
"""How many days each holiday has in a year."""
FIXED_DATES: Final[Mapping[tuple[int, int], Holiday]] = {
    (1, 1): Holiday.NEW_YEAR,
    (4, 30): Holiday.REUNIFICATION,
    (5, 1): Holiday.LABOUR,
    (9, 2): Holiday.NATIONAL_DAY,
}
"""Month and day of those with a date; National Day has a second day before or after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEdition:
    """What was known of one year on the day `entered_on`.

    `made_up` are weekend days that are worked, `unsettled` days of which the law is not settled.
    """

    year: int
    entered_on: date
    published: bool
    sources: tuple[str, ...]
    off: Mapping[date, Holiday]
    made_up: frozenset[date]
    unsettled: frozenset[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """The sessions of a working day in civil time, and the weekly days off (0 is Monday)."""

    starting: date
    sessions: tuple[tuple[time, time], ...]
    weekend: frozenset[int]
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar as known on one day: one edition of each year, and the office hours in order.

    `edition` is the day the newest of its data were entered; `as_of` gives an earlier view.
    """

    years: Mapping[int, YearEdition]
    hours: tuple[OfficeHours, ...]
    edition: date
    editions: tuple[YearEdition, ...]

    def as_of(self, edition: date) -> "Calendar":
        """The calendar as it was known on that day, of the editions that are in the data."""
        return calendar_of(self.editions, self.hours, known_on=edition)

    def is_working(self, day: date) -> bool:
        """Whether state agencies work on that civil day."""
        year = self.years.get(day.year)
        if year is None:
            return not self.is_weekend(day) and (day.month, day.day) not in FIXED_DATES
        return day in year.made_up or (day not in year.off and not self.is_weekend(day))

    def is_weekend(self, day: date) -> bool:
        return day.weekday() in self._hours_on(day).weekend

    def certainty(self, day: date) -> Certainty:
        """How much is known of that day."""
        year = self.years.get(day.year)
        if year is None:
            return Certainty.UNKNOWN
        if year.published and day not in year.unsettled:
            return Certainty.PUBLISHED
        return Certainty.PROVISIONAL

    def sessions(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The office hours of that day as instants; none on a day that is not worked."""
        if self.is_working(day):
            for opens, closes in self._hours_on(day).sessions:
                yield civil_instant(day, opens), civil_instant(day, closes)

    def _hours_on(self, day: date) -> OfficeHours:
        """The office hours in force; those of the first period also before it."""
        in_force = [each for each in self.hours if each.starting <= day]
        return in_force[-1] if in_force else self.hours[0]


def civil_instant(day: date, at: time = time.min) -> datetime:
    """The instant of a civil time in Viet Nam, in UTC."""
    return datetime.combine(day, at, VIET_NAM).astimezone(UTC)


def civil_month(day: date) -> tuple[datetime, datetime]:
    """The first instant of the month in Viet Nam in which a day lies, and that of the next one.

    In UTC. Raises ValueError in year 9999.
    """
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return civil_instant(day.replace(day=1)), civil_instant(following)


def calendar_of(
    editions: tuple[YearEdition, ...], hours: tuple[OfficeHours, ...], *, known_on: date
) -> Calendar:
    """The newest edition of each year among those entered by that day."""
    known = sorted(
        (each for each in editions if each.entered_on <= known_on), key=lambda each: each.entered_on
    )
    newest = max((each.entered_on for each in known), default=date.min)
    return Calendar({each.year: each for each in known}, hours, newest, editions)
