"""The docstrings of the product name things that exist."""

import ast

import pytest

from tests.support.docstrings import Docstring, docstrings

FOREIGN = {
    "common.bin",
    "logging.config.dictConfig",
    "navigator.credentials.create",
    "navigator.credentials.get",
    "PublicKeyCredential.toJSON",
}
"""Names of a file, of the standard library and of browsers."""


def test_every_dotted_name_exists() -> None:
    found = {(each.module, name) for each in docstrings() for name in each.unknown()}
    assert {f"{module}: {name}" for module, name in found if name not in FOREIGN} == set()
    assert {name for _, name in found} == FOREIGN


def test_every_field_that_a_class_explains_exists() -> None:
    wrong = {f"{each.module}: {name}" for each in docstrings() for name in each.unknown_fields()}
    assert wrong == set()


def documented(code: str) -> Docstring:
    node = ast.parse(code).body[0]
    assert isinstance(node, ast.ClassDef | ast.FunctionDef)
    return Docstring("written.py", node, ast.get_docstring(node) or "")


@pytest.mark.parametrize(
    ("named", "there"),
    [
        ("Policy.value", True),
        ("Policy.worth", False),
        ("policy.service.Policy", True),
        ("idp.policy.service.Policy.value", True),
        ("service.Frobnicator", False),
        ("words.item_label", False),
        ("contact.kind", True),
        ("means.kind", False),
    ],
)
def test_a_name_that_does_not_exist_is_noticed(named: str, *, there: bool) -> None:
    wrong = documented(f"def changed(contact: Contact) -> None:\n    '''As `{named}`.'''").unknown()
    assert wrong == ([] if there else [named])


def test_a_field_that_does_not_exist_is_noticed() -> None:
    held = documented("class Held:\n    '''`lowered`: less; `fell`: less.'''\n\n    lowered: bool")
    assert held.unknown_fields() == ["fell"]
