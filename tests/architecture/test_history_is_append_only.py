"""Rows of the history are written once; only the purge of old ones takes any away."""

import ast

from tests.support import source


def functions_calling(verb: str) -> set[str]:
    """Functions of the history slice that build this SQLAlchemy statement."""
    return {
        function.name
        for path in source.modules("idp/history")
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
    assert functions_calling("remove_aged") == {"purge", "step"}
