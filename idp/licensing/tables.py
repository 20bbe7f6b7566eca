"""Rows of providers."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, IdColumn, Instant, String


class ProviderRow(Base):
    __tablename__ = "provider"
    __table_args__ = (
        Index("provider_by_name", "name", "id"),
        Index("provider_by_end", "certificate_until", "id"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    name: Mapped[str] = mapped_column(String)
    certificate_until: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    help_line: Mapped[str] = mapped_column(String)
    mail: Mapped[str | None] = mapped_column(String)


PROVIDER: Final[Table] = cast("Table", ProviderRow.__table__)
