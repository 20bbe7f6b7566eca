"""The seals of entries, as the ledger checks them before it signs what its leaves commit to.

A leaf commits to whatever row is there. Whoever can write to the database alone can insert a row
with the seal of another, and its leaf as well; the ledger then says in history that the seal does
not hold, so no later verification takes the entry for one of the provider.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from idp.history.batches import insert_entries, shared_by_all
from idp.history.domain import EventType, Sealed
from idp.history.seals import verify
from idp.history.stored import SEALING_IS_OPEN
from idp.kernel.actors import System
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform import logs
from idp.platform.database import Database

LEAVES: Final = "leaves"
"""The fact of such an entry: pairs of the index of a leaf and the id of its entry."""
_SIGNING: Final = System(rule="X13.1")
_MOST_NAMED: Final = 200
_LOG: Final = logs.logger("idp.history")


@dataclass(frozen=True)
class EntrySeals:
    """`key` (32 bytes) is derived for `seals.KEY_PURPOSE`."""

    database: Database
    clock: Clock
    fields_act: str
    key: bytes = field(repr=False)

    def broken(self, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> list[tuple[int, Id]]:
        """Index and id of the rows whose seal does not hold; each with the index of its leaf."""
        return [(index, row["id"]) for index, row in rows if verify(self.key, row) is Sealed.NOT]

    def some_wait(self) -> bool:
        """Whether entries of a release without seals still get theirs."""
        return self.database.one(SEALING_IS_OPEN) is not None

    def holds(self, row: Mapping[str, Any], *, some_wait: bool) -> bool:
        """Whether the seal of an exported row holds: JSON as `ledger.offline.leaves` writes it."""
        made = row["seal"]
        if some_wait and made is None and row["actor_details"] is None:
            return True
        happened_at = datetime.fromisoformat(row["happened_at"])
        seal = bytes.fromhex(made or "")
        return verify(self.key, {**row, "happened_at": happened_at, "seal": seal}) is not Sealed.NOT

    def tell(self, broken: Sequence[tuple[int, Id]]) -> None:
        """Append an entry about these, if any, inside a unit of work, and log each."""
        common = shared_by_all(
            EventType.SEALS_BROKEN, _SIGNING, now=self.clock.now(), fields_act=self.fields_act
        )
        named = [
            {LEAVES: [list(each) for each in broken[begin : begin + _MOST_NAMED]]}
            for begin in range(0, len(broken), _MOST_NAMED)
        ]
        insert_entries(self.database, common, named, key=self.key)
        for _, entry_id in broken:
            _LOG.error("history entry bent", entry_id=entry_id)
