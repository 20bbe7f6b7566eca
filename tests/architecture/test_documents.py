"""The documents name things that exist: files, functions, links, commands, settings."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
import pytest

from idp.cli import main
from idp.platform.settings import Settings
from idp.schema.models import models
from idp.web.oidc.errors import ErrorCode
from tests.support import source
from tests.support.commands import unknown
from tests.support.source import ROOT

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PLACE = re.compile(r"`((?:idp|tests|migrations|relying_party_demo)/[\w/]+\.py)(?::([\w.]+))?`")
FOLDER = re.compile(
    r"`((?:idp|tests|migrations|relying_party_demo|config|norms|docs|deploy)/[\w/]*)`"
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)")

INLINE = re.compile(r"`(?:\S*/)?idp\s+([^`]+)`")
BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"(?:^|[\s/(])idp[ \t]+([a-z-][^|>&#;)\n]*)", re.MULTILINE)
ENTITY = re.compile(r"\b[a-z][a-z_]+\b")
SETTING = re.compile(r"\bIDP_([A-Z][A-Z_0-9]*)\b")
NO_SETTING = {"CONFIG"}
"""`IDP_CONFIG` names the file of settings."""


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


def _wrong(judge: Callable[[str, Path], Iterable[str]]) -> dict[str, list[str]]:
    """The faults a rule finds, by document."""
    found = {
        source.name(document): list(judge(document.read_text("utf-8"), document))
        for document in DOCUMENTS
    }
    return {name: wrong for name, wrong in found.items() if wrong}


def test_every_place_that_is_named_exists() -> None:
    def judge(text: str, _: Path) -> Iterator[str]:
        for path, name in PLACE.findall(text):
            if not (ROOT / path).is_file() or (name and name not in _defined(ROOT / path)):
                yield f"{path}:{name}"
        yield from (folder for folder in FOLDER.findall(text) if not (ROOT / folder).exists())

    assert _wrong(judge) == {}


def test_every_link_leads_somewhere() -> None:
    def judge(text: str, document: Path) -> Iterator[str]:
        return (each for each in LINK.findall(text) if not (document.parent / each).exists())

    assert _wrong(judge) == {}


def test_the_architecture_names_the_places_of_a_sign_in() -> None:
    found = PLACE.findall((ROOT / "docs/architecture.md").read_text("utf-8"))
    assert len({path for path, name in found if name}) > 15


def _commands(text: str) -> Iterator[str]:
    """The `idp` commands in a sentence or in a block of commands."""
    for block in BLOCK.findall(text):
        yield from TYPED.findall(block.replace("\\\n", " "))
    yield from (" ".join(words.split()) for words in INLINE.findall(BLOCK.sub("", text)))


def test_every_command_that_is_named_exists() -> None:
    assert _wrong(lambda text, _: (each for each in _commands(text) if unknown(each.split()))) == {}


@pytest.mark.parametrize(
    ("written", "bad"),
    [
        ("Run `idp serve --fast` now.", "--fast"),
        ("`idp clients\nreigster FILE`", "reigster"),
        ("```sh\nx=1 idp \\\n  migrat --close\n```", "migrat"),
        ("`idp clients register --by me` and `idp --help`", ""),
        ("`idp policy propose means_rules @rules.json`", "--by"),
        ("`idp policy propose`, `idp policy propose means_rules …`", ""),
        ("`idp policy propose means_rules {} --by=me`", ""),
        ("`idp clients suspend ID --by me`", "--reason"),
        ("```sh\nidp clients suspend --help\n```", ""),
    ],
)
def test_a_command_that_does_not_exist_is_noticed(written: str, bad: str) -> None:
    assert next(unknown(each.split()) for each in _commands(written)) == bad


def test_every_setting_that_is_named_exists() -> None:
    known = {each.upper() for each in Settings.model_fields} | NO_SETTING
    assert _wrong(lambda text, _: set(SETTING.findall(text)) - known) == {}


def test_the_table_of_errors_has_the_codes_that_are_sent_and_no_other() -> None:
    text = (ROOT / "docs/integrate.md").read_text("utf-8")
    rows = text.split("| `error` |")[1].split("\n\n")[0].splitlines()[2:]
    told = [code for row in rows for code in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(told) == sorted(ErrorCode)


def test_every_code_of_an_error_is_sent_by_somebody() -> None:
    """By its name or, where the decision is made below the web, by its value."""
    table = ROOT / "idp/web/oidc/errors.py"
    used = "".join(path.read_text("utf-8") for path in source.modules("idp") if path != table)
    unused = {
        code
        for code in ErrorCode
        if f"ErrorCode.{code.name}" not in used and f'"{code}"' not in used
    }
    assert unused == {ErrorCode.UNSUPPORTED_RESPONSE_TYPE}  # Authlib's


def test_the_operators_page_names_every_group_of_commands() -> None:
    text = (ROOT / "docs/operate.md").read_text("utf-8")
    named = {each.split()[0] for each in _commands(text)}
    assert set(main.list_commands(click.Context(main))) - named == {"demo"}


def test_the_picture_of_the_data_shows_tables() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    picture = text.split("erDiagram\n")[1].split("```")[0]
    drawn = {name for line in picture.splitlines() for name in ENTITY.findall(line.split(":")[0])}
    assert len(drawn) > 15
    assert drawn <= set(models().tables)


def test_the_layers_are_those_that_imports_are_held_to() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    listed = text.split("## Layers")[1].split("```")[1].partition("relying_party_demo")[0]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    names = [name.strip() for layer in layers for name in layer.split("|")]
    told = [re.split(r" {2,}", line)[0] for line in listed.splitlines() if line.strip()]
    found = [name.strip(" /") for line in told for name in line.split(",")]
    assert sorted(found) == sorted(set(names) - {"__main__"})
