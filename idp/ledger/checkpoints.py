"""Checkpoints: what the worker signs over the tree, kept in the database and outside of it.

Before the worker signs, the stored tree must continue the newest checkpoint that it finds in the
database and outside: whoever rewrote the database gets no new signature for that. It also verifies
the seal of every entry that the checkpoint covers for the first time, whoever made its leaf: an
entry whose seal does not hold is signed with the others, and an entry of its own says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select

from idp.history.entry_seals import EntrySeals
from idp.history.stored import STORED_ENTRIES
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.ledger.key_files import read_private, read_public
from idp.ledger.offline.leaves import instant
from idp.ledger.offline.merkle import prove_consistency, root_at
from idp.ledger.offline.notes import Checkpoint, NoteRefused, PublicKey, SignedNote, opened, signed
from idp.ledger.outside import Outside
from idp.ledger.sequencing import LOCK
from idp.ledger.tables import CHECKPOINT, LEAF
from idp.ledger.tree import StoredTree, size_of
from idp.platform.database import Database, Row

TIME: Final = "time "
"""How the line of a checkpoint begins that says when it was signed."""
_MOST: Final = 1_000
"""Checkpoints written outside at a call."""
_PAGE: Final = 10_000

_LARGEST: Final = select(func.max(CHECKPOINT.c.size)).scalar_subquery()
_NEWEST: Final = select(CHECKPOINT).where(CHECKPOINT.c.size == _LARGEST)
_AFTER: Final = (
    select(CHECKPOINT)
    .where(CHECKPOINT.c.size > bindparam("size"))
    .order_by(CHECKPOINT.c.size)
    .limit(_MOST)
)
_HASHES: Final = (
    select(LEAF.c.hash)
    .where(LEAF.c.position >= bindparam("begin"), LEAF.c.position < bindparam("end"))
    .order_by(LEAF.c.position)
)
_COVERED: Final = (
    select(LEAF.c.position, STORED_ENTRIES)
    .join(STORED_ENTRIES, STORED_ENTRIES.c.id == LEAF.c.entry_id)
    .where(LEAF.c.position >= bindparam("begin"), LEAF.c.position < bindparam("end"))
    .order_by(LEAF.c.position)
)
_COMPARED: Final = 20
"""Newest signed leaves whose entries are asked whether this process has the secret of history."""
_AT_ONCE: Final = 1_000
_INSERT: Final = insert(CHECKPOINT)


class WrongSecret(Exception):
    """A process without the secret of history would call every entry of the others forged."""


class HistoryRewritten(Exception):
    """The stored tree does not continue what was signed before; nothing more is signed."""


@dataclass(frozen=True)
class Checkpoints:
    """`key` and `public_keys` are the paths of key files, `outside` the directory or bucket."""

    database: Database
    clock: Clock
    key: Path | None
    public_keys: Path | None
    outside: Outside | None
    seals: EntrySeals

    def newest(self) -> Row | None:
        """The newest checkpoint in the database: size, made_at, note."""
        return self.database.one(_NEWEST)

    def trusted(self) -> list[PublicKey]:
        """The public keys of the log, retired ones too. Raises UnusableKey and OSError."""
        return [] if self.public_keys is None else read_public(self.public_keys)

    def outside_size(self) -> int | None:
        """Leaves under the newest checkpoint outside; None without a place. Raises OSError."""
        return None if self.outside is None else self._newest_outside(self.outside) or 0

    def sign_next(self) -> int:
        """Sign a checkpoint over the leaves there are now; 0 when none was added since the last.

        Without a key nothing is done. Raises UnusableKey, OSError, HistoryRewritten, WrongSecret.
        """
        if self.key is None:
            return 0
        key = read_private(self.key)
        begin, size = self._signed_size(), size_of(self.database)
        if size == begin:
            return 0
        broken = self._broken(begin, size)  # before the unit of work: it may be all of a history
        with self.database.transaction():
            if not self.database.try_advisory_lock(LOCK):
                return 0
            last, tree = self.newest(), StoredTree(self.database)
            if self._signed_size() != begin:
                return 0  # another worker has signed meanwhile
            self._require_continued(size, last, tree, [key.public, *self.trusted()])
            now = self.clock.now()
            made = Checkpoint(
                key.name, size, root_at(size, tree.subtree), (f"{TIME}{instant(now)}",)
            )
            self.database.execute(_INSERT, size=size, made_at=now, note=signed(made, key))
            self.seals.tell(broken)
        return 1

    def _broken(self, begin: int, end: int) -> list[tuple[int, Id]]:
        """Index and id of the entries of these leaves whose seal does not hold.

        Raises WrongSecret where no seal of the newest signed entries holds either.
        """
        found = [
            each
            for at in range(begin, end, _AT_ONCE)
            for each in self._broken_page(at, min(at + _AT_ONCE, end))
        ]
        first = max(0, begin - _COMPARED)
        if found and begin and len(self._broken_page(first, begin)) == begin - first:
            raise WrongSecret("the setting `secret` is not the one that history is sealed with")
        return found

    def _broken_page(self, begin: int, end: int) -> list[tuple[int, Id]]:
        rows = self.database.all(_COVERED, begin=begin, end=end)
        return self.seals.broken((row.position, row._asdict()) for row in rows)

    def _signed_size(self) -> int:
        newest = self.newest()
        return 0 if newest is None else int(newest.size)

    def _newest_outside(self, outside: Outside) -> int | None:
        return outside.newest(near=self._signed_size())

    def write_outside(self) -> int:
        """Write outside what is missing there, oldest first; returns how many checkpoints.

        Without a place outside nothing is done. Raises OSError, OutsideDiffers, HistoryRewritten.
        """
        if self.outside is None:
            return 0
        outside, tree = self.outside, StoredTree(self.database)
        before = self._newest_outside(outside) or 0
        written = self.database.all(_AFTER, size=before)
        for row in written:
            outside.add(
                row.note,
                size=row.size,
                before=before,
                proof=prove_consistency(before, row.size, tree.subtree),
                leaves=self._hashes(before, row.size),
            )
            before = row.size
        return len(written)

    def _require_continued(
        self, size: int, last: Row | None, tree: StoredTree, keys: list[PublicKey]
    ) -> None:
        """Raises HistoryRewritten unless the tree continues the newest checkpoints."""
        notes = [] if last is None else [str(last.note)]
        if self.outside is not None:
            newest = self._newest_outside(self.outside)
            notes += [] if newest is None else [self.outside.note(newest)]
        for note in notes:
            before = _checkpoint_of(note, keys)
            if before.size > size:
                raise HistoryRewritten(f"{before.size} leaves were signed, {size} are there")
            if root_at(before.size, tree.subtree) != before.root:
                raise HistoryRewritten(f"the first {before.size} leaves are not those signed")

    def _hashes(self, begin: int, end: int) -> Iterator[bytes]:
        for at in range(begin, end, _PAGE):
            page: dict[str, Any] = {"begin": at, "end": min(at + _PAGE, end)}
            yield from (bytes(row.hash) for row in self.database.all(_HASHES, **page))


def _checkpoint_of(note: str, keys: list[PublicKey]) -> Checkpoint:
    """The checkpoint in a note that is signed; one by a key that is not known is refused."""
    try:
        return opened(note, keys)
    except NoteRefused as error:
        raise HistoryRewritten(f"a checkpoint was not signed by us: {error}") from error


def signed_at(note: str) -> str:
    """When a checkpoint says that it was signed; empty where it does not."""
    others = SignedNote.read(note).checkpoint().others
    return next((line.removeprefix(TIME) for line in others if line.startswith(TIME)), "")
