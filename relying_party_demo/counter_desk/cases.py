"""The people this desk is serving now, in memory: a restart forgets them."""

import secrets
import threading
import time
from dataclasses import dataclass, field

from relying_party_demo.counter_desk.terminal import Answer, Asked, No, Terminal

_KEPT = 50
_PENDING, _SLOWER, _SLOWER_BY = "authorization_pending", "slow_down", 5


@dataclass(slots=True)
class Case:
    """One person at the desk. `ended` is the result, or the code of a refusal.

    `purpose` is one of the desk's list; its pages have the words.
    """

    number: str
    purpose: str
    level: int
    asked: Asked
    notify: str
    interval: int
    ask_at: float = 0.0
    ended: Answer | str | None = None
    name: str = field(default_factory=lambda: secrets.token_urlsafe(16))


class Cases:
    """The desk's requests by name, oldest forgotten first."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._lock = threading.Lock()
        self._cases: dict[str, Case] = {}

    def begin(self, code: str, *, level: int, purpose: str, words: str) -> Case:
        """Send a request for the person whose code was scanned, with these words. Raises No."""
        number, notify = f"{secrets.randbelow(90) + 10}", secrets.token_urlsafe(32)
        message = f"{words} · {number}"
        asked = self._terminal.ask(code, level=level, message=message, notify=notify)
        case = Case(number, purpose, level, asked, notify, asked.interval)
        with self._lock:
            while len(self._cases) >= _KEPT:
                del self._cases[next(iter(self._cases))]
            self._cases[case.name] = case
        return case

    def get(self, name: str) -> Case | None:
        with self._lock:
            return self._cases.get(name)

    def look(self, case: Case) -> None:
        """Poll for the result, not more often than the provider allows."""
        with self._lock:
            now = time.monotonic()
            if case.ended is not None or now < case.ask_at:
                return
            case.ask_at = now + case.interval
        try:
            case.ended = self._judged(case, self._terminal.fetch(case.asked.auth_req_id))
        except No as no:
            if no.code == _SLOWER:
                case.interval += _SLOWER_BY
            elif no.code != _PENDING:
                case.ended = no.code

    def pinged(self, notify: str, auth_req_id: str) -> bool:
        """The provider pinged: the next poll is allowed at once."""
        with self._lock:
            for case in self._cases.values():
                known = secrets.compare_digest(case.notify.encode(), notify.encode())
                if known and case.asked.auth_req_id == auth_req_id:
                    case.ask_at = 0.0
                    return True
        return False

    def _judged(self, case: Case, answer: Answer) -> Answer | str:
        """A result below the requested level is refused, although the provider gave it."""
        level = self._terminal.config.level_of(answer.claims.get("acr"))
        return answer if level >= case.level else "level_not_reached"
