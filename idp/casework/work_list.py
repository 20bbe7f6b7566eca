"""What is to be done: queues, the cases of an owner, and one case with its past.

A case that owes work is in exactly one list: the one of its owner, or the queue of its desk.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    bindparam,
    cast,
    column,
    func,
    not_,
    select,
    tuple_,
)

from idp.casework.domain.cases import NO_TERM, Case, CaseEvent
from idp.casework.domain.moves import OfferedMove
from idp.casework.domain.procedure import Apart, Procedure
from idp.casework.rows import BY_NUMBER, CASE, EVENT, NUMBERS, SOME, StoredCase, case_from
from idp.casework.service import Cases
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import ID_FORM, Id, is_id
from idp.kernel.texts import is_storable
from idp.platform.database import Database, Prepared, String, among

PAGE: Final = 50
"""How many cases a page has unless told otherwise."""
_C: Final = CASE.c
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_FIRST: Final[Id] = "00000000-0000-0000-0000-000000000000"
_LAST: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
MARK_FORM: Final = rf"([0-9]{{1,18}})\.({ID_FORM})"
"""`CasePage.next_after` as a regular expression, of the whole text."""
_MARK: Final = re.compile(MARK_FORM)


class DueCase(NamedTuple):
    """A case by its id, and when it is due."""

    id: Id
    due_by: datetime


def _due_first(*conditions: ColumnElement[bool]) -> Select[tuple[Any, ...]]:
    """Cases that owe work after the last one seen, what is due first before what is due later."""
    seen = tuple_(bindparam("due", type_=_C.due_by.type), bindparam("seen", type_=_C.id.type))
    query = select(CASE).where(_C.closed_at.is_(None), *conditions)
    after = query.where(tuple_(_C.due_by, _C.id) > seen)
    return after.order_by(_C.due_by, _C.id).limit(bindparam("limit"))


def _newest(*conditions: ColumnElement[bool]) -> Select[tuple[Any, ...]]:
    query = select(CASE).where(*conditions, _C.id < bindparam("before", type_=_C.id.type))
    return query.order_by(_C.id.desc()).limit(bindparam("limit"))


_QUEUE: Final = _due_first(_C.desk == bindparam("desk"), _C.owner.is_(None))
_DESK: Final = _due_first(_C.desk == bindparam("desk"))
_OWNER: Final = _due_first(_C.owner == bindparam("owner"))
_EVERYTHING: Final = _due_first()
_SEEN: Final = (
    _C.due_by <= bindparam("until", type_=_C.due_by.type),
    # With an empty text behind it, so that SQLite reads `case_file_due` in its order: by the index
    # that begins with the procedure it would read every case there was, and sort.
    among(_C.procedure.concat(""), "procedures"),
    not_(among(_C.procedure.concat(".").concat(_C.state), "unseen")),
)
_OF_PROCEDURES: Final = Prepared(_due_first(*_SEEN), StoredCase)
_DUE_BY: Final = Prepared(_due_first(*_SEEN).with_only_columns(_C.id, _C.due_by), DueCase)
_UNTAKEN: Final = Prepared(_due_first(*_SEEN, _C.owner.is_(None)), StoredCase)
_OF_STATE: Final = _newest(_C.procedure == bindparam("procedure"), _C.state == bindparam("state"))
_BY_ID: Final = select(CASE).where(_C.id == bindparam("id"))
_OF_SUBJECT: Final = _newest(_C.subject_id == bindparam("subject_id"))
_FIRST_VERSION: Final = 1
_OF_CLIENT: Final = _newest(_C.client_id == bindparam("client_id"))


class ProcedureState(NamedTuple):
    """A state of a procedure, each by its name."""

    procedure: str
    state: str


class SeenCases(NamedTuple):
    """The cases of these procedures, by their names, but for those in an `unseen` state."""

    procedures: Collection[str]
    unseen: Collection[ProcedureState] = ()


@cache
def _newest_of_each(dialect: str) -> Select[tuple[Any, ...]]:
    """The ids of the newest cases of each state that is asked for, joined by commas.

    `asked` is a JSON array of pairs, so that the statement is the same for however many; each pair
    is a bounded read of `case_file_state`, whose columns are all that is read.
    """
    if dialect == "sqlite":
        pairs = func.json_each(bindparam("asked")).table_valued("value")
        procedure, state = (func.json_extract(pairs.c.value, f"$[{at}]") for at in (0, 1))
    else:
        given = cast(bindparam("asked", type_=String), JSON)
        pairs = func.json_array_elements(given).table_valued(column("value", JSON))
        procedure, state = (pairs.c.value[at].as_string() for at in (0, 1))
    some = (
        select(cast(_C.id, String).label("id"))
        .where(_C.procedure == procedure, _C.state == state)
        .order_by(_C.id.desc())
        .limit(bindparam("limit"))
        .correlate(pairs)
        .subquery()
    )
    ids = select(func.aggregate_strings(some.c.id, ",")).scalar_subquery()
    return select(procedure.label("procedure"), state.label("state"), ids.label("ids"))


@cache
def _opened_with(name: str) -> Select[tuple[Any, ...]]:
    return (
        select(CASE)
        .join(EVENT, EVENT.c.case_id == _C.id)
        .where(
            _C.procedure == bindparam("procedure"),
            _C.state.in_(bindparam("states", expanding=True)),
            EVENT.c.version == _FIRST_VERSION,
            EVENT.c.facts[name].as_string() == bindparam("value"),
        )
        .order_by(_C.id.desc())
    )


@dataclass(frozen=True, slots=True)
class CasePage:
    """Cases, and where the next page begins; None on the last one."""

    cases: tuple[Case, ...]
    next_after: str | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as a page shows it: its procedure, its past, and the moves of its state."""

    case: Case
    procedure: Procedure
    events: tuple[CaseEvent, ...]
    offers: tuple[OfferedMove, ...]


class CaseFault(StrEnum):
    """What is wrong with a case that owes work."""

    UNKNOWN_PROCEDURE = "unknown_procedure"
    UNKNOWN_STATE = "unknown_state"
    ENDED_AND_OPEN = "ended_and_open"
    NO_QUEUE = "no_queue"
    OVERDUE_LAPSE = "overdue_lapse"
    CLOCKS_DIFFER = "clocks_differ"
    """A term that its events started does not run, or one runs that they ended."""
    EVENTS_DIFFER = "events_differ"
    """Its events do not lead to the state, version, owner and instants that are kept."""
    NOBODY_ABLE = "nobody_able"
    """It waits in a queue, and no officer with an appointment in force can move it."""
    OWNER_UNABLE = "owner_unable"
    """Its owner cannot move it any more."""


@dataclass(frozen=True, slots=True)
class FaultyCase:
    """A case that nobody would find or can move, or that should have moved by itself."""

    number: str
    fault: CaseFault


@dataclass(frozen=True)
class WorkList:
    """Reads; it changes nothing. `procedures`: every one there is, and `cases` moves them."""

    database: Database
    clock: Clock
    procedures: Mapping[str, Procedure]
    cases: Cases

    def of_desk(self, desk: str, *, after: str | None = None, limit: int = PAGE) -> CasePage:
        """Every case of a desk that owes work, with an owner or without, due first."""
        return self._page(_DESK, after, limit, desk=desk)

    def queue(self, desk: str, *, after: str | None = None, limit: int = PAGE) -> CasePage:
        """The cases of a desk that nobody has taken, due first."""
        return self._page(_QUEUE, after, limit, desk=desk)

    def of_owner(self, owner: str, *, after: str | None = None, limit: int = PAGE) -> CasePage:
        """The cases of an owner (`domain.cases.owner_of`) that owe work, due first."""
        return self._page(_OWNER, after, limit, owner=owner)

    def everything(self, *, after: str | None = None, limit: int = PAGE) -> CasePage:
        """Every case that owes work, due first."""
        return self._page(_EVERYTHING, after, limit)

    def of_procedures(
        self,
        seen: SeenCases,
        *,
        until: datetime = NO_TERM,
        untaken: bool = False,
        after: str | None = None,
        limit: int = PAGE,
    ) -> CasePage:
        """The cases of several procedures that owe work, due first.

        `until`: only those that are due by this instant. `untaken`: only those without an owner.
        """
        asked = _UNTAKEN if untaken else _OF_PROCEDURES
        return self._page(asked, after, limit, until=until, **_only(seen))

    def due_by(self, seen: SeenCases, *, until: datetime, limit: int) -> list[DueCase]:
        """Which cases of several procedures are due by this instant, due first."""
        due, last = _seen(None)
        only = _only(seen)
        return self.database.all(_DUE_BY, due=due, seen=last, until=until, limit=limit, **only)

    def in_state(
        self, procedure: str, state: str, *, before: Id | None = None, limit: int = PAGE
    ) -> list[Case]:
        """The cases of one procedure in one state, newest first; `before` is the last one seen."""
        rows = self.database.all(
            _OF_STATE, procedure=procedure, state=state, before=before or _LAST, limit=limit
        )
        return [case_from(row) for row in rows]

    def all_in_state(self, procedure: str, state: str) -> Iterator[Case]:
        """Every case of one procedure in one state, newest first, read a page at a time."""
        before, more = _LAST, True
        while more:
            found = self.in_state(procedure, state, before=before)
            yield from found
            more = len(found) == PAGE
            before = found[-1].id if found else before

    def newest(
        self, states: Collection[ProcedureState], limit: int
    ) -> dict[ProcedureState, list[Id]]:
        """The cases of each of these states, newest first and at most so many: one statement.

        A state without a case is not in the answer.
        """
        asked = json.dumps([[each.procedure, each.state] for each in states])
        rows = self.database.all(
            _newest_of_each(self.database.engine.dialect.name), asked=asked, limit=limit
        )
        return {
            ProcedureState(row.procedure, row.state): [_id(each) for each in row.ids.split(",")]
            for row in rows
            if row.ids
        }

    def by_ids(self, case_ids: Iterable[Id]) -> dict[Id, Case]:
        """Each of these cases that there is, read by one statement."""
        rows = self.database.all(SOME, cases=list(case_ids))
        return {row.id: case_from(row) for row in rows}

    def by_id(self, case_id: Id) -> Case | None:
        """The case with this id, which is that of the row of its slice."""
        row = self.database.one(_BY_ID, id=case_id) if is_id(case_id) else None
        return None if row is None else case_from(row)

    def numbers(self, case_ids: Iterable[Id]) -> dict[Id, str]:
        """The number of each case that there is, read by one statement."""
        rows = self.database.all(NUMBERS, cases=list(case_ids))
        return {row.id: row.number for row in rows}

    def find(self, asked: str, *, limit: int = PAGE) -> list[Case]:
        """The cases that a number, the id of a person or that of a relying party leads to."""
        text = asked.strip()
        if not is_storable(text):
            return []
        row = self.database.one(BY_NUMBER, number=text.upper().replace(" ", "-"))
        if row is not None:
            return [case_from(row)]
        if is_id(text.lower()):
            rows = self.database.all(
                _OF_SUBJECT, subject_id=text.lower(), before=_LAST, limit=limit
            )
            if rows:
                return [case_from(row) for row in rows]
        rows = self.database.all(_OF_CLIENT, client_id=text, before=_LAST, limit=limit)
        return [case_from(row) for row in rows]

    def of_person(self, subject_id: Id) -> Iterator[Case]:
        """Every case about a person, newest first, read a page at a time."""
        before, more = _LAST, True
        while more:
            rows = self.database.all(_OF_SUBJECT, subject_id=subject_id, before=before, limit=PAGE)
            yield from map(case_from, rows)
            more = len(rows) == PAGE
            before = rows[-1].id if rows else before

    def opened_with(self, procedure: str, name: str, value: str) -> list[Case]:
        """The cases of a procedure that owe work and were opened with this fact, newest first.

        `value`: as it is kept, so of a fact that names nobody. Costs a read of each such case.
        """
        known = self.procedures[procedure]
        states = [state for state in known.states if known.owes_work(state)]
        rows = self.database.all(
            _opened_with(name), procedure=procedure, states=states, value=value
        )
        return [case_from(row) for row in rows]

    def apart_for(self, case: Case) -> Apart | None:
        """Who sees a case alone now; None where whoever reads such cases does."""
        procedure = self.procedures.get(case.procedure)
        return None if procedure is None else procedure.apart_for(case.state)

    def show(self, number: str, actor: Actor) -> CaseView | None:
        """A case with its past and what this actor may do about it now."""
        case = self.cases.by_number(number)
        if case is None:
            return None
        return CaseView(
            case,
            self.procedures[case.procedure],
            tuple(self.cases.events(case.id)),
            tuple(self.cases.offers(case, actor)),
        )

    def fault(self, case: Case) -> CaseFault | None:
        """Why a case that owes work is in no list, or should have moved by itself.

        It has a procedure and a state of it, a desk, and has moved when its state lapsed, an hour
        later at most.
        """
        procedure = self.procedures.get(case.procedure)
        if procedure is None:
            return CaseFault.UNKNOWN_PROCEDURE
        if case.state not in set(procedure.states):
            return CaseFault.UNKNOWN_STATE
        if not procedure.owes_work(case.state):
            return CaseFault.ENDED_AND_OPEN
        if not case.desk:
            return CaseFault.NO_QUEUE
        late = case.due_by is not None and case.due_by + _WORKER_GRACE <= self.clock.now()
        lapses = procedure.lapse_of(case.state) is not None
        return CaseFault.OVERDUE_LAPSE if late and lapses else None

    def _page(
        self,
        asked: Select[tuple[Any, ...]] | Prepared[StoredCase],
        after: str | None,
        limit: int,
        **only: object,
    ) -> CasePage:
        due, seen = _seen(after)
        rows = self.database.all(asked, due=due, seen=seen, limit=limit + 1, **only)
        cases = tuple(case_from(row) for row in rows[:limit])
        more = len(rows) > limit
        return CasePage(cases, _mark(cases[-1]) if more else None)


def _only(seen: SeenCases) -> dict[str, object]:
    """The parameters of `_SEEN`."""
    return {"procedures": list(seen.procedures), "unseen": list(map(".".join, seen.unseen))}


def _id(text: str) -> Id:
    """An id as the database says it in text: SQLite without hyphens."""
    return text if is_id(text) else str(UUID(text))


_WORKER_GRACE: Final = timedelta(hours=1)


def _mark(case: Case) -> str:
    """Where a list goes on after this case: microseconds of its due instant, and its id."""
    return f"{((case.due_by or NO_TERM) - _BEGINNING) // _MICROSECOND}.{case.id}"


def _seen(mark: str | None) -> tuple[datetime, Id]:
    """The place that a mark names; the beginning for none, and for what is no mark."""
    found = _MARK.fullmatch(mark or "")
    if found is None:
        return _BEGINNING, _FIRST
    at = _BEGINNING + min(int(found[1]) * _MICROSECOND, NO_TERM - _BEGINNING)
    return at, found[2]
