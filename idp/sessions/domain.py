"""Authentication events, and the sessions they began."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from idp.accounts.domain import Basis
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Pieces, ShownPiece
from idp.kernel.actors import Person
from idp.kernel.ids import Id

LIFETIME: Final = timedelta(hours=8)
"""The longest a session answers without a new sign-in; levels drop earlier on their own."""

KEPT_FOR: Final = timedelta(days=30)
"""How long an expired session's row stays: as long as a refresh token may be idle."""

OPEN_DESK: Final = "open_desk"
"""The purpose of a sign-in that begins a session of the officers' desk."""
OPENS_DESK_FOR: Final = timedelta(minutes=5)
"""How long after the sign-in it can begin one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticationEvent:
    """One completed authentication: immutable; sessions and tokens refer to it.

    `client_id` is the relying party it was made for, None for the person's own account. `shown` is
    the evidence with its bounds at that time; `purpose` names the one change of the account it is
    for. `session_id` is the session it began or was made in: when that ends, the sign-in has ended.
    """

    id: Id
    transaction_id: Id
    subject_id: Id
    client_id: str | None
    level: Level
    shown: tuple[ShownPiece, ...]
    amr: tuple[str, ...]
    authenticated_at: datetime
    purpose: str | None = None
    session_id: Id | None = None

    @property
    def kinds(self) -> tuple[EvidenceKind, ...]:
        """The kinds of evidence of the sign-in, each once."""
        return tuple(dict.fromkeys(each.piece.kind for each in self.shown))

    @property
    def pieces(self) -> Pieces:
        return frozenset(each.piece for each in self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`device` is our name for the browser at sign-in (`kernel.user_agents`), or a counter's desk.

    `evidence_stopped_at`: since when a means it was proven with is stopped, because its owner
    lost or removed it. From then on the session opens their own account and nothing else.
    """

    id: Id
    subject_id: Id
    event: AuthenticationEvent
    begun_at: datetime
    expires_at: datetime
    device: str
    security_stamp: int = field(default=0, compare=False)
    evidence_stopped_at: datetime | None = None

    @property
    def continues(self) -> bool:
        """Whether its authentication may be asserted, or used for a change of credentials."""
        return self.evidence_stopped_at is None

    def holds(self, event: AuthenticationEvent) -> bool:
        """Whether this sign-in was made in this session and can still be asserted.

        One without a session id (of an earlier release) counts only while it is the latest.
        """
        same = self.id == event.session_id if event.session_id else self.event.id == event.id
        return same and self.subject_id == event.subject_id

    @property
    def basis(self) -> Basis:
        """The authorization given by this session."""
        event = self.event
        level, at = int(event.level), event.authenticated_at
        return Basis(self.subject_id, self.security_stamp, self.id, level, at)

    @property
    def actor(self) -> Person:
        """The person as who acts in this session."""
        return self.basis.actor


@dataclass(frozen=True, slots=True)
class NewSession:
    """A new session and the only copy of its token, for the browser's cookie."""

    session: Session
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSession:
    """A session of the officers' desk, and the sign-in that began it.

    `idle_at`: when it ends unless a page is opened before; `expires_at`: when it ends in any case.
    `session_id`: the session of the own account that the same sign-in began. `appointment_id`: the
    appointment the officer acts in; None until one of several is chosen.
    """

    id: Id
    subject_id: Id
    event: AuthenticationEvent
    session_id: Id
    appointment_id: Id | None
    begun_at: datetime
    idle_at: datetime
    expires_at: datetime
    device: str

    @property
    def actor(self) -> Person:
        """The person of the own account as who acts, in the session the same sign-in began."""
        return Person(
            subject_id=self.subject_id,
            session_id=self.session_id,
            level=int(self.event.level),
            authenticated_at=self.event.authenticated_at,
        )


@dataclass(frozen=True, slots=True)
class NewDeskSession:
    """A session of the desk just begun; the browser keeps the token."""

    id: Id
    token: str = field(repr=False)
