"""Open cases whose owner cannot work on them any more: back to the queue they came from.

An officer loses cases when an appointment ends or lapses, or the account is locked, and only those
that no other appointment of theirs in force may move.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from idp.casework.domain.cases import OwnerKind, name_of_owner
from idp.casework.service import Cases, Released
from idp.kernel.actors import Actor, Officer, System
from idp.kernel.ids import Id
from idp.officers.service import Officers

_RULE: Final = System(rule="policy abandoned_cases")


@dataclass(frozen=True)
class AbandonedCases:
    cases: Cases
    officers: Officers

    def rehome(self, officer_id: Id, *, actor: Actor) -> int:
        """Give this officer's open cases that they cannot work on now back; returns how many.

        Joins the caller's unit of work.
        """
        owner = f"{OwnerKind.OFFICER}:{officer_id}"
        still = self.officers.at_work_as(officer_id)
        return sum(each.cases for each in self._released(owner, actor, still))

    def rehome_all(self) -> int:
        """The same of every officer, a hundred cases at a time; returns how many (a duty).

        For appointments that lapsed and accounts that were locked, where nobody acts.
        """
        count = 0
        for owner in self.cases.owners(OwnerKind.OFFICER):
            count += self.rehome(name_of_owner(owner) or "", actor=_RULE)
        return count

    def _released(self, owner: str, actor: Actor, still: Sequence[Officer]) -> Iterator[Released]:
        released = self.cases.release(owner, actor, still=still)
        yield released
        while released.after is not None:
            released = self.cases.release(owner, actor, still=still, after=released.after)
            yield released
