"""How often a trait may be tried: pure, per person and trait, apart from every other counter.

A face cannot be changed like a password, so a guesser is stopped for good and not only slowed down
(NIST SP 800-63B-4 section 3.2.3): a few failures in a row, then a growing wait for each further
try, then an end until the person proves themselves otherwise.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class FailureLimits:
    """`free`: failures in a row before there is a wait; `most`: those after which it is over."""

    free: int
    most: int


PLAIN: Final = FailureLimits(free=5, most=50)
WITH_ATTACK_DETECTION: Final = FailureLimits(free=10, most=100)
"""Where an independent laboratory accredited the detection of attacks."""

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=1)
_DOUBLINGS: Final = 16
"""After so many the longest wait was reached long ago."""


@dataclass(frozen=True, slots=True)
class FailureCount:
    """Tries since the last success, when the next may be, and since when there is none."""

    failures: int = 0
    opens_at: datetime | None = None
    disabled_at: datetime | None = None

    def closed_until(self, now: datetime) -> datetime | None:
        """The end of the present wait; None where there is none."""
        return self.opens_at if self.opens_at is not None and now < self.opens_at else None


def wait_after(failures: int, limits: FailureLimits) -> timedelta:
    """The wait before the next try after so many failures in a row."""
    if failures < limits.free:
        return timedelta(0)
    doubled = min(failures - limits.free, _DOUBLINGS)
    return min(_FIRST_WAIT * (1 << doubled), _LONGEST_WAIT)


def counted(tries: FailureCount, limits: FailureLimits, now: datetime) -> FailureCount:
    """One more try, as if it had failed already: it is counted before it is made."""
    failures = tries.failures + 1
    wait = wait_after(failures, limits)
    return FailureCount(
        failures=failures,
        opens_at=now + wait if wait else None,
        disabled_at=now if failures >= limits.most else None,
    )


def released(now_on_record: FailureCount, admitted: FailureCount) -> FailureCount:
    """Without a try the service never answered; the effect of other tries stays."""
    if now_on_record.failures == 0:
        return now_on_record
    alone = now_on_record == admitted
    return replace(
        now_on_record,
        failures=now_on_record.failures - 1,
        opens_at=None if alone else now_on_record.opens_at,
        disabled_at=None if alone else now_on_record.disabled_at,
    )
