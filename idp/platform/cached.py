"""Caches of values that are read again after a while; each states its maximum age."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from idp.kernel.clock import Clock

SEEN_FOR: Final = timedelta(seconds=5)
"""How long a process may use a value that another has changed, unless stated otherwise."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cached(Generic[K, V]):
    """Caches the result of `read` for a key, for `kept_for` of the clock and `most` keys.

    Thread-safe. A value read while `forget` or `clear` was called is not kept: it may be from
    before the change. A clock that was set back does not prolong the life of a value.
    """

    def __init__(self, clock: Clock, *, kept_for: timedelta = SEEN_FOR, most: int = 1_000) -> None:
        self._clock = clock
        self._kept_for = kept_for
        self._most = most
        self._kept: OrderedDict[K, tuple[datetime, V]] = OrderedDict()
        self._changes = 0
        self._lock = threading.Lock()

    def get(self, key: K, read: Callable[[], V]) -> V:
        """The cached value, or what `read` returns now; None is not cached.

        Two threads that miss at once both read. The oldest of more than `most` is dropped.
        """
        now = self._clock.now()
        kept = self._kept.get(key)
        if kept is not None and kept[0] <= now < kept[0] + self._kept_for:
            return kept[1]
        changes = self._changes
        value = read()
        with self._lock:
            if changes == self._changes:
                self._keep(key, now, value)
        return value

    def forget(self, key: K) -> None:
        """Drop one key."""
        with self._lock:
            self._changes += 1
            self._kept.pop(key, None)

    def clear(self) -> None:
        """Drop every key."""
        with self._lock:
            self._changes += 1
            self._kept.clear()

    def _keep(self, key: K, now: datetime, value: V) -> None:
        self._kept.pop(key, None)
        if value is None:
            return
        while len(self._kept) >= self._most:
            self._kept.popitem(last=False)
        self._kept[key] = (now, value)
