"""The schedule of tries with a trait, per person and trait, with its own counter. Pure.

A face cannot be changed like a password, so after too many failures the trait is blocked and not
only throttled (NIST SP 800-63B-4 section 3.2.3): a few failures in a row, then a growing wait for
each further try, then a block until the person proves another factor.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class FailureLimits:
    """`free`: failures in a row before there is a wait; `most`: those before the block."""

    free: int
    most: int


PLAIN: Final = FailureLimits(free=5, most=50)
WITH_ATTACK_DETECTION: Final = FailureLimits(free=10, most=100)
"""For services whose detection of attacks an independent laboratory accredited."""

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=1)
_DOUBLINGS: Final = 16
"""After this many failures the wait has been the longest for long."""


@dataclass(frozen=True, slots=True)
class FailureCount:
    """Tries since the last success, when the next is allowed, and since when it is blocked."""

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
    """With one more try, counted as a failure before it is made."""
    failures = tries.failures + 1
    wait = wait_after(failures, limits)
    return FailureCount(
        failures=failures,
        opens_at=now + wait if wait else None,
        disabled_at=now if failures >= limits.most else None,
    )


def released(now_on_record: FailureCount, admitted: FailureCount) -> FailureCount:
    """Without a try that the service did not answer; other tries still count."""
    if now_on_record.failures == 0:
        return now_on_record
    alone = now_on_record == admitted
    return replace(
        now_on_record,
        failures=now_on_record.failures - 1,
        opens_at=None if alone else now_on_record.opens_at,
        disabled_at=None if alone else now_on_record.disabled_at,
    )
