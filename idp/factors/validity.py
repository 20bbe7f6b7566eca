"""Whether a verified credential is still valid when its evidence is recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, exists, select, true, update

from idp.accounts.domain import LockedAccount
from idp.accounts.locks import LOCKED_ACCOUNT, AccountLocks, LockedRow, locked_account
from idp.accounts.service import Accounts
from idp.assurance.kinds import EvidenceKind
from idp.factors.credential_types import STOPPABLE
from idp.factors.domain import CredentialKind, TryCounter, VerifiedFactor
from idp.factors.tables import CREDENTIAL, FACTOR_TRY
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Instant, Prepared

_LOCKED: Final = (
    LOCKED_ACCOUNT.c.state,
    LOCKED_ACCOUNT.c.security_stamp,
    LOCKED_ACCOUNT.c.guarded,
)
_IS_ACTIVE: Final = (
    CREDENTIAL.c.id == bindparam("credential"),
    CREDENTIAL.c.flagged_at.is_(None),
)


class _Which(NamedTuple):
    id: Id


_ACTIVE: Final = Prepared(select(CREDENTIAL.c.id).where(*_IS_ACTIVE).with_for_update(), _Which)
_LOCK_IF_ACTIVE: Final = Prepared(
    select(*_LOCKED)
    .join(CREDENTIAL, CREDENTIAL.c.subject_id == LOCKED_ACCOUNT.c.subject_id)
    .where(*_IS_ACTIVE)
    .with_for_update(of=CREDENTIAL),
    LockedRow,
)
_USED: Final = (
    update(CREDENTIAL)
    .where(CREDENTIAL.c.subject_id == LOCKED_ACCOUNT.c.subject_id, *_IS_ACTIVE)
    .values(last_used_at=bindparam("now", type_=Instant))
)
_USED_NOW: Final = _USED.returning(CREDENTIAL.c.id).cte("used")
_COUNTED: Final = (
    FACTOR_TRY.c.account_key == bindparam("key"),
    FACTOR_TRY.c.factor == bindparam("name"),
)
_FORGOTTEN: Final = (
    delete(FACTOR_TRY)
    .where(*_COUNTED, exists(select(_USED_NOW.c.id)))
    .returning(FACTOR_TRY.c.tries)
    .cte("forgotten")
)
_LOCK_AND_USE: Final = Prepared(
    select(*_LOCKED).select_from(LOCKED_ACCOUNT).join(_USED_NOW, true()).add_cte(_FORGOTTEN),
    LockedRow,
)
_USE: Final = Prepared(
    update(CREDENTIAL).where(*_IS_ACTIVE).values(last_used_at=bindparam("now", type_=Instant))
)
_FORGET: Final = Prepared(delete(FACTOR_TRY).where(*_COUNTED))
_ENROLLED: Final = select(CREDENTIAL.c.enrolled_at).where(
    CREDENTIAL.c.id == bindparam("credential")
)
_SETS: Final = select(CREDENTIAL.c.id, CREDENTIAL.c.flagged_at).where(
    CREDENTIAL.c.subject_id == bindparam("subject"),
    CREDENTIAL.c.kind == CredentialKind.RECOVERY_CODES,
)


@dataclass(frozen=True)
class Validity:
    """Asked while the account is locked, before credentials are locked by anything else."""

    database: Database
    clock: Clock
    account_locks: AccountLocks
    accounts: Accounts

    def lock_proven(self, proven: VerifiedFactor) -> LockedAccount | None:
        """Lock the account for what was just proven; None if that counts no more.

        None, too, for a person without an account, and of what somebody else chose for a child who
        acts alone by now. `VerifiedFactor.counter` is used up with it.
        """
        locked = self._lock_for(proven)
        if locked is None or not self._are_own(proven.subject_id, locked, (proven.credential_id,)):
            return None
        return locked

    def _are_own(
        self, subject_id: Id, locked: LockedAccount, credential_ids: Collection[Id]
    ) -> bool:
        """False where one was chosen before the 14th birthday of a person who is 14 by now.

        A worker stops them then (`authorization.coming_of_age`); this holds from midnight on. One
        comparison for everybody else.
        """
        if not locked.by_age:
            return True
        since = self.accounts.of_age_since(subject_id)
        if since is None:
            return True
        rows = (self.database.one(_ENROLLED, credential=each) for each in credential_ids)
        return all(row is None or row.enrolled_at >= since for row in rows)

    def _lock_for(self, proven: VerifiedFactor) -> LockedAccount | None:
        if proven.counter is not None:
            return self._use(proven, proven.counter)
        if proven.kind in STOPPABLE:
            row = self.database.one(
                _LOCK_IF_ACTIVE, subject=proven.subject_id, credential=proven.credential_id
            )
            return locked_account(row)
        locked = self.account_locks.lock(proven.subject_id)
        return locked if locked is not None and self._counts(proven) else None

    def _use(self, proven: VerifiedFactor, counter: TryCounter) -> LockedAccount | None:
        """The lock, the use and the end of the failed tries, in one statement where that is one."""
        now, credential = self.clock.now(), proven.credential_id
        tries = {"key": counter.key, "name": counter.factor.value}
        if self.database.engine.dialect.name == "postgresql":
            subject = proven.subject_id
            return locked_account(
                self.database.one(
                    _LOCK_AND_USE, subject=subject, credential=credential, now=now, **tries
                )
            )
        locked = self.account_locks.lock(proven.subject_id)
        if locked is None or not self.database.execute(_USE, credential=credential, now=now):
            return None
        self.database.enqueue(_FORGET, **tries)
        return locked

    def _counts(self, proven: VerifiedFactor) -> bool:
        return proven.kind is not EvidenceKind.RECOVERY_CODE or self._set_is_active(proven)

    def all_count(
        self, subject_id: Id, locked: LockedAccount, credential_ids: Collection[Id]
    ) -> bool:
        """Whether all of these credentials of a person are still valid, and their own."""
        found = (self.database.one(_ACTIVE, credential=each) for each in sorted(credential_ids))
        active = all(each is not None for each in found)
        return active and self._are_own(subject_id, locked, credential_ids)

    def _set_is_active(self, proven: VerifiedFactor) -> bool:
        """Whether the code's set was not replaced; it is deleted with its last code."""
        sets = self.database.all(_SETS, subject=proven.subject_id)
        mine = proven.credential_id
        return all(row.id == mine and row.flagged_at is None for row in sets)
