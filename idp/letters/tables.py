"""Rows of letters and of proofs of their delivery. What a letter says is sealed."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class LetterRow(Base):
    """A letter is sealed under the key of `subject_id`, its recipient or whom it is about.

    One about no person has a `data_key` of its own. `digest` is that of the sealed PDF.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("letter_of_subject", "subject_id", "id"),
        Index("letter_age", "dated_at"),
        Index(
            "letter_to_make",
            "due_at",
            postgresql_where=text("digest IS NULL"),
            sqlite_where=text("digest IS NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    number: Mapped[str] = mapped_column(String, unique=True)
    kind: Mapped[str] = mapped_column(String)
    dated_at: Mapped[datetime] = mapped_column(Instant)
    language: Mapped[str] = mapped_column(String)
    subject_id: Mapped[Id | None] = mapped_column(IdColumn)
    to_person: Mapped[bool]
    data_key: Mapped[bytes | None] = mapped_column(Sealed)
    content_sealed: Mapped[bytes] = mapped_column(Sealed)
    signer: Mapped[dict[str, Any]] = mapped_column(Document)
    due_at: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
    digest: Mapped[bytes | None] = mapped_column(Digest)
    sealed_at: Mapped[datetime | None] = mapped_column(Instant)


class LetterDeliveryRow(Base):
    """One proof of delivery; the same one is kept once."""

    __tablename__ = "letter_delivery"
    __table_args__ = (Index("letter_delivery_age", "at"),)

    letter_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    how: Mapped[str] = mapped_column(String, primary_key=True)
    detail: Mapped[str] = mapped_column(String, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


LETTER: Final[Table] = cast("Table", LetterRow.__table__)
LETTER_DELIVERY: Final[Table] = cast("Table", LetterDeliveryRow.__table__)
