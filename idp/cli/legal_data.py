"""The check of the calendars and rule sets before a process starts."""

from datetime import date, timedelta
from typing import Final

import click

from idp.kernel.clock import civil_day
from idp.law.calendar_files import BadLawData
from idp.law.calendars import Calendar, Certainty
from idp.law.legal_time import LegalTime, legal_time
from idp.platform import logs
from idp.platform.clock import SystemClock
from idp.platform.settings import Settings

_LOG: Final = logs.logger("idp.law")
_AHEAD: Final = timedelta(days=30)
"""How long before it begins a year ought to be in the calendar: most terms are not longer."""


def chosen(settings: Settings) -> LegalTime:
    """The rule set and the calendar of the settings. Raises BadLawData."""
    return legal_time(settings.rule_set, rolls=settings.terms_roll, calendars=settings.calendars)


def check(settings: Settings) -> tuple[list[str], list[str]]:
    """Faults, with which nothing starts, and notes."""
    try:
        calendar = chosen(settings).calendar
    except BadLawData as error:
        return [str(error)], []
    return [], list(_notes(calendar, civil_day(SystemClock().now())))


def demand(settings: Settings) -> None:
    """Exit where the data are not sound; log a warning where a year is missing."""
    faults, notes = check(settings)
    if faults:
        raise click.ClickException("\n".join(["not started:", *faults]))
    for note in notes:
        _LOG.warning("the calendar is not complete", reason=note)


def _notes(calendar: Calendar, today: date) -> list[str]:
    """The present year and the one that begins soon, where their days off are not published."""
    said = {
        Certainty.PROVISIONAL: "of {} is provisional: terms that end in it are marked",
        Certainty.UNKNOWN: "knows no {}: of its holidays only those with a fixed date count",
    }
    years = {today.year: today, (today + _AHEAD).year: today + _AHEAD}
    return [
        f"calendars: the calendar {said[certainty].format(year)}; see docs/legal-time.md"
        for year, day in years.items()
        if (certainty := calendar.certainty(day)) is not Certainty.PUBLISHED
    ]
