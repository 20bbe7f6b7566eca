"""`docs/retention.md` says of every table how long its rows stay; what it says is so."""

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from idp.cli.worker import purges
from idp.platform.clock import SystemClock
from idp.schema.guards import AGED, GUARDS
from idp.schema.models import models
from tests.support.plans import REGISTERS
from tests.support.source import ROOT

_ROW = re.compile(r"^\| `(\w+)` \|([^|]+)\|([^|]+)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
_BY_THE_LETTER = frozenset(
    {
        "forgotten_request",
        "guessed_name",
        "guessed_second_step",
        "loss_link_request",
        "organisation_means",
        "sign_up_request",
    }
)
"""Queues that are emptied by the duty that reads them."""


@dataclass(frozen=True)
class Kept:
    table: str
    term: str
    by: str
    indexes: tuple[str, ...]


def table_of_the_document() -> list[Kept]:
    text = (ROOT / "docs/retention.md").read_text("utf-8")
    return [
        Kept(table, term.strip(), by.strip(), tuple(re.findall(r"`(\w+)`", found)))
        for table, _, term, by, found in _ROW.findall(text)
    ]


class _Anything:
    """A stand-in for services of which only the names of duties are asked."""

    clock = SystemClock()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return SimpleNamespace() if name.startswith("__") else _Anything()


def purged_tables() -> set[str]:
    services: Any = _Anything()
    names = [duty.name.removeprefix("purge ") for duty in purges(services)]
    return {table for name in names for table in name.split(", ")}


def test_every_table_has_one_row() -> None:
    assert sorted(each.table for each in table_of_the_document()) == sorted(models().tables)


def test_what_the_worker_removes_is_what_it_is_said_to_remove() -> None:
    said = {each.table for each in table_of_the_document() if each.by == "worker"}
    assert said - _BY_THE_LETTER == purged_tables()


def test_what_the_worker_removes_is_found_by_the_index_named() -> None:
    for each in table_of_the_document():
        there = {str(index.name) for index in models().tables[each.table].indexes}
        assert set(each.indexes) <= there, each.table
        assert bool(each.indexes) == (each.table in purged_tables()), each.table


def test_evidence_is_removed_after_its_term_or_never() -> None:
    for each in table_of_the_document():
        if each.table in GUARDS:
            assert (each.by == "worker") == (each.table in AGED), each.table


def test_what_grows_with_sign_ins_has_an_end() -> None:
    """Every table that is neither a register nor about a person's things has a purge."""
    text = (ROOT / "docs/retention.md").read_text("utf-8")
    grows = text[
        text.index("## What comes with sign-ins") : text.index("## What comes with people")
    ]
    rows = _ROW.findall(grows)
    assert len(rows) > 15
    assert all(by.strip() for _, _, _, by, _ in rows)
    registers = {table for table, *_ in _ROW.findall(text[text.index("## Registers") :])}
    assert registers == REGISTERS - _BY_THE_LETTER
