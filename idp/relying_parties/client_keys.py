"""A client's key set, read from its `jwks_uri` on demand, at a limited rate (C11).

An unauthenticated request that names a client in an assertion makes us read that client's address;
so an address that hangs must not delay other clients. Each address is read by one thread at a time,
separate from the server's; few requests wait for an answer, and not long; known keys are used
meanwhile; failures lengthen the interval.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeGuard

from idp.kernel.clock import Clock
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused

Jwks = Mapping[str, Any]

FRESH_FOR: Final = timedelta(seconds=60)
UNKNOWN_KEY_AFTER: Final = timedelta(seconds=10)
SERVES_ON_FOR: Final = timedelta(hours=24)
"""How long the last good keys of a failing address are used."""
LONGEST_PAUSE: Final = timedelta(minutes=5)
FETCHES_AT_ONCE: Final = 8
WAITERS_PER_ADDRESS: Final = 4
WAITERS: Final = 8
"""The most threads of the server that wait for any address."""
PATIENCE_SECONDS: Final = 1.5
PATIENCE_WITH_KEYS_SECONDS: Final = 0.5
_NO_TIME: Final = timedelta()
_NONE: Final[Jwks] = {"keys": []}


@dataclass(frozen=True, slots=True)
class CachedKeySet:
    """The last key set of one address, its time `good_at`, and the failures since."""

    jwks: Jwks
    good_at: datetime | None
    asked_at: datetime
    failures: int = 0

    def is_due(self, kid: str | None, *, now: datetime) -> bool:
        """Whether to fetch again: after a minute, or ten seconds for an unknown `kid`.

        After a minute a withdrawn key is gone; the ten seconds keep a stream of unknown key ids
        from becoming a stream of fetches (hostile case J12). After a clock was set back it fetches
        at once.
        """
        age = now - self.asked_at
        if age < _NO_TIME:
            return True
        if self.failures:
            return age >= min(LONGEST_PAUSE, UNKNOWN_KEY_AFTER * (1 << min(self.failures - 1, 8)))
        unknown = kid is not None and not _names(self.jwks, kid)
        return age >= (UNKNOWN_KEY_AFTER if unknown else FRESH_FOR)

    def keys(self, now: datetime) -> Jwks:
        """The keys that may be used now."""
        fresh_enough = self.good_at is not None and now - self.good_at < SERVES_ON_FOR
        return self.jwks if fresh_enough else _NONE

    def updated(self, answer: object, *, now: datetime) -> "CachedKeySet":
        """The state after this answer of the address; anything but a key set is a failure."""
        if _is_key_set(answer):
            return CachedKeySet(answer, now, now)
        good_at = None if self.good_at is None else min(self.good_at, now)
        return CachedKeySet(self.jwks, good_at, now, self.failures + 1)


class FetchedKeys:
    """Key sets by address, in memory: they are public and may be lost."""

    def __init__(self, outbound: Outbound, clock: Clock) -> None:
        self._outbound = outbound
        self._clock = clock
        self._known: dict[str, CachedKeySet] = {}
        self._under_way: dict[str, Future[None]] = {}
        self._waiting = Counter[str]()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(FETCHES_AT_ONCE, "keys")

    def key_set(self, address: str, *, kid: str | None) -> Jwks:
        """The key set at an address; an empty one while none is known."""
        known, now = self._known.get(address), self._clock.now()
        if known is None or known.is_due(kid, now=now):
            self._refresh(address, known)
            known = self._known.get(address)
        return _NONE if known is None else known.keys(now)

    def _refresh(self, address: str, known: CachedKeySet | None) -> None:
        """Start a fetch, and wait a moment if not too many wait already.

        A caller that finds a fetch under way, and has keys, does not wait.
        """
        with self._lock:
            under_way = self._under_way.get(address)
            begun = under_way is None
            if under_way is None:
                under_way = self._begin(address)
            mine = under_way is not None and (begun or known is None) and self._may_wait(address)
            if mine:
                self._waiting[address] += 1
        if mine and under_way is not None:
            patience = PATIENCE_SECONDS if known is None else PATIENCE_WITH_KEYS_SECONDS
            wait((under_way,), patience)
            with self._lock:
                self._waiting.subtract((address,))
                if not self._waiting[address]:
                    del self._waiting[address]

    def _may_wait(self, address: str) -> bool:
        few = self._waiting.total() < WAITERS
        return few and self._waiting[address] < WAITERS_PER_ADDRESS

    def _begin(self, address: str) -> Future[None] | None:
        """Fetch on another thread; None when too many fetches are under way."""
        if len(self._under_way) >= FETCHES_AT_ONCE:
            return None
        begun = self._under_way[address] = self._threads.submit(self._fetch, address)
        return begun

    def _fetch(self, address: str) -> None:
        answer: object = None
        try:
            with contextlib.suppress(OutboundRefused, OutboundFailed):
                answer = self._outbound.get_json(address)
        finally:
            self._learn(address, answer)

    def _learn(self, address: str, answer: object) -> None:
        with self._lock:
            now = self._clock.now()
            before = self._known.get(address, CachedKeySet(_NONE, None, now))
            self._known[address] = before.updated(answer, now=now)
            del self._under_way[address]


def _is_key_set(answer: object) -> TypeGuard[Jwks]:
    return isinstance(answer, dict) and isinstance(answer.get("keys"), list)


def _names(jwks: Jwks, kid: str) -> bool:
    return any(isinstance(key, dict) and key.get("kid") == kid for key in jwks["keys"])
