"""The product's own text, for the tests that read code instead of running it."""

import ast
import functools
import shutil
import subprocess
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
PRODUCT = ("idp", "relying_party_demo", "migrations")


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository, and what is about to join it."""
    git = shutil.which("git")
    assert git is not None
    command = [git, "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return tuple(path for line in listed.splitlines() if (path := ROOT / line).is_file())


@functools.cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Python files below the named folders, the product's by default."""
    return tuple(
        path
        for folder in folders or PRODUCT
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "__pycache__" not in path.parts
    )


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def functions_of_tests() -> dict[Path, frozenset[str]]:
    """The names of all functions below `tests/`, those in classes too.

    Not from `tree`, which would keep 220 MB for the names alone.
    """
    return {
        path: frozenset(
            node.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef)
        )
        for path in modules("tests")
    }


def name(path: Path) -> str:
    """The path as people say it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("idp", include_external_packages=True, cache_dir=None)
