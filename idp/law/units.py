"""The units in which the law counts, never mixed (requirements section 0.3)."""

from enum import StrEnum


class Unit(StrEnum):
    """How a term is counted; the Vietnamese word stands beside each."""

    HOUR = "hour"
    """giờ: without a pause, from the instant of the event."""
    WORKING_HOUR = "working_hour"
    """giờ làm việc: inside office hours only."""
    DAY = "day"
    """ngày: calendar days; the next day is day 1, the last one ends at 24:00."""
    WORKING_DAY = "working_day"
    """ngày làm việc: the next working day is day 1, the last one ends at 24:00."""
    MONTH = "month"
    """tháng: to the corresponding date, or the last day of a month without it."""
    YEAR = "year"
    """năm: likewise."""
