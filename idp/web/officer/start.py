"""The start page: what is due, what waits for a second person, what failed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Final, NamedTuple, TypeGuard

from flask import Response

from idp.access.powers import Power
from idp.casework.work_list import DueCase, ProcedureState
from idp.kernel.clock import VIET_NAM
from idp.kernel.ids import Id
from idp.platform.database import ReadOrder
from idp.web.current import services
from idp.web.officer.case_reads import CaseReads
from idp.web.officer.guards import at_desk
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.records import Column, ListedRegister, OrderedRegister, Register, Row
from idp.web.officer.registers import registers
from idp.web.officer.registers.cases import CaseRegister, CaseRows
from idp.web.officer.work import WorkItem, due_by, items_of

FIRST: Final = 5
"""How many of a register's waiting records the start page shows."""
SOON: Final = 20
"""How many of the cases that are due today it shows; the work list has all, in the same order."""
MOST: Final = 50
"""How far what waits is counted, which reads as many: nobody decides by what a longer queue has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecords:
    """The records of one register that wait; `more`: there are others, in its list.

    `uncounted`: there are more than `number`, which is as far as they are counted.
    """

    title: str
    path: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: int
    uncounted: bool
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueToday:
    """The cases due today or before; `late`: how many are too late, None of more than are counted.

    `number`, `uncounted` and `more` as of `DueRecords`.
    """

    items: tuple[WorkItem, ...]
    number: int
    uncounted: bool
    late: int | None
    more: bool


@dataclass(frozen=True, slots=True)
class StartPage:
    due: tuple[DueRecords, ...]
    quiet: tuple[str, ...]
    """The titles of the registers in which nothing waits."""
    today: DueToday


class WaitingCases(NamedTuple):
    """The cases of a register that wait, each by its id and its state."""

    register: CaseRegister
    cases: list[tuple[Id, str]]


@at_desk
def start(at: AtDesk) -> Response:
    """GET /officer."""
    open_to = [each for each in registers() if at.holds(*each.reads)]
    waiting = _cases_waiting(at, [each for each in open_to if isinstance(each, CaseRegister)])
    today = due_by(at, _end_of_today(), most=MOST) if at.holds(Power.WORK_SEE) else []
    reads = _reads(today, waiting)
    cases = _rows(waiting, reads)
    found = [_due(at, each, cases) for each in open_to]
    due = tuple(each for each in found if each.rows)
    quiet = tuple(each.title for each in found if not each.rows)
    return show(at, "start", StartPage(due, quiet, _today(today, reads)))


def _today(due: Sequence[DueCase], reads: CaseReads) -> DueToday:
    now = services().clock.now()
    late = sum(each.due_by <= now for each in due)
    return DueToday(
        items=items_of([each.id for each in due[:SOON]], reads),
        number=min(len(due), MOST),
        uncounted=len(due) > MOST,
        late=late if late <= MOST else None,
        more=len(due) > SOON,
    )


def _reads(today: Sequence[DueCase], waiting: Sequence[WaitingCases]) -> CaseReads:
    """All cases that the page shows, which are read together."""
    shown = [each.id for each in today[:SOON]]
    shown += [case for each in waiting for case, _ in each.cases[:FIRST]]
    return CaseReads(list(dict.fromkeys(shown)), together=len(shown))


def _end_of_today() -> datetime:
    """The first instant of tomorrow, in the country's time."""
    today = services().clock.now().astimezone(VIET_NAM).date()
    return datetime.combine(today + timedelta(days=1), time(), VIET_NAM)


def _cases_waiting(at: AtDesk, open_to: Sequence[CaseRegister]) -> list[WaitingCases]:
    """By register the cases that wait and the officer sees, found by one statement.

    Of each state the newest, one more than are counted at most.
    """
    asked = [(each, _seen_states(at, each)) for each in open_to]
    found = services().work_list.newest([one for _, each in asked for one in each], MOST + 1)
    return [
        WaitingCases(each, [(case, one.state) for one in states for case in found.get(one, ())])
        for each, states in asked
    ]


def _rows(waiting: Sequence[WaitingCases], reads: CaseReads) -> Mapping[str, list[Row]]:
    """By path of the register the rows of what waits: those that are shown can say themselves."""
    rows, found = CaseRows(reads), dict[str, list[Row]]()
    for each in waiting:
        made = {at: rows.of_state(each.register.procedure, at) for _, at in each.cases}
        found[each.register.path] = [made[at](case) for case, at in each.cases]
    return found


def _seen_states(at: AtDesk, register: CaseRegister) -> list[ProcedureState]:
    every, apart_for = register.waiting, register.procedure.apart_for
    return [each for each in every if at.sees(apart_for(each.state))]


def _waiting(at: AtDesk, register: Register) -> list[Row]:
    """The records that wait and the officer sees, one more than are counted at most."""
    return list(islice((row for row in _each_waiting(register) if at.sees(row.apart)), MOST + 1))


def _each_waiting(register: Register) -> Iterator[Row]:
    for state in register.waits_in:
        if _is_ordered(register):
            order = ReadOrder(register.orders[0], only=state)
            found = register.entries(order, after=None, limit=MOST + 1)
            yield from (each.row() for each in found if each.state == state)
        elif _is_listed(register):
            yield from (row for row in register.rows(state) if row.waits)


def _is_ordered(register: Register) -> TypeGuard[OrderedRegister]:
    return _kind_of(type(register), register) is OrderedRegister


def _is_listed(register: Register) -> TypeGuard[ListedRegister]:
    return _kind_of(type(register), register) is ListedRegister


_KINDS: Final[dict[type, type | None]] = {}


def _kind_of(of: type, register: Register) -> type | None:
    """How a class of registers is read, asked of it once: it is compared member by member."""
    if of not in _KINDS:
        both = (each for each in (OrderedRegister, ListedRegister) if isinstance(register, each))
        _KINDS[of] = next(both, None)
    return _KINDS[of]


def _due(at: AtDesk, register: Register, cases: Mapping[str, list[Row]]) -> DueRecords:
    """`cases`: those that wait, of the registers of cases."""
    waiting = cases[register.path] if register.path in cases else _waiting(at, register)
    return DueRecords(
        title=register.title,
        path=f"{HOME}/{register.path}",
        columns=register.columns,
        rows=tuple(waiting[:FIRST]),
        number=min(len(waiting), MOST),
        uncounted=len(waiting) > MOST,
        more=len(waiting) > FIRST,
    )
