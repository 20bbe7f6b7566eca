"""Rows of matches that a registry has not answered yet."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, IdColumn, Instant, String


class RegistryMatchRow(Base):
    """Removed when the registry has answered, whatever it says."""

    __tablename__ = "registry_match"

    subject_id: Mapped[Id] = mapped_column(
        IdColumn, ForeignKey("subject.subject_id"), primary_key=True
    )
    asked: Mapped[str] = mapped_column(String)
    reason: Mapped[str] = mapped_column(String)
    tries: Mapped[int]
    since: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)


REGISTRY_MATCH: Final[Table] = cast("Table", RegistryMatchRow.__table__)
