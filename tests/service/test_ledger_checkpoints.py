"""Checkpoints, what is kept outside of the database, the witness, and the export."""

import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from idp.cli import main
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.ids import new_id
from idp.ledger.checkpoints import HistoryRewritten
from idp.ledger.key_files import add_key, read_private, read_public
from idp.ledger.offline import program, verification
from idp.ledger.offline.folder import KeptOutside, checkpoint_in, sizes_in
from idp.ledger.offline.notes import WITNESS, PrivateKey, SignedNote, UnusableKey, opened
from idp.ledger.offline.verification import Verification, VerifiedHistory, verify
from idp.ledger.offline.witness import NotCosigned, Witness
from idp.ledger.outside import OutsideDiffers
from idp.ledger.service import Ledger
from idp.ledger.tables import CHECKPOINT, LEAF
from idp.platform.database import Database
from idp.wiring.records import Records
from tests.support import databases, ledgers
from tests.support.frozen_clock import FrozenClock
from tests.support.ledgers import Keys
from tests.support.officers import OPERATOR


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> Keys:
    return Keys.new(tmp_path)


@pytest.fixture
def ledger(records: Records, held: Keys) -> Ledger:
    return ledgers.signing(records.ledger, held)


def write(history: History, count: int = 3) -> None:
    for _ in range(count):
        history.append(
            EventType.SIGNED_IN,
            subject_id=new_id(),
            facts={"level": 2, "x": "đ"},
            actor=OPERATOR,
        )


def chain_and_sign(ledger: Ledger, history: History, count: int = 3) -> None:
    write(history, count)
    ledger.chain()
    ledger.sign()


def checked(ledger: Ledger, held: Keys) -> VerifiedHistory:
    pinned = program.Given([held.public]).pinned()
    outside = KeptOutside(held.folder, pinned.log)
    verification = Verification(pinned, notes=outside.notes(), hashes=outside.hashes())
    return verify(ledger.export(), verification)


def bend(database: Database, *statements: str) -> None:
    """Changes by the owner of the database, without the guards."""
    with databases.past_the_guards(database) as work:
        for each in statements:
            work.execute(text(each))


def test_what_is_exported_is_whole(ledger: Ledger, history: History, held: Keys) -> None:
    for count in (3, 300, 2):
        chain_and_sign(ledger, history, count)
    write(history)
    ledger.chain()
    write(history, 2)
    found = checked(ledger, held)
    assert found.whole, found.faults
    assert (found.leaves, found.covered, found.unchained) == (308, 305, 2)
    assert sizes_in(held.folder) == [3, 303, 305]


FIFTH = "(SELECT entry_id FROM ledger_leaf WHERE position = 4)"


@pytest.mark.norm("X13.1", limb="a changed, removed or added row is named")
@pytest.mark.norm("X10.3")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET facts = '{\"level\": 4}' WHERE id = @fifth",
        "DELETE FROM history WHERE id = @fifth",
        "UPDATE history SET seal = NULL WHERE id = @fifth",
        "UPDATE ledger_leaf SET hash = entry_digest WHERE position = 4",
        "UPDATE ledger_leaf SET entry_digest = hash WHERE position = 4",
        "DELETE FROM ledger_leaf WHERE position = 4",
    ],
)
def test_what_the_owner_of_the_database_does_is_named(
    ledger: Ledger, history: History, held: Keys, database: Database, statement: str
) -> None:
    chain_and_sign(ledger, history)
    chain_and_sign(ledger, history)
    bent = ledgers.chained(database)[4]
    bend(database, statement.replace("@fifth", FIFTH))
    fault = checked(ledger, held).faults[0]
    assert fault.index == 4
    assert fault.entry_id in {None, bent, ledgers_next(database)}


def ledgers_next(database: Database) -> str:
    with database.transaction() as work:
        found = work.execute(LEAF.select().where(LEAF.c.position == 5)).one()
    return str(found.entry_id)


@pytest.mark.norm("X13.1", limb="an owner who hashes anew gets no signature and is found")
def test_an_owner_who_hashes_everything_anew_is_found_and_gets_no_signature(
    ledger: Ledger, history: History, held: Keys, database: Database
) -> None:
    chain_and_sign(ledger, history)
    changed = ledgers.chained(database)[1]
    bend(
        database,
        "UPDATE history SET happening = 'consent_given' WHERE id = (SELECT entry_id FROM"
        " ledger_leaf WHERE position = 1)",
        "DELETE FROM ledger_leaf",
        "DELETE FROM ledger_checkpoint",
    )
    write(history)
    ledger.chain_late()
    assert sorted(ledgers.chained(database)) == ledgers.written(database)
    with pytest.raises(HistoryRewritten):
        ledger.sign()
    assert database.all(CHECKPOINT.select()) == []
    found = checked(ledger, held)
    assert (found.faults[0].index, found.faults[0].entry_id) == (1, changed)


def test_a_history_that_is_shorter_than_what_was_signed_gets_no_signature(
    ledger: Ledger, history: History, held: Keys, database: Database
) -> None:
    """As after a restore of an older backup."""
    chain_and_sign(ledger, history)
    bend(database, "DELETE FROM ledger_leaf WHERE position = 2", "DELETE FROM ledger_checkpoint")
    with pytest.raises(HistoryRewritten):
        ledger.sign()
    assert [each.index for each in checked(ledger, held).faults] == [2]


def test_a_checkpoint_that_somebody_else_signed_stops_signing(
    ledger: Ledger, history: History, database: Database
) -> None:
    chain_and_sign(ledger, history)
    bend(database, "UPDATE ledger_checkpoint SET note = 'none'")
    write(history)
    ledger.chain()
    with pytest.raises(HistoryRewritten):
        ledger.sign()


def test_nothing_new_is_signed_twice(ledger: Ledger, history: History, held: Keys) -> None:
    write(history)
    ledger.chain()
    assert ledger.sign() == 2
    assert ledger.sign() == 0
    assert sizes_in(held.folder) == [3]


def test_an_empty_ledger_is_not_signed(ledger: Ledger, held: Keys) -> None:
    assert ledger.sign() == 0
    assert sizes_in(held.folder) == []


def test_without_a_key_nothing_is_signed(records: Records, history: History) -> None:
    write(history)
    without = replace(records.ledger.checkpoints, key=None)
    ledger = replace(records.ledger, checkpoints=without)
    assert ledger.chain() == 3
    assert ledger.sign() == 0


# keys


def test_a_retired_key_stays_verifiable_and_is_erased(
    ledger: Ledger, history: History, held: Keys
) -> None:
    chain_and_sign(ledger, history)
    retired = read_private(held.private)
    add_key(held.private, held.public, name=ledgers.NAME)
    chain_and_sign(ledger, history)
    assert read_public(held.public)[0] == retired.public
    assert len(read_public(held.public)) == 2
    assert retired.text() not in held.private.read_text("utf-8")
    assert checked(ledger, held).whole
    notes = [checkpoint_in(held.folder, size).note for size in sizes_in(held.folder)]
    first, second = (SignedNote.read(each) for each in notes)
    assert first.signatures[0][1] != second.signatures[0][1]
    assert stat.S_IMODE(held.private.stat().st_mode) == 0o600


def test_a_ledger_keeps_its_name(held: Keys) -> None:
    with pytest.raises(UnusableKey):
        add_key(held.private, held.public, name="another.test")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"PRIVATE+KEY+x+00000000+AAAA", b"{}"])
def test_a_corrupt_key_signs_nothing_and_chains_on(
    ledger: Ledger, history: History, held: Keys, content: bytes
) -> None:
    chain_and_sign(ledger, history)
    good = held.private.read_bytes()
    held.private.write_bytes(content)
    write(history)
    assert ledger.chain() == 3
    with pytest.raises(UnusableKey):
        ledger.sign()
    held.private.write_bytes(good)
    assert ledger.sign() == 2
    assert checked(ledger, held).whole


# outside


def test_a_directory_that_cannot_be_written_is_filled_later_in_order(
    ledger: Ledger, history: History, held: Keys
) -> None:
    elsewhere = held.folder.rename(held.folder.with_name("away"))
    for _ in range(3):
        write(history)
        ledger.chain()
        with pytest.raises(OSError, match="checkpoints"):
            ledger.sign()
    status = ledger.status()
    assert (status.leaves, status.outside) == (9, None)
    assert "checkpoints" in status.outside_fault
    elsewhere.rename(held.folder)
    assert ledger.sign() > 0
    assert sizes_in(held.folder)[-1] == 9
    found = checked(ledger, held)
    assert found.whole, found.faults
    assert found.covered == 9


def test_files_outside_are_added_and_never_changed(
    ledger: Ledger, history: History, held: Keys
) -> None:
    chain_and_sign(ledger, history)
    before = {each.name: each.read_bytes() for each in held.folder.iterdir()}
    chain_and_sign(ledger, history)
    after = {each.name: each.read_bytes() for each in held.folder.iterdir()}
    assert len(before) == 2
    assert after.items() > before.items()
    assert {stat.S_IMODE(each.stat().st_mode) for each in held.folder.iterdir()} == {0o444}


def test_a_file_that_is_there_with_other_content_is_not_replaced(
    ledger: Ledger, history: History, held: Keys
) -> None:
    other = held.folder / f"{3:020d}.leaves"
    other.write_bytes(b"other")
    write(history)
    ledger.chain()
    with pytest.raises(OutsideDiffers):
        ledger.sign()
    assert other.read_bytes() == b"other"
    assert [each.name for each in held.folder.iterdir()] == [other.name]


def test_leaves_outside_that_do_not_fit_are_told(
    ledger: Ledger, history: History, held: Keys
) -> None:
    chain_and_sign(ledger, history)
    path = held.folder / f"{3:020d}.leaves"
    path.chmod(0o644)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    told: list[str] = []
    assert not program.check(
        ledger.export(), program.Given([held.public], [held.folder]), told.append
    )
    assert any("does not fit" in line for line in told)


# the witness


@pytest.fixture
def witness(held: Keys, tmp_path: Path) -> Witness:
    into = tmp_path / "cosigned"
    into.mkdir()
    own = PrivateKey.new("witness.test", kind=WITNESS)
    return Witness(own, held.trusted, tmp_path / "state.json", into)


def test_a_witness_cosigns_what_continues(
    ledger: Ledger, history: History, held: Keys, witness: Witness
) -> None:
    for count in (3, 5, 280):
        chain_and_sign(ledger, history, count)
    assert witness.cosign_new(held.folder) == 3
    assert witness.cosign_new(held.folder) == 0
    chain_and_sign(ledger, history)
    assert witness.cosign_new(held.folder) == 1
    note = checkpoint_in(witness.into, 291).note
    assert opened(note, held.trusted).size == 291
    ((key, _),) = SignedNote.read(note).signed_by([witness.key.public])
    assert key == witness.key.public
    told: list[str] = []
    given = program.Given([held.public], [held.folder, witness.into], [str(witness.key.public)])
    assert program.check(ledger.export(), given, told.append), told
    assert any(line.startswith("cosigned by witness.test: 291") for line in told)


@pytest.mark.norm("X13.1", limb="a witness cosigns no history that was rewritten")
def test_a_witness_cosigns_no_rewritten_history(
    ledger: Ledger,
    history: History,
    held: Keys,
    witness: Witness,
    database: Database,
) -> None:
    """The owner of the database has the key of the log and the directory too."""
    chain_and_sign(ledger, history)
    witness.cosign_new(held.folder)
    bend(
        database,
        "UPDATE history SET happening = 'consent_given'",
        "DELETE FROM ledger_leaf",
        "DELETE FROM ledger_checkpoint",
    )
    for each in held.folder.iterdir():
        each.unlink()
    write(history, 4)
    ledger.chain_late()
    ledger.sign()
    with pytest.raises(NotCosigned):
        witness.cosign_new(held.folder)
    assert sizes_in(witness.into) == [3]
    given = program.Given([held.public], [held.folder, witness.into])
    assert not program.check(ledger.export(), given, lambda _: None)


def test_a_witness_refuses_another_tree_of_the_same_size(
    ledger: Ledger, history: History, held: Keys, witness: Witness, database: Database
) -> None:
    chain_and_sign(ledger, history)
    witness.cosign_new(held.folder)
    bend(
        database,
        "DELETE FROM history WHERE id IN (SELECT entry_id FROM ledger_leaf WHERE position = 1)",
        "DELETE FROM ledger_leaf",
        "DELETE FROM ledger_checkpoint",
    )
    for each in held.folder.iterdir():
        each.unlink()
    write(history, 1)
    ledger.chain_late()
    ledger.sign()
    with pytest.raises(NotCosigned, match="not the one cosigned"):
        witness.cosign_new(held.folder)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"origin": 1}'])
def test_a_witness_that_cannot_read_its_memory_cosigns_nothing(
    ledger: Ledger, history: History, held: Keys, witness: Witness, content: str
) -> None:
    chain_and_sign(ledger, history)
    witness.state.write_text(content, "utf-8")
    with pytest.raises(NotCosigned):
        witness.cosign_new(held.folder)


def test_the_program_of_the_witness(
    ledger: Ledger, history: History, held: Keys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chain_and_sign(ledger, history)
    into = tmp_path / "cosigned"
    into.mkdir()
    words = [held.folder, "--keys", held.public, "--key", tmp_path / "w.key", "--into", into]
    asked = [str(each) for each in [*words, "--state", tmp_path / "w.json"]]
    assert program.witness([*asked, "--new-key", "witness.test"]) == 0
    assert "1 checkpoints cosigned by witness.test+" in capsys.readouterr().out
    assert program.witness(asked) == 0
    assert program.witness([*asked, "--new-key", "witness.test"]) == 2
    (held.folder / f"{3:020d}.checkpoint").chmod(0o644)
    (held.folder / f"{3:020d}.checkpoint").write_text("old 0\n\nnothing", "utf-8")
    assert program.witness(asked) == 1
    assert "NOT COSIGNED" in capsys.readouterr().out


# the programs


@pytest.fixture
def exported(ledger: Ledger, history: History, tmp_path: Path) -> Path:
    chain_and_sign(ledger, history)
    path = tmp_path / "history.jsonl"
    with path.open("wb") as file:
        file.writelines(ledger.export())
    return path


def test_an_export_is_verified_by_the_command_without_settings(
    exported: Path, held: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IDP_CONFIG", raising=False)
    words = ["verify-history", str(exported), "--keys", str(held.public)]
    outside = ["--checkpoints", str(held.folder)]
    whole = CliRunner().invoke(main, [*words, *outside])
    assert (whole.exit_code, whole.output.splitlines()[-1]) == (0, "whole")
    text_ = exported.read_text("utf-8").replace("signed_in", "signed_up", 1)
    exported.write_text(text_, "utf-8")
    bent = CliRunner().invoke(main, [*words, *outside])
    assert bent.exit_code == 1
    assert "WRONG index 0, entry " in bent.output
    assert program.main([str(exported), "--keys", str(held.public)]) == 1
    assert program.main([str(exported), "--keys", str(exported)]) == 2


def test_status_tells_what_waits(ledger: Ledger, history: History, clock: FrozenClock) -> None:
    write(history)
    waiting = ledger.status()
    assert (waiting.leaves, waiting.waiting, waiting.covered, waiting.outside) == (0, 3, 0, 0)
    assert waiting.waiting_since == clock.now()
    ledger.chain()
    clock.advance(timedelta(minutes=1))
    ledger.sign()
    write(history, 1)
    clock.advance(timedelta(minutes=1))
    ledger.chain()
    found = ledger.status()
    assert (found.leaves, found.waiting, found.covered, found.outside) == (4, 0, 3, 3)
    assert found.uncovered_since == clock.now()
    assert found.covered_at == clock.now() - timedelta(minutes=1)


@pytest.mark.norm("X13.1", limb="an export is verified by a few files alone")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_verifier_needs_nothing_else_of_the_provider(
    exported: Path, held: Keys, tmp_path: Path
) -> None:
    """As docs/ledger.md says: the folder alone, on a machine with Python and cryptography."""
    alone = tmp_path / "alone"
    shutil.copytree(Path(verification.__file__).parent, alone / "idp" / "ledger" / "offline")
    for folder in (alone / "idp", alone / "idp" / "ledger"):
        (folder / "__init__.py").touch()
    words = [str(exported), "--keys", str(held.public), "--checkpoints", str(held.folder)]
    run = [sys.executable, "-m", "idp.ledger.offline", *words]
    done = subprocess.run(  # noqa: S603
        run, cwd=alone, env={}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "whole"
