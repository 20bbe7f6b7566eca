"""Rows of biometrics. None has a column for a sample, a template or an exact score."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Index, Integer, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class BiometricProviderRow(Base):
    """`token_sealed`: the bearer token for the service, under the data key `token_key`."""

    __tablename__ = "biometric_provider"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    name: Mapped[str] = mapped_column(String)
    role: Mapped[str] = mapped_column(String)
    interface: Mapped[str] = mapped_column(String)
    endpoint: Mapped[str] = mapped_column(String)
    gallery: Mapped[str] = mapped_column(String)
    modalities: Mapped[list[str]] = mapped_column(Document)
    person_reference: Mapped[str] = mapped_column(String)
    provenance: Mapped[str] = mapped_column(String)
    profile: Mapped[str] = mapped_column(String)
    token_key: Mapped[bytes | None] = mapped_column(Sealed)
    token_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    state: Mapped[str] = mapped_column(String)
    proposed_by: Mapped[str] = mapped_column(String)
    approved_by: Mapped[str | None] = mapped_column(String)
    retired_by: Mapped[str | None] = mapped_column(String)


class BiometricAssuranceRow(Base):
    """`value` is a decimal number as text, so that 0.0001 stays what it is."""

    __tablename__ = "biometric_assurance"
    __table_args__ = (Index("biometric_assurance_of_provider", "provider_id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    provider_id: Mapped[Id] = mapped_column(IdColumn)
    kind: Mapped[str] = mapped_column(String)
    standard: Mapped[str] = mapped_column(String)
    lab: Mapped[str] = mapped_column(String)
    value: Mapped[str | None] = mapped_column(String)
    report: Mapped[str] = mapped_column(String)
    valid_until: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String)
    proposed_by: Mapped[str] = mapped_column(String)
    approved_by: Mapped[str | None] = mapped_column(String)
    retired_by: Mapped[str | None] = mapped_column(String)


class BiometricConsentRow(Base):
    """One yes to one purpose; it stays as a proof after it was withdrawn."""

    __tablename__ = "biometric_consent"
    __table_args__ = (Index("biometric_consent_of_subject", "subject_id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    purpose: Mapped[str] = mapped_column(String)
    text_version: Mapped[str] = mapped_column(String)
    text_digest: Mapped[str] = mapped_column(String)
    lang: Mapped[str] = mapped_column(String)
    channel: Mapped[str] = mapped_column(String)
    transaction_id: Mapped[Id | None] = mapped_column(IdColumn)
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class BiometricTriesRow(Base):
    """Tries since the last success of one person with one trait."""

    __tablename__ = "biometric_tries"

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    modality: Mapped[str] = mapped_column(String, primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    opens_at: Mapped[datetime | None] = mapped_column(Instant)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)


class BiometricAttemptRow(Base):
    """One attempt: services, outcome, and digests of the samples.

    `score_bucket` is the order of magnitude only, against hill climbing.
    """

    __tablename__ = "biometric_attempt"
    __table_args__ = (
        Index("biometric_attempt_of_subject", "subject_id"),
        Index("biometric_attempt_sample", "sample_digest"),
        Index("biometric_attempt_age", "at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    transaction_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    modality: Mapped[str] = mapped_column(String)
    channel: Mapped[str] = mapped_column(String)
    device: Mapped[str | None] = mapped_column(String)
    matcher_id: Mapped[Id] = mapped_column(IdColumn)
    liveness_id: Mapped[Id] = mapped_column(IdColumn)
    consent_id: Mapped[Id] = mapped_column(IdColumn)
    outcome: Mapped[str | None] = mapped_column(String)
    attack_outcome: Mapped[str] = mapped_column(String)
    attack_evidence: Mapped[str | None] = mapped_column(String)
    sample_digest: Mapped[bytes] = mapped_column(Digest)
    samples: Mapped[list[str]] = mapped_column(Document)
    score_bucket: Mapped[int | None] = mapped_column(Integer)
    milliseconds: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)


PROVIDER: Final = cast("Table", BiometricProviderRow.__table__)
ASSURANCE: Final = cast("Table", BiometricAssuranceRow.__table__)
CONSENT: Final = cast("Table", BiometricConsentRow.__table__)
TRIES: Final = cast("Table", BiometricTriesRow.__table__)
ATTEMPT: Final = cast("Table", BiometricAttemptRow.__table__)
