"""Rows of authentication events and sessions."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Integer, SmallInteger, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.platform.database import Base, Digest, Document, IdColumn, Instant, String


class AuthenticationEventRow(Base):
    """`shown` holds each piece with its bounds; None in rows older than bindings.

    `session_id`: the session it began or renewed; None in rows of older releases.
    """

    __tablename__ = "authentication_event"
    __table_args__ = (Index("authentication_event_age", "authenticated_at"),)

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[str] = mapped_column(IdColumn)
    transaction_id: Mapped[str] = mapped_column(IdColumn, unique=True)
    client_id: Mapped[str | None] = mapped_column(String)
    level: Mapped[int] = mapped_column(SmallInteger)
    kinds: Mapped[list[Any]] = mapped_column(Document)
    shown: Mapped[list[Any] | None] = mapped_column(Document)
    purpose: Mapped[str | None] = mapped_column(String)
    session_id: Mapped[str | None] = mapped_column(IdColumn)
    authenticated_at: Mapped[datetime] = mapped_column(Instant)


class SessionRow(Base):
    """`security_stamp` is the account's under which it is live.

    `evidence_stopped_at`: since when a credential of its sign-in is stopped.
    """

    __tablename__ = "session"
    __table_args__ = (
        Index("session_of_subject", "subject_id"),
        Index("session_expiry", "expires_at"),
    )

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[str] = mapped_column(IdColumn)
    token_digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    event_id: Mapped[str] = mapped_column(IdColumn)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    device: Mapped[str] = mapped_column(String)
    security_stamp: Mapped[int] = mapped_column(Integer)
    evidence_stopped_at: Mapped[datetime | None] = mapped_column(Instant)


class DeskSessionRow(Base):
    """A session of the officers' desk. `event_id` is the sign-in that began it, which begins one.

    `session_id` is the session of the own account that the same sign-in began or renewed: the desk
    ends with it.
    """

    __tablename__ = "desk_session"
    __table_args__ = (
        Index("desk_session_of_subject", "subject_id"),
        Index("desk_session_expiry", "expires_at"),
    )

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[str] = mapped_column(IdColumn)
    token_digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    event_id: Mapped[str] = mapped_column(IdColumn, unique=True)
    session_id: Mapped[str] = mapped_column(IdColumn)
    appointment_id: Mapped[str | None] = mapped_column(IdColumn)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    device: Mapped[str] = mapped_column(String)
    security_stamp: Mapped[int] = mapped_column(Integer)


EVENT: Final = cast("Table", AuthenticationEventRow.__table__)
SESSION: Final = cast("Table", SessionRow.__table__)
DESK_SESSION: Final = cast("Table", DeskSessionRow.__table__)
