"""Measuring needs the product and its demonstration, and no test."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import source
from tests.support.source import ROOT

PACKAGES = ("benchmarks", "idp", "migrations", "relying_party_demo")


def _imported(path: Path) -> set[str]:
    """The first parts of the names of modules that a file imports."""
    return {name.split(".")[0] for node in ast.walk(source.tree(path)) for name in _names(node)}


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_no_benchmark_imports_a_test() -> None:
    found = [path.name for path in source.modules("benchmarks") if "tests" in _imported(path)]
    assert found == []


@pytest.mark.parametrize("name", ["deciding", "verifying_approvals", "verifying_cards"])
def test_a_benchmark_without_a_server_runs_where_no_test_is(name: str, tmp_path: Path) -> None:
    for package in PACKAGES:
        (tmp_path / package).symlink_to(ROOT / package)
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", f"benchmarks.{name}"],
        cwd=tmp_path,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert " of CPU" in ended.stdout
