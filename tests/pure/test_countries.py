"""Nationalities: told in two letters or three, kept in three, said by name."""

import itertools
import string

import pytest
from babel import Locale

from idp.subjects.countries import country_of, two_letters
from idp.web.pages.values import value_text

_LETTERS = string.ascii_uppercase


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        *(("FR", "FRA"), ("FRA", "FRA"), ("VN", "VNM"), ("D", "DEU"), ("DE", "DEU")),
        *(("GBN", "GBN"), ("RKS", "RKS"), ("XXA", "XXA"), ("UNO", "UNO")),
        *(("UK", None), ("GER", None), ("SUN", None), ("YU", None), ("ZZZ", None), ("", None)),
        *(("fr", None), ("fra", None), ("Pháp", None), ("D<<", None), ("FRA ", None)),
    ],
)
def test_a_country_is_kept_in_one_spelling(told: str, kept: str | None) -> None:
    assert country_of(told) == kept


def test_every_country_of_the_standard_has_two_letters_and_three_and_a_name() -> None:
    twos = ["".join(each) for each in itertools.product(_LETTERS, repeat=2)]
    found = {each: country_of(each) for each in twos if country_of(each) is not None}
    assert len(found) == len(set(found.values())) == 249
    for two, three in found.items():
        assert three is not None
        assert country_of(three) == three
        assert two_letters(three) == two_letters(two) == two
        for lang in ("vi", "en"):
            assert two in Locale(lang).territories


@pytest.mark.parametrize(
    ("kept", "vi", "en"),
    [
        ("FRA", "Pháp (FRA)", "France (FRA)"),
        ("FR", "Pháp (FR)", "France (FR)"),
        ("VNM", "Việt Nam (VNM)", "Vietnam (VNM)"),
        ("XXA", "Không quốc tịch (XXA)", "Without a nationality (XXA)"),
        ("XXC", "Người tị nạn (XXC)", "Refugee (XXC)"),
        ("XXX", "XXX", "XXX"),
    ],
)
def test_a_nationality_is_said_by_its_name(kept: str, vi: str, en: str) -> None:
    assert value_text("nationality", kept, "vi") == vi
    assert value_text("nationality", kept, "en") == en
