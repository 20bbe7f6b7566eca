"""The check of every night finds each case that cannot go on, and says why."""

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, update

from idp.casework.checks import last_check
from idp.casework.domain.cases import Case
from idp.casework.ports import Powers
from idp.casework.tables import CASE_FILE
from idp.casework.work_list import CaseFault, FaultyCase
from idp.cli.worker import checks
from idp.deadlines.tables import DEADLINE
from idp.kernel.actors import ActingClient, OfficerRole, Operator
from idp.services import Services
from idp.violations.domain import ViolationKind
from tests.support import databases
from tests.support.counting import counted
from tests.support.desks import Desk, desk_of
from tests.support.world import World, sure

F = CaseFault


def opened(services: Services) -> Case:
    case_id = services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to="portal", actor=ActingClient(client_id="another")
    )
    found = services.work_list.by_id(case_id)
    assert found is not None
    return found


def faults(services: Services) -> list[CaseFault]:
    return [each.fault for each in services.case_checks.faults()]


@pytest.fixture
def serious(world: World) -> Services:
    """Outside the demonstration, where one shell does not play everybody."""
    checked = replace(world.services.case_checks, may=Powers())
    return replace(world.services, case_checks=checked)


def test_without_officers_the_command_line_is_who_can_move_a_case(serious: Services) -> None:
    opened(serious)
    assert faults(serious) == []


def test_a_queue_needs_an_officer_who_can_move_its_cases(world: World, serious: Services) -> None:
    desk_of(world, OfficerRole.HOTLINE)
    case = opened(serious)
    assert [*serious.case_checks.faults()] == [FaultyCase(case.number, F.NOBODY_ABLE)]
    reviewer = desk_of(world, OfficerRole.REVIEWER)
    assert faults(serious) == []
    world.clock.advance(until_over(reviewer))
    assert faults(serious) == [F.NOBODY_ABLE], "the appointment ran out"


def test_an_officer_is_able_by_a_clock_that_goes_on(world: World, serious: Services) -> None:
    desk_of(world, OfficerRole.REVIEWER)
    case = opened(serious)
    world.clock.tick = timedelta(milliseconds=1)
    assert faults(serious) == []
    assert serious.case_checks.standing_still([case]) == set()


def until_over(desk: Desk) -> timedelta:
    assert desk.officer.until is not None
    return desk.officer.until - desk.world.clock.now()


def test_an_owner_has_to_be_able(world: World, serious: Services) -> None:
    first, second = (desk_of(world, OfficerRole.REVIEWER) for _ in range(2))
    case = opened(serious)
    sure(serious.violations.take(case.id, first.officer))
    assert faults(serious) == []
    sure(
        world.services.accounts.lock(
            first.officer.subject_id,
            ground="request",
            body="police",
            remedy="complaint",
            actor=Operator(user="idp", host="h"),
        )
    )
    assert faults(serious) == [F.OWNER_UNABLE]
    sure(serious.cases.assign(case.id, second.officer, owner=second.officer))
    assert faults(serious) == []


@pytest.mark.parametrize(
    ("table", "values", "fault"),
    [
        (CASE_FILE, {"owner": "operator:somebody@else"}, F.EVENTS_DIFFER),
        (CASE_FILE, {"version": 7}, F.EVENTS_DIFFER),
        (CASE_FILE, {"state": "taken"}, F.EVENTS_DIFFER),
        (DEADLINE, {"stopped_at": "now", "outcome": "x"}, F.CLOCKS_DIFFER),
        (DEADLINE, {"due_at": "now"}, F.EVENTS_DIFFER),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_its_events_and_clocks_do_not_say_is_found(
    world: World,
    serious: Services,
    table: Table,
    values: dict[str, Any],
    fault: CaseFault,
) -> None:
    opened(serious)
    told = {key: world.clock.now() if value == "now" else value for key, value in values.items()}
    with databases.past_the_guards(serious.database) as work:
        work.execute(update(table).values(**told))
    assert faults(serious) == [fault]


def test_the_worker_checks_keeps_the_number_and_logs_each(
    world: World, serious: Services, log_lines: list[MutableMapping[str, Any]]
) -> None:
    desk_of(world, OfficerRole.HOTLINE)
    case = opened(serious)
    assert last_check(serious.database) is None
    (duty,) = checks(serious)
    assert duty.every == timedelta(days=1)
    duty.do(world.clock.now())
    world.clock.advance(timedelta(hours=1))
    kept = last_check(serious.database)
    assert kept is not None
    assert (kept.faulty, world.clock.now() - kept.checked_at) == (1, timedelta(hours=1))
    desk_of(world, OfficerRole.REVIEWER)
    assert serious.case_checks.run() == 0
    again = last_check(serious.database)
    assert again == (world.clock.now(), 0)
    named = [(each.get("case_number"), each.get("reason")) for each in log_lines]
    assert (case.number, "nobody_able") in named


def test_a_person_is_told_of_a_queue_without_officers_and_not_of_an_owner_who_left(
    world: World, serious: Services
) -> None:
    first = desk_of(world, OfficerRole.REVIEWER)
    case = opened(serious)
    assert serious.case_checks.standing_still([case]) == set()
    sure(serious.violations.take(case.id, first.officer))
    world.clock.advance(until_over(first))
    taken = serious.work_list.by_id(case.id)
    assert taken is not None
    assert faults(serious) == [F.OWNER_UNABLE]
    assert serious.case_checks.standing_still([taken]) == set(), "it can be given to another"
    assert serious.case_checks.standing_still([case]) == {case.number}


def test_without_officers_a_person_is_not_told_that_nobody_decides(serious: Services) -> None:
    case = opened(serious)
    assert serious.case_checks.standing_still([case]) == set()


@pytest.mark.parametrize("role", [OfficerRole.REVIEWER, OfficerRole.HOTLINE])
def test_what_a_person_looks_at_reads_no_more_for_more_officers(
    world: World, serious: Services, role: OfficerRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, database = opened(serious), world.services.database
    costs: list[int] = []
    for more in (1, 5):
        for _ in range(more):
            desk_of(world, role)
        with counted(database, monkeypatch) as cost:
            still = serious.case_checks.standing_still([case])
        assert (still == set()) is (role is OfficerRole.REVIEWER)
        costs.append(len(cost.statements))
    assert costs[0] == costs[1]
