"""The worker chains and signs, and a stopped one is noticed; entries of before are chained too."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from idp.cli.worker import ledger_duties
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.ledger.offline import program
from idp.ledger.offline.folder import KeptOutside, sizes_in
from idp.ledger.offline.verification import Verification, VerifiedHistory, verify
from idp.ledger.service import Ledger
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from tests.support import databases, ledgers, released
from tests.support.commands import Idp
from tests.support.ledgers import Keys


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> Keys:
    return Keys.new(tmp_path)


@pytest.fixture
def given(held: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a worker."""
    monkeypatch.setenv("IDP_LEDGER_KEY", str(held.private))
    monkeypatch.setenv("IDP_LEDGER_PUBLIC_KEYS", str(held.public))
    monkeypatch.setenv("IDP_LEDGER_CHECKPOINTS", str(held.folder))


def checked(ledger: Ledger, held: Keys) -> VerifiedHistory:
    pinned = program.Given([held.public]).pinned()
    outside = KeptOutside(held.folder, pinned.log)
    verification = Verification(pinned, notes=outside.notes(), hashes=outside.hashes())
    return verify(ledger.export(), verification)


@pytest.mark.usefixtures("given")
def test_a_worker_chains_signs_and_writes_outside(
    idp: Idp, history: History, held: Keys, database: Database, tmp_path: Path
) -> None:
    for _ in range(3):
        history.append(EventType.SIGNED_IN, subject_id=new_id(), actor=System(rule="test"))
    late = idp("ledger", "status")
    assert late.exit_code == 1, late.output
    assert "entries without a leaf: 3, since" in late.output
    assert idp("worker", "--once").exit_code == 0
    assert sizes_in(held.folder) == [3]
    timely = idp("ledger", "status")
    assert timely.exit_code == 0, timely.output
    assert "leaves under the newest checkpoint outside: 3" in timely.output
    whole = idp("verify-history")
    assert (whole.exit_code, whole.output.splitlines()[-1]) == (0, "whole")
    path = tmp_path / "history.jsonl"
    assert idp("ledger", "export", str(path)).exit_code == 0
    assert path.stat().st_mode & 0o077 == 0
    exported = idp("verify-history", str(path), "--keys", str(held.public))
    assert exported.exit_code == 0
    assert sorted(ledgers.chained(database)) == ledgers.written(database)


@pytest.mark.usefixtures("given")
def test_a_directory_that_is_away_is_told(idp: Idp, history: History, held: Keys) -> None:
    history.append(EventType.SIGNED_IN, subject_id=new_id(), actor=System(rule="test"))
    held.folder.rmdir()
    assert idp("worker", "--once").exit_code == 0
    status = idp("ledger", "status")
    assert status.exit_code == 1
    assert "checkpoints: No such file or directory" in status.output
    assert "leaves: 1" in status.output


def test_a_key_is_made_by_the_command_and_never_printed(idp: Idp, tmp_path: Path) -> None:
    path = tmp_path / "new.key"
    first = idp("ledger", "new-key", str(path))
    assert first.exit_code == 0
    assert first.output.startswith("localhost:8000/history+")
    private = path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0
    second = idp("ledger", "new-key", str(path))
    assert private.strip() not in second.output
    kept = (tmp_path / "new.pub").read_text("utf-8")
    assert kept == first.output + second.output
    path.write_text("corrupt", "utf-8")
    third = idp("ledger", "new-key", str(path))
    assert third.exit_code == 1
    assert (tmp_path / "new.pub").read_text("utf-8") == kept


def test_a_failing_signature_delays_no_leaf(
    history: History, held: Keys, database: Database, log_lines: list[dict[str, object]]
) -> None:
    """The duties as a worker runs them, with a key that cannot be read."""
    held.private.write_text("corrupt", "utf-8")
    ledger = ledgers.of(database, held, key=history.seal_key)
    history.append(EventType.SIGNED_IN, subject_id=new_id(), actor=System(rule="test"))
    chain, _, sign = ledger_duties(ledger, SystemClock().now(), timedelta(minutes=5))
    sign.do(sign.due_at)
    chain.do(chain.due_at)
    assert ledger.status().leaves == 1
    assert [line["kind"] for line in log_lines if line["event"] == "duty failed"] == [
        "sign a checkpoint"
    ]


# upgrade


@pytest.fixture(params=["sqlite", "postgresql"])
def released_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The database of the first release, not upgraded yet."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('chained')}/idp.db"
        released.restore(url)
        yield url
        return
    server = request.getfixturevalue("postgresql_server")
    with databases.empty_postgresql_database(server) as url:
        released.restore(url)
        yield url


def run(url: str, statement: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.norm("X13.1", limb="entries from before the ledger are chained as unprotected before")
def test_entries_from_before_are_chained_and_told_as_unprotected(
    released_url: str, held: Keys
) -> None:
    released.migrate(released_url)
    with databases.opened(released_url) as database:
        ledger = ledgers.of(database, held, key=released.seal_key(released_url))
        count = len(ledgers.written(database))
        assert ledger.chain() == count > 50
        ledger.sign()
        found = checked(ledger, held)
        assert found.whole, found.faults
        assert (found.leaves, found.late, found.covered) == (count, count, count)
        assert found.late_until


def test_an_entry_that_waits_for_its_seal_is_chained_with_it(released_url: str, held: Keys) -> None:
    """A process of the release before goes on; a leaf commits to the seal, so it waits for it."""
    released.migrate(released_url)
    columns = "happened_at, happening, subject_id, actor, client_id, transaction_id, facts"
    sqlite = released_url.startswith("sqlite")
    fresh = new_id().replace("-", "") if sqlite else new_id()
    with databases.opened(released_url) as database:
        ledger = ledgers.of(database, held, key=released.seal_key(released_url))
        before = ledger.chain()
        copied = f"SELECT '{fresh}', {columns}, fields_act FROM history LIMIT 1"  # noqa: S608
        run(released_url, f"INSERT INTO history (id, {columns}, fields_act) {copied}")
        assert ledger.chain() == 0
        assert ledger.status().waiting == 1
        released.migrate(released_url)
        assert ledger.chain() == 1
        ledger.sign()
        found = checked(ledger, held)
        assert found.whole, found.faults
        assert found.covered == before + 1
