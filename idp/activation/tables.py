"""Rows of links that activate an account; the database has their digests only."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, IdColumn, Instant, String


class ActivationLinkRow(Base):
    """Those of a person that are neither used nor replaced end at the first activation by one.

    `printed_by`: the user and host of who printed it for the installation; empty of one that was
    sent.
    """

    __tablename__ = "activation_link"
    __table_args__ = (Index("activation_link_of_subject", "subject_id", "sent_at"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)
    printed_by: Mapped[str | None] = mapped_column(String)


ACTIVATION_LINK: Final[Table] = cast("Table", ActivationLinkRow.__table__)
