"""Rows of matches that a registry has not answered yet, and of what registries told."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, IdColumn, Instant, Sealed, String


class RegistryMatchRow(Base):
    """Removed when the registry has answered, whatever it says."""

    __tablename__ = "registry_match"
    __table_args__ = (Index("registry_match_waits", "reason", "since", "subject_id"),)

    subject_id: Mapped[Id] = mapped_column(
        IdColumn, ForeignKey("subject.subject_id"), primary_key=True
    )
    asked: Mapped[str] = mapped_column(String)
    reason: Mapped[str] = mapped_column(String)
    tries: Mapped[int]
    since: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)


class RegistryFeedRow(Base):
    """How far the feed of a registry was read; who reads it claims it by `due_at`.

    `answered_at`: when it last answered. `failing_since` and `failure`: since when it does not, and
    how it failed last; None of a feed that answers.
    """

    __tablename__ = "registry_feed"

    asked: Mapped[str] = mapped_column(String, primary_key=True)
    cursor: Mapped[str] = mapped_column(String)
    due_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    failing_since: Mapped[datetime | None] = mapped_column(Instant)
    failure: Mapped[str | None] = mapped_column(String)


class RegistryEventRow(Base):
    """An event of a feed, so that it counts once.

    `reason`: why it was not applied. `due_at`: when it is tried again; None of what is done with.
    `other_id`: the subject that has the number which the event's is told to have now, and `hold`:
    why the two are not joined (`duplicates.JoinHeld`). `number_key` and `number_sealed`: the number
    of an organisation that is not here, under a key of its own.
    """

    __tablename__ = "registry_event"
    __table_args__ = (
        Index("registry_event_due", "due_at"),
        Index("registry_event_settled", "settled_at"),
        Index("registry_event_of_subject", "subject_id"),
        Index(
            "registry_event_waits",
            "reason",
            "since",
            "asked",
            "event_id",
            postgresql_where=text("due_at IS NOT NULL"),
            sqlite_where=text("due_at IS NOT NULL"),
        ),
    )

    asked: Mapped[str] = mapped_column(String, primary_key=True)
    event_id: Mapped[str] = mapped_column(String, primary_key=True)
    subject_id: Mapped[Id | None] = mapped_column(IdColumn)
    reason: Mapped[str | None] = mapped_column(String)
    tries: Mapped[int]
    since: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    other_id: Mapped[Id | None] = mapped_column(IdColumn)
    hold: Mapped[str | None] = mapped_column(String)
    number_key: Mapped[bytes | None] = mapped_column(Sealed)
    number_sealed: Mapped[bytes | None] = mapped_column(Sealed)


REGISTRY_FEED: Final[Table] = cast("Table", RegistryFeedRow.__table__)
REGISTRY_EVENT: Final[Table] = cast("Table", RegistryEventRow.__table__)
REGISTRY_MATCH: Final[Table] = cast("Table", RegistryMatchRow.__table__)
