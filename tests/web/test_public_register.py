"""The public register of relying parties: a page at a time, searched as people type."""

from collections.abc import Mapping

import pytest

from idp.relying_parties.directory import PAGE
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR

PATH = "/public/relying-parties"
NAMES = [f"Party number {number:03}" for number in range(PAGE + 7)]


@pytest.fixture
def many(house: House) -> House:
    for name in NAMES:
        house.world.party(name)
    house.world.party("Sở Xây dựng Đà Nẵng")
    return house


def read(house: House, **asked: str) -> Answer:
    page = house.visitor().get(PATH, asked)
    assert page.status == 200
    return page


def shown(page: Answer) -> list[str]:
    return [part.split("</h2>")[0] for part in page.text.split('<h2 class="h3">')[1:]]


def test_a_page_has_so_many_and_the_next_one_the_rest(many: House) -> None:
    first = read(many)
    assert shown(first) == NAMES[:PAGE]
    assert 'rel="prev"' not in first.text
    second = many.visitor().get(first.text.split('rel="next" href="')[1].split('"')[0])
    assert shown(second) == [*NAMES[PAGE:], "Sở Xây dựng Đà Nẵng"]
    assert 'rel="next"' not in second.text
    assert len(first.body) < 200_000


@pytest.mark.parametrize("question", ["đà nẵng", "DA NANG", "da  xay", "  nẵng "])
def test_it_is_found_without_marks_and_capitals(many: House, question: str) -> None:
    page = read(many, q=question)
    assert shown(page) == ["Sở Xây dựng Đà Nẵng"]
    assert "Found: 1" in page.text


def test_the_pages_of_a_search_keep_what_was_asked(many: House) -> None:
    page = read(many, q="party number")
    assert f"Found: {len(NAMES)}" in page.text
    target = page.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert shown(many.visitor().get(target)) == NAMES[PAGE:]


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "x"},
        {"page": "1" * 5000},
        {"page": "٣"},
        {"page": "1e9"},
    ],
)
def test_what_is_no_page_is_the_first_one(many: House, asked: Mapping[str, str]) -> None:
    assert shown(read(many, **asked)) == NAMES[:PAGE]


def test_a_page_after_the_last_is_the_last(many: House) -> None:
    assert shown(read(many, page="9999")) == [*NAMES[PAGE:], "Sở Xây dựng Đà Nẵng"]


@pytest.mark.parametrize("question", ["%", "_", "'; --", "<script>", "nothing like it", "x" * 9000])
def test_what_is_asked_is_text_and_nothing_else(many: House, question: str) -> None:
    page = read(many, q=question)
    assert shown(page) == []
    assert "Found: 0" in page.text
    assert "<script>" not in page.text.replace("<script src", "")


def test_who_is_removed_is_no_longer_listed(house: House) -> None:
    party = house.world.party("Soon gone")
    assert "Soon gone" in shown(read(house))
    house.world.services.relying_parties.remove(party.client_id, reason="closed", actor=OPERATOR)
    assert "Soon gone" not in shown(read(house))
