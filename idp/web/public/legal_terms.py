"""The page of all terms: how long, from when, for whom, by which norm (X7.1, X7.3).

Where the accounts are an operator's own it shows the operator's rules, and none of the State's.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from flask import Response

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.clock import civil_day
from idp.law.calendars import Calendar, Certainty
from idp.law.counting import count
from idp.law.legal_time import LegalTime
from idp.law.terms import OF_AN_OPERATOR, Ends, Instrument, Seen, Term, TermId
from idp.law.units import Unit
from idp.web.current import services, settings
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render
from idp.web.public.law_labels import (
    BORDER_PORTAL,
    DUTY_HOLDERS,
    GROUPS,
    INSTRUMENTS,
    OWN_TITLES,
    RULE_SETS,
    STARTS,
)

_IN_THE_DAY = timedelta(microseconds=1)


class ExampleKind(StrEnum):
    """How the end of a term is told."""

    AT_ONCE = "at_once"
    AT = "at"
    DAY_OVER = "day_over"
    DAY_REACHED = "day_reached"


@dataclass(frozen=True, slots=True)
class Example:
    """The end of a term that starts now; `at` lies in its last day. `certain`: by the calendar."""

    kind: ExampleKind
    at: datetime
    certain: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a length is set: `named` is a message id, or empty for the text of the rule set.

    An operator of accounts of its own has no place: each length is a rule of its own.

    `clause` and `point` are empty where the place has none.
    """

    named: str
    article: str
    clause: str
    point: str


@dataclass(frozen=True, slots=True)
class TermListing:
    """`name`, `binds` and `starts` are message ids. `expected`: the length is that of the draft."""

    name: str
    binds: str
    starts: str
    length: int
    unit: Unit
    place: Place | None
    expected: bool
    example: Example


@dataclass(frozen=True, slots=True)
class TermGroup:
    title: str
    terms: tuple[TermListing, ...]


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """`unsettled` are days of which the law is not settled."""

    year: int
    published: bool
    unsettled: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class LegalTermsPage:
    """`text` is the message id of the rule set; `strict`: terms of days do not roll.

    `in_force_from` is None for a draft.
    """

    text: str
    in_force_from: date | None
    strict: bool
    now: datetime
    groups: tuple[TermGroup, ...]
    years: tuple[CalendarYear, ...]


def legal_terms() -> Response:
    """GET /public/deadlines."""
    legal_time, now = services().deadlines.legal_time, services().clock.now()
    view = legal_terms_page(legal_time, now, settings().accounts_mode)
    return render("public/legal_terms", view, lang=negotiate_language())


def legal_terms_page(legal_time: LegalTime, now: datetime, mode: AccountsMode) -> LegalTermsPage:
    """Every term that runs in this mode, each with its end if it started now."""
    own = mode is AccountsMode.SELF_CREATED
    terms = OF_AN_OPERATOR if own else frozenset(TermId)
    groups = (
        TermGroup(
            OWN_TITLES.get(title, title) if own else title,
            tuple(
                _listing(legal_time, each, name, now, own=own)
                for each, name in names.items()
                if each in terms
            ),
        )
        for title, names in GROUPS.items()
    )
    return LegalTermsPage(
        text=RULE_SETS[legal_time.rules.text],
        in_force_from=legal_time.rules.in_force_from,
        strict=legal_time.rules.strict,
        now=now,
        groups=tuple(each for each in groups if each.terms),
        years=_years(legal_time.calendar, now),
    )


def _listing(
    legal_time: LegalTime, term_id: TermId, name: str, now: datetime, *, own: bool
) -> TermListing:
    term = legal_time.term(term_id)
    return TermListing(
        name=name,
        binds=DUTY_HOLDERS[term.binds],
        starts=STARTS[term.starts],
        length=term.length,
        unit=term.unit,
        place=None if own else _place(term, legal_time),
        expected=term.seen is Seen.EXPECTED and not own,
        example=_example(term, now, legal_time.calendar),
    )


def _place(term: Term, legal_time: LegalTime) -> Place:
    article, clause, point = (*term.article.split("."), "", "")[:3]
    return Place(_named(term, legal_time), article, clause, point)


def _named(term: Term, legal_time: LegalTime) -> str:
    if term.instrument is Instrument.BORDER_PORTAL:
        return BORDER_PORTAL[legal_time.rules.text]
    return INSTRUMENTS[term.instrument]


def _example(term: Term, now: datetime, calendar: Calendar) -> Example:
    counted = count(term, now, calendar)
    certain = counted.certainty is Certainty.PUBLISHED
    if term.at_once:
        return Example(ExampleKind.AT_ONCE, counted.at, certain)
    if term.unit in {Unit.HOUR, Unit.WORKING_HOUR}:
        return Example(ExampleKind.AT, counted.at, certain)
    if term.ends is Ends.DAY_REACHED:
        return Example(ExampleKind.DAY_REACHED, counted.at, certain)
    return Example(ExampleKind.DAY_OVER, counted.at - _IN_THE_DAY, certain)


def _years(calendar: Calendar, now: datetime) -> tuple[CalendarYear, ...]:
    """The years that the calendar has, from the present one on."""
    return tuple(
        CalendarYear(year, edition.published, tuple(sorted(edition.unsettled)))
        for year, edition in sorted(calendar.years.items())
        if year >= civil_day(now).year
    )
