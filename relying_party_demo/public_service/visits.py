"""The people signed in at the portal. Tokens stay here; the browser holds only a random key."""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Visit:
    """One person's presence in one browser, begun by one sign-in at the provider."""

    id_token: str
    claims: Mapping[str, Any]
    """The claims of the verified ID token."""
    person: Mapping[str, Any]
    """The userinfo response, as far as the person agreed."""
    access_token: str
    api_token: str | None = None
    stepped_up: bool = False
    """The API's challenge was followed once: a second one is an error."""
    anti_forgery: str = field(default_factory=secrets.token_urlsafe)

    def belongs_to(self, *, subject: object, sid: object) -> bool:
        """A logout token names the subject, the provider's session, or both (Back-Channel 2.4)."""
        same_subject = subject is None or subject == self.claims["sub"]
        return same_subject and (sid is None or sid == self.claims.get("sid"))


class Visits:
    """All visits of this process. `ended` remembers those the provider ended, to tell it once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._visits: dict[str, Visit] = {}
        self._ended: set[str] = set()

    def begin(self, visit: Visit) -> str:
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._visits[key] = visit
        return key

    def of(self, key: str | None) -> Visit | None:
        with self._lock:
            return None if key is None else self._visits.get(key)

    def end(self, key: str | None) -> Visit | None:
        with self._lock:
            return None if key is None else self._visits.pop(key, None)

    def end_by_provider(self, *, subject: object, sid: object) -> int:
        """End all visits a logout token names; return how many."""
        with self._lock:
            named = {
                key
                for key, visit in self._visits.items()
                if visit.belongs_to(subject=subject, sid=sid)
            }
            for key in named:
                del self._visits[key]
            self._ended |= named
        return len(named)

    def was_ended_by_provider(self, key: str | None) -> bool:
        with self._lock:
            if key in self._ended:
                self._ended.discard(key)
                return True
            return False
