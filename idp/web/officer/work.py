"""The work list: every case that owes work, what is due first before what is due later."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from idp.access.powers import Power
from idp.casework.domain.cases import Case, owner_of
from idp.casework.work_list import DueCase, ProcedureState, SeenCases
from idp.kernel.ids import Id
from idp.web.current import services
from idp.web.officer.case_contents import owner_of_case, summary_of
from idp.web.officer.case_reads import CaseReads
from idp.web.officer.case_words import STATES
from idp.web.officer.guards import with_power
from idp.web.officer.officer_names import OwnerNames
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.records import Register
from idp.web.officer.registers import register_of
from idp.web.officer.values import Value
from idp.web.pages.labels import N_

PATH: Final = f"{HOME}/work"
LISTS: Final[Mapping[str, str]] = {
    "all": N_("Every case"),
    "mine": N_("My cases"),
    "untaken": N_("Not taken yet"),
}
_PAGES: Final = 20
"""How many pages of an officer's own cases are looked through for those they may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One case that owes work; `late`: its due instant has passed."""

    number: str
    link: str
    kind: str
    about: Value
    state: str
    owner: Value
    due: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class WorkFilter:
    label: str
    link: str
    here: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    items: tuple[WorkItem, ...]
    filters: tuple[WorkFilter, ...]
    later: str | None
    words: str
    of: str


@with_power(Power.WORK_SEE)
def work(at: AtDesk) -> Response:
    """GET /officer/work: the cases this officer may read, due first; or those a number leads to."""
    asked, words = request.args.get("of", "all"), request.args.get("words", "").strip()[:100]
    of = asked if asked in LISTS else "all"
    after = request.args.get("after")
    if words:
        found = _readable(at, services().work_list.find(words))
        cases, next_after = [each for each in found if _is_of(at, of, each)], None
    else:
        cases, next_after = _listed(at, of, after)
    items = items_of([each.id for each in cases], CaseReads.of(cases))
    kept = {"words": words} if words else {}
    filters = tuple(
        WorkFilter(label, _link(of=name, **kept), name == of) for name, label in LISTS.items()
    )
    later = None if next_after is None else _link(of=of, after=next_after)
    return show(at, "work", WorkPage(items, filters, later, words, of))


def due_by(at: AtDesk, end: datetime, *, most: int) -> list[DueCase]:
    """What this officer may read of the work that is due by an instant, counted up to `most`."""
    return services().work_list.due_by(_seen_at(at), until=end, limit=most + 1)


def _is_of(at: AtDesk, of: str, case: Case) -> bool:
    """Whether a case that was searched for is in the list that is shown."""
    if of == "mine":
        return case.owner == owner_of(at.officer)
    return of == "all" or case.owner is None


def _link(**query: str) -> str:
    return f"{PATH}?{urlencode(query)}"


def _listed(at: AtDesk, of: str, after: str | None) -> tuple[list[Case], str | None]:
    """A page of what the officer may read."""
    work_list, owner = services().work_list, owner_of(at.officer)
    if of == "mine" and owner is not None:
        return _own(at, owner, after)
    page = work_list.of_procedures(_seen_at(at), untaken=of == "untaken", after=after)
    return list(page.cases), page.next_after


def _own(at: AtDesk, owner: str, after: str | None) -> tuple[list[Case], str | None]:
    """Pages of what is the officer's and may not be read by them any more are passed over."""
    for _ in range(_PAGES):
        page = services().work_list.of_owner(owner, after=after)
        cases, after = _readable(at, page.cases), page.next_after
        if cases or after is None:
            return cases, after
    return [], after


def _seen_at(at: AtDesk) -> SeenCases:
    every = services().work_list.procedures
    read = [each for name, each in every.items() if _reads(at, name)]
    unseen = [
        ProcedureState(each.name, state.value)
        for each in read
        for state in each.apart
        if not at.sees(each.apart_for(state))
    ]
    return SeenCases([each.name for each in read], unseen)


def _readable(at: AtDesk, cases: "tuple[Case, ...] | list[Case]") -> list[Case]:
    """Those whose procedure the officer may look at."""
    read = [each for each in cases if _reads(at, each.procedure)]
    return [each for each in read if at.sees(services().work_list.apart_for(each))]


def _reads(at: AtDesk, procedure: str) -> bool:
    register = register_of(procedure)
    return register is not None and at.holds(*register.reads)


def items_of(ids: Iterable[Id], reads: CaseReads) -> tuple[WorkItem, ...]:
    """The cases of a work list, of which each is shown, as its table shows them."""
    names, titles, now = OwnerNames(), cache(register_of), services().clock.now()
    return tuple(_item(reads.case(each), names, reads, titles, now) for each in ids)


def _item(
    case: Case,
    names: OwnerNames,
    reads: CaseReads,
    register_of: Callable[[str], Register | None],
    now: datetime,
) -> WorkItem:
    register = register_of(case.procedure)
    assert register is not None  # noqa: S101 - only readable cases are shown
    return WorkItem(
        number=case.number,
        link=f"{HOME}/{register.path}/{case.number}",
        kind=register.title,
        about=summary_of(case, reads),
        state=STATES.get(case.state, case.state),
        owner=owner_of_case(case, names),
        due=case.due_by,
        late=case.due_by is not None and case.due_by <= now,
    )
