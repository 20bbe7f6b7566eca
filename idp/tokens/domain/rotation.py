"""Refresh tokens as a chain: each is derived from the one before, and only the last is valid.

A token is `<family id>.<secret>`. The first secret is random; each next one is a keyed digest of
the whole token before it, so the same token always has the same successor and a retry can be
answered without storing any secret. The database alone, or the key alone, is not enough to forge
one. The family stores the digest of the last token and how many came before. A token from which the
last one can be derived in that many steps was issued by us, so showing it again is a replay; any
other is forged, and has no effect on the family.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Final

from idp.kernel.ids import Id
from idp.tokens.domain.lifetimes import ANSWERED_WITHIN, NOTICED_WITHIN, REFRESH_GRACE_PERIOD

LONGEST_CHAIN: Final = 20_000
"""The most steps followed: a token refreshed every ten minutes for 130 days."""

_TOKEN: Final = re.compile(
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.[A-Za-z0-9_-]{43}"
)


def family_of(token: str) -> Id | None:
    """The family of a token; None when it cannot be a refresh token of ours."""
    named = _TOKEN.fullmatch(token)
    return None if named is None else named[1]


def first_token(family_id: Id, secret: str) -> str:
    """The first token of a family; `secret` is 43 characters of base64url, 256 random bits."""
    return f"{family_id}.{secret}"


def successor(key: bytes, token: str) -> str:
    """The successor of this token."""
    family_id = token.partition(".")[0]
    made = hmac.digest(key, token.encode(), "sha256")
    return f"{family_id}.{urlsafe_b64encode(made).rstrip(b'=').decode()}"


def token_digest(token: str) -> bytes:
    """The digest of a token, as stored."""
    return hashlib.sha256(token.encode()).digest()


def is_retry(rotated_at: datetime, *, arrived_at: datetime, now: datetime) -> bool:
    """Whether the token before the last was shown again in time to be a retry.

    `rotated_at` is when its successor was issued, `arrived_at` when this request came, `now` when
    the database answered. An unusual delay between the latter two is an outage, and is not counted
    against the client. The distance is absolute, so that a clock set back extends no period
    (hostile case G08).
    """
    waited = now - arrived_at
    stalled = waited if waited > ANSWERED_WITHIN else timedelta(0)
    return abs(arrived_at - rotated_at) <= REFRESH_GRACE_PERIOD + stalled


def fell_into_outage(rotated_at: datetime, began: datetime, ended: datetime, now: datetime) -> bool:
    """Whether a rotation happened during an absence of the database that just ended.

    Then its answer was probably lost. The usual rules apply to earlier rotations.
    """
    return began - NOTICED_WITHIN <= rotated_at <= ended and now - ended <= REFRESH_GRACE_PERIOD


def is_ancestor(key: bytes, token: str, last: bytes, *, generation: int) -> bool:
    """Whether the token is one of the `generation` ancestors of the token with digest `last`."""
    for _ in range(min(generation, LONGEST_CHAIN)):
        token = successor(key, token)
        if hmac.compare_digest(token_digest(token), last):
            return True
    return False
