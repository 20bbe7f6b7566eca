"""What is to be done is found by an index, in one list, what is due first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text, update

from idp.casework import work_list
from idp.casework.checks import CaseChecks
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import About, Moved
from idp.casework.effects import Effects
from idp.casework.ports import UnsignedApprovals
from idp.casework.service import Cases
from idp.casework.tables import CASE_FILE
from idp.casework.work_list import (
    CaseFault,
    CasePage,
    FaultyCase,
    ProcedureState,
    SeenCases,
    WorkList,
)
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Officer, SecondPerson
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from idp.kernel.rule_sets import RuleSetName
from tests.service.test_casework_engine import anybody
from tests.support import databases
from tests.support.commands import Idp
from tests.support.engines import deadlines_of, permissions_of, texts_of
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import AN, BINH
from tests.support.procedures import LOAN as TERMED
from tests.support.procedures import TERMS, WEEK, Act, Loan

LOAN = replace(TERMED, starts=())
"""Nothing is due before somebody reads it."""
TWO_SUBJECTS = UnsignedApprovals(SecondPerson())
CHECKED = "every case that owes work can be moved, and is what its events say\n"
AN_OWNS = f"officer:{AN.officer_id}"


@pytest.fixture
def cases(context: ServiceContext) -> Cases:
    return Cases(
        context,
        {LOAN.name: LOAN},
        Effects({}),
        permissions_of(context, anybody),
        TWO_SUBJECTS,
        deadlines_of(context),
        RuleSetName.DRAFT_2024,
        texts_of(context),
    )


@pytest.fixture
def work(cases: Cases, context: ServiceContext) -> WorkList:
    return WorkList(context.database, context.clock, {LOAN.name: LOAN}, cases)


class AnAtWork:
    """The one officer of these tests."""

    def at_work(self, now: datetime) -> list[Officer]:
        return [replace(AN, authenticated_at=now)]

    def exist(self) -> bool:
        return True

    def anybody(self, able: Callable[[Officer], bool], now: datetime) -> bool:
        return any(map(able, self.at_work(now)))


@pytest.fixture
def checks(work: WorkList, cases: Cases, context: ServiceContext) -> CaseChecks:
    return CaseChecks(
        context.database,
        context.clock,
        {LOAN.name: LOAN},
        anybody,
        work,
        cases.deadlines,
        AnAtWork(),
        cases.permissions.matters,
    )


def begun(cases: Cases, about: About = About()) -> Case:  # noqa: B008 - frozen
    case = cases.open(LOAN, AN, EventType.VIOLATION_TAKEN, about=about)
    assert isinstance(case, Case)
    return case


def was_read(cases: Cases) -> Case:
    answer = cases.fire(begun(cases).id, Act.READ, AN, TERMS)
    assert isinstance(answer, Moved)
    return answer.case


def walk(first: CasePage, more: object) -> Iterator[Case]:
    page = first
    yield from page.cases
    while page.next_after is not None:
        page = more(page.next_after)  # type: ignore[operator]
        yield from page.cases


def test_what_is_due_first_comes_first_page_by_page(
    cases: Cases, work: WorkList, clock: FrozenClock
) -> None:
    undated = [begun(cases) for _ in range(3)]
    clock.advance(timedelta(days=1))
    due = []
    for _ in range(4):
        due.append(was_read(cases))
        clock.advance(timedelta(days=1))
    listed = [
        *walk(
            work.of_desk("library", limit=2),
            lambda after: work.of_desk("library", after=after, limit=2),
        )
    ]
    assert listed == due + undated
    assert [*work.everything().cases] == listed


def test_the_cases_of_some_procedures_are_found_without_what_is_unseen(
    cases: Cases, work: WorkList, clock: FrozenClock
) -> None:
    asked, first, second = begun(cases), was_read(cases), was_read(cases)
    clock.advance(timedelta(days=1))
    third = was_read(cases)
    loans, until = SeenCases([LOAN.name]), second.due_by
    assert until is not None
    assert work.of_procedures(loans, until=until).cases == (first, second)
    assert work.of_procedures(loans, untaken=True).cases == (asked,)
    assert work.of_procedures(SeenCases(["arson"])).cases == ()
    assert work.of_procedures(SeenCases([])).cases == ()
    page = work.of_procedures(loans, limit=3)
    assert page.cases == (first, second, third)
    assert work.of_procedures(loans, after=page.next_after).cases == (asked,)
    unseen = [ProcedureState(LOAN.name, each.value) for each in (Loan.READ, Loan.LENT)]
    assert work.of_procedures(SeenCases([LOAN.name], unseen)).cases == (asked,)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_due_is_read_in_order_whatever_was_closed(context: ServiceContext) -> None:
    """PostgreSQL knows how many cases owe work; SQLite guesses."""
    plans = {}
    for name in ("_OF_PROCEDURES", "_DUE_BY", "_UNTAKEN"):
        compiled = getattr(work_list, name).on(context.database.engine.dialect)
        with context.database.transaction() as unit:
            told = unit.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {compiled.sql}", (None,) * len(compiled.order)
            ).all()
        plans[name] = [row.detail for row in told]
    for name, plan in plans.items():
        assert "(due_by,id)>(?,?)" in plan[0], (name, plan)
        assert not any("ORDER BY" in each for each in plan), (name, plan)


def test_a_case_is_in_the_queue_or_with_its_owner(cases: Cases, work: WorkList) -> None:
    free, mine = begun(cases), was_read(cases)
    assert work.queue("library").cases == (free,)
    assert work.of_owner(AN_OWNS).cases == (mine,)
    assert set(work.of_desk("library").cases) == {free, mine}
    cases.approve(mine.id, BINH)
    assert work.of_owner(AN_OWNS).cases == ()
    assert [each.state for each in work.in_state("loan", Loan.LENT)] == [Loan.LENT]


@pytest.mark.parametrize("mark", ["x", "1.x", "9" * 18 + ".zz", "-1." + "0" * 36, "1" * 400])
def test_what_is_no_mark_begins_again(cases: Cases, work: WorkList, mark: str) -> None:
    case = begun(cases)
    assert work.everything(after=mark).cases == (case,)


def test_a_mark_after_the_end_is_the_end(cases: Cases, work: WorkList) -> None:
    begun(cases)
    assert work.everything(after="9" * 18 + "." + new_id()).cases == ()


def test_a_case_is_found_by_its_number_its_person_or_its_party(
    cases: Cases, work: WorkList
) -> None:
    me = new_id()
    case = begun(cases, About(subject_id=me, client_id="portal"))
    other = begun(cases, About(client_id="portal"))
    assert work.find(f" {case.number.lower()} ") == [case]
    assert work.find(case.number.replace("-", " ")) == [case]
    assert work.find(me.upper()) == [case]
    assert work.find("portal") == [other, case]
    assert work.find("nothing") == []


def test_a_view_tells_the_past_and_why_a_move_is_not_offered(cases: Cases, work: WorkList) -> None:
    case = was_read(cases)
    view = work.show(case.number, AN)
    assert view is not None
    assert (view.case, view.procedure, len(view.events)) == (case, LOAN, 2)
    assert {each.transition.event: each.refused for each in view.offers} == {
        Act.LEND: Reason.FOUR_EYES,
        Act.REFUSE: None,
    }
    assert work.show("HS-0000-0000-0000", AN) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_case_nobody_would_find_is_told(
    cases: Cases, work: WorkList, checks: CaseChecks, context: ServiceContext, clock: FrozenClock
) -> None:
    case = was_read(cases)
    assert [*checks.faults()] == []
    clock.advance(WEEK + timedelta(minutes=59))
    assert [*checks.faults()] == []
    clock.advance(timedelta(minutes=1))
    assert [*checks.faults()] == [FaultyCase(case.number, CaseFault.OVERDUE_LAPSE)]
    for values, fault in (
        ({"desk": ""}, CaseFault.NO_QUEUE),
        ({"state": Loan.BACK}, CaseFault.ENDED_AND_OPEN),
        ({"state": "burnt"}, CaseFault.UNKNOWN_STATE),
        ({"procedure": "arson"}, CaseFault.UNKNOWN_PROCEDURE),
    ):
        with databases.past_the_guards(context.database) as owner:
            owner.execute(update(CASE_FILE).values(**values))
        assert [*checks.faults()] == [FaultyCase(case.number, fault)]
    assert [work.apart_for(each) for each in work.everything().cases] == [None]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_event_is_never_changed(cases: Cases, context: ServiceContext) -> None:
    was_read(cases)
    for statement in (
        "UPDATE case_event SET actor = '{}'",
        "DELETE FROM case_event",
        "UPDATE case_file SET opened_at = now()",
        "UPDATE case_file SET subject_id = gen_random_uuid()",
        "DELETE FROM case_file",
    ):
        with (
            pytest.raises(Exception, match="rows are evidence"),
            context.database.engine.begin() as connection,
        ):
            connection.execute(text(statement))


def test_commands_tell_what_is_to_be_done(idp: Idp) -> None:
    assert idp("cases", "check").output == CHECKED
    assert idp("cases", "work").output == ""
    assert idp("cases", "work", "--desk", "review", "--untaken").exit_code == 0
    assert idp("cases", "work", "--untaken").exit_code == 2
    assert idp("cases", "show", "HS-0000-0000-0000").exit_code == 1
