"""Rows of reports and of counter visits."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, String


class LossCaseRow(Base):
    __tablename__ = "loss_case"
    __table_args__ = (
        Index("loss_case_of_subject", "subject_id"),
        Index("loss_case_state", "state", "id"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    number: Mapped[str] = mapped_column(String, unique=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    reason: Mapped[str] = mapped_column(String)
    lost: Mapped[list[str]] = mapped_column(Document)
    reported_by: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    reported_at: Mapped[datetime] = mapped_column(Instant)
    lettered: Mapped[bool]
    providers: Mapped[list[str]] = mapped_column(Document)
    owner: Mapped[str | None] = mapped_column(String)
    outcome: Mapped[str | None] = mapped_column(String)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    final_at: Mapped[datetime | None] = mapped_column(Instant)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)


class LossStopRow(Base):
    """A credential stopped by a report on weak proof, so that retracting resumes no other."""

    __tablename__ = "loss_stop"

    case_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("loss_case.id"), primary_key=True)
    credential_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True, index=True)


class LossClearingRow(Base):
    """One means that an officer removed for good while the case was not closed."""

    __tablename__ = "loss_clearing"

    case_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("loss_case.id"), primary_key=True)
    credential_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    kind: Mapped[str] = mapped_column(String)


class LossLinkRequestRow(Base):
    """A link to report a loss was asked for; the account of the name is looked up later."""

    __tablename__ = "loss_link_request"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    username_key: Mapped[bytes] = mapped_column(Digest)
    reason: Mapped[str] = mapped_column(String)
    lost: Mapped[list[str]] = mapped_column(Document)
    asked_at: Mapped[datetime] = mapped_column(Instant)


class ForgottenRequestRow(Base):
    """A user name or a link was asked for (`losses.forgotten`); the account is looked up later.

    `known`: the password was proven in that browser before, or nobody asked by that name for a day.
    """

    __tablename__ = "forgotten_request"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    account_key: Mapped[bytes] = mapped_column(Digest)
    forgotten: Mapped[str] = mapped_column(String)
    known: Mapped[bool]
    asked_at: Mapped[datetime] = mapped_column(Instant)


class CounterVisitRow(Base):
    __tablename__ = "counter_visit"
    __table_args__ = (Index("counter_visit_of_subject", "subject_id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    state: Mapped[str] = mapped_column(String)
    document: Mapped[str] = mapped_column(String)
    begun_by: Mapped[str] = mapped_column(String)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by: Mapped[str | None] = mapped_column(String)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)


LOSS_CASE: Final = cast("Table", LossCaseRow.__table__)
LOSS_STOP: Final = cast("Table", LossStopRow.__table__)
LOSS_CLEARING: Final = cast("Table", LossClearingRow.__table__)
LOSS_LINK_REQUEST: Final = cast("Table", LossLinkRequestRow.__table__)
FORGOTTEN_REQUEST: Final = cast("Table", ForgottenRequestRow.__table__)
COUNTER_VISIT: Final = cast("Table", CounterVisitRow.__table__)
