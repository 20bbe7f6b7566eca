"""Running terms: started, warned of, escalated, met or breached, each recorded once."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import insert, select, text, update

import idp.law
from idp.deadlines.domain import Deadline, DeadlineState, counted_again, instants_in
from idp.deadlines.rows import row_of
from idp.deadlines.service import Deadlines
from idp.deadlines.tables import DEADLINE
from idp.history.context import ServiceContext
from idp.history.domain import Entry, EventType, Sealed
from idp.history.tables import HISTORY
from idp.kernel.actors import System
from idp.kernel.clock import VIET_NAM
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.law.calendar_files import calendar_of_viet_nam
from idp.law.calendars import Certainty
from idp.law.counting import due
from idp.law.legal_time import LegalTime, legal_time
from idp.law.rule_sets import rule_set
from idp.law.terms import TermId
from idp.platform.database import Database
from idp.wiring.records import Records
from tests.support.frozen_clock import FrozenClock
from tests.support.races import held_elsewhere, race
from tests.support.statements import told

E = EventType
POSTGRESQL: Final = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NEXT_YEAR: Final = "2027.toml"
MONDAY: Final = datetime(2024, 7, 8, 9, tzinfo=VIET_NAM)


@pytest.fixture
def deadlines(records: Records, clock: FrozenClock) -> Deadlines:
    clock.advance(MONDAY - clock.now())
    return records.deadlines


class NoCases:
    """Of terms that run in no case of the engine (`test_casework_engine` has the others)."""

    def hold(self, case_ids: Collection[Id]) -> None:
        """Locks nothing."""

    def recounted(self, case_ids: Collection[Id]) -> None:
        """Changes nothing."""


def begun(
    deadlines: Deadlines, term: TermId = TermId.DECIDE_LOCK, at: datetime = MONDAY
) -> Deadline:
    started = deadlines.start(new_id(), term, at, case_kind="lock")
    assert isinstance(started, Deadline)
    return started


def evaluated(deadlines: Deadlines) -> int:
    """What the worker does, without letters (`test_deadline_letters`)."""
    return deadlines.evaluate(lambda _: None, NoCases())


def entries(context: ServiceContext, case_id: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of a case in the history, with their facts, in order."""
    rows = context.database.all(select(HISTORY).order_by(HISTORY.c.id))
    return [(row.happening, row.facts) for row in rows if row.facts.get("case") == case_id]


def named(context: ServiceContext, case_id: str) -> list[str]:
    return [happening for happening, _ in entries(context, case_id)]


@pytest.mark.norm("X7.3", limb="a case keeps the rule set it was opened under")
def test_a_term_runs_under_the_rule_set_of_its_case(deadlines: Deadlines) -> None:
    friday = datetime(2024, 7, 5, 9, tzinfo=VIET_NAM)
    case_id = new_id()
    chosen = deadlines.start(case_id, TermId.FORWARD_LOCK, friday, case_kind="lock")
    older = replace(deadlines, legal_time=legal_time(
        RuleSetName.DECREE_69_2024, rolls=True, calendars=None))  # fmt: skip
    kept = older.start(
        new_id(), TermId.FORWARD_LOCK, friday, case_kind="lock", rule_set="draft-2024+strict"
    )
    assert isinstance(chosen, Deadline)
    assert isinstance(kept, Deadline)
    assert (chosen.rule_set, kept.rule_set) == ("draft-2024", "draft-2024+strict")
    assert kept.due_at < chosen.due_at
    assert deadlines.of_case(case_id) == [chosen]


@pytest.mark.norm("D13.0", limb="the term runs from the complete dossier")
def test_a_term_runs_from_the_instant_its_dossier_was_complete(deadlines: Deadlines) -> None:
    """Submitted on Monday, completed on Wednesday: nothing runs before."""
    case_id, wednesday = new_id(), MONDAY + timedelta(days=2)
    assert deadlines.of_case(case_id) == []
    started = deadlines.start(
        case_id, TermId.ISSUE_CITIZEN_LEVEL_1, wednesday, case_kind="issuance"
    )
    assert isinstance(started, Deadline)
    assert started.started_at == wednesday
    assert started.due_at == datetime(2024, 7, 12, tzinfo=VIET_NAM)


def test_a_term_runs_once_in_a_case_at_a_time(deadlines: Deadlines) -> None:
    first = begun(deadlines)
    again = deadlines.start(first.case_id, first.term, MONDAY, case_kind="lock")
    assert again == Refused(Reason.STATE_ALREADY_HOLDS)
    assert isinstance(deadlines.stop(first.case_id, first.term, "approved"), Deadline)
    second = deadlines.start(first.case_id, first.term, MONDAY, case_kind="lock")
    assert isinstance(second, Deadline)
    assert [each.id for each in deadlines.of_case(first.case_id)] == [first.id, second.id]


@POSTGRESQL
def test_of_two_that_start_it_one_does(deadlines: Deadlines, context: ServiceContext) -> None:
    case_id = new_id()
    answers = race(
        lambda: deadlines.start(case_id, TermId.DECIDE_LOCK, MONDAY, case_kind="lock"), times=4
    )
    assert sum(isinstance(each, Deadline) for each in answers) == 1
    assert named(context, case_id) == [E.DEADLINE_STARTED]


def test_what_is_due_at_once_has_no_clock(deadlines: Deadlines) -> None:
    with pytest.raises(ValueError, match="at once"):
        deadlines.start(new_id(), TermId.STOP_LOST_MEANS, MONDAY, case_kind="loss")


def test_a_stop_in_time_meets_the_term(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started = begun(deadlines)
    clock.advance(started.due_at - clock.now() - timedelta(microseconds=1))
    met = deadlines.stop(started.case_id, started.term, "approved")
    assert isinstance(met, Deadline)
    assert (met.state(clock.now()), met.outcome) == (DeadlineState.MET, "approved")
    assert named(context, started.case_id) == [E.DEADLINE_STARTED, E.DEADLINE_STOPPED]
    assert evaluated(deadlines) == 0


def test_a_stop_in_the_instant_it_is_due_is_too_late(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started = begun(deadlines)
    clock.advance(started.due_at - clock.now())
    late = deadlines.stop(started.case_id, started.term, "approved")
    assert isinstance(late, Deadline)
    assert late.state(clock.now()) is DeadlineState.BREACHED
    assert named(context, started.case_id)[1:] == [E.DEADLINE_BREACHED, E.DEADLINE_STOPPED]
    clock.advance(timedelta(days=1))
    assert evaluated(deadlines) == 0


def test_a_term_that_does_not_run_cannot_be_stopped(deadlines: Deadlines) -> None:
    started = begun(deadlines)
    assert deadlines.stop(new_id(), started.term, "x") == Refused(Reason.NOT_FOUND)
    assert deadlines.stop(started.case_id, TermId.FORWARD_LOCK, "x") == Refused(Reason.NOT_FOUND)
    deadlines.stop(started.case_id, started.term, "x")
    assert deadlines.stop(started.case_id, started.term, "x") == Refused(Reason.NOT_FOUND)


def test_with_the_case_that_fails_nothing_is_started(
    deadlines: Deadlines, context: ServiceContext
) -> None:
    case_id = new_id()

    def fail() -> None:
        with context.database.transaction():
            deadlines.start(case_id, TermId.DECIDE_LOCK, MONDAY, case_kind="lock")
            raise RuntimeError("the case failed")

    with pytest.raises(RuntimeError, match="the case"):
        fail()
    assert deadlines.of_case(case_id) == []
    assert entries(context, case_id) == []


@pytest.mark.norm("X7.2", limb="warned at 50 and 80 percent, escalated, breached, not decided")
def test_each_part_of_a_term_is_recorded_when_it_is_over(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started = begun(deadlines)
    seen, state = [], DeadlineState.RUNNING
    for at in (started.half_at, started.most_at, started.escalate_at, started.due_at):
        clock.advance(at - clock.now() - timedelta(microseconds=1))
        assert evaluated(deadlines) == 0
        clock.advance(timedelta(microseconds=1))
        assert evaluated(deadlines) == 1
        assert evaluated(deadlines) == 0
        (now,) = deadlines.of_case(started.case_id)
        seen.append((now.half_warned_at, now.warned_at, now.escalated_at, now.breached_at))
        state = now.state(clock.now())
    assert state is DeadlineState.OVERDUE
    half, most, escalated, due_at = (
        started.half_at, started.most_at, started.escalate_at, started.due_at
    )  # fmt: skip
    assert seen == [
        (half, None, None, None),
        (half, most, None, None),
        (half, most, escalated, None),
        (half, most, escalated, due_at),
    ]
    assert named(context, started.case_id) == [
        E.DEADLINE_STARTED,
        E.DEADLINE_ESCALATED,
        E.DEADLINE_BREACHED,
    ]
    assert evaluated(deadlines) == 0


def test_what_was_missed_while_no_worker_ran_is_recorded_at_once(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started = begun(deadlines)
    clock.advance(timedelta(days=30))
    assert evaluated(deadlines) == 1
    (now,) = deadlines.of_case(started.case_id)
    assert {now.half_warned_at, now.warned_at, now.escalated_at, now.breached_at} == {clock.now()}
    assert named(context, started.case_id) == [E.DEADLINE_STARTED, E.DEADLINE_BREACHED]
    late = deadlines.stop(started.case_id, started.term, "approved")
    assert isinstance(late, Deadline)
    assert named(context, started.case_id)[2:] == [E.DEADLINE_STOPPED]


def test_the_head_is_told_of_a_notice_after_90_minutes(
    deadlines: Deadlines, clock: FrozenClock
) -> None:
    """B2.2-3: 2 hours, escalated after 90 minutes, on a Friday night."""
    friday = datetime(2024, 7, 5, 23, 30, tzinfo=VIET_NAM)
    clock.advance(friday - clock.now())
    started = begun(deadlines, TermId.NOTIFY_STOP_OF_USE, friday)
    assert started.escalate_at == friday + timedelta(minutes=90)
    assert started.due_at == friday + timedelta(hours=2)


@POSTGRESQL
def test_of_two_workers_each_records_a_breach_once(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started = [begun(deadlines) for _ in range(20)]
    clock.advance(timedelta(days=30))
    assert sum(race(lambda: evaluated(deadlines), times=4)) == len(started)
    for each in started:
        assert named(context, each.case_id) == [E.DEADLINE_STARTED, E.DEADLINE_BREACHED]


@POSTGRESQL
def test_a_worker_passes_over_a_term_that_is_being_stopped(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started, other = begun(deadlines), begun(deadlines)
    clock.advance(timedelta(days=30))
    with held_elsewhere(
        context.database, lambda: deadlines.stop(started.case_id, started.term, "approved")
    ):
        assert evaluated(deadlines) == 1
    assert evaluated(deadlines) == 0
    assert named(context, started.case_id).count(E.DEADLINE_BREACHED) == 1
    assert named(context, other.case_id).count(E.DEADLINE_BREACHED) == 1


@POSTGRESQL
def test_of_two_that_stop_it_one_does(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started = begun(deadlines)
    clock.advance(timedelta(days=30))
    answers = race(lambda: deadlines.stop(started.case_id, started.term, "approved"), times=4)
    assert sum(isinstance(each, Deadline) for each in answers) == 1
    assert named(context, started.case_id)[1:] == [E.DEADLINE_BREACHED, E.DEADLINE_STOPPED]


def test_what_is_due_first_is_listed_first(
    deadlines: Deadlines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.deadlines.service._PAGE", 2)
    begins = [MONDAY + timedelta(days=each) for each in (3, 0, 2, 0, 1)]
    started = [begun(deadlines, at=at) for at in begins]
    deadlines.stop(started[2].case_id, started[2].term, "approved")
    del started[2]
    expected = [each.id for each in sorted(started, key=lambda each: (each.due_at, each.id))]
    assert [each.id for each in deadlines.running()] == expected


@pytest.mark.norm("X7.2", limb="the monthly report lists breaches")
def test_a_month_has_what_was_due_in_it(deadlines: Deadlines, clock: FrozenClock) -> None:
    """A term that ends with 31 July is due in the first instant of August, and one of July."""
    last, august, met = (
        begun(deadlines, at=datetime(2024, 7, day, 9, tzinfo=VIET_NAM)) for day in (29, 30, 1)
    )
    assert last.due_at == datetime(2024, 8, 1, tzinfo=VIET_NAM)
    deadlines.stop(met.case_id, met.term, "approved")
    clock.advance(timedelta(days=60))
    evaluated(deadlines)
    (july,) = deadlines.report(date(2024, 7, 31), {})
    assert (july.term, july.due, july.breached, july.stopped) == (TermId.DECIDE_LOCK, 2, 2, 1)
    assert (july.desk, july.overdue, july.late) == (None, 1, 1)
    assert {each.id for each in deadlines.breached(date(2024, 7, 1))} == {last.id, met.id}
    assert [each.id for each in deadlines.breached(date(2024, 8, 1))] == [august.id]
    assert deadlines.report(date(2024, 9, 1), {}) == ()
    of_each = [deadlines.overdue_before(date(2024, month, 1)) for month in (7, 8, 9)]
    assert of_each == [0, 1, 2]


def replayed(events: list[tuple[str, dict[str, Any]]]) -> datetime:
    """When a term is due, from the events of its case and the law alone."""
    facts: dict[str, Any] = {}
    for happening, said in events:
        if happening in {E.DEADLINE_STARTED, E.DEADLINE_RECOUNTED}:
            facts |= said
    calendar = calendar_of_viet_nam().as_of(date.fromisoformat(facts["calendar"]))
    term = rule_set(facts["rule_set"]).terms[TermId(facts["term"])]
    return due(term, datetime.fromisoformat(facts["started_at"]), calendar)


@pytest.mark.norm("X7.2", limb="what was due when can be computed again")
def test_the_events_of_a_case_give_its_due_instant_again(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    for term in rule_set("draft-2024").terms.values():
        if not term.at_once:
            started = begun(deadlines, term.id, clock.now())
            deadlines.stop(started.case_id, term.id, "done")
            (ended,) = deadlines.of_case(started.case_id)
            assert replayed(entries(context, started.case_id)) == ended.due_at
            assert instants_in(ended) == counted_again(ended, deadlines.legal_time.calendar)
    assert list(deadlines.miscounted()) == []


@pytest.fixture
def next_calendar(tmp_path: Path) -> LegalTime:
    """A calendar in which a notice made Thursday 11 July 2024 a day off, for Saturday 13 July."""
    shipped = (files(idp.law) / "data" / "calendars" / "2024.toml").read_text("utf-8")
    later = (
        shipped.replace("2026-11-28", "2026-12-01")
        .replace("swapped_off = [", "swapped_off = [2024-07-11, ")
        .replace("made_up = [", "made_up = [2024-07-13, ")
    )
    (tmp_path / "2024.toml").write_text(later, "utf-8")
    return legal_time(RuleSetName.DRAFT_2024, rolls=True, calendars=tmp_path)


def test_a_newer_calendar_moves_what_runs_and_nothing_else(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock, next_calendar: LegalTime
) -> None:
    begins = MONDAY + timedelta(days=2)
    moved, same, ended = (begun(deadlines, at=at) for at in (begins, MONDAY, begins))
    deadlines.stop(ended.case_id, ended.term, "approved")
    clock.advance(timedelta(hours=1))
    newer = replace(deadlines, legal_time=next_calendar)
    assert evaluated(newer) == 2
    assert evaluated(newer) == 0
    (now,) = newer.of_case(moved.case_id)
    assert now.due_at == datetime(2024, 7, 14, tzinfo=VIET_NAM)
    assert now.calendar == date(2026, 12, 1)
    assert named(context, moved.case_id) == [E.DEADLINE_STARTED, E.DEADLINE_RECOUNTED]
    assert named(context, same.case_id) == [E.DEADLINE_STARTED]
    assert newer.of_case(ended.case_id)[0].due_at == ended.due_at
    assert list(newer.miscounted()) == []
    clock.advance(now.due_at - clock.now())
    assert evaluated(newer) == 2


def test_warnings_that_were_given_are_not_given_again_by_a_newer_calendar(
    deadlines: Deadlines, clock: FrozenClock, next_calendar: LegalTime
) -> None:
    started = begun(deadlines, at=MONDAY + timedelta(days=2))
    clock.advance(started.half_at - clock.now())
    evaluated(deadlines)
    warned = clock.now()
    clock.advance(timedelta(minutes=1))
    newer = replace(deadlines, legal_time=next_calendar)
    evaluated(newer)
    clock.advance(started.due_at - clock.now())
    evaluated(newer)
    (now,) = newer.of_case(started.case_id)
    assert (now.half_warned_at, now.breached_at) == (warned, None)
    assert evaluated(newer) == 0


def test_a_term_of_a_later_release_is_passed_over_and_stops_nothing(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock, next_calendar: LegalTime
) -> None:
    known, later = begun(deadlines), new_id()
    with context.database.transaction():
        context.database.execute(
            insert(DEADLINE),
            **{**row_of(known), "id": later, "case_id": later, "term": "term_of_tomorrow"},
        )
    assert [each.id for each in deadlines.running()] == [known.id]
    assert (deadlines.of_case(later), deadlines.one(later)) == ([], None)
    assert set(deadlines.of_cases([known.case_id, later])) == {known.case_id}
    assert list(deadlines.miscounted()) == []
    assert evaluated(replace(deadlines, legal_time=next_calendar)) == 1
    clock.advance(known.due_at - clock.now())
    assert evaluated(deadlines) == 2
    (figures,) = deadlines.report(MONDAY.date(), {})
    breached = deadlines.breached(MONDAY.date())
    assert (figures.term, [each.id for each in breached]) == (known.term, [known.id])


def test_a_term_that_was_altered_is_found(deadlines: Deadlines, context: ServiceContext) -> None:
    started = begun(deadlines)
    later = started.due_at + timedelta(days=1)
    with context.database.transaction():
        context.database.execute(
            update(DEADLINE).where(DEADLINE.c.id == started.id).values(due_at=later)
        )
    assert [each.id for each in deadlines.miscounted()] == [started.id]


def test_a_term_beyond_the_calendar_runs_and_says_so(
    deadlines: Deadlines, clock: FrozenClock
) -> None:
    begins = datetime(2027, 12, 20, 9, tzinfo=VIET_NAM)
    clock.advance(begins - clock.now())
    assert begun(deadlines, TermId.DECIDE_LICENCE, begins).certainty is Certainty.UNKNOWN


def test_how_much_is_over_goes_from_nothing_to_all(deadlines: Deadlines) -> None:
    started = begun(deadlines)
    middle = started.started_at + (started.due_at - started.started_at) / 2
    ends = (started.started_at - timedelta(days=1), middle, started.due_at + timedelta(days=1))
    assert [started.percent_over(at) for at in ends] == [0, 50, 100]
    assert started.state(middle) is DeadlineState.HALF_OVER
    assert started.started_at.tzinfo is UTC


@pytest.mark.parametrize("database_url", ["unused_postgresql"], indirect=True)
def test_no_evaluation_reads_all_terms(deadlines: Deadlines, database: Database) -> None:
    """The worker asks every minute; a table of ended terms must not cost it anything."""
    started = begun(deadlines)
    with database.transaction():
        database.execute(text("SET LOCAL enable_seqscan = off"))
        plan = database.all(
            text("EXPLAIN SELECT id FROM deadline WHERE next_at <= now() ORDER BY next_at LIMIT 9")
        )
        newer = database.all(
            text(
                "EXPLAIN SELECT id FROM deadline WHERE calendar < '2026' AND next_at IS NOT NULL"
                " ORDER BY calendar LIMIT 9"
            )
        )
    assert "deadline_next" in str(plan)
    assert "deadline_counted_with" in str(newer)
    assert deadlines.of_case(started.case_id) == [started]


@POSTGRESQL
def test_a_breach_of_many_is_written_by_few_statements(
    deadlines: Deadlines,
    context: ServiceContext,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A statement or a part of one for each entry made 100,000 of them take longer than 5 s."""
    started = [begun(deadlines) for _ in range(150)]
    clock.advance(started[0].due_at - clock.now())
    ran: list[str] = []
    with told(context.database, monkeypatch, lambda _, asked, __: ran.append(asked.sql)):
        assert evaluated(deadlines) == len(started)
    written = [sql for sql in ran if "INSERT INTO history" in sql]
    assert [sql.count("INSERT INTO history") for sql in written] == [1]


def test_entries_of_a_batch_are_whole(
    deadlines: Deadlines, context: ServiceContext, clock: FrozenClock
) -> None:
    started = [begun(deadlines) for _ in range(3)]
    clock.advance(started[0].due_at - clock.now())
    evaluated(deadlines)
    found = [entry for each in started for entry in _breaches(context, each.case_id)]
    assert [each.facts["case"] for each in found] == [each.case_id for each in started]
    assert {each.sealed for each in found} == {Sealed.WHEN_WRITTEN}
    assert {each.actor for each in found} == {System(rule="X7.2")}


def _breaches(context: ServiceContext, case_id: str) -> list[Entry]:
    rows = context.database.all(
        select(HISTORY.c.id).where(HISTORY.c.happening == E.DEADLINE_BREACHED)
    )
    entries = [each for row in rows for each in context.history.search(row.id)]
    return [each for each in entries if each.facts["case"] == case_id]
