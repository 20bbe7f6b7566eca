"""A decision about somebody is written to them, on every surface that makes it (S3)."""

import ast

import pytest

from tests.support import source

OWED = {
    ("endings", "lock"): ("decision_letters", "account_locked"),
    ("accounts", "unlock"): ("decision_letters", "account_unlocked"),
}
"""Verbs that write no letter themselves, and the letter that whoever calls them has to write."""


def calls(module: ast.AST) -> set[tuple[str, str]]:
    return {
        (ast.unparse(call.func.value).split(".")[-1].removesuffix("()"), call.func.attr)
        for call in ast.walk(module)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    }


@pytest.mark.parametrize("surface", ["idp/cli", "idp/web"])
def test_no_surface_decides_without_its_letter(surface: str) -> None:
    made = 0
    for path in source.modules(surface):
        found = calls(source.tree(path))
        decided = found & OWED.keys()
        made += len(decided)
        assert {OWED[each] for each in decided} <= found, path
    assert made == len(OWED)
