"""Rows of terminals and of their requests."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, SmallInteger, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class TerminalRow(Base):
    """`key_thumbprint` is SHA-256 of RFC 7638: one key is one terminal, of one client.

    `kid` is the name its client knows the key by.
    """

    __tablename__ = "terminal"
    __table_args__ = (
        Index("terminal_of_client", "client_id", "kid", unique=True),
        Index("terminal_by_branch", "branch", "id"),
        Index("terminal_by_state", "state", "client_id", "kid"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    client_id: Mapped[str] = mapped_column(String)
    branch: Mapped[str] = mapped_column(String)
    address: Mapped[str] = mapped_column(String)
    desk: Mapped[str] = mapped_column(String)
    kid: Mapped[str] = mapped_column(String)
    key: Mapped[dict[str, Any]] = mapped_column(Document)
    key_thumbprint: Mapped[bytes] = mapped_column(Digest, unique=True)
    networks: Mapped[list[str]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String)
    registered_at: Mapped[datetime] = mapped_column(Instant)


class BackchannelRequestRow(Base):
    """`auth_req_digest` is SHA-256 of the `auth_req_id`, `number_digest` keyed over the number.

    `asked_sealed` is the request and the message without its number, sealed under a key of the
    keyring; rows of the first release have them in clear, as `asked` and `words`. `family_id` is
    chosen when the request is made, so that a replay can revoke the first tokens. `grant` is the
    approved grant, without personal data; `ping_id` is the notice of the ping. `page` is the digest
    of the phone's page when its key approved and a PIN had to follow.
    """

    __tablename__ = "backchannel_request"
    __table_args__ = (
        Index("backchannel_request_of_device", "device_id", "expires_at"),
        Index("backchannel_request_expiry", "expires_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    auth_req_digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    client_id: Mapped[str] = mapped_column(String)
    terminal_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    device_id: Mapped[Id] = mapped_column(IdColumn)
    asked: Mapped[dict[str, Any] | None] = mapped_column(Document)
    words: Mapped[str | None] = mapped_column(String)
    asked_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    number_digest: Mapped[bytes] = mapped_column(Digest)
    state: Mapped[str] = mapped_column(String)
    tries: Mapped[int] = mapped_column(SmallInteger)
    interval_seconds: Mapped[int] = mapped_column(SmallInteger)
    polled_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    touched_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    family_id: Mapped[Id] = mapped_column(IdColumn)
    grant: Mapped[dict[str, Any] | None] = mapped_column(Document)
    ping_id: Mapped[Id | None] = mapped_column(IdColumn)
    page: Mapped[str | None] = mapped_column(String)


TERMINAL: Final = cast("Table", TerminalRow.__table__)
REQUEST: Final = cast("Table", BackchannelRequestRow.__table__)
