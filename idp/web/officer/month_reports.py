"""What reports of a month at the desk have in common: which month is asked for, and the file."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from flask import Response, request

from idp.kernel.clock import civil_day
from idp.web.current import services
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page

FIRST: Final = date(2000, 1, 1)
"""The earliest month that can be asked for."""
NOT_BEGUN: Final = N_("That month has not begun; the current month is shown.")
NO_SUCH_MONTH: Final = N_("There is no file of that month: it has not begun, or is none.")
_MONTH: Final = re.compile("20[0-9]{2}-(0[1-9]|1[0-2])")
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate."""


def this_month() -> date:
    """The first day of the present month in Viet Nam."""
    return civil_day(services().clock.now()).replace(day=1)


def asked_month() -> tuple[date, bool]:
    """The first day of the month in the address, and whether that was one.

    The present month where none is named, or none that has begun.
    """
    today, said = this_month(), request.args.get("month")
    if said is None:
        return today, True
    if not _MONTH.fullmatch(said):
        return today, False
    month = date.fromisoformat(f"{said}-01")
    return (month, True) if month <= today else (today, False)


def month_name(month: date) -> str:
    """A month as the address names it: 2026-11."""
    return month.isoformat()[:7]


def month_before(month: date) -> str | None:
    """The name of the month before, if it can be asked for."""
    return month_name(_moved(month, -1)) if month > FIRST else None


def month_after(month: date) -> str | None:
    """The name of the month after, if it has begun."""
    return month_name(_moved(month, 1)) if month < this_month() else None


def no_such_month() -> Response:
    """Why there is no file: a page, or what `told_to_programs` makes of it."""
    return error_page(422, NO_SUCH_MONTH)


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Response:
    """A file with these rows (RFC 4180), none of whose cells a spreadsheet takes for a formula."""
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\r\n")
    written.writerow(columns)
    for cells in rows:
        written.writerow(_as_text(str(cell)) for cell in cells)
    return kept_file(Response(text.getvalue(), mimetype="text/csv"), name)


def kept_file(response: Response, name: str) -> Response:
    """The answer as a file that the browser keeps and nothing between stores."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _moved(month: date, by: int) -> date:
    """The first day of the month before (-1) or after (1)."""
    years, months = divmod(month.month - 1 + by, 12)
    return date(month.year + years, months + 1, 1)


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
