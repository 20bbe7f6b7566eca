"""How often officers looked at people in a month, as who inspects them reads it (D17.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from flask import Response

from idp.access.powers import Power
from idp.history.look_figures import LookFigures, look_figures
from idp.kernel.ids import is_id
from idp.web.current import services
from idp.web.officer.guards import with_power
from idp.web.officer.month_reports import (
    NOT_BEGUN,
    asked_month,
    csv_file,
    month_after,
    month_before,
    month_name,
    no_such_month,
)
from idp.web.officer.officer_names import OfficerNames
from idp.web.officer.page import HOME, AtDesk, show

PATH: Final = f"{HOME}/looks"
MOST: Final = 200
"""How many officers the page shows; the file has all of them."""
_COLUMNS: Final = (
    "month",
    "officer_id",
    "officer_name",
    "looks",
    "people_looked_at",
    "documents_opened",
    "searches",
    "people_listed",
    "refused",
    "searches_led_on",
    "searches_led_nowhere",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """`name`: of the officer, their id where no register has them; None of programs."""

    name: str | None
    link: str | None
    figures: LookFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class LookReportPage:
    """`month`: its first day. `before`, `after`: the months beside it that can be asked for.

    `looks` and `searches` are of all officers; `more` of them are in the file alone.
    """

    month: date
    lines: tuple[LookLine, ...]
    more: int
    looks: int
    searches: int
    before: str | None
    after: str | None
    this_month: str


@with_power(Power.HISTORY_READ)
def report(at: AtDesk) -> Response:
    """GET /officer/looks?month=2026-11: of this month where none is named or none has begun."""
    month, understood = asked_month()
    figures = look_figures(services().database, month)
    names = OfficerNames()
    body = LookReportPage(
        month=month,
        lines=tuple(_line(each, names) for each in figures[:MOST]),
        more=max(len(figures) - MOST, 0),
        looks=sum(each.looks for each in figures),
        searches=sum(each.searches for each in figures),
        before=month_before(month),
        after=month_after(month),
        this_month=month_name(month),
    )
    problem = None if understood else NOT_BEGUN
    return show(at, "looks", body, status=200 if understood else 422, problem=problem)


@with_power(Power.HISTORY_READ)
def file(_at: AtDesk) -> Response:
    """GET /officer/looks/csv?month=2026-11: the same figures of every officer (RFC 4180)."""
    month, understood = asked_month()
    if not understood:
        return no_such_month()
    figures, names = look_figures(services().database, month), OfficerNames()
    rows = _rows(month, figures, names)
    return csv_file(f"looks-{month_name(month)}.csv", _COLUMNS, rows)


def _line(figures: LookFigures, names: OfficerNames) -> LookLine:
    who = figures.officer_id
    if who is None:
        return LookLine(name=None, link=None, figures=figures)
    name = names.of(who) if is_id(who) else who
    return LookLine(name=name, link=f"{HOME}/history?words={quote(who)}", figures=figures)


def _rows(
    month: date, figures: Iterable[LookFigures], names: OfficerNames
) -> Iterator[tuple[object, ...]]:
    for each in figures:
        line = _line(each, names)
        counted = (each.looks, each.people, each.documents, each.searches, each.listed)
        searched = (each.led_on, each.led_nowhere)
        known = (month_name(month), each.officer_id or "", line.name or "")
        yield (*known, *counted, each.refused, *searched)
