"""What a terminal asks, parsed and frozen; and a pending request with where it stands."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from idp.assurance.levels import Level
from idp.counter.domain.states import State
from idp.kernel.ids import Id

LIVES_FOR: Final = timedelta(seconds=120)
"""The longest a request may be open: the person stands at the counter with the phone in hand."""

CODE_FOR: Final = timedelta(seconds=60)
"""How long the code on the person's phone may be scanned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`level` is the lowest the terminal accepts; claims are those asked by name.

    `lives_for` is what it wishes, and gets if it is no more than LIVES_FOR.
    """

    scope: tuple[str, ...]
    level: Level
    id_token_claims: Mapping[str, Any] = field(default_factory=dict)
    userinfo_claims: Mapping[str, Any] = field(default_factory=dict)
    lives_for: timedelta = LIVES_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One pending request; its id is the transaction the person proves in.

    `device_id` is the credential of the phone whose code was scanned: only that phone may answer.
    `words` are the binding message without its number. `tries` counts wrong numbers. `page` is the
    digest of what the phone showed when its key approved and a PIN had to follow.
    """

    id: Id
    client_id: str
    terminal_id: Id
    subject_id: Id
    device_id: Id
    asked: Asked
    words: str
    state: State
    tries: int
    interval: timedelta
    polled_at: datetime | None
    asked_at: datetime
    expires_at: datetime
    family_id: Id
    grant: Mapping[str, Any] | None
    ping_id: Id | None
    page: str | None = None

    def is_over(self, now: datetime) -> bool:
        return now >= self.expires_at


def to_document(asked: Asked) -> dict[str, Any]:
    """A JSON document that `from_document` reads back as an equal value."""
    document = asdict(asked)
    return document | {
        "scope": list(asked.scope),
        "level": int(asked.level),
        "lives_for": asked.lives_for.total_seconds(),
    }


def from_document(document: Mapping[str, Any]) -> Asked:
    return Asked(
        scope=tuple(document["scope"]),
        level=Level(document["level"]),
        id_token_claims=document["id_token_claims"],
        userinfo_claims=document["userinfo_claims"],
        lives_for=timedelta(seconds=document["lives_for"]),
    )
