"""How often a terminal may ask whether it is done (CIBA Core 7.3 and 11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FIRST_INTERVAL: Final = timedelta(seconds=2)
"""Short, as a person waits at the counter; the request lives two minutes at most."""

SLOW_DOWN_BY: Final = timedelta(seconds=5)
LONGEST_INTERVAL: Final = timedelta(minutes=2)
"""No request lives longer, so a longer interval would say nothing more."""


@dataclass(frozen=True, slots=True)
class Poll:
    """`interval` holds from this poll on; `slow_down`: the terminal did not keep the last one."""

    interval: timedelta
    slow_down: bool


def poll(last: datetime | None, interval: timedelta, now: datetime) -> Poll:
    """One more poll: too soon after the last it makes the interval longer by five seconds.

    The distance is taken both ways, so that a clock set back does not lock a terminal out.
    """
    slow_down = last is not None and abs(now - last) < interval
    return Poll(
        min(interval + SLOW_DOWN_BY, LONGEST_INTERVAL) if slow_down else interval, slow_down
    )
