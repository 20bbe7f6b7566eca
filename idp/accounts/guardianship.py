"""Accounts whose holder has come of age: the guardian's confirmation is no longer needed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from idp.accounts.service import Accounts
from idp.kernel.clock import Clock, civil_midnight
from idp.kernel.ids import Id
from idp.platform.database import Unavailable
from idp.platform.logs import logger

_LOG: Final = logger(__name__)
_AT_ONCE: Final = 100
_REST: Final = timedelta(hours=12)
"""Between one pass over all of them and the next, which begins at midnight in Viet Nam too."""
_DAY: Final = timedelta(days=1)


class Settlement(Protocol):
    """Ends the guardianship of one person, and whatever ends with it."""

    def settle(self, subject_id: Id) -> bool:
        """Whether it was time, and this call did."""
        ...


@dataclass
class GuardianshipReview:
    """A worker's position in the list; several workers may go through it at the same time."""

    accounts: Accounts
    clock: Clock
    settlement: Settlement
    _after: Id | None = field(default=None, init=False)
    _rests_until: datetime | None = field(default=None, init=False)

    def review_next(self) -> int:
        """Review the next few; returns how many of them need no guardian any more.

        One that fails is logged, waits for the next pass and delays nobody. A pause that would end
        too late was begun before the clock was set back, and is over.
        """
        now = self.clock.now()
        rests_until = self._rests_until
        if rests_until is not None and now < rests_until <= now + _REST:
            return 0
        some = self.accounts.guarded_by_age(after=self._after, limit=_AT_ONCE)
        self._after, self._rests_until = (
            (some[-1], None) if len(some) == _AT_ONCE else (None, _next_pass(now))
        )
        return sum(self._tried(each) for each in some)

    def _tried(self, subject_id: Id) -> bool:
        try:
            return self.settlement.settle(subject_id)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - one that fails must not keep the others guarded
            _LOG.exception("guardianship by age not ended")
            return False


def _next_pass(now: datetime) -> datetime:
    return min(now + _REST, civil_midnight(now) + _DAY)
