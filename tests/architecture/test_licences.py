"""LICENSE is the licence's own text, and NOTICE names whatever is under another kind of licence."""

import hashlib
import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

import pytest

from tests.support.source import ROOT

APACHE_2: Final = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""SHA-256 of the text as its publisher has it, appendix and all."""
PERMISSIVE: Final = re.compile(r"Apache|\bBSD\b|\bMIT\b|PSF-2\.0")
EXCEPTION: Final = re.compile(r"^  ([a-z-]+) +([A-Z]+-\d\.\d(?:-only)?) ", re.MULTILINE)
PINNED: Final = re.compile(r"^([a-z0-9_.-]+)==\S+( ;)?", re.MULTILINE)


def test_the_licence_is_there_in_full() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2


def test_every_licence_that_is_named_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0 AND OFL-1.1"
    assert all((ROOT / each).is_file() for each in project["license-files"])


def licence(name: str) -> str:
    """The licence of a package by its metadata, in the newest form."""
    said = metadata(name)
    classifiers = [each for each in said.get_all("Classifier", []) if each.startswith("License")]
    expression, text = said.get_all("License-Expression", []), said.get_all("License", [])
    return " ".join(expression or [*classifiers, *text])


@pytest.mark.parametrize("group", ["runtime", "redis", "demo"])
def test_what_is_not_permissive_is_named(group: str) -> None:
    named = dict(EXCEPTION.findall((ROOT / "NOTICE").read_text("utf-8")))
    assert named
    for name, elsewhere in PINNED.findall((ROOT / f"requirements/{group}.txt").read_text("utf-8")):
        try:
            said = licence(name)
        except PackageNotFoundError:
            assert elsewhere, name  # pinned for other machines or interpreters alone
            continue
        if name in named:
            assert named[name] in said
        else:
            assert PERMISSIVE.search(said), (name, said)
            assert "GPL" not in said, name
