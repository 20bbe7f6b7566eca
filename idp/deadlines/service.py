"""Running terms of cases: start, stop, list, evaluate, report."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import and_, bindparam, case, or_, select, tuple_, update

from idp.deadlines.domain import Deadline, counted_again, instants_in, instants_of
from idp.deadlines.entries import record
from idp.deadlines.evaluation import CasesOfTerms, Tell, count_again, record_what_is_over
from idp.deadlines.figures import KindOfCase, MonthFigures
from idp.deadlines.kept_months import SETTLED, keep_months, report_of
from idp.deadlines.reports import breached_in, overdue_before
from idp.deadlines.rows import COLUMNS, RunningTerm, columns_of, deadline_of, deadlines_in, row_of
from idp.deadlines.tables import DEADLINE
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.law.legal_time import LegalTime
from idp.law.rule_sets import rule_set as rule_set_named
from idp.law.terms import TermId
from idp.platform.database import Prepared, insert_new

_C: Final = DEADLINE.c
_PAGE: Final = 200
_AT_FIRST: Final = 60
"""As many terms as a list reads at first: more than any page shows, or counts."""
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NOW: Final = bindparam("now", type_=_C.due_at.type)
_DUE: Final = bindparam("due", type_=_C.due_at.type)

_START: Final = insert_new(DEADLINE)
_OF_CASE: Final = select(*COLUMNS).where(_C.case_id == bindparam("case_id")).order_by(_C.id)
_OF_CASES: Final = (
    select(*COLUMNS)
    .where(_C.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(_C.case_id, _C.id)
)
_ONE: Final = select(*COLUMNS).where(_C.id == bindparam("deadline"))
_HOLD_RUNNING: Final = (
    select(*COLUMNS)
    .where(
        _C.case_id == bindparam("case_id"), _C.term == bindparam("term"), _C.stopped_at.is_(None)
    )
    .with_for_update()
)
_STOP: Final = (
    update(DEADLINE)
    .where(_C.id == bindparam("deadline"), _C.stopped_at.is_(None))
    .values(
        stopped_at=_NOW,
        outcome=bindparam("said"),
        next_at=None,
        breached_at=case(
            (and_(_C.due_at <= _NOW, _C.breached_at.is_(None)), _NOW), else_=_C.breached_at
        ),
    )
)
_RUNNING: Final = (
    select(*COLUMNS)
    .where(
        _C.stopped_at.is_(None),
        or_(_C.due_at > _DUE, and_(_C.due_at == _DUE, _C.id > bindparam("after"))),
    )
    .order_by(_C.due_at, _C.id)
    .limit(bindparam("limit"))
)
_FIRST_RUNNING: Final = Prepared(
    select(_C.id, _C.case_id, _C.term, _C.started_at, _C.due_at)
    .where(
        _C.stopped_at.is_(None),
        tuple_(_C.due_at, _C.id) > tuple_(_DUE, bindparam("seen", type_=_C.id.type)),
    )
    .order_by(_C.due_at, _C.id)
    .limit(bindparam("limit")),
    RunningTerm,
)
_EVERY: Final = (
    select(*COLUMNS).where(_C.id > bindparam("after")).order_by(_C.id).limit(bindparam("limit"))
)


@dataclass(frozen=True)
class Deadlines:
    """`legal_time` counts new terms; a term that runs keeps the rule set it was started under."""

    context: ServiceContext
    legal_time: LegalTime

    def start(
        self,
        case_id: Id,
        term: TermId,
        at: datetime,
        *,
        case_kind: str,
        rule_set: str | None = None,
    ) -> Deadline | Refused:
        """Start a term of a case at an instant; joins the case's unit of work (D13.0, X7.2).

        `case_kind` is the name of the procedure, `rule_set` the name of the one the case was opened
        under, by default the chosen one (X7.3). Refused: STATE_ALREADY_HOLDS while the same term
        runs in this case. Raises ValueError for an instant without a time zone, an unknown rule set
        and a term that is due at once.
        """
        rules = self.legal_time.rules if rule_set is None else rule_set_named(rule_set)
        counted = instants_of(rules.terms[term], at, self.legal_time.calendar)
        deadline = Deadline(
            id=new_id(),
            case_id=case_id,
            case_kind=case_kind,
            term=term,
            rule_set=rules.name,
            started_at=at.astimezone(UTC),
            calendar=self.legal_time.calendar.edition,
            **columns_of(counted),
        )
        with self.context.database.transaction():
            if not self.context.database.execute(_START, **row_of(deadline)):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            record(
                self.context.history,
                EventType.DEADLINE_STARTED,
                deadline,
                {"rule_set": rules.name, "started_at": deadline.started_at.isoformat()},
            )
        return deadline

    def stop(self, case_id: Id, term: TermId, outcome: str) -> Deadline | Refused:
        """Stop a running term now; joins the case's unit of work.

        `outcome` is a word of the procedure, no text of a person. A stop after the term was due
        records the breach with it. Refused: NOT_FOUND when the term does not run in this case.
        """
        database, history = self.context.database, self.context.history
        with database.transaction():
            row = database.one(_HOLD_RUNNING, case_id=case_id, term=term)
            if row is None:
                return Refused(Reason.NOT_FOUND)
            database.execute(_STOP, deadline=row.id, now=self.context.clock.now(), said=outcome)
            stopped = deadline_of(database.all(_ONE, deadline=row.id)[0])
            if stopped.breached_at is not None and row.breached_at is None:
                record(history, EventType.DEADLINE_BREACHED, stopped)
            record(history, EventType.DEADLINE_STOPPED, stopped, {"outcome": outcome})
            return stopped

    def of_case(self, case_id: Id) -> list[Deadline]:
        """Every term that runs or ran in a case, in the order they were started."""
        return list(deadlines_in(self.context.database.all(_OF_CASE, case_id=case_id)))

    def one(self, deadline_id: Id) -> Deadline | None:
        """The term with this id of its row."""
        rows = self.context.database.all(_ONE, deadline=deadline_id) if is_id(deadline_id) else ()
        return next(deadlines_in(rows), None)

    def of_cases(self, case_ids: Collection[Id]) -> Mapping[Id, list[Deadline]]:
        """The terms of several cases, by case, read by one statement."""
        found: defaultdict[Id, list[Deadline]] = defaultdict(list)
        for each in deadlines_in(self.context.database.all(_OF_CASES, cases=list(case_ids))):
            found[each.case_id].append(each)
        return found

    def running(self) -> Iterator[Deadline]:
        """Every running term, what is due first first; read from the database a page at a time."""
        due, after, more = _LONG_AGO, _BEFORE_ALL, True
        while more:
            rows = self.context.database.all(_RUNNING, due=due, after=after, limit=_PAGE)
            yield from deadlines_in(rows)
            more = len(rows) == _PAGE
            due, after = (rows[-1].due_at, rows[-1].id) if rows else (due, after)

    def first_running(self, limit: int, *, after: datetime | None = None) -> Iterator[RunningTerm]:
        """The running terms that are due first, at most so many, as a list shows them.

        `after`: only those that are due later than this instant. By one statement, and a second one
        where more are asked for than a page begins with.
        """
        due, seen = (_LONG_AGO, _BEFORE_ALL) if after is None else (after, _AFTER_ALL)
        most = min(limit, _AT_FIRST)
        while most > 0:
            rows = self.context.database.all(_FIRST_RUNNING, due=due, seen=seen, limit=most)
            yield from (each for each in rows if each.is_known)
            most, limit = (limit - most, limit - most) if len(rows) == most else (0, 0)
            due, seen = (rows[-1].due_at, rows[-1].id) if rows else (due, seen)

    def evaluate(self, tell: Tell, cases: CasesOfTerms) -> int:
        """Record every warning, escalation and breach that is due, and decide nothing (X7.2).

        `tell` is called with each batch, inside its transaction. Running terms that were counted
        with an earlier edition of the calendar are counted again before, and `cases` follow.
        Returns how many rows changed. Many workers may call it at the same time.
        """
        again = count_again(self.context, self.legal_time.calendar, cases)
        return again + record_what_is_over(self.context, tell)

    def report(self, month: date, kinds: Mapping[str, KindOfCase]) -> tuple[MonthFigures, ...]:
        """How what was due in the month of that civil day stands now, by desk and case (X7.2).

        `kinds`: the procedures, by name. Raises ValueError in year 9999.
        """
        now, calendar = self.context.clock.now(), self.legal_time.calendar
        return report_of(self.context.database, month, now, calendar, kinds)

    def keep_months(self, *, settled: timedelta = SETTLED) -> int:
        """Count each month of the reports as of a while ago (`kept_months`); returns how many.

        `settled`: how long ago. Reports are the same with it and without, only cheaper.
        """
        now, calendar = self.context.clock.now(), self.legal_time.calendar
        return keep_months(self.context.database, now, calendar, settled)

    def breached(self, month: date) -> Iterator[Deadline]:
        """Every recorded breach of what was due in that month, read a page at a time (X7.2)."""
        return breached_in(self.context.database, month)

    def overdue_before(self, month: date) -> int:
        """How many terms were due before the month of that civil day, and still run."""
        return overdue_before(self.context.database, month)

    def miscounted(self) -> Iterator[Deadline]:
        """The terms whose instants do not follow from their own facts; none, unless altered."""
        after, more = _BEFORE_ALL, True
        while more:
            rows = self.context.database.all(_EVERY, after=after, limit=_PAGE)
            for deadline in deadlines_in(rows):
                if counted_again(deadline, self.legal_time.calendar) != instants_in(deadline):
                    yield deadline
            more = len(rows) == _PAGE
            after = rows[-1].id if rows else after
