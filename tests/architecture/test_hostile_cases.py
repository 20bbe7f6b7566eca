"""Every hostile case of the groups built so far has a test of its name, or a recorded reason."""

import ast
import csv
import re

import pytest

from tests.support import source

with (source.ROOT / "norms" / "hostile_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = {row["id"]: row["later"] for row in csv.DictReader(file)}
TESTS = [
    function.name
    for path in source.modules("tests/hostile")
    for function in source.tree(path).body
    if isinstance(function, ast.FunctionDef)
]


def tried() -> set[str]:
    """Ids that stand in the names of tests: `test_g10_g11_…` tries two."""
    return {
        case.upper()
        for name in TESTS
        if (match := re.match(r"test((?:_[a-z]\d\d)+)_", name))
        for case in match.group(1).strip("_").split("_")
    }


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_tried_or_waits_for_a_reason(case: str) -> None:
    assert (case in tried()) is not bool(CASES[case])


def test_tests_are_named_after_cases_that_exist() -> None:
    assert tried() <= set(CASES)
