"""Rows of documents and of stored files. Content is sealed."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import BigInteger, Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, IdColumn, Instant, Sealed, String


class StoredFileRow(Base):
    """The sealed content of a file, where the database is its store."""

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(String, primary_key=True)
    content: Mapped[bytes] = mapped_column(Sealed)


class DocumentRow(Base):
    """A document of a case, without its content."""

    __tablename__ = "document"
    __table_args__ = (
        Index("document_of_case", "case_number", "id"),
        Index("document_age", "stored_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    case_number: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    media_type: Mapped[str] = mapped_column(String)
    size: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[bytes] = mapped_column(Digest)
    sent_digest: Mapped[bytes] = mapped_column(Digest)
    stored_at: Mapped[datetime] = mapped_column(Instant)


STORED_FILE: Final[Table] = cast("Table", StoredFileRow.__table__)
DOCUMENT: Final[Table] = cast("Table", DocumentRow.__table__)
