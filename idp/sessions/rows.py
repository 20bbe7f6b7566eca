"""From rows to authentication events and sessions."""

from datetime import datetime
from typing import Any, NamedTuple

from idp.assurance.acr import amr_of
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import LEAST, Piece, ShownPiece, from_words
from idp.kernel.ids import Id
from idp.sessions.domain import AuthenticationEvent, Session


class StoredEvent(NamedTuple):
    """A row of AUTHENTICATION_EVENTS, which `event_from` reads."""

    id: Id
    subject_id: Id
    transaction_id: Id
    client_id: str | None
    level: int
    kinds: list[str]
    shown: list[Any] | None
    purpose: str | None
    session_id: Id | None
    authenticated_at: datetime


class StoredSession(NamedTuple):
    """A row of LIVE_SESSIONS, which `session_from` reads: a session and its sign-in."""

    id: Id
    subject_id: Id
    token_digest: bytes
    event_id: Id
    begun_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    device: str
    security_stamp: int
    evidence_stopped_at: datetime | None
    transaction_id: Id
    client_id: str | None
    level: int
    kinds: list[str]
    shown: list[Any] | None
    purpose: str | None
    authenticated_at: datetime


def event_from(row: StoredEvent) -> AuthenticationEvent:
    """The event in a row of AUTHENTICATION_EVENTS."""
    return _event(row, row.id, row.session_id)


def session_from(row: StoredSession) -> Session:
    """The session in a row of LIVE_SESSIONS."""
    return Session(
        id=row.id,
        subject_id=row.subject_id,
        event=_event(row, row.event_id, row.id),
        begun_at=row.begun_at,
        expires_at=row.expires_at,
        device=row.device,
        security_stamp=row.security_stamp,
        evidence_stopped_at=row.evidence_stopped_at,
    )


def _event(
    row: StoredEvent | StoredSession, event_id: Id, session_id: Id | None
) -> AuthenticationEvent:
    level, shown = Level(row.level), _shown(row, event_id)
    return AuthenticationEvent(
        id=event_id,
        transaction_id=row.transaction_id,
        subject_id=row.subject_id,
        client_id=row.client_id,
        level=level,
        shown=shown,
        amr=amr_of([each.piece.kind for each in shown], level),
        authenticated_at=row.authenticated_at,
        purpose=row.purpose,
        session_id=session_id,
    )


def _shown(row: StoredEvent | StoredSession, event_id: Id) -> tuple[ShownPiece, ...]:
    """The evidence; of a sign-in older than bindings it counts at the lowest bound."""
    if row.shown is None:
        return tuple(ShownPiece(Piece(EvidenceKind(kind), LEAST), event_id) for kind in row.kinds)
    return tuple(map(from_words, row.shown))
