"""From a row of sign-ins or live sessions to its value."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from idp.assurance.acr import amr_of
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import LEAST, Piece, ShownPiece, from_words
from idp.sessions.domain import AuthenticationEvent, Session


def event_from(row: Mapping[str, Any], prefix: str = "") -> AuthenticationEvent:
    """The event in a row of AUTHENTICATION_EVENTS; a join may have given its columns a prefix."""
    level, shown = Level(row[prefix + "level"]), _shown(row, prefix)
    at: datetime = row[prefix + "authenticated_at"]
    return AuthenticationEvent(
        id=row[prefix + "id"],
        transaction_id=row[prefix + "transaction_id"],
        subject_id=row[prefix + "subject_id"],
        client_id=row[prefix + "client_id"],
        level=level,
        shown=shown,
        amr=amr_of([each.piece.kind for each in shown], level),
        authenticated_at=at,
        purpose=row[prefix + "purpose"],
        session_id=row[prefix + "session_id"],
    )


def _shown(row: Mapping[str, Any], prefix: str) -> tuple[ShownPiece, ...]:
    """What was proven; a sign-in older than bindings counts for the least from now on."""
    words = row[prefix + "shown"]
    if words is None:
        kinds = map(EvidenceKind, row[prefix + "kinds"])
        return tuple(ShownPiece(Piece(kind, LEAST), row[prefix + "id"]) for kind in kinds)
    return tuple(map(from_words, words))


def session_from(row: Mapping[str, Any]) -> Session:
    """The session in a row of LIVE_SESSIONS."""
    return Session(
        id=row["id"],
        subject_id=row["subject_id"],
        event=event_from({**row, "id": row["event_id"], "session_id": row["id"]}),
        begun_at=row["begun_at"],
        expires_at=row["expires_at"],
        device=row["device"],
        security_stamp=row["security_stamp"],
        evidence_stopped_at=row["evidence_stopped_at"],
    )
