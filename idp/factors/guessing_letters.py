"""The letter about guesses at a password, at equal cost for known and unknown user names.

A try only stores the name's key; the worker looks the account up.
"""

from dataclasses import dataclass
from typing import Final

from idp.accounts.service import Accounts
from idp.factors.domain import WAITS, ThrottledSecret
from idp.factors.tables import GUESSED_NAME
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.kernel.clock import Clock
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, Queue, Row, insert_new
from idp.platform.secrets import digest

_PUT_DOWN: Final = insert_new(GUESSED_NAME)
_GUESSED: Final = Queue(GUESSED_NAME, GUESSED_NAME.c.username_key, GUESSED_NAME.c.since)
_FIRST_WAIT: Final = next(
    tries for tries, wait in enumerate(WAITS[ThrottledSecret.PASSWORD], start=1) if wait
)
"""The number of wrong passwords after which there is a wait."""


@dataclass(frozen=True)
class GuessingLetters:
    database: Database
    clock: Clock
    accounts: Accounts
    throttle: AttemptThrottle
    notices: Notices

    def note(self, username_key: bytes, counted: CountedAttempt) -> None:
        """Store a name once its password has to wait; joins the refusal's transaction."""
        if counted.tries == _FIRST_WAIT:
            self.database.execute(_PUT_DOWN, username_key=username_key, since=self.clock.now())

    def send_due(self) -> int:
        """Queue a letter for each name that exists, delete the others; returns how many letters."""
        return _GUESSED.each(self.database, self._send)

    def _send(self, row: Row) -> bool:
        subject_id = self.accounts.with_key(row.username_key)
        if subject_id is None:
            return False
        if isinstance(
            self.throttle.acquire(digest(f"guessed:{subject_id}"), ThrottledSecret.LETTER), Refused
        ):
            return False
        return self.notices.notify(subject_id, text_key=NoticeKind.PASSWORD_GUESSED, facts={})
