"""The grant of one transaction, from the code to the last refresh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import Piece
from idp.kernel.ids import Id

MATCHES: Final = "matches"


@dataclass(frozen=True, slots=True)
class ActingPerson:
    """Who acts for the subject of a grant, with the security stamp of their account then.

    `sub_base`: the subject from whose id their `sub` is made at the client.
    """

    subject_id: Id
    security_stamp: int
    sub_base: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The unchanging part of a grant, for all tokens of its family.

    `level`, `amr` and `auth_time` are those of the event and never change (G18). The member
    `matches` of `userinfo_claims` maps claims to the values to compare them with (D3.6).
    """

    transaction_id: Id
    scope: tuple[str, ...]
    id_token_claims: Mapping[str, Any]
    userinfo_claims: Mapping[str, Any]
    event_id: Id
    level: int
    amr: tuple[str, ...]
    auth_time: datetime
    resource: str | None
    items: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    """The evidence; empty in a grant older than this member."""
    guardians: tuple[Id, ...] = ()
    """The guardians by whose confirmation it was issued (D14.2-1); kept only where there are."""
    acting: ActingPerson | None = None
    """Who acts for the subject, by their own sign-in (D14.2-2, X6.1); kept only where one does."""

    @property
    def comparisons(self) -> Mapping[str, Any]:
        asked = self.userinfo_claims.get(MATCHES)
        return asked if isinstance(asked, Mapping) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Granted):
    """The grant of an authorization code."""

    client_id: str
    subject_id: Id
    redirect_uri: str
    code_challenge: str
    nonce: str | None
    consent_id: Id | None
    session_id: Id


@dataclass(frozen=True, slots=True)
class CodeBinding:
    """The binding of a code, readable before it is redeemed."""

    client_id: str
    redirect_uri: str
    code_challenge: str
    expires_at: datetime
    redeemed: bool


_GRANTED: Final = tuple(each.name for each in fields(Granted))
_GRANT: Final = tuple(each.name for each in fields(Grant))


@dataclass(frozen=True, slots=True)
class TokenResponse:
    """A token answer; `expires_in` is in seconds."""

    access_token: str
    expires_in: int
    scope: tuple[str, ...]
    refresh_token: str | None = None
    id_token: str | None = None


def granted_of(grant: Grant) -> Granted:
    """The part of a grant that outlives the code."""
    return Granted(**{name: getattr(grant, name) for name in _GRANTED})


def to_document(granted: Granted) -> dict[str, Any]:
    """A JSON document that `granted_from` or `grant_from` reads back as an equal value.

    Made by hand: `asdict` copies deeply and costs more than signing.
    """
    names = _GRANT if isinstance(granted, Grant) else _GRANTED
    document = {name: getattr(granted, name) for name in names}
    # Both are unknown to processes of the release before.
    if not granted.guardians:
        del document["guardians"]
    acting = document.pop("acting")
    if acting is not None:
        document["acting"] = [acting.subject_id, acting.security_stamp, acting.sub_base]
    return document | {"auth_time": granted.auth_time.isoformat()}


def granted_from(document: Mapping[str, Any]) -> Granted:
    return Granted(**_typed(document))


def grant_from(document: Mapping[str, Any]) -> Grant:
    return Grant(**_typed(document))


def _typed(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **document,
        "scope": tuple(document["scope"]),
        "amr": tuple(document["amr"]),
        "items": tuple(document["items"]),
        "pieces": tuple(map(_piece, document.get("pieces", ()))),
        "guardians": tuple(document.get("guardians", ())),
        "acting": ActingPerson(*document["acting"]) if document.get("acting") else None,
        "auth_time": datetime.fromisoformat(document["auth_time"]),
    }


def _piece(words: Sequence[Any]) -> Piece:
    kind, bound, identity, resistant = words
    return Piece(EvidenceKind(kind), bound, identity, resistant)
