"""Rows of violation cases."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, String


class ViolationRow(Base):
    """`fingerprint` is unique while the case is open, so that a flood of repeats is one row."""

    __tablename__ = "violation"
    __table_args__ = (Index("violation_state", "state", "id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    kind: Mapped[str] = mapped_column(String)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    issued_to: Mapped[str | None] = mapped_column(String)
    shown_by: Mapped[str | None] = mapped_column(String)
    subject_id: Mapped[Id | None] = mapped_column(IdColumn)
    evidence: Mapped[dict[str, Any]] = mapped_column(Document)
    owner: Mapped[str | None] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    outcome: Mapped[str | None] = mapped_column(String)
    times: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant)
    fingerprint: Mapped[bytes | None] = mapped_column(Digest, unique=True)


VIOLATION: Final[Table] = cast("Table", ViolationRow.__table__)
