"""How often officers looked at people in a month, as who inspects them reads it (D17.3)."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from flask import Response, request

from idp.access.powers import Power
from idp.history.look_figures import LookFigures, look_figures
from idp.kernel.clock import civil_day
from idp.kernel.ids import is_id
from idp.web.current import services
from idp.web.officer.guards import with_power
from idp.web.officer.officer_names import OfficerNames
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.pages.labels import N_

PATH: Final = f"{HOME}/looks"
MOST: Final = 200
"""How many officers the page shows; the file has all of them."""
_MONTH: Final = re.compile("20[0-9]{2}-(0[1-9]|1[0-2])")
_FIRST: Final = date(2000, 1, 1)
"""The earliest month that can be asked for."""
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
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate."""


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
    today = civil_day(services().clock.now()).replace(day=1)
    month, understood = _asked(today)
    figures = look_figures(services().database, month)
    names = OfficerNames()
    body = LookReportPage(
        month=month,
        lines=tuple(_line(each, names) for each in figures[:MOST]),
        more=max(len(figures) - MOST, 0),
        looks=sum(each.looks for each in figures),
        searches=sum(each.searches for each in figures),
        before=_name(_moved(month, -1)) if month > _FIRST else None,
        after=_name(_moved(month, 1)) if month < today else None,
        this_month=_name(month),
    )
    problem = None if understood else N_("That month has not begun; the current month is shown.")
    return show(at, "looks", body, status=200 if understood else 422, problem=problem)


@with_power(Power.HISTORY_READ)
def file(_at: AtDesk) -> Response:
    """GET /officer/looks/csv?month=2026-11: the same figures of every officer (RFC 4180)."""
    month, understood = _asked(civil_day(services().clock.now()).replace(day=1))
    if not understood:
        return Response(status=422)
    figures, names = look_figures(services().database, month), OfficerNames()
    response = Response(_csv(month, figures, names), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="looks-{_name(month)}.csv"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _asked(today: date) -> tuple[date, bool]:
    """The first day of the month that is asked for, and whether that was one."""
    said = request.args.get("month")
    if said is None:
        return today, True
    if not _MONTH.fullmatch(said):
        return today, False
    month = date.fromisoformat(f"{said}-01")
    return (month, True) if month <= today else (today, False)


def _name(month: date) -> str:
    return month.isoformat()[:7]


def _moved(month: date, by: int) -> date:
    """The first day of the month before (-1) or after (1)."""
    years, months = divmod(month.month - 1 + by, 12)
    return date(month.year + years, months + 1, 1)


def _line(figures: LookFigures, names: OfficerNames) -> LookLine:
    who = figures.officer_id
    if who is None:
        return LookLine(name=None, link=None, figures=figures)
    name = names.of(who) if is_id(who) else who
    return LookLine(name=name, link=f"{HOME}/history?words={quote(who)}", figures=figures)


def _csv(month: date, figures: Iterable[LookFigures], names: OfficerNames) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for each in figures:
        line = _line(each, names)
        counted = (each.looks, each.people, each.documents, each.searches, each.listed)
        searched = (each.led_on, each.led_nowhere)
        known = (_name(month), each.officer_id or "", line.name or "")
        cells = (*known, *counted, each.refused, *searched)
        rows.writerow(_as_text(str(cell)) for cell in cells)
    return text.getvalue()


def _as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
