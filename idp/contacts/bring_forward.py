"""Pending credentials and contacts wait less long once their letter is sent (factors.md 1.4)."""

from dataclasses import dataclass
from datetime import datetime

from idp.accounts.locks import AccountLocks
from idp.factors.bindings import Bindings, CoolOff
from idp.kernel.ids import Id
from idp.subjects.contacts import ContactRepository


@dataclass(frozen=True)
class BringForward:
    """Joins the transaction that records the hand-over; called by `notices`, below."""

    account_locks: AccountLocks
    bindings: Bindings
    book: ContactRepository
    cool_off: CoolOff

    def handed(self, waiting: Id, at: datetime) -> None:
        """Make the credential or contact of this id effective a cool-off after `at`, if sooner."""
        sooner = at + self.cool_off.after_letter
        self.bindings.bring_forward(waiting, sooner)
        owner = self.book.subject_of(waiting)
        if owner is not None:
            self.account_locks.lock(owner)
            self.book.bring_forward(owner, waiting, sooner)
