"""Ledgers of tests: a key and a directory of their own, and a worker's turns."""

import contextlib
import sqlite3
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from idp.history.entry_seals import EntrySeals
from idp.history.tables import HISTORY
from idp.ledger.checkpoints import Checkpoints
from idp.ledger.export import LedgerExport
from idp.ledger.key_files import add_key, read_public
from idp.ledger.offline.merkle import Frontier
from idp.ledger.offline.notes import PublicKey
from idp.ledger.outside import OutsideFolder
from idp.ledger.proofs import Proofs
from idp.ledger.sequencing import Sequencer
from idp.ledger.service import Ledger
from idp.ledger.tables import LEAF
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from tests.support import postgresql

NAME = "id.test/history"


@dataclass(frozen=True)
class Keys:
    """The files of one ledger."""

    private: Path
    public: Path
    folder: Path

    @classmethod
    def new(cls, home: Path) -> "Keys":
        folder = home / "checkpoints"
        folder.mkdir()
        keys = cls(home / "own.key", home / "own.pub", folder)
        add_key(keys.private, keys.public, name=NAME)
        return keys

    @property
    def trusted(self) -> list[PublicKey]:
        return read_public(self.public)


def signing(ledger: Ledger, keys: Keys) -> Ledger:
    """The ledger of a worker that has the key and the directory."""
    checkpoints = replace(
        ledger.checkpoints,
        key=keys.private,
        public_keys=keys.public,
        outside=OutsideFolder(keys.folder),
    )
    return replace(ledger, checkpoints=checkpoints)


def of(database: Database, keys: Keys, *, key: bytes) -> Ledger:
    """The ledger of another worker on the same database, by the clock of the machine.

    `key` is that of the entries' seals.
    """
    clock = SystemClock()
    outside = OutsideFolder(keys.folder)
    seals = EntrySeals(database, clock, "no act", key)
    checkpoints = Checkpoints(database, clock, keys.private, keys.public, outside, seals)
    exporter = LedgerExport(database, clock)
    proofs = Proofs(database, checkpoints)
    return Ledger(database, Sequencer(database, clock), checkpoints, exporter, proofs)


def chained(database: Database) -> list[str]:
    """The ids of entries in the order of their leaves, which are numbered without a gap."""
    rows = database.all(select(LEAF.c.position, LEAF.c.entry_id).order_by(LEAF.c.position))
    assert [row.position for row in rows] == list(range(len(rows)))
    return [row.entry_id for row in rows]


def written(database: Database) -> list[str]:
    """The ids of all entries, in order."""
    return [row.id for row in database.all(select(HISTORY.c.id).order_by(HISTORY.c.id))]


def root_of(database: Database) -> bytes:
    """The root over the leaves, computed from all of them."""
    frontier = Frontier()
    for row in database.all(select(LEAF.c.hash).order_by(LEAF.c.position)):
        frontier.append(bytes(row.hash))
    return frontier.root()


def dump_of(database: Database, home: Path) -> Path:
    """A copy of the SQLite file, or what `pg_dump` writes as plain text."""
    url = database.engine.url
    if url.get_backend_name() == "sqlite":
        copy = home / "dump.db"
        with contextlib.closing(sqlite3.connect(url.database or "")) as connection:
            connection.execute(f"VACUUM INTO '{copy}'")
        return copy
    written = home / "dump.sql"
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run(  # noqa: S603
        [postgresql.binaries() / "pg_dump", "--file", written, plain], check=True, timeout=60
    )
    return written
