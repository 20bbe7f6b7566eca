"""Rows of proposed changes, and the value in force of each switch that was ever changed."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Document, IdColumn, Instant, String


class PolicyChangeRow(Base):
    __tablename__ = "policy_change"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    switch: Mapped[str] = mapped_column(String)
    before: Mapped[Any] = mapped_column(Document, nullable=False)
    after: Mapped[Any] = mapped_column(Document, nullable=False)
    state: Mapped[str] = mapped_column(String)
    proposed_by: Mapped[str] = mapped_column(String)
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    approved_by: Mapped[str | None] = mapped_column(String)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)


class PolicyValueRow(Base):
    __tablename__ = "policy_value"

    switch: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[Any] = mapped_column(Document, nullable=False)


POLICY_CHANGE: Final[Table] = cast("Table", PolicyChangeRow.__table__)
POLICY_VALUE: Final[Table] = cast("Table", PolicyValueRow.__table__)
