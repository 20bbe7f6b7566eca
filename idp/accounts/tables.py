"""Rows of accounts. The user name is sealed; a blind index finds it (D4.3)."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Integer, Table, false, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, IdColumn, Instant, Sealed, String

_GUARDED: Final = text("guarded IS NOT NULL")


class AccountRow(Base):
    """`username_key` is the blind index of the canonical user name.

    `guarded`: whether a guardian may have to confirm; the birth date itself stays sealed.
    `security_stamp` is incremented whenever a credential of the account ends or changes; what was
    authorized under an earlier stamp is no longer valid. `sub_aliased`: whether some relying
    party knows the person by the `sub` of another registration (`tokens.pairwise`).
    """

    __tablename__ = "account"
    __table_args__ = (
        Index("account_guarded", "guarded", postgresql_where=_GUARDED, sqlite_where=_GUARDED),
    )

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    username_key: Mapped[bytes] = mapped_column(Digest, unique=True)
    username_sealed: Mapped[bytes] = mapped_column(Sealed)
    level: Mapped[int | None]
    guarded: Mapped[str | None] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    locale: Mapped[str | None] = mapped_column(String)
    created_at: Mapped[datetime] = mapped_column(Instant)
    activated_at: Mapped[datetime | None] = mapped_column(Instant)
    terms_version: Mapped[str | None] = mapped_column(String)
    terms_accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    lock_ground: Mapped[str | None] = mapped_column(String)
    lock_body: Mapped[str | None] = mapped_column(String)
    lock_remedy: Mapped[str | None] = mapped_column(String)
    locked_at: Mapped[datetime | None] = mapped_column(Instant)
    security_stamp: Mapped[int] = mapped_column(Integer)
    sub_aliased: Mapped[bool] = mapped_column(server_default=false())


ACCOUNT: Final[Table] = cast("Table", AccountRow.__table__)
