"""A line of the log says what its code gave it: an undeclared field would lose its value."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from idp.platform.logs import FIELDS
from tests.support import source

WRITES = {"debug", "info", "warning", "error", "exception", "critical"}
GIVEN_BY_HAND = FIELDS - {"event", "level", "at", "logger", "failure", "undeclared"} | {"exc_info"}


def lines(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that write to a logger of the module."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id.lstrip("_").lower() in {"log", "logger"}
        ):
            yield node


def faults(tree: ast.Module) -> list[str]:
    """Fields that a log line would lose, and texts in it that are not constant."""
    found = []
    for line in lines(tree):
        if len(line.args) != 1 or not isinstance(line.args[0], ast.Constant):
            found.append(f"{line.lineno}: not one constant text")
        found += [
            f"{line.lineno}: {each.arg}" for each in line.keywords if each.arg not in GIVEN_BY_HAND
        ]
    return found


def test_every_field_of_every_line_is_declared() -> None:
    written = {path: faults(source.tree(path)) for path in source.modules("idp")}
    assert {source.name(path): found for path, found in written.items() if found} == {}


def test_every_logger_is_found_by_its_name() -> None:
    made = [path for path in source.modules("idp") if _makes_a_logger(path)]
    assert len(made) > 10
    assert [source.name(path) for path in made if not list(lines(source.tree(path)))] == []


def _makes_a_logger(path: Path) -> bool:
    calls = (node.func for node in ast.walk(source.tree(path)) if isinstance(node, ast.Call))
    return any(ast.unparse(each) in {"logger", "logs.logger"} for each in calls)


@pytest.mark.parametrize(
    "line", ['_LOG.error("x", id=1)', '_LOG.info(f"{x}")', '_LOG.info("x", **more)', "_LOG.info(x)"]
)
def test_a_line_that_loses_or_tells_too_much_is_noticed(line: str) -> None:
    assert len(faults(ast.parse(line))) == 1
