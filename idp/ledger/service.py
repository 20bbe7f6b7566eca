"""The ledger: chain entries, sign checkpoints, tell how far it has come."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from idp.history.domain import RemovedEntries
from idp.history.stored import STORED_ENTRIES
from idp.kernel.ids import Id
from idp.ledger.checkpoints import Checkpoints
from idp.ledger.export import LedgerExport
from idp.ledger.outside import OutsideDiffers
from idp.ledger.proofs import Proofs
from idp.ledger.removal import remove_aged_entries
from idp.ledger.sequencing import Sequencer
from idp.ledger.tables import LEAF
from idp.ledger.tree import size_of
from idp.platform import logs
from idp.platform.database import Database

_LOG: Final = logs.logger("idp.ledger")
_WAITING: Final = select(
    func.count().label("count"), func.min(STORED_ENTRIES.c.happened_at).label("oldest")
).where(~select(LEAF.c.position).where(LEAF.c.entry_id == STORED_ENTRIES.c.id).exists())
_FIRST_UNCOVERED: Final = select(LEAF.c.chained_at).where(LEAF.c.position == bindparam("position"))


@dataclass(frozen=True, slots=True)
class LedgerStatus:
    """How far the ledger has come.

    `waiting`: committed entries without a leaf, the oldest of `waiting_since`. `covered`: leaves
    under the newest checkpoint, which was made at `covered_at`; the first leaf that it does not
    cover was chained at `uncovered_since`. `outside`: leaves under the newest checkpoint in the
    directory or bucket, None without one, or when `outside_fault` says why it cannot be read.
    """

    leaves: int
    waiting: int
    waiting_since: datetime | None
    covered: int
    covered_at: datetime | None
    uncovered_since: datetime | None
    outside: int | None
    outside_fault: str


@dataclass(frozen=True, slots=True)
class LedgerLag:
    """What is cheap to know of that, whatever the size of history; the same names."""

    leaves: int
    waiting_since: datetime | None
    covered: int
    uncovered_since: datetime | None


@dataclass(frozen=True)
class Ledger:
    """The worker calls `chain`, `chain_late` and `sign`; serving processes read."""

    database: Database
    sequencer: Sequencer
    checkpoints: Checkpoints
    exporter: LedgerExport
    prover: Proofs

    def chain(self) -> int:
        """Give the newest committed entries their leaves; returns how many."""
        return self.sequencer.run()

    def chain_late(self) -> int:
        """The same for entries that were committed late; returns how many."""
        return self.sequencer.run_late()

    def sign(self) -> int:
        """Sign a checkpoint and write outside what is missing there; returns how many of both.

        Raises UnusableKey, OSError, HistoryRewritten, OutsideDiffers, WrongSecret.
        """
        try:
            return self.checkpoints.sign_next() + self.checkpoints.write_outside()
        except OutsideDiffers as error:
            _LOG.error("a file outside has other content", reason=str(error))
            raise
        except OSError as error:
            _LOG.error("a checkpoint cannot be kept", reason=_told(error))
            raise

    def export(self, *, decisions: Iterable[Mapping[str, Any]] = ()) -> Iterator[bytes]:
        """The lines of an export, to be verified without this database.

        `decisions` are signed decisions as JSON.
        """
        return self.exporter.lines(decisions=decisions)

    def remove_aged(self, *, before: datetime, most: int) -> RemovedEntries:
        """Remove aged entries that have leaves, inside a unit of work; which leaves they have."""
        return remove_aged_entries(self.database, before=before, most=most)

    def proofs(
        self, entry_ids: Collection[Id], *, withheld: Collection[Id]
    ) -> dict[str, Any] | None:
        """Inclusion proofs under the newest checkpoint; None when it covers none of the entries."""
        return self.prover.of(entry_ids, withheld=withheld)

    def lag(self) -> LedgerLag:
        """How far the ledger lags, among recent entries."""
        newest = self.checkpoints.newest()
        covered = 0 if newest is None else int(newest.size)
        first = self.database.one(_FIRST_UNCOVERED, position=covered)
        return LedgerLag(
            leaves=size_of(self.database),
            waiting_since=self.sequencer.oldest_missing(),
            covered=covered,
            uncovered_since=None if first is None else first.chained_at,
        )

    def status(self) -> LedgerStatus:
        """How far the ledger has come; reads the index of the whole history."""
        size, newest = size_of(self.database), self.checkpoints.newest()
        waiting: Any = self.database.one(_WAITING)
        covered = 0 if newest is None else int(newest.size)
        first = self.database.one(_FIRST_UNCOVERED, position=covered)
        outside, fault = self._outside()
        return LedgerStatus(
            leaves=size,
            waiting=waiting.count,
            waiting_since=waiting.oldest,
            covered=covered,
            covered_at=None if newest is None else newest.made_at,
            uncovered_since=None if first is None else first.chained_at,
            outside=outside,
            outside_fault=fault,
        )

    def _outside(self) -> tuple[int | None, str]:
        try:
            return self.checkpoints.outside_size(), ""
        except OSError as error:
            return None, _told(error)


def _told(error: OSError) -> str:
    """Which file or bucket, and what is wrong with it."""
    return f"{error.filename}: {error.strerror}"
