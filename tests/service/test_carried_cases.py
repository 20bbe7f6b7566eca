"""Rows of releases without an engine get their cases, once, with names that prove nobody."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import insert

from idp.casework.domain.cases import replay
from idp.kernel.actors import ActingClient, Operator
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.schema.carried_cases import carry, made_at
from idp.services import Services
from idp.violations.domain import CaseState, ViolationCase, ViolationKind
from idp.violations.tables import VIOLATION
from tests.support.frozen_clock import START
from tests.support.world import World

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
    assert carry(database.engine) == 3
    assert carry(database.engine) == 0
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
    carry(database.engine)
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
    carry(services.database.engine)
    assert isinstance(services.violations.take(unmoved, BINH), ViolationCase)
    assert isinstance(services.violations.close(case_id, "warned", BINH), ViolationCase)
    [closed] = services.violations.cases(CaseState.CLOSED)
    assert (closed.id, closed.outcome) == (case_id, "warned")


def test_an_id_tells_when_it_was_made() -> None:
    assert made_at({"id": "019aa000-0000-7000-8000-000000000000"}).year == 2025
