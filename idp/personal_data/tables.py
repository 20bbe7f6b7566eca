"""Rows of erasures: asked for, withdrawn, carried out. They hold nothing about a person but ids."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, IdColumn, Instant, String

_WAITS: Final = text("withdrawn_at IS NULL AND done_at IS NULL")


class ErasureRow(Base):
    """`asked_by` is who asked, whole (`idp.history.actors`). One of a person waits at a time.

    `held_at`: when it was due first and could not be carried out.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        Index("erasure_of_subject", "subject_id"),
        Index(
            "erasure_waits",
            "subject_id",
            unique=True,
            postgresql_where=_WAITS,
            sqlite_where=_WAITS,
        ),
        Index("erasure_due", "due_at", "subject_id", postgresql_where=_WAITS, sqlite_where=_WAITS),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    asked_by: Mapped[str] = mapped_column(String)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    held_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)


ERASURE: Final[Table] = cast("Table", ErasureRow.__table__)
