"""The polling interval (CIBA Core 7.3 and 11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FIRST_INTERVAL: Final = timedelta(seconds=2)
"""Short, as a person waits at the counter; the request lives two minutes at most."""

SLOW_DOWN_BY: Final = timedelta(seconds=5)
LONGEST_INTERVAL: Final = timedelta(minutes=2)
"""The longest interval, as no request lives longer."""


@dataclass(frozen=True, slots=True)
class Poll:
    """`interval` applies from this poll on; `slow_down`: the last one was not kept."""

    interval: timedelta
    slow_down: bool


def poll(last: datetime | None, interval: timedelta, now: datetime) -> Poll:
    """One poll; one too early lengthens the interval by five seconds.

    The distance is absolute, so that a clock set back does not lock a terminal out.
    """
    slow_down = last is not None and abs(now - last) < interval
    return Poll(
        min(interval + SLOW_DOWN_BY, LONGEST_INTERVAL) if slow_down else interval, slow_down
    )
