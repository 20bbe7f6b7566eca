"""Which PINs are refused, by examples and for any number of the person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.factors.pin_rules import LONGEST, SHORTEST, easy_to_guess, well_formed

NUMBER = "001190004817"
DIGITS = st.text("0123456789", min_size=SHORTEST, max_size=LONGEST)


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567890123", "12a456", "12 456", "١٢٣٤٥٦", "-12345", "\x00" * 6]
)
def test_only_six_to_twelve_digits_are_a_pin(pin: str) -> None:
    assert not well_formed(pin)


@given(DIGITS)
def test_any_six_to_twelve_digits_have_the_form(pin: str) -> None:
    assert well_formed(pin)


@pytest.mark.norm("D32.2", limb="a PIN that is easy to guess is refused")
@pytest.mark.parametrize(
    "pin",
    [
        "000000",
        "111112",
        "121212",
        "123123",
        "1234512345",
        "3713713",
        "123456",
        "654321",
        "890123",
        "432109",
        "246802",
        "13579135",
        "112233",
        "332211",
        "111222333",
        "147258",
        "159357",
        "99123654",
    ],
)
def test_what_everybody_tries_first_is_refused(pin: str) -> None:
    assert well_formed(pin)
    assert easy_to_guess(pin)


@pytest.mark.parametrize("pin", ["408317", "927164", "5520917", "100294830155"])
def test_a_pin_without_a_pattern_is_taken(pin: str) -> None:
    assert not easy_to_guess(pin, known=(NUMBER, "1990-02-03"))


@pytest.mark.norm("D32.2", limb="a PIN that is easy to guess is refused")
@pytest.mark.parametrize(
    "pin", ["030290", "03021990", "020390", "02031990", "900203", "19900203", "7030290"]
)
def test_a_birth_date_is_refused_however_it_is_written(pin: str) -> None:
    assert easy_to_guess(pin, known=("1990-02-03",))
    assert not easy_to_guess(pin, known=("1987-11-26",))


@pytest.mark.norm("D32.2", limb="a PIN that is easy to guess is refused")
@pytest.mark.parametrize("written", ["0912 345 067", "+84-912.345.067", "so 0912345067 nha"])
def test_a_number_is_recognised_however_it_is_written(written: str) -> None:
    assert easy_to_guess("912345", known=(written,))
    assert easy_to_guess("77345067", known=(written,))


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 6), st.integers(6, 12))
def test_any_part_of_a_number_of_the_person_is_refused(number: str, at: int, size: int) -> None:
    part = number[at : at + size]
    assert easy_to_guess(part, known=(number,))
    assert easy_to_guess("4" + part[:11], known=(number,))


@given(DIGITS, st.lists(st.text(max_size=40), max_size=4))
def test_knowing_more_never_makes_a_pin_better(pin: str, known: list[str]) -> None:
    assert easy_to_guess(pin) <= easy_to_guess(pin, known=known)
