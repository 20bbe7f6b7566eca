"""Cases of officers who cannot work on them any more go back to their queues, and no others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from idp.access.desks import DeskKind
from idp.accounts.domain import Account
from idp.casework.domain.cases import Case
from idp.cli.worker import carry_out, duties
from idp.history.domain import EventType
from idp.kernel.actors import ActingClient, OfficerRole, Operator, System
from idp.kernel.ids import new_id
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.violations.domain import ViolationKind
from tests.support.desks import Desk, appointed_too, desk_of, end_by_two
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.world import World, sure


@pytest.fixture
def reviewer(world: World) -> Desk:
    return desk_of(world, OfficerRole.REVIEWER)


def found(world: World, case_id: str) -> Case:
    case = world.services.work_list.by_id(case_id)
    assert case is not None
    return case


def misuse(world: World, owner: Desk) -> str:
    """A case of misuse that this officer took."""
    opened = world.services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to=new_id(), actor=ActingClient(client_id="b")
    )
    sure(world.services.violations.take(opened, owner.officer))
    return opened


def loss(world: World, owner: Desk) -> str:
    """A report of a loss that this officer took."""
    reported = world.services.losses.report(
        world.person().subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.LINK,
        actor=ActingClient(client_id="x"),
    )
    case = world.services.cases.by_number(reported.number)
    assert case is not None
    sure(world.services.cases.assign(case.id, owner.officer, owner=owner.officer))
    return case.id


def owners(world: World, *case_ids: str) -> list[bool]:
    """Of each case whether somebody has it."""
    return [found(world, each).owner is not None for each in case_ids]


def lock(world: World, desk: Desk) -> None:
    locked = world.services.endings.lock(
        desk.person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
    )
    assert isinstance(locked, Account)


def until_over(desk: Desk) -> timedelta:
    assert desk.officer.until is not None
    return desk.officer.until - desk.world.clock.now()


def both(world: World, reviewer: Desk) -> tuple[Desk, str, str]:
    """A second appointment of the reviewer, for the hotline, and a case for each of the two."""
    hotline = appointed_too(reviewer, OfficerRole.HOTLINE, name="Tổng đài", kind=DeskKind.HOTLINE)
    return hotline, misuse(world, reviewer), loss(world, hotline)


def test_only_what_no_other_appointment_may_work_on_goes_back(world: World, reviewer: Desk) -> None:
    hotline, reviewed, lost = both(world, reviewer)
    one, other = (desk_of(world) for _ in range(2))
    end_by_two(one, other, hotline)
    assert owners(world, reviewed, lost) == [True, False]
    told = world.services.history.for_subject(reviewer.person.subject_id)
    ended = next(each for each in told if each.happening is EventType.APPOINTMENT_ENDED)
    assert ended.facts["cases"] == 1


def test_another_appointment_with_the_same_power_keeps_them(world: World, reviewer: Desk) -> None:
    case = misuse(world, reviewer)
    appointed_too(reviewer, OfficerRole.IDENTITY_OFFICER, name="Cục", kind=DeskKind.AUTHORITY)
    sure(
        world.services.appointments.resign(reviewer.officer.appointment_id or "", reviewer.officer)
    )
    assert owners(world, case) == [True]


def test_who_lays_down_their_only_appointment_leaves_no_case_behind(
    world: World, reviewer: Desk
) -> None:
    case, mine = misuse(world, reviewer), reviewer.officer
    sure(world.services.appointments.resign(mine.appointment_id or "", mine))
    assert owners(world, case) == [False]


def test_the_worker_gives_back_what_a_lapsed_appointment_leaves(
    world: World, reviewer: Desk
) -> None:
    _, reviewed, lost = both(world, reviewer)
    colleague = misuse(world, desk_of(world, OfficerRole.REVIEWER, days=700))
    assert world.services.abandoned_cases.rehome_all() == 0
    world.clock.advance(until_over(reviewer) - timedelta(seconds=1))
    assert world.services.abandoned_cases.rehome_all() == 0
    world.clock.advance(timedelta(seconds=1))
    assert world.services.abandoned_cases.rehome_all() == 2
    assert owners(world, reviewed, lost, colleague) == [False, False, True]
    assert world.services.abandoned_cases.rehome_all() == 0
    told = world.services.cases.events(lost)[-1]
    assert (told.actor, told.facts) == (System(rule="policy abandoned_cases"), {"owner": None})
    entry = world.services.history.for_subject(found(world, lost).subject_id or "")[0]
    assert entry.happening is EventType.CASE_ASSIGNED
    assert (entry.actor, entry.facts["owner"]) == (told.actor, None)


def test_and_what_an_officer_with_a_locked_account_has(world: World, reviewer: Desk) -> None:
    _, reviewed, lost = both(world, reviewer)
    lock(world, reviewer)
    assert world.services.abandoned_cases.rehome_all() == 2
    assert owners(world, reviewed, lost) == [False, False]
    colleague = desk_of(world, OfficerRole.REVIEWER)
    officer = colleague.officer
    sure(world.services.cases.assign(reviewed, officer, owner=officer))


def test_it_is_a_duty_of_the_worker(world: World, reviewer: Desk) -> None:
    case = misuse(world, reviewer)
    lock(world, reviewer)
    owed = [each for each in duties(world.services) if each.name == "give abandoned cases back"]
    carry_out(owed, now=world.clock.now())
    assert owners(world, case) == [False]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_cases_that_stay_wait_for_nobody(world: World, reviewer: Desk) -> None:
    """The duty is done while an officer is writing a case of theirs."""
    case, back = misuse(world, reviewer), world.services.abandoned_cases.rehome_all
    with ThreadPoolExecutor(1) as threads, world.services.database.transaction():
        world.services.cases.hold([case])
        assert threads.submit(back).result(timeout=60) == 0


def test_cases_of_commands_stay_with_them(world: World, reviewer: Desk) -> None:
    case = misuse(world, reviewer)
    shell = Operator(user="z", host="db1")
    sure(world.services.cases.assign(case, reviewer.officer, owner=shell))
    lock(world, reviewer)
    assert world.services.abandoned_cases.rehome_all() == 0
    assert found(world, case).owner == "operator:z@db1"


def test_more_than_a_hundred_go_back_in_several_steps(world: World, reviewer: Desk) -> None:
    cases = [misuse(world, reviewer) for _ in range(103)]
    owner = found(world, cases[0]).owner or ""
    step = world.services.cases.release(owner, OPERATOR, still=(reviewer.officer,))
    assert step == (0, cases[99])
    lock(world, reviewer)
    assert world.services.abandoned_cases.rehome_all() == 103
    assert not any(owners(world, *cases))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_workers_at_once_give_a_case_back_once(world: World, reviewer: Desk) -> None:
    cases = [misuse(world, reviewer) for _ in range(5)]
    lock(world, reviewer)
    answers = race(world.services.abandoned_cases.rehome_all, times=2)
    assert sum(answers) == len(cases)
    assert [len(world.services.cases.events(each)) for each in cases] == [3] * len(cases)
