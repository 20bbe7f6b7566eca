"""What the documents say of the code is there: files, functions, links."""

import ast
import re
from pathlib import Path

import pytest

from tests.support import source
from tests.support.source import ROOT

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PLACE = re.compile(r"`((?:idp|tests|migrations|relying_party_demo)/[\w/]+\.py)(?::([\w.]+))?`")
FOLDER = re.compile(
    r"`((?:idp|tests|migrations|relying_party_demo|config|norms|docs|deploy)/[\w/]*)`"
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)")


def _defined(path: Path) -> set[str]:
    """Names of a module and of what its classes hold, as `Class.method`."""
    found: set[str] = set()
    for node in source.tree(path).body:
        match node:
            case ast.FunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name, body=body):
                found.add(name)
                found |= {
                    f"{name}.{each.name}" for each in body if isinstance(each, ast.FunctionDef)
                }
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case _:
                pass
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=source.name)
def test_every_place_that_is_named_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    for path, name in PLACE.findall(text):
        assert (ROOT / path).is_file(), path
        assert not name or name in _defined(ROOT / path), f"{path}:{name}"
    for folder in FOLDER.findall(text):
        assert (ROOT / folder).exists(), folder


@pytest.mark.parametrize("document", DOCUMENTS, ids=source.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_the_architecture_names_the_places_of_a_sign_in() -> None:
    found = PLACE.findall((ROOT / "docs/architecture.md").read_text("utf-8"))
    assert len({path for path, name in found if name}) > 15
