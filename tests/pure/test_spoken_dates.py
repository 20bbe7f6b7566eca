"""Dates and times on pages."""

from datetime import UTC, datetime

import pytest

from idp.kernel.spoken_dates import due


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
