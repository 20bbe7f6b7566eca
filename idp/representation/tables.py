"""Rows of representations. A number that nobody here has is kept as a blind index (D4.3)."""

from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import Date, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, String

_UNKNOWN = text("agent_id IS NULL")
_IN_FORCE = text("ended_at IS NULL")


class RepresentationRow(Base):
    """`number_index`: of the agent's personal number, None of one who was registered here then.

    `passed_on`: the joins of duplicates by which it is about somebody else than before, the last
    one at the end: `[join, "agent_id" or "principal_id", the subject before]` each.
    """

    __tablename__ = "representation"
    __table_args__ = (
        Index("representation_of_principal", "principal_id"),
        Index("representation_of_agent", "agent_id"),
        Index(
            "representation_of_number",
            "number_index",
            postgresql_where=_UNKNOWN,
            sqlite_where=_UNKNOWN,
        ),
        Index(
            "representation_in_force",
            "kind",
            "principal_id",
            postgresql_where=_IN_FORCE,
            sqlite_where=_IN_FORCE,
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    principal_id: Mapped[Id] = mapped_column(IdColumn)
    agent_id: Mapped[Id | None] = mapped_column(IdColumn)
    number_index: Mapped[bytes | None] = mapped_column(Digest)
    kind: Mapped[str] = mapped_column(String)
    source: Mapped[str] = mapped_column(String)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    jointly: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    passed_on: Mapped[list[Any]] = mapped_column(Document)


REPRESENTATION: Final[Table] = cast("Table", RepresentationRow.__table__)


class AgreementRequestRow(Base):
    """`record_id`: the record of representation, which is about the person, also after a join.

    `case_id`: a case, which does not change; or the ward whose account is to be activated, or who
    is to get a new password, with the `version` of what was agreed to.
    """

    __tablename__ = "agreement_request"
    __table_args__ = (
        UniqueConstraint("case_id", "record_id", name="agreement_request_once"),
        Index("agreement_request_of_record", "record_id"),
        Index("agreement_request_waiting", "state", "id"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    case_id: Mapped[Id] = mapped_column(IdColumn)
    record_id: Mapped[Id] = mapped_column(IdColumn)
    state: Mapped[str] = mapped_column(String)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[bytes | None] = mapped_column(Digest)


AGREEMENT_REQUEST: Final[Table] = cast("Table", AgreementRequestRow.__table__)
