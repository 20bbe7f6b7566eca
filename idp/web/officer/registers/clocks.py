"""Running terms of the law in every case, what is due first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from idp.access.powers import Power
from idp.deadlines.domain import Deadline
from idp.deadlines.rows import RunningTerm
from idp.kernel.ids import Id
from idp.law.terms import TermId
from idp.web.current import services
from idp.web.officer.case_words import TERMS
from idp.web.officer.read_together import ReadTogether
from idp.web.officer.records import Column, DeskAct, Record, Row
from idp.web.officer.registers.cases import rule_set
from idp.web.officer.values import Fact, Value, code, day, due, moment, word
from idp.web.pages.labels import N_

_MOST: Final = 501
_TOGETHER: Final = 60
"""How many rows know the numbers of their cases together."""
STATES: Final[Mapping[str, str]] = {"running": N_("In time"), "overdue": N_("Too late")}


@dataclass(frozen=True, slots=True)
class ClockRegister:
    path: str = "clocks"
    title: str = N_("Running clocks")
    about: str = N_("The terms that run now, in every kind of case.")
    reads: tuple[Power, ...] = (Power.HISTORY_READ,)
    looks: bool = False
    waits_in: tuple[str, ...] = ("overdue",)
    columns: tuple[Column, ...] = (
        Column("case", N_("Case")),
        Column("due", N_("Due")),
        Column("term", N_("What is due")),
        Column("started", N_("Since")),
        Column("state", N_("State")),
    )
    acts: tuple[DeskAct, ...] = ()
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    def rows(self, state: str | None) -> Iterable[Row]:
        now = services().clock.now()
        after = now if state == "running" else None
        running = services().deadlines.first_running(_MOST, after=after)
        while some := list(islice(running, _TOGETHER)):
            numbers = ReadTogether([each.case_id for each in some], services().work_list.numbers)
            for each in some:
                said = _state(each, now)
                if state == "overdue" and said != state:
                    return
                yield _row(each, said, numbers)

    def record(self, key: str) -> Record | None:
        found = services().deadlines.one(key)
        runs = found is not None and found.stopped_at is None
        return _record(found) if found is not None and runs else None


def _state(deadline: Deadline | RunningTerm, now: datetime) -> str:
    return "overdue" if deadline.due_at <= now else "running"


def _number(deadline: Deadline) -> str:
    case = services().work_list.by_id(deadline.case_id)
    return deadline.case_id if case is None else case.number


def _row(running: RunningTerm, state: str, numbers: ReadTogether[Id, str]) -> Row:
    def cells() -> tuple[Value, ...]:
        return (
            code(numbers.of(running.case_id) or running.case_id),
            due(running.due_at),
            word(TERMS.get(TermId(running.term), running.term)),
            moment(running.started_at),
            word(STATES[state]),
        )

    return Row(running.id, cells, waits=state == "overdue")


def _record(deadline: Deadline) -> Record:
    number, state = _number(deadline), _state(deadline, services().clock.now())
    return Record(
        key=deadline.id,
        title=word(TERMS.get(deadline.term, deadline.term)),
        state=state,
        state_label=STATES[state],
        facts=(
            Fact(N_("Case"), code(number, link=f"/officer/work?words={number}")),
            Fact(N_("Due"), due(deadline.due_at)),
            Fact(N_("Since"), moment(deadline.started_at)),
            Fact(N_("Rule set"), rule_set(deadline.rule_set)),
            Fact(N_("Calendar of"), day(deadline.calendar)),
        ),
    )
