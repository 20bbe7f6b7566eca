"""Who looked at the person's data: each look of an officer, with purpose and case (D17.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from idp.casework.domain.cases import Case, facts_in
from idp.history.domain import Entry, EventType
from idp.history.extracts import Extract
from idp.kernel.actors import Officer
from idp.officers.domain.looks import Purpose
from idp.web.current import services
from idp.web.pages.officer_roles import ROLES
from idp.web.self_service.account_labels import EVENT_LABELS, LOOK_PURPOSES, SEARCH_PURPOSES
from idp.web.self_service.guards import AccountHolder, login_required, show

PATH: Final = "/me/looks"
_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Look:
    """An officer's look at the person's data: desk, purpose (a message id), number of the case.

    `reference`: what the request of an inspection names; empty for every other purpose.
    """

    desk: str
    purpose: str
    case: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenData:
    """One entry of the page: what an officer saw (a message id), in which roles (message ids).

    `look` is None where a document was opened; `case` then has the number, if it is known.
    """

    at: datetime
    what: str
    desk: str
    roles: tuple[str, ...]
    look: Look | None
    case: str


@dataclass(frozen=True, slots=True)
class LooksPage:
    """`older` links to the page with earlier looks."""

    seen: tuple[SeenData, ...]
    older: str | None


@login_required
def looks(person: AccountHolder) -> Response:
    """GET: every look of an officer that was recorded, newest first."""
    found = services().history.for_subject(
        person.subject_id, before=place_in_history(), limit=_PAGE, only=Extract.LOOKS
    )
    older = f"{PATH}?before={found[-1].id}" if len(found) == _PAGE else None
    return show(person, "looks", LooksPage(tuple(map(_seen, found)), older))


def place_in_history() -> str | None:
    """The id of the last entry that the page before this one showed."""
    try:
        return str(UUID(request.args.get("before", "")))
    except ValueError:
        return None


def look_in(entry: Entry) -> Look | None:
    """The look that an entry records; None for every other entry."""
    facts = entry.facts
    if entry.happening not in {EventType.PERSON_LISTED, EventType.PERSON_LOOKED_AT}:
        return None
    case = services().work_list.by_id(facts["case"])
    number = facts["case"] if case is None else case.number
    purpose = Purpose(facts["purpose"])
    reference = ""
    if (
        case is not None
        and purpose is Purpose.INSPECTION
        and case.subject_id in {None, entry.subject_id}
    ):
        reference = _ground(case)
    said = SEARCH_PURPOSES if entry.happening is EventType.PERSON_LISTED else LOOK_PURPOSES
    return Look(facts["desk"], said[purpose], number, reference)


def _seen(entry: Entry) -> SeenData:
    actor, look = entry.actor, look_in(entry)
    officer = actor if isinstance(actor, Officer) else None
    return SeenData(
        at=entry.happened_at,
        what=EVENT_LABELS[entry.happening],
        desk="" if officer is None else officer.desk,
        roles=() if officer is None else tuple(ROLES[each] for each in officer.roles),
        look=look,
        case=str(entry.facts.get("case", "")) if look is None else look.case,
    )


def _ground(case: Case) -> str:
    """What the request of this case names: the decision of an inspection."""
    cases = services().cases
    said = cases.texts.opened(case.subject_id, facts_in(cases.events(case.id)))
    return str(said.get("ground", ""))
