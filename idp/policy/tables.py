"""Rows of proposed changes, the value in force of each changed switch, and trust anchors."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Document, IdColumn, Instant, Sealed, String

_PENDING: Final = text("state = 'pending_second_approval'")


class PolicyChangeRow(Base):
    __tablename__ = "policy_change"
    __table_args__ = (
        Index(
            "policy_change_pending",
            "switch",
            postgresql_where=_PENDING,
            sqlite_where=_PENDING,
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    switch: Mapped[str] = mapped_column(String)
    before: Mapped[Any] = mapped_column(Document, nullable=False)
    after: Mapped[Any] = mapped_column(Document, nullable=False)
    state: Mapped[str] = mapped_column(String)
    proposed_by: Mapped[str] = mapped_column(String)
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    approved_by: Mapped[str | None] = mapped_column(String)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)


class PolicyValueRow(Base):
    __tablename__ = "policy_value"

    switch: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[Any] = mapped_column(Document, nullable=False)


class TrustAnchorRow(Base):
    """`certificate` is DER and public; `fingerprint` is its SHA-256 in hexadecimal."""

    __tablename__ = "trust_anchor"
    __table_args__ = (Index("trust_anchor_fingerprint", "fingerprint"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    kind: Mapped[str] = mapped_column(String)
    subject: Mapped[str] = mapped_column(String)
    fingerprint: Mapped[str] = mapped_column(String)
    certificate: Mapped[bytes] = mapped_column(Sealed)
    not_after: Mapped[datetime] = mapped_column(Instant)
    profile: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    proposed_by: Mapped[str] = mapped_column(String)
    approved_by: Mapped[str | None] = mapped_column(String)
    withdrawn_by: Mapped[str | None] = mapped_column(String)


POLICY_CHANGE: Final[Table] = cast("Table", PolicyChangeRow.__table__)
POLICY_VALUE: Final[Table] = cast("Table", PolicyValueRow.__table__)
TRUST_ANCHOR: Final[Table] = cast("Table", TrustAnchorRow.__table__)
