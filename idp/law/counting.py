"""Counts terms (X7.1): Civil Code 2015 Arts. 147 and 148, in the civil time of Viet Nam.

A term of days excludes the day of its event and ends at 24:00 of its last day, which is the first
instant that is too late: an act is in time while `now < due`. Hours run from the instant itself.
"""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from idp.kernel.clock import civil_day
from idp.law.calendars import ONE_DAY, Calendar, Certainty, civil_instant
from idp.law.terms import Ends, Term
from idp.law.units import Unit

_WHOLE = 100
_ONE_HOUR = timedelta(hours=1)
_MONTHS = 12
"""Of a year."""


class CalendarEnds(Exception):
    """A term depends on days of a year for which there is no calendar."""


@dataclass(frozen=True, slots=True)
class Due:
    """The first instant that is too late, aware and in UTC, and how certain the calendar is."""

    at: datetime
    certainty: Certainty


def due(term: Term, start: datetime, calendar: Calendar) -> datetime:
    """The first instant after the end of a term that starts at `start`; aware, in UTC.

    Raises CalendarEnds when it depends on a year without a calendar, where `count` would mark its
    answer, and ValueError for a `start` without a time zone.
    """
    counted = count(term, start, calendar)
    if counted.certainty is Certainty.UNKNOWN:
        raise CalendarEnds(f"no calendar for {civil_day(counted.at).year}")
    return counted.at


def count(term: Term, start: datetime, calendar: Calendar) -> Due:
    """As `due`, with its certainty: days that are not published yet are counted and marked.

    Raises ValueError for a `start` without a time zone.
    """
    if start.tzinfo is None:
        raise ValueError("a term starts at an instant, which needs a time zone")
    day = civil_day(start)
    match term.unit:
        case Unit.HOUR:
            return Due(start.astimezone(UTC) + timedelta(hours=term.length), Certainty.PUBLISHED)
        case Unit.WORKING_HOUR:
            return _working_time(timedelta(hours=term.length), start, calendar)
        case Unit.WORKING_DAY:
            return _working_days(term.length, day, calendar)
        case Unit.DAY:
            return _on_last_day(term, day + term.length * ONE_DAY, calendar)
        case Unit.MONTH:
            return _on_last_day(term, _corresponding(day, term.length), calendar)
        case Unit.YEAR:
            return _on_last_day(term, _corresponding(day, 12 * term.length), calendar)
        case _:
            assert_never(term.unit)


def taken(unit: Unit, start: datetime, end: datetime, calendar: Calendar) -> int:
    """How many units an act at `end` took: the least length of a term that would not be over then.

    The day of `start` is not counted, and an hour that has begun is; no last day rolls. An `end`
    before `start` took nothing. Raises ValueError for an instant without a time zone.
    """
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("what was taken lies between two instants, which need time zones")
    match unit:
        case Unit.HOUR:
            return max((end - start) // _ONE_HOUR + 1, 0)
        case Unit.WORKING_HOUR:
            return _time_open(start, end, calendar) // _ONE_HOUR + (start <= end)
        case _:
            return _days_taken(unit, civil_day(start), civil_day(end), calendar)


def parts(
    term: Term, start: datetime, calendar: Calendar, percents: Iterable[int]
) -> tuple[Due, list[datetime]]:
    """As `count`, and the instants at which those parts of the term are over, for warnings.

    Working hours are divided as working time, all others by the time between start and end.
    """
    ends, begun = count(term, start, calendar), start.astimezone(UTC)
    if term.unit is Unit.WORKING_HOUR:
        spans = [timedelta(hours=term.length) * percent / _WHOLE for percent in percents]
        return ends, [_working_time(span, start, calendar).at for span in spans]
    return ends, [begun + (ends.at - begun) * percent / _WHOLE for percent in percents]


def _working_time(span: timedelta, start: datetime, calendar: Calendar) -> Due:
    day, certainty, begun = civil_day(start), Certainty.PUBLISHED, start.astimezone(UTC)
    while True:
        certainty = max(certainty, calendar.certainty(day))
        for opens, closes in calendar.sessions(day):
            begins = max(opens, begun)
            if begins < closes and span <= closes - begins:
                return Due(begins + span, certainty)
            span -= max(closes - begins, timedelta(0))
        day += ONE_DAY


def _days_taken(unit: Unit, first: date, last: date, calendar: Calendar) -> int:
    days = max((last - first).days, 0)
    if unit is Unit.WORKING_DAY:
        worked = sum(calendar.is_working(first + each * ONE_DAY) for each in range(1, days))
        return worked + (days > 0)
    if unit is Unit.DAY:
        return days
    months = _months(first, last)
    return months if unit is Unit.MONTH else -(-months // _MONTHS)


def _time_open(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How long offices were open between two instants."""
    spent, day = timedelta(0), civil_day(start)
    while day <= civil_day(end):
        for opens, closes in calendar.sessions(day):
            spent += max(min(closes, end) - max(opens, start), timedelta(0))
        day += ONE_DAY
    return spent


def _months(first: date, last: date) -> int:
    """The least number of months after which a term that began on `first` reaches `last`."""
    later = max((last.year - first.year) * 12 + last.month - first.month, 0)
    return later + (_corresponding(first, later) < last)


def _working_days(length: int, day: date, calendar: Calendar) -> Due:
    certainty = Certainty.PUBLISHED
    while length:
        day += ONE_DAY
        certainty = max(certainty, calendar.certainty(day))
        length -= calendar.is_working(day)
    return Due(civil_instant(day + ONE_DAY), certainty)


def _on_last_day(term: Term, last: date, calendar: Calendar) -> Due:
    if term.ends is Ends.DAY_REACHED:
        return Due(civil_instant(last), Certainty.PUBLISHED)
    if not term.rolls:
        return Due(civil_instant(last + ONE_DAY), Certainty.PUBLISHED)
    certainty = calendar.certainty(last)
    while not calendar.is_working(last):
        last += ONE_DAY
        certainty = max(certainty, calendar.certainty(last))
    return Due(civil_instant(last + ONE_DAY), certainty)


def _corresponding(day: date, later: int) -> date:
    """The same day of a later month, or its last day where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
