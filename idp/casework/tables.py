"""Rows of cases and of their events; only the engine writes them."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Document, IdColumn, Instant, String

_WAITS: Final = text("closed_at IS NULL")
_UNTAKEN: Final = text("closed_at IS NULL AND owner IS NULL")
_ABOUT_A_PERSON: Final = text("subject_id IS NOT NULL")
_ABOUT_A_CLIENT: Final = text("client_id IS NOT NULL")


class CaseFileRow(Base):
    """`id` is that of the slice's own row about the case, where it has one.

    `due_by` is `domain.cases.NO_TERM` where nothing is due.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        Index(
            "case_file_queue",
            "desk",
            "due_by",
            "id",
            postgresql_where=_UNTAKEN,
            sqlite_where=_UNTAKEN,
        ),
        Index(
            "case_file_desk",
            "desk",
            "due_by",
            "id",
            postgresql_where=_WAITS,
            sqlite_where=_WAITS,
        ),
        Index(
            "case_file_owner",
            "owner",
            "due_by",
            "id",
            postgresql_where=_WAITS,
            sqlite_where=_WAITS,
        ),
        Index("case_file_due", "due_by", "id", postgresql_where=_WAITS, sqlite_where=_WAITS),
        Index("case_file_state", "procedure", "state", "id"),
        Index(
            "case_file_subject",
            "subject_id",
            "id",
            postgresql_where=_ABOUT_A_PERSON,
            sqlite_where=_ABOUT_A_PERSON,
        ),
        Index(
            "case_file_client",
            "client_id",
            "id",
            postgresql_where=_ABOUT_A_CLIENT,
            sqlite_where=_ABOUT_A_CLIENT,
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    number: Mapped[str] = mapped_column(String, unique=True)
    procedure: Mapped[str] = mapped_column(String)
    rule_set: Mapped[str] = mapped_column(String)
    subject_id: Mapped[Id | None] = mapped_column(IdColumn)
    client_id: Mapped[str | None] = mapped_column(String)
    body_id: Mapped[Id | None] = mapped_column(IdColumn)
    desk: Mapped[str] = mapped_column(String)
    owner: Mapped[str | None] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    version: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    due_by: Mapped[datetime] = mapped_column(Instant)


class CaseEventRow(Base):
    """One event of a case; `actor` is who acted, whole (`idp.history.actors`)."""

    __tablename__ = "case_event"

    case_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("case_file.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    actor: Mapped[str] = mapped_column(String)
    facts: Mapped[dict[str, Any]] = mapped_column(Document)
    at: Mapped[datetime] = mapped_column(Instant)
    decision_id: Mapped[Id | None] = mapped_column(IdColumn)
    due_by: Mapped[datetime] = mapped_column(Instant)


class CaseCheckRow(Base):
    """When the cases were last checked, and how many were at fault; one row, `only` is 1."""

    __tablename__ = "case_check"

    only: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    checked_at: Mapped[datetime] = mapped_column(Instant)
    faulty: Mapped[int]


CASE_FILE: Final[Table] = cast("Table", CaseFileRow.__table__)
CASE_EVENT: Final[Table] = cast("Table", CaseEventRow.__table__)
CASE_CHECK: Final[Table] = cast("Table", CaseCheckRow.__table__)
