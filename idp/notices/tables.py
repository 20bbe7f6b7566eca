"""Rows of the outbox, and of what an account keeps of it. Addresses and contents are sealed."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Document, IdColumn, Instant, Sealed, String

_OF_A_PERSON: Final = text("subject_id IS NOT NULL")
_UNREAD: Final = text("read_at IS NULL")


class NoticeRow(Base):
    """To a person `kind` and `facts_sealed` are set; to a relying party the rest.

    `credential_id`: the credential or contact whose wait this letter shortens. `letter`: the number
    of the numbered letter that it tells of. `data_key`: under which a letter to nobody we know is
    sealed.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("notice_due_in_channel", "state", "channel", "due_at"),
        Index(
            "notice_of_subject",
            "subject_id",
            postgresql_where=_OF_A_PERSON,
            sqlite_where=_OF_A_PERSON,
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    channel: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    queued_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int]
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    subject_id: Mapped[Id | None] = mapped_column(IdColumn)
    kind: Mapped[str | None] = mapped_column(String)
    facts_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    data_key: Mapped[bytes | None] = mapped_column(Sealed)
    credential_id: Mapped[Id | None] = mapped_column(IdColumn)
    letter: Mapped[str | None] = mapped_column(String)
    client_id: Mapped[str | None] = mapped_column(String)
    uri: Mapped[str | None] = mapped_column(String)
    claims: Mapped[dict[str, Any] | None] = mapped_column(Document)
    alg: Mapped[str | None] = mapped_column(String)


NOTICE: Final[Table] = cast("Table", NoticeRow.__table__)


class AccountMessageRow(Base):
    """What a person with an account was told, to be read there.

    `content_sealed`: what its words name, and where else it was sent.
    """

    __tablename__ = "account_message"
    __table_args__ = (
        Index("account_message_of_subject", "subject_id", "id"),
        Index(
            "account_message_unread",
            "subject_id",
            postgresql_where=_UNREAD,
            sqlite_where=_UNREAD,
        ),
        Index("account_message_age", "told_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    kind: Mapped[str] = mapped_column(String)
    told_at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    content_sealed: Mapped[bytes] = mapped_column(Sealed)


ACCOUNT_MESSAGE: Final[Table] = cast("Table", AccountMessageRow.__table__)
