"""Rows of stored files. Content is sealed."""

from typing import Final, cast

from sqlalchemy import Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.platform.database import Base, Sealed, String


class StoredFileRow(Base):
    """The sealed content of a file, where the database is its store."""

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(String, primary_key=True)
    content: Mapped[bytes] = mapped_column(Sealed)


STORED_FILE: Final[Table] = cast("Table", StoredFileRow.__table__)
