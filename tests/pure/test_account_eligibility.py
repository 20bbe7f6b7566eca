"""Which level an account may have: on the sixth birthday, at no other time, and of whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.accounts.eligibility import level_refusal
from idp.kernel.refusals import Reason
from idp.law.ages import birthday
from idp.subjects.domain import SubjectKind

PEOPLE = (SubjectKind.CITIZEN, SubjectKind.FOREIGNER)
TODAY = date(2024, 7, 1)
people = pytest.mark.parametrize("kind", PEOPLE)


@people
@pytest.mark.norm("D7.1a", limb="level 02 from the sixth birthday on")
@pytest.mark.norm("D7.2-2", limb="level 02 from the sixth birthday on")
def test_level_02_begins_on_the_sixth_birthday(kind: SubjectKind) -> None:
    assert level_refusal(kind, 2, "2018-07-01", on=date(2024, 7, 1)) is None
    eve = level_refusal(kind, 2, "2018-07-01", on=date(2024, 6, 30))
    assert eve is Reason.AGE_BELOW_6


@people
@pytest.mark.norm("D7.1b", limb="level 01 alone below six years")
@pytest.mark.norm("D7.2-1", limb="level 01 alone below six years")
def test_level_01_has_no_least_age(kind: SubjectKind) -> None:
    assert level_refusal(kind, 1, "2024-06-30", on=TODAY) is None
    assert level_refusal(kind, 2, "2024-06-30", on=TODAY) is Reason.AGE_BELOW_6


@given(
    st.sampled_from(PEOPLE),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.integers(-3000, 3000),
)
def test_nothing_but_the_birthday_decides(kind: SubjectKind, born: date, days: int) -> None:
    on = birthday(born, 6) + timedelta(days=days)
    refused = level_refusal(kind, 2, born.isoformat(), on=on)
    assert refused is (None if days >= 0 else Reason.AGE_BELOW_6)


@people
@pytest.mark.parametrize(("year", "fits"), [("2017", True), ("2018", False)])
def test_of_a_year_alone_the_last_day_counts(
    kind: SubjectKind,
    year: str,
    fits: bool,  # noqa: FBT001
) -> None:
    assert (level_refusal(kind, 2, year, on=TODAY) is None) is fits


@people
@pytest.mark.parametrize("birthdate", [None, "", "0000", "2018-13-01", "long ago", "9999-01-01"])
def test_who_may_be_a_child_has_no_level_02(kind: SubjectKind, birthdate: str | None) -> None:
    assert level_refusal(kind, 2, birthdate, on=TODAY) is Reason.AGE_BELOW_6
    assert level_refusal(kind, 1, birthdate, on=TODAY) is None


@people
def test_a_person_has_a_level(kind: SubjectKind) -> None:
    assert level_refusal(kind, None, "1990-01-01", on=TODAY) is Reason.LEVEL_MISSING


@pytest.mark.norm("D7.3", limb="an organisation with a level is refused")
@pytest.mark.parametrize("level", [1, 2])
def test_an_organisation_has_no_level(level: int) -> None:
    organisation = SubjectKind.ORGANISATION
    refused = level_refusal(organisation, level, None, on=TODAY)
    assert refused is Reason.ORGANISATION_HAS_NO_LEVEL
    assert level_refusal(organisation, None, None, on=TODAY) is None


@pytest.mark.parametrize("level", [0, 3, -1])
def test_there_is_no_other_level(level: int) -> None:
    with pytest.raises(ValueError, match="no level of registration"):
        level_refusal(SubjectKind.CITIZEN, level, "1990-01-01", on=TODAY)
