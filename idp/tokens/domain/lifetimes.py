"""How long each thing lives."""

from datetime import timedelta
from typing import Final

CODE_LIFETIME: Final = timedelta(seconds=60)
"""A code travels through one redirect (OpenID Connect Core 3.1.3, FAPI 2.0)."""

ACCESS_TOKEN_LIFETIME: Final = timedelta(minutes=10)
ID_TOKEN_LIFETIME: Final = timedelta(minutes=10)

REFRESH_IDLE_LIFETIME: Final = timedelta(days=30)
"""A refresh token unused for so long is dead; a used one lives as long as the consent."""

REFRESH_GRACE_PERIOD: Final = timedelta(seconds=30)
"""How long the rotated token still gets the same successor, for an answer lost on the way.

It counts from the answer: where the database took longer than ANSWERED_WITHIN, from then.
"""

ANSWERED_WITHIN: Final = timedelta(seconds=1)
"""A rotation that takes no longer counts as answered when it was asked; a longer one is dated."""

NOTICED_WITHIN: Final = timedelta(seconds=10)
"""How long a process may take to notice that the database is away: longer than it waits for it."""

CODE_REPLAY_WINDOW: Final = timedelta(days=1)
"""How long a redeemed code is remembered, so that a late second use still revokes."""
