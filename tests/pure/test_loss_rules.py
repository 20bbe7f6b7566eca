"""Validation of a loss report, and comparison of names on documents."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.accounts.shown_documents import same_name
from idp.factors.credential_types import ON_A_PHONE
from idp.factors.domain import CredentialKind
from idp.losses.cases import new_number
from idp.losses.domain import STOPS, LossReason, LostItem, report_from


@pytest.mark.norm("D32.3", limb="each of the three reasons is taken")
@pytest.mark.parametrize("reason", LossReason)
def test_each_reason_of_the_law_is_taken_with_any_loss(reason: LossReason) -> None:
    for size in range(1, len(LostItem) + 1):
        for lost in itertools.combinations(LostItem, size):
            report = report_from(reason, lost)
            assert report is not None
            assert report.kinds == frozenset().union(*(STOPS[each] for each in lost))


@pytest.mark.norm("D32.3", limb="each of the three reasons is taken")
def test_who_lost_control_says_of_what_and_others_need_not() -> None:
    assert report_from("lost_control", []) is None
    for reason in ("unauthorised_use", "other_danger"):
        report = report_from(reason, [])
        assert report is not None
        assert report.kinds == frozenset()


@given(st.text(max_size=20), st.lists(st.text(max_size=10), max_size=3))
def test_anything_else_is_no_report(reason: str, lost: list[str]) -> None:
    if reason not in set(LossReason) or not set(lost) <= set(LostItem):
        assert report_from(reason, lost) is None


@pytest.mark.norm("D32.3", limb="every means stops with one loss")
def test_every_means_stops_with_exactly_one_loss() -> None:
    stopped = [kind for kinds in STOPS.values() for kind in kinds]
    assert sorted(stopped) == sorted(CredentialKind)
    assert STOPS[LostItem.PHONE] == ON_A_PHONE


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trần Thị Thử", "TRẦN  thị thử ", True),
        ("Tr\u1ea7n", "Tra\u0302\u0300n", True),
        ("Trần", "Tran", False),
        ("Trần Thị", "Thị Trần", False),
        (None, "", False),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: object, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same


def test_case_numbers_tell_nothing_and_read_well() -> None:
    numbers = {new_number() for _ in range(500)}
    assert len(numbers) == 500
    assert all(len(each) == 12 and each.startswith("BM-") for each in numbers)
    assert not set("".join(each[3:] for each in numbers)) & set("ILOU")
