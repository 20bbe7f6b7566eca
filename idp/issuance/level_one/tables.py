"""Rows of what the national application sends before there is an account."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Integer, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class ApplicationInstanceRow(Base):
    """An installed application, by a key that the maker of the telephone attested; of no person.

    `thumbprint` is SHA-256 of the JWK (RFC 7638), `point` the public key; `serials` are those of
    the certificates above it, `anchor` the root. It signs until `ends_at`.
    """

    __tablename__ = "application_instance"

    thumbprint: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    point: Mapped[bytes] = mapped_column(Sealed)
    package: Mapped[str] = mapped_column(String)
    signer: Mapped[bytes] = mapped_column(Digest)
    anchor: Mapped[bytes] = mapped_column(Digest)
    serials: Mapped[list[Any]] = mapped_column(Document)
    registered_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True)


class LevelOneRequestRow(Base):
    """What an application sent, by the number of its receipt.

    `thumbprint`: of the key that signed it, and that asks for its state. The content is sealed
    under the key of the row, and both are gone once it was checked: then it is a case, or refused
    for a `reason`, or `withdrawn_at` before that. `letter`: the number of the one that states a
    refusal, of the case too. `due_at`: when it is looked at next; far away once there is nothing
    to do.
    """

    __tablename__ = "level_one_request"
    __table_args__ = (Index("level_one_request_due", "due_at", "id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    number: Mapped[str] = mapped_column(String, unique=True)
    thumbprint: Mapped[bytes] = mapped_column(Digest)
    idempotency: Mapped[bytes] = mapped_column(Digest, unique=True)
    content_digest: Mapped[bytes] = mapped_column(Digest)
    data_key: Mapped[bytes | None] = mapped_column(Sealed)
    content_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    due_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str | None] = mapped_column(String)
    case_id: Mapped[Id | None] = mapped_column(IdColumn)
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    letter: Mapped[str | None] = mapped_column(String)


APPLICATION_INSTANCE: Final[Table] = cast("Table", ApplicationInstanceRow.__table__)
LEVEL_ONE_REQUEST: Final[Table] = cast("Table", LevelOneRequestRow.__table__)
