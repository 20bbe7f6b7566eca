"""Dates and times on pages."""

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_datetime
from hypothesis import assume, given
from hypothesis.strategies import datetimes, just, sampled_from

from idp.kernel.clock import VIET_NAM
from idp.kernel.spoken_dates import clock_time, dated, day, due, moment, short_moment


@pytest.mark.parametrize(
    ("late", "vi", "en"),
    [
        # The law's "đến hết ngày": the first instant that is too late is 00:00 of the next day.
        (datetime(2026, 11, 12, 17, tzinfo=UTC), "đến hết ngày 12/11/2026", "to the end of 12"),
        (datetime(2024, 2, 29, 17, tzinfo=UTC), "đến hết ngày 29/02/2024", "to the end of 29"),
        (datetime(2026, 12, 31, 17, tzinfo=UTC), "đến hết ngày 31/12/2026", "to the end of 31"),
        (datetime(2026, 11, 12, 3, 30, tzinfo=UTC), "trước 10:30 ngày 12/11/2026", "before 12"),
        (datetime(2026, 11, 12, 17, 0, 1, tzinfo=UTC), "trước 00:00 ngày 13/11/2026", "before 13"),
    ],
)
def test_what_is_due_by_a_day_names_the_last_one(late: datetime, vi: str, en: str) -> None:
    assert due(late, "vi") == vi
    assert due(late, "en").startswith(en)


def test_each_language_has_its_form() -> None:
    born, at = date(1990, 2, 3), datetime(2026, 11, 28, 18, 5, tzinfo=UTC)
    assert (day(born, "vi"), day(born, "en")) == ("03/02/1990", "3 February 1990")
    assert (dated(born, "vi"), dated(born, "en")) == ("3 tháng 2 năm 1990", "3 February 1990")
    assert moment(at, "vi") == "01:05 ngày 29/11/2026"
    assert moment(at, "en") == "29 November 2026, 01:05"
    assert short_moment(at) == "01:05 29/11"


@given(datetimes(timezones=just(UTC)), sampled_from(["vi", "en"]))
def test_the_forms_are_those_of_the_cldr(at: datetime, lang: str) -> None:
    assume(at.year < 9999)  # the next day has to exist in Viet Nam

    def cldr(pattern: str) -> str:
        return format_datetime(at, pattern, tzinfo=VIET_NAM, locale=lang)

    on = "dd/MM/y" if lang == "vi" else "d MMMM y"
    assert moment(at, lang) == cldr(f"HH:mm 'ngày' {on}" if lang == "vi" else f"{on}, HH:mm")
    assert day(at, lang) == cldr(on)
    assert clock_time(at, lang) == cldr("HH:mm:ss")
    assert short_moment(at) == format_datetime(at, "HH:mm dd/MM", tzinfo=VIET_NAM, locale="vi")
