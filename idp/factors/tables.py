"""Rows of the slice: one for each credential, one beside it for what its kind needs."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import BigInteger, Index, Integer, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class CredentialRow(Base):
    """What every credential has; its secret stands in the row of its kind."""

    __tablename__ = "credential"
    __table_args__ = (Index("credential_of_subject", "subject_id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    kind: Mapped[str] = mapped_column(String)
    label: Mapped[str] = mapped_column(String)
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant)
    flagged_at: Mapped[datetime | None] = mapped_column(Instant)


class PasswordRow(Base):
    """One per person: the argon2id hash in its own notation, parameters included."""

    __tablename__ = "password"

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    credential_id: Mapped[Id] = mapped_column(IdColumn)
    hash: Mapped[str] = mapped_column(String)


class PinRow(Base):
    """One per person: the argon2id hash of a keyed digest of the digits."""

    __tablename__ = "pin"

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    credential_id: Mapped[Id] = mapped_column(IdColumn)
    hash: Mapped[str] = mapped_column(String)


class TotpRow(Base):
    """`last_step` is the last time step that was counted; only a later one counts."""

    __tablename__ = "totp"
    __table_args__ = (Index("totp_of_subject", "subject_id"),)

    credential_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    secret_sealed: Mapped[bytes] = mapped_column(Sealed)
    last_step: Mapped[int] = mapped_column(BigInteger)


class PasskeyRow(Base):
    """`external_id_digest` is SHA-256 of the authenticator's own credential id, unique for all."""

    __tablename__ = "passkey"
    __table_args__ = (Index("passkey_of_subject", "subject_id"),)

    external_id_digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    external_id: Mapped[bytes] = mapped_column(Sealed)
    credential_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    public_key: Mapped[bytes] = mapped_column(Sealed)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    aaguid: Mapped[str] = mapped_column(String)
    transports: Mapped[list[str]] = mapped_column(Document)
    verifies_user: Mapped[bool]
    backup_eligible: Mapped[bool]
    backed_up: Mapped[bool]
    attested: Mapped[bool]


class AuthenticatorMetadataRow(Base):
    """One row at most, `id` 1: the number and the date of the metadata in force."""

    __tablename__ = "authenticator_metadata"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
    next_update: Mapped[datetime] = mapped_column(Instant)
    imported_at: Mapped[datetime] = mapped_column(Instant)


class AuthenticatorModelRow(Base):
    """One model of those metadata; `roots` are certificates (base64 of DER) of its maker.

    `rejected_for` is the published status that makes the model untrustworthy.
    """

    __tablename__ = "authenticator_model"

    aaguid: Mapped[str] = mapped_column(String, primary_key=True)
    model_class: Mapped[str] = mapped_column(String)
    rejected_for: Mapped[str | None] = mapped_column(String)
    roots: Mapped[list[str]] = mapped_column(Document)


class PasskeyUserRow(Base):
    """The random 32 bytes by which a person's passkeys know them; they tell nothing else."""

    __tablename__ = "passkey_user"

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    handle: Mapped[bytes] = mapped_column(Digest, unique=True)


class RecoveryCodeRow(Base):
    """One printed code of the set `credential_id`, kept as a keyed digest."""

    __tablename__ = "recovery_code"

    digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    credential_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn, index=True)
    consumed_at: Mapped[datetime | None] = mapped_column(Instant)


class FactorTryRow(Base):
    """Tries since the last success by one canonical account key against one factor."""

    __tablename__ = "factor_try"

    account_key: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    factor: Mapped[str] = mapped_column(String, primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    opens_at: Mapped[datetime] = mapped_column(Instant, index=True)


CREDENTIAL: Final = cast("Table", CredentialRow.__table__)
PASSWORD: Final = cast("Table", PasswordRow.__table__)
PIN: Final = cast("Table", PinRow.__table__)
TOTP: Final = cast("Table", TotpRow.__table__)
PASSKEY: Final = cast("Table", PasskeyRow.__table__)
PASSKEY_USER: Final = cast("Table", PasskeyUserRow.__table__)
AUTHENTICATOR_METADATA: Final = cast("Table", AuthenticatorMetadataRow.__table__)
AUTHENTICATOR_MODEL: Final = cast("Table", AuthenticatorModelRow.__table__)
RECOVERY_CODE: Final = cast("Table", RecoveryCodeRow.__table__)
FACTOR_TRY: Final = cast("Table", FactorTryRow.__table__)
