"""Searches of officers for people: for a case and a purpose, at a pace, and each recorded.

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
from idp.casework.domain.cases import Case
from idp.casework.service import Cases
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.search_leads import SEARCH
from idp.kernel.actors import Officer
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.looks import Purpose, is_number, search_fault
from idp.officers.domain.searches import pace_after
from idp.officers.looks import is_movable, taken
from idp.officers.procedures import PERSON_REQUEST, RequestOfUnknown
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


@dataclass(frozen=True, slots=True)
class Searching:
    """What a search is for. `number`: of a case, empty where nobody has one yet.

    `ground`: then what asks for the search, a document, call or queue ticket; it names nobody.
    """

    purpose: Purpose | None
    number: str
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """Who was found, and the number of the case that it was for."""

    found: FoundPeople
    number: str


@dataclass(frozen=True)
class PersonSearches:
    context: ServiceContext
    accounts: Accounts
    finding: PersonFinder
    cases: Cases

    def search(self, officer: Officer, sought: Sought, searching: Searching) -> Searched | Refused:
        """Find people, and record who searched, for what case and purpose, and how many were told.

        Without a case the search opens a request about a person who is not known yet, in the charge
        of the officer; the next one is for its number (D17.3). What was typed is kept as a keyed
        digest alone. Everybody whose name was shown reads it in their history. Refused, with an
        entry in the history: as `may`; CASE_MISSING without a purpose, or without a case and a
        ground; LOOK_NOT_COVERED as `search_fault`, and for an inspection by one who does not
        inspect; TOO_MANY_TRIES (`retry_at`).
        """
        case = self.cases.by_number(searching.number)
        refused = self._refusal(officer, searching, case)
        if refused is not None:
            return self._refuse(officer, sought, searching, Refused(refused))
        with self.context.database.transaction():
            waits = self._paced(officer.officer_id)
            if waits is not None:
                return self._refuse(officer, sought, searching, waits)
            kept = case or self._request(officer, searching.ground)
            if isinstance(kept, Refused):
                return self._refuse(officer, sought, searching, kept)
            found, search = self.finding.find(sought), new_id()
            self.context.history.append(
                EventType.PEOPLE_SEARCHED,
                actor=officer,
                facts={
                    **self._facts(officer, sought, searching),
                    "case": kept.id,
                    "number": kept.number,
                    SEARCH: search,
                    "found": None if found.too_many else len(found.people),
                },
            )
            shown = {
                "case": kept.id,
                SEARCH: search,
                "purpose": searching.purpose,
                "desk": officer.desk,
                "desk_kind": officer.desk_kind,
            }
            self.context.history.append_about(
                EventType.PERSON_LISTED,
                actor=officer,
                about=[(each.subject_id, shown) for each in found.people],
            )
        return Searched(found, kept.number)

    def is_complete(self) -> bool:
        """Whether a name finds everybody, and not only who was recorded since an upgrade."""
        return self.finding.is_complete()

    def _refusal(self, officer: Officer, searching: Searching, case: Case | None) -> Reason | None:
        now = self.context.clock.now()
        refused = may(officer, Power.PERSON_LOOK, now)
        if refused is not None:
            return refused
        if searching.purpose is None or not (searching.number or searching.ground):
            return Reason.CASE_MISSING
        inspects = may(officer, Power.HISTORY_READ, now) is None
        if searching.purpose is Purpose.INSPECTION and not inspects:
            return Reason.LOOK_NOT_COVERED
        if not searching.number:
            return None
        return search_fault(case, officer, movable=is_movable(self.cases, case, officer))

    def _request(self, officer: Officer, ground: str) -> Case | Refused:
        opened = self.cases.open(
            PERSON_REQUEST,
            officer,
            EventType.PERSON_REQUEST_OPENED,
            facts=RequestOfUnknown(ground),
        )
        return opened if isinstance(opened, Refused) else taken(self.cases, opened, officer)

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
        self, officer: Officer, sought: Sought, searching: Searching, refused: Refused
    ) -> Refused:
        with self.context.database.transaction():
            self.context.history.append(
                EventType.PERSON_LOOK_REFUSED,
                actor=officer,
                facts={
                    **self._facts(officer, sought, searching),
                    "number": searching.number if is_number(searching.number) else None,
                    "reason": refused.reason,
                },
            )
        return refused

    def _facts(self, officer: Officer, sought: Sought, searching: Searching) -> Mapping[str, Any]:
        born = sought.birth
        return {
            "purpose": searching.purpose,
            "by": sought.by,
            "born": None if born is None else ("day" if born.is_day else "year"),
            "asked": self.accounts.username_key(sought.text).hex(),
            "desk": officer.desk,
            "desk_kind": officer.desk_kind,
        }
