"""Inclusion proofs: an entry is a leaf under the newest checkpoint (RFC 9162 section 2.1.3)."""

from base64 import b64encode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, select

from idp.history.stored import STORED_ENTRIES
from idp.kernel.ids import Id
from idp.ledger.checkpoints import Checkpoints
from idp.ledger.offline import leaves
from idp.ledger.offline.merkle import ProofRefused, prove_inclusion, verify_inclusion
from idp.ledger.offline.notes import SignedNote
from idp.ledger.tables import LEAF
from idp.ledger.tree import StoredTree, TreeBroken, stored_leaf
from idp.platform import logs
from idp.platform.database import Database, IdColumn, Row

_LOG: Final = logs.logger("idp.ledger")
_IDS: Final = bindparam("ids", type_=IdColumn, expanding=True)
_COVERED: Final = (
    select(LEAF)
    .where(LEAF.c.entry_id.in_(_IDS), LEAF.c.position < bindparam("size"))
    .order_by(LEAF.c.position)
)
_ENTRIES: Final = select(STORED_ENTRIES).where(STORED_ENTRIES.c.id.in_(_IDS))


@dataclass(frozen=True)
class Proofs:
    """Makes the member of a document that `idp.ledger.offline.documents` checks."""

    database: Database
    checkpoints: Checkpoints

    def of(self, entry_ids: Collection[Id], *, withheld: Collection[Id]) -> dict[str, Any] | None:
        """The proofs of those entries that a checkpoint covers; None when it covers none.

        `withheld`: entries of which the document says something in other words, so that their
        digest is given. Where the stored tree does not lead
        to the checkpoint that was signed, that is logged, and nothing is proven.
        """
        newest = self.checkpoints.newest()
        if newest is None or not entry_ids:
            return None
        covered = self.database.all(_COVERED, ids=list(entry_ids), size=newest.size)
        if not covered:
            return None
        try:
            paths = self._paths(covered, newest)
        except (TreeBroken, ProofRefused) as error:
            _LOG.error("ledger does not lead to its checkpoint", reason=type(error).__name__)
            return None
        hashes = list(dict.fromkeys(each for path in paths for each in path))
        place = {each: at for at, each in enumerate(hashes)}
        digests = self._digests([each.entry_id for each in covered])
        return {
            "checkpoint": newest.note,
            "hashes": [b64encode(each).decode() for each in hashes],
            "entries": [
                {
                    "index": each.position,
                    "leaf": stored_leaf(each._asdict()),
                    "path": [place[one] for one in path],
                }
                | _parts(digests[each.entry_id], withheld=each.entry_id in withheld)
                for each, path in zip(covered, paths, strict=True)
                if each.entry_id in digests
            ],
        }

    def _paths(self, covered: Sequence[Row], newest: Row) -> list[list[bytes]]:
        """Raises TreeBroken, ProofRefused."""
        tree, root = StoredTree(self.database), SignedNote.read(newest.note).checkpoint().root
        paths = []
        for each in covered:
            path = prove_inclusion(each.position, newest.size, tree.subtree)
            verify_inclusion(
                bytes(each.hash), index=each.position, size=newest.size, proof=path, root=root
            )
            paths.append(path)
        return paths

    def _digests(self, entry_ids: Sequence[Id]) -> dict[Id, tuple[str, str]]:
        """The digests of both parts of each row: what a document tells, and the rest."""
        rows = (leaves.row_of(row._asdict()) for row in self.database.all(_ENTRIES, ids=entry_ids))
        return {
            row["id"]: (
                leaves.part_digest(leaves.told_part(row)).hex(),
                leaves.rest_digest(row, leaves.FORMAT).hex(),
            )
            for row in rows
        }


def _parts(digests: tuple[str, str], *, withheld: bool) -> dict[str, str]:
    told, rest = digests
    return {"rest": rest} | ({"told": told} if withheld else {})
