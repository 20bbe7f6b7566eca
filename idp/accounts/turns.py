"""The account's row as what a person's verbs wait for each other on, and its security stamp."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, update

from idp.accounts.domain import AccountState, Turn
from idp.accounts.tables import ACCOUNT
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared

_TURN: Final = (
    select(ACCOUNT.c.subject_id, ACCOUNT.c.state, ACCOUNT.c.security_stamp)
    .where(ACCOUNT.c.subject_id == bindparam("subject"))
    .with_for_update()
)


class StoredTurn(NamedTuple):
    """A row of TURN without its owner, which `turn_in` reads."""

    state: str
    security_stamp: int


class _Stamp(NamedTuple):
    security_stamp: int


_TAKE: Final = Prepared(
    _TURN.with_only_columns(ACCOUNT.c.state, ACCOUNT.c.security_stamp), StoredTurn
)
TURN: Final = _TURN.cte("turn")
"""A relation other slices may join, given `subject`, to take the turn and lock rows of their own.

The account is locked first: a lock on a joined row is taken over the whole join, and of that row
it finds what was committed meanwhile. Rows that are not locked may be older. `turn_in` reads it.
"""
_RENEW: Final = Prepared(
    update(ACCOUNT)
    .where(ACCOUNT.c.subject_id == bindparam("subject"))
    .values(security_stamp=ACCOUNT.c.security_stamp + 1)
    .returning(ACCOUNT.c.security_stamp),
    _Stamp,
)


@dataclass(frozen=True)
class Turns:
    """Joins the verb that calls it."""

    database: Database

    def take(self, subject_id: Id) -> Turn | None:
        """Lock the account's row until the unit of work ends: no credential can end meanwhile.

        It is the first of a person's rows to be locked, so that no two verbs wait for each other.
        None for a person without an account.
        """
        return turn_in(self.database.one(_TAKE, subject=subject_id))

    def renew_stamp(self, subject_id: Id) -> int:
        """Increment the security stamp: earlier authorizations lapse. Raises LookupError."""
        row = self.database.one(_RENEW, subject=subject_id)
        if row is None:
            raise LookupError("no account")
        return row.security_stamp


def turn_in(row: StoredTurn | None) -> Turn | None:
    """The turn in a row of `TURN`."""
    return None if row is None else Turn(AccountState(row.state), row.security_stamp)
