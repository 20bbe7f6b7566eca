"""Validation of a terminal's signed request (FAPI-CIBA 5.2.2)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from idp.relying_parties.domain.replay import (
    CLOCKS_MAY_DIFFER,
    ReplayKey,
    has_begun,
    is_unexpired,
    jwt_id,
    numeric_date,
)

LONGEST_LIFE: Final = timedelta(minutes=60)


def replay_key(
    claims: Mapping[str, Any], *, client_id: str, issuer: str, now: datetime
) -> ReplayKey | None:
    """The replay key of a signed request; None when a member is missing or wrong.

    `aud` is our issuer, alone. `exp` lies at most an hour ahead, `nbf` at most an hour back; each
    clock may differ from ours by a minute. Neither `nbf` nor `iat` comes after `exp`.
    """
    exp, nbf, iat = (numeric_date(claims.get(name)) for name in ("exp", "nbf", "iat"))
    jti = jwt_id(claims.get("jti"))
    if exp is None or nbf is None or iat is None or jti is None:
        return None
    if claims.get("iss") != client_id or claims.get("aud") not in (issuer, [issuer]):
        return None
    in_time = is_unexpired(exp, at_most=LONGEST_LIFE, now=now) and has_begun(
        max(nbf, iat), exp, now=now
    )
    recent = now - CLOCKS_MAY_DIFFER - LONGEST_LIFE <= nbf
    return ReplayKey(jti, exp) if in_time and recent else None
