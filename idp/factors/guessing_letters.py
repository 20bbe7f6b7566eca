"""The letter about guesses at a password, at equal cost for known and unknown user names.

A try only stores the name's key; the worker looks the account up.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, select

from idp.accounts.service import Accounts
from idp.factors.domain import WAITS, ThrottledSecret
from idp.factors.tables import GUESSED_NAME
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.kernel.clock import Clock
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, insert_new
from idp.platform.secrets import digest

_AT_ONCE: Final = 50
_PUT_DOWN: Final = insert_new(GUESSED_NAME)
_WAITING: Final = select(GUESSED_NAME.c.username_key).order_by(GUESSED_NAME.c.since).limit(_AT_ONCE)
_TAKE: Final = (
    delete(GUESSED_NAME)
    .where(GUESSED_NAME.c.username_key == bindparam("key"))
    .returning(GUESSED_NAME.c.since)
)
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
        return sum(self._send(row.username_key) for row in self.database.all(_WAITING))

    def _send(self, key: bytes) -> bool:
        with self.database.transaction():
            if self.database.one(_TAKE, key=key) is None:
                return False
            subject_id = self.accounts.with_key(key)
            if subject_id is None:
                return False
            if isinstance(
                self.throttle.acquire(digest(f"guessed:{subject_id}"), ThrottledSecret.LETTER),
                Refused,
            ):
                return False
            return self.notices.notify(subject_id, text_key=NoticeKind.PASSWORD_GUESSED, facts={})
