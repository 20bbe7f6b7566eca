"""The evaluation of running terms, and the letters about it to the head of the agency (X7.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from idp.casework.service import Cases
from idp.deadlines.evaluation import Recorded
from idp.deadlines.service import Deadlines
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.officers.service import Officers


@dataclass(frozen=True)
class DeadlineLetters:
    """The head is who is appointed as the Director now, or holds powers by delegation (D16)."""

    deadlines: Deadlines
    cases: Cases
    officers: Officers
    notices: Notices
    clock: Clock

    def evaluate(self) -> int:
        """As `Deadlines.evaluate`; each batch with an escalation or a breach is told to the head.

        The letter is queued in the transaction of the entries it tells of.
        """
        return self.deadlines.evaluate(self._tell, self.cases)

    def _tell(self, recorded: Recorded) -> None:
        told = (
            (NoticeKind.TERMS_NEARLY_OVER, recorded.escalated),
            (NoticeKind.TERMS_NOT_KEPT, recorded.breached),
        )
        owed = [(kind, number) for kind, number in told if number]
        for subject_id in self._heads() if owed else ():
            for kind, number in owed:
                self.notices.notify(subject_id, text_key=kind, facts={"number": str(number)})

    def _heads(self) -> Iterator[Id]:
        now = self.clock.now()
        for officer in self.officers.in_force():
            appointed = [each for each in officer.appointments if each.in_force(now)]
            directs = any(OfficerRole.DIRECTOR in each.roles for each in appointed)
            if appointed and (directs or any(each.in_force(now) for each in officer.delegations)):
                yield officer.subject_id
