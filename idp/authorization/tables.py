"""Rows of pending transactions and of the evidence proven in them."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import ForeignKey, Index, Integer, SmallInteger, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class AuthorizationTransactionRow(Base):
    """`touched_at` is written first by every change, so that two tabs take turns.

    `request_sealed` is sealed under the browser's token, of which the row has the digest only,
    because hints and values to compare are personal data. `principal_id`: for whom the person
    `principal_chosen_by` chose to act, None for themself. `request` holds it in clear in rows of
    the first release only, which expire half an hour after the upgrade.
    """

    __tablename__ = "authorization_transaction"
    __table_args__ = (Index("authorization_transaction_expiry", "expires_at"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    browser_digest: Mapped[bytes] = mapped_column(Digest)
    request: Mapped[dict[str, Any] | None] = mapped_column(Document)
    request_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    touched_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    presence_chosen_at: Mapped[datetime | None] = mapped_column(Instant)
    declined_at: Mapped[datetime | None] = mapped_column(Instant)
    asks_who_at: Mapped[datetime | None] = mapped_column(Instant)
    principal_id: Mapped[Id | None] = mapped_column(IdColumn)
    principal_chosen_by: Mapped[Id | None] = mapped_column(IdColumn)


class EvidenceRow(Base):
    """`proof_digest` is unique: no proof counts twice (D19.4-2).

    `security_stamp` is the account's at that time; the evidence is invalid under any other.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index("evidence_of_transaction", "transaction_id"),
        Index("evidence_age", "proven_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    transaction_id: Mapped[Id] = mapped_column(IdColumn)
    kind: Mapped[str] = mapped_column(String)
    bound: Mapped[int] = mapped_column(SmallInteger)
    identity: Mapped[bool]
    resistant: Mapped[bool]
    credential_id: Mapped[Id] = mapped_column(IdColumn)
    proven_at: Mapped[datetime] = mapped_column(Instant)
    proof_digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    security_stamp: Mapped[int | None] = mapped_column(Integer)


class KnownBrowserRow(Base):
    """A browser a person signed in with, last at `met_at`; only its token's digest is stored."""

    __tablename__ = "known_browser"
    __table_args__ = (Index("known_browser_age", "met_at"),)

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    browser_digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    met_at: Mapped[datetime] = mapped_column(Instant)


class GuardianRequestRow(Base):
    """One use that waits for a guardian: a transaction asks once. `asked`: names alone, no values.

    `decided_at`: of the answer that confirmed or refused it.
    """

    __tablename__ = "guardian_request"
    __table_args__ = (
        Index("guardian_request_of_subject", "subject_id", "expires_at"),
        Index("guardian_request_expiry", "expires_at"),
    )

    transaction_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    client_id: Mapped[str] = mapped_column(String)
    asked: Mapped[dict[str, Any]] = mapped_column(Document)
    level: Mapped[int] = mapped_column(SmallInteger)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class GuardianAnswerRow(Base):
    """The one answer of a guardian to a request. `chosen`: the optional items that were ticked."""

    __tablename__ = "guardian_answer"

    transaction_id: Mapped[Id] = mapped_column(
        IdColumn,
        ForeignKey("guardian_request.transaction_id", ondelete="CASCADE"),
        primary_key=True,
    )
    agent_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    agreed: Mapped[bool]
    chosen: Mapped[list[str]] = mapped_column(Document)
    days: Mapped[int] = mapped_column(Integer)
    answered_at: Mapped[datetime] = mapped_column(Instant)


class OrganisationMeansRow(Base):
    """An organisation that had means of its own before nobody signed in as one (X6.1).

    `withdrawn_at`: when they ended; the row stays until somebody who represents it was told.
    """

    __tablename__ = "organisation_means"

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


ORGANISATION_MEANS: Final = cast("Table", OrganisationMeansRow.__table__)
GUARDIAN_REQUEST: Final = cast("Table", GuardianRequestRow.__table__)
GUARDIAN_ANSWER: Final = cast("Table", GuardianAnswerRow.__table__)
KNOWN_BROWSER: Final = cast("Table", KnownBrowserRow.__table__)
TRANSACTION: Final = cast("Table", AuthorizationTransactionRow.__table__)
EVIDENCE: Final = cast("Table", EvidenceRow.__table__)
