"""Structures of identification numbers that are assigned."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.number_patterns import check_digit, number_pattern

BELOW = random.Random(7).randrange  # noqa: S311 - numbers of a test


@pytest.mark.norm("D5.2", limb="a hundred thousand numbers are digits and hardly repeat")
def test_a_hundred_thousand_numbers_are_digits() -> None:
    pattern = number_pattern("9##########c")
    numbers = [pattern.number(BELOW) for _ in range(100_000)]
    assert all(len(each) == 12 and each.isdigit() and each[0] == "9" for each in numbers)
    assert len(set(numbers)) > 99_990


def test_the_check_digit_is_that_of_luhn() -> None:
    assert check_digit("7992739871") == "3"


@given(st.text("0123456789", min_size=7, max_size=17), st.data())
def test_one_wrong_digit_is_noticed(digits: str, data: st.DataObject) -> None:
    number = digits + check_digit(digits)
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda each: each != number[place]))
    wrong = number[:place] + other + number[place + 1 :]
    assert check_digit(wrong[:-1]) != wrong[-1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must be digits"),
        ("9", "must be digits"),
        ("A#######", "must be digits"),
        ("\uff19#######", "must be digits"),
        ("9######", "8 to 18 digits"),
        ("9##################", "8 to 18 digits"),
        ("9999#####", "free digits"),
        ("############", "citizens"),
        ("0##########c", "citizens"),
    ],
)
@pytest.mark.norm("D35.3-2", limb="a structure that cannot work is refused")
def test_a_structure_that_cannot_work_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        number_pattern(text)


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        ("9##########c", "8##########c", False),
        ("9##########c", "91#########c", True),
        ("9###########", "9##########c", True),
        ("9##########c", "9#########c", False),
    ],
)
def test_whether_two_structures_have_a_number_in_common(
    one: str,
    other: str,
    overlaps: bool,  # noqa: FBT001
) -> None:
    assert number_pattern(one).overlaps(number_pattern(other)) is overlaps
    assert number_pattern(other).overlaps(number_pattern(one)) is overlaps
