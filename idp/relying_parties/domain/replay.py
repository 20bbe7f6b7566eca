"""Rules for every JWT signed by a client: its times, and one use of its `jti` (RFC 7519)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

CLOCKS_MAY_DIFFER: Final = timedelta(seconds=60)
_LONGEST_JTI: Final = 255


@dataclass(frozen=True, slots=True)
class ReplayKey:
    """The part of a sound word that must be spent.

    `expires_at` is its `exp`; until `seen_until` it must be remembered that it was used.
    """

    jti: str
    expires_at: datetime

    @property
    def seen_until(self) -> datetime:
        return self.expires_at + CLOCKS_MAY_DIFFER


def jwt_id(claim: object) -> str | None:
    """A `jti` that can be remembered; None for anything else."""
    return claim if isinstance(claim, str) and 1 <= len(claim) <= _LONGEST_JTI else None


def numeric_date(claim: object) -> datetime | None:
    """A NumericDate (RFC 7519 section 2); None for anything else."""
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    try:
        return datetime.fromtimestamp(claim, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def is_unexpired(expires_at: datetime, *, at_most: timedelta, now: datetime) -> bool:
    """Whether `exp` is not past, and lies ahead by `at_most`, so that it need not be kept long."""
    return now - CLOCKS_MAY_DIFFER < expires_at <= now + at_most + CLOCKS_MAY_DIFFER


def has_begun(at: datetime, expires_at: datetime, *, now: datetime) -> bool:
    """Whether an `nbf` or `iat` is past, and not after `exp`."""
    return at <= min(expires_at, now + CLOCKS_MAY_DIFFER)
