"""The lock on an account's row, which serialises changes of a person, and its security stamp."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, update

from idp.accounts.domain import AccountState, GuardianReason, LockedAccount
from idp.accounts.tables import ACCOUNT
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared

_LOCKED: Final = (
    select(ACCOUNT.c.subject_id, ACCOUNT.c.state, ACCOUNT.c.security_stamp, ACCOUNT.c.guarded)
    .where(ACCOUNT.c.subject_id == bindparam("subject"))
    .with_for_update()
)


class LockedRow(NamedTuple):
    """A row of LOCKED_ACCOUNT without its owner, which `locked_account` reads."""

    state: str
    security_stamp: int
    guarded: str | None


_LOCK: Final = Prepared(
    _LOCKED.with_only_columns(ACCOUNT.c.state, ACCOUNT.c.security_stamp, ACCOUNT.c.guarded),
    LockedRow,
)
LOCKED_ACCOUNT: Final = _LOCKED.cte("locked_account")
"""A relation to lock the account and joined rows, with `subject`.

The account is locked first: a lock on a joined row is taken over the whole join, and of that row it
finds what was committed meanwhile. Rows that are not locked may be older. `locked_account` reads
it.
"""
_RENEW: Final = (
    update(ACCOUNT)
    .where(ACCOUNT.c.subject_id == bindparam("subject"))
    .values(security_stamp=ACCOUNT.c.security_stamp + 1)
    .returning(ACCOUNT.c.security_stamp)
)


@dataclass(frozen=True)
class AccountLocks:
    """Joins the caller's transaction."""

    database: Database

    def lock(self, subject_id: Id) -> LockedAccount | None:
        """Lock the account's row until the unit of work ends: no credential can end meanwhile.

        It is the first of a person's rows to be locked, which avoids deadlocks. None for a person
        without an account.
        """
        return locked_account(self.database.one(_LOCK, subject=subject_id))

    def renew_stamp(self, subject_id: Id) -> int:
        """Increment the security stamp: earlier authorizations lapse. Raises LookupError."""
        row = self.database.one(_RENEW, subject=subject_id)
        if row is None:
            raise LookupError("no account")
        return int(row.security_stamp)


def locked_account(row: LockedRow | None) -> LockedAccount | None:
    """The account in a row of LOCKED_ACCOUNT."""
    if row is None:
        return None
    by_age = row.guarded == GuardianReason.BY_AGE
    return LockedAccount(AccountState(row.state), row.security_stamp, by_age)
