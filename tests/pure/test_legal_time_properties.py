"""Properties of counting, for every term, rule set and instant."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.clock import VIET_NAM
from idp.kernel.rule_sets import RuleSetName
from idp.law.ages import birthday, is_of_age
from idp.law.calendar_files import calendar_of_viet_nam
from idp.law.calendars import Calendar
from idp.law.counting import count, parts, taken
from idp.law.rule_sets import STRICT, rule_set
from idp.law.terms import Ends, Term, TermId
from idp.law.units import Unit

CALENDAR: Final = calendar_of_viet_nam()
NAMES: Final = [*RuleSetName, *(f"{each}{STRICT}" for each in RuleSetName)]
terms: Final = st.builds(
    lambda name, each: rule_set(name).terms[each], st.sampled_from(NAMES), st.sampled_from(TermId)
)
instants: Final = st.timedeltas(timedelta(0), timedelta(days=12 * 365)).map(
    datetime(2019, 1, 1, tzinfo=UTC).__add__
)
zones: Final = st.sampled_from(
    ["America/St_Johns", "Asia/Ho_Chi_Minh", "Australia/Lord_Howe", "Europe/London", "Pacific/Apia"]
)
CLOCKED: Final = {Unit.HOUR, Unit.WORKING_HOUR}


@given(terms, instants)
def test_no_term_is_due_before_it_starts(term: Term, start: datetime) -> None:
    assert count(term, start, CALENDAR).at >= start


@given(terms, instants, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_who_starts_later_is_not_due_earlier(term: Term, start: datetime, later: timedelta) -> None:
    assert count(term, start + later, CALENDAR).at >= count(term, start, CALENDAR).at


@given(terms, instants, zones)
def test_the_zone_of_the_given_instant_does_not_matter(
    term: Term, start: datetime, zone: str
) -> None:
    assert count(term, start.astimezone(ZoneInfo(zone)), CALENDAR) == count(term, start, CALENDAR)


@pytest.fixture(params=["UTC", "America/New_York", "Pacific/Kiritimati"])
def machine_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize("term", TermId)
def test_the_zone_of_the_machine_does_not_matter(term: TermId) -> None:
    start = datetime(2024, 8, 30, 16, 59, 59, tzinfo=UTC)
    counted = count(rule_set("draft-2024").terms[term], start, CALENDAR)
    assert counted == count(
        rule_set("draft-2024").terms[term],
        start.astimezone(timezone(timedelta(hours=-11))),
        CALENDAR,
    )
    if rule_set("draft-2024").terms[term].unit not in CLOCKED:
        assert counted.at.astimezone(VIET_NAM).time() == datetime.min.time()


@given(terms, instants)
def test_a_longer_term_is_not_due_earlier(term: Term, start: datetime) -> None:
    longer = replace(term, length=term.length + 1)
    assert count(longer, start, CALENDAR).at >= count(term, start, CALENDAR).at


@given(terms, instants)
def test_a_term_of_days_ends_with_a_whole_civil_day(term: Term, start: datetime) -> None:
    if term.unit in CLOCKED:
        return
    assert count(term, start, CALENDAR).at.astimezone(VIET_NAM).time() == datetime.min.time()


@given(terms, instants)
def test_working_and_rolled_terms_end_on_a_working_day(term: Term, start: datetime) -> None:
    if term.unit is Unit.HOUR or (term.unit not in {Unit.WORKING_DAY, Unit.WORKING_HOUR}
                                  and not term.rolls):  # fmt: skip
        return
    ends = count(term, start, CALENDAR).at - timedelta(microseconds=1)
    assert CALENDAR.is_working(ends.astimezone(VIET_NAM).date())


@given(terms, instants)
def test_rolling_only_delays(term: Term, start: datetime) -> None:
    strict = count(replace(term, rolls=False), start, CALENDAR)
    assert count(term, start, CALENDAR).at >= strict.at


@given(terms, instants, st.integers(0, 100), st.integers(0, 100))
def test_parts_of_a_term_follow_one_another(
    term: Term, start: datetime, one: int, other: int
) -> None:
    less, more = sorted((one, other))
    ends, (earlier, later, last) = parts(term, start, CALENDAR, (less, more, 100))
    assert start <= earlier <= later <= last == ends.at
    assert ends == count(term, start, CALENDAR)


@given(
    st.sampled_from(Unit),
    instants,
    st.timedeltas(timedelta(0), timedelta(days=70)),
    st.integers(1, 50),
)
def test_what_took_no_more_than_a_term_was_in_time(
    unit: Unit, start: datetime, later: timedelta, length: int
) -> None:
    """What an act took is the other way round of counting the term."""
    some = rule_set("draft-2024").terms[TermId.DECIDE_LOCK]
    term, end = replace(some, unit=unit, length=length, rolls=False), start + later
    took = taken(unit, start, end, CALENDAR)
    assert (took <= length) == (end < count(term, start, CALENDAR).at)
    assert took == taken(unit, start.astimezone(ZoneInfo("Pacific/Apia")), end, CALENDAR)


@pytest.mark.parametrize(
    ("unit", "took"), [(Unit.DAY, 12), (Unit.WORKING_DAY, 3), (Unit.WORKING_HOUR, 24)]
)
def test_tet_takes_days_and_no_working_days(unit: Unit, took: int) -> None:
    """Thursday 12 February 2026 at 15:00 to Tuesday 24 February at 14:30: Tết is 16 to 20."""
    begins = datetime(2026, 2, 12, 15, tzinfo=VIET_NAM)
    ends = datetime(2026, 2, 24, 14, 30, tzinfo=VIET_NAM)
    assert taken(unit, begins, ends, CALENDAR) == took
    assert taken(unit, ends, begins, CALENDAR) == 0


@given(st.dates(date(2018, 1, 1), date(2032, 1, 1)))
def test_every_week_has_a_working_day_within_twelve_days(day: date) -> None:
    assert any(CALENDAR.is_working(day + timedelta(days=each)) for each in range(12))


@given(terms, instants)
def test_an_earlier_edition_counts_without_the_later_one(term: Term, start: datetime) -> None:
    """Before the first entry there was no calendar at all."""
    empty: Calendar = CALENDAR.as_of(date(2020, 1, 1))
    assert not empty.years
    assert count(term, start, CALENDAR.as_of(CALENDAR.edition)) == count(term, start, CALENDAR)
    if term.ends is Ends.DAY_REACHED:
        assert count(term, start, empty) == count(term, start, CALENDAR)


def test_nobody_is_of_an_age_that_is_full_after_the_last_year_there_is() -> None:
    assert not is_of_age(date(9999, 1, 1), 6, date.max)
    assert is_of_age(date(9993, 1, 1), 6, date.max)


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), st.integers(1, 120))
def test_a_person_is_of_age_from_the_birthday_on(born_on: date, age: int) -> None:
    reached = birthday(born_on, age)
    assert is_of_age(born_on, age, reached)
    assert not is_of_age(born_on, age, reached - timedelta(days=1))
    assert (reached.year, reached.month) == (born_on.year + age, born_on.month)


@pytest.mark.parametrize(
    ("born_on", "age", "reached"),
    [
        (date(2012, 2, 29), 14, date(2026, 2, 28)),
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
        (date(2018, 7, 5), 6, date(2024, 7, 5)),
    ],
)
def test_who_was_born_on_29_february_is_older_on_the_28th(
    born_on: date, age: int, reached: date
) -> None:
    assert birthday(born_on, age) == reached
