"""The report of a month's terms at the desk, as who oversees the offices reads it (X7.2).

It tells of desks and procedures, and names no person, officer or case.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Final

from flask import Response, jsonify

from idp.access.powers import Power
from idp.casework.term_reports import MonthOfTerms
from idp.deadlines.figures import MonthFigures
from idp.kernel.rule_sets import RuleSetName
from idp.law.rule_sets import STRICT
from idp.web.current import services
from idp.web.officer.case_words import DESKS, PROCEDURES, TERMS
from idp.web.officer.guards import with_power
from idp.web.officer.month_reports import (
    NOT_BEGUN,
    asked_month,
    csv_file,
    kept_file,
    month_after,
    month_before,
    month_name,
    no_such_month,
)
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.registers.cases import RULE_SETS

PATH: Final = f"{HOME}/terms"
_COLUMNS: Final = tuple(each.name for each in fields(MonthFigures))
_UNPROCESSABLE: Final = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """`desk`, `case`, `term`, `text`: message ids, or the name where there is none.

    `strict`: counted without rolling.
    """

    desk: str
    case: str
    term: str
    text: str
    strict: bool
    figures: MonthFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class TermReportPage:
    """`month`: its first day. `before`, `after`: the months beside it that can be asked for.

    `due`, `met`, `late` and `overdue` are of all lines, `overdue_before` of the months before.
    """

    month: date
    lines: tuple[TermLine, ...]
    due: int
    met: int
    late: int
    overdue: int
    overdue_before: int
    before: str | None
    after: str | None
    this_month: str


@with_power(Power.TERM_REPORT_READ)
def report(at: AtDesk) -> Response:
    """GET /officer/terms?month=2026-11: of this month where none is named or none has begun."""
    month, understood = asked_month()
    found = services().term_reports.of(month)
    figures = found.figures
    body = TermReportPage(
        month=month,
        lines=tuple(map(_line, figures)),
        due=sum(each.due for each in figures),
        met=sum(each.met for each in figures),
        late=sum(each.late for each in figures),
        overdue=sum(each.overdue for each in figures),
        overdue_before=found.overdue_before,
        before=month_before(month),
        after=month_after(month),
        this_month=month_name(month),
    )
    status, problem = (200, None) if understood else (_UNPROCESSABLE, NOT_BEGUN)
    return show(at, "terms", body, status=status, problem=problem)


@with_power(Power.TERM_REPORT_READ)
def file(_at: AtDesk) -> Response:
    """GET /officer/terms/csv?month=2026-11: the same figures, one line each (RFC 4180)."""
    month, understood = asked_month()
    if not understood:
        return no_such_month()
    rows = _rows(services().term_reports.of(month))
    return csv_file(f"terms-{month_name(month)}.csv", ("month", *_COLUMNS), rows)


@with_power(Power.TERM_REPORT_READ)
def document(_at: AtDesk) -> Response:
    """GET /officer/terms/json?month=2026-11: the same figures, as the admin API answers them."""
    month, understood = asked_month()
    if not understood:
        return no_such_month()
    found = services().term_reports.of(month)
    said = {
        "month": month_name(month),
        "overdue_before": found.overdue_before,
        "figures": [asdict(each) for each in found.figures],
    }
    return kept_file(jsonify(said), f"terms-{month_name(month)}.json")


def _rows(found: MonthOfTerms) -> Iterator[tuple[object, ...]]:
    for each in found.figures:
        cells = asdict(each).values()
        yield (month_name(found.month), *("" if cell is None else cell for cell in cells))


def _line(figures: MonthFigures) -> TermLine:
    text, strict, _ = figures.rule_set.partition(STRICT)
    known = PROCEDURES.get(figures.case_kind)
    return TermLine(
        desk=DESKS.get(figures.desk or "", figures.desk or ""),
        case=figures.case_kind if known is None else known.title,
        term=TERMS.get(figures.term, figures.term),
        text=RULE_SETS[RuleSetName(text)] if text in set(RuleSetName) else text,
        strict=bool(strict),
        figures=figures,
    )
