"""A limit of letters about one kind of change, repeated by a signed-in person.

Five, then one a day; the count starts anew after about a week without one (docs/binding.md).
"""

from dataclasses import dataclass
from datetime import datetime

from idp.factors.domain import ThrottledSecret
from idp.factors.throttling import AttemptThrottle
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.domain import LetterAllowed
from idp.platform.secrets import digest


@dataclass(frozen=True)
class OwnChangeLetters:
    throttle: AttemptThrottle
    clock: Clock

    def admit(self, subject_id: Id, change: str) -> LetterAllowed | None:
        """Count a letter about a change of this kind; None above the limit.

        Joins the transaction of the change. A thief who can sign in must not be able to fill the
        mailbox, where a letter about a loss or a new browser would be overlooked.
        """
        counted = self.throttle.acquire(
            _letters(subject_id, change), ThrottledSecret.OWN_CHANGE_LETTER
        )
        if isinstance(counted, Refused):
            return None
        closed = counted.opens_at > self.clock.now()
        return LetterAllowed(counted.opens_at if closed else None)

    def quiet_until(self, subject_id: Id, change: str) -> datetime | None:
        """When the next letter about a change of this kind can be sent; None where at once."""
        letters = _letters(subject_id, change)
        return self.throttle.closed_until(letters, ThrottledSecret.OWN_CHANGE_LETTER)


def _letters(subject_id: Id, change: str) -> bytes:
    return digest(f"own change:{subject_id}:{change}")
