"""The report of a month's terms, against the rows themselves: every term, unit and rule set."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from random import Random
from typing import Final

import pytest
from sqlalchemy import insert, select

from idp.casework.term_reports import TermReports
from idp.deadlines.domain import Deadline
from idp.deadlines.figures import MonthFigures
from idp.deadlines.rows import COLUMNS, deadlines_in, row_of
from idp.deadlines.service import Deadlines
from idp.deadlines.tables import DEADLINE
from idp.kernel.clock import VIET_NAM, civil_day
from idp.kernel.ids import new_id
from idp.kernel.rule_sets import RuleSetName
from idp.law.counting import taken
from idp.law.rule_sets import STRICT, rule_set
from idp.law.terms import TermId
from idp.law.units import Unit
from idp.wiring.procedures import PROCEDURES
from idp.wiring.records import Records
from tests.support.frozen_clock import FrozenClock

BEFORE_TET: Final = datetime(2026, 1, 26, 7, tzinfo=VIET_NAM)
FEBRUARY: Final = date(2026, 2, 1)
TEXTS: Final = [*RuleSetName, f"{RuleSetName.DRAFT_2024}{STRICT}"]
KINDS: Final = (
    ("citizen_level_2", TermId.ISSUE_CITIZEN_LEVEL_2),
    ("lock", TermId.FORWARD_LOCK),
    ("stop_of_use", TermId.NOTIFY_STOP_OF_USE),
    ("dossier", TermId.ACKNOWLEDGE_DOSSIER),
    ("misuse", TermId.CLOSE_MISUSE_CASE),
)
OUTCOMES: Final = ("grant", "return", "refuse")
NOW: Final = datetime(2026, 2, 27, 10, tzinfo=VIET_NAM)


@pytest.fixture
def deadlines(records: Records, clock: FrozenClock) -> Deadlines:
    clock.advance(BEFORE_TET - clock.now())
    return records.deadlines


@pytest.fixture
def reports(deadlines: Deadlines) -> TermReports:
    return TermReports(deadlines, PROCEDURES)


def run(deadlines: Deadlines, clock: FrozenClock, terms: int) -> None:
    """Start terms before, in and after Tết, and stop two of three of them at some time."""
    drawn, stops = Random(terms), []  # noqa: S311 - the same each time
    for _ in range(terms):
        kind, term = drawn.choice(KINDS)
        at = BEFORE_TET + timedelta(minutes=drawn.randrange(30 * 24 * 60))
        text = drawn.choice(TEXTS)
        begun = deadlines.start(new_id(), term, at, case_kind=kind, rule_set=text)
        assert isinstance(begun, Deadline)
        if drawn.randrange(3):
            longest = 2 * (begun.due_at - at) // timedelta(minutes=1)
            end = min(at + timedelta(minutes=drawn.randrange(longest)), NOW)
            stops.append((end, begun.case_id, term, drawn.choice(OUTCOMES)))
    for end, case_id, term, outcome in sorted(stops):
        clock.advance(end - clock.now())
        deadlines.stop(case_id, term, outcome)
    clock.advance(NOW - clock.now())


def rank(lengths: Sequence[int], part: float) -> int | None:
    return sorted(lengths)[ceil(len(lengths) * part) - 1] if lengths else None


def expected(deadlines: Deadlines, rows: Sequence[Deadline]) -> tuple[int | str | None, ...]:
    """What the report of one kind, term and rule set has to say, counted row by row."""
    counted: Counter[str] = Counter()
    lengths: list[int] = []
    some = rows[0]
    term = rule_set(some.rule_set).terms[some.term]
    for each in rows:
        goes_on = some.case_kind == "citizen_level_2" and each.outcome == "return"
        if each.stopped_at is None:
            counted["overdue" if each.due_at <= NOW else "running"] += 1
        elif each.stopped_at < each.due_at and goes_on:
            counted["interrupted"] += 1
        else:
            counted["met" if each.stopped_at < each.due_at else "late"] += 1
            calendar = deadlines.legal_time.calendar
            lengths.append(taken(term.unit, each.started_at, each.stopped_at, calendar))
    ends = ("met", "late", "interrupted", "overdue", "running")
    length = (term.length, term.unit)
    return (*(counted[end] for end in ends), *length, rank(lengths, 0.5), rank(lengths, 0.9))


def told(figures: MonthFigures) -> tuple[int | str | None, ...]:
    ends = (
        figures.met, figures.late, figures.interrupted, figures.overdue, figures.running
    )  # fmt: skip
    assert figures.due == sum(ends)
    assert figures.stopped == figures.met + figures.late + figures.interrupted
    return (*ends, figures.length, figures.unit, figures.median, figures.ninetieth)


@pytest.mark.norm("X7.2", limb="the monthly report tells what was kept and how long it took")
@pytest.mark.norm("X7.3", limb="a report counts each rule set apart")
def test_a_report_says_what_the_rows_say(
    reports: TermReports, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Across Tết, in every unit and rule set, and with terms that run and that were interrupted."""
    monkeypatch.setattr("idp.deadlines.reports._AT_ONCE", 7)
    deadlines = reports.deadlines
    run(deadlines, clock, 180)
    last = datetime(2026, 3, 1, tzinfo=VIET_NAM)
    of_kind: defaultdict[tuple[str, TermId, str], list[Deadline]] = defaultdict(list)
    rows = list(deadlines_in(deadlines.context.database.all(select(*COLUMNS))))
    for each in rows:
        if datetime(2026, 2, 1, tzinfo=VIET_NAM) < each.due_at <= last:
            of_kind[each.case_kind, each.term, each.rule_set].append(each)
    found = reports.of(date(2026, 2, 27))
    kinds = {(each.case_kind, each.term, each.rule_set): told(each) for each in found.figures}
    assert kinds == {kind: expected(deadlines, some) for kind, some in of_kind.items()}
    ends = [sum(each[place] for each in kinds.values()) for place in range(5)]  # type: ignore[misc]
    assert all(ends), "every way in which a term stands is in it"
    assert {each.unit for each in found.figures} == set(Unit) - {Unit.MONTH, Unit.YEAR}
    desks = {each.case_kind: each.desk for each in found.figures}
    assert (desks["citizen_level_2"], desks["misuse"], desks["lock"]) == (
        "identity",
        "review",
        None,
    )
    early = [each for each in rows if each.due_at <= datetime(2026, 2, 1, tzinfo=VIET_NAM)]
    assert found.overdue_before == sum(each.stopped_at is None for each in early) > 0
    deadlines.evaluate(lambda _: None, NoCases())
    breached = [each for each in rows if each.due_at <= min(each.stopped_at or NOW, last)]
    due = {each.id for each in breached if civil_day(each.due_at - _IN_THE_DAY).month == 2}
    listed = list(deadlines.breached(FEBRUARY))
    assert {each.id for each in listed} == due
    assert listed == sorted(listed, key=lambda each: (each.due_at, each.id))


_IN_THE_DAY: Final = timedelta(microseconds=1)


class NoCases:
    """Of terms that run in no case of the engine."""

    def hold(self, case_ids: object) -> None:
        """Locks nothing."""

    def recounted(self, case_ids: object) -> None:
        """Changes nothing."""


@pytest.mark.norm(
    "D13.0", limb="a dossier that is sent back is no decision, and its time no length"
)
def test_what_was_sent_back_counts_when_it_is_complete_again(
    reports: TermReports, clock: FrozenClock
) -> None:
    """Sent back on the second day and decided on the third of the new term: the months agree."""
    deadlines, case_id, term = reports.deadlines, new_id(), TermId.ISSUE_CITIZEN_LEVEL_2
    kind = "citizen_level_2"
    deadlines.start(case_id, term, clock.now(), case_kind=kind)
    clock.advance(timedelta(days=2))
    deadlines.stop(case_id, term, "return")
    clock.advance(timedelta(days=10))
    deadlines.start(case_id, term, clock.now(), case_kind=kind)
    clock.advance(timedelta(days=1))
    deadlines.stop(case_id, term, "grant")
    (january,) = reports.of(date(2026, 1, 31)).figures
    (february,) = reports.of(FEBRUARY).figures
    assert (january.due, january.interrupted, january.median) == (1, 1, None)
    assert (february.due, february.met, february.median, february.ninetieth) == (1, 1, 1, 1)


def test_a_rule_set_of_a_later_release_has_figures_without_lengths(
    reports: TermReports, clock: FrozenClock
) -> None:
    """Its processes run beside ours during an upgrade."""
    deadlines = reports.deadlines
    begun = deadlines.start(new_id(), TermId.CLOSE_MISUSE_CASE, clock.now(), case_kind="misuse")
    assert isinstance(begun, Deadline)
    theirs = replace(begun, id=new_id(), case_id=new_id(), rule_set="decree-of-2031")
    with deadlines.context.database.transaction():
        ended = {"outcome": "close", "stopped_at": clock.now(), "next_at": None}
        row = {**row_of(theirs), **ended}
        deadlines.context.database.execute(insert(DEADLINE), **row)
    deadlines.stop(begun.case_id, begun.term, "close")
    figures, ours = reports.of(civil_day(begun.due_at - _IN_THE_DAY)).figures
    assert (ours.rule_set, ours.unit, ours.median) == (begun.rule_set, Unit.WORKING_DAY, 0)
    assert (figures.met, figures.unit, figures.length, figures.median) == (1, None, None, None)
