"""What a client assertion must say before it proves a client (RFC 7523, OpenID Connect Core 9)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
LONGEST_LIFE: Final = timedelta(minutes=10)
CLOCKS_MAY_DIFFER: Final = timedelta(seconds=60)
_LONGEST_JTI: Final = 255


@dataclass(frozen=True, slots=True)
class OneUse:
    """The part of an acceptable assertion that must be spent: it proves its client once.

    `expires_at` is its `exp`; until `seen_until` it must be remembered that it was used.
    """

    jti: str
    expires_at: datetime

    @property
    def seen_until(self) -> datetime:
        return self.expires_at + CLOCKS_MAY_DIFFER


def one_use(
    claims: Mapping[str, Any], *, client_id: str, audiences: Collection[str], now: datetime
) -> OneUse | None:
    """The use an assertion is good for, None when anything about it is wrong.

    `aud` is one string (hostile case J08): a list would let one assertion prove its client at
    several servers. `exp` lies ahead by ten minutes at most, so that what was spent may be
    forgotten. For clocks that differ, `exp` may be a minute past, `nbf` and `iat` a minute ahead;
    neither of these comes after `exp`.
    """
    expires_at = _instant(claims.get("exp"))
    jti = claims.get("jti")
    if expires_at is None or not _in_time(expires_at, now):
        return None
    if not isinstance(jti, str) or not 1 <= len(jti) <= _LONGEST_JTI:
        return None
    if claims.get("iss") != client_id or claims.get("sub") != client_id:
        return None
    audience = claims.get("aud")
    if not isinstance(audience, str) or audience not in audiences:
        return None
    return OneUse(jti, expires_at) if _begun(claims, expires_at, now) else None


def _in_time(expires_at: datetime, now: datetime) -> bool:
    return now - CLOCKS_MAY_DIFFER < expires_at <= now + LONGEST_LIFE + CLOCKS_MAY_DIFFER


def _begun(claims: Mapping[str, Any], expires_at: datetime, now: datetime) -> bool:
    for name in ("nbf", "iat"):
        if name in claims:
            at = _instant(claims[name])
            if at is None or at > min(expires_at, now + CLOCKS_MAY_DIFFER):
                return False
    return True


def _instant(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
