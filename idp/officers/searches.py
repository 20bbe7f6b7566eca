"""Searches of officers for people: for a case and a purpose, at a pace, and each recorded.

A search tells only what tells persons apart. To see more of one, an officer looks at them for a
case (`looks.Looks`).
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import bindparam, select, update

from idp.access.powers import Power, may
from idp.accounts.finding import FoundPeople, PersonFinder, Sought
from idp.accounts.service import Accounts
from idp.casework.domain.cases import Case
from idp.casework.service import Cases
from idp.history.context import ServiceContext
from idp.history.domain import Entry, EventType
from idp.history.search_leads import LEADS_WITHIN, SEARCH, searches_before
from idp.kernel.actors import Officer
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.looks import Purpose, is_number, search_fault
from idp.officers.domain.searches import pace_after
from idp.officers.looks import is_movable, taken
from idp.officers.procedures import PERSON_REQUEST, RequestOfUnknown
from idp.officers.tables import PERSON_SEARCH_PACE
from idp.platform.database import insert_new
from idp.platform.sealing import Sealing

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
    `form`: the id that the page was made with, empty where it had none.
    """

    purpose: Purpose | None
    number: str
    ground: str = ""
    form: Id | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """Who was found, the number of the case that it was for, and whom that is about."""

    found: FoundPeople
    number: str
    about: Id | None


@dataclass(frozen=True)
class PersonSearches:
    context: ServiceContext
    accounts: Accounts
    finding: PersonFinder
    cases: Cases
    sealing: Sealing

    def search(self, officer: Officer, sought: Sought, searching: Searching) -> Searched | Refused:
        """Find people, and record who searched, for what case and purpose, and how many were told.

        Without a case the search opens a request about a person who is not known yet, in the charge
        of the officer; the next one is for its number (D17.3). What was typed is kept as a keyed
        digest alone. Everybody whose name was shown reads it in their history. The same form sent
        again within a day, as a page that is loaded again does, is the same search: it opens
        nothing, and is recorded for whom it shows besides. Refused, with an entry in the history:
        as `may`; CASE_MISSING without a purpose, or without a case and a
        ground; LOOK_NOT_COVERED as `search_fault`, and for an inspection by one who does not
        inspect; TOO_MANY_TRIES (`retry_at`).
        """
        case = self.cases.by_number(searching.number)
        refused = self._refusal(officer, searching, case)
        if refused is not None:
            return self._refuse(officer, sought, searching, Refused(refused))
        with self.context.database.transaction():
            next_at = self._next_at(officer.officer_id)
            search = self._search_id(officer, sought, searching)
            made = self._made(officer, search, searching.form)
            kept = (
                self._paced(officer.officer_id, next_at)
                or case
                or self._request(officer, searching)
                if made is None
                else self._covered(officer, made)
            )
            if isinstance(kept, Refused):
                return self._refuse(officer, sought, searching, kept)
            found = self.finding.find(sought)
            if made is None:
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
                about=[
                    (each.subject_id, shown)
                    for each in found.people
                    if made is None or not self._was_shown(officer, each.subject_id, search)
                ],
            )
        return Searched(found, kept.number, kept.subject_id)

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

    def _search_id(self, officer: Officer, sought: Sought, searching: Searching) -> Id:
        """The same for the same form with the same in it, in this appointment (UUIDv8)."""
        if not searching.form:
            return new_id()
        said = (officer.officer_id, officer.appointment_id, *map(str, sought), *astuple(searching))
        made = bytearray(self.sealing.blind_index(SEARCH, json.dumps(said))[:16])
        made[6], made[8] = made[6] & 0x0F | 0x80, made[8] & 0x3F | 0x80
        return str(UUID(bytes=bytes(made)))

    def _made(self, officer: Officer, search: Id, form: str) -> Entry | None:
        """The entry of this search, where it was made before; none is older than its form."""
        since = self.context.clock.now() - LEADS_WITHIN
        for each in self.context.history.of_actor(officer.officer_id) if form else ():
            if each.id < form or each.happened_at <= since:
                return None
            if each.happening is EventType.PEOPLE_SEARCHED and each.facts.get(SEARCH) == search:
                return each
        return None

    def _covered(self, officer: Officer, made: Entry) -> Case | Refused:
        """The case that a search was for, if it still is open and theirs."""
        case = self.cases.by_number(made.facts["number"])
        fault = search_fault(case, officer, movable=is_movable(self.cases, case, officer))
        return case if fault is None and case is not None else Refused(Reason.LOOK_NOT_COVERED)

    def _was_shown(self, officer: Officer, subject_id: Id, search: Id) -> bool:
        now = self.context.clock.now()
        return search in searches_before(self.context.database, officer, subject_id, now)

    def _request(self, officer: Officer, searching: Searching) -> Case | Refused:
        opened = self.cases.open(
            PERSON_REQUEST,
            officer,
            EventType.PERSON_REQUEST_OPENED,
            facts=RequestOfUnknown(searching.ground),
        )
        return opened if isinstance(opened, Refused) else taken(self.cases, opened, officer)

    def _next_at(self, officer_id: Id) -> datetime | None:
        """Lock the officer's row; from when on the next search may be."""
        now, database = self.context.clock.now(), self.context.database
        database.execute(_FIRST, officer_id=officer_id, next_at=now)
        row = database.one(_PACE, officer=officer_id)
        return None if row is None else row.next_at

    def _paced(self, officer_id: Id, next_at: datetime | None) -> Refused | None:
        """Count a search, under the lock of `_next_at`."""
        database = self.context.database
        pace = pace_after(next_at, self.context.clock.now())
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
