"""Every committed entry becomes one leaf, whenever it commits and whoever chains it."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from idp.history import service
from idp.history.domain import EventType
from idp.history.service import History
from idp.history.tables import HISTORY
from idp.kernel.ids import new_id
from idp.ledger.offline import leaves
from idp.ledger.offline.merkle import root_at
from idp.ledger.sequencing import AT_ONCE
from idp.ledger.service import Ledger
from idp.ledger.tables import LEAF, NODE
from idp.ledger.tree import StoredTree
from idp.platform.database import Database
from idp.wiring.records import Records
from tests.support import databases, ledgers
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import OPERATOR


@pytest.fixture
def ledger(records: Records) -> Ledger:
    return records.ledger


def write(history: History, count: int = 1) -> None:
    for _ in range(count):
        history.append(
            EventType.SIGNED_IN,
            subject_id=new_id(),
            facts={"level": 2, "x": "đ"},
            actor=OPERATOR,
        )


def test_each_entry_gets_one_leaf_in_the_order_of_entries(
    ledger: Ledger, history: History, database: Database
) -> None:
    write(history, 3)
    assert ledger.chain() == 3
    assert ledger.chain() == 0
    write(history, 2)
    assert ledger.chain() == 2
    assert ledgers.chained(database) == ledgers.written(database)


def test_a_leaf_commits_to_every_column_of_its_row(
    ledger: Ledger, history: History, database: Database
) -> None:
    assert set(leaves.MEMBERS[leaves.FORMAT]) == set(HISTORY.columns.keys())
    write(history)
    ledger.chain()
    with database.transaction() as work:
        (row,) = work.execute(HISTORY.select()).all()
        (leaf,) = work.execute(LEAF.select()).all()
    stored = leaves.row_of(row._asdict())
    made = leaves.leaf_of(stored, chained_at=leaves.instant(leaf.chained_at))
    assert (leaves.row_digest(stored), leaves.hash_of(made)) == (leaf.entry_digest, leaf.hash)
    for name in stored:
        assert leaves.row_digest({**stored, name: "changed"}) != leaf.entry_digest


def test_the_stored_tree_is_the_tree_of_its_leaves(
    ledger: Ledger, history: History, database: Database
) -> None:
    for count in (1, 254, 3, 300, 20):
        write(history, count)
        ledger.chain()
        size = len(ledgers.chained(database))
        assert root_at(size, StoredTree(database).subtree) == ledgers.root_of(database)
    assert databases.counts(database, LEAF, NODE) == (578, 2)


def test_a_batch_has_a_bounded_size_and_a_backlog_is_chained_at_a_go(
    ledger: Ledger, history: History, database: Database
) -> None:
    with database.transaction():
        write(history, AT_ONCE + 5)
    assert ledger.chain() == AT_ONCE + 5
    assert ledgers.chained(database) == ledgers.written(database)


def test_what_is_rolled_back_gets_no_leaf(
    ledger: Ledger, history: History, database: Database
) -> None:
    def write_and_undo() -> None:
        with database.transaction():
            write(history)
            raise ValueError("undo")

    with pytest.raises(ValueError, match="undo"):
        write_and_undo()
    assert ledger.chain() == 0
    assert ledgers.chained(database) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_entry_that_commits_after_later_ones_is_not_skipped(
    ledger: Ledger, history: History, database: Database, database_url: str
) -> None:
    """Two real connections: the older id commits when the younger one has its leaf already."""
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        with databases.opened(database_url) as another:
            slow = History(**{**history.__dict__, "database": another})
            with another.transaction() as work:
                write(slow)
                work.flush()
                begun.set()
                assert go_on.wait(30)

    thread = threading.Thread(target=slowly)
    thread.start()
    assert begun.wait(30)
    write(history)
    assert ledger.chain() == 1
    go_on.set()
    thread.join()
    assert ledger.chain() == 1
    late, early = ledgers.chained(database)
    assert [early, late] == ledgers.written(database)
    assert early < late


@pytest.mark.parametrize(("minutes", "days"), [(30, 0), (0, 400)])
def test_an_entry_that_commits_very_late_is_found(
    ledger: Ledger,
    history: History,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    minutes: int,
    days: int,
) -> None:
    """As after a pause of the machine, or with an id that somebody chose."""
    write(history)
    ledger.chain()
    fresh = new_id()
    earlier = f"{int(fresh.replace('-', '')[:12], 16) - (minutes + days * 1440) * 60_000:012x}"
    with monkeypatch.context() as patched:
        patched.setattr(service, "new_id", lambda: f"{earlier[:8]}-{earlier[8:]}{fresh[13:]}")
        write(history)
    assert ledger.chain() == 0
    assert ledger.chain_late() == 1
    assert ledger.chain_late() == 0
    assert sorted(ledgers.chained(database)) == ledgers.written(database)


def test_two_workers_chain_each_entry_once(
    history: History, database: Database, database_url: str, tmp_path: Path
) -> None:
    keys = ledgers.Keys.new(tmp_path)
    done = threading.Event()

    def work() -> None:
        with databases.opened(database_url) as mine:
            ledger = ledgers.of(mine, keys, key=history.seal_key)
            while not done.is_set():
                ledger.chain()
                ledger.chain_late()
                ledger.sign()
            ledger.chain()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for _ in range(60):
        write(history)
    done.set()
    for each in workers:
        each.join()
    ledgers.of(database, keys, key=history.seal_key).chain()
    assert sorted(ledgers.chained(database)) == ledgers.written(database)
    size = len(ledgers.chained(database))
    assert root_at(size, StoredTree(database).subtree) == ledgers.root_of(database)


def test_a_clock_set_back_makes_no_leaf_older_than_the_last(
    ledger: Ledger, history: History, database: Database, clock: FrozenClock
) -> None:
    write(history)
    ledger.chain()
    clock.advance(-timedelta(hours=1))
    write(history)
    ledger.chain()
    with database.transaction() as work:
        first, second = work.execute(LEAF.select().order_by(LEAF.c.position)).all()
    assert first.chained_at == second.chained_at
