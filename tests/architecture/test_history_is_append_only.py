"""Rows of the history are written once; only the purge of old ones takes any away."""

import ast
import re

from tests.support import source


def functions_calling(verb: str, folder: str = "idp/history") -> set[str]:
    """Functions of a slice that build this SQLAlchemy statement."""
    return {
        function.name
        for path in source.modules(folder)
        for function in ast.walk(source.tree(path))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == verb
    }


def test_no_statement_changes_a_row_of_history() -> None:
    for path in source.modules("idp/history"):
        for call in ast.walk(source.tree(path)):
            if isinstance(call, ast.Call):
                assert ast.unparse(call.func).split(".")[-1] != "update", source.name(path)


def test_only_the_purge_deletes_history() -> None:
    assert functions_calling("delete") == set()
    assert functions_calling("deletion") == {"remove_aged"}
    assert functions_calling("self.ledger.remove_aged") == {"purge", "step"}


def test_only_the_purge_removes_entries_that_have_leaves() -> None:
    """The ledger builds one statement that deletes, and no statement that changes."""
    text = {path: path.read_text("utf-8") for path in source.modules("idp/ledger")}
    assert [path.name for path, code in text.items() if "delete(" in code] == ["removal.py"]
    assert [path for path, code in text.items() if re.search(r"(?<![.\w])update\(", code)] == []
    assert functions_calling("remove_aged_entries", "idp/ledger") == {"remove_aged"}
