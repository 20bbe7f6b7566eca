"""Rows of consents."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Integer, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Document, IdColumn, Instant, String


class ConsentRow(Base):
    """Immutable but for its end: `withdrawn_at` by the person, `superseded_at` by a newer one.

    And but for `questions`, which counts the values compared on it.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("consent_of_subject", "subject_id", "client_id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    client_id: Mapped[str] = mapped_column(String)
    provider: Mapped[str | None] = mapped_column(String)
    items: Mapped[list[str]] = mapped_column(Document)
    purposes: Mapped[dict[str, str]] = mapped_column(Document)
    declined: Mapped[list[str]] = mapped_column(Document)
    text_version: Mapped[str] = mapped_column(String)
    text_digest: Mapped[str] = mapped_column(String)
    lang: Mapped[str] = mapped_column(String)
    legal_basis: Mapped[str] = mapped_column(String)
    level: Mapped[int] = mapped_column(Integer)
    transaction_id: Mapped[Id] = mapped_column(IdColumn)
    given_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    questions: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)


CONSENT: Final = cast("Table", ConsentRow.__table__)
