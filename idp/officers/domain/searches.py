"""How fast an officer may look for people: so that nobody goes through the population."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

AT_ONCE: Final = 20
"""Searches that may follow each other directly."""
ONE_EVERY: Final = timedelta(minutes=2)
"""After them one in this time, and so many more again for each such time without any."""
_AHEAD: Final = (AT_ONCE - 1) * ONE_EVERY


class Pace(NamedTuple):
    """`next_at`: when the next search would be at an even pace, to be kept after this one.

    `retry_at`: from when on one may be again; None where this one may be now.
    """

    next_at: datetime
    retry_at: datetime | None


def pace_after(next_at: datetime | None, now: datetime) -> Pace:
    """Whether one more search may be now (the generic cell rate algorithm, ITU-T I.371)."""
    even = now if next_at is None or next_at < now else next_at
    if even - now > _AHEAD:
        return Pace(even, even - _AHEAD)
    return Pace(even + ONE_EVERY, None)
