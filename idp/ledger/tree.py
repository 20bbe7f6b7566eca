"""The tree as it is stored: hashes of complete subtrees, read a tile at a time.

A tile is 256 neighbouring hashes of one level that is a multiple of eight. Whatever the size of the
tree, a proof reads two or three tiles of each such level.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select

from idp.ledger.offline import leaves
from idp.ledger.offline.merkle import Frontier, node_hash
from idp.ledger.tables import LEAF, NODE
from idp.platform.database import Database

_BITS: Final = 8
"""Levels of a tile."""
_LEAVES_OF_TILE: Final = select(LEAF.c.position, LEAF.c.hash).where(
    LEAF.c.position >= bindparam("begin"), LEAF.c.position < bindparam("end")
)
_NODES_OF_TILE: Final = select(NODE.c.position, NODE.c.hash).where(
    NODE.c.level == bindparam("level"),
    NODE.c.position >= bindparam("begin"),
    NODE.c.position < bindparam("end"),
)
_NEWEST: Final = select(func.max(LEAF.c.position))
_INSERT_NODE: Final = insert(NODE)


class TreeBroken(Exception):
    """A hash of the stored tree is missing: somebody removed it."""


class StoredTree:
    """Reads subtrees for one operation; the tiles it has read are kept as long as it lives."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tiles: dict[tuple[int, int], dict[int, bytes]] = {}

    def subtree(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree. Raises TreeBroken."""
        band = level - level % _BITS
        below = level - band
        begin, count = index << below, 1 << below
        tile = self._tile(band, begin >> _BITS)
        try:
            hashes = [tile[at] for at in range(begin, begin + count)]
        except KeyError as error:
            raise TreeBroken(f"level {band}, index {error}") from error
        while len(hashes) > 1:
            pairs = zip(hashes[::2], hashes[1::2], strict=True)
            hashes = [node_hash(left, right) for left, right in pairs]
        return hashes[0]

    def _tile(self, band: int, number: int) -> dict[int, bytes]:
        tile = self._tiles.get((band, number))
        if tile is None:
            span = {"begin": number << _BITS, "end": (number + 1) << _BITS}
            rows = (
                self._database.all(_NODES_OF_TILE, level=band, **span)
                if band
                else self._database.all(_LEAVES_OF_TILE, **span)
            )
            tile = self._tiles[band, number] = {row.position: bytes(row.hash) for row in rows}
        return tile


def size_of(database: Database) -> int:
    """How many leaves there are."""
    row = database.one(_NEWEST)
    return 0 if row is None or row[0] is None else int(row[0]) + 1


def stored_leaf(columns: Mapping[str, Any]) -> dict[str, Any]:
    """A leaf as JSON, of the columns of its row."""
    return {
        "chained_at": leaves.instant(columns["chained_at"]),
        "entry": bytes(columns["entry_digest"]).hex(),
        "format": columns["format"],
        "happened_at": leaves.instant(columns["happened_at"]),
        "id": columns["entry_id"],
    }


def extend(database: Database, frontier: Frontier, leaves: Iterable[bytes]) -> None:
    """Append hashes of leaves to the frontier, and store the subtrees that tiles are made of."""
    stored = [
        {"level": level, "position": index, "hash": hashed}
        for leaf in leaves
        for level, index, hashed in frontier.append(leaf)
        if level % _BITS == 0
    ]
    if stored:
        database.execute_many(_INSERT_NODE, stored)
