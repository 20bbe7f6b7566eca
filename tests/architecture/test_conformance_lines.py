"""Every line an OpenID provider must keep is proved by a test, or says why it is not."""

import csv
import functools
from dataclasses import dataclass

from tests.support import source

MUST = {
    "A": (1, 2, 3, 4, 5, 6),
    "B": (1, 2, 4, 6, 7, 8),
    "D": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19),
    "E": (1, 2, 3, 5, 6, 7, 8),
    "F": (1, 2, 3, 5),
    "G": (1, 2, 3, 4, 5, 6),
    "J": (1, 2, 3, 4, 5, 6),
}
"""The obligatory lines of the sections built: answers, discovery, authorization, tokens, UserInfo,
sign-out, authentication at the counter. The numbers between are recommendations."""

PROVED, UNPROVED = "tested", {"exception", "not_code_flow"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the tests that prove a line, and what of it is left out and why."""

    line: str
    title: str
    state: str
    where: str
    reason: str

    @property
    def tests(self) -> set[str]:
        return set(self.where.split())


def _lines() -> tuple[Line, ...]:
    path = source.ROOT / "norms" / "conformance.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Line(**row) for row in csv.DictReader(file))


LINES = _lines()


@functools.cache
def proofs() -> set[str]:
    """The names of the functions in files of tests."""
    found = source.functions_of_tests().items()
    return {name for path, names in found if path.name.startswith("test_") for name in names}


def test_each_obligatory_line_stands_once() -> None:
    wanted = [f"{section}{number}" for section, numbers in MUST.items() for number in numbers]
    assert [line.line for line in LINES] == wanted


def test_a_line_names_its_tests_or_its_reason() -> None:
    assert [line.line for line in LINES if not _is_answered(line)] == []


def _is_answered(line: Line) -> bool:
    """Whether tests that exist prove it, or it says why none does."""
    if line.state == PROVED:
        return bool(line.title and line.tests) and line.tests <= proofs()
    return bool(line.title and line.reason) and line.state in UNPROVED and not line.tests
