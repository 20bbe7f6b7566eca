"""The export of a ledger: lines that anybody can verify without the database.

Canonical JSON, one value on each line (docs/ledger.md): a head, the checkpoints, each leaf with its
entry (without it once that was purged), entries without a leaf, signed decisions, and an end with
the digest of all lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import bindparam, select

from idp.history.stored import STORED_ENTRIES
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.ledger.offline import leaves
from idp.ledger.offline.verification import EXPORT_FORMAT
from idp.ledger.tables import CHECKPOINT, LEAF
from idp.ledger.tree import stored_leaf
from idp.platform.database import Database, IdColumn, Row

_PAGE: Final = 5_000
_FIRST: Final[Id] = "00000000-0000-0000-0000-000000000000"

_LEAF_COLUMNS: Final = [column.label(f"leaf_{column.name}") for column in LEAF.c]
_LEAVES: Final = (
    select(*_LEAF_COLUMNS, STORED_ENTRIES)
    .select_from(LEAF.outerjoin(STORED_ENTRIES, STORED_ENTRIES.c.id == LEAF.c.entry_id))
    .where(LEAF.c.position >= bindparam("begin"), LEAF.c.position < bindparam("end"))
    .order_by(LEAF.c.position)
)
_CHECKPOINTS: Final = (
    select(CHECKPOINT.c.size, CHECKPOINT.c.note)
    .where(CHECKPOINT.c.size > bindparam("size"))
    .order_by(CHECKPOINT.c.size)
    .limit(_PAGE)
)
_UNCHAINED: Final = (
    select(STORED_ENTRIES)
    .where(
        STORED_ENTRIES.c.id > bindparam("after", type_=IdColumn),
        ~select(LEAF.c.position).where(LEAF.c.entry_id == STORED_ENTRIES.c.id).exists(),
    )
    .order_by(STORED_ENTRIES.c.id)
    .limit(_PAGE)
)


@dataclass(frozen=True)
class LedgerExport:
    """Reads the ledger in pages, and holds no more than one of them."""

    database: Database
    clock: Clock

    def lines(self, *, decisions: Iterable[Mapping[str, Any]] = ()) -> Iterator[bytes]:
        """The lines of an export, each with its line break.

        `decisions` are signed decisions as JSON, for the section of that name.
        """
        digest, count = sha256(), 0
        for said in self._said(decisions):
            line = leaves.canonical(said) + b"\n"
            digest.update(line)
            count += 1
            yield line
        end = {"end": {"lines": count, "sha256": digest.hexdigest()}}
        yield leaves.canonical(end) + b"\n"

    def _said(self, decisions: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        yield {"export": EXPORT_FORMAT, "exported_at": leaves.instant(self.clock.now())}
        yield from self._checkpoints()
        begin = 0
        while page := self._leaves(begin):
            yield from page
            begin += len(page)
        # Entries that get their leaf meanwhile are in one of the two, so no purge stays unnamed.
        unchained = {row["id"]: row for row in self._unchained()}
        while page := self._leaves(begin):
            for each in page:
                unchained.pop(each["leaf"]["id"], None)
            yield from page
            begin += len(page)
        yield from ({"unchained": row} for row in unchained.values())
        yield from ({"decision": dict(each)} for each in decisions)

    def _checkpoints(self) -> Iterator[dict[str, Any]]:
        size = 0
        while page := self.database.all(_CHECKPOINTS, size=size):
            yield from ({"checkpoint": row.note} for row in page)
            size = page[-1].size

    def _leaves(self, begin: int) -> list[dict[str, Any]]:
        rows = self.database.all(_LEAVES, begin=begin, end=begin + _PAGE)
        return [_leaf_line(row) for row in rows]

    def _unchained(self) -> Iterator[dict[str, Any]]:
        after = _FIRST
        while page := self.database.all(_UNCHAINED, after=after):
            yield from (leaves.row_of(row._asdict()) for row in page)
            after = page[-1].id


def _leaf_line(row: Row) -> dict[str, Any]:
    """A leaf with its entry, in the format in which it was chained."""
    leaf = {column.name: getattr(row, f"leaf_{column.name}") for column in LEAF.c}
    said = {
        "hash": bytes(row.leaf_hash).hex(),
        "index": row.leaf_position,
        "leaf": stored_leaf(leaf),
    }
    if row.id is not None:
        said["row"] = leaves.row_of(row._asdict(), made_in=row.leaf_format)
    return said
