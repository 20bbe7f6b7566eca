"""From which day on a person uses an account alone (D14.2-1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.accounts.domain import (
    NEVER,
    AccountState,
    AccountStatus,
    acts_alone,
    alone_from,
    unusable_reason,
)
from idp.kernel.clock import civil_day
from idp.kernel.refusals import Reason

BIRTHDAY = date(2026, 6, 1)
MIDNIGHT_THERE = datetime(2026, 5, 31, 17, 0, tzinfo=UTC)


def child(state: AccountState = AccountState.ACTIVE) -> AccountStatus:
    return AccountStatus("s", state, 1, alone_from=BIRTHDAY)


@pytest.mark.parametrize(
    ("birthdate", "day"),
    [
        ("2012-06-01", date(2026, 6, 1)),
        ("2012-02-29", date(2026, 2, 28)),
        ("2004-02-29", date(2018, 2, 28)),
        ("1950", date(1964, 12, 31)),
        ("2012", date(2026, 12, 31)),
        ("0000-05-06", NEVER),
        ("2012-06", NEVER),
        ("2011-02-29", NEVER),
        ("2012-13-01", NEVER),
        ("2012-00-10", NEVER),
        ("9990-01-01", NEVER),
        ("01/06/2012", NEVER),
        ("2012-06-01\n", NEVER),
        ("2\u0660\u0661\u0662-06-01", NEVER),
        ("", NEVER),
        (None, NEVER),
        (20120601, NEVER),
        ({"value": "2012-06-01"}, NEVER),
    ],
)
def test_the_14th_birthday_is_read_from_the_register_or_never_comes(
    birthdate: object, day: date
) -> None:
    assert alone_from(birthdate) == day


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_the_birthday_begins_at_midnight_in_viet_nam() -> None:
    assert not acts_alone(child(), MIDNIGHT_THERE - timedelta(microseconds=1))
    assert acts_alone(child(), MIDNIGHT_THERE)
    assert civil_day(MIDNIGHT_THERE) == BIRTHDAY


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
@pytest.mark.parametrize("state", AccountState)
def test_a_child_and_a_ward_use_no_account_alone(state: AccountState) -> None:
    now = MIDNIGHT_THERE - timedelta(seconds=1)
    ward = AccountStatus("s", state, 2, alone_from=NEVER)
    assert unusable_reason(child(state), now) is not None
    assert unusable_reason(ward, now + timedelta(days=36500)) is not None
    if state is AccountState.ACTIVE:
        assert unusable_reason(child(state), now) is Reason.GUARDIAN_NEEDED
        assert unusable_reason(child(state), MIDNIGHT_THERE) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_who_is_14_was_never_14_the_day_before(born: date) -> None:
    day = alone_from(born.isoformat())
    assert day.year - born.year == 14
    assert (day.month, day.day) <= (born.month, born.day)
    assert (born - day).days <= -5112


@given(st.text())
def test_no_text_makes_a_child_older(text: str) -> None:
    assert isinstance(alone_from(text), date)
