"""Rows of clients and their origins."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from idp.platform.database import Base, Digest, Document, Instant, String

if TYPE_CHECKING:
    from sqlalchemy import Table


class ClientRow(Base):
    """`particulars` is the registration; separately changing parts have their own columns.

    `former_secret_digest` is that of the secret before the last rotation, good until
    `former_secret_until`. `tokens_from`: when it was last activated after a suspension.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index("client_by_age", "created_at", "client_id"),
        Index("client_by_state", "state", "client_id"),
    )

    client_id: Mapped[str] = mapped_column(String, primary_key=True)
    state: Mapped[str] = mapped_column(String)
    terms_version: Mapped[str | None] = mapped_column(String)
    secret_digest: Mapped[bytes | None] = mapped_column(Digest)
    former_secret_digest: Mapped[bytes | None] = mapped_column(Digest)
    former_secret_until: Mapped[datetime | None] = mapped_column(Instant)
    particulars: Mapped[dict[str, Any]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(Instant)
    tokens_from: Mapped[datetime | None] = mapped_column(Instant)


class ClientOriginRow(Base):
    """An allowed origin of a client, for look-up by origin."""

    __tablename__ = "client_origin"
    __table_args__ = (Index("client_origin_of_client", "client_id"),)

    origin: Mapped[str] = mapped_column(String, primary_key=True)
    client_id: Mapped[str] = mapped_column(String, primary_key=True)


CLIENT: Final = cast("Table", ClientRow.__table__)
CLIENT_ORIGIN: Final = cast("Table", ClientOriginRow.__table__)
