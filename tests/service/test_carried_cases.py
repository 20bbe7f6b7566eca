"""Rows of releases without an engine get their cases, once, with names that prove nobody."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from idp.casework.domain.cases import replay
from idp.cli.context import carried_cases_of
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.actors import ActingClient, Operator, System
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.platform.database import Database
from idp.schema.carried_cases import carry, made_at
from idp.services import Services
from idp.violations.domain import CaseState, ViolationCase, ViolationKind
from idp.violations.tables import VIOLATION
from tests.support.frozen_clock import START
from tests.support.races import race
from tests.support.world import World

CARRIED_BY = "policy cases of earlier releases"
DRAFT = RuleSetName.DRAFT_2024
BINH = Operator(user="idp", host="h", said="binh")


def written_before(database: Database, state: CaseState, **said: Any) -> Id:  # noqa: ANN401
    row: Mapping[str, Any] = {
        "id": new_id(),
        "kind": ViolationKind.CODE_REPLAYED,
        "opened_at": START,
        "issued_to": "portal",
        "shown_by": "another",
        "subject_id": None,
        "evidence": {},
        "owner": None,
        "state": state,
        "outcome": None,
        "times": 2,
        "last_at": START,
        "fingerprint": None,
    }
    with database.transaction() as work:
        work.execute(insert(VIOLATION).values({**row, **said}))
    return str(row["id"])


@pytest.fixture
def services(world: World) -> Services:
    return world.services


def test_each_row_gets_its_case_once(services: Services) -> None:
    database = services.database
    ids = {
        CaseState.OPEN: written_before(database, CaseState.OPEN),
        CaseState.TAKEN: written_before(database, CaseState.TAKEN, owner="an"),
        CaseState.CLOSED: written_before(
            database, CaseState.CLOSED, owner="an", outcome="warned", shown_by=None
        ),
    }
    assert services.violations.cases() == []
    assert carry(database.engine, DRAFT) == 3
    assert carry(database.engine, DRAFT) == 0
    for state, case_id in ids.items():
        [found] = services.violations.cases(state)
        assert (found.id, found.owner, found.times) == (case_id, None, 2)
    assert [*services.case_checks.faults()] == []
    waiting = services.work_list.queue("review").cases
    assert {each.id for each in waiting} == {ids[CaseState.OPEN], ids[CaseState.TAKEN]}
    (party,) = {each.client_id for each in waiting}
    assert len(services.work_list.find(str(party))) == 3


def test_what_is_kept_of_it_is_what_its_events_say(services: Services) -> None:
    database = services.database
    case_id = written_before(database, CaseState.TAKEN, owner="an")
    carry(database.engine, DRAFT)
    (case,) = services.work_list.queue("review").cases
    first, second = services.cases.events(case_id)
    assert first.actor == ActingClient(client_id="another")
    assert (second.facts, second.state) == ({"owner": "an", "outcome": None}, CaseState.TAKEN)
    standing = replay(services.cases.procedures[case.procedure], [first, second], lambda _, at: at)
    assert (standing.state, standing.version, standing.due_by) == (
        case.state,
        case.version,
        case.due_by,
    )


def test_its_work_goes_on(services: Services) -> None:
    case_id = written_before(services.database, CaseState.TAKEN, owner="an")
    unmoved = written_before(services.database, CaseState.OPEN)
    assert services.violations.take(unmoved, BINH) == Refused(Reason.NOT_FOUND)
    carry(services.database.engine, DRAFT)
    assert isinstance(services.violations.take(unmoved, BINH), ViolationCase)
    assert isinstance(services.violations.close(case_id, "warned", BINH), ViolationCase)
    [closed] = services.violations.cases(CaseState.CLOSED)
    assert (closed.id, closed.outcome) == (case_id, "warned")


def changed_before(database: Database, case_id: Id, **said: Any) -> None:  # noqa: ANN401
    """What a process of the earlier release does to its row, beside the new schema."""
    with database.transaction() as work:
        work.execute(update(VIOLATION).where(VIOLATION.c.id == case_id).values(**said))


def opened_now(services: Services) -> Id:
    return services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to="portal", actor=ActingClient(client_id="another")
    )


def test_a_case_follows_what_an_earlier_release_did_to_its_row(services: Services) -> None:
    database, following = services.database, carried_cases_of(services)
    taken, closed = opened_now(services), written_before(database, CaseState.OPEN)
    carry(database.engine, DRAFT)
    changed_before(database, taken, state=CaseState.TAKEN, owner="an")
    changed_before(database, closed, state=CaseState.CLOSED, outcome="warned", fingerprint=None)
    assert following.step() == 2
    assert (following.step(), following.all()) == (0, 0)
    for case_id, state, owes in ((taken, "taken", True), (closed, "closed", False)):
        case = services.work_list.by_id(case_id)
        assert case is not None
        assert (case.state, case.owner, case.closed_at is None) == (state, None, owes)
        *_, last = services.cases.events(case_id)
        assert (last.event, last.actor) == ("carried_over", System(rule=CARRIED_BY))
    assert [each.stopped_at is None for each in services.deadlines.of_case(taken)] == [False]
    told = database.all(
        select(HISTORY.c.facts).where(HISTORY.c.happening == EventType.CASE_CARRIED_OVER)
    )
    assert {row.facts["case"] for row in told} == {taken, closed}
    assert [*services.case_checks.faults()] == []
    assert isinstance(services.violations.close(taken, "warned", BINH), ViolationCase)


def test_what_an_earlier_release_opens_beside_the_new_schema_becomes_a_case(
    services: Services,
) -> None:
    following = carried_cases_of(services)
    made = written_before(services.database, CaseState.TAKEN, owner="an")
    assert services.work_list.by_id(made) is None
    assert (following.step(), following.step()) == (1, 0)
    case = services.work_list.by_id(made)
    assert case is not None
    assert (case.state, case.rule_set) == ("taken", services.cases.rule_set)
    assert [*services.case_checks.faults()] == []


def test_what_the_engine_moves_is_not_moved_again(services: Services) -> None:
    following = carried_cases_of(services)
    case_id = opened_now(services)
    assert isinstance(services.violations.take(case_id, BINH), ViolationCase)
    assert following.step() == 0
    assert isinstance(services.violations.close(case_id, "warned", BINH), ViolationCase)
    assert following.step() == 0
    assert [each.event for each in services.cases.events(case_id)] == ["opened", "take", "close"]


def test_rows_are_followed_a_window_at_a_time(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.schema.carried_cases._AT_ONCE", 2)
    made = [written_before(services.database, CaseState.OPEN) for _ in range(7)]
    following = carried_cases_of(services)
    assert following.step() == 4, "the newest, and the next"
    assert sum(following.step() for _ in range(3)) == 3
    assert all(services.work_list.by_id(each) is not None for each in made)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_workers_that_follow_at_once_one_makes_the_event(services: Services) -> None:
    ids = [opened_now(services), written_before(services.database, CaseState.OPEN)]
    changed_before(services.database, ids[0], state=CaseState.TAKEN)
    assert sum(race(lambda: carried_cases_of(services).all(), times=4)) == 2
    assert [len(services.cases.events(each)) for each in ids] == [2, 2]


def test_a_carried_case_goes_on_under_the_chosen_rule_set(services: Services) -> None:
    case_id = written_before(services.database, CaseState.OPEN)
    carry(services.database.engine, RuleSetName.DECREE_69_2024)
    assert isinstance(services.violations.take(case_id, BINH), ViolationCase)
    (clock,) = services.deadlines.of_case(case_id)
    assert clock.rule_set == RuleSetName.DECREE_69_2024


def test_an_id_tells_when_it_was_made() -> None:
    assert made_at({"id": "019aa000-0000-7000-8000-000000000000"}).year == 2025
