"""The request a terminal signs: FAPI-CIBA 5.2.2 on what it must say besides what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

LONGEST_LIFE: Final = timedelta(minutes=60)
CLOCKS_MAY_DIFFER: Final = timedelta(seconds=60)
_LONGEST_JTI: Final = 255


@dataclass(frozen=True, slots=True)
class OneUse:
    """The part of a sound request that must be spent: it asks once.

    `expires_at` is its `exp`; until `seen_until` it must be remembered that it was used.
    """

    jti: str
    expires_at: datetime

    @property
    def seen_until(self) -> datetime:
        return self.expires_at + CLOCKS_MAY_DIFFER


def one_use(
    claims: Mapping[str, Any], *, client_id: str, issuer: str, now: datetime
) -> OneUse | None:
    """The use a signed request is good for; None when a member is missing or wrong.

    `aud` is our issuer, alone. `exp` lies at most an hour ahead, `nbf` at most an hour back; each
    clock may differ from ours by a minute. Neither `nbf` nor `iat` comes after `exp`.
    """
    exp, nbf, iat = (_instant(claims.get(name)) for name in ("exp", "nbf", "iat"))
    jti = claims.get("jti")
    if exp is None or nbf is None or iat is None:
        return None
    if not isinstance(jti, str) or not 1 <= len(jti) <= _LONGEST_JTI:
        return None
    if claims.get("iss") != client_id or claims.get("aud") not in (issuer, [issuer]):
        return None
    earliest, latest = now - CLOCKS_MAY_DIFFER, now + CLOCKS_MAY_DIFFER
    in_time = earliest < exp <= latest + LONGEST_LIFE and earliest - LONGEST_LIFE <= nbf
    begun = max(nbf, iat) <= min(exp, latest)
    return OneUse(jti, exp) if in_time and begun else None


def _instant(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
