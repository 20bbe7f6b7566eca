"""The letter about guesses at codes or at a PIN after the first factor was verified.

A refused try only stores the person's id; the worker writes the letter. A sign-in with password and
code at once stores as much where the password was wrong, so that it costs the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from idp.accounts.service import Accounts
from idp.factors.domain import ThrottledSecret
from idp.factors.tables import GUESSED_SECOND_STEP
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, Queue, Row, insert_new
from idp.platform.secrets import digest

WORTH_A_LETTER: Final = 5
"""The number of wrong codes or PINs in a row from which on a letter is due."""
_PUT_DOWN: Final = insert_new(GUESSED_SECOND_STEP)
_GUESSED: Final = Queue(
    GUESSED_SECOND_STEP, GUESSED_SECOND_STEP.c.subject_id, GUESSED_SECOND_STEP.c.since
)


@dataclass(frozen=True)
class SecondStepLetters:
    database: Database
    clock: Clock
    accounts: Accounts
    throttle: AttemptThrottle
    notices: Notices

    def note(self, subject_id: Id, counted: Iterable[CountedAttempt]) -> None:
        """Store a person from the fifth wrong try on; joins the refusal's transaction."""
        if max((each.tries for each in counted), default=0) >= WORTH_A_LETTER:
            self.database.execute(_PUT_DOWN, subject_id=subject_id, since=self.clock.now())

    def send_due(self) -> int:
        """Queue a letter for each stored person, at most one a day; returns how many letters."""
        return _GUESSED.each(self.database, self._send)

    def _send(self, row: Row) -> bool:
        subject_id: Id = row.subject_id
        if self.accounts.by_subject(subject_id) is None:
            return False
        counter = digest(f"second-step-guessed:{subject_id}")
        if isinstance(self.throttle.acquire(counter, ThrottledSecret.SECOND_STEP_LETTER), Refused):
            return False
        return self.notices.notify(subject_id, text_key=NoticeKind.SECOND_STEP_GUESSED, facts={})
