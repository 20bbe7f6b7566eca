"""Rows of credentials: one for each, and one in the table of its kind."""

from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import (
    BigInteger,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Digest, Document, IdColumn, Instant, Sealed, String


class AddressFailuresRow(Base):
    """Failed tries of one network address in one minute; `key` holds a keyed digest of it."""

    __tablename__ = "address_failures"

    key: Mapped[str] = mapped_column(String, primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(Instant, primary_key=True, index=True)
    failures: Mapped[int] = mapped_column(Integer)


class CredentialRow(Base):
    """The columns of every credential; its secret is in the table of its kind.

    `resumable`: it was stopped by a report on weak proof, which can be retracted. `bound` (1 to 4),
    `identity` and `resistant` hold from `effective_at` on; before that it is bound at 1. A process
    of a release without bindings leaves the defaults: bound at 1, at once. `held_since`: when the
    first in the row of those it replaced was enrolled. From `rises_at` on it is bound at
    `rises_to`, and to the person's identity if `rises_identity`.
    """

    __tablename__ = "credential"
    __table_args__ = (Index("credential_of_subject", "subject_id"),)

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    kind: Mapped[str] = mapped_column(String)
    label: Mapped[str] = mapped_column(String)
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant)
    flagged_at: Mapped[datetime | None] = mapped_column(Instant)
    resumable: Mapped[bool]
    bound: Mapped[int] = mapped_column(SmallInteger)
    identity: Mapped[bool]
    resistant: Mapped[bool]
    effective_at: Mapped[datetime | None] = mapped_column(Instant)
    held_since: Mapped[datetime | None] = mapped_column(Instant)
    rises_to: Mapped[int | None] = mapped_column(SmallInteger)
    rises_identity: Mapped[bool] = mapped_column(server_default=false())
    rises_at: Mapped[datetime | None] = mapped_column(Instant)


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
    """`last_step` is the last used time step; only a later one is accepted."""

    __tablename__ = "totp"
    __table_args__ = (Index("totp_of_subject", "subject_id"),)

    credential_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    secret_sealed: Mapped[bytes] = mapped_column(Sealed)
    last_step: Mapped[int] = mapped_column(BigInteger)


class PasskeyRow(Base):
    """`external_id_digest` is SHA-256 of the authenticator's own credential id, unique for all."""

    __tablename__ = "passkey"
    __table_args__ = (
        Index("passkey_of_subject", "subject_id"),
        Index("passkey_of_credential", "credential_id"),
    )

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
    """The random 32 bytes that identify a person to their passkeys."""

    __tablename__ = "passkey_user"

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    handle: Mapped[bytes] = mapped_column(Digest, unique=True)


class AppKeyRow(Base):
    """A key of the national application, and the result of its attestation at enrolment.

    `thumbprint` is SHA-256 of its JWK (RFC 7638), unique for all; `point` the public key; `anchor`
    the root certificate of its chain. `retire_digest`: of the token by which the application
    retires it.
    """

    __tablename__ = "app_key"
    __table_args__ = (Index("app_key_of_subject", "subject_id"),)

    credential_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    thumbprint: Mapped[bytes] = mapped_column(Digest, unique=True)
    point: Mapped[bytes] = mapped_column(Sealed)
    user_auth: Mapped[str] = mapped_column(String)
    security_level: Mapped[int] = mapped_column(Integer)
    package: Mapped[str] = mapped_column(String)
    signer: Mapped[bytes] = mapped_column(Digest)
    patch_level: Mapped[int | None] = mapped_column(Integer)
    anchor: Mapped[bytes] = mapped_column(Digest)
    anchored_at: Mapped[datetime | None] = mapped_column(Instant)
    retire_digest: Mapped[bytes] = mapped_column(Digest, unique=True)


class AppKeyCertificateRow(Base):
    """A certificate above an application key, by its serial number for revocation lists."""

    __tablename__ = "app_key_certificate"

    credential_id: Mapped[Id] = mapped_column(
        IdColumn, ForeignKey("app_key.credential_id", ondelete="CASCADE"), primary_key=True
    )
    serial: Mapped[str] = mapped_column(String, primary_key=True, index=True)


class RevokedAttestationRow(Base):
    """One entry of the list of revoked attestation certificates the operator brought last."""

    __tablename__ = "revoked_attestation"

    serial: Mapped[str] = mapped_column(String, primary_key=True)
    status: Mapped[str] = mapped_column(String)


class AppRequestRow(Base):
    """One request on its way from a browser to the telephone and back.

    `audience` is the binding of the browser that began, `scan_by` until when the handle opens it.
    `shown` is what the telephone shows. Instants say how far it came; `ended_at` is set when it was
    finished, replaced, declined or guessed at too often, and `denied_at` too where the person
    declined it. Where a signature is asked for,
    `statement` are the bytes to be signed, `signature` is the JWS that the telephone sent, and
    `shown_sealed` has what the telephone shows, which names people, sealed under the handle.
    """

    __tablename__ = "app_request"
    __table_args__ = (
        Index("app_request_of_transaction", "transaction_id"),
        Index("app_request_expiry", "expires_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    handle_digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    transaction_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    audience: Mapped[str] = mapped_column(String)
    way: Mapped[str] = mapped_column(String)
    client_id: Mapped[str] = mapped_column(String)
    acr: Mapped[str] = mapped_column(String)
    shown: Mapped[dict[str, Any]] = mapped_column(Document)
    number: Mapped[str | None] = mapped_column(String)
    wrong_numbers: Mapped[int] = mapped_column(Integer)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    scan_by: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    nonce_digest: Mapped[bytes | None] = mapped_column(Digest, unique=True)
    scanned_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    credential_id: Mapped[Id | None] = mapped_column(IdColumn)
    proof_digest: Mapped[bytes | None] = mapped_column(Digest)
    answer_digest: Mapped[bytes | None] = mapped_column(Digest)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    statement: Mapped[bytes | None] = mapped_column(Sealed)
    signature: Mapped[str | None] = mapped_column(String)
    shown_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    denied_at: Mapped[datetime | None] = mapped_column(Instant)


class CardHandOverRow(Base):
    """One card to be read by a telephone for the browser of another device.

    `audience` is the binding of the browser that began, `scan_by` until when the handle opens it.
    `shown` is what the telephone shows, and names nobody. Instants say how far it came;
    `credential_id` is the card that answered, `ended_at` is set when it was finished, replaced or
    tried wrongly too often.
    """

    __tablename__ = "card_hand_over"
    __table_args__ = (
        Index("card_hand_over_of_transaction", "transaction_id"),
        Index("card_hand_over_expiry", "expires_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    handle_digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    transaction_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    audience: Mapped[str] = mapped_column(String)
    shown: Mapped[dict[str, Any]] = mapped_column(Document)
    number: Mapped[str] = mapped_column(String)
    wrong_tries: Mapped[int] = mapped_column(Integer)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    scan_by: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    scanned_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    credential_id: Mapped[Id | None] = mapped_column(IdColumn)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class ChipCardRow(Base):
    """`key_info` is the public key of the chip (DER), `key_digest` its SHA-256, unique for all.

    `key_hash` names the digest of its ECDSA, `signer` is the document signer's certificate (DER),
    `document_sealed` the number by which the register knows the card.
    """

    __tablename__ = "chip_card"
    __table_args__ = (Index("chip_card_of_subject", "subject_id"),)

    credential_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    key_digest: Mapped[bytes] = mapped_column(Digest, unique=True)
    key_info: Mapped[bytes] = mapped_column(Sealed)
    key_hash: Mapped[str | None] = mapped_column(String)
    signer: Mapped[bytes] = mapped_column(Sealed)
    document_sealed: Mapped[bytes] = mapped_column(Sealed)
    expires_on: Mapped[date] = mapped_column(Date)


class CardRevocationListRow(Base):
    """The list in force of one issuer of document signers, named by SHA-256 of its name (DER)."""

    __tablename__ = "card_revocation_list"

    issuer_digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    due_at: Mapped[datetime] = mapped_column(Instant)
    imported_at: Mapped[datetime] = mapped_column(Instant)


class RevokedCardSignerRow(Base):
    """One entry of such a list: the serial number of a document signer in hexadecimal."""

    __tablename__ = "revoked_card_signer"

    issuer_digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    serial: Mapped[str] = mapped_column(String, primary_key=True)


class RecoveryCodeRow(Base):
    """One printed code of the set `credential_id`, kept as a keyed digest."""

    __tablename__ = "recovery_code"

    digest: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    credential_id: Mapped[Id] = mapped_column(IdColumn)
    subject_id: Mapped[Id] = mapped_column(IdColumn, index=True)
    consumed_at: Mapped[datetime | None] = mapped_column(Instant)


class RetiredMeansRow(Base):
    """A retired credential, perhaps replaced by `replaced_by`; `rows` by table."""

    __tablename__ = "retired_means"

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn, index=True)
    kind: Mapped[str] = mapped_column(String)
    replaced_by: Mapped[Id | None] = mapped_column(IdColumn)
    rows: Mapped[dict[str, Any]] = mapped_column(Document)
    until: Mapped[datetime] = mapped_column(Instant, index=True)


class FactorTryRow(Base):
    """Tries since the last success of one account key at one secret."""

    __tablename__ = "factor_try"

    account_key: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    factor: Mapped[str] = mapped_column(String, primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    opens_at: Mapped[datetime] = mapped_column(Instant, index=True)


class GuessedNameRow(Base):
    """A user name, known or not, with too many wrong passwords."""

    __tablename__ = "guessed_name"

    username_key: Mapped[bytes] = mapped_column(Digest, primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)


class GuessedSecondStepRow(Base):
    """A person with too many wrong codes or PINs after another factor was right.

    Where the password of a sign-in with password and code was wrong, the id is a placeholder.
    """

    __tablename__ = "guessed_second_step"

    subject_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)


RETIRED: Final = cast("Table", RetiredMeansRow.__table__)
GUESSED_SECOND_STEP: Final = cast("Table", GuessedSecondStepRow.__table__)
GUESSED_NAME: Final = cast("Table", GuessedNameRow.__table__)
CREDENTIAL: Final = cast("Table", CredentialRow.__table__)
PASSWORD: Final = cast("Table", PasswordRow.__table__)
PIN: Final = cast("Table", PinRow.__table__)
TOTP: Final = cast("Table", TotpRow.__table__)
PASSKEY: Final = cast("Table", PasskeyRow.__table__)
PASSKEY_USER: Final = cast("Table", PasskeyUserRow.__table__)
AUTHENTICATOR_METADATA: Final = cast("Table", AuthenticatorMetadataRow.__table__)
AUTHENTICATOR_MODEL: Final = cast("Table", AuthenticatorModelRow.__table__)
APP_KEY: Final = cast("Table", AppKeyRow.__table__)
APP_KEY_CERTIFICATE: Final = cast("Table", AppKeyCertificateRow.__table__)
REVOKED_ATTESTATION: Final = cast("Table", RevokedAttestationRow.__table__)
APP_REQUEST: Final = cast("Table", AppRequestRow.__table__)
CARD_HAND_OVER: Final = cast("Table", CardHandOverRow.__table__)
CHIP_CARD: Final = cast("Table", ChipCardRow.__table__)
CARD_REVOCATION_LIST: Final = cast("Table", CardRevocationListRow.__table__)
REVOKED_CARD_SIGNER: Final = cast("Table", RevokedCardSignerRow.__table__)
RECOVERY_CODE: Final = cast("Table", RecoveryCodeRow.__table__)
ADDRESS_FAILURES: Final = cast("Table", AddressFailuresRow.__table__)
FACTOR_TRY: Final = cast("Table", FactorTryRow.__table__)
