"""Searching for a person: for a case and a purpose, a few at a time, and seen by who was shown.

The form is posted, so that what is typed is in no address and no log. To open somebody's account an
officer looks at them for a case (`people`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.datastructures import MultiDict

from idp.access.powers import Power
from idp.accounts.finding import FoundPerson, Sought
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.looks import Purpose, is_number, purpose_in
from idp.officers.procedures import LONGEST_REFERENCE
from idp.officers.searches import Searched, Searching
from idp.subjects.domain import SubjectKind
from idp.subjects.name_prefixes import Birth, birth_of
from idp.web.current import services
from idp.web.officer.case_words import LOOK_PURPOSES
from idp.web.officer.forms import (
    FAULTY,
    NO_PROBLEMS,
    TOO_LONG,
    Ask,
    Filled,
    Problems,
    filled,
    read,
)
from idp.web.officer.guards import at_desk, refused_page, with_power
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.officer.registers.accounts import STATES
from idp.web.pages.labels import N_

PATH: Final = f"{HOME}/people/search"
KINDS: Final[dict[SubjectKind, str]] = {
    SubjectKind.CITIZEN: N_("Citizen"),
    SubjectKind.FOREIGNER: N_("Foreigner"),
    SubjectKind.ORGANISATION: N_("Organisation"),
    SubjectKind.PERSON: N_("Account of their own making"),
}
NO_ACCOUNT: Final = N_("No account")
_WRONG: Final = 422
_TOO_MANY_REQUESTS: Final = 429
_FOR_WHAT: Final = frozenset({"case", "ground", "purpose"})
_JOINERS: Final = dict.fromkeys((0x200C, 0x200D))
_NO_BIRTH: Final = N_("A year as 1957, or a day as 12/3/1957.")
_NOTHING_TYPED: Final = N_("This takes letters or digits.")
_NO_CASE: Final = N_("Name the case, or write below what asks for the search.")
_TWO_GROUNDS: Final = N_("This is for a search without a case.")
_NOT_THEIRS: Final = N_("This is no open case that you work on.")
_OF_INSPECTORS: Final = N_("This is the purpose of who inspects.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """Who is searched for, and what for."""

    sought: Annotated[
        str,
        Ask(
            N_("Name, identification or passport number, user name, e-mail address or telephone"),
            hint=N_(
                "Of a name the beginning, the given name, or family and given name; marks may be"
                " left out. The last word counts as only begun where nobody has it whole."
            ),
        ),
    ]
    born: Annotated[
        str,
        Ask(
            N_("Year or day of birth"),
            hint=N_("It narrows a name. With the day one word of the name is enough, whichever."),
        ),
    ] = ""
    case: Annotated[
        str, Ask(N_("Case"), hint=N_("The number of the case it is for, where there is one."))
    ] = ""
    ground: Annotated[
        str,
        Ask(
            N_("Without a case: what asks for the search"),
            hint=N_(
                "The document, the call or the queue ticket, with its number; no names. A request"
                " is opened with it, in your charge."
            ),
        ),
    ] = ""
    purpose: Annotated[Purpose, Ask(N_("Purpose"), choices=LOOK_PURPOSES)]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One person; `kind` and `state` are message ids.

    `look`: the page to look at them, with the case of the search if that is about them (`covered`).
    """

    subject_id: str
    look: str
    covered: bool
    name: str
    kind: str
    born: str
    place: str
    number_end: str
    state: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class PeopleSearchPage:
    """`rows` is None before a search. `retry_at`: from when on one may be again.

    `form`: the id by which the form is known when a page is loaded again.
    `incomplete`: who was recorded before an upgrade is not all found by name yet.
    """

    form: Id
    fields: tuple[Filled, ...]
    rows: tuple[FoundRow, ...] | None
    too_many: bool
    retry_at: datetime | None
    incomplete: bool


@with_power(Power.PERSON_LOOK)
def ask(at: AtDesk) -> Response:
    """GET /officer/people/search."""
    return _page(at, filled(SearchForm), None)


@at_desk
def search(at: AtDesk) -> Response:
    """POST /officer/people/search: record the search, and show who was found.

    Without a case or purpose it is a refused search, and what is typed is looked up nowhere.
    """
    form = _without_joiners(request.form)
    asked, closed = _read(form), at.refusal(Power.PERSON_LOOK)
    searches = services().person_searches
    if isinstance(asked, Problems):
        if not _FOR_WHAT.isdisjoint(asked.by_field):
            number, purpose = form.get("case", "").strip(), form.get("purpose", "")
            told = Searching(purpose_in(purpose), number if is_number(number) else "")
            searches.search(at.officer, Sought("", None), told)
        return _again(at, form, asked) if closed is None else refused_page(at, closed)
    sought = Sought(asked.sought, birth_of(asked.born))
    made = form.get("form", "")
    searching = Searching(asked.purpose, asked.case, asked.ground, made if is_id(made) else "")
    found = searches.search(at.officer, sought, searching)
    if closed is not None:
        return refused_page(at, closed)
    match found:
        case Refused(reason=Reason.LOOK_NOT_COVERED):
            return _again(at, form, Problems(_not_covered(at, asked.purpose)))
        case Refused(retry_at=None):
            return _again(at, form, NO_PROBLEMS, why_not(found.reason))
        case Refused(retry_at=retry_at):
            fields = filled(SearchForm, form)
            return _page(at, fields, None, status=_TOO_MANY_REQUESTS, retry_at=retry_at)
        case _:
            form.setlist("case", [found.number])
            form.setlist("ground", [])
            return _page(at, filled(SearchForm, form), found)


def _not_covered(at: AtDesk, purpose: Purpose) -> dict[str, str]:
    if purpose is Purpose.INSPECTION and at.refusal(Power.HISTORY_READ) is not None:
        return {"purpose": _OF_INSPECTORS}
    return {"case": _NOT_THEIRS}


def _read(form: MultiDict[str, str]) -> SearchForm | Problems:
    asked = read(SearchForm, form)
    if isinstance(asked, Problems):
        return asked
    birth: Birth | None = birth_of(asked.born)
    problems = {}
    if asked.born and birth is None:
        problems["born"] = _NO_BIRTH
    if Sought(asked.sought, birth).is_empty:
        problems["sought"] = _NOTHING_TYPED
    if not (asked.case or asked.ground):
        problems["case"] = _NO_CASE
    elif asked.case and asked.ground:
        problems["ground"] = _TWO_GROUNDS
    elif len(asked.ground) > LONGEST_REFERENCE:
        problems["ground"] = TOO_LONG
    return Problems(problems) if problems else asked


def _without_joiners(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """Names of some scripts are written with them, and found without."""
    pairs = form.items(multi=True)
    return MultiDict([(name, value.translate(_JOINERS)) for name, value in pairs])


def _again(
    at: AtDesk, form: MultiDict[str, str], problems: Problems, sentence: str = FAULTY
) -> Response:
    return _page(at, filled(SearchForm, form, problems), None, status=_WRONG, problem=sentence)


def _page(
    at: AtDesk,
    fields: tuple[Filled, ...],
    searched: Searched | None,
    *,
    status: int = 200,
    problem: str | None = None,
    retry_at: datetime | None = None,
) -> Response:
    rows = None if searched is None else tuple(_rows(searched, request.form.get("purpose", "")))
    view = PeopleSearchPage(
        form=new_id(),
        fields=fields,
        rows=rows,
        too_many=searched is not None and searched.found.too_many,
        retry_at=retry_at,
        incomplete=not services().person_searches.is_complete(),
    )
    return show(at, "people_search", view, status=status, problem=problem, address=PATH)


def _rows(searched: Searched, purpose: str) -> Iterator[FoundRow]:
    for person in searched.found.people:
        covers = person.subject_id == searched.about
        yield _row(person, {"case": searched.number, "purpose": purpose} if covers else {})


def _row(person: FoundPerson, case: Mapping[str, str]) -> FoundRow:
    return FoundRow(
        look=f"{HOME}/people?{urlencode({'who': person.subject_id, **case})}",
        covered=bool(case),
        subject_id=person.subject_id,
        name=person.name,
        kind=KINDS[person.kind],
        born=person.born,
        place=person.place,
        number_end=person.number_end,
        state=NO_ACCOUNT if person.state is None else STATES[person.state],
        has_account=person.state is not None,
    )
