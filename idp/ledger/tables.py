"""Rows of the ledger: leaves, inner nodes and checkpoints.

All of them are written once. They hold digests, ids and times, nothing about a person.
"""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import BigInteger, SmallInteger, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, IdColumn, Instant, String


class LedgerLeafRow(Base):
    """The leaf of one entry; it stays when the entry is purged.

    `format` is that of `leaves.MEMBERS`, `entry_digest` the digest of the row, `hash` that of the
    leaf.
    """

    __tablename__ = "ledger_leaf"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The index of the leaf in the tree, from 0."""
    entry_id: Mapped[Id] = mapped_column(IdColumn, unique=True)
    happened_at: Mapped[datetime] = mapped_column(Instant)
    chained_at: Mapped[datetime] = mapped_column(Instant)
    format: Mapped[int] = mapped_column(SmallInteger)
    entry_digest: Mapped[bytes] = mapped_column(Digest)
    hash: Mapped[bytes] = mapped_column(Digest)


class LedgerNodeRow(Base):
    """A complete subtree of 256, 65,536, … leaves, so that a proof reads some hundreds of hashes.

    `level` is a multiple of eight.
    """

    __tablename__ = "ledger_node"

    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(Digest)


class LedgerCheckpointRow(Base):
    """A signed checkpoint: a signed note over the tree with `size` leaves."""

    __tablename__ = "ledger_checkpoint"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    made_at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(String)


LEAF: Final[Table] = cast("Table", LedgerLeafRow.__table__)
NODE: Final[Table] = cast("Table", LedgerNodeRow.__table__)
CHECKPOINT: Final[Table] = cast("Table", LedgerCheckpointRow.__table__)
