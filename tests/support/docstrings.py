"""The names that docstrings of the product mention, and whether the code has them."""

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support import source

DOTTED = re.compile(r"`([A-Za-z_]\w*(?:\.\w+)+)(?:\(\))?`")
EXPLAINED = re.compile(r"`([a-z_]\w*)`: ")
"""A field that the docstring of a class explains, as in "`lowered`: its bound is lower"."""

Documented = ast.Module | ast.ClassDef | ast.FunctionDef
Definition = ast.Module | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring, and the node that it documents."""

    module: str
    node: Documented
    text: str

    def unknown(self) -> list[str]:
        """Dotted names that are neither in the code nor an attribute of a parameter."""
        given = parameters(self.node)
        return [
            name
            for name in DOTTED.findall(self.text)
            if name.partition(".")[0] not in given and not exists(name)
        ]

    def unknown_fields(self) -> list[str]:
        """What the docstring of a class explains, and the class neither has nor uses."""
        if not isinstance(self.node, ast.ClassDef):
            return []
        known = members(self.node).keys() | {
            each.id if isinstance(each, ast.Name) else each.arg
            for each in ast.walk(self.node)
            if isinstance(each, ast.Name | ast.arg)
        }
        return [name for name in EXPLAINED.findall(self.text) if name not in known]


def docstrings() -> Iterator[Docstring]:
    """Every docstring below `idp/`."""
    for path in source.modules("idp"):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, Documented) and (text := ast.get_docstring(node)):
                yield Docstring(source.name(path), node, text)


def exists(dotted: str) -> bool:
    """Whether it is `Class.member`, a module or a name in one, a module by the end of its path."""
    parts = dotted.split(".")
    if parts[0] in classes():
        return any(_leads(each, parts[1:]) for each in classes()[parts[0]])
    if parts[-1] == "py":
        return any(path.name == dotted for path in _modules().values())
    return any(
        _leads(source.tree(path), parts[size:])
        for size in range(1, len(parts) + 1)
        for path in _modules_ending(".".join(parts[:size]))
    )


def parameters(node: Documented) -> set[str]:
    """The parameters of a function; a module and a class have none."""
    if not isinstance(node, ast.FunctionDef):
        return set()
    given = node.args
    return {each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


@functools.cache
def classes() -> dict[str, list[ast.ClassDef]]:
    """The classes of the product by name."""
    found: dict[str, list[ast.ClassDef]] = {}
    for path in source.modules("idp"):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(node)
    return found


def members(node: Definition) -> dict[str, ast.stmt]:
    """What a module or a class defines, with what the classes it inherits from define."""
    found: dict[str, ast.stmt] = {}
    if isinstance(node, ast.ClassDef):
        for base in node.bases:
            name = base.value if isinstance(base, ast.Subscript) else base
            for parent in classes().get(getattr(name, "id", ""), ()):
                found |= members(parent)
    for each in node.body:
        found |= dict.fromkeys(_names(each), each)
    return found


def _names(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (each.id for each in targets if isinstance(each, ast.Name))
        case _:
            pass


def _leads(node: Definition, rest: list[str]) -> bool:
    if not rest:
        return True
    member = members(node).get(rest[0])
    return member is not None and (
        len(rest) == 1 or (isinstance(member, ast.ClassDef) and _leads(member, rest[1:]))
    )


def _modules_ending(dotted: str) -> list[Path]:
    """Modules and packages whose name is this one or ends with it."""
    return [path for name, path in _modules().items() if f".{name}".endswith(f".{dotted}")]


@functools.cache
def _modules() -> dict[str, Path]:
    return {
        source.name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
        for path in source.modules("idp")
    }
