"""Rows of the slice."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy.orm import Mapped, mapped_column

from idp.platform.database import Base, Digest, Document, Instant, String

if TYPE_CHECKING:
    from sqlalchemy import Table


class ClientRow(Base):
    """`particulars` holds what was registered; what changes alone has its own column."""

    __tablename__ = "client"

    client_id: Mapped[str] = mapped_column(String, primary_key=True)
    state: Mapped[str] = mapped_column(String)
    terms_version: Mapped[str | None] = mapped_column(String)
    secret_digest: Mapped[bytes | None] = mapped_column(Digest)
    particulars: Mapped[dict[str, Any]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(Instant)


CLIENT: Final = cast("Table", ClientRow.__table__)
