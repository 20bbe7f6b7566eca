"""Every norm that is code has a test that names it."""

import pytest

from tests.support import coverage_of_norms as coverage
from tests.support import source

BUILT_SECTIONS = {"1", "2", "3", "7", "8", "13", "15", "16"}
ISSUING_SECTIONS = {"4", "5", "6", "9"}
"""Issuance and representation: what officers do there is built too."""
PROOFS = coverage.proofs()
NORMS = coverage.norms()
LATER = coverage.exceptions()
BUILT = sorted(
    norm.id
    for norm in NORMS.values()
    if norm.section in ISSUING_SECTIONS
    or (coverage.CORE in norm.tags and norm.section in BUILT_SECTIONS)
)


def test_each_norm_of_the_built_sections_has_a_test() -> None:
    wanted = [norm for norm in BUILT if norm not in LATER]
    assert [norm for norm in wanted if not coverage.is_whole(norm, PROOFS.get(norm, ()))] == []


def test_tests_name_only_norms_that_exist() -> None:
    assert set(PROOFS) <= set(NORMS)


def test_an_exception_is_a_norm_that_no_test_proves_whole() -> None:
    whole = {id_ for id_, marks in PROOFS.items() if coverage.is_whole(id_, marks)}
    assert set(LATER) <= set(NORMS) - whole


def test_the_limbs_of_a_norm_are_two_or_more_and_the_norm_exists() -> None:
    assert set(coverage.limbs()) <= set(NORMS)
    assert all(len(parts) > 1 for parts in coverage.limbs().values())


@pytest.mark.parametrize(
    "text",
    ['pytestmark = pytest.mark.norm("D1")', '@pytest.mark.norm("D1")\nclass TestAll:\n    pass'],
)
def test_a_mark_of_a_whole_module_or_class_is_refused(text: str) -> None:
    """It would claim the norm for every test that is ever written there."""
    with pytest.raises(ValueError, match="mark each test"):
        list(coverage.marked(text, "tests/test_it.py"))


def test_a_mark_in_a_class_counts() -> None:
    text = 'class TestIt:\n    @pytest.mark.norm("D1", limb="x")\n    def test_it(self): ...'
    assert list(coverage.marked(text, "t")) == [("D1", coverage.Mark("t::test_it", "x"))]


def test_the_page_has_a_row_for_each_norm_and_names_each_mark() -> None:
    page = coverage.page(PROOFS)
    rows = [line.split(" | ")[0].removeprefix("| ") for line in page.splitlines()[11:]]
    assert rows == list(NORMS)
    tests = {mark.test.removeprefix("tests/") for marks in PROOFS.values() for mark in marks}
    assert {test for test in tests if f"`{test}`" not in page} == set()


def test_the_page_is_no_part_of_the_repository() -> None:
    """It follows from the marks, so it is made by `./test` and kept as an artefact of the run."""
    assert coverage.PAGE not in source.tracked()
    assert "-m tests.support.coverage_of_norms" in (source.ROOT / "test").read_text("utf-8")
