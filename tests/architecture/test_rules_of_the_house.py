"""Rules a reviewer would otherwise repeat."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

from tests.support import source

MODULES = source.modules()
VAGUE = re.compile(r"(?:^|_)(?:utils?|helpers?|misc|common)$", re.IGNORECASE)
"""Names without a noun, which fit any content."""
FOREIGN = re.compile(
    "|".join(("/wo" + "rk/", "pypi" + r"\.org", "python" + "hosted", "npm" + "js"))
)
"""Machine paths and download addresses: the project must not depend on where it was written."""


def names(path: Path) -> set[str]:
    """The module, its functions and its classes, in words divided by underscores."""
    words = {path.stem}
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            words.add(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", node.name))
    return words


def test_only_the_unit_of_work_begins_and_commits() -> None:
    begun = re.compile(r"\.(commit|begin)\(\)")
    found = [source.name(path) for path in MODULES if begun.search(path.read_text("utf-8"))]
    # The owner's grants, triggers and seals are made before any unit of work exists.
    serving = (name for name in found if name.startswith("idp/"))
    assert [name for name in serving if not name.startswith("idp/schema/")] == [
        "idp/cli/protection.py",
        "idp/platform/database/connections.py",
        "idp/platform/database/unit_of_work.py",
    ]


def test_a_name_says_what_it_means() -> None:
    found = {
        source.name(path): vague
        for path in MODULES
        if (vague := {name for name in names(path) if VAGUE.search(name)})
    }
    assert found == {}


def test_one_name_is_one_thing() -> None:
    """A search for a class finds one; names private to a module may repeat."""
    where: dict[str, list[str]] = {}
    for path in source.modules("idp"):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, []).append(source.name(path))
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}
    assert len(where) > 500


def test_each_module_says_what_it_is_for() -> None:
    silent = [source.name(path) for path in MODULES if not ast.get_docstring(source.tree(path))]
    assert silent == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        source.name(path): sorted(set(FOREIGN.findall(text)))
        for path in source.tracked()
        if (text := path.read_text("utf-8", errors="ignore")) and FOREIGN.search(text)
    }
    assert found == {}


def test_no_exception_is_swallowed() -> None:
    found = [
        f"{source.name(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or all(isinstance(line, ast.Pass) for line in node.body))
    ]
    assert found == []


def test_every_text_file_is_opened_in_a_named_encoding() -> None:
    """Files are UTF-8 whatever the machine's locale is."""
    found = [
        f"{source.name(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and opens_by_locale(node)
    ]
    assert found == []


def opens_by_locale(call: ast.Call) -> bool:
    """Whether a call reads or writes text in whatever encoding the locale has."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    named = any(each.arg == "encoding" for each in call.keywords)
    if name == "read_text":
        return not (call.args or named)
    if name == "write_text":
        return len(call.args) < 2 and not named
    modes = [each.value for each in call.args if isinstance(each, ast.Constant)]
    text = any(isinstance(each, str) and set(each) <= set("rwatx+") for each in modes)
    return name in {"open", "fdopen"} and text and not named


@pytest.mark.parametrize(
    ("release", "names"),
    [
        ("released", "a773aaf7f04fdd0ec1d43495b0101fb05db0ec94b70891554309b579c0fa418a"),
        ("landed", "dcb7c8659c96defe4a27e684171a860f8a660e4d926a27ea4089645c48871fb2"),
    ],
)
def test_what_populates_a_release_speaks_to_its_code(release: str, names: str) -> None:
    """It runs on the code of another commit, so no rename of today's may reach into it.

    Who changes it on purpose runs it there, and puts the digest of its new names here.
    """
    said: set[str] = set()
    for node in ast.walk(source.tree(source.ROOT / "tests" / release / "populate.py")):
        if isinstance(node, ast.ImportFrom):
            said |= {f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Attribute):
            said.add(node.attr)
        elif isinstance(node, ast.keyword):
            said.add(str(node.arg))
    digest = hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()
    assert digest == names
