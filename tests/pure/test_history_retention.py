from datetime import UTC, datetime

import pytest

from idp.history.domain import kept_since


@pytest.mark.norm("D17.2-1", limb="five years are counted by the calendar")
@pytest.mark.parametrize(
    ("now", "since"),
    [
        (datetime(2031, 7, 1, 8, tzinfo=UTC), datetime(2026, 7, 1, 8, tzinfo=UTC)),
        (datetime(2028, 2, 29, tzinfo=UTC), datetime(2023, 2, 28, tzinfo=UTC)),
        (datetime(2033, 2, 28, tzinfo=UTC), datetime(2028, 2, 28, tzinfo=UTC)),
    ],
)
def test_five_years_are_counted_by_the_calendar(now: datetime, since: datetime) -> None:
    assert kept_since(now, years=5) == since
