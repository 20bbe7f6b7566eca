"""When an account may be erased, and how long one who asks has to think it over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason

WAITS: Final = timedelta(days=7)
"""As long as the link of a letter undoes a change: whoever took an account over cannot erase it
before its owner had this time to see the letter."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One that waits until `due_at`."""

    id: Id
    subject_id: Id
    asked_at: datetime
    due_at: datetime


def refusal(mode: AccountsMode, *, officer: bool) -> Reason | None:
    """Why this account is not erased, now or later; None when it may be asked for.

    PERMANENT_RECORD: identities of the State's system are kept permanently (D17.1). ON_RECORD: the
    person decided as an officer, and decisions are kept with who made them.
    """
    if mode is AccountsMode.STATE_SYSTEM:
        return Reason.PERMANENT_RECORD
    return Reason.ON_RECORD if officer else None
