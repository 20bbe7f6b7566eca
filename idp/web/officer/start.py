"""The start page: what is due, what waits for a second person, what failed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Final

from flask import Response

from idp.access.powers import Power
from idp.casework.work_list import PAGE, ProcedureState
from idp.kernel.clock import VIET_NAM
from idp.platform.database import ReadOrder
from idp.web.current import services
from idp.web.officer.guards import at_desk
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.records import Column, ListedRegister, OrderedRegister, Register, Row
from idp.web.officer.registers import registers
from idp.web.officer.registers.cases import CaseRegister, CaseRows
from idp.web.officer.work import DueWork, WorkItem, due_by

FIRST: Final = 10
"""How many of a register's waiting records the start page shows."""
MOST: Final = 100


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


@at_desk
def start(at: AtDesk) -> Response:
    """GET /officer."""
    open_to = [each for each in registers() if at.holds(*each.reads)]
    cases = _cases_waiting(at, [each for each in open_to if isinstance(each, CaseRegister)])
    found = [_due(at, each, cases) for each in open_to]
    due = tuple(each for each in found if each.rows)
    quiet = tuple(each.title for each in found if not each.rows)
    return show(at, "start", StartPage(due, quiet, _today(at)))


def _today(at: AtDesk) -> DueToday:
    found = DueWork((), 0, 0)
    if at.holds(Power.WORK_SEE):
        found = due_by(at, _end_of_today(), shown=PAGE, most=MOST)
    return DueToday(
        items=found.items,
        number=min(found.number, MOST),
        uncounted=found.number > MOST,
        late=found.late if found.late <= MOST else None,
        more=found.number > len(found.items),
    )


def _end_of_today() -> datetime:
    """The first instant of tomorrow, in the country's time."""
    today = services().clock.now().astimezone(VIET_NAM).date()
    return datetime.combine(today + timedelta(days=1), time(), VIET_NAM)


def _cases_waiting(at: AtDesk, open_to: Sequence[CaseRegister]) -> Mapping[str, list[Row]]:
    """By path of the register, the cases that wait and the officer sees, read together.

    Of each state the newest, one more than are counted at most. Only those that a register shows
    are read whole.
    """
    asked = [(each, _seen_states(at, each)) for each in open_to]
    found = services().work_list.newest([one for _, each in asked for one in each], MOST + 1)
    waiting = [
        (each, [(one.state, case) for one in states for case in found.get(one, ())])
        for each, states in asked
    ]
    rows = CaseRows([case for _, every in waiting for _, case in every[:FIRST]])
    return {
        each.path: [rows.row(each.procedure, state, case) for state, case in every]
        for each, every in waiting
    }


def _seen_states(at: AtDesk, register: CaseRegister) -> list[ProcedureState]:
    every, apart_for = register.waiting, register.procedure.apart_for
    return [each for each in every if at.sees(apart_for(each.state))]


def _waiting(at: AtDesk, register: Register) -> list[Row]:
    """The records that wait and the officer sees, one more than are counted at most."""
    return list(islice((row for row in _each_waiting(register) if at.sees(row.apart)), MOST + 1))


def _each_waiting(register: Register) -> Iterator[Row]:
    for state in register.waits_in:
        if isinstance(register, OrderedRegister):
            order = ReadOrder(register.orders[0], only=state)
            found = register.entries(order, after=None, limit=MOST + 1)
            yield from (each.row() for each in found if each.state == state)
        elif isinstance(register, ListedRegister):
            yield from (row for row in register.rows(state) if row.waits)


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
