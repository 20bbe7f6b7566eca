"""Every hostile case of the groups built so far has a test of its name, or a recorded reason."""

import csv
import re

from tests.support import source

with (source.ROOT / "norms" / "hostile_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = {row["id"]: row for row in csv.DictReader(file)}


def tried() -> set[str]:
    """Ids that stand in the names of tests: `test_g10_g11_…` tries two."""
    return {
        case.upper()
        for path, names in source.functions_of_tests().items()
        if source.ROOT / "tests" / "hostile" in path.parents
        for name in names
        if (match := re.match(r"test((?:_[a-z]\d\d)+)_", name))
        for case in match.group(1).strip("_").split("_")
    }


def test_a_case_is_tried_or_waits_for_a_reason() -> None:
    """By a test that carries its id, or by tests elsewhere that its row names."""
    named = {case: set(row["tests"].split()) for case, row in CASES.items()}
    everywhere = set().union(*source.functions_of_tests().values())
    assert {case: tests - everywhere for case, tests in named.items() if tests - everywhere} == {}
    proved = tried() | {case for case, tests in named.items() if tests}
    assert [case for case, row in CASES.items() if (case in proved) is bool(row["later"])] == []


def test_tests_are_named_after_cases_that_exist() -> None:
    assert tried() <= set(CASES)
