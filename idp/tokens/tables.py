"""Rows of codes, families and revoked tokens."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Integer, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class CodeRow(Base):
    """`grant_sealed` is sealed under the code itself.

    `family_id` is chosen when the code is made, so that a replay can revoke the first tokens.
    """

    __tablename__ = "authorization_code"
    __table_args__ = (Index("authorization_code_expiry", "expires_at"),)

    digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    client_id: Mapped[str] = mapped_column(String)
    family_id: Mapped[Id] = mapped_column(IdColumn)
    redirect_uri: Mapped[str] = mapped_column(String)
    code_challenge: Mapped[str] = mapped_column(String)
    grant_sealed: Mapped[bytes] = mapped_column(Sealed)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    redeemed_at: Mapped[datetime | None] = mapped_column(Instant)


class FamilyRow(Base):
    """The state of all tokens from one code, in one row, so that a refresh is one write.

    `last_digest` is the digest of the valid refresh token, `generation` how many came before it,
    `rotated_at` when it was made. `seen_jti` is the access token with which userinfo was last read.
    `comparisons_sealed`: values to compare, under the person's own key. `security_stamp` is the
    account's under which the family lives. `refresh_told_at`: when a refresh was last written to
    the history, once a calendar day. `sub_of`: the subject from whose id its `sub` is made,
    where that is a registration that was merged into this person's.
    """

    __tablename__ = "token_family"
    __table_args__ = (
        Index("token_family_of_subject", "subject_id", "client_id"),
        Index("token_family_of_session", "session_id"),
        Index(
            "token_family_not_refreshed",
            "offline",
            "begun_at",
            postgresql_where=text("refresh_told_at IS NULL"),
            sqlite_where=text("refresh_told_at IS NULL"),
        ),
        Index(
            "token_family_refreshed",
            "refresh_told_at",
            postgresql_where=text("refresh_told_at IS NOT NULL"),
            sqlite_where=text("refresh_told_at IS NOT NULL"),
        ),
        Index(
            "token_family_revoked",
            "revoked_at",
            postgresql_where=text("revoked_at IS NOT NULL"),
            sqlite_where=text("revoked_at IS NOT NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    client_id: Mapped[str] = mapped_column(String)
    consent_id: Mapped[Id | None] = mapped_column(IdColumn)
    session_id: Mapped[Id] = mapped_column(IdColumn)
    granted: Mapped[dict[str, Any]] = mapped_column(Document)
    comparisons_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    offline: Mapped[bool]
    begun_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_jti: Mapped[str | None] = mapped_column(String)
    last_digest: Mapped[bytes | None] = mapped_column(Digest)
    generation: Mapped[int] = mapped_column(Integer)
    rotated_at: Mapped[datetime | None] = mapped_column(Instant)
    security_stamp: Mapped[int] = mapped_column(Integer)
    refresh_told_at: Mapped[datetime | None] = mapped_column(Instant)
    sub_of: Mapped[Id | None] = mapped_column(IdColumn)


class SubAliasRow(Base):
    """In `sector`, the person `subject_id` is known by the `sub` that is made from `base_id`.

    `join_id`: the join by which it came to be, and whose undoing ends it. `superseded_by`: the
    later join by which it became somebody else's, until that is undone; its own, where that was
    undone: it counts no more, and tells what the sector was told meanwhile.
    """

    __tablename__ = "sub_alias"
    __table_args__ = (
        Index(
            "sub_alias_once",
            "base_id",
            "sector",
            unique=True,
            postgresql_where=text("superseded_by IS NULL"),
            sqlite_where=text("superseded_by IS NULL"),
        ),
        Index(
            "sub_alias_of_subject",
            "subject_id",
            "sector",
            unique=True,
            postgresql_where=text("superseded_by IS NULL"),
            sqlite_where=text("superseded_by IS NULL"),
        ),
    )

    join_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    sector: Mapped[str] = mapped_column(String, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    base_id: Mapped[Id] = mapped_column(IdColumn)
    superseded_by: Mapped[Id | None] = mapped_column(IdColumn)


class RevokedTokenRow(Base):
    """An access token without family (client_credentials) that was revoked before its end."""

    __tablename__ = "revoked_token"

    digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


CODE: Final = cast("Table", CodeRow.__table__)
FAMILY: Final = cast("Table", FamilyRow.__table__)
SUB_ALIAS: Final = cast("Table", SubAliasRow.__table__)
REVOKED_TOKEN: Final = cast("Table", RevokedTokenRow.__table__)
