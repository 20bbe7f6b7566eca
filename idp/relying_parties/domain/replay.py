"""Rules for every JWT signed by a client: its times, and one use of its `jti` (RFC 7519)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

CLOCKS_MAY_DIFFER: Final = timedelta(seconds=60)
_LONGEST_JTI: Final = 255


@dataclass(frozen=True, slots=True)
class ReplayKey:
    """The one-time part of a valid JWT.

    `expires_at` is its `exp`; its use must be stored until `seen_until`.
    """

    jti: str
    expires_at: datetime

    @property
    def seen_until(self) -> datetime:
        return self.expires_at + CLOCKS_MAY_DIFFER


def jwt_id(claim: object) -> str | None:
    """A `jti` that can be stored; None otherwise."""
    return claim if isinstance(claim, str) and 1 <= len(claim) <= _LONGEST_JTI else None


def numeric_date(claim: object) -> datetime | None:
    """A NumericDate (RFC 7519 section 2); None otherwise."""
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    try:
        return datetime.fromtimestamp(claim, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def is_unexpired(expires_at: datetime, *, at_most: timedelta, now: datetime) -> bool:
    """Whether `exp` is not past, and at most `at_most` ahead."""
    return now - CLOCKS_MAY_DIFFER < expires_at <= now + at_most + CLOCKS_MAY_DIFFER


def has_begun(at: datetime, expires_at: datetime, *, now: datetime) -> bool:
    """Whether an `nbf` or `iat` is past, and not after `exp`."""
    return at <= min(expires_at, now + CLOCKS_MAY_DIFFER)
