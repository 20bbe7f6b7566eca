"""The nightly check of every case that owes work: who can move it, its clocks, and its events."""

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Protocol

from sqlalchemy import bindparam, select, update

from idp.access.desks import Matter
from idp.access.powers import POWERS, Power
from idp.casework.domain.cases import (
    NO_TERM,
    Case,
    CaseEvent,
    OwnerKind,
    is_as,
    name_of_owner,
    replay,
)
from idp.casework.domain.procedure import Procedure
from idp.casework.ports import Matters, May
from idp.casework.rows import EVENTS_OF, event_from
from idp.casework.tables import CASE_CHECK
from idp.casework.work_list import CaseFault, FaultyCase, WorkList
from idp.deadlines.domain import Deadline
from idp.deadlines.service import Deadlines
from idp.kernel.actors import Actor, Officer, Operator
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.law.terms import TermId
from idp.platform import logs
from idp.platform.database import Database, insert_new

_LOG: Final = logs.logger("idp.casework")
_COMMANDS: Final = Operator(user="", host="")
"""Whoever has a shell."""
_AT_ONCE: Final = 200
"""Cases of one page; their events and clocks are read by one statement each."""
_KEEP: Final = update(CASE_CHECK).values(
    checked_at=bindparam("checked_at", type_=CASE_CHECK.c.checked_at.type),
    faulty=bindparam("faulty"),
)
_FIRST: Final = insert_new(CASE_CHECK)
_KEPT: Final = select(CASE_CHECK)


class OfficersAtWork(Protocol):
    """The officers of the installation."""

    def at_work(self, now: datetime) -> Sequence[Officer]:
        """Every officer in each appointment that is in force, as if they had signed in at `now`."""

    def anybody(self, able: Callable[[Officer], bool], now: datetime) -> bool:
        """Whether one of them is `able`, as if signed in at `now`; reads no more than it takes."""

    def exist(self) -> bool:
        """Whether anybody was ever enrolled."""


@dataclass(frozen=True)
class CaseChecks:
    """Reads; `run` keeps how many cases are at fault, for metrics, and logs each of them."""

    database: Database
    clock: Clock
    procedures: Mapping[str, Procedure]
    may: May
    work: WorkList
    deadlines: Deadlines
    officers: OfficersAtWork
    matters: Matters

    def run(self) -> int:
        """Check every case that owes work, log each fault as an error; returns how many."""
        found = 0
        for each in self.faults():
            _LOG.error("case at fault", case_number=each.number, reason=each.fault)
            found += 1
        with self.database.transaction():
            told = {"checked_at": self.clock.now(), "faulty": found}
            if not self.database.execute(_KEEP, **told):
                self.database.execute(_FIRST, only=1, **told)
        return found

    def faults(self) -> Iterator[FaultyCase]:
        """The cases that owe work and cannot go on, or are not what their events say."""
        able = _Able(self.procedures, self.officers, self.may, self.matters, self.clock.now())
        after: str | None = ""
        while after is not None:
            page = self.work.everything(after=after, limit=_AT_ONCE)
            ids = [each.id for each in page.cases]
            events, clocks = self._events(ids), self.deadlines.of_cases(ids)
            for case in page.cases:
                fault = self.work.fault(case)
                fault = fault or _fault(
                    case, self.procedures[case.procedure], events[case.id], clocks[case.id]
                )
                fault = fault or able.fault(case)
                if fault is not None:
                    yield FaultyCase(case.number, fault)
            after = page.next_after

    def standing_still(self, cases: Collection[Case]) -> set[str]:
        """The numbers of those of these cases that wait in a queue and that nobody can move now.

        For the people whose cases they are: what is written down for the operator each night is
        told to them when they look (NOBODY_ABLE). Not where only the owner cannot: a case can be
        given to another officer. How much is read does not grow with the officers.
        """
        now, matter_of = self.clock.now(), functools.cache(self.matters.matter_of)

        @functools.cache
        def can_move(powers: frozenset[Power], matter: Matter | None) -> bool:
            def able(actor: Actor) -> bool:
                return any(self.may(actor, each, now, matter) is None for each in powers)

            return self.officers.anybody(able, now) or (
                not self.officers.exist() and able(_COMMANDS)
            )

        still = set[str]()
        for each in cases:
            if each.owner is None and self._owes_work(each):
                powers = _powers_of(self.procedures[each.procedure], each.state)
                matter = matter_of(each.subject_id) if _at_counter(powers) else None
                if not can_move(powers, matter):
                    still.add(each.number)
        return still

    def _events(self, ids: Collection[Id]) -> Mapping[Id, list[CaseEvent]]:
        found: defaultdict[Id, list[CaseEvent]] = defaultdict(list)
        for row in self.database.all(EVENTS_OF, cases=list(ids)):
            found[row.case_id].append(event_from(row))
        return found

    def _owes_work(self, case: Case) -> bool:
        procedure = self.procedures.get(case.procedure)
        return procedure is not None and procedure.owes_work(case.state)


class LastCheck(NamedTuple):
    """When the cases were last checked, and how many were at fault."""

    checked_at: datetime
    faulty: int


def last_check(database: Database) -> LastCheck | None:
    """What `CaseChecks.run` kept; None before the first."""
    row = database.one(_KEPT)
    return None if row is None else LastCheck(row.checked_at, row.faulty)


class _Able:
    """Who could move a case now; asked once for each owner, state and matter of a counter."""

    def __init__(
        self,
        procedures: Mapping[str, Procedure],
        officers: OfficersAtWork,
        may: May,
        matters: Matters,
        now: datetime,
    ) -> None:
        self._procedures = procedures
        self._may = may
        self._matters = matters
        self._now = now
        self._officers = officers.at_work(now)
        self._installed = officers.exist()
        self._known: dict[tuple[str | None, str, str, Matter | None], bool] = {}

    def fault(self, case: Case) -> CaseFault | None:
        powers = _powers_of(self._procedures[case.procedure], case.state)
        matter = self._matters.matter_of(case.subject_id) if _at_counter(powers) else None
        key = case.owner, case.procedure, case.state, matter
        if key not in self._known:
            self._known[key] = any(
                self._may(actor, each, self._now, matter) is None
                for actor in self._actors(case.owner)
                for each in powers
            )
        if self._known[key]:
            return None
        return CaseFault.NOBODY_ABLE if case.owner is None else CaseFault.OWNER_UNABLE

    def _actors(self, owner: str | None) -> Sequence[Actor]:
        """The owner, or who could take the case: without officers that is the command line."""
        if owner is None:
            return self._officers if self._installed else [_COMMANDS]
        name = name_of_owner(owner) or ""
        if owner.startswith(f"{OwnerKind.OFFICER}:"):
            return [each for each in self._officers if each.officer_id == name]
        user, _, host = name.partition("@")
        return [Operator(user=user, host=host)]


def _powers_of(procedure: Procedure, state: str) -> frozenset[Power]:
    """The powers of which one moves a case out of a state."""
    return frozenset(each.power for each in procedure.moves_from(state) if each.of_officers)


def _at_counter(powers: Collection[Power]) -> bool:
    """Whether it matters to them whom a case is about."""
    return any(POWERS[each].at_desks for each in powers)


def _fault(
    case: Case, procedure: Procedure, events: Sequence[CaseEvent], clocks: Sequence[Deadline]
) -> CaseFault | None:
    """What is wrong with the clocks and the events of a case."""
    started = {(each.term, each.started_at): each.due_at for each in clocks}

    def due(term: TermId, at: datetime) -> datetime:
        return started.get((term, at), NO_TERM)

    try:
        standing = replay(procedure, events, due)
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ):  # facts that the engine never wrote
        return CaseFault.EVENTS_DIFFER
    running = {each.term: each.due_at for each in clocks if each.stopped_at is None}
    if standing.terms != running:
        return CaseFault.CLOCKS_DIFFER
    return None if is_as(case, standing) else CaseFault.EVENTS_DIFFER
