"""Rows of contacts that a code was asked for; emptied each second by who sends it."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, IdColumn, Instant, Sealed


class SignUpRequestRow(Base):
    """Whether the contact has an account is looked up later, so that no page takes longer for it.

    Contact and code are sealed under the key of the row, and go with it.
    """

    __tablename__ = "sign_up_request"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    data_key: Mapped[bytes] = mapped_column(Sealed)
    content_sealed: Mapped[bytes] = mapped_column(Sealed)
    asked_at: Mapped[datetime] = mapped_column(Instant)


SIGN_UP_REQUEST: Final[Table] = cast("Table", SignUpRequestRow.__table__)
