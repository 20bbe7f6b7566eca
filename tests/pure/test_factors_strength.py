import unicodedata

import pytest

from idp.factors.breached.word_lists import VIETNAMESE
from idp.factors.strength import LONGEST_BYTES, normalised, strong_enough, too_long


@pytest.mark.parametrize(
    "password",
    [
        "",
        "Xy7#kf",
        "matkhau123",
        "MatKhau@123",
        "mậtkhẩu123",
        "anhyeuem2024",
        "password1",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiop",
        "19900101",
        "nguyenvan1990",
    ],
)
def test_what_people_guess_first_is_too_weak(password: str) -> None:
    assert not strong_enough(normalised(password))


@pytest.mark.parametrize(
    "password",
    [
        "horse battery staple correct",
        "v9#Kq2!xLm",
        "bún chả rồng xanh 47 ghế",
        "x" * 40 + "Kq2!xLm#v9" * 20,
    ],
)
def test_what_is_hard_to_guess_is_strong_enough(password: str) -> None:
    assert strong_enough(normalised(password))


def test_what_a_guesser_knows_of_the_person_does_not_count() -> None:
    assert strong_enough("tronglethikimhue", context_words=())
    assert not strong_enough("tronglethikimhue", context_words=("Trọng", "tronglethikimhue"))


def test_a_password_is_the_same_from_every_keyboard() -> None:
    composed = "bún chả rồng"
    assert normalised(unicodedata.normalize("NFD", composed)) == composed


def test_text_of_a_kilobyte_is_the_longest() -> None:
    assert not too_long("é" * (LONGEST_BYTES // 2))
    assert too_long("é" * (LONGEST_BYTES // 2) + "a")
    assert too_long("\ud800" * LONGEST_BYTES)


def test_the_vietnamese_words_are_many_plain_and_different() -> None:
    assert len(VIETNAMESE) == len(set(VIETNAMESE)) >= 150
    assert all(word.isascii() and word.isalnum() and word.islower() for word in VIETNAMESE)
