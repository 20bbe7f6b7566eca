"""Searches of officers for people: for a purpose, at a pace, and each recorded.

A search tells only what tells persons apart. To see more of one, an officer looks at them for a
case (`looks.Looks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from idp.access.powers import Power, may
from idp.accounts.finding import FoundPeople, PersonFinder, Sought
from idp.accounts.service import Accounts
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.looks import Purpose
from idp.officers.domain.searches import pace_after
from idp.officers.tables import PERSON_SEARCH_PACE
from idp.platform.database import insert_new

_C: Final = PERSON_SEARCH_PACE.c
_FIRST: Final = insert_new(PERSON_SEARCH_PACE)
_PACE: Final = select(_C.next_at).where(_C.officer_id == bindparam("officer")).with_for_update()
_KEEP: Final = (
    update(PERSON_SEARCH_PACE)
    .where(_C.officer_id == bindparam("officer"))
    .values(next_at=bindparam("at"))
)


@dataclass(frozen=True)
class PersonSearches:
    context: ServiceContext
    accounts: Accounts
    finding: PersonFinder

    def search(
        self, officer: Officer, sought: Sought, *, purpose: Purpose
    ) -> FoundPeople | Refused:
        """Find people, and record who searched, for what purpose, and how many were told (D17.3).

        What was typed is kept as a keyed digest alone. Everybody whose name was shown reads it in
        their history. Refused, with an entry in the history: as `may`; LOOK_NOT_COVERED for an
        inspection by one who does not inspect; TOO_MANY_TRIES (`retry_at`).
        """
        refused = self._refusal(officer, purpose)
        if refused is not None:
            return self._refuse(officer, sought, purpose, Refused(refused))
        with self.context.database.transaction():
            waits = self._paced(officer.officer_id)
            if waits is not None:
                return self._refuse(officer, sought, purpose, waits)
            found = self.finding.find(sought)
            self.context.history.append(
                EventType.PEOPLE_SEARCHED,
                actor=officer,
                facts={
                    **self._facts(officer, sought, purpose),
                    "found": None if found.too_many else len(found.people),
                },
            )
            shown = {"purpose": purpose, "desk": officer.desk, "desk_kind": officer.desk_kind}
            self.context.history.append_about(
                EventType.PERSON_LISTED,
                actor=officer,
                about=[(each.subject_id, shown) for each in found.people],
            )
        return found

    def is_complete(self) -> bool:
        """Whether a name finds everybody, and not only who was recorded since an upgrade."""
        return self.finding.is_complete()

    def _refusal(self, officer: Officer, purpose: Purpose) -> Reason | None:
        now = self.context.clock.now()
        refused = may(officer, Power.PERSON_LOOK, now)
        if refused is None and purpose is Purpose.INSPECTION:
            inspects = may(officer, Power.HISTORY_READ, now)
            refused = None if inspects is None else Reason.LOOK_NOT_COVERED
        return refused

    def _paced(self, officer_id: Id) -> Refused | None:
        """Count a search, under the lock of the officer's row."""
        now, database = self.context.clock.now(), self.context.database
        database.execute(_FIRST, officer_id=officer_id, next_at=now)
        row = database.one(_PACE, officer=officer_id)
        pace = pace_after(None if row is None else row.next_at, now)
        if pace.retry_at is not None:
            return Refused(Reason.TOO_MANY_TRIES, pace.retry_at)
        database.execute(_KEEP, officer=officer_id, at=pace.next_at)
        return None

    def _refuse(
        self, officer: Officer, sought: Sought, purpose: Purpose, refused: Refused
    ) -> Refused:
        with self.context.database.transaction():
            self.context.history.append(
                EventType.PERSON_LOOK_REFUSED,
                actor=officer,
                facts={**self._facts(officer, sought, purpose), "reason": refused.reason},
            )
        return refused

    def _facts(self, officer: Officer, sought: Sought, purpose: Purpose) -> Mapping[str, Any]:
        born = sought.birth
        return {
            "purpose": purpose,
            "by": sought.by,
            "born": None if born is None else ("day" if born.is_day else "year"),
            "asked": self.accounts.username_key(sought.text).hex(),
            "desk": officer.desk,
            "desk_kind": officer.desk_kind,
        }
