"""Rows of subjects and their identities. No column holds personal data in clear (D4.3)."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, IdColumn, Instant, Sealed, String

_UNASKED = text("agents_asked_at IS NULL AND matched_at IS NOT NULL AND joined_to IS NULL")


class SubjectRow(Base):
    """`number_index` is the blind index of an identification number; unique for its kind.

    `joined_to`: the subject that this one was joined to, a duplicate of it; its number is no index
    of a number then. `agents_asked_at`: when the registry of the kind was asked who acts for it.
    """

    __tablename__ = "subject"
    __table_args__ = (
        Index("subject_number", "kind", "number_index", unique=True),
        Index(
            "subject_agents_unasked",
            "subject_id",
            postgresql_where=_UNASKED,
            sqlite_where=_UNASKED,
        ),
    )

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    kind: Mapped[str] = mapped_column(String)
    number_index: Mapped[bytes] = mapped_column(Digest)
    registered_at: Mapped[datetime] = mapped_column(Instant)
    matched_source: Mapped[str | None] = mapped_column(String)
    matched_at: Mapped[datetime | None] = mapped_column(Instant)
    joined_to: Mapped[Id | None] = mapped_column(IdColumn)
    agents_asked_at: Mapped[datetime | None] = mapped_column(Instant)


class IdentityRow(Base):
    """An identity belongs to its subject (D3.2). Without `data_key` nothing of the person opens."""

    __tablename__ = "identity"

    subject_id: Mapped[Id] = mapped_column(
        IdColumn, ForeignKey("subject.subject_id"), primary_key=True
    )
    data_key: Mapped[bytes] = mapped_column(Sealed)
    identity_sealed: Mapped[bytes] = mapped_column(Sealed)


class SubjectKeyRow(Base):
    """What finds a subject besides the identification number, each value for one subject only.

    `name` is of `idp.subjects.newcomers.KeyName`, `value_index` a blind index. A number that was
    assigned stays here when its subject goes, so that it is never assigned again (D5.2).
    """

    __tablename__ = "subject_key"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    value_index: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn, index=True)


class SubjectJoinRow(Base):
    """A duplicate that was joined to another subject, and what undoing it takes.

    `kept_sealed`: under the key of the surviving subject, the number it had before where it has
    another one since, and the keys that were the duplicate's.
    """

    __tablename__ = "subject_join"
    __table_args__ = (
        Index(
            "subject_joined_once",
            "joined_id",
            unique=True,
            postgresql_where=text("undone_at IS NULL"),
            sqlite_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    joined_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("subject.subject_id"))
    surviving_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("subject.subject_id"), index=True)
    told_by: Mapped[str] = mapped_column(String)
    event_id: Mapped[str] = mapped_column(String)
    joined_at: Mapped[datetime] = mapped_column(Instant)
    kept_sealed: Mapped[bytes] = mapped_column(Sealed)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class ContactRow(Base):
    """An address or a number, sealed with its claims; `value_index` finds equal ones.

    Old ones stay, for letters and undoing. One of each kind has no replacement.
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index(
            "contact_in_place",
            "subject_id",
            "kind",
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
            sqlite_where=text("replaced_at IS NULL"),
        ),
        Index(
            "contact_replaced",
            "replaced_at",
            postgresql_where=text("replaced_at IS NOT NULL"),
            sqlite_where=text("replaced_at IS NOT NULL"),
        ),
        Index("contact_value", "kind", "value_index"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("subject.subject_id"), index=True)
    kind: Mapped[str] = mapped_column(String)
    value_sealed: Mapped[bytes] = mapped_column(Sealed)
    value_index: Mapped[bytes] = mapped_column(Digest)
    bound: Mapped[int] = mapped_column(SmallInteger)
    ceremony_id: Mapped[Id | None] = mapped_column(IdColumn)
    set_at: Mapped[datetime] = mapped_column(Instant)
    effective_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    lost_at: Mapped[datetime | None] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class NameTermRow(Base):
    """By which parts of their names subjects are found (`name_prefixes`), under a key.

    And by which numbers of documents (`document_numbers`).

    No foreign key: some 18 rows for each person would each be checked, and `Subjects` alone writes
    them, beside the identity.
    """

    __tablename__ = "name_term"
    __table_args__ = (
        Index("name_term_of_subject", "subject_id"),
        {"sqlite_with_rowid": False},
    )

    term: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)


class NameIndexingRow(Base):
    """A pass over all subjects that is still to be done, behind `after`; no row once it is.

    `version`: of the key (`platform.sealing.NAME_INDEX_VERSION`).
    """

    __tablename__ = "name_indexing"

    version: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    rounds_left: Mapped[int] = mapped_column(SmallInteger)
    after: Mapped[Id] = mapped_column(IdColumn)
    due_at: Mapped[datetime] = mapped_column(Instant)


CONTACT: Final[Table] = cast("Table", ContactRow.__table__)
SUBJECT: Final[Table] = cast("Table", SubjectRow.__table__)
SUBJECT_KEY: Final[Table] = cast("Table", SubjectKeyRow.__table__)
SUBJECT_JOIN: Final[Table] = cast("Table", SubjectJoinRow.__table__)
IDENTITY: Final[Table] = cast("Table", IdentityRow.__table__)
NAME_TERM: Final[Table] = cast("Table", NameTermRow.__table__)
NAME_INDEXING: Final[Table] = cast("Table", NameIndexingRow.__table__)
