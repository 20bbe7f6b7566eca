"""The behaviour of the service: chosen on its page, kept in memory."""

import threading
from dataclasses import dataclass, replace

MATCHES = ("match", "no_match", "not_enrolled")
LIVENESS = ("live", "attack", "inconclusive")
MANNERS = ("prompt", "slow", "down", "lying", "malformed", "later")
SLOW_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Script:
    """The present answers, and how often each interface was called."""

    match: str = MATCHES[0]
    liveness: str = LIVENESS[0]
    manner: str = MANNERS[0]
    compared: int = 0
    watched: int = 0


class Desk:
    """The one script of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._script = Script()
        self._over = threading.Event()

    @property
    def script(self) -> Script:
        with self._lock:
            return self._script

    def choose(self, match: str, liveness: str, manner: str) -> bool:
        """Choose an answer; False for an unknown one."""
        if match not in MATCHES or liveness not in LIVENESS or manner not in MANNERS:
            return False
        with self._lock:
            self._script = replace(self._script, match=match, liveness=liveness, manner=manner)
        return True

    def count(self, *, compared: int = 0, watched: int = 0) -> Script:
        with self._lock:
            self._script = replace(
                self._script,
                compared=self._script.compared + compared,
                watched=self._script.watched + watched,
            )
            return self._script

    def dawdle(self) -> None:
        """Sleep as long as a slow service takes."""
        self._over.wait(SLOW_SECONDS)
