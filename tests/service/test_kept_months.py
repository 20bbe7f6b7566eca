"""A report from a kept count says what the rows say now, whatever happened since it was counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

import pytest
from sqlalchemy import delete, event, insert, select, text, update

from idp.casework.term_reports import TermReports
from idp.deadlines.domain import Deadline
from idp.deadlines.figures import MonthFigures
from idp.deadlines.service import Deadlines
from idp.deadlines.tables import DEADLINE, TERM_MONTH
from idp.kernel.clock import VIET_NAM
from idp.kernel.ids import Id, new_id
from idp.law.terms import TermId
from idp.platform.database import Database
from idp.wiring.procedures import PROCEDURES
from idp.wiring.records import Records
from tests.support import databases
from tests.support.frozen_clock import FrozenClock

BEGIN: Final = datetime(2026, 1, 26, 7, tzinfo=VIET_NAM)
MONTHS: Final = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
KINDS: Final = (
    ("citizen_level_2", TermId.ISSUE_CITIZEN_LEVEL_2),
    ("lock", TermId.FORWARD_LOCK),
    ("dossier", TermId.ACKNOWLEDGE_DOSSIER),
    ("misuse", TermId.CLOSE_MISUSE_CASE),
)
AT_ONCE: Final = timedelta(0)
"""The clock of a test moves between acts, so what is counted has settled."""


class NoCases:
    """Of terms that run in no case of the engine."""

    def hold(self, case_ids: object) -> None:
        """Locks nothing."""

    def recounted(self, case_ids: object) -> None:
        """Changes nothing."""


@pytest.fixture
def deadlines(records: Records, clock: FrozenClock) -> Deadlines:
    clock.advance(BEGIN - clock.now())
    return records.deadlines


class Office:
    """Starts and ends terms by chance, some with a start in the past, and looks at the reports."""

    def __init__(self, deadlines: Deadlines, clock: FrozenClock, seed: int) -> None:
        self.deadlines, self.clock = deadlines, clock
        self.reports = TermReports(deadlines, PROCEDURES)
        self.drawn = Random(seed)  # noqa: S311 - the same each time
        self.open: list[tuple[Id, TermId]] = []

    def act(self) -> None:
        self.clock.advance(timedelta(minutes=self.drawn.randrange(1, 600)))
        if self.open and self.drawn.randrange(2):
            place = self.drawn.choice((-1, self.drawn.randrange(len(self.open))))
            case_id, term = self.open.pop(place)
            self.deadlines.stop(case_id, term, self.drawn.choice(("grant", "return")))
            return
        kind, term = self.drawn.choice(KINDS)
        at = self.clock.now() - timedelta(hours=self.drawn.choice((0, 0, 200)))
        begun = self.deadlines.start(new_id(), term, at, case_kind=kind)
        assert isinstance(begun, Deadline)
        self.open.append((begun.case_id, term))

    def evaluate(self) -> None:
        self.deadlines.evaluate(lambda _: None, NoCases())

    def keep(self) -> int:
        return self.deadlines.keep_months(settled=AT_ONCE)

    def told(self) -> list[tuple[MonthFigures, ...]]:
        return [self.reports.of(month).figures for month in MONTHS]


def counted_whole(office: Office) -> list[tuple[MonthFigures, ...]]:
    """What the reports say where nothing is kept; what was kept is there again afterwards."""
    database = office.deadlines.context.database

    kept = [row._asdict() for row in database.all(select(TERM_MONTH))]
    with database.transaction():
        database.execute(delete(TERM_MONTH))
    told = office.told()
    with database.transaction():
        for row in kept:
            database.execute(insert(TERM_MONTH), **row)
    return told


@pytest.mark.norm("X7.2", limb="the monthly report is of now, also where most was counted before")
def test_a_kept_count_and_what_changed_since_are_what_all_rows_say(
    deadlines: Deadlines, clock: FrozenClock
) -> None:
    office, database = Office(deadlines, clock, 7), deadlines.context.database
    for _ in range(25):
        office.act()
    office.evaluate()
    kept = 0
    for turn in range(60):
        office.act()
        if turn % 7 == 3:
            office.evaluate()
        if turn % 10 == 5:
            kept += office.keep()
        if turn % 4 == 0:
            assert office.told() == counted_whole(office), turn
    assert kept > 4
    assert database.all(select(TERM_MONTH))
    ends = [each for month in office.told() for each in month]
    ways = ("met", "late", "overdue", "running", "interrupted", "breached")
    found = {way: sum(getattr(each, way) for each in ends) for way in ways}
    assert all(found.values()), found
    office.evaluate()
    office.keep()
    assert office.keep() == 0, "nothing changed since, so nothing is counted again"


def test_no_month_is_kept_with_an_unrecorded_breach_or_an_older_calendar(
    deadlines: Deadlines, clock: FrozenClock
) -> None:
    """Whoever records either would change what was counted, and no index would tell."""
    office, database = Office(deadlines, clock, 3), deadlines.context.database
    case_id, (kind, term) = new_id(), KINDS[-1]
    deadlines.start(case_id, term, clock.now(), case_kind=kind)
    clock.advance(timedelta(days=40))
    office.keep()
    assert all(row.month != "2026-02-01" for row in database.all(select(TERM_MONTH)))
    deadlines.start(new_id(), term, clock.now(), case_kind=kind)
    office.evaluate()
    with database.transaction():
        database.execute(text("UPDATE deadline SET calendar = '2020-01-01'"))
        database.execute(delete(TERM_MONTH))
    assert office.keep() == 0
    with database.transaction():
        database.execute(text("UPDATE term_month SET calendar = '2020-01-01'"))
    assert office.told() == counted_whole(office)
    office.evaluate()
    assert office.keep() > 0


def test_a_term_of_a_later_release_is_in_the_count_that_its_processes_read(
    deadlines: Deadlines, clock: FrozenClock
) -> None:
    """They read what a worker of this release keeps, and find only what changed since."""
    office, database = Office(deadlines, clock, 5), deadlines.context.database
    (kind, term), begun = KINDS[-1], clock.now()
    deadlines.start(new_id(), term, begun, case_kind=kind)
    clock.advance(timedelta(days=10))
    assert office.keep() == 1
    started = deadlines.start(new_id(), term, begun, case_kind=kind)
    assert isinstance(started, Deadline)
    named = update(DEADLINE).where(DEADLINE.c.id == started.id)
    with databases.past_the_guards(database) as work:
        work.execute(named.values(term="later"))
    for _ in range(2):
        clock.advance(timedelta(minutes=1))
        assert office.keep() == 0
        assert office.told() == counted_whole(office)
    with databases.past_the_guards(database) as work:
        work.execute(named.values(term=term))
    assert office.told() == counted_whole(office)
    assert [each.due for each in office.told()[1]] == [2]


_MANY: Final = text("""
    INSERT INTO deadline (id, case_id, case_kind, term, rule_set, started_at, due_at, half_at,
                          most_at, escalate_at, calendar, certainty, stopped_at, outcome)
    SELECT CAST(lpad(to_hex(n), 32, '0') AS uuid), gen_random_uuid(), case_kind, term, rule_set,
           at, due, due, due, due, calendar, certainty, at + interval '1 hour', 'grant'
    FROM (SELECT * FROM deadline LIMIT 1) AS one, generate_series(1, 10000) AS n,
         LATERAL (SELECT timestamptz '2026-01-20' + n * interval '1 minute' AS at,
                         timestamptz '2026-02-05' + n * interval '2 minutes' AS due) AS times
""")
"""Ten thousand terms of February that ended before anything was counted."""


@contextmanager
def _plans(database: Database) -> Iterator[list[str]]:
    """How PostgreSQL finds the rows of each statement that is run inside."""
    plans: list[str] = []

    def explain(connection: object, _: object, sql: str, values: object, *__: object) -> None:
        raw = connection.connection.driver_connection  # type: ignore[attr-defined]
        found = raw.execute(f"EXPLAIN (COSTS OFF) {sql}", values).fetchall()
        plans.append(" / ".join(row[0].strip() for row in found))

    engines = (database.engine, database._readers.engine)  # noqa: SLF001 - those in autocommit
    for engine in engines:
        event.listen(engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", explain)


@pytest.mark.parametrize("database_url", ["unused_postgresql"], indirect=True)
def test_a_report_reads_by_indexes_what_changed_and_nothing_else(
    deadlines: Deadlines, clock: FrozenClock
) -> None:
    database, office = deadlines.context.database, Office(deadlines, clock, 11)
    for _ in range(40):
        office.act()
    office.evaluate()
    office.keep()
    with database.transaction():
        database.execute(_MANY)
        database.execute(text("ANALYZE deadline"))
    with _plans(database) as plans:
        office.reports.of(MONTHS[1])
    assert len(plans) == 3, "what is kept, what changed, and what earlier months left"
    kept, changed, _ = plans
    assert "term_month" in kept
    for index in ("deadline_pkey", "deadline_stopped"):
        assert index in changed, changed
    assert "Seq Scan" not in changed, changed
