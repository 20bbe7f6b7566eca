"""The account's row as what a person's verbs wait for each other on, and its security stamp."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select, update

from idp.accounts.domain import AccountState, Turn
from idp.accounts.tables import ACCOUNT
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared

_TAKE: Final = Prepared(
    select(ACCOUNT.c.state, ACCOUNT.c.security_stamp)
    .where(ACCOUNT.c.subject_id == bindparam("subject"))
    .with_for_update()
)
_RENEW: Final = Prepared(
    update(ACCOUNT)
    .where(ACCOUNT.c.subject_id == bindparam("subject"))
    .values(security_stamp=ACCOUNT.c.security_stamp + 1)
    .returning(ACCOUNT.c.security_stamp)
)


@dataclass(frozen=True)
class Turns:
    """Joins the verb that calls it."""

    database: Database

    def take(self, subject_id: Id) -> Turn | None:
        """Lock the account until the verb ends: what is made of its means cannot end meanwhile.

        It is the first of a person's rows to be locked, so that no two verbs wait for each other.
        None for a person without an account.
        """
        row = self.database.one(_TAKE, subject=subject_id)
        return None if row is None else Turn(AccountState(row["state"]), row["security_stamp"])

    def renew_stamp(self, subject_id: Id) -> int:
        """Whatever was allowed so far counts no more; the new stamp. Raises LookupError."""
        row = self.database.one(_RENEW, subject=subject_id)
        if row is None:
            raise LookupError("no account")
        stamp: int = row["security_stamp"]
        return stamp
