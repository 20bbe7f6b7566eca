"""Which norm is proved by which test, read from the markers.

`./test` writes test-artifacts/norm_coverage.md at its end; `python -m
tests.support.coverage_of_norms` does so at any time.
"""

import ast
import csv
import functools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "test-artifacts" / "norm_coverage.md"
CORE = "[core IdP]"


@dataclass(frozen=True, slots=True)
class Norm:
    """One row of norms/norms.csv; `section` is the chapter of the requirements it stands in."""

    id: str
    section: str
    tags: str
    text: str


@dataclass(frozen=True, slots=True)
class Later:
    """A norm that another piece of work owns, and why it is not proved yet."""

    id: str
    owner: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One test that names a norm; `limb` is the part it proves, None for the whole of it."""

    test: str
    limb: str | None


def norms() -> dict[str, Norm]:
    with (ROOT / "norms" / "norms.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: Norm(row["id"], row["section"], row["tags"], row["norm"])
            for row in csv.DictReader(file)
        }


def exceptions() -> dict[str, Later]:
    with (ROOT / "norms" / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: Later(row["id"], row["owner"], row["reason"]) for row in csv.DictReader(file)
        }


@functools.cache
def limbs() -> dict[str, frozenset[str]]:
    """Return the parts that together are the whole of a norm, where no single test tries it."""
    found: dict[str, set[str]] = {}
    with (ROOT / "norms" / "limbs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["id"], set()).add(row["limb"])
    return {id_: frozenset(parts) for id_, parts in found.items()}


def _named(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Ids named by `pytest.mark.norm(..., limb=...)` anywhere below a node, each with its limb."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.norm":
            limbs = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
            if not limbs.keys() <= {"limb"}:
                raise ValueError(f"a mark of a norm takes a limb and nothing else: {limbs}")
            for argument in call.args:
                yield ast.literal_eval(argument), limbs.get("limb")


def marked(text: str, name: str) -> Iterator[tuple[str, Mark]]:
    """Pairs of norm id and mark of one file's text, also of the tests in its classes.

    A mark of a whole module (`pytestmark`) or class would claim the same of every test in it.
    """
    tree = ast.parse(text)
    marks = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for decorator in node.decorator_list:
                for id_, limb in _named(decorator):
                    marks += 1
                    yield id_, Mark(f"{name}::{node.name}", limb)
    if marks != sum(1 for _ in _named(tree)):
        raise ValueError(f"{name}: mark each test with the norm it proves, not a module or class")


def proofs() -> dict[str, list[Mark]]:
    """Return the marks of each norm id that any test names, in a stable order."""
    found: dict[str, list[Mark]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT).as_posix()
        for id_, mark in marked(path.read_text(encoding="utf-8"), name):
            found.setdefault(id_, []).append(mark)
    return found


def is_whole(id_: str, marks: Iterable[Mark]) -> bool:
    """Whether a test proves the whole of a norm, or tests prove each of its limbs."""
    proved = {mark.limb for mark in marks}
    parts = limbs().get(id_)
    return None in proved or (parts is not None and parts <= proved)


def _cell(norm: Norm, marks: Sequence[Mark], later: Later | None) -> str:
    lines = [_line(mark) for mark in marks]
    if later is not None:
        lines.append(f"later ({later.owner}): {later.reason}")
    if marks and not is_whole(norm.id, marks):
        lines.insert(0, "in part:")
    if lines:
        return "<br>".join(lines)
    return "not code" if CORE not in norm.tags and "organisational" in norm.tags else "–"


def _line(mark: Mark) -> str:
    test = f"`{mark.test.removeprefix('tests/')}`"
    return test if mark.limb is None else f"{test} (only: {mark.limb})"


def page(tests: Mapping[str, list[Mark]]) -> str:
    """The table of all norms in the order of the requirements."""
    known, later = norms(), exceptions()
    whole = sum(is_whole(id_, tests.get(id_, ())) for id_ in known)
    part = sum(id_ in tests for id_ in known) - whole
    lines = [
        "# Norms and the tests that prove them",
        "",
        "Generated by `python -m tests.support.coverage_of_norms`. The norms are",
        "`norms/norms.csv`, the recorded exceptions `norms/exceptions.csv`. A test that proves",
        "only a part names it; `norms/limbs.csv` says which parts together are the whole.",
        "",
        f"{whole} of {len(known)} norms are proved whole, by one test or limb by limb;",
        f"{part} more in part.",
        "",
        "| norm | section | tags | tests |",
        "|---|---|---|---|",
    ]
    for norm in known.values():
        cell = _cell(norm, tests.get(norm.id, ()), later.get(norm.id))
        lines.append(f"| {norm.id} | {norm.section} | {norm.tags} | {cell} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(proofs()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} written\n")


if __name__ == "__main__":
    main()
