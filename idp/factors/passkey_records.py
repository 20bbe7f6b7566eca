"""Rows of passkeys: found by credential id, counter updated in one write."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, case, literal, or_, select, update

from idp.factors.domain import Credential, StoredCredential, credential_from
from idp.factors.metadata.model_status import (
    MODEL_STATUS,
    OF_ITS_MODEL,
    StoredModel,
    with_model_status,
)
from idp.factors.tables import AUTHENTICATOR_MODEL, CREDENTIAL, PASSKEY, PASSKEY_USER
from idp.factors.webauthn_ceremony import KnownKey, NewKey, VerifiedAssertion
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared, insert_new, prefixed

_HANDLE_BYTES: Final = 32


class _Found(NamedTuple):
    credential: StoredCredential
    model: StoredModel
    public_key: bytes
    handle: bytes


class _Known(NamedTuple):
    external_id: bytes
    transports: list[str]


_FIND: Final = Prepared(
    select(
        *prefixed(CREDENTIAL, "credential_"),
        *MODEL_STATUS,
        *(PASSKEY.c.public_key, PASSKEY_USER.c.handle),
    )
    .select_from(CREDENTIAL)
    .join(PASSKEY, PASSKEY.c.credential_id == CREDENTIAL.c.id)
    .join(PASSKEY_USER, PASSKEY_USER.c.subject_id == PASSKEY.c.subject_id)
    .outerjoin(AUTHENTICATOR_MODEL, OF_ITS_MODEL)
    .where(PASSKEY.c.external_id_digest == bindparam("external")),
    _Found,
)
_OF: Final = Prepared(
    select(PASSKEY.c.external_id, PASSKEY.c.transports).where(
        PASSKEY.c.subject_id == bindparam("subject")
    ),
    _Known,
)
_SHOWN: Final = bindparam("shown", type_=BigInteger)
_COUNT_ON: Final = Prepared(
    update(PASSKEY)
    .where(
        PASSKEY.c.credential_id == bindparam("credential"),
        or_(
            PASSKEY.c.sign_count < _SHOWN,
            and_(PASSKEY.c.sign_count == 0, literal(0, BigInteger) == _SHOWN),
            literal(1, BigInteger) == bindparam("copied", type_=BigInteger),
        ),
    )
    .values(
        sign_count=case((PASSKEY.c.sign_count < _SHOWN, _SHOWN), else_=PASSKEY.c.sign_count),
        backed_up=bindparam("backed_up_now"),
    )
)
_INSERT: Final = insert_new(PASSKEY)
_NAME_USER: Final = insert_new(PASSKEY_USER)
_USER: Final = select(PASSKEY_USER.c.handle).where(
    PASSKEY_USER.c.subject_id == bindparam("subject")
)


@dataclass(frozen=True, slots=True)
class HeldPasskey:
    """`user_handle` identifies the person to their authenticators."""

    credential: Credential
    public_key: bytes
    user_handle: bytes


@dataclass(frozen=True)
class PasskeyRecords:
    database: Database
    clock: Clock

    def find(self, external_id: bytes, *, lifts: bool) -> HeldPasskey | None:
        """The passkey with this credential id; `lifts` as in `with_model_status`."""
        row = self.database.one(_FIND, external=sha256(external_id).digest())
        if row is None:
            return None
        credential = with_model_status(
            credential_from(row.credential), row.model, self.clock.now(), lifts=lifts
        )
        return HeldPasskey(credential, bytes(row.public_key), bytes(row.handle))

    def for_subject(self, subject_id: Id) -> list[KnownKey]:
        """A person's passkeys as their authenticators know them."""
        rows = self.database.all(_OF, subject=subject_id)
        return [KnownKey(bytes(row.external_id), tuple(row.transports)) for row in rows]

    def count_on(self, credential_id: Id, signed: VerifiedAssertion) -> bool:
        """Update the signature counter in one conditional write; False for a possible copy.

        An authenticator that does not count always shows zero. A counter that stands still or goes
        back is a signal only (WebAuthn level 3, section 6.1.1): of a key that its maker copies
        between devices it tells nothing, because each of them counts for itself.
        """
        with self.database.transaction():
            changed = self.database.execute(
                _COUNT_ON,
                credential=credential_id,
                shown=signed.sign_count,
                copied=int(signed.backup_eligible),
                backed_up_now=signed.backed_up,
            )
        return changed == 1

    def add(self, credential: Credential, new: NewKey) -> bool:
        """Insert a new passkey; False when its id is on record already, for any person."""
        with self.database.transaction():
            added = self.database.execute(
                _INSERT,
                external_id_digest=sha256(new.known.external_id).digest(),
                external_id=new.known.external_id,
                credential_id=credential.id,
                subject_id=credential.subject_id,
                public_key=new.public_key,
                sign_count=new.signed.sign_count,
                aaguid=new.aaguid,
                transports=list(new.known.transports),
                verifies_user=new.signed.user_verified,
                backup_eligible=new.signed.backup_eligible,
                backed_up=new.signed.backed_up,
                attested=credential.attested,
            )
        return added == 1

    def name_user(self, subject_id: Id, handle: bytes) -> None:
        """Keep the bytes that were told to an authenticator before there was an account.

        Joins the transaction of the caller.
        """
        self.database.execute(_NAME_USER, subject_id=subject_id, handle=handle)

    def user_handle(self, subject_id: Id) -> bytes:
        """The 32 random bytes that identify a person to their authenticators, made once."""
        fresh = secrets.token_bytes(_HANDLE_BYTES)
        with self.database.transaction():
            self.database.execute(_NAME_USER, subject_id=subject_id, handle=fresh)
            row = self.database.one(_USER, subject=subject_id)
        if row is None:
            raise LookupError("a user handle that was just written")
        return bytes(row.handle)
