"""Reads and checks the files of the calendar: one per year, and the office hours.

The shape is explained in docs/legal-time.md. Every fault names its file.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import idp.law
from idp.law.calendars import (
    FIXED_DATES,
    STATUTORY_DAYS,
    Calendar,
    Holiday,
    OfficeHours,
    YearEdition,
    calendar_of,
)

_DAYS: Final = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
_STATUS: Final = {"published": True, "provisional": False}
_KEYS: Final = {
    "entered_on": date,
    "status": str,
    "sources": list,
    "holidays": list,
    "in_lieu": list,
    "swapped_off": list,
    "made_up": list,
}
_LISTS_OF_DAYS: Final = ("in_lieu", "swapped_off", "made_up", "unsettled")
_OFFICE_HOURS: Final = "office_hours.toml"


class BadLawData(Exception):
    """A file of calendars or rule sets is not sound; the text names the file and the fault."""


@cache
def calendar_of_viet_nam(folder: Path | None = None) -> Calendar:
    """The calendar as known now: the shipped files, and those of `folder`, which come on top.

    Raises BadLawData, and OSError for a folder that cannot be read.
    """
    shipped = files(idp.law) / "data"
    years = _toml_files(shipped / "calendars")
    hours = [shipped / _OFFICE_HOURS]
    if folder is not None:
        own = _toml_files(folder)
        years += [each for each in own if each.name != _OFFICE_HOURS]
        hours = [each for each in own if each.name == _OFFICE_HOURS] or hours
    editions = tuple(edition for each in years for edition in _editions(each))
    entered = Counter((each.year, each.entered_on) for each in editions)
    twice = [f"{year} of {on}" for (year, on), times in entered.items() if times > 1]
    if twice:
        raise BadLawData(f"calendars: two editions of {', '.join(twice)}")
    return calendar_of(editions, office_hours_of(hours[0]), known_on=date.max)


def _toml_files(folder: Traversable) -> list[Traversable]:
    found = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    return sorted(found, key=lambda each: each.name)


def read_toml(file: Traversable) -> dict[str, Any]:
    """The content of a file. Raises BadLawData when it is not TOML in UTF-8."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise BadLawData(f"{file.name}: not TOML: {error}") from error


def _editions(file: Traversable) -> Iterator[YearEdition]:
    content = read_toml(file)
    year, entries = content.get("year"), content.get("edition")
    if set(content) != {"year", "edition"} or not isinstance(year, int) or not entries:
        raise BadLawData(f"{file.name}: needs `year` and at least one [[edition]], and no more")
    for entry in entries:
        edition, faults = edition_of(year, entry)
        if edition is None or faults:
            raise BadLawData(f"{file.name}: {'; '.join(faults)}")
        yield edition


def edition_of(
    year: int, entry: Mapping[str, Any]
) -> tuple[YearEdition, list[str]] | tuple[None, list[str]]:
    """An edition and its faults, or only faults where it cannot be read at all."""
    faults = list(_shape_faults(entry))
    if faults:
        return None, faults
    off: dict[date, Holiday] = {each["on"]: Holiday(each["name"]) for each in entry["holidays"]}
    off |= dict.fromkeys(entry["in_lieu"], Holiday.IN_LIEU)
    off |= dict.fromkeys(entry["swapped_off"], Holiday.SWAPPED)
    edition = YearEdition(
        year=year,
        entered_on=entry["entered_on"],
        published=_STATUS[entry["status"]],
        sources=tuple(entry["sources"]),
        off=off,
        made_up=frozenset(entry["made_up"]),
        unsettled=frozenset(entry.get("unsettled", ())),
    )
    named = [each["on"] for each in entry["holidays"]]
    listed = named + [day for key in _LISTS_OF_DAYS for day in entry.get(key, ())]
    return edition, [*_twice(listed), *_faults(edition)]


def _shape_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    unknown = set(entry) - set(_KEYS) - {"unsettled"}
    if unknown:
        yield f"unknown {', '.join(sorted(unknown))}"
    wrong = [key for key, kind in _KEYS.items() if not isinstance(entry.get(key), kind)]
    if wrong:
        yield f"missing or of another type: {', '.join(wrong)}"
        return
    if entry["status"] not in _STATUS:
        yield f"status is {entry['status']}, not published or provisional"
    if not entry["sources"]:
        yield "no sources"
    yield from _wrong_days(entry)


def _wrong_days(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in _LISTS_OF_DAYS:
        if not all(type(each) is date for each in entry.get(key, ())):
            yield f"{key} holds something that is not a date"
    for each in entry["holidays"]:
        if set(each) != {"on", "name"} or type(each["on"]) is not date:
            yield f"no holiday: {each}"
        elif each["name"] not in set(STATUTORY_DAYS):
            yield f"no holiday of Art. 112: {each['name']}"


def _twice(days: Iterable[date]) -> Iterator[str]:
    for day, times in Counter(days).items():
        if times > 1:
            yield f"{day} is listed twice"


def _faults(edition: YearEdition) -> Iterator[str]:
    """What contradicts Labour Code 2019 Arts. 111(3) and 112."""
    everything = {*edition.off, *edition.made_up, *edition.unsettled}
    for day in sorted(day for day in everything if day.year != edition.year):
        yield f"{day} is not of {edition.year}"
    yield from _miscounted(edition)
    for day, each in edition.off.items():
        if each in {Holiday.IN_LIEU, Holiday.SWAPPED} and _is_weekend(day):
            yield f"{day} ({each}) is on a weekend"
    for day in edition.made_up:
        if not _is_weekend(day):
            yield f"{day} is made up for and no weekend day"


def _miscounted(edition: YearEdition) -> Iterator[str]:
    counted = Counter(edition.off.values())
    for holiday, days in STATUTORY_DAYS.items():
        if counted[holiday] != days:
            yield f"{holiday} has {counted[holiday]} days, not {days}"
    for (month, day), holiday in FIXED_DATES.items():
        if edition.off.get(date(edition.year, month, day)) is not holiday:
            yield f"{holiday} is not on {day}/{month}"
    owed = sum(_is_weekend(day) for day, each in edition.off.items() if each in STATUTORY_DAYS)
    if counted[Holiday.IN_LIEU] != owed:
        yield f"{counted[Holiday.IN_LIEU]} days in lieu, not {owed}"


def _is_weekend(day: date) -> bool:
    return day.weekday() in {5, 6}


def office_hours_of(file: Traversable) -> tuple[OfficeHours, ...]:
    """The periods of a file of office hours, in order. Raises BadLawData."""
    try:
        periods = [_period(each) for each in read_toml(file)["office_hours"]]
    except (KeyError, TypeError, ValueError) as error:
        raise BadLawData(f"{file.name}: {type(error).__name__}: {error}") from error
    if not periods:
        raise BadLawData(f"{file.name}: no office hours")
    return tuple(sorted(periods, key=lambda each: each.starting))


def _period(entry: Mapping[str, Any]) -> OfficeHours:
    if set(entry) != {"from", "sessions", "weekend", "source"} or type(entry["from"]) is not date:
        raise ValueError("needs from, sessions, weekend and source")
    sessions = tuple(
        (time.fromisoformat(opens), time.fromisoformat(closes))
        for opens, closes in entry["sessions"]
    )
    _require_order(sessions)
    weekend = frozenset(_DAYS[each] for each in entry["weekend"])
    if len(weekend) == len(_DAYS):
        raise ValueError("no day is worked")
    return OfficeHours(
        starting=entry["from"], sessions=sessions, weekend=weekend, source=entry["source"]
    )


def _require_order(sessions: Sequence[tuple[time, time]]) -> None:
    instants = [each for session in sessions for each in session]
    if not instants or instants != sorted(set(instants)):
        raise ValueError("sessions must follow one another within the day")
