"""How many letters a day one kind of change brings about, whoever makes it over and over again."""

from dataclasses import dataclass

from idp.factors.domain import ThrottledSecret
from idp.factors.throttling import AttemptThrottle
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.domain import Admitted
from idp.platform.secrets import digest


@dataclass(frozen=True)
class OwnChangeLetters:
    throttle: AttemptThrottle

    def admit(self, subject_id: Id, change: str) -> Admitted | None:
        """Count a letter about a change of this kind; None where today's were sent already.

        Joins the verb that makes the change. Who signs in with somebody's means must not be able to
        fill their mailbox, where a letter about a loss or a new browser would not be seen.
        """
        letters = digest(f"own change:{subject_id}:{change}")
        counted = self.throttle.acquire(letters, ThrottledSecret.OWN_CHANGE_LETTER)
        if isinstance(counted, Refused):
            return None
        closed = counted.opens_at > self.throttle.clock.now()
        return Admitted(counted.opens_at if closed else None)
