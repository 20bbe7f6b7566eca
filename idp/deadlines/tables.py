"""Rows of terms that run or ran."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Document, IdColumn, Instant, String


class DeadlineRow(Base):
    """One term in one case; at most one of the same term runs in a case at a time.

    `next_at` is the next instant at which something has to be recorded, empty when nothing is left.
    `calendar` is the edition as an ISO date, `certainty` the number of a `Certainty`.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        Index(
            "deadline_running_in_case",
            "case_id",
            "term",
            unique=True,
            postgresql_where=text("stopped_at IS NULL"),
            sqlite_where=text("stopped_at IS NULL"),
        ),
        Index("deadline_of_case", "case_id", "id"),
        Index(
            "deadline_next",
            "next_at",
            postgresql_where=text("next_at IS NOT NULL"),
            sqlite_where=text("next_at IS NOT NULL"),
        ),
        Index(
            "deadline_running",
            "due_at",
            "id",
            postgresql_where=text("stopped_at IS NULL"),
            sqlite_where=text("stopped_at IS NULL"),
        ),
        Index(
            "deadline_counted_with",
            "calendar",
            postgresql_where=text("next_at IS NOT NULL"),
            sqlite_where=text("next_at IS NOT NULL"),
        ),
        Index("deadline_due", "due_at"),
        Index(
            "deadline_stopped",
            "stopped_at",
            postgresql_where=text("stopped_at IS NOT NULL"),
            sqlite_where=text("stopped_at IS NOT NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    case_id: Mapped[Id] = mapped_column(IdColumn)
    case_kind: Mapped[str] = mapped_column(String)
    term: Mapped[str] = mapped_column(String)
    rule_set: Mapped[str] = mapped_column(String)
    started_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    half_at: Mapped[datetime] = mapped_column(Instant)
    most_at: Mapped[datetime] = mapped_column(Instant)
    escalate_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    calendar: Mapped[str] = mapped_column(String)
    certainty: Mapped[int]
    half_warned_at: Mapped[datetime | None] = mapped_column(Instant)
    warned_at: Mapped[datetime | None] = mapped_column(Instant)
    escalated_at: Mapped[datetime | None] = mapped_column(Instant)
    breached_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String)


class TermMonthRow(Base):
    """What was due in a month (`month`: its first day as an ISO date), counted as of an instant.

    Counted are the terms whose ids are less than `before_id`, as they stood at `until`, their
    lengths with the edition `calendar`; `groups` as `reports.DueGroup` and `reports.DueCount`.
    """

    __tablename__ = "term_month"

    month: Mapped[str] = mapped_column(String, primary_key=True)
    until: Mapped[datetime] = mapped_column(Instant)
    before_id: Mapped[Id] = mapped_column(IdColumn)
    calendar: Mapped[str] = mapped_column(String)
    groups: Mapped[list[Any]] = mapped_column(Document)


TERM_MONTH: Final[Table] = cast("Table", TermMonthRow.__table__)
DEADLINE: Final[Table] = cast("Table", DeadlineRow.__table__)
