"""The received messages, newest first, kept while the process lives."""

import threading
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

_KEPT = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail or a text message as it arrived."""

    channel: str
    to: str
    subject: str
    text: str
    arrived_at: datetime


class Letters:
    """The newest 500 letters."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._letters: deque[Letter] = deque(maxlen=_KEPT)

    def keep(self, channel: str, *, to: str, subject: str, text: str) -> None:
        letter = Letter(channel, to, subject, text, datetime.now(UTC))  # noqa: TID251 - no Clock here
        with self._lock:
            self._letters.appendleft(letter)

    def newest(self) -> list[Letter]:
        with self._lock:
            return list(self._letters)
