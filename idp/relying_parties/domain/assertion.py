"""Validation of a client assertion's claims (RFC 7523, OpenID Connect Core 9)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from idp.relying_parties.domain.replay import (
    ReplayKey,
    has_begun,
    is_unexpired,
    jwt_id,
    numeric_date,
)

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
LONGEST_LIFE: Final = timedelta(minutes=10)


def replay_key(
    claims: Mapping[str, Any], *, client_id: str, audiences: Collection[str], now: datetime
) -> ReplayKey | None:
    """The replay key of an assertion, None when a claim is invalid.

    `aud` is one string (hostile case J08): a list would let one assertion prove its client at
    several servers. `exp` is at most ten minutes ahead, so that used ids can be deleted. For clocks
    that differ, `exp` may be a minute past, `nbf` and `iat` a minute ahead; neither of these comes
    after `exp`.
    """
    expires_at, jti = numeric_date(claims.get("exp")), jwt_id(claims.get("jti"))
    if (
        expires_at is None
        or jti is None
        or not is_unexpired(expires_at, at_most=LONGEST_LIFE, now=now)
    ):
        return None
    if claims.get("iss") != client_id or claims.get("sub") != client_id:
        return None
    audience = claims.get("aud")
    if not isinstance(audience, str) or audience not in audiences:
        return None
    starts = [numeric_date(claims[name]) for name in ("nbf", "iat") if name in claims]
    sound = all(at is not None and has_begun(at, expires_at, now=now) for at in starts)
    return ReplayKey(jti, expires_at) if sound else None
