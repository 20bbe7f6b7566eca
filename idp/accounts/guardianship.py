"""Accounts whose holder has come of age: the guardian's confirmation is no longer needed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from idp.accounts.service import Accounts
from idp.kernel.clock import Clock
from idp.kernel.ids import Id

_AT_ONCE: Final = 100
_REST: Final = timedelta(hours=12)
"""Between one pass over all of them and the next."""


@dataclass
class GuardianshipReview:
    """A worker's position in the list; several workers may go through it at the same time."""

    accounts: Accounts
    clock: Clock
    _after: Id | None = field(default=None, init=False)
    _rests_until: datetime | None = field(default=None, init=False)

    def review_next(self) -> int:
        """Review the next few; returns how many of them need no guardian any more.

        A pause that would end too late was begun before the clock was set back, and is over.
        """
        now = self.clock.now()
        rests_until = self._rests_until
        if rests_until is not None and now < rests_until <= now + _REST:
            return 0
        some = self.accounts.guarded_by_age(after=self._after, limit=_AT_ONCE)
        self._after, self._rests_until = (
            (some[-1], None) if len(some) == _AT_ONCE else (None, now + _REST)
        )
        return sum(self.accounts.end_guardianship_by_age(each) for each in some)
