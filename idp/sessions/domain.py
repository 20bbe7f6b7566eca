"""A sign-in that happened, and the session that remembers it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.kernel.ids import Id

LIFETIME: Final = timedelta(hours=8)
"""The longest a session answers without a new sign-in; levels drop earlier on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One completed sign-in: immutable; sessions and tokens point to it.

    `client_id` is the relying party it was made for, None for the person's own account.
    """

    id: Id
    transaction_id: Id
    subject_id: Id
    client_id: str | None
    level: Level
    kinds: tuple[EvidenceKind, ...]
    amr: tuple[str, ...]
    authenticated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`device` is what the browser said of itself at sign-in, cut to 200 characters."""

    id: Id
    subject_id: Id
    event: Event
    begun_at: datetime
    expires_at: datetime
    device: str


@dataclass(frozen=True, slots=True)
class Started:
    """A session and the only copy of its token, for the browser's cookie."""

    session: Session
    token: str
