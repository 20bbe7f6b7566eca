"""Every hostile case of the groups built so far has a test of its name, or a recorded reason."""

import ast
import csv
import re

from tests.support import source

with (source.ROOT / "norms" / "hostile_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = {row["id"]: row for row in csv.DictReader(file)}


def _tests(folder: str) -> list[str]:
    """Names of all functions below a folder, those in classes too."""
    return [
        node.name
        for path in source.modules(folder)
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.FunctionDef)
    ]


TESTS, EVERYWHERE = _tests("tests/hostile"), set(_tests("tests"))


def tried() -> set[str]:
    """Ids that stand in the names of tests: `test_g10_g11_…` tries two."""
    return {
        case.upper()
        for name in TESTS
        if (match := re.match(r"test((?:_[a-z]\d\d)+)_", name))
        for case in match.group(1).strip("_").split("_")
    }


def test_a_case_is_tried_or_waits_for_a_reason() -> None:
    """By a test that carries its id, or by tests elsewhere that its row names."""
    named = {case: set(row["tests"].split()) for case, row in CASES.items()}
    assert {case: tests - EVERYWHERE for case, tests in named.items() if tests - EVERYWHERE} == {}
    proved = tried() | {case for case, tests in named.items() if tests}
    assert [case for case, row in CASES.items() if (case in proved) is bool(row["later"])] == []


def test_tests_are_named_after_cases_that_exist() -> None:
    assert tried() <= set(CASES)
