"""Rows of application keys: found by thumbprint, judged by the present attestation rules."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from idp.factors.attestations.attestation_status import (
    KEY_STATUS,
    AttestationStatus,
    StoredAttestation,
)
from idp.factors.attestations.verification import VerifiedAttestation
from idp.factors.domain import Credential, StoredCredential, credential_from
from idp.factors.tables import APP_KEY, APP_KEY_CERTIFICATE, CREDENTIAL
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared, insert_new, prefixed
from idp.platform.jose import encode, thumbprint

_THUMBPRINT_BYTES: Final = 32


class _Found(NamedTuple):
    credential: StoredCredential
    key: StoredAttestation
    point: bytes


_FOUND: Final = select(
    *prefixed(CREDENTIAL, "credential_"), *KEY_STATUS, APP_KEY.c.point
).join_from(CREDENTIAL, APP_KEY, APP_KEY.c.credential_id == CREDENTIAL.c.id)
_BY_THUMBPRINT: Final = Prepared(
    _FOUND.where(APP_KEY.c.thumbprint == bindparam("thumbprint")), _Found
)
_BY_ID: Final = Prepared(_FOUND.where(APP_KEY.c.credential_id == bindparam("credential")), _Found)
_BY_RETIRE: Final = Prepared(_FOUND.where(APP_KEY.c.retire_digest == bindparam("word")), _Found)
_ATTESTED: Final = select(APP_KEY).where(APP_KEY.c.credential_id == bindparam("credential"))
_CERTIFICATES: Final = (
    select(APP_KEY_CERTIFICATE.c.serial)
    .where(APP_KEY_CERTIFICATE.c.credential_id == bindparam("credential"))
    .order_by(APP_KEY_CERTIFICATE.c.serial)
)
_INSERT: Final = insert_new(APP_KEY)
_CERTIFICATE: Final = insert(APP_KEY_CERTIFICATE)
_ANCHOR: Final = (
    update(APP_KEY)
    .where(APP_KEY.c.credential_id == bindparam("credential"))
    .values(anchored_at=bindparam("now"))
)
_RETIRE_BY: Final = (
    update(APP_KEY)
    .where(APP_KEY.c.credential_id == bindparam("credential"))
    .values(retire_digest=bindparam("word"))
)


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key on record with the JWK that verifies its signatures; `point` is the same key."""

    credential: Credential
    jwk: Mapping[str, str]
    point: bytes


@dataclass(frozen=True)
class AppKeyRepository:
    database: Database
    clock: Clock
    attestation_status: AttestationStatus

    def find(self, thumbprint: str) -> HeldKey | None:
        """The key of this thumbprint (RFC 7638, base64url)."""
        raw = raw_thumbprint(thumbprint)
        return None if raw is None else self._held(_BY_THUMBPRINT, thumbprint=raw)

    def get(self, credential_id: Id) -> HeldKey | None:
        return self._held(_BY_ID, credential=credential_id)

    def attested(self, credential_id: Id) -> dict[str, Any]:
        """What the attestation of a key said when it was enrolled, as JSON; digests in hexadecimal.

        Raises LookupError for what is no application key.
        """
        row = self.database.one(_ATTESTED, credential=credential_id)
        if row is None:
            raise LookupError(credential_id)
        certificates = self.database.all(_CERTIFICATES, credential=credential_id)
        return {
            "user_auth": row.user_auth,
            "security_level": row.security_level,
            "package": row.package,
            "signer": bytes(row.signer).hex(),
            "patch_level": row.patch_level,
            "root": bytes(row.anchor).hex(),
            "certificates": [each.serial for each in certificates],
        }

    def retiring(self, word_digest: bytes) -> HeldKey | None:
        """The key with this retirement token (its digest)."""
        return self._held(_BY_RETIRE, word=word_digest)

    def add(
        self, credential: Credential, attested: VerifiedAttestation, *, retire_digest: bytes
    ) -> bool:
        """Insert a new key; False when it is on record already, for any person."""
        with self.database.transaction():
            added = self.database.execute(
                _INSERT,
                credential_id=credential.id,
                subject_id=credential.subject_id,
                thumbprint=raw_thumbprint(thumbprint_of(jwk_of(attested.point))),
                point=attested.point,
                user_auth=attested.user_auth.value,
                security_level=attested.security_level,
                package=attested.package,
                signer=attested.signer,
                patch_level=attested.patch_level,
                anchor=attested.anchor,
                anchored_at=credential.anchored_at,
                retire_digest=retire_digest,
            )
            for serial in attested.serials if added else ():
                self.database.execute(_CERTIFICATE, credential_id=credential.id, serial=serial)
        return added == 1

    def retire_by(self, credential_id: Id, word_digest: bytes) -> None:
        """Replace the key's retirement token (its digest); older ones become invalid."""
        self.database.execute(_RETIRE_BY, credential=credential_id, word=word_digest)

    def anchor(self, credential_id: Id) -> None:
        """Note when it was bound to its person; joins the verb that locked the account."""
        self.database.execute(_ANCHOR, credential=credential_id, now=self.clock.now())

    def _held(self, statement: Prepared[_Found], **values: object) -> HeldKey | None:
        row = self.database.one(statement, **values)
        if row is None:
            return None
        credential = self.attestation_status.with_key_status(
            credential_from(row.credential), row.key
        )
        return HeldKey(credential, jwk_of(bytes(row.point)), bytes(row.point))


def jwk_of(point: bytes) -> dict[str, str]:
    """The JWK of an uncompressed P-256 point (RFC 7518 section 6.2.1)."""
    return {"kty": "EC", "crv": "P-256", "x": encode(point[1:33]), "y": encode(point[33:])}


def thumbprint_of(jwk: Mapping[str, str]) -> str:
    """The thumbprint of an application's key (RFC 7638), which is always one of P-256."""
    found = thumbprint(jwk)
    assert found is not None  # noqa: S101 - for the type: `jwk_of` gives all members
    return found


def raw_thumbprint(thumbprint: str) -> bytes | None:
    """The 32 bytes of a thumbprint, None for malformed text."""
    try:
        raw = base64.b64decode(thumbprint + "=", altchars=b"-_", validate=True)
    except ValueError:
        return None
    return raw if len(raw) == _THUMBPRINT_BYTES and encode(raw) == thumbprint else None
