"""Rows of one-time tokens; only the digest of a handle is stored."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, IdColumn, Instant, Sealed, String


class ProofRow(Base):
    """`content_sealed` is sealed under the handle, which is not in the database."""

    __tablename__ = "proof"
    __table_args__ = (
        Index("proof_once", "kind", "audience", "digest", unique=True),
        Index("proof_expiry", "expires_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    kind: Mapped[str] = mapped_column(String)
    audience: Mapped[str] = mapped_column(String)
    digest: Mapped[bytes] = mapped_column(Digest)
    subject_id: Mapped[Id | None] = mapped_column(IdColumn)
    transaction_id: Mapped[Id | None] = mapped_column(IdColumn)
    content_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    consumed_at: Mapped[datetime | None] = mapped_column(Instant)


PROOF: Final[Table] = cast("Table", ProofRow.__table__)
