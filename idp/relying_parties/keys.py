"""A client's public keys, read from its `jwks_uri` when wanted, at a bounded rate (C11)."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeGuard

from idp.kernel.clock import Clock
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused

FRESH_FOR: Final = timedelta(seconds=60)
UNKNOWN_KEY_AFTER: Final = timedelta(seconds=10)
_NONE: Final[Mapping[str, Any]] = {"keys": []}


@dataclass(frozen=True, slots=True)
class _Fetched:
    jwks: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True)
class FetchedKeys:
    """Key sets by address, kept in memory: they are anybody's to read and may be lost."""

    outbound: Outbound
    clock: Clock
    _fetched: dict[str, _Fetched] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def at(self, address: str, *, kid: str | None) -> Mapping[str, Any]:
        """The key set at an address: at most a minute old, or ten seconds when `kid` is unknown.

        The minute lets a key the party withdrew die soon; the ten seconds keep a stream of unknown
        key ids from becoming a stream of fetches (hostile case J12). A failing address is asked as
        rarely as a good one, and its last good keys serve on.
        """
        known = self._fetched.get(address)
        if known is not None and not self._is_stale(known, kid):
            return known.jwks
        with self._lock:
            known = self._fetched.get(address)
            if known is None or self._is_stale(known, kid):
                known = self._fetch(address, known)
        return known.jwks

    def _is_stale(self, known: _Fetched, kid: str | None) -> bool:
        age = self.clock.now() - known.at
        if age >= FRESH_FOR:
            return True
        return kid is not None and not _names(known.jwks, kid) and age >= UNKNOWN_KEY_AFTER

    def _fetch(self, address: str, known: _Fetched | None) -> _Fetched:
        try:
            answer = self.outbound.get_json(address)
        except (OutboundRefused, OutboundFailed):
            answer = None
        last = _NONE if known is None else known.jwks
        fetched = _Fetched(answer if _is_key_set(answer) else last, self.clock.now())
        self._fetched[address] = fetched
        return fetched


def _is_key_set(answer: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(answer, dict) and isinstance(answer.get("keys"), list)


def _names(jwks: Mapping[str, Any], kid: str) -> bool:
    return any(isinstance(key, dict) and key.get("kid") == kid for key in jwks["keys"])
