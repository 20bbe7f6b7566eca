"""A requested authentication, parsed and frozen; and a pending request with its state."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from idp.assurance.levels import Level
from idp.ciba.domain.states import RequestState
from idp.kernel.ids import Id

REQUEST_LIFETIME: Final = timedelta(seconds=120)
"""The longest life of a request: the person stands at the counter."""

CODE_LIFETIME: Final = timedelta(seconds=60)
"""The lifetime of the code on the person's phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedAuthentication:
    """`level` is the lowest accepted one; claims are those requested by name.

    `lives_for` is `requested_expiry`, limited to LIVES_FOR.
    """

    scope: tuple[str, ...]
    level: Level
    id_token_claims: Mapping[str, Any] = field(default_factory=dict)
    userinfo_claims: Mapping[str, Any] = field(default_factory=dict)
    lives_for: timedelta = REQUEST_LIFETIME


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRequest:
    """A pending request; its id is the transaction of the evidence.

    `device_id` is the credential of the phone whose code was scanned: only that phone may answer.
    `words` are the binding message without its number. `tries` counts wrong numbers. `page` is the
    digest of the phone's page when its key approved and a PIN had to follow.
    """

    id: Id
    client_id: str
    terminal_id: Id
    subject_id: Id
    device_id: Id
    requested: RequestedAuthentication
    words: str
    state: RequestState
    tries: int
    interval: timedelta
    polled_at: datetime | None
    asked_at: datetime
    expires_at: datetime
    family_id: Id
    grant: Mapping[str, Any] | None
    ping_id: Id | None
    page: str | None = None

    def has_expired(self, now: datetime) -> bool:
        return now >= self.expires_at


def to_document(asked: RequestedAuthentication) -> dict[str, Any]:
    """A JSON document that `from_document` reads back as an equal value."""
    document = asdict(asked)
    return document | {
        "scope": list(asked.scope),
        "level": int(asked.level),
        "lives_for": asked.lives_for.total_seconds(),
    }


def from_document(document: Mapping[str, Any]) -> RequestedAuthentication:
    return RequestedAuthentication(
        scope=tuple(document["scope"]),
        level=Level(document["level"]),
        id_token_claims=document["id_token_claims"],
        userinfo_claims=document["userinfo_claims"],
        lives_for=timedelta(seconds=document["lives_for"]),
    )
