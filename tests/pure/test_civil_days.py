"""A day that somebody writes is a day of Viet Nam, wherever the machine stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.clock import civil_day, civil_text, instant_of


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (date(2026, 12, 1), datetime(2026, 11, 30, 17, tzinfo=UTC)),
        (date(2028, 2, 29), datetime(2028, 2, 28, 17, tzinfo=UTC)),
        (datetime(2026, 12, 1, 6, 59, 59), datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)),  # noqa: DTZ001
        (date.min, datetime.min.replace(tzinfo=UTC)),
        (date.max, datetime(9999, 12, 30, 17, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_in_viet_nam(told: date, meant: datetime) -> None:
    assert instant_of(told) == meant


@given(day=st.dates(min_value=date(1, 1, 2)))
def test_the_instant_of_a_day_is_the_first_of_it(day: date) -> None:
    assert civil_day(instant_of(day)) == day
    assert civil_day(instant_of(day) - timedelta(microseconds=1)) == day - timedelta(days=1)


@given(at=st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_is_written_with_its_zone_and_read_again(at: datetime) -> None:
    told = civil_text(at)
    assert told.endswith("+07:00")
    assert datetime.fromisoformat(told) == at
