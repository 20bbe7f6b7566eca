"""Lifetimes of codes, tokens and their records."""

from datetime import timedelta
from typing import Final

CODE_LIFETIME: Final = timedelta(seconds=60)
"""A code travels through one redirect (OpenID Connect Core 3.1.3, FAPI 2.0)."""

ACCESS_TOKEN_LIFETIME: Final = timedelta(minutes=10)
ID_TOKEN_LIFETIME: Final = timedelta(minutes=10)

REFRESH_IDLE_LIFETIME: Final = timedelta(days=30)
"""A refresh token unused for so long is dead; a used one lives as long as the consent."""

REFRESH_GRACE_PERIOD: Final = timedelta(seconds=30)
"""How long a rotated token still gets the same successor, for a lost answer.

It counts from the answer, which is dated when the database took longer than ANSWERED_WITHIN.
"""

ANSWERED_WITHIN: Final = timedelta(seconds=1)
"""A rotation within this time counts as answered at its request; a longer one is dated."""

NOTICED_WITHIN: Final = timedelta(seconds=10)
"""How long a process may take to notice an absence of the database: longer than its timeouts."""

CODE_REPLAY_WINDOW: Final = timedelta(days=1)
"""How long a redeemed code is stored, so that a late replay still revokes."""
