"""A dump of the database is verified like an export, with nothing of the provider."""

from pathlib import Path

import pytest

from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Operator, System
from idp.kernel.ids import new_id
from idp.ledger.offline import program
from idp.ledger.service import Ledger
from idp.platform.database import Database
from idp.wiring.records import Records
from tests.support import ledgers
from tests.support.ledgers import Keys


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> Keys:
    return Keys.new(tmp_path)


@pytest.fixture
def ledger(records: Records, held: Keys) -> Ledger:
    return ledgers.signing(records.ledger, held)


@pytest.fixture
def dump(ledger: Ledger, history: History, database: Database, tmp_path: Path) -> Path:
    """Five covered entries, one more leaf, and an entry without one."""
    words = {"text": "tab\t, line\n, \\ and đ", "share": 0.1, "none": None, "big": 10**20}
    for level in range(4):
        history.append(
            EventType.SIGNED_IN,
            subject_id=new_id(),
            actor=System(rule="test"),
            facts={"level": level, **words},
        )
    history.append(EventType.CLIENT_EDITED, actor=Operator(user="an", host="host"), facts={})
    ledger.chain()
    ledger.sign()
    history.append(EventType.SIGNED_IN, subject_id=new_id(), actor=System(rule="test"), facts=words)
    ledger.chain()
    history.append(EventType.SIGNED_IN, subject_id=new_id(), actor=System(rule="test"), facts=words)
    return ledgers.dump_of(database, tmp_path)


def checked(dump: Path, held: Keys) -> tuple[bool, list[str]]:
    told: list[str] = []
    given = program.Given([held.public], [held.folder])
    return program.check_file(dump, given, told.append), told


@pytest.mark.norm("X13.1", limb="a dump is verified offline")
def test_a_dump_is_whole(dump: Path, held: Keys) -> None:
    whole, told = checked(dump, held)
    assert whole, told
    assert "leaves: 6, of which 0 without an entry, purged after its term" in told
    assert told[1].startswith("under signed checkpoints: 5 at ")
    assert any(line.startswith("not covered by any checkpoint: from index 5") for line in told)
    assert "not chained yet: 1 entries" in told


@pytest.mark.parametrize("index", range(4))
def test_a_changed_row_of_a_dump_is_named(dump: Path, held: Keys, index: int) -> None:
    content, level = dump.read_bytes(), f'"level": {index}'.encode()
    level = level if level in content else level.replace(b": ", b":")
    assert content.count(level) == 1
    dump.write_bytes(content.replace(level, level[:-1] + b"9"))
    whole, told = checked(dump, held)
    assert not whole
    assert any(line.startswith(f"WRONG index {index}, entry ") for line in told)


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_dump_is_told(content: bytes, held: Keys, tmp_path: Path) -> None:
    path = tmp_path / "none"
    path.write_bytes(content)
    assert program.main([str(path), "--keys", str(held.public)]) == 2
