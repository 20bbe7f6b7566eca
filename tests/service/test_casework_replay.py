"""What is kept of a case is what its events say, whatever happened to it, in every procedure."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

import idp.law
from idp.casework.domain.cases import RECOUNTED, Case, Due, is_as, replay
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.moves import Moved
from idp.casework.domain.procedure import Procedure
from idp.casework.effects import Effects
from idp.casework.ports import UnsignedApprovals
from idp.casework.service import Cases
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.actors import ActingClient, Officer, SecondPerson, System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.kernel.rule_sets import RuleSetName
from idp.law.legal_time import legal_time
from idp.law.terms import TermId
from idp.wiring.procedures import PROCEDURES
from tests.support.engines import deadlines_of, permissions_of, texts_of
from tests.support.frozen_clock import FrozenClock
from tests.support.health_checks import BY_CHANCE
from tests.support.officers import AN, BINH, CHI
from tests.support.procedures import LOAN, TERMS, Terms
from tests.support.races import race

EVERY: Final = {**PROCEDURES, LOAN.name: LOAN}
PORTAL: Final = ActingClient(client_id="portal")
NEXT_DAY: Final = datetime(2026, 11, 24, 17, tzinfo=UTC)
"""The end of Tuesday 24 November 2026: a working day after Monday, by today's edition."""


def anybody(*_: object) -> Reason | None:
    """Everybody has every power."""
    return None


@pytest.fixture
def cases(context: ServiceContext) -> Cases:
    return Cases(
        context,
        {LOAN.name: LOAN},
        Effects({}),
        permissions_of(context, anybody),
        UnsignedApprovals(SecondPerson()),
        deadlines_of(context),
        RuleSetName.DRAFT_2024,
        texts_of(context),
    )


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a calendar in which 24 November 2026 became a day off."""
    shipped = (files(idp.law) / "data" / "calendars" / "2026.toml").read_text("utf-8")
    folder = tmp_path_factory.mktemp("calendars")
    later = (
        shipped.replace("entered_on = 2026-11-28", "entered_on = 2026-12-01")
        .replace("swapped_off = [", "swapped_off = [2026-11-24, ")
        .replace("made_up = [", "made_up = [2026-12-05, ")
        .replace("unsettled = [2026-11-24]", "unsettled = []")
    )
    (folder / "2026.toml").write_text(later, "utf-8")
    return folder


def with_calendar(cases: Cases, folder: Path) -> Cases:
    counted = legal_time(RuleSetName.DRAFT_2024, rolls=True, calendars=folder)
    return replace(cases, deadlines=replace(cases.deadlines, legal_time=counted))


def counted_again(cases: Cases) -> int:
    return cases.deadlines.evaluate(lambda _: None, cases)


def begun(cases: Cases, procedure: Procedure) -> Case:
    case = cases.open(procedure, PORTAL, EventType.VIOLATION_TAKEN)
    assert isinstance(case, Case)
    return case


def now_of(cases: Cases, case: Case) -> Case:
    found = cases.by_number(case.number)
    assert found is not None
    return found


def facts_for(procedure: Procedure, state: str, event: str) -> object:
    """Facts that the event takes, if it is possible."""
    needs = {move.needs for move in procedure.moves_from(state) if move.event == event}
    asked = next(iter(needs), NoFacts)
    return TERMS if asked is Terms else asked(**{each.name: "found so" for each in fields(asked)})


def clocks_of(cases: Cases, case_id: Id) -> Due:
    """The instants that the clocks of the case were counted for when they began."""
    calendar = cases.deadlines.legal_time.calendar
    found = {(each.term, each.started_at): each.due_at for each in cases.deadlines.of_case(case_id)}
    assert calendar is not None

    def due(term: TermId, at: datetime) -> datetime:
        return found[term, at]

    return due


STEPS: Final = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "move", "assign", "leave", "wait", "lapse", "calendar"]),
        st.integers(0, 7),
        st.sampled_from([AN, BINH, CHI]),
    ),
    max_size=10,
)


@given(steps=STEPS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[*BY_CHANCE, HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", EVERY)
def test_replaying_the_events_gives_exactly_the_row(
    cases: Cases,
    clock: FrozenClock,
    newer: Path,
    name: str,
    steps: list[tuple[str, int, Officer]],
) -> None:
    procedure = EVERY[name]
    cases = replace(cases, procedures=EVERY)
    case = begun(cases, procedure)
    for step, choice, by in steps:
        case = now_of(cases, case)
        match step:
            case "move":
                event = list(procedure.events)[choice % len(procedure.events)]
                cases.fire(case.id, event, by, facts_for(procedure, case.state, event))
            case "assign" | "leave":
                cases.assign(case.id, by, owner=by if step == "assign" else None)
            case "wait":
                clock.advance(timedelta(hours=5 * choice + 1))
            case "lapse":
                cases.lapse()
            case _:
                counted_again(with_calendar(cases, newer))
    now = now_of(cases, case)
    standing = replay(procedure, cases.events(case.id), clocks_of(cases, case.id))
    assert is_as(now, standing), (now, standing)
    running = [each for each in cases.deadlines.of_case(case.id) if each.stopped_at is None]
    assert standing.terms == {each.term: each.due_at for each in running}


def test_a_newer_calendar_is_an_event_of_the_case(
    cases: Cases, context: ServiceContext, newer: Path
) -> None:
    case = begun(cases, LOAN)
    assert case.due_by == NEXT_DAY
    assert counted_again(with_calendar(cases, newer)) == 1
    assert counted_again(with_calendar(cases, newer)) == 0
    now = now_of(cases, case)
    assert (now.version, now.due_by, now.owner) == (2, NEXT_DAY + timedelta(days=1), None)
    _, event = cases.events(case.id)
    assert (event.event, event.actor, event.due_by) == (RECOUNTED, System(rule="X7.2"), now.due_by)
    assert event.facts == {"terms": {"take_loss_case": "2026-11-25T17:00:00+00:00"}}
    told = context.database.all(
        select(HISTORY.c.facts).where(HISTORY.c.happening == EventType.CASE_RECOUNTED)
    )
    assert [(row.facts["case"], row.facts["version"]) for row in told] == [(case.id, 2)]
    assert is_as(now, replay(LOAN, cases.events(case.id), clocks_of(cases, case.id)))


def test_a_newer_calendar_does_not_lengthen_the_time_until_a_state_lapses(
    cases: Cases, clock: FrozenClock, newer: Path
) -> None:
    case = begun(cases, LOAN)
    assert isinstance(cases.fire(case.id, "read", AN, TERMS), Moved)
    lapses = clock.now() + timedelta(days=7)
    counted_again(with_calendar(cases, newer))
    assert now_of(cases, case).due_by == lapses
    clock.advance(timedelta(days=7))
    assert cases.lapse() == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_moves_and_a_newer_calendar_at_once_wait_for_each_other(cases: Cases, newer: Path) -> None:
    """Both lock the case before its terms, so that neither holds what the other needs."""
    opened = [begun(cases, LOAN) for _ in range(12)]
    again = with_calendar(cases, newer)

    def move_or_count(turn: list[int] = [0]) -> int:  # noqa: B006 - shared by the racers
        turn[0] += 1
        if turn[0] % 2:
            return counted_again(again)
        moved = [again.fire(each.id, "read", AN, TERMS) for each in reversed(opened)]
        return sum(isinstance(each, Moved) for each in moved)

    race(move_or_count, times=4)
    for each in opened:
        now = now_of(cases, each)
        assert is_as(now, replay(LOAN, cases.events(each.id), clocks_of(cases, each.id)))
