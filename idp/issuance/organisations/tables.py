"""What each other representative of an organisation was asked, and said. Names nobody."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, IdColumn, Instant, String


class AgreementRequestRow(Base):
    """`record_id`: the record of representation, which is about the person, also after a join."""

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


AGREEMENT_REQUEST: Final[Table] = cast("Table", AgreementRequestRow.__table__)
