"""Rows of officers, appointments, delegations, decisions with their signatures, installation."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import ForeignKey, Index, Integer, SmallInteger, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class OfficerRow(Base):
    """One person. `identity` is the blind index of their number: unique, whatever the accounts."""

    __tablename__ = "officer"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn, unique=True)
    identity: Mapped[bytes] = mapped_column(Digest, unique=True)
    since: Mapped[datetime] = mapped_column(Instant)


class AppointmentRow(Base):
    """`decision_id` is empty for the two officers of the installation; `ended_by` an officer."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index(
            "appointment_not_ended",
            "valid_until",
            postgresql_where=text("ended_at IS NULL"),
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    officer_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("officer.id"), index=True)
    roles: Mapped[list[str]] = mapped_column(Document)
    desk: Mapped[str] = mapped_column(String)
    desk_kind: Mapped[str] = mapped_column(String)
    valid_from: Mapped[datetime] = mapped_column(Instant)
    valid_until: Mapped[datetime] = mapped_column(Instant)
    appointed_at: Mapped[datetime] = mapped_column(Instant)
    decision_id: Mapped[Id | None] = mapped_column(IdColumn)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[Id | None] = mapped_column(IdColumn)


class DelegationRow(Base):
    """Powers of the Director, delegated to an officer (D16)."""

    __tablename__ = "delegation"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    officer_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("officer.id"), index=True)
    powers: Mapped[list[str]] = mapped_column(Document)
    valid_from: Mapped[datetime] = mapped_column(Instant)
    valid_until: Mapped[datetime] = mapped_column(Instant)
    decision_id: Mapped[Id] = mapped_column(IdColumn)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[Id | None] = mapped_column(IdColumn)


class DecisionRow(Base):
    """A decision that waits for signatures, or did. `content` is its canonical JSON."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("decision_of_case", "case_id", "id"),
        Index("decision_state", "state", "id"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    case_id: Mapped[Id] = mapped_column(IdColumn)
    version: Mapped[int] = mapped_column(Integer)
    procedure: Mapped[str] = mapped_column(String)
    event: Mapped[str] = mapped_column(String)
    content: Mapped[bytes] = mapped_column(Sealed)
    digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    state: Mapped[str] = mapped_column(String)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class SigningRequestRow(Base):
    """A statement that was shown and can be signed once; `digest` is its SHA-256, the challenge."""

    __tablename__ = "signing_request"

    digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    decision_id: Mapped[Id] = mapped_column(IdColumn)
    officer_id: Mapped[Id] = mapped_column(IdColumn)
    session_id: Mapped[Id] = mapped_column(IdColumn)
    act: Mapped[str] = mapped_column(String)
    statement: Mapped[bytes] = mapped_column(Sealed)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class SignedDecisionRow(Base):
    """A signature, with all that is needed to verify it when the means is long removed.

    `statement` are the bytes whose digest was signed. `public_key` is a SubjectPublicKeyInfo (DER),
    `algorithm` its COSE number (RFC 9053). `authenticator_data` and `client_data` are those of
    WebAuthn for a passkey. For a key of the application, `authenticator_data` is what its
    attestation said (canonical JSON), and `client_data` what it signed: header and payload of its
    JWS.
    """

    __tablename__ = "signed_decision"
    __table_args__ = (
        Index("signed_by_identity", "decision_id", "identity", unique=True),
        Index("signed_by_subject", "decision_id", "subject_id", unique=True),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    decision_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("decision.id"))
    act: Mapped[str] = mapped_column(String)
    officer_id: Mapped[Id] = mapped_column(IdColumn)
    appointment_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    identity: Mapped[bytes] = mapped_column(Digest)
    statement: Mapped[bytes] = mapped_column(Sealed)
    digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    means: Mapped[str] = mapped_column(String)
    credential_id: Mapped[Id] = mapped_column(IdColumn)
    public_key: Mapped[bytes] = mapped_column(Sealed)
    algorithm: Mapped[int] = mapped_column(Integer)
    authenticator_data: Mapped[bytes] = mapped_column(Sealed)
    client_data: Mapped[bytes] = mapped_column(Sealed)
    signature: Mapped[bytes] = mapped_column(Sealed)
    signed_at: Mapped[datetime] = mapped_column(Instant)


class InstallationRow(Base):
    """A ceremony that was completed: the installation, or a recovery with offline keys.

    `key` is `first`, or the offline keys that were used up (`installation.pair_of`). `offline_keys`
    are the public halves (Ed25519, hexadecimal) of the two made in it, `authorised_by` the two
    signatures with those of before. `begins_at`: the level at which its two may open the desk at
    first (`domain.sign_in.BEGINNING`); None where that is no other one than for all officers, where
    faces could be compared already, and in rows of releases without that exception.
    """

    __tablename__ = "installation"

    key: Mapped[str] = mapped_column(String, primary_key=True)
    decision_id: Mapped[Id] = mapped_column(IdColumn, ForeignKey("decision.id"))
    offline_keys: Mapped[list[str]] = mapped_column(Document)
    authorised_by: Mapped[list[str]] = mapped_column(Document)
    done_at: Mapped[datetime] = mapped_column(Instant)
    begins_at: Mapped[int | None] = mapped_column(SmallInteger)


class PersonSearchPaceRow(Base):
    """How far ahead of their pace an officer's searches for people are (`domain.searches`)."""

    __tablename__ = "person_search_pace"

    officer_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    next_at: Mapped[datetime] = mapped_column(Instant)


OFFICER: Final[Table] = cast("Table", OfficerRow.__table__)
APPOINTMENT: Final[Table] = cast("Table", AppointmentRow.__table__)
DELEGATION: Final[Table] = cast("Table", DelegationRow.__table__)
DECISION: Final[Table] = cast("Table", DecisionRow.__table__)
SIGNING_REQUEST: Final[Table] = cast("Table", SigningRequestRow.__table__)
INSTALLATION: Final[Table] = cast("Table", InstallationRow.__table__)
SIGNED_DECISION: Final[Table] = cast("Table", SignedDecisionRow.__table__)
PERSON_SEARCH_PACE: Final[Table] = cast("Table", PersonSearchPaceRow.__table__)
